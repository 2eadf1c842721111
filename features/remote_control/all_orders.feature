@connected
Feature: Remote orders beside each other
  Lock, lights, horn and unlock are carried out whatever else the vehicle does (lines 504 to 544).

  @req-REMOTE-03 @req-REMOTE-13 @req-REMOTE-15 @req-REMOTE-28
  Rule: The doors follow lock and unlock orders, whatever came before and whatever goes on

    Scenario Outline: The doors of a vehicle that is <energy> follow orders with the lights and the horn between them
      Given all doors are unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app, and 3 s later the horn
      And 30 s pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

      @electric
      Examples:
        | energy   |
        | electric |

      @combustion
      Examples:
        | energy                        |
        | driven by a combustion engine |

    @rechargeable
    Scenario: The doors follow the eleventh and twelfth order like the first, over the turn of the year
      Given the date is 2026-12-31
      And it is 23:58 by the vehicle's clock
      And all doors are unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app, and 3 s later the horn
      And 30 s pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders a charge from the app
      And 15 s pass
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the horn from the app, and 3 s later the lights
      And 30 s pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders the lights from the app
      And 15 s pass
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @rechargeable
    Scenario: The doors follow orders in the heat while the battery is charged from 2 %
      Given the temperature outside is 45 °C
      And the battery level is 2 %
      And all doors are unlocked
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      And charging goes on for 60 s after the order

    @rechargeable
    Scenario: The doors follow an unlock order while the vehicle is pre-conditioned
      Given all doors are locked
      And pre-conditioning is running
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @calls @sos_buttons
    Scenario: The doors follow orders in frost during a breakdown call
      Given the temperature outside is -30 °C
      And all doors are unlocked
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario Outline: The doors follow <order> order <delay> after <order before> order
      Given all doors are <before>
      When the driver orders <order before> from the app, and <delay> later <order>
      Then <condition> within 8 s of the second order and stay so for 25 s

      Examples:
        | order before | delay | order     | before   | condition                          |
        | the lights   | 3 s   | a lock    | unlocked | all doors and the trunk are locked |
        | the horn     | 3 s   | an unlock | locked   | all doors are unlocked             |

  @req-REMOTE-03 @req-REMOTE-21 @req-REMOTE-26
  Rule: Lights and horn follow orders to a vehicle that has slept for long

    Scenario: Lights and horn follow orders after sleeps of an hour, three hours and a day
      Given the vehicle is asleep
      When 70 min pass
      And the driver orders the lights from the app
      Then the lights are on in reaction to the order
      Given the vehicle is asleep
      When 3 h pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      Given the vehicle is asleep
      When 25 h pass
      And the driver orders the lights from the app
      Then the lights are on in reaction to the order
      Given the vehicle is asleep
      When 25 h pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order

  @req-REMOTE-03 @req-REMOTE-21 @req-REMOTE-22 @req-REMOTE-26
  Rule: Lights and horn are on for 10 s, whatever came before and whatever goes on

    Scenario Outline: Lights and horn of a vehicle that is <energy> follow orders in turn
      Given all doors are locked
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all

      @electric
      Examples:
        | energy   |
        | electric |

      @combustion
      Examples:
        | energy                        |
        | driven by a combustion engine |

    @rechargeable
    Scenario: Lights and horn follow the eleventh and twelfth order like the first, over the turn of the year
      Given the date is 2026-12-31
      And it is 23:58 by the vehicle's clock
      And all doors are unlocked
      When the driver orders a lock from the app, and 3 s later the lights
      And 20 s pass
      And the driver orders the horn from the app, and 3 s later an unlock
      And 20 s pass
      And the driver orders the lights from the app, and 3 s later a lock
      And 20 s pass
      And the driver orders a charge from the app, and 3 s later the horn
      And 20 s pass
      And the driver orders an unlock from the app, and 3 s later the lights
      And 60 s pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all

    @rechargeable
    Scenario: Lights and horn follow orders in the heat while the battery is charged from 2 %
      Given the temperature outside is 45 °C
      And the battery level is 2 %
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all

    @rechargeable
    Scenario: Lights and horn follow orders while the vehicle is pre-conditioned
      Given all doors are locked
      And pre-conditioning is running
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all

    @calls @sos_buttons
    Scenario: Lights and horn follow orders in frost during a breakdown call
      Given the temperature outside is -30 °C
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all

    Scenario Outline: The <light or horn> for 10 s on <order> order with <other> order <delay> later
      Given all doors are <before>
      When the driver orders <order> from the app, and <delay> later <other>
      Then the <light or horn> in reaction to the order
      And the <light or horn> for 10 s in all

      Examples:
        | order      | delay | other      | before   | light or horn |
        | the lights | 3 s   | a lock     | unlocked | lights are on |
        | the horn   | 3 s   | a lock     | unlocked | horn sounds   |
        | the horn   | 3 s   | an unlock  | locked   | horn sounds   |
        | the lights | 3 s   | an unlock  | locked   | lights are on |

    Scenario Outline: Lights and horn are on for 10 s each on <order> order and <other> order 3 s later
      When the driver orders <order> from the app, and 3 s later <other>
      Then the lights are on in reaction to <lights tap>
      And the horn sounds in reaction to <horn tap>
      And the lights are on for 10 s in all
      And the horn sounds for 10 s in all

      Examples:
        | order      | other      | lights tap       | horn tap         |
        | the lights | the horn   | the order        | the second order |
        | the horn   | the lights | the second order | the order        |
