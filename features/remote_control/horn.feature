@connected
Feature: Remote horn
  The driver honks from the app for 10 s; a second order honks at a limited level (lines 538 to 544).

  @req-REMOTE-22 @req-REMOTE-26
  Rule: The vehicle honks for 10 s

    Scenario Outline: A vehicle that is <bus> honks for 10 s on a horn order
      Given all doors are <doors>
      And the vehicle is <bus>
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      And all doors stay <doors> for 60 s after the order

      @smoke
      Examples:
        | bus    | doors  |
        | asleep | locked |

      Examples:
        | bus     | doors    |
        | awake   | locked   |
        | started | unlocked |

    Scenario: A vehicle honks for 10 s on each of two horn orders, a minute apart
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      And the vehicle honks once, as loudly as the first time

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

    Scenario Outline: A second horn order <delay> after the start of the first honk
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders the horn again <delay> after the start of the horn
      Then the vehicle honks a second time at a limited level

      Examples:
        | delay |
        | 0.2 s |
        | 2 s   |
        | 5 s   |
        | 8 s   |
        | 8.8 s |

    Scenario Outline: A second horn order 0.3 s after the first, to a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver orders the horn from the app
      And the driver orders the horn again 0.3 s after the order
      Then the horn sounds in reaction to the order
      And the vehicle honks a second time at a limited level

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario: A second horn order while the lights are on that were ordered in between
      When the driver orders the horn from the app, and 3 s later the lights
      Then the lights are on in reaction to the second order
      When the driver orders the horn again 5 s after the start of the horn
      Then the vehicle honks a second time at a limited level

    Scenario: A horn order after two honks is as loud as the first, and a second one is limited again
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders the horn again 2 s after the start of the horn
      Then the vehicle honks a second time at a limited level
      When 2 min pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the vehicle honks once, as loudly as the first time
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders the horn again 5 s after the start of the horn
      Then the vehicle honks a second time at a limited level

    Scenario: One horn order honks once
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the vehicle honks once

  @req-REMOTE-24
  Rule: The app shows the order in progress before it shows the vehicle honking

    Scenario Outline: The horn button of a vehicle that is <bus> shows the order in progress first
      Given the vehicle is <bus>
      When the driver orders the horn from the app
      Then the app shows the horn order in progress first, and then as carried out

      Examples:
        | bus    |
        | awake  |
        | asleep |

  @req-REMOTE-25
  Rule: A notification advises to respect the local rules on horns

    Scenario Outline: A horn order with the app <page> brings advice on the local rules while it is in progress
      When the driver orders the horn from the app and leaves it <page>
      Then a notification advises on the local rules on horns within 8 s of the order

      Examples:
        | page              |
        | on its home page  |
        | on another page   |
        | in the background |
        | on a locked phone |

    Scenario: Each horn order brings advice on the local rules
      When the driver orders the horn from the app
      Then a notification advises on the local rules on horns within 8 s of the order
      When 2 min pass
      And the driver orders a lock from the app and leaves it in the background
      Then a notification confirms the lock order within 20 s of the order
      When the driver orders the horn from the app
      Then a notification advises on the local rules on horns within 8 s of the order

    Scenario Outline: No advice on horns comes with <order> order
      When the driver orders <order> from the app
      Then no notification advises on the local rules on horns for 60 s after the order

      Examples:
        | order      |
        | a lock     |
        | an unlock  |
        | the lights |

  @req-REMOTE-30
  Rule: The app shows for 10 s that the vehicle is honking

    Scenario Outline: The app shows the honk of a vehicle that is <bus> for 10 s
      Given the vehicle is <bus>
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the app shows that the vehicle is honking in reaction to the order
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 60 s
      And the app shows the vehicle honking only while it honks

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario: The app shows the honk for 10 s on each of two horn orders
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the app shows that the vehicle is honking in reaction to the order
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 60 s
      And the app shows the vehicle honking only while it honks
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the app shows that the vehicle is honking in reaction to the order
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 60 s
      And the app shows the vehicle honking only while it honks

    Scenario: The app shows the honk for 10 s also when a lights order was given before
      When the driver orders the lights from the app, and 3 s later the horn
      Then the app shows that the vehicle is honking in reaction to the order
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 60 s

    @private_menu_menu
    Scenario: The app never shows a honk that the vehicle does not sound
      Given the vehicle is in private mode
      When the driver orders the horn from the app
      Then the app does not show that the vehicle is honking for 2 min after the order
      And the horn stays silent for 2 min after the order
