@connected @private_mode
Feature: Privacy modes that are chosen on the way, and the trip after
  A mode that is chosen during a trip counts from then on, and the next trip is as the mode has it (lines 70 to 121).

  @req-PRIV-05 @req-PRIV-06 @req-PRIV-07 @req-PRIV-08
  Rule: The connected services are back on the trip on which private mode ends, and on the one after

    Scenario: Traffic, maintenance data and information come after private mode, on that trip and the next
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver drives 500 m
      Then no requests for traffic data reach the back office for 3 min after the end of the drive
      When the driver selects geolocated mode on the touch screen
      Then requests for traffic data reach the back office in reaction to the selection
      And the connected navigation has traffic data in reaction to the selection
      And maintenance data reach the back office in reaction to the selection
      And vehicle information reaches the app over the network in reaction to the selection
      When the driver drives 500 m and turns the contact off
      And 20 s pass
      And the driver starts the vehicle
      Then requests for traffic data reach the back office in reaction to the start
      And the connected navigation has traffic data in reaction to the start
      And maintenance data reach the back office in reaction to the start
      And vehicle information reaches the app over the network in reaction to the start
      When the driver selects private mode on the touch screen
      Then the connected navigation has no traffic data in reaction to the selection and stays so for 5 min
      When the driver turns the ignition off
      And the driver starts the vehicle
      Then no requests for traffic data reach the back office for 3 min after the start
      And no maintenance data reach the back office for 3 min after the start
      When the driver selects geolocated mode on the touch screen
      Then requests for traffic data reach the back office in reaction to the selection
      When the driver turns the ignition off
      And 8 h pass by the calendar
      And the driver starts the vehicle
      Then requests for traffic data reach the back office in reaction to the start
      And maintenance data reach the back office in reaction to the start
      And vehicle information reaches the app over the network in reaction to the start
      And the connected navigation has traffic data in reaction to the start and stays so for 5 min

  @rechargeable @sos_buttons @calls @req-PRIV-05 @req-PRIV-09 @req-PRIV-11 @req-PRIV-36
  Rule: Projection, orders and breakdown calls are back on the trip after private mode too

    Scenario: Mirror Screen, orders and ASSISTANCE work on the trip after that on which private mode ended
      Given all doors are locked
      And the vehicle is in private mode
      And the vehicle is started
      When the driver plugs in a phone with Android Auto
      Then Mirror Screen stays off for 30 s after the plugging in of the phone
      When the driver selects geolocated mode on the touch screen
      Then Mirror Screen runs in reaction to the selection
      When the driver drives 500 m and turns the contact off
      And 20 s pass
      And the driver starts the vehicle
      Then Mirror Screen runs in reaction to the start
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      And the assistance centre has the data set in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver turns the ignition off
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked in reaction to the order and stay so for 25 s

  @req-PRIV-01 @req-PRIV-02 @req-PRIV-03 @req-PRIV-04
  Rule: Each mode counts from the moment on in which it is chosen on the way

    @intermediate_mode
    Scenario: Data and position follow each of five changes of the mode on one trip, its end and the next trip
      Given the vehicle is started
      When the driver drives 500 m
      And the driver selects intermediate mode on the touch screen
      Then vehicle data reach the back office in reaction to the selection
      When 5 s pass
      And the driver drives 1000 m
      Then no position reaches the back office for 3 min after the start of the wait
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      When the driver drives 500 m
      And the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When 5 s pass
      And the driver drives 1000 m
      Then nothing of the vehicle reaches the back office for 3 min after the start of the wait
      When the driver selects intermediate mode on the touch screen
      Then vehicle data reach the back office in reaction to the selection
      When the driver drives 1000 m
      Then no position reaches the back office for 3 min after the selection
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When 5 s pass
      And the driver drives 500 m and turns the contact off
      And the driver starts the vehicle
      Then nothing of the vehicle reaches the back office for 10 min after the start of the wait
      And the vehicle stays in private mode for 10 min after the start of private mode
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      When the driver drives 500 m and turns the contact off
      Then a position reaches the back office in reaction to the end of the trip
      And vehicle data reach the back office in reaction to the end of the trip

  @calls @sos_buttons @double_push @req-PRIV-17 @req-PRIV-18
  Rule: Both buttons are a double-push whichever comes first and however soon the other follows

    Scenario: Each of six double-pushes with other times between the buttons brings the prompt and no call
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the ASSISTANCE button and 0.45 s later the SOS button
      Then the first prompt is heard within 3 s of the double-push
      And no emergency call is placed for 60 s after the double-push
      And no breakdown call is placed for 60 s after the double-push
      When the driver presses the SOS button and 0.45 s later the ASSISTANCE button
      Then the first prompt is heard within 3 s of the double-push
      And no emergency call is placed for 60 s after the double-push
      And no breakdown call is placed for 60 s after the double-push
      When the driver presses the ASSISTANCE button and 0.05 s later the SOS button
      Then the first prompt is heard within 3 s of the double-push
      And no emergency call is placed for 60 s after the double-push
      And no breakdown call is placed for 60 s after the double-push
      When the driver presses the ASSISTANCE button and 0.35 s later the SOS button
      Then the first prompt is heard within 3 s of the double-push
      And no emergency call is placed for 60 s after the double-push
      And no breakdown call is placed for 60 s after the double-push
      When the driver presses the SOS button and 0.05 s later the ASSISTANCE button
      Then the first prompt is heard within 3 s of the double-push
      And no emergency call is placed for 60 s after the double-push
      And no breakdown call is placed for 60 s after the double-push
      When the driver presses the SOS button and 0.3 s later the ASSISTANCE button
      Then the first prompt is heard within 3 s of the double-push
      And no emergency call is placed for 60 s after the double-push
      And no breakdown call is placed for 60 s after the double-push
      And the vehicle is in private mode
