@rechargeable @long
Feature: Charging after sleeps
  Orders and the button in the hatch count out of each sleep, however long (line 466).

  @req-CHARGE-01 @req-CHARGE-03 @req-CHARGE-04
  Rule: Charging follows app and hatch button out of each sleep

    Scenario Outline: Charging of <kind> follows app and hatch button out of sleeps of hours and days
      Given charging is in deferred mode
      And the battery level is 60 %
      And the vehicle is plugged into a regular station
      And the vehicle is asleep
      When 3 h pass
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When 25 h pass by the calendar
      And the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      And charging is in immediate mode
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When 3 h pass by the calendar
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When 90 h pass by the calendar
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When 60 s pass
      And the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When 25 h pass
      And the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When 3 h pass by the calendar
      And the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button and stays so for 15 min
      And charging is in deferred mode

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |
