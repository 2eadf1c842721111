@rechargeable @long
Feature: Pre-conditioning after sleeps
  Orders, locks and times that are set count out of each sleep, however long (lines 476 to 500).

  @req-PRECOND-14 @req-PRECOND-15 @req-PRECOND-16 @req-PRECOND-17
  Rule: Orders of pre-conditioning and of a charge in it count out of each sleep

    Scenario Outline: At <outside> °C pre-conditioning of <kind> follows orders, locks and charge orders out of sleeps of hours and days
      Given the temperature outside is <outside> °C
      And charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the vehicle is asleep
      When 3 h pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders a charge from the app
      And the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      And charging is running in reaction to the end of pre-conditioning
      When the driver presses the button in the charging hatch
      And 25 h pass by the calendar
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the driver locks the vehicle with the key
      And 90 h pass by the calendar
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders immediate charging from the app
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When 3 h pass by the calendar
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle from inside
      Then pre-conditioning is off 60 s after the unlock and stays so for 60 s
      And charging is running in reaction to the end of pre-conditioning and stays so for 5 min

      @electric
      Examples:
        | outside | kind                |
        | 35.5    | an electric vehicle |

      @hybrid
      Examples:
        | outside | kind     |
        | 35      | a hybrid |

  @req-PRECOND-05 @req-PRECOND-09 @req-PRECOND-10 @req-PRECOND-12
  Rule: What is set counts after a sleep of days

    Scenario: Programmes and a charge time that are set after 8 days of sleep count
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the vehicle is asleep
      When 192 h pass by the calendar
      And the driver turns the ignition on
      And 5 s pass
      And the driver programmes the charge 10:00 min ahead on the touch screen
      And the driver programmes pre-conditioning 3 h ahead on the touch screen
      And the driver turns the ignition off
      Then the charge begins at the charge time and not before
      When the driver presses the button in the charging hatch
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver orders the end of pre-conditioning from the app
      And the driver programmes pre-conditioning 23 h ahead in the app
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
