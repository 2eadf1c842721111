@connected
Feature: Remote horn
  The driver honks from the app for 10 s; a second order honks at a limited level (lines 538 to 544).

  @req-REMOTE-22 @req-REMOTE-26
  Rule: The vehicle honks for 10 s

    @smoke
    Scenario: The horn of a sleeping vehicle is silent 10 s after it began
      Given the vehicle is asleep
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all

    Scenario: The horn of an awake vehicle is silent 10 s after it began
      Given the vehicle is awake
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all

    Scenario: Without an order the horn stays silent
      Given the vehicle is awake
      When 60 s pass
      Then the horn stays silent for 60 s after the start of the wait

  @req-REMOTE-23
  Rule: The app shows within 8 s that the order is in progress

    Scenario: The horn button shows the order in progress
      When the driver orders the horn from the app
      Then the app shows that the horn order is in progress within 8 s of the order

  @req-REMOTE-27
  Rule: A second order before the end of the first honks again at a limited level

    Scenario Outline: A second order <delay> after the start of the first honk
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders the horn again <delay> after the start of the horn
      Then the vehicle honks a second time at a limited level

      Examples:
        | delay |
        | 2 s   |
        | 8 s   |

    Scenario: One order honks once
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the vehicle honks once

  @req-REMOTE-24
  Rule: The app shows the order in progress before it shows the vehicle honking

    Scenario Outline: In progress comes first while the vehicle is <bus>
      Given the vehicle is <bus>
      When the driver orders the horn from the app
      Then the app shows the horn order in progress first, and then as carried out

      Examples:
        | bus    |
        | awake  |
        | asleep |

  @req-REMOTE-25
  Rule: A notification advises to respect the local rules on horns

    Scenario: A horn order brings the advice
      When the driver orders the horn from the app
      Then a notification advises on the local rules on horns in reaction to the order

    Scenario Outline: No such advice comes with <order> order
      When the driver orders <order> from the app
      Then no notification advises on the local rules on horns for 60 s after the order

      Examples:
        | order      |
        | a lock     |
        | the lights |

  @req-REMOTE-30
  Rule: The app shows for 10 s that the vehicle is honking

    Scenario Outline: The app shows the honk of a vehicle that is <bus> for 10 s
      Given the vehicle is <bus>
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the app shows that the vehicle is honking in reaction to the order
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app
      And the app shows the horn order as carried out only while the vehicle carries it out

      Examples:
        | bus    |
        | awake  |
        | asleep |

    @private_mode
    Scenario: The app never shows a honk that the vehicle does not sound
      Given the vehicle is in private mode
      When the driver orders the horn from the app
      Then the app does not show that the vehicle is honking for 2 min after the order
      And the horn stays silent for 2 min after the order
