@connected
Feature: Remote orders beside each other
  Lock, lights, horn and unlock are carried out whatever else the vehicle does (lines 504 to 544).

  @req-REMOTE-03 @req-REMOTE-13 @req-REMOTE-15 @req-REMOTE-21 @req-REMOTE-22 @req-REMOTE-26 @req-REMOTE-28
  Rule: Each order is carried out in full, whatever came before and whatever goes on

    Scenario Outline: A vehicle that is <energy> carries out lock, lights, horn and unlock orders in turn
      Given all doors are unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      When the driver orders an unlock from the app
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
    Scenario: A vehicle carries out the ninth to the twelfth order like the first
      Given the date is 2026-12-31
      And it is 23:58 by the vehicle's clock
      And all doors are unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders a charge from the app
      And 15 s pass
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When 15 s pass
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @rechargeable
    Scenario: A vehicle carries out all orders while it charges
      Given the temperature outside is 45 °C
      And the battery level is 2 %
      And all doors are unlocked
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      And charging goes on for 60 s after the order

    @rechargeable
    Scenario: A vehicle carries out lights, horn and unlock orders while it is pre-conditioned
      Given all doors are locked
      And pre-conditioning is running
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @calls @sos_buttons
    Scenario: A vehicle carries out all orders during a breakdown call
      Given the temperature outside is -30 °C
      And all doors are unlocked
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario Outline: <First> order and <second> order <delay> later are both carried out in full
      Given all doors are <before>
      When the driver orders <first> from the app, and <delay> later <second>
      Then <locks>
      And the <light or horn> in reaction to <tap>
      And the <light or horn> for 10 s in all

      Examples:
        | First      | first      | delay | second     | before   | locks                                                                                | light or horn | tap              |
        | A lights   | the lights | 3 s   | a lock     | unlocked | all doors and the trunk are locked within 8 s of the second order and stay so for 25 s | lights are on | the order        |
        | A horn     | the horn   | 3 s   | a lock     | unlocked | all doors and the trunk are locked within 8 s of the second order and stay so for 25 s | horn sounds   | the order        |
        | A lights   | the lights | 3 s   | an unlock  | locked   | all doors are unlocked within 8 s of the second order and stay so for 25 s           | lights are on | the order        |
        | A horn     | the horn   | 3 s   | an unlock  | locked   | all doors are unlocked within 8 s of the second order and stay so for 25 s           | horn sounds   | the order        |
        | A lock     | a lock     | 0.3 s | the lights | unlocked | all doors and the trunk are locked within 8 s of the order and stay so for 25 s      | lights are on | the second order |
        | An unlock  | an unlock  | 0.3 s | the horn   | locked   | all doors are unlocked within 8 s of the order and stay so for 25 s                  | horn sounds   | the second order |

    Scenario Outline: <First> order and <second> order <delay> later are both carried out for 10 s
      When the driver orders <first> from the app, and <delay> later <second>
      Then the lights are on in reaction to <lights tap>
      And the horn sounds in reaction to <horn tap>
      And the lights are on for 10 s in all
      And the horn sounds for 10 s in all

      Examples:
        | First    | first      | delay | second     | lights tap       | horn tap         |
        | A lights | the lights | 3 s   | the horn   | the order        | the second order |
        | A horn   | the horn   | 3 s   | the lights | the second order | the order        |
