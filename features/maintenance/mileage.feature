@connected
Feature: Mileage in the app
  With a Bluetooth link or a ConnectPacks contract the mileage is kept up to date by itself (line 314).

  @req-MAINT-09
  Rule: Connected by Bluetooth, the mileage follows the odometer

    Scenario: A trip with a phone that is connected brings the mileage up to date
      Given the ConnectPacks contract is ended
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip

    Scenario: A trip without phone and contract leaves the mileage as it was
      Given the ConnectPacks contract is ended
      And the phone is not connected to the vehicle
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app stays behind the odometer for 60 s after the end of the trip

  @req-MAINT-20
  Rule: With a ConnectPacks contract, the mileage follows the odometer

    Scenario: A trip with a contract brings the mileage up to date
      Given the ConnectPacks contract is active
      And the phone is not connected to the vehicle
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app is that of the odometer in reaction to the end of the trip
