Feature: Trips in the app
  A phone that is connected by Bluetooth gets the trips and the vehicle's information (lines 332 to 347).

  @req-BTTRIP-07
  Rule: The trip is reported when the contact is turned off

    Scenario Outline: The contact off brings a trip of <distance> m to the app
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives <distance> m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s
      And the trip in the app is <distance> m long
      And the app goes on showing a trip of <distance> m for 5 min after the arrival of the trip

      Examples:
        | distance |
        | 500      |
        | 3000     |

    Scenario Outline: A second trip has its own length, the phone first <phone> the vehicle, where <pause>
      Given the vehicle is started
      And the phone is <phone> the vehicle
      When the driver drives 500 m and turns the contact off
      And <pause>
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 700 m and turns the contact off
      Then the app shows a trip of 700 m in reaction to the end of the trip

      Examples:
        | phone            | pause                    |
        | connected to     | 20 s pass                |
        | connected to     | 2 h pass by the calendar |
        | not connected to | 20 s pass                |
        | not connected to | 8 h pass by the calendar |

    Scenario: A second trip of the connected phone is in the app without pairing again
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the app shows a trip of 500 m in reaction to the end of the trip
      When 10 min pass
      Given the vehicle is started
      When the driver drives 700 m and turns the contact off
      Then the app shows a trip of 700 m in reaction to the end of the trip
      When 10 min pass
      Given the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the app shows a trip of 500 m in reaction to the end of the trip

    Scenario: A trip that another follows at once is in the app
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      And the driver turns the ignition on
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s
      And the trip in the app is 500 m long

    Scenario: No trip is in the app before the contact is turned off
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m
      Then no trip is in the app for 5 min after the end of the drive

    Scenario: A phone that is not connected gets no trip
      Given the vehicle is started
      And the phone is not connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then no trip is in the app for 5 min after the end of the trip

    Scenario: A phone that was connected before and stays at home gets no trip
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the app shows a trip of 500 m in reaction to the end of the trip
      Given the phone is not connected to the vehicle
      And the vehicle is started
      When the driver drives 700 m and turns the contact off
      Then the app goes on showing a trip of 500 m for 5 min after the end of the trip

  @req-BTTRIP-07 @req-BTTRIP-08 @req-BTTRIP-09 @req-MAINT-09 @connected
  Rule: Trip, consumption and mileage are reported whatever happens on the way

    @calls @sos_buttons
    Scenario: A trip with a breakdown call and a lights order on the way is in the app with all that belongs to it
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 1500 m
      And the driver presses the ASSISTANCE button
      And the driver orders the lights from the app
      And 30 s pass
      And the assistance centre hangs up
      And the driver drives 700 m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s
      And the trip in the app is 2200 m long
      And the app shows the average consumption of the trip
      And the information in the app has the mileage of the odometer
      And the mileage in the app is that of the odometer

    Scenario: A trip of 67000 m with a stop on the way is in the app with all that belongs to it
      Given the subscription to connected services is ended
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 7000 m
      And 60 s pass
      And the driver drives 60000 m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s
      And the trip in the app is 67000 m long
      And the app shows the average consumption of the trip
      And the information in the app has the mileage of the odometer
      And the mileage in the app is that of the odometer

  @req-BTTRIP-26
  Rule: The information on the vehicle is reported when the contact is turned off

    Scenario: The contact off brings the information to the app
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the information on the vehicle is in the app over Bluetooth in reaction to the end of the trip and stays so for 60 s
      And the information in the app has the mileage of the odometer

    Scenario: The contact off brings new information to the app after each trip
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the information in the app has the mileage of the odometer in reaction to the end of the trip
      When 10 min pass
      Given the vehicle is started
      When the driver drives 700 m and turns the contact off
      Then the information in the app has the mileage of the odometer in reaction to the end of the trip and stays so for 60 s

    Scenario: No information is in the app before the contact is turned off
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m
      Then the app has no information on the vehicle over Bluetooth for 5 min after the end of the drive

  @req-BTTRIP-08
  Rule: A trip of 300 m or more is displayed, a shorter one is not

    Scenario Outline: A trip of <distance> m is displayed
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives <distance> m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s
      And the trip in the app is <distance> m long

      Examples:
        | distance |
        | 300      |
        | 300.1    |
        | 7000     |

      @hybrid
      Examples:
        | distance |
        | 310      |

    Scenario Outline: A trip of <distance> m is not displayed
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives <distance> m and turns the contact off
      Then no trip is in the app for 5 min after the end of the trip
      And the information on the vehicle is in the app over Bluetooth

      Examples:
        | distance |
        | 10       |
        | 200      |

      @hybrid
      Examples:
        | distance |
        | 299.9    |

    Scenario: Two trips of 200 m are not displayed as a longer one
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 200 m and turns the contact off
      And 20 s pass
      Given the vehicle is started
      When the driver drives 200 m and turns the contact off
      Then no trip is in the app for 5 min after the end of the trip

    Scenario: A trip of 200 m does not take the place of the trip before
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the app shows a trip of 500 m in reaction to the end of the trip
      When 20 s pass
      Given the vehicle is started
      When the driver drives 200 m and turns the contact off
      Then the app goes on showing a trip of 500 m for 5 min after the end of the trip

  @req-BTTRIP-09
  Rule: The average consumption is displayed of trips longer than 2 km

    Scenario Outline: The average consumption of a trip of <distance> m is displayed
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives <distance> m and turns the contact off
      Then the app shows the average consumption of the trip in reaction to the end of the trip and stays so for 60 s

      Examples:
        | distance |
        | 2000.1   |

      @hybrid
      Examples:
        | distance |
        | 2100     |

    Scenario Outline: The average consumption of a trip of <distance> m is not displayed
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives <distance> m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip and stays so for 60 s
      And the app shows no average consumption for 5 min after the end of the trip

      Examples:
        | distance |
        | 300      |
        | 1900     |
        | 2000     |

    Scenario: The average consumption of a short trip after a long one is not displayed
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 2100 m and turns the contact off
      Then the app shows the average consumption of the trip in reaction to the end of the trip
      When 20 s pass
      Given the vehicle is started
      When the driver drives 1100 m and turns the contact off
      Then the app shows a trip of 1100 m in reaction to the end of the trip
      And the app shows no average consumption
      When 20 s pass
      Given the vehicle is started
      When the driver drives 2200 m and turns the contact off
      Then the app shows the average consumption of the trip in reaction to the end of the trip and stays so for 60 s
