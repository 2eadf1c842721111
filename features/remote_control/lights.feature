@connected
Feature: Remote lights
  The driver switches the lights on from the app for 10 s (lines 530 to 534).

  @req-REMOTE-21
  Rule: The lights are on for 10 s

    Scenario Outline: The lights of a vehicle that is <bus> are on for 10 s on a lights order
      Given all doors are <doors>
      And the vehicle is <bus>
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      And all doors stay <doors> for 60 s after the order

      Examples:
        | bus     | doors    |
        | awake   | locked   |
        | asleep  | locked   |
        | started | unlocked |

    @lighting_sidelights
    Scenario Outline: The sidelights of a vehicle that is <bus> are on for 10 s on a lights order
      Given all doors are <doors>
      And the vehicle is <bus>
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all

      Examples:
        | bus    | doors    |
        | awake  | unlocked |
        | asleep | locked   |

    Scenario: The lights are on for 10 s on each of two lights orders, a minute apart
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all

    Scenario: Without an order the lights stay off
      Given the vehicle is awake
      When 60 s pass
      Then the lights stay off for 60 s after the start of the wait

  @req-REMOTE-19
  Rule: The app shows within 8 s that the order is in progress

    Scenario: The lights button shows the order in progress
      When the driver orders the lights from the app
      Then the app shows that the lights order is in progress within 8 s of the order

  @req-REMOTE-18
  Rule: The order switches on what the vehicle is built for, and nothing else

    @lighting_hazard
    Scenario Outline: Hazard lights, and no sidelights, of a vehicle that is <bus>
      Given all doors are <doors>
      And the vehicle is <bus>
      When the driver orders the lights from the app
      Then the hazard lights are on in reaction to the order
      And the sidelights stay off for 30 s after the order
      And the horn stays silent for 30 s after the order

      Examples:
        | bus     | doors    |
        | awake   | unlocked |
        | asleep  | locked   |
        | started | unlocked |

    @calls @lighting_hazard @sos_buttons
    Scenario: Hazard lights, and no sidelights, during a breakdown call
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver orders the lights from the app
      Then the hazard lights are on in reaction to the order
      And the sidelights stay off for 30 s after the order

    @lighting_sidelights
    Scenario Outline: Sidelights, and no hazard lights, of a vehicle that is <bus>
      Given all doors are <doors>
      And the vehicle is <bus>
      When the driver orders the lights from the app
      Then the sidelights are on in reaction to the order
      And the hazard lights stay off for 30 s after the order
      And the horn stays silent for 30 s after the order

      Examples:
        | bus    | doors    |
        | awake  | unlocked |
        | asleep | locked   |

  @req-REMOTE-20
  Rule: The app shows the order in progress before it shows the lights on

    Scenario Outline: The lights button of a vehicle that is <bus> shows the order in progress first
      Given the vehicle is <bus>
      When the driver orders the lights from the app
      Then the app shows the lights order in progress first, and then as carried out

      Examples:
        | bus    |
        | awake  |
        | asleep |

  @req-REMOTE-29
  Rule: The app shows for 10 s that the lights are on

    Scenario Outline: The app shows the lights of a vehicle that is <bus> as on for 10 s
      Given the vehicle is <bus>
      When the driver orders the lights from the app
      Then the app shows that the lights are on in reaction to the order
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 60 s
      And the app shows the lights on only while they are on

      Examples:
        | bus    |
        | awake  |
        | asleep |

    @lighting_sidelights
    Scenario: The app shows sidelights for 10 s as well
      When the driver orders the lights from the app
      Then the app shows that the lights are on in reaction to the order
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 60 s
      And the app shows the lights on only while they are on

    Scenario: The app shows the lights as on for 10 s on each of two lights orders
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the app shows that the lights are on in reaction to the order
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 60 s
      And the app shows the lights on only while they are on
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the app shows that the lights are on in reaction to the order
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 60 s
      And the app shows the lights on only while they are on

    @private_mode
    Scenario: The app never shows lights on that the vehicle does not switch on
      Given the vehicle is in private mode
      When the driver orders the lights from the app
      Then the app does not show that the lights are on for 2 min after the order
      And the lights stay off for 2 min after the order
