@connected @private_mode
Feature: Trips on which the privacy mode changes under way
  What is chosen when the contact goes off decides whether the trip reaches the phone (lines 342 and 362).

  @req-BTTRIP-07 @req-BTTRIP-18 @req-BTTRIP-19 @req-BTTRIP-26
  Rule: Private mode that is chosen under way keeps that trip out of the app, and its end lets the next ones in

    Scenario: Trips on which private mode is chosen under way stay out of the app, those after its end arrive
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m
      And the driver selects private mode on the touch screen
      And the driver drives 1000 m and turns the contact off
      Then no trip is in the app for 5 min after the end of the trip
      And the app has no information on the vehicle over Bluetooth for 5 min after the end of the trip
      Given the vehicle is started
      When the driver selects geolocated mode on the touch screen
      And the driver drives 700 m and turns the contact off
      Then the app shows a trip of 700 m in reaction to the end of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip
      When 20 s pass
      Given the vehicle is started
      When the driver drives 900 m and turns the contact off
      Then the app shows a trip of 900 m in reaction to the end of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip
      Given the vehicle is started
      When the driver drives 2500 m
      And the driver selects private mode on the touch screen
      And the driver drives 400 m
      And the driver turns the ignition off
      And 20 s pass
      Given the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the app goes on showing a trip of 900 m for 5 min after the end of the trip
      And the app goes on showing a trip of 900 m for 5 min after the end of the drive
