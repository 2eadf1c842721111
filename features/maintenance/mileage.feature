@connected
Feature: Mileage in the app
  With a Bluetooth link or a ConnectPacks contract the mileage is kept up to date by itself (line 314).

  @req-MAINT-09
  Rule: Connected by Bluetooth, the mileage follows the odometer

    Scenario Outline: Each trip with a connected phone brings the mileage up to date where <pause> and the contract is <contract>
      Given the subscription to connected services is <contract>
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 5 min
      When <pause>
      Given the vehicle is started
      When the driver drives 1200 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 5 min
      And the mileage in the app has grown by 1.2 km since the start of the wait

      Examples:
        | contract | pause                    |
        | ended    | 20 s pass                |
        | ended    | 8 h pass by the calendar |
        | active   | 20 s pass                |

    Scenario Outline: From <km> km on a trip with a connected phone brings the mileage up to date
      Given the odometer stands at <km> km
      And the subscription to connected services is ended
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 60 s

      Examples:
        | km      |
        | 0       |
        | 99999.8 |

    Scenario: A trip without phone and contract leaves the mileage as it was
      Given the subscription to connected services is ended
      And the phone is not connected to the vehicle
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app stays behind the odometer for 5 min after the end of the trip

    Scenario: A trip of a connected phone that is shorter than a displayed one brings the mileage up to date
      Given the subscription to connected services is ended
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 250 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 60 s

  @req-MAINT-20
  Rule: With a ConnectPacks contract, the mileage follows the odometer

    Scenario Outline: Each trip with a contract brings the mileage up to date without a phone where <pause>
      Given the subscription to connected services is active
      And the phone is not connected to the vehicle
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 5 min
      When <pause>
      Given the vehicle is started
      When the driver drives 1200 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 5 min
      And the mileage in the app has grown by 1.2 km since the start of the wait

      Examples:
        | pause                    |
        | 20 s pass                |
        | 8 h pass by the calendar |

    Scenario Outline: From <km> km on a trip with a contract brings the mileage up to date
      Given the odometer stands at <km> km
      And the subscription to connected services is active
      And the phone is not connected to the vehicle
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 60 s

      Examples:
        | km       |
        | 0        |
        | 65535    |
        | 999999.8 |

    @calls @sos_buttons
    Scenario: A trip with a breakdown call on the way brings the mileage up to date without a phone
      Given the subscription to connected services is active
      And the phone is not connected to the vehicle
      And the vehicle is started
      When the driver drives 500 m
      And the driver presses the ASSISTANCE button
      And 30 s pass
      And the assistance centre hangs up
      And the driver drives 500 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 60 s

    Scenario: A trip after the contract was taken up again brings the mileage up to date
      Given the subscription to connected services is ended
      And the phone is not connected to the vehicle
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app stays behind the odometer for 60 s after the end of the trip
      Given the subscription to connected services is active
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 60 s
