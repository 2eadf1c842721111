@rechargeable
Feature: Charging beside and after other functions
  App, button in the hatch and programmed time do their part whatever was ordered, refused or set before (line 466).

  @req-CHARGE-01 @req-CHARGE-02 @req-CHARGE-03 @req-CHARGE-04
  Rule: Charging follows app and button in the hatch in any order

    Scenario: Charging follows app and hatch button after orders that were refused
      Given charging is in deferred mode
      And all doors are unlocked
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the vehicle is plugged into a regular station
      Then charging stays off for 5 min after the plugging in
      When the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 60 s
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button and stays so for 60 s
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When the driver orders a charge from the app, and 3 s later pre-conditioning
      And the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      And charging is in deferred mode
      When the vehicle is unplugged
      And the driver orders immediate charging from the app
      Then charging stays off for 60 s after the order
      When the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the vehicle is plugged into a regular station
      Then charging stays off for 60 s after the plugging in
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order and stays so for 15 min
      And charging is in deferred mode

  @req-CHARGE-01 @req-CHARGE-03 @req-CHARGE-04
  Rule: Charging follows app and button in the hatch whatever else the vehicle does

    Scenario: Charging follows app and hatch button among programmes, locks, lights, horn and refreshes
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is programmed 20 h ahead in the app
      And the charge is programmed 20 h ahead in the app
      When the driver orders an unlock from the app, and 3 s later a charge
      Then charging is running in reaction to the second order and stays so for 60 s
      When the driver refreshes the home page by sliding it down
      And the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 60 s
      When the driver orders the lights from the app, and 3 s later immediate charging
      Then charging is running in reaction to the second order
      And charging is in immediate mode
      When the driver orders the horn from the app, and 3 s later deferred charging
      Then charging is off in reaction to the second order
      And charging is in deferred mode
      When the driver orders a lock from the app, and 3 s later a charge
      Then charging is running in reaction to the second order
      When the driver orders the lights from the app
      And the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button and stays so for 60 s
      When the driver refreshes the home page by sliding it down
      And the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      And the app shows immediate charging in reaction to the order
      When the driver orders a lock from the app
      And the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button and stays so for 15 min
      And charging is in deferred mode
      And the app shows deferred charging in reaction to the press of the hatch button and stays so for 60 s

    Scenario: Charging follows app and hatch button after pre-conditioning that ran, was stopped and was refused
      Given charging is in deferred mode
      And the battery level is 60 %
      And the vehicle is plugged into a regular station
      And all doors are locked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      And charging is running
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      And charging is in deferred mode
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button and stays so for 15 min

    Scenario: Charging follows app and hatch button when a programmed charge runs
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the charge is programmed 5:00 min ahead in the app
      Then charging is running in reaction to the charge time
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order and stays so for 25 min
      And charging is in immediate mode

  @req-CHARGE-06 @req-PRECOND-09
  Rule: The time that was set last for the charge counts, wherever it was set

    Scenario: A time for the charge takes the place of one from elsewhere, touch screen and app in turn
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver programmes the charge 5 h ahead on the touch screen
      And 1 min pass
      And the driver programmes the charge 10:00 min ahead in the app
      Then the charge begins at the charge time and not before
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver programmes the charge 5 h ahead in the app
      And 1 min pass
      And the driver programmes the charge 10:00 min ahead on the touch screen
      Then the charge begins at the charge time and not before
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver programmes the charge 10:00 min ahead in the app
      And the driver turns the ignition off
      Then the charge begins at the charge time and not before

    Scenario Outline: A charge time that was set <place> counts after refused orders, the hatch button and other charges
      Given charging is in deferred mode
      And all doors are unlocked
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the vehicle is plugged into a regular station
      Given the ignition is on
      When the driver programmes the charge 60 min ahead <place>
      And the driver turns the ignition off
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders immediate charging from the app, and 3 s later a lock
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app, and 3 s later the lights
      Then charging is off in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver refreshes the home page by sliding it down
      And it is 10 min before the charge time by the vehicle's clock
      Then charging is off
      And charging is running in reaction to the charge time and stays so for 6 min

      Examples:
        | place               |
        | in the app          |
        | on the touch screen |

  @req-CHARGE-05
  Rule: A notification is sent of a charge that took several turns

    Scenario: The driver is notified once of the full charge after refusals, ends, interruptions and other orders
      Given charging is in deferred mode
      And the battery level is 98 %
      And the app is in the background
      And all doors are locked
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the vehicle is plugged into a regular station
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders immediate charging from the app, and 3 s later a lock
      And 10 s pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When the driver orders the horn from the app, and 3 s later the lights
      And the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      And the driver gets one notification of the full charge
