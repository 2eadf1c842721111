@connected
Feature: Reports of trips on which an update is installed
  A trip is reported whatever the vehicle installs on it (lines 332 to 347 and 575).

  @req-BTTRIP-07 @req-BTTRIP-08 @req-BTTRIP-26
  Rule: Trips on which an update is installed are reported as any others

    Scenario: Trips on which an update is installed, and the one after, are in the app
      Given an update of the vehicle is pending
      And the ignition is on
      And the phone is connected to the vehicle
      When the driver turns the ignition off
      And the driver makes a trip of 16 min with a long stop
      Then the app shows a trip of 1000 m in reaction to the end of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip
      When 20 s pass
      Given the vehicle is started
      When the driver drives 400 m
      And 16 min pass
      And the driver drives 400 m and turns the contact off
      Then the app shows a trip of 800 m in reaction to the end of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip
      When 20 s pass
      Given the vehicle is started
      When the driver drives 700 m and turns the contact off
      Then the app shows a trip of 700 m in reaction to the end of the trip
