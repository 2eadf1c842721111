@private_mode
Feature: Privacy modes and what begins and ends beside them
  A mode withholds, ends and is switched whatever other function begins or ends before and in it (lines 70 to 121).

  @calls @sos_buttons @double_push @rechargeable @req-PRIV-17 @req-PRIV-18 @req-PRIV-20 @req-PRIV-22
  Rule: The switching by both buttons works whatever comes between its steps

    Scenario: SOS and ASSISTANCE together end private mode though refresh, orders, key, plug or a call come between
      Given all doors are locked
      And the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver refreshes the home page by sliding it down
      And the driver orders the lights from the app
      And the driver presses the ASSISTANCE button 4 s after the end of the first prompt to confirm
      Then the second prompt is heard within 3 s of the confirmation
      And the vehicle is in geolocated mode in reaction to the confirmation and stays so for 30 s
      And a position reaches the back office in reaction to the confirmation
      When the driver selects private mode on the touch screen
      And the driver orders an unlock from the app
      And the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the vehicle is plugged into a regular station
      And the driver unlocks the vehicle with the key
      And the driver presses the ASSISTANCE button 4 s after the end of the first prompt to confirm
      Then the second prompt is heard within 3 s of the confirmation
      And the vehicle is in geolocated mode in reaction to the confirmation and stays so for 30 s
      And a position reaches the back office in reaction to the confirmation
      When the driver selects private mode on the touch screen
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the vehicle is unplugged
      And the driver orders the horn from the app
      And the driver presses the ASSISTANCE button 4.5 s after the end of the first prompt to confirm
      Then the second prompt is heard within 3 s of the confirmation
      And the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s
      And a position reaches the back office in reaction to the confirmation
      And no breakdown call is placed for 60 s after the double-push

  @calls @connected @policy_regulated @rechargeable @sos_buttons
  Rule: Private mode withholds whatever begins and ends in it

    @req-PRIV-02 @req-PRIV-06 @req-PRIV-07 @req-PRIV-08
    Scenario Outline: In private mode nothing of <kind> leaves though calls, charge, pre-conditioning and supply begin and end
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver presses the SOS button
      And the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When 20 s pass
      And the PSAP hangs up
      And the driver orders the end of pre-conditioning from the app
      And the driver turns the ignition off
      And the driver turns the ignition on
      And the PSAP calls back
      And the driver refreshes the home page by sliding it down
      And the vehicle is unplugged
      And the driver unlocks the vehicle with the key
      And the PSAP hangs up
      And the driver starts the vehicle
      And the vehicle loses the network for 10 s
      And the driver drives 500 m
      And the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver starts the vehicle
      Then the home page is not loaded for 2 min after the refresh
      And nothing of the vehicle reaches the back office from 20 s to 10 min after the selection
      And no maintenance data reach the back office from 20 s to 10 min after the selection
      And no vehicle information reaches the app over the network from 20 s to 10 min after the selection
      And the connected navigation stays without traffic data for 60 s after the start
      And the vehicle stays in private mode for 10 min after the start of private mode

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

    @req-PRIV-02
    Scenario: What waited for coverage during a 112 call does not leave in the private mode that is chosen in it
      Given the vehicle is started
      And the vehicle has no mobile network coverage
      When the driver drives 500 m
      And the driver presses the SOS button
      And the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When 10 s pass
      And the network comes back
      Then the PSAP and the vehicle are in voice contact in reaction to the return of the network
      When the PSAP hangs up
      Then nothing of the vehicle reaches the back office for 10 min after the selection

    @req-PRIV-11 @req-PRIV-36
    Scenario: In private mode orders and ASSISTANCE do nothing each time, in the sleep and beside pre-conditioning and calls
      Given the battery level is 60 %
      And charging is in deferred mode
      And all doors are locked
      And the vehicle is in private mode
      And the vehicle is asleep
      When the driver orders an unlock from the app
      And 20 s pass
      And the driver orders the lights from the app, and 3 s later the horn
      Then all doors stay locked for 60 s after the order
      And the lights stay off for 60 s after the order
      And the horn stays silent for 60 s after the order
      Given the vehicle is in geolocated mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      And the vehicle is in private mode
      When the driver orders an unlock from the app
      And 10 s pass
      And the driver orders an unlock from the app
      And the driver orders a charge from the app
      And the driver orders the horn from the app, and 3 s later the lights
      Then all doors stay locked for 30 s after the order
      And the horn stays silent for 30 s after the order
      And the lights stay off for 30 s after the order
      And charging stays off for 30 s after the order
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 30 s after the ASSISTANCE press
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver orders the lights from the app, and 3 s later an unlock
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 30 s after the ASSISTANCE press
      And the lights stay off for 30 s after the order
      And all doors stay locked for 30 s after the order
      When the PSAP hangs up
      And the driver orders the horn from the app
      Then the horn stays silent for 30 s after the order
      When the vehicle is unplugged
      And the driver turns the ignition on
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      When the driver orders the lights from the app
      Then the lights stay off for 60 s after the order
      When the driver selects geolocated mode on the touch screen
      And 10 s pass
      And the driver orders the lights from the app
      Then the lights are on in reaction to the order

  @calls @connected @policy_regulated @rechargeable @sos_buttons
  Rule: What private mode has ended comes back with its end, whatever goes on then

    @req-PRIV-05 @req-PRIV-06 @req-PRIV-07 @req-PRIV-08
    Scenario: The connected services come back with the end of private mode in a call, in a charge and after a failure of supply
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver selects geolocated mode on the touch screen
      Then maintenance data reach the back office in reaction to the selection
      And vehicle information reaches the app over the network in reaction to the selection
      And the connected navigation has traffic data in reaction to the selection and stays so for 60 s
      When the PSAP hangs up
      And the driver selects private mode on the touch screen
      And the vehicle is plugged into a regular station
      And the driver refreshes the home page by sliding it down
      And 60 s pass
      And the driver selects geolocated mode on the touch screen
      Then maintenance data reach the back office in reaction to the selection
      And vehicle information reaches the app over the network in reaction to the selection
      And the connected navigation has traffic data in reaction to the selection and stays so for 60 s
      When the driver refreshes the home page by sliding it down
      Then the home page is loaded in reaction to the refresh
      When the driver selects private mode on the touch screen
      And the vehicle is unplugged
      And the driver unlocks the vehicle with the key
      And the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver starts the vehicle
      And the driver selects geolocated mode on the touch screen
      Then maintenance data reach the back office in reaction to the selection
      And vehicle information reaches the app over the network in reaction to the selection
      And the connected navigation has traffic data in reaction to the selection and stays so for 60 s
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min

    @req-PRIV-05 @req-PRIV-09 @req-PRIV-11 @req-PRIV-36
    Scenario: Orders, Mirror Screen and ASSISTANCE work with the end of private mode in a call, in a charge and after orders
      Given all doors are locked
      And the vehicle is in private mode
      And the vehicle is started
      When the driver plugs in a phone with CarPlay
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver orders an unlock from the app
      And 10 s pass
      And the driver selects geolocated mode on the touch screen
      Then Mirror Screen runs in reaction to the selection
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver selects private mode on the touch screen
      And the vehicle is plugged into a regular station
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 30 s after the ASSISTANCE press
      And Mirror Screen does not run
      When the driver orders the horn from the app
      And 10 s pass
      And the vehicle is unplugged
      And the driver selects geolocated mode on the touch screen
      Then Mirror Screen runs in reaction to the selection and stays so for 60 s
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And all doors are locked

  @connected @intermediate_mode @rechargeable @req-PRIV-03 @req-PRIV-04
  Rule: Intermediate mode shares data and no position whatever begins and ends in it

    @calls @sos_buttons
    Scenario Outline: In intermediate mode <kind> shares data and no position beside calls, charge, pre-conditioning and supply
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the ignition is on
      When the driver presses the SOS button
      And the driver selects intermediate mode on the touch screen
      Then the vehicle is in intermediate mode in reaction to the selection
      When 20 s pass
      And the PSAP hangs up
      And the vehicle is plugged into a regular station
      Then vehicle data reach the back office in reaction to the plugging in
      When the driver turns the ignition off
      And the driver refreshes the home page by sliding it down
      And 60 s pass
      And the driver unlocks the vehicle with the key
      Then vehicle data reach the back office in reaction to the unlock
      When the vehicle is unplugged
      And the driver starts the vehicle
      And the driver drives 500 m
      And the vehicle loses the network for 10 s
      And the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start
      And no position reaches the back office from 20 s to 10 min after the selection
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      And vehicle data reach the back office in reaction to the selection

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |
