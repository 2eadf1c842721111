@rechargeable
Feature: Pre-conditioning and what begins and ends beside it
  It starts, runs, stops and lets the charge go on whatever other function begins or ends before and in it
  (lines 470 to 500).

  @calls @sos_buttons @private_menu_menu @req-PRECOND-15
  Rule: It stops a minute after an unlock whatever begins and ends within the minute

    Scenario Outline: An unlock stops pre-conditioning of <energy> a minute later though calls, mode, charge or network change
      Given the battery level is 60 %
      And charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And the ignition is on
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver presses the SOS button
      And the driver unlocks the vehicle with the key
      And the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      Then pre-conditioning is off 60 s after the unlock
      When 10 s pass
      And the PSAP hangs up
      And the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders a charge from the app
      And the vehicle loses the network for 10 s
      And the driver presses the button in the charging hatch
      Then pre-conditioning is off 60 s after the moment of unlocking and stays so for 60 s
      When the driver turns the ignition off
      And the driver locks the vehicle with the key
      And the driver programmes the charge 5:00 min ahead in the app
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When it is 1 min before the charge time by the vehicle's clock
      And the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When 60 s pass
      Then charging is running
      When the driver locks the vehicle with the key
      And 5 s pass
      Given the battery level is 99 %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver presses the ASSISTANCE button
      And the driver unlocks the vehicle with the key
      And 10 s pass
      And the assistance centre hangs up
      And the driver refreshes the home page by sliding it down
      And the driver programmes pre-conditioning 20 h ahead in the app
      Then pre-conditioning is off 60 s after the unlock and stays so for 15 min

      @electric
      Examples:
        | energy              |
        | an electric vehicle |

      @hybrid
      Examples:
        | energy   |
        | a hybrid |

  @req-PRECOND-03 @req-PRECOND-05 @req-PRECOND-06 @req-PRECOND-07
  Rule: A programme keeps to its times and to 21 °C though the battery becomes full, the plug moves or calls come

    @calls @sos_buttons
    Scenario Outline: A programme of <energy> goes on to its end though the battery becomes full, the plug moves and calls come
      Given the battery level is 97 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And pre-conditioning is programmed 50 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver presses the SOS button
      And the battery is charged until it is full
      And 10 s pass
      And the PSAP hangs up
      And the driver orders the lights from the app, and 3 s later the horn
      And the vehicle is unplugged
      And the driver refreshes the home page by sliding it down
      Then the cabin is at 21 °C at the target time
      When the vehicle is plugged into a fast station
      And the driver presses the ASSISTANCE button
      Then pre-conditioning is off 10 min after the target time and stays so for 15 min

      @electric
      Examples:
        | energy              |
        | an electric vehicle |

  @req-PRECOND-12 @req-PRECOND-13
  Rule: A programme is stored whatever begins and ends before its time

    @calls @sos_buttons @private_menu_menu
    Scenario: A programme that was set with the ignition on starts after calls, a private mode, a trip, a charge and losses
      Given the battery level is 70 %
      And all doors are locked
      And the ignition is on
      When the driver presses the SOS button
      And the driver programmes pre-conditioning 3 h ahead in the app
      Then the programme reaches the vehicle in reaction to the programming
      When 10 s pass
      And the PSAP hangs up
      And the driver turns the ignition off
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When the driver starts the vehicle
      And the driver selects private mode on the touch screen
      And the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver starts the vehicle
      And the driver selects geolocated mode on the touch screen
      And the driver drives 500 m and turns the contact off
      And the driver presses the ASSISTANCE button
      And the vehicle is plugged into a regular station
      And the driver locks the vehicle with the key
      And 60 s pass
      And the vehicle is unplugged
      And the vehicle loses the network for 10 s
      And it is 46 min before the target time by the vehicle's clock
      And the vehicle leaves the network
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @req-PRECOND-14
  Rule: An unlocked vehicle is not pre-conditioned whatever goes on

    @calls @sos_buttons
    Scenario Outline: Neither order nor programme starts pre-conditioning of <energy> that is unlocked, in a charge and in a call
      Given the battery level is 60 %
      And all doors are unlocked
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 30 s after the order
      When the driver presses the SOS button
      And the driver orders the horn from the app, and 3 s later pre-conditioning
      Then pre-conditioning stays off for 30 s after the second order
      When 10 s pass
      And the PSAP hangs up
      And the driver turns the ignition on
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 30 s after the order
      When the driver turns the ignition off
      And the driver programmes pre-conditioning 50 min ahead in the app
      And it is 46 min before the target time by the vehicle's clock
      And the driver refreshes the home page by sliding it down
      And 17 min pass
      Then pre-conditioning stays off for 20 min after the refresh

      @electric
      Examples:
        | energy              |
        | an electric vehicle |

      @hybrid
      Examples:
        | energy   |
        | a hybrid |

  Rule: The charge is interrupted and resumed each time whatever begins and ends meanwhile

    @calls @sos_buttons @private_menu_menu
    Scenario Outline: At <outside> °C the charge of <energy> resumes though plug, mode, network, ignition and calls change meanwhile
      Given the temperature outside is <outside> °C
      And the battery level is 55 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the vehicle is unplugged
      And 10 s pass
      And the vehicle is plugged into a regular station
      And 60 s pass
      Then charging is off
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning and stays so for 60 s
      When the driver presses the SOS button
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When 10 s pass
      And the PSAP hangs up
      And the driver turns the ignition on
      And the driver selects private mode on the touch screen
      And the vehicle loses the network for 10 s
      And the driver selects geolocated mode on the touch screen
      And the driver turns the ignition off
      And 10 s pass
      Then charging is off
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning and stays so for 60 s
      When the driver presses the ASSISTANCE button
      And the driver orders a lock from the app, and 3 s later pre-conditioning
      Then pre-conditioning is running in reaction to the second order
      And charging is off in reaction to the start of pre-conditioning
      When the driver programmes pre-conditioning 20 h ahead in the app
      And the driver unlocks the vehicle with the key
      And the driver refreshes the home page by sliding it down
      And the assistance centre hangs up
      Then pre-conditioning is off 60 s after the unlock
      And charging is running in reaction to the end of pre-conditioning and stays so for 60 s
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      And the driver turns the ignition on
      Then pre-conditioning is off in reaction to the order and stays so for 10 s
      And charging is running in reaction to the end of pre-conditioning and stays so for 20 min

      @hybrid @req-PRECOND-19 @req-PRECOND-20
      Examples:
        | outside | energy   |
        | 20      | a hybrid |

      @electric @req-PRECOND-24 @req-PRECOND-26 @req-PRECOND-27
      Examples:
        | outside | energy              |
        | 4.5     | an electric vehicle |

  @calls @sos_buttons @private_menu_menu @req-PRECOND-16 @req-PRECOND-17
  Rule: A charge order during pre-conditioning is carried out at its end whatever begins and ends meanwhile

    Scenario Outline: At <outside> °C a charge order for <energy> waits and is carried out though plug, mode, network and calls change
      Given the temperature outside is <outside> °C
      And charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver presses the SOS button
      And the driver orders a charge from the app
      Then the vehicle accepts the charge order in reaction to the order
      When the driver selects private mode on the touch screen
      And the vehicle loses the network for 10 s
      And the driver selects geolocated mode on the touch screen
      And 10 s pass
      And the PSAP hangs up
      And 30 s pass
      Then charging is off
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning and stays so for 60 s
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver turns the ignition off
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the horn from the app, and 3 s later immediate charging
      And the driver presses the ASSISTANCE button
      And the driver refreshes the home page by sliding it down
      And 30 s pass
      Then charging is off
      When the driver unlocks the vehicle with the key
      And the assistance centre hangs up
      Then pre-conditioning is off 60 s after the unlock and stays so for 10 s
      And charging is running in reaction to the end of pre-conditioning and stays so for 15 min

      @hybrid
      Examples:
        | outside | energy   |
        | 20      | a hybrid |

      @electric
      Examples:
        | outside | energy              |
        | 4.5     | an electric vehicle |

  @calls @sos_buttons @private_menu_menu
  Rule: What runs together goes on together whatever begins and ends meanwhile

    Scenario Outline: At <outside> °C a <kind> charge and pre-conditioning go on side by side through calls, modes and losses
      Given the temperature outside is <outside> °C
      And the battery level is 55 %
      And all doors are locked
      And the vehicle is plugged into a <kind> station
      And charging is running
      And the ignition is on
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver presses the SOS button
      And the driver selects private mode on the touch screen
      And the vehicle loses the network for 10 s
      And the driver selects geolocated mode on the touch screen
      And 10 s pass
      And the PSAP hangs up
      And the driver turns the ignition off
      And the driver presses the ASSISTANCE button
      And the driver orders the horn from the app, and 3 s later the lights
      And the driver programmes pre-conditioning 20 h ahead in the app
      And 10 s pass
      And the assistance centre hangs up
      And 3 min pass
      Then charging goes on for 5 min after the start of pre-conditioning
      And pre-conditioning goes on for 5 min after the start of pre-conditioning
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock and stays so for 10 s
      And charging goes on for 3 min after the unlock

      @electric @req-PRECOND-23
      Examples:
        | outside | kind |
        | 45      | fast |

      @electric @req-PRECOND-24 @req-PRECOND-25
      Examples:
        | outside | kind    |
        | 5       | regular |

  @calls @sos_buttons @private_menu_menu @req-PRECOND-10 @req-PRECOND-11
  Rule: A programme of the touch screen counts, with its notice, whatever begins and ends before it

    Scenario: Programmes of the touch screen start with their notice alone, in a call, beside a projection, a charge and private mode
      Given the battery level is 70 %
      And all doors are locked
      And the ignition is on
      When the driver presses the SOS button
      And the driver programmes pre-conditioning 44:00 min ahead on the touch screen
      And 10 s pass
      And the PSAP hangs up
      Then pre-conditioning stays off for 15 min after the programming
      When the driver plugs in a phone with CarPlay
      And the driver programmes pre-conditioning 50 min ahead on the touch screen
      And the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      And the vehicle is plugged into a regular station
      And the driver turns the ignition off
      And the driver presses the ASSISTANCE button
      And the vehicle loses the network for 10 s
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @calls @sos_buttons
  Rule: Level and charge count at each order whatever goes on

    Scenario Outline: <Kind> at <low> % is not pre-conditioned in a call, after private mode and beside other orders
      Given the battery level is <low> %
      And charging is in deferred mode
      And all doors are locked
      When the driver presses the SOS button
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 30 s after the order
      When the PSAP hangs up
      And the driver orders the lights from the app, and 3 s later pre-conditioning
      Then pre-conditioning stays off for 30 s after the second order
      When the vehicle is plugged into a regular station
      And the driver refreshes the home page by sliding it down
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 30 s after the order
      When the driver turns the ignition on
      And the driver presses the ASSISTANCE button
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 30 s after the order
      Given the battery level is <enough> %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 10 s

      @hybrid @req-PRECOND-22
      Examples:
        | Kind     | low | enough |
        | A hybrid | 19  | 20     |

      @electric @req-PRECOND-28
      Examples:
        | Kind                | low | enough |
        | An electric vehicle | 49  | 50     |

  @hybrid @calls @sos_buttons @req-PRECOND-21
  Rule: A station that forbids the charge keeps it off whatever begins and ends

    Scenario: No charge resumes at a station that forbids it, after calls, a change of mode, the plug and a loss of the network
      Given the vehicle is plugged into a regular station
      And charging is running
      And all doors are locked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      Given the charging station forbids charging
      When the driver presses the SOS button
      And the vehicle loses the network for 10 s
      And the driver orders immediate charging from the app, and 3 s later the horn
      And the driver refreshes the home page by sliding it down
      And the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      And charging stays off for 5 min after the end of pre-conditioning
      When the driver turns the ignition on
      And the driver presses the ASSISTANCE button
      Then charging stays off for 15 min after the end of pre-conditioning
