Feature: What keeps trips out of the app
  Clock, private mode and connection sharing of the vehicle (lines 361 to 364).

  @req-BTTRIP-17
  Rule: Trips arrive when date and time of vehicle and phone correspond

    Scenario Outline: A trip arrives on a phone whose clock is <difference> that of the vehicle
      Given the clock of the phone is <difference> that of the vehicle
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s

      Examples:
        | difference    |
        | 0 s ahead of  |
        | 30 s behind   |
        | 60 s ahead of |
        | 60 s behind   |

    Scenario Outline: It is reported whether a trip arrives with a clock of the phone <difference> that of the vehicle
      Given the clock of the phone is <difference> that of the vehicle
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then it is reported when the trip is in the app within 60 s of the end of the trip

      Examples:
        | difference    |
        | 70 s ahead of |
        | 70 s behind   |
        | 24 h ahead of |

  @req-BTTRIP-07 @req-BTTRIP-17
  Rule: Trips arrive on the last day of a month as well

    Scenario: Trips on New Year's Eve and over midnight are in the app
      Given the date is 2026-12-31
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the app shows a trip of 500 m in reaction to the end of the trip
      Given it is 23:58 by the vehicle's clock
      And the vehicle is started
      When the driver drives 4000 m and turns the contact off
      Then the app shows a trip of 4000 m in reaction to the end of the trip

  @req-BTTRIP-18 @req-BTTRIP-19 @connected @private_mode
  Rule: Private mode keeps trips out of the app, and without it they arrive

    Scenario: A trip in private mode does not arrive
      Given the vehicle is in private mode
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then no trip is in the app for 5 min after the end of the trip

    Scenario: A trip in private mode does not arrive when private mode is deactivated later
      Given the vehicle is in private mode
      And the vehicle is started
      And the phone is connected to the vehicle without streaming
      When the driver drives 500 m and turns the contact off
      And 20 s pass
      Given the vehicle is in geolocated mode
      And the vehicle is started
      When 5 min pass
      Then no trip is in the app for 5 min after the end of the trip

    Scenario: Of two trips the app shows the one without private mode alone
      Given the vehicle is in private mode
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      And 20 s pass
      Given the vehicle is in geolocated mode
      And the vehicle is started
      When the driver drives 700 m and turns the contact off
      Then the app shows a trip of 700 m in reaction to the end of the trip
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the app goes on showing a trip of 700 m for 5 min after the end of the trip

    Scenario: A trip after private mode was deactivated arrives
      Given the vehicle is in private mode
      And the vehicle is in geolocated mode
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s

    @intermediate_mode
    Scenario: It is reported whether a trip in intermediate mode reaches the app
      Given the vehicle is in intermediate mode
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then it is reported when the trip is in the app within 60 s of the end of the trip

  @req-BTTRIP-21
  Rule: Connection sharing keeps trips out of the app

    Scenario: A trip with connection sharing does not arrive
      Given the vehicle is started
      And the phone is connected to the vehicle with connection sharing
      When the driver drives 500 m and turns the contact off
      Then no trip is in the app for 5 min after the end of the trip

    Scenario: A trip with connection sharing does not take the place of the trip before
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the app shows a trip of 500 m in reaction to the end of the trip
      When 20 s pass
      Given the vehicle is started
      And the phone is connected to the vehicle with connection sharing
      When the driver drives 700 m and turns the contact off
      Then the app goes on showing a trip of 500 m for 5 min after the end of the trip

  @req-BTTRIP-24
  Rule: The pairing is accepted on the touch screen first

    Scenario: A pairing that the touch screen accepts first connects the phone
      Given the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then the phone is connected in reaction to the pairing and stays so for 5 min

    Scenario: A pairing that the phone alone confirms does not connect it
      Given the vehicle is started
      When the driver confirms a pairing on the phone that the touch screen has not asked for
      Then the phone is not connected for 5 min after the pairing

    Scenario: It is reported whether a pairing that the phone confirms first connects the phone
      Given the vehicle is started
      When the driver accepts the pairing on the phone and then on the touch screen
      Then it is reported when the phone is connected within 10 s of the pairing
