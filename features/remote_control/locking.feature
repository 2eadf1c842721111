@connected
Feature: Remote lock and unlock
  The driver locks and unlocks the doors from the app (lines 506 to 526).

  @req-REMOTE-13 @req-REMOTE-15
  Rule: The doors lock within 8 s of the order

    Scenario Outline: A lock order locks a vehicle that is <bus>
      Given all doors are closed
      And all doors are unlocked
      And the vehicle is <bus>
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 30 min

      Examples:
        | bus     |
        | asleep  |
        | started |

      @smoke
      Examples:
        | bus   |
        | awake |

    Scenario Outline: A lock order locks a vehicle of which the <opening> alone is unlocked
      Given all doors are locked
      And the <opening> alone is unlocked
      And the vehicle is <bus>
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

      Examples:
        | opening     | bus    |
        | front left  | awake  |
        | front right | asleep |
        | rear left   | asleep |
        | rear right  | awake  |
        | trunk       | asleep |

    Scenario: Without an order the doors stay unlocked
      Given all doors are unlocked
      When 5 min pass
      Then all doors stay unlocked for 5 min after the start of the wait

  @req-REMOTE-17
  Rule: A lock order is accepted while the vehicle is locked

    Scenario Outline: A lock order to a <state> vehicle that is <bus> is confirmed and leaves it locked
      Given the app is on its home page
      And all doors are <state>
      And the vehicle is <bus>
      When the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      And the vehicle carries out the lock order in reaction to the order
      And all doors and the trunk stay locked for 60 s after the order

      Examples:
        | state       | bus     |
        | locked      | awake   |
        | locked      | asleep  |
        | locked      | started |
        | superlocked | awake   |
        | superlocked | asleep  |

  @req-REMOTE-28
  Rule: The doors unlock within 8 s of the order

    Scenario Outline: An unlock order unlocks a vehicle that is <bus>
      Given all doors are closed
      And all doors are locked
      And the vehicle is <bus>
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

      Examples:
        | bus     |
        | asleep  |
        | started |

      @smoke
      Examples:
        | bus   |
        | awake |

    Scenario Outline: An unlock order unlocks a superlocked vehicle that is <bus>
      Given all doors are superlocked
      And the vehicle is <bus>
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario: An unlock order unlocks the other doors of a vehicle of which one is unlocked
      Given all doors are locked
      And the front left alone is unlocked
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario Outline: An unlock order to an unlocked vehicle that is <bus> leaves it unlocked
      Given all doors are unlocked
      And the vehicle is <bus>
      When the driver orders an unlock from the app
      Then the vehicle carries out the unlock order in reaction to the order
      And all doors stay unlocked for 25 s after the order

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario: Without an order the doors stay locked
      Given all doors are locked
      When 5 min pass
      Then all doors and the trunk stay locked for 5 min after the start of the wait

  @req-REMOTE-13 @req-REMOTE-15 @req-REMOTE-28
  Rule: The vehicle follows each of several orders

    Scenario: The doors follow unlock and lock orders in turn
      Given all doors are closed
      And all doors are locked
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When 10 min pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

    Scenario: The doors follow lock and unlock orders in time after sleeps of an hour, three hours and a day
      Given all doors are unlocked
      And the vehicle is asleep
      When 70 min pass
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      Given the vehicle is asleep
      When 3 h pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      Given all doors are locked
      And the vehicle is asleep
      When 25 h pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      Given all doors are unlocked
      And the vehicle is asleep
      When 25 h pass by the calendar
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 5 min

    Scenario: A lock order locks a vehicle that was unlocked with the key after the lock order before
      Given all doors are unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver unlocks the vehicle with the key
      Then all doors are unlocked in reaction to the unlock
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

    Scenario Outline: Of <order before> order and <order> order 2 s later the last one counts
      Given all doors are <before>
      And the vehicle is awake
      When the driver orders <order before> from the app
      And 2 s pass
      And the driver orders <order> from the app
      Then <condition> within 8 s of the order and stay so for 25 s

      Examples:
        | order before | order     | before   | condition                          |
        | an unlock    | a lock    | locked   | all doors and the trunk are locked |
        | a lock       | an unlock | unlocked | all doors are unlocked             |
