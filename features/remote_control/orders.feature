@connected
Feature: Remote Control between phone and vehicle
  Orders that are given in the app reach the vehicle, and the app's buttons follow them (lines 504 to 526).

  @req-REMOTE-03
  Rule: An order from the phone reaches the vehicle and is carried out

    Scenario Outline: The vehicle carries out <order> order while it is <bus>
      Given the vehicle is <bus>
      When the driver orders <order> from the app
      Then the vehicle receives the <kind> order in reaction to the order
      And the vehicle carries out the <kind> order in reaction to the order

      Examples:
        | order      | kind   | bus    |
        | a lock     | lock   | awake  |
        | an unlock  | unlock | asleep |
        | the lights | lights | awake  |
        | the horn   | horn   | asleep |

    Scenario Outline: A vehicle that is <energy> carries out an unlock order
      When the driver orders an unlock from the app
      Then the vehicle receives the unlock order in reaction to the order
      And all doors are unlocked in reaction to the order

      @combustion
      Examples:
        | energy                        |
        | driven by a combustion engine |

      @hybrid
      Examples:
        | energy           |
        | a plug-in hybrid |

      @electric
      Examples:
        | energy   |
        | electric |

  @req-REMOTE-04
  Rule: The app has the functions of Remote Control

    Scenario: The app offers all of them on its home page
      Given the app is on its home page
      When the driver refreshes the home page by sliding it down
      Then the app goes on offering to lock, to unlock, to switch on the lights and to honk for 60 s after the refresh

    Scenario Outline: The app takes <order> order
      When the driver orders <order> from the app
      Then the app shows that the <kind> order is in progress in reaction to the order

      Examples:
        | order      | kind   |
        | a lock     | lock   |
        | an unlock  | unlock |
        | the lights | lights |
        | the horn   | horn   |

  @req-REMOTE-14
  Rule: The app shows that a lock or unlock order is in progress

    Scenario Outline: The button of <order> order to a vehicle that is <bus> shows it in progress until it is done
      Given the vehicle is <bus>
      When the driver orders <order> from the app
      Then the app shows that the <kind> order is in progress in reaction to the order
      And the app shows that the <kind> order is done in reaction to the order
      And the app does not show that the <kind> order is in progress
      And the app shows the <kind> order as done only once the vehicle has done it

      Examples:
        | order     | kind   | bus    |
        | a lock    | lock   | awake  |
        | a lock    | lock   | asleep |
        | an unlock | unlock | awake  |
        | an unlock | unlock | asleep |

    Scenario: Without an order the buttons show none in progress
      Given the app is on its home page
      When 60 s pass
      Then the app does not show that the lock order is in progress for 60 s after the start of the wait
      And the app does not show that the unlock order is in progress for 60 s after the start of the wait

  @req-REMOTE-16
  Rule: Both buttons are available whatever the lock status is

    Scenario Outline: The buttons are available while all doors are <state>
      Given all doors are <state>
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as <shown> in reaction to the refresh
      And the lock and unlock buttons stay available for 60 s after the refresh

      Examples:
        | state       | shown    |
        | locked      | locked   |
        | superlocked | locked   |
        | unlocked    | unlocked |

    Scenario: The buttons are available while one door is unlocked
      Given the rear left alone is unlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh
      And the lock and unlock buttons stay available for 60 s after the refresh
