Feature: Trips in the app
  A phone that is connected by Bluetooth gets the trips and the vehicle's information (lines 332 to 347).

  @req-BTTRIP-07
  Rule: The trip is reported when the contact is turned off

    Scenario: The contact off brings the trip to the app
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip
      And the trip in the app is 500 m long

    Scenario: A trip that another follows at once is in the app
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      And the driver turns the ignition on
      Then the trip is in the app in reaction to the end of the trip
      And the trip in the app is 500 m long

    Scenario: No trip is in the app before the contact is turned off
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m
      Then no trip is in the app for 60 s after the end of the drive

    Scenario: A phone that is not connected gets no trip
      Given the vehicle is started
      And the phone is not connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then no trip is in the app for 60 s after the end of the trip

  @req-BTTRIP-26
  Rule: The information on the vehicle is reported when the contact is turned off

    Scenario: The contact off brings the information to the app
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the information on the vehicle is in the app in reaction to the end of the trip

    Scenario: No information is in the app before the contact is turned off
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m
      Then the app has no information on the vehicle for 60 s after the end of the drive

  @req-BTTRIP-08
  Rule: A trip of 300 m or more is displayed, a shorter one is not

    Scenario Outline: A trip of <distance> m is displayed
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives <distance> m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip
      And the trip in the app is <distance> m long

      Examples:
        | distance |
        | 300      |
        | 300.1    |

    Scenario: A trip of 299.9 m is not displayed
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 299.9 m and turns the contact off
      Then no trip is in the app for 60 s after the end of the trip
      And the information on the vehicle is in the app in reaction to the end of the trip

  @req-BTTRIP-09
  Rule: The average consumption is displayed of trips longer than 2 km

    Scenario: The average consumption of a trip of 2000.1 m is displayed
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 2000.1 m and turns the contact off
      Then the app shows the average consumption of the trip in reaction to the end of the trip

    @long
    Scenario: The average consumption of a trip of 2000 m is not displayed
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 2000 m and turns the contact off
      Then the trip is in the app in reaction to the end of the trip
      And the app shows no average consumption for 60 s after the end of the trip
