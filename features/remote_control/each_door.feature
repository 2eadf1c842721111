@connected
Feature: Each door alone, on each kind of vehicle
  One door is enough for the vehicle to be unlocked, and each is locked and unlocked by orders (lines 514 to 540).

  @req-REMOTE-08 @req-REMOTE-12
  Rule: One unlocked door makes the app show unlocked, whichever door and vehicle it is

    Scenario Outline: The app shows <kind> as unlocked by each of its doors alone, awake and asleep
      Given all doors are locked
      And the home page of the app has been refreshed
      And the rear left alone is unlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When the driver locks the vehicle with the key
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked within 60 s of the refresh
      Given the front left alone is unlocked
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When the driver orders a lock from the app
      Then all doors are locked within 8 s of the order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked within 60 s of the refresh
      Given the rear right alone is unlocked
      And the vehicle is asleep
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When the driver locks the vehicle with the key
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked within 60 s of the refresh
      Given the front right alone is unlocked
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 5 min

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

      @combustion
      Examples:
        | kind                                |
        | a vehicle with a combustion engine  |

  @req-REMOTE-13 @req-REMOTE-15 @req-REMOTE-28
  Rule: Orders lock and unlock each door, whichever was unlocked or locked alone

    Scenario Outline: A lock order locks <kind> of which one door alone is unlocked, and an unlock order unlocks it
      Given all doors are locked
      And the front left alone is unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When 5 s pass
      Given the rear right alone is unlocked
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When 5 s pass
      Given the trunk alone is unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When 5 s pass
      Given the rear left alone is unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When 5 s pass
      Given the front right alone is unlocked
      And the vehicle is asleep
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s


      @hybrid
      Examples:
        | kind     |
        | a hybrid |

      @combustion
      Examples:
        | kind                               |
        | a vehicle with a combustion engine |

  @req-REMOTE-18 @req-REMOTE-21 @req-REMOTE-22 @req-REMOTE-26
  Rule: Lights and horn answer each order, whatever kind of vehicle it is

    Scenario Outline: The lights and the horn of <kind> are on for 10 s on each of two orders
      Given all doors are locked
      And the vehicle is asleep
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      Given the vehicle is started
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      And all doors stay locked for 60 s after the order

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

      @combustion
      Examples:
        | kind                               |
        | a vehicle with a combustion engine |
