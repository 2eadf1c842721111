@connected
Feature: Trips and what begins and ends beside them
  A trip is reported with all that belongs to it whatever other function begins or ends on the way (lines 332 to 347).

  @calls @sos_buttons @req-BTTRIP-07 @req-BTTRIP-08 @req-BTTRIP-09 @req-BTTRIP-26
  Rule: Each trip comes with its length, consumption and mileage whatever begins and ends on the way

    @private_menu_menu
    Scenario: Each of four trips is in the app though calls, modes, orders, a projection and losses begin and end on the way
      Given the vehicle is started
      And the phone is connected to the vehicle
      When the driver presses the SOS button
      And the driver drives 500 m
      And 10 s pass
      And the PSAP hangs up
      And the driver refreshes the home page by sliding it down
      And the driver drives 700 m and turns the contact off
      Then the app shows a trip of 1200 m in reaction to the end of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip
      Given the vehicle is started
      When the driver selects private mode on the touch screen
      And the driver drives 500 m
      And the driver selects geolocated mode on the touch screen
      And the driver orders the horn from the app
      And the driver drives 2000 m and turns the contact off
      Then the app shows a trip of 2500 m in reaction to the end of the trip
      And the app shows the average consumption of the trip
      And the information in the app has the mileage of the odometer in reaction to the end of the trip
      Given the vehicle is started
      When the driver plugs in a phone with CarPlay
      And the driver presses the ASSISTANCE button
      And the driver drives 500 m
      And the vehicle loses the network for 10 s
      And the driver orders a lock from the app, and 3 s later the lights
      And the driver drives 500 m and turns the contact off
      Then the app shows a trip of 1000 m in reaction to the end of the trip
      Given the vehicle is started
      When the driver drives 200 m and turns the contact off
      And the driver unlocks the vehicle with the key
      Then the app goes on showing a trip of 1000 m for 5 min after the end of the trip
