@connected
Feature: Remote Control between phone and vehicle
  Orders that are given in the app reach the vehicle, and the app's buttons follow them (lines 504 to 526).

  @req-REMOTE-03
  Rule: An order from the phone reaches the vehicle and is carried out

    Scenario Outline: The vehicle carries out <order> order while it is <bus>
      Given all doors are <before>
      And the vehicle is <bus>
      When the driver orders <order> from the app
      Then <effect>
      And the vehicle carries out the <kind> order in reaction to the order

      Examples:
        | order      | kind   | bus     | before   | effect                                                                           |
        | a lock     | lock   | awake   | unlocked | all doors and the trunk are locked in reaction to the order and stay so for 60 s |
        | a lock     | lock   | asleep  | unlocked | all doors and the trunk are locked in reaction to the order and stay so for 60 s |
        | a lock     | lock   | started | unlocked | all doors and the trunk are locked in reaction to the order and stay so for 60 s |
        | an unlock  | unlock | awake   | locked   | all doors are unlocked in reaction to the order and stay so for 25 s             |
        | an unlock  | unlock | asleep  | locked   | all doors are unlocked in reaction to the order and stay so for 25 s             |
        | an unlock  | unlock | started | locked   | all doors are unlocked in reaction to the order and stay so for 25 s             |
        | the lights | lights | awake   | locked   | the lights are on in reaction to the order                                       |
        | the lights | lights | asleep  | unlocked | the lights are on in reaction to the order                                       |
        | the lights | lights | started | unlocked | the lights are on in reaction to the order                                       |
        | the horn   | horn   | awake   | unlocked | the horn sounds in reaction to the order                                         |
        | the horn   | horn   | asleep  | locked   | the horn sounds in reaction to the order                                         |
        | the horn   | horn   | started | unlocked | the horn sounds in reaction to the order                                         |

  @req-REMOTE-04
  Rule: The app has the functions of Remote Control

    Scenario: The app offers lock, unlock, lights and horn on its home page
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

    Scenario Outline: The button of <order> order to a vehicle that is <bus> shows the order in progress
      Given all doors are <before>
      And the vehicle is <bus>
      When the driver orders <order> from the app
      Then the app shows that the <kind> order is in progress in reaction to the order
      And the app shows the <kind> order in progress until the vehicle has carried it out

      Examples:
        | order     | kind   | bus     | before   |
        | a lock    | lock   | awake   | unlocked |
        | a lock    | lock   | asleep  | unlocked |
        | a lock    | lock   | started | unlocked |
        | an unlock | unlock | awake   | locked   |
        | an unlock | unlock | asleep  | locked   |

    Scenario: The button of a second lock order shows that order in progress
      Given all doors are unlocked
      When the driver orders a lock from the app
      Then the app shows that the lock order is in progress in reaction to the order
      And the app shows the lock order in progress until the vehicle has carried it out
      When the driver unlocks the vehicle with the key
      Then all doors are unlocked in reaction to the unlock
      When the driver orders a lock from the app
      Then the app shows that the lock order is in progress in reaction to the order
      And the app shows the lock order in progress until the vehicle has carried it out

    Scenario: Without an order the lock and unlock buttons show no order in progress
      Given the app is on its home page
      When 60 s pass
      Then the app does not show that the lock order is in progress for 60 s after the start of the wait
      And the app does not show that the unlock order is in progress for 60 s after the start of the wait

  @req-REMOTE-16
  Rule: Both buttons are available whatever the lock status is

    Scenario Outline: The buttons are available while all doors are <state>
      Given all doors are <state>
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as <shown> in reaction to the refresh and stays so for 5 min
      And the lock and unlock buttons stay available for 60 s after the refresh

      Examples:
        | state       | shown    |
        | locked      | locked   |
        | superlocked | locked   |
        | unlocked    | unlocked |

    Scenario: The buttons are available after a lock order
      Given all doors are unlocked
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order
      When 60 s pass
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked in reaction to the refresh and stays so for 5 min
      And the lock and unlock buttons stay available for 60 s after the refresh

    Scenario: The buttons are available while one door is unlocked
      Given the rear left alone is unlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min
      And the lock and unlock buttons stay available for 60 s after the refresh
