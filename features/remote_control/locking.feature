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
      Then all doors are locked within 8 s of the order

      Examples:
        | bus    |
        | asleep |

      @smoke
      Examples:
        | bus   |
        | awake |

    Scenario: Without an order the doors stay unlocked
      Given all doors are unlocked
      When 5 min pass
      Then all doors stay unlocked for 5 min after the start of the wait

  @req-REMOTE-17
  Rule: A lock order is accepted while the vehicle is locked

    Scenario Outline: A lock order to a locked vehicle that is <bus> is confirmed and leaves it locked
      Given the app is on its home page
      And all doors are locked
      And the vehicle is <bus>
      When the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      And the vehicle carries out the lock order in reaction to the order
      And all doors stay locked for 30 s after the order

      Examples:
        | bus    |
        | awake  |
        | asleep |

  @req-REMOTE-28
  Rule: The doors unlock within 8 s of the order

    Scenario Outline: An unlock order unlocks a vehicle that is <bus>
      Given all doors are closed
      And all doors are locked
      And the vehicle is <bus>
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 60 s

      Examples:
        | bus    |
        | asleep |

      @smoke
      Examples:
        | bus   |
        | awake |

    Scenario: An unlock order to an unlocked vehicle leaves it unlocked
      Given all doors are unlocked
      When the driver orders an unlock from the app
      Then all doors stay unlocked for 30 s after the order

    Scenario: Without an order the doors stay locked
      Given all doors are locked
      When 5 min pass
      Then all doors stay locked for 5 min after the start of the wait
