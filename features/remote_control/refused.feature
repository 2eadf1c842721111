@connected
Feature: Remote orders after orders that were refused or lost
  What private mode, the intermediate mode, a loss of the network, a loss of the supply or another account has stopped
  changes nothing for the orders after it (lines 524 to 544).

  Rule: Orders are carried out a fifth time, and after each that was not

    @private_mode @intermediate_mode @req-REMOTE-13 @req-REMOTE-15 @req-REMOTE-28
    Scenario Outline: The doors of <kind> follow five lock and five unlock orders after orders that modes, losses and another account have stopped
      Given all doors are locked
      And the vehicle is started
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver selects private mode on the touch screen
      And 5 s pass
      And the driver orders a lock from the app
      Then all doors stay unlocked for 10 s after the order
      When the driver selects geolocated mode on the touch screen
      And 5 s pass
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver selects intermediate mode on the touch screen
      And 5 s pass
      And the driver orders an unlock from the app
      Then all doors stay locked for 20 s after the order
      When the driver selects geolocated mode on the touch screen
      And 5 s pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      Given the vehicle has no mobile network coverage
      When the driver orders a lock from the app
      And 4 min pass
      Given the vehicle has mobile network coverage
      When 30 s pass
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the supply of the vehicle fails for 10 s
      And 60 s pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver turns the ignition off
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      Given a new smartphone is registered with another account
      When the driver orders an unlock from the app
      Then all doors stay locked for 20 s after the order
      Given the driver is back on the first smartphone
      When 3 h pass by the calendar
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When 25 h pass by the calendar
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @combustion
      Examples:
        | kind                 |
        | a combustion vehicle |

    @private_mode @intermediate_mode @req-REMOTE-18 @req-REMOTE-21 @req-REMOTE-22 @req-REMOTE-26
    Scenario: Lights and horn follow five orders each after orders that modes, losses and another account have stopped
      Given all doors are locked
      And the vehicle is started
      When the driver selects private mode on the touch screen
      And 5 s pass
      And the driver orders the lights from the app, and 3 s later the horn
      Then the lights stay off for 20 s after the order
      And the horn stays silent for 20 s after the second order
      When the driver selects geolocated mode on the touch screen
      And 5 s pass
      And the driver orders the lights from the app
      Then the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds for 10 s in all
      When the driver selects intermediate mode on the touch screen
      And 5 s pass
      And the driver orders the horn from the app, and 3 s later the lights
      Then the horn stays silent for 20 s after the order
      And the lights stay off for 20 s after the second order
      When the driver selects geolocated mode on the touch screen
      And 5 s pass
      And the driver orders the horn from the app
      Then the horn sounds for 10 s in all
      When the driver orders the lights from the app
      Then the lights are on for 10 s in all
      Given the vehicle has no mobile network coverage
      When the driver orders the lights from the app, and 3 s later the horn
      And 4 min pass
      Given the vehicle has mobile network coverage
      When 30 s pass
      And the driver orders the lights from the app
      Then the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds for 10 s in all
      When the driver turns the ignition off
      And the supply of the vehicle fails for 10 s
      And 60 s pass
      And the driver orders the horn from the app
      Then the horn sounds for 10 s in all
      When the driver orders the lights from the app
      Then the lights are on for 10 s in all
      Given a new smartphone is registered with another account
      When the driver orders the lights from the app, and 3 s later the horn
      Then the lights stay off for 20 s after the order
      Given the driver is back on the first smartphone
      When 3 h pass by the calendar
      And the driver orders the lights from the app
      Then the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds for 10 s in all

  @req-REMOTE-08 @req-REMOTE-10 @req-REMOTE-11 @req-REMOTE-12
  Rule: Each refresh shows the lock status of each door, however many there were before and failed

    Scenario Outline: The lock status of <kind> is right at each refresh of a day, asleep, in a drive and after refreshes that failed
      Given the rear right alone is unlocked
      And the vehicle is asleep
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When the driver locks the vehicle with the key
      And 3 h pass by the calendar
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked within 60 s of the refresh
      When the front left alone is unlocked
      And the vehicle leaves the network
      And the driver refreshes the home page by sliding it down
      And 3 min pass
      And the network comes back
      And 30 s pass
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When the driver locks the vehicle with the key
      And 5 s pass
      And the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked within 60 s of the refresh
      Given the vehicle is started
      And the vehicle is driven at 50 km/h
      When the rear left alone is unlocked
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked within 60 s of the refresh
      Given the vehicle is driven at 0 km/h
      When the driver turns the ignition off
      And the front right alone is unlocked
      And 25 h pass by the calendar
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 5 min

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

      @combustion
      Examples:
        | kind                 |
        | a combustion vehicle |
