@connected @private_mode
Feature: What waits for coverage when a privacy mode is chosen
  The mode of now decides what leaves once there is coverage, whatever was allowed when it was written (lines 70 to 75).

  @private_menu_menu @req-PRIV-02 @req-PRIV-06 @req-PRIV-07 @req-PRIV-08
  Rule: Nothing of what waits for coverage leaves in the private mode that is chosen meanwhile, each time

    Scenario: Neither data nor maintenance data nor requests for traffic data that wait for coverage leave in private mode
      Given the vehicle has no mobile network coverage
      And the vehicle is started
      When the driver drives 500 m
      And 3 min pass
      And the driver selects private mode on the touch screen
      And 10 s pass
      And the network comes back
      Then nothing of the vehicle reaches the back office for 3 min after the return of the network
      And no maintenance data reach the back office for 3 min after the return of the network
      And no requests for traffic data reach the back office for 3 min after the return of the network
      And no vehicle information reaches the app over the network for 3 min after the return of the network
      When the driver selects geolocated mode on the touch screen
      Then maintenance data reach the back office in reaction to the selection
      Given the vehicle has no mobile network coverage
      When the driver turns the ignition off
      And the driver unlocks the vehicle with the key
      And 5 min pass
      And the driver starts the vehicle
      And 3 min pass
      And the driver selects private mode on the touch screen
      And the driver turns the ignition off
      And 5 min pass
      And the network comes back
      Then nothing of the vehicle reaches the back office for 11 min after the return of the network
      And no maintenance data reach the back office for 11 min after the return of the network
      And no requests for traffic data reach the back office for 11 min after the return of the network
      And the vehicle stays in private mode for 11 min after the return of the network

    Scenario: Reports on orders that wait for coverage do not leave in the private mode that is chosen then
      Given all doors are locked
      And the vehicle is started
      When the driver orders the horn from the app, and 3 s later the lights
      And 5 s pass
      And the vehicle leaves the network
      And the driver unlocks the vehicle with the key
      And 20 s pass
      And the driver selects private mode on the touch screen
      And 10 s pass
      And the network comes back
      Then nothing of the vehicle reaches the back office for 11 min after the return of the network
      And no maintenance data reach the back office for 11 min after the return of the network
      And no vehicle information reaches the app over the network for 11 min after the return of the network

  @intermediate_mode @req-PRIV-03 @req-PRIV-05 @req-PRIV-06 @req-PRIV-08
  Rule: Of what waits for coverage data and maintenance data alone leave in intermediate mode

    Scenario: Maintenance data that wait for coverage leave in intermediate mode, neither position nor requests for traffic data
      Given the vehicle has no mobile network coverage
      And the vehicle is started
      When the driver drives 500 m
      And 3 min pass
      And the driver selects intermediate mode on the touch screen
      And 10 s pass
      And the network comes back
      Then maintenance data reach the back office in reaction to the return of the network
      And no position reaches the back office for 11 min after the return of the network
      And no requests for traffic data reach the back office for 11 min after the return of the network
