Feature: Remote lights
  The driver switches the lights on from the app for 10 s (lines 530 to 534).

  @req-REMOTE-21
  Rule: The lights are on for 10 s

    Scenario Outline: The lights of a vehicle that is <bus> go out 10 s after they came on
      Given the vehicle is <bus>
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are off 10 s after the start of the lights

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario: Without an order the lights stay off
      Given the vehicle is awake
      When 60 s pass
      Then the lights are off

  @req-REMOTE-19
  Rule: The app shows within 8 s that the order is in progress

    Scenario: The lights button shows the order in progress
      When the driver orders the lights from the app
      Then the app shows that the lights order is in progress within 8 s of the order
