@connected
Feature: Link between phone and vehicle
  What the connection by Bluetooth takes, and what the app shows of it (lines 332 to 357).

  @req-BTTRIP-01 @req-BTTRIP-02
  Rule: Trips take the Bluetooth of the phone and the app that is launched

    Scenario: A phone whose Bluetooth is off is not connected
      Given the Bluetooth of the phone is off
      And the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then the phone is not connected for 5 min after the pairing

    Scenario: While the app is closed, no connection and no trip is in it
      Given the app is closed on the phone
      And the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then the app does not show that it is connected to the vehicle for 60 s after the pairing
      When the driver drives 500 m and turns the contact off
      Then no trip is in the app for 5 min after the end of the trip

    Scenario: It is reported whether a phone on which the app is closed is connected
      Given the app is closed on the phone
      And the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then it is reported when the phone is connected within 60 s of the pairing

    Scenario: The connection ends when the Bluetooth of the phone is switched off, and comes back when it is switched on
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver switches the Bluetooth of the phone off
      And 5 s pass
      Then the phone is not connected for 60 s after the start of the wait
      When the driver switches the Bluetooth of the phone on
      Then the phone is connected in reaction to the switch and stays so for 60 s

    Scenario: A trip is in the app of a phone on which the app was launched under way, and not before
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver closes the app
      And the driver drives 500 m and turns the contact off
      Then no trip is in the app for 60 s after the end of the trip
      Given the vehicle is started
      When the driver launches the app
      And the driver drives 700 m and turns the contact off
      Then the app shows a trip of 700 m in reaction to the end of the trip

  @req-BTTRIP-03 @req-BTTRIP-14
  Rule: The app is connected while the vehicle at hand is selected in it, and trips are filed under no other

    Scenario: While another vehicle is selected the app shows no connection, and no trip is filed under that
      Given a second vehicle has been added to the account
      And the second vehicle is selected
      And the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then the app does not show that it is connected to the vehicle for 60 s after the pairing
      When the driver drives 500 m and turns the contact off
      Then no trip is in the app for 60 s after the end of the trip
      When the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data

    Scenario: Of two vehicles of an account the one that is selected and driven has the trip
      Given a second vehicle has been added to the account
      And the vehicle is selected
      And the driver has made a trip of 500 m with the connected phone
      When the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data
      Given the second vehicle is selected
      When the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data

    Scenario: It is reported whether the phone is connected while another vehicle is selected
      Given a second vehicle has been added to the account
      And the second vehicle is selected
      And the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then it is reported when the phone is connected within 60 s of the pairing

    Scenario: The app shows the connection once the vehicle at hand is selected
      Given a second vehicle has been added to the account
      And the second vehicle is selected
      And the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then the app does not show that it is connected to the vehicle for 60 s after the pairing
      When the user selects the vehicle
      Then the app shows that it is connected to the vehicle in reaction to the request and stays so for 60 s

  @req-BTTRIP-04
  Rule: The icon of the connection is shown for a vehicle that has the function alone

    Scenario: The app shows the icon of the connection for the vehicle, and not for one without the function
      Given a second vehicle has been added to the account
      And the second vehicle is selected
      When 5 s pass
      Then the app does not show the icon of the connection by Bluetooth for 60 s after the start of the wait
      Given the vehicle is selected
      When 5 s pass
      Then the app shows the icon of the connection by Bluetooth for 60 s after the start of the wait

  @req-BTTRIP-05 @req-BTTRIP-20 @req-BTTRIP-25
  Rule: The phone is connected from the touch screen, where Phone and Streaming are enough of three boxes

    Scenario: The touch screen offers Phone, Streaming and Connection sharing
      Given the vehicle is started
      When 5 s pass
      Then no box of a pairing is on the screen for 10 s after the start of the wait
      When the driver opens the page of the screen on which a phone is connected
      Then the boxes Phone, Streaming and Connection sharing are on the screen in reaction to the switch

    Scenario: A phone that is connected from the touch screen with Phone and Streaming gets the trip
      Given the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then the phone is connected in reaction to the pairing and stays so for 60 s
      When the driver drives 500 m and turns the contact off
      Then the app shows a trip of 500 m in reaction to the end of the trip

  @req-BTTRIP-06 @req-BTTRIP-13
  Rule: A banner above the picture of the vehicle tells that the app is connected, and only then

    Scenario: The banner of the connection is above the picture of the vehicle from the connection on
      Given the vehicle is started
      And the phone is at the vehicle and not connected
      When the driver accepts the pairing on the touch screen and then on the phone
      Then the app shows that it is connected to the vehicle in reaction to the pairing and stays so for 60 s
      And the banner of the connection is above the picture of the vehicle

    Scenario: Without a connection there is no banner of it
      Given the vehicle is started
      And the phone is at the vehicle and not connected
      When 60 s pass
      Then the app does not show that it is connected to the vehicle for 60 s after the start of the wait

    Scenario: The banner of the connection goes when the connection ends
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver switches the Bluetooth of the phone off
      And 5 s pass
      Then the app does not show that it is connected to the vehicle for 60 s after the start of the wait

  @req-BTTRIP-10 @req-BTTRIP-11 @req-BTTRIP-12
  Rule: With no other app on the phone it is connected, and another app afterwards leaves the connection

    Scenario: A phone on which no other app runs is connected and gets the trip
      Given no other app runs on the phone
      And the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then the phone is connected in reaction to the pairing and stays so for 60 s
      When the driver drives 500 m and turns the contact off
      Then the app shows a trip of 500 m in reaction to the end of the trip

    Scenario: Another app with Bluetooth that is launched after the connection leaves it, and the trip arrives
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver launches another app with Bluetooth
      And 5 s pass
      Then the phone is connected for 5 min after the start of the wait
      When the driver drives 500 m and turns the contact off
      Then the app shows a trip of 500 m in reaction to the end of the trip

    Scenario Outline: It is reported whether a phone on which <app> runs first is connected
      Given <app> runs on the phone
      And the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then it is reported when the phone is connected within 60 s of the pairing

      Examples:
        | app                           |
        | another app without Bluetooth |
        | another app with Bluetooth    |

  @req-BTTRIP-15 @req-BTTRIP-16
  Rule: Trips arrive without Wi-Fi and cable, and with the app outside the list of battery optimisation

    Scenario: A trip arrives on a phone without Wi-Fi and cable whose app is not in the list of battery optimisation
      Given the phone is on mobile data
      And the app is not in the phone's list of battery optimisation
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s
      And the trip in the app is 500 m long

    Scenario: It is reported whether a trip arrives on a phone with Wi-Fi
      Given the phone is on WIFI
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then it is reported when the trip is in the app within 60 s of the end of the trip

    Scenario: It is reported whether a trip arrives on an iPhone with a cable
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver plugs in a phone with CarPlay
      And the driver drives 500 m and turns the contact off
      Then it is reported when the trip is in the app within 60 s of the end of the trip

    Scenario: It is reported whether a trip arrives while the app is in the list of battery optimisation
      Given the app is in the phone's list of battery optimisation
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then it is reported when the trip is in the app within 60 s of the end of the trip

  @req-BTTRIP-22
  Rule: Trips and information on the vehicle come over the link

    Scenario: Trip and information come over the link without a contract
      Given the subscription to connected services is ended
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s
      And the information on the vehicle is in the app over Bluetooth in reaction to the end of the trip and stays so for 60 s

    Scenario: The information that comes over the link has the mileage at the end of the trip
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 7000 m and turns the contact off
      Then the information on the vehicle is in the app over Bluetooth in reaction to the end of the trip and stays so for 60 s
      And the information in the app has the mileage of the odometer

    Scenario: Neither trip nor information comes without the link and without a contract
      Given the subscription to connected services is ended
      And the vehicle is started
      And the phone is at the vehicle and not connected
      When the driver drives 500 m and turns the contact off
      Then no trip is in the app for 5 min after the end of the trip
      And the app has no information on the vehicle over Bluetooth for 5 min after the end of the trip
