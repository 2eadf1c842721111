@rechargeable
Feature: Unlocking during pre-conditioning
  Unlocking the vehicle stops pre-conditioning after a minute (line 484).

  @req-PRECOND-15
  Rule: Pre-conditioning stops 1 minute after an unlock

    Scenario Outline: An unlock <means> stops pre-conditioning by <cause> a minute later
      Given all doors are locked
      And pre-conditioning is running by <cause>
      When 20 s pass
      And the driver unlocks the vehicle <means>
      Then pre-conditioning is off 60 s after the unlock and stays so for 15 min

      Examples:
        | means        | cause       |
        | with the key | an order    |
        | from inside  | a programme |

      @hybrid
      Examples:
        | means        | cause       |
        | from inside  | an order    |
        | with the key | a programme |

    Scenario Outline: An unlock order from the app stops pre-conditioning by <cause> a minute later
      Given all doors are locked
      And pre-conditioning is running by <cause>
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      And pre-conditioning is off 60 s after the moment of unlocking and stays so for 15 min

      Examples:
        | cause       |
        | a programme |

      @hybrid
      Examples:
        | cause    |
        | an order |

    Scenario Outline: Unlocking the <door> alone stops pre-conditioning by <cause> a minute later
      Given all doors are locked
      And pre-conditioning is running by <cause>
      When the <door> alone is unlocked
      Then pre-conditioning is off 60 s after the unlock and stays so for 15 min

      Examples:
        | door        | cause       |
        | front left  | an order    |
        | front right | a programme |
        | rear left   | an order    |
        | rear right  | a programme |
        | trunk       | an order    |

    Scenario: An unlock 10 min into pre-conditioning stops it a minute later
      Given all doors are locked
      And pre-conditioning is running
      When 10 min pass
      And the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock and stays so for 15 min

    Scenario Outline: An unlock stops pre-conditioning a minute later at <outside> °C outside
      Given the temperature outside is <outside> °C
      And the temperature in the cabin is <outside> °C
      And all doors are locked
      And pre-conditioning is running
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock and stays so for 15 min

      Examples:
        | outside |
        | -20     |
        | 45      |

    Scenario Outline: An unlock <means> stops pre-conditioning while the battery charges at a <kind> station
      Given the battery level is 60 %
      And the vehicle is plugged into a <kind> station
      And charging is running
      And all doors are locked
      And pre-conditioning is running by <cause>
      When the driver orders the lights from the app
      And the driver unlocks the vehicle <means>
      Then pre-conditioning is off 60 s after the unlock and stays so for 5 min

      Examples:
        | means        | kind    | cause       |
        | with the key | regular | an order    |
        | from inside  | fast    | a programme |

    Scenario: A second press on the key within the minute does not put off the stop of pre-conditioning
      Given all doors are locked
      And pre-conditioning is running
      When the driver unlocks the vehicle with the key
      And 40 s pass
      And the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the moment of unlocking and stays so for 5 min

    Scenario: An unlock shortly before the end of a programme leaves that end as it is
      Given all doors are locked
      And pre-conditioning is running by a programme
      When it is 9:30 min after the target time
      And the driver unlocks the vehicle with the key
      Then pre-conditioning is off 10 min after the target time and stays so for 5 min

    Scenario: Locked and ordered again after an unlock has stopped it, pre-conditioning runs until the next unlock
      Given all doors are locked
      And pre-conditioning is running
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When the driver locks the vehicle with the key
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 5 min
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock and stays so for 5 min

    Scenario: Pre-conditioning goes on while the vehicle stays locked
      Given all doors are locked
      And pre-conditioning is running
      Then pre-conditioning goes on for 15 min after the start of pre-conditioning

    Scenario: It is reported when pre-conditioning stops in a vehicle that is locked again within the minute
      Given all doors are locked
      And pre-conditioning is running
      When the driver unlocks the vehicle with the key
      And 20 s pass
      And the driver locks the vehicle with the key
      Then it is reported when pre-conditioning is off within 5 min of the unlock

    Scenario: The cabin is no longer heated after an unlock has stopped pre-conditioning
      Given all doors are locked
      And the ignition is on
      And the temperature outside is -5 °C
      And the temperature in the cabin is 21 °C
      And pre-conditioning is running
      When the driver unlocks the vehicle with the key
      And 5 min pass
      Then pre-conditioning is off
      And the cabin is no longer comfortable
