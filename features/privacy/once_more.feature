@private_mode
Feature: Connected services in each private mode of one ignition cycle
  Each private mode ends what the first one ended, and after each of them all of it is back (lines 70 to 75).

  @req-PRIV-02 @req-PRIV-06 @req-PRIV-07 @req-PRIV-08
  Rule: A private mode withholds each time

    Scenario: A third private mode in one ignition cycle shares nothing on a trip
      Given the vehicle is started
      When the driver selects private mode on the touch screen
      And 30 s pass
      And the driver selects geolocated mode on the touch screen
      And 30 s pass
      And the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When 10 s pass
      And 3 min pass
      Then nothing of the vehicle reaches the back office for 3 min after the start of the wait
      And the connected navigation has no traffic data
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      And the connected navigation has traffic data in reaction to the selection
      When the driver selects private mode on the touch screen
      And 10 s pass
      And the driver drives 2000 m
      And the driver refreshes the home page by sliding it down
      Then the home page is not loaded for 2 min after the refresh
      And nothing of the vehicle reaches the back office for 15 min after the start of the wait
      And no maintenance data reach the back office for 15 min after the start of the wait
      And no vehicle information reaches the app over the network for 15 min after the start of the wait
      And the vehicle stays in private mode for 15 min after the start of the wait

  @req-PRIV-03 @req-PRIV-08 @intermediate_mode
  Rule: An intermediate mode withholds the position each time

    Scenario: A second intermediate mode in one ignition cycle shares no position on a trip
      Given the vehicle is started
      When the driver selects intermediate mode on the touch screen
      Then the vehicle is in intermediate mode in reaction to the selection
      When the driver selects private mode on the touch screen
      And 30 s pass
      And the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      When the driver selects intermediate mode on the touch screen
      Then vehicle data reach the back office in reaction to the selection
      When 10 s pass
      And the driver drives 2000 m
      And the driver refreshes the home page by sliding it down
      Then no position reaches the back office for 15 min after the start of the wait
      And the connected navigation has no traffic data
      And the vehicle stays in intermediate mode for 15 min after the start of the wait
