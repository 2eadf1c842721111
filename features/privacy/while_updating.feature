@connected @private_mode
Feature: Privacy modes and an update of the vehicle
  The driver alone ends a mode, and no update does (lines 70 to 75 and 575).

  @req-PRIV-01 @req-PRIV-02 @req-PRIV-06 @req-PRIV-07
  Rule: Private mode withholds while an update is installed, and after it

    Scenario: Private mode lasts and withholds on each trip of an update, after it and on the next trip
      Given an update of the vehicle is pending
      And the vehicle is in private mode
      When the driver makes a trip of 16 min with a long stop
      And the driver makes a trip of 16 min with a long stop
      And the driver starts the vehicle
      And the driver drives 500 m and turns the contact off
      Then the vehicle stays in private mode for 60 min after the mode setting
      And nothing of the vehicle reaches the back office for 60 min after the mode setting
      And no maintenance data reach the back office for 60 min after the mode setting
      And no vehicle information reaches the app over the network for 60 min after the mode setting

  @private_menu_menu @sos_buttons @calls @req-PRIV-05 @req-PRIV-08 @req-PRIV-09 @req-PRIV-36
  Rule: What private mode has ended comes back with its end after an update, and not with the update

    Scenario: Navigation, Mirror Screen and ASSISTANCE wait for the end of private mode, and for no update
      Given an update of the vehicle is pending
      And the vehicle is in private mode
      When the driver plugs in a phone with CarPlay
      And the driver makes a trip of 16 min with a long stop
      And the driver makes a trip of 16 min with a long stop
      And the driver starts the vehicle
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      And the connected navigation stays without traffic data for 60 s after the start
      And Mirror Screen does not run
      When the driver selects geolocated mode on the touch screen
      Then Mirror Screen runs in reaction to the selection
      And the connected navigation has traffic data in reaction to the selection
      And requests for traffic data reach the back office in reaction to the selection
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

  @intermediate_mode @req-PRIV-01 @req-PRIV-03 @req-PRIV-04 @req-PRIV-13
  Rule: Intermediate and geolocated mode outlast an update

    Scenario: Intermediate and geolocated mode share what they do before an update, on its trips and after it
      Given an update of the vehicle is pending
      And the vehicle is in intermediate mode
      When the driver makes a trip of 16 min with a long stop
      And the driver makes a trip of 16 min with a long stop
      And the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start
      And no position reaches the back office for 40 min after the mode setting
      When the driver opens the page with the privacy mode
      Then the screen marks intermediate mode as set in reaction to the look
      When the driver turns the ignition off
      Given the vehicle is in geolocated mode
      When another update of the vehicle is offered
      And the driver makes a trip of 16 min with a long stop
      And the driver makes a trip of 16 min with a long stop
      And the driver starts the vehicle
      Then a position reaches the back office in reaction to the start
      And vehicle data reach the back office in reaction to the start
      And the vehicle stays in geolocated mode for 60 s after the start
