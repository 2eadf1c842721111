@calls @not_connected
Feature: A vehicle that is not connected
  A vehicle with neither buttons nor a private mode is not connected (line 115): nobody hears of it.

  @req-PRIV-32
  Rule: The back office never hears of a vehicle with neither buttons nor menu

    Scenario: The back office never hears of a vehicle that is not connected
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver presses the ASSISTANCE button
      Then the back office does not class the vehicle as connected for 15 min after the SOS press
      And no vehicle data reach the back office for 5 min after the SOS press
      And the PSAP is left alone for 5 min after the SOS press
      And the assistance centre is left alone for 5 min after the SOS press

    Scenario: A vehicle that is not connected stays so whatever is ordered, in trips, in its sleep and on later days
      Given all doors are unlocked
      When the driver orders a lock from the app
      And the driver orders the horn from the app, and 3 s later the lights
      Then the app shows no order as carried out for 3 min after the order
      And all doors stay unlocked for 3 min after the order
      And the back office does not class the vehicle as connected for 5 min after the order
      When the driver makes a trip of 15 min
      And the driver orders an unlock from the app
      Then the app shows no order as carried out for 3 min after the order
      And the back office does not class the vehicle as connected for 5 min after the order
      When the driver makes a trip of 15 min
      And 24 h pass by the calendar
      And the driver orders a lock from the app
      Then the app shows no order as carried out for 3 min after the order
      And no vehicle data reach the back office for 3 min after the order
      And the back office does not class the vehicle as connected for 5 min after the order
      When 100 h pass by the calendar in steps of 20 h
      And the driver starts the vehicle
      Then the back office does not class the vehicle as connected for 15 min after the start
      And no vehicle data reach the back office for 15 min after the start

    Scenario: A vehicle that is not connected has no private mode at rest, while the engine runs and in later trips
      When the driver looks for the private mode of the menu
      Then Private mode cannot be selected for 5 s after the touch
      Given the vehicle is started
      And the screen shows the start page
      When the driver looks for the private mode of the menu
      Then the page of the private mode is on the screen in reaction to the touch exactly where the profile declares the private mode in the menu
      When the driver turns the ignition off
      And the driver makes a trip of 15 min
      Given the vehicle is started
      And the screen shows the start page
      When the driver looks for the private mode of the menu
      Then the page of the private mode is on the screen in reaction to the touch exactly where the profile declares the private mode in the menu
      When the driver turns the ignition off
      And the driver makes a trip of 15 min
      Given the vehicle is started
      And the screen shows the start page
      When the driver looks for the private mode behind the banner
      Then the page of the private mode is on the screen in reaction to the touch exactly where the profile declares the private mode behind the banner
