@connected @sos_buttons @intermediate_mode
Feature: The telematics box in each mode, state and kind of vehicle
  What the vehicle tells depends on mode, subscription and term; what it is and does meanwhile does not change that
  (lines 126 to 128).

  @req-TBOX-01
  Rule: The telematics box answers, whatever wakes the vehicle

    @private_mode
    Scenario Outline: In <mode> mode the telematics box of <kind> takes part in the traffic at each of three wakings
      Given the subscription to connected services is <contract>
      And the vehicle is in <mode> mode
      And the vehicle is asleep
      When the driver unlocks the vehicle with the key
      Then the telematics unit takes part in the traffic in reaction to the unlock
      Given the vehicle is asleep
      When the driver turns the ignition on
      Then the telematics unit takes part in the traffic in reaction to the turn of the ignition and stays so for 2 min
      When the driver turns the ignition off
      Given the vehicle is asleep
      When the driver starts the vehicle
      Then the telematics unit takes part in the traffic in reaction to the start and stays so for 5 min

      @electric
      Examples:
        | kind                | mode         | contract |
        | an electric vehicle | intermediate | ended    |

      @hybrid
      Examples:
        | kind     | mode    | contract |
        | a hybrid | private | active   |

      @combustion
      Examples:
        | kind                 | mode       | contract |
        | a combustion vehicle | geolocated | ended    |
        | a combustion vehicle | private    | active   |

  @calls @req-TBOX-02
  Rule: The manufacturer is told in each state and of each kind of vehicle

    Scenario Outline: In <mode> mode <kind> tells the manufacturer all day, also after losses of the network
      Given the vehicle is in <mode> mode
      And the vehicle is asleep
      When the driver unlocks the vehicle with the key
      Then vehicle data reach the back office in reaction to the unlock
      When the driver turns the ignition on
      Then vehicle data reach the back office in reaction to the turn of the ignition
      And maintenance data reach the back office in reaction to the turn of the ignition
      When the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start
      When the vehicle loses the network for 10 s
      And the driver drives 500 m
      And the vehicle loses the network for 60 s
      And the driver drives 500 m
      And the vehicle loses the network for 10 s
      And 5 s pass
      And the driver drives 500 m and turns the contact off
      Then vehicle data reach the back office in reaction to the end of the trip
      When the driver locks the vehicle with the key
      Then vehicle data reach the back office in reaction to the lock

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | geolocated   |
        | an electric vehicle | intermediate |

      @hybrid
      Examples:
        | kind     | mode         |
        | a hybrid | geolocated   |
        | a hybrid | intermediate |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | geolocated   |
        | a combustion vehicle | intermediate |

    @rechargeable
    Scenario Outline: In <mode> mode <kind> that is charged tells the manufacturer
      Given the vehicle is in <mode> mode
      And the vehicle is asleep
      When the vehicle is plugged into a regular station
      Then vehicle data reach the back office in reaction to the plugging in
      Given charging is running
      When the driver turns the ignition on
      Then vehicle data reach the back office in reaction to the turn of the ignition
      And maintenance data reach the back office in reaction to the turn of the ignition

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | intermediate |

      @hybrid
      Examples:
        | kind     | mode         |
        | a hybrid | geolocated   |
        | a hybrid | intermediate |

  @req-TBOX-03
  Rule: Without the subscription nothing is sent in any mode and state

    @private_mode
    Scenario Outline: Without the subscription <kind> in <mode> mode sends nothing through a day
      Given the vehicle is in <mode> mode
      And the subscription to connected services is ended
      And the back office passes every request on to the vehicle
      And the vehicle is asleep
      When the driver unlocks the vehicle with the key
      Then nothing of the vehicle reaches the back office for 60 s after the unlock
      When the driver turns the ignition on
      Then nothing of the vehicle reaches the back office for 60 s after the turn of the ignition
      When the driver starts the vehicle
      Then nothing of the vehicle reaches the back office for 60 s after the start
      And the connected navigation has no traffic data
      When the driver orders the lights from the app
      And the driver refreshes the home page by sliding it down
      And the vehicle loses the network for 10 s
      And the driver drives 500 m and turns the contact off
      Then nothing of the vehicle reaches the back office for 2 min after the end of the trip

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | intermediate |
        | an electric vehicle | private      |

      @hybrid
      Examples:
        | kind     | mode         |
        | a hybrid | geolocated   |
        | a hybrid | intermediate |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | geolocated   |
        | a combustion vehicle | intermediate |

    @private_mode
    Scenario Outline: The end of <mode> mode brings nothing that has no subscription
      Given the vehicle is in <mode> mode
      And the subscription to connected services is ended
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then nothing of the vehicle reaches the back office for 60 s after the selection
      And the connected navigation has no traffic data

      Examples:
        | mode         |
        | intermediate |
        | private      |

    @rechargeable
    Scenario Outline: Without the subscription <kind> that is charged in <mode> mode sends nothing
      Given the vehicle is in <mode> mode
      And the subscription to connected services is ended
      And the vehicle is asleep
      When the vehicle is plugged into a regular station
      Then nothing of the vehicle reaches the back office for 60 s after the plugging in
      When the driver turns the ignition on
      Then nothing of the vehicle reaches the back office for 60 s after the turn of the ignition

      @electric
      Examples:
        | kind                | mode       |
        | an electric vehicle | geolocated |

      @hybrid
      Examples:
        | kind     | mode         |
        | a hybrid | intermediate |

  @calls @req-TBOX-04
  Rule: On its last day the service is there in each mode and kind of vehicle

    Scenario Outline: On the last day of the ten years SOS and assistance of <kind> work in <mode> mode
      Given the vehicle is in <mode> mode
      And the first registration is 10 years ago
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver starts the vehicle
      Then the SOS and assistance service stays active for 60 s after the start
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the supply of the vehicle fails for 10 s
      And 10 s pass
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the SOS and assistance service is active

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | intermediate |

      @hybrid
      Examples:
        | kind     | mode       |
        | a hybrid | geolocated |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | intermediate |

  @calls
  Rule: Beyond ten years the service has ended in each mode, state and kind of vehicle

    @private_mode @req-TBOX-05
    Scenario Outline: Beyond ten years <kind> in <mode> mode assists nobody and sends nothing
      Given the vehicle is in <mode> mode
      And the first registration is 10 years and 40 days ago
      And the back office passes every request on to the vehicle
      And the vehicle is asleep
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      And nothing of the vehicle reaches the back office for 60 s after the ASSISTANCE press
      When the driver turns the ignition on
      Then the SOS and assistance service stays ended for 60 s after the turn of the ignition
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      When the driver starts the vehicle
      Then the SOS and assistance service stays ended for 60 s after the start
      And nothing of the vehicle reaches the back office for 60 s after the start
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      And no word of an assistance reaches the manufacturer for 60 s after the ASSISTANCE press
      When the vehicle loses the network for 10 s
      And the driver drives 500 m and turns the contact off
      Then nothing of the vehicle reaches the back office for 2 min after the end of the trip
      And the connected navigation has no traffic data

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | intermediate |

      @hybrid
      Examples:
        | kind     | mode       |
        | a hybrid | geolocated |
        | a hybrid | private    |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | geolocated   |
        | a combustion vehicle | intermediate |

    @private_mode @req-TBOX-06
    Scenario Outline: The SOS LED of <kind> in <mode> mode flashes no longer when <what>
      Given the vehicle is in <mode> mode
      And the first registration is 10 years and a day ago
      When the driver starts the vehicle
      And 10 s pass
      And <meanwhile>
      Then the SOS LED flashes orange, if at all, for 3 min after the start
      When <meanwhile>
      And 5 s pass
      Then the SOS LED does not blink for 3 min after the start of the wait

      @electric
      Examples:
        | kind                | mode         | what                  | meanwhile                                |
        | an electric vehicle | geolocated   | ASSISTANCE is pressed | the driver presses the ASSISTANCE button |
        | an electric vehicle | intermediate | the network is lost   | the vehicle loses the network for 5 s    |

      @hybrid
      Examples:
        | kind     | mode       | what                    | meanwhile                                   |
        | a hybrid | private    | ASSISTANCE is pressed   | the driver presses the ASSISTANCE button    |
        | a hybrid | geolocated | the vehicle is unlocked | the driver unlocks the vehicle with the key |

      @combustion
      Examples:
        | kind                 | mode         | what                   | meanwhile                                 |
        | a combustion vehicle | intermediate | ASSISTANCE is pressed  | the driver presses the ASSISTANCE button  |
        | a combustion vehicle | private      | the lights are ordered | the driver orders the lights from the app |

    @private_mode @req-TBOX-05 @req-TBOX-06 @policy_regulated
    Scenario: Beyond ten years the SOS LED flashes, if at all, for 3 min after each start though mode, ignition and supply change
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      And 10 s pass
      And the driver selects private mode on the touch screen
      And 60 s pass
      And the driver selects geolocated mode on the touch screen
      And the driver orders the horn from the app
      And the driver refreshes the home page by sliding it down
      Then the SOS LED flashes orange, if at all, for 3 min after the start
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 30 s after the ASSISTANCE press
      When the driver turns the ignition off
      And 30 s pass
      And the driver starts the vehicle
      And 60 s pass
      And the driver selects intermediate mode on the touch screen
      And the driver drives 500 m
      And the driver locks the vehicle with the key
      And the vehicle loses the network for 5 s
      Then the SOS LED flashes orange, if at all, for 3 min after the start
      When the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      And 5 s pass
      Then the SOS LED does not blink for 3 min after the start of the wait
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      When the driver turns the ignition off
      And the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver starts the vehicle
      And 60 s pass
      And the driver presses the ASSISTANCE button
      And the driver unlocks the vehicle with the key
      Then the SOS LED flashes orange, if at all, for 3 min after the start
      And no breakdown call is placed for 60 s after the ASSISTANCE press
      And the SOS and assistance service has ended
