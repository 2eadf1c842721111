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
