Feature: Trips a fifth time, over sleeps, failures of the supply and the roll of the odometer
  Each trip is reported with its length, its consumption and the mileage after it (lines 332 to 347).

  @req-BTTRIP-07 @req-BTTRIP-08 @req-BTTRIP-09 @req-BTTRIP-26
  Rule: Each trip comes with its own length and mileage

    Scenario: Each of five trips is in the app, over a roll of the odometer, a month's end, sleeps and a failure of the supply
      Given the date is 2028-02-28
      And the odometer stands at 99998 km
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 1500 m and turns the contact off
      Then the app shows a trip of 1500 m in reaction to the end of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip
      When 25 h pass by the calendar
      Given the vehicle is started
      When the driver drives 2500 m and turns the contact off
      Then the app shows a trip of 2500 m in reaction to the end of the trip
      And the app shows the average consumption of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip
      When the supply of the vehicle fails for 10 s
      And 20 s pass
      Given the vehicle is started
      When the driver drives 300 m and turns the contact off
      Then the app shows a trip of 300 m in reaction to the end of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip
      Given the vehicle is started
      When the driver drives 200 m and turns the contact off
      Then the app goes on showing a trip of 300 m for 60 s after the end of the trip
      When 192 h pass by the calendar
      Given the vehicle is started
      When the driver drives 700 m and turns the contact off
      Then the app shows a trip of 700 m in reaction to the end of the trip
      Given the vehicle is started
      When the driver drives 3000 m and turns the contact off
      Then the app shows a trip of 3000 m in reaction to the end of the trip
      And the app shows the average consumption of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip and stays so for 60 s

  @req-BTTRIP-05 @req-BTTRIP-20 @req-BTTRIP-21 @req-BTTRIP-25
  Rule: The boxes of the last pairing count, whatever was ticked at the one before

    Scenario: A phone that is paired anew with other boxes gets its trips by the boxes of each last pairing
      Given the vehicle is started
      And the phone is connected to the vehicle with connection sharing
      When the driver drives 500 m and turns the contact off
      Then no trip is in the app for 60 s after the end of the trip
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 700 m and turns the contact off
      Then the app shows a trip of 700 m in reaction to the end of the trip
      Given the vehicle is started
      And the phone is connected to the vehicle with connection sharing
      When the driver drives 900 m and turns the contact off
      Then the app goes on showing a trip of 700 m for 60 s after the end of the trip
      When the supply of the vehicle fails for 10 s
      And 20 s pass
      Given the vehicle is started
      And the phone is connected to the vehicle without streaming
      And the phone is connected to the vehicle
      When the driver drives 400 m and turns the contact off
      Then the app shows a trip of 400 m in reaction to the end of the trip
      Given the phone is at the vehicle and not connected
      And the vehicle is started
      When the driver accepts the pairing on the touch screen and then on the phone
      Then the phone is connected in reaction to the pairing and stays so for 30 s
      When the driver drives 1500 m and turns the contact off
      Then the app shows a trip of 1500 m in reaction to the end of the trip
