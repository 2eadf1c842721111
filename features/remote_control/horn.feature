Feature: Remote horn
  The driver honks from the app for 10 s; a second order honks at a limited level (lines 538 to 544).

  @req-REMOTE-22 @req-REMOTE-26
  Rule: The vehicle honks for 10 s

    @smoke
    Scenario: The horn of a sleeping vehicle is silent 10 s after it began
      Given the vehicle is asleep
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn is silent 10 s after the start of the horn

    Scenario: The horn of an awake vehicle is silent 10 s after it began
      Given the vehicle is awake
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn is silent 10 s after the start of the horn

    Scenario: Without an order the horn stays silent
      Given the vehicle is awake
      When 60 s pass
      Then the horn is silent

  @req-REMOTE-23
  Rule: The app shows within 8 s that the order is in progress

    Scenario: The horn button shows the order in progress
      When the driver orders the horn from the app
      Then the app shows that the horn order is in progress within 8 s of the order

  @req-REMOTE-27
  Rule: A second order before the end of the first honks again at a limited level

    Scenario Outline: A second order <delay> after the begin of the first honk
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
