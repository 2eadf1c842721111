@rechargeable
Feature: The button in the charging hatch
  A button beside the socket chooses deferred charging (line 466).

  @req-CHARGE-04
  Rule: The button in the hatch chooses deferred charging

    Scenario Outline: A press on the button of a vehicle that is <bus> chooses deferred charging
      Given charging is in immediate mode
      And the vehicle is <bus>
      When the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button
      And the app shows deferred charging in reaction to the press of the hatch button

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario: A press ends the charge that runs
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button

    Scenario: A press in deferred mode leaves it deferred
      Given charging is in deferred mode
      When the driver presses the button in the charging hatch
      Then charging stays in deferred mode for 60 s after the press of the hatch button
