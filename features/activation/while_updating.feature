@connected
Feature: Trips on which an update of the vehicle is installed
  An update is installed on trips of 15 min or longer, and leaves everything else as it is (lines 575 to 577).

  @req-ACTIV-20 @req-ACTIV-21
  Rule: Trips of an hour install an update, and orders are accepted from then on

    @combustion
    Scenario: Trips of 63 min install an update, and orders are accepted after it
      Given all doors are locked
      And an update of the vehicle is pending
      When the driver makes a trip of 63 min with a long stop
      And the driver makes a trip of 63 min with a long stop
      And the driver makes a trip of 16 min with a long stop
      And 60 s pass
      Then the vehicle is up to date
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @calls @sos_buttons
    Scenario: An update is installed among short trips, losses, refreshes and calls, and orders are accepted from then on
      Given all doors are locked
      And an update of the vehicle is pending
      When the driver makes a trip of 5 min with a long stop
      And the supply of the vehicle fails for 10 s
      And the driver makes a trip of 16 min with a long stop
      And the driver orders an unlock from the app
      And the driver refreshes the home page by sliding it down
      And the vehicle loses the network for 60 s
      And the driver makes a trip of 16 min with a long stop
      And the driver presses the ASSISTANCE button
      And 30 s pass
      And the assistance centre hangs up
      And the driver makes a trip of 16 min with a long stop
      And 60 s pass
      Then the vehicle is up to date
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

  @private_mode @req-ACTIV-20 @req-ACTIV-21 @req-PRIV-05 @req-PRIV-11
  Rule: Private mode that is chosen meanwhile keeps neither an update from its end nor orders from working after it

    Scenario: An update that is installed in private mode is told after it, and orders are accepted from then on
      Given all doors are locked
      And an update of the vehicle is pending
      And the vehicle is in private mode
      When the driver makes a trip of 16 min with a long stop
      And the driver makes a trip of 16 min with a long stop
      And the driver orders an unlock from the app
      Then all doors stay locked for 60 s after the order
      Given the vehicle is in geolocated mode
      When the driver makes a trip of 16 min with a long stop
      And 60 s pass
      Then the vehicle is up to date
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @intermediate_mode
    Scenario: An update is installed though each trip is made in another mode, and orders are accepted after it
      Given all doors are locked
      And an update of the vehicle is pending
      And the vehicle is in intermediate mode
      When the driver makes a trip of 16 min with a long stop
      And the driver orders the lights from the app
      Then the lights stay off for 60 s after the order
      Given the vehicle is in private mode
      When the driver makes a trip of 16 min with a long stop
      Given the vehicle is in geolocated mode
      When the driver makes a trip of 16 min with a long stop
      And 60 s pass
      Then the vehicle is up to date
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order

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

  @rechargeable @req-PRECOND-12 @req-PRECOND-13 @req-CHARGE-03 @req-CHARGE-06
  Rule: What is stored in the vehicle outlasts an update

    Scenario: Programme, charge time and mode of the charge that were set before an update count after it
      Given all doors are locked
      And charging is in deferred mode
      And the battery level is 60 %
      And pre-conditioning is programmed 6 h ahead in the app
      And the charge is programmed 3 h ahead in the app
      And an update of the vehicle is pending
      When the driver makes a trip of 16 min with a long stop
      And the driver makes a trip of 16 min with a long stop
      And the vehicle is plugged into a regular station
      Then charging stays off for 5 min after the plugging in
      And charging stays in deferred mode for 5 min after the plugging in
      When it is 10 min before the charge time by the vehicle's clock
      Then charging is running in reaction to the charge time and stays so for 6 min
      When the driver presses the button in the charging hatch
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @calls @sos_buttons @req-ECALL-04 @req-ECALL-05 @req-BCALL-02 @req-BCALL-06
  Rule: Calls are placed on the trips of an update and after it

    Scenario: ASSISTANCE, SOS and a crash call on the trips of an update and after it
      Given an update of the vehicle is pending
      When the driver makes a trip of 16 min with a long stop
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver starts the vehicle
      And 16 min pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
