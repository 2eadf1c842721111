@connected @rechargeable
Feature: E-commands in intermediate mode, and what takes their place in the vehicle
  The intermediate mode lets no remote order through, those for charge and pre-conditioning among them (AMB-08); what
  the driver does at the vehicle works in it, and orders do again after it.

  @intermediate_mode @private_menu_menu @req-PRIV-05 @req-PRIV-11
  Rule: No e-command does anything in intermediate mode, and each does after it

    Scenario Outline: In intermediate mode no order and no programme from the app reaches charge and pre-conditioning of <kind>
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the vehicle is in intermediate mode
      And the vehicle is asleep
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the driver turns the ignition on
      And the driver orders immediate charging from the app, and 3 s later pre-conditioning
      And the driver programmes pre-conditioning 50 min ahead in the app
      And the driver programmes the charge 10 min ahead in the app
      Then charging stays in deferred mode for 60 s after the order
      And pre-conditioning stays off for 60 s after the second order
      When 25 min pass by the calendar in steps of 5 min
      Then charging stays off for 60 s after the start of the wait
      And pre-conditioning stays off for 60 s after the start of the wait
      When the driver selects geolocated mode on the touch screen
      And 5 s pass
      Then charging stays off for 60 s after the selection
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver selects intermediate mode on the touch screen
      And 5 s pass
      And the driver orders the end of pre-conditioning from the app, and 3 s later deferred charging
      Then pre-conditioning goes on for 60 s after the order
      And charging stays in immediate mode for 60 s after the second order
      When the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When the driver selects geolocated mode on the touch screen
      And 5 s pass
      And the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 60 s

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

  @private_mode @req-PRIV-02 @req-PRIV-06 @req-PRIV-07
  Rule: Nothing is told of what falls due in private mode

    Scenario: In private mode neither a charge time nor a programme that falls due is told, nor an unlock in it
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the charge is programmed 10 min ahead in the app
      And pre-conditioning is programmed 55 min ahead in the app
      And the vehicle is in private mode
      And the vehicle is asleep
      Then charging is running in reaction to the charge time
      And pre-conditioning is running within 15 min of the charge time
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock and stays so for 60 s
      And nothing of the vehicle reaches the back office for 20 min after the charge time
      And no maintenance data reach the back office for 20 min after the charge time
      And no vehicle information reaches the app over the network for 20 min after the charge time

  @intermediate_mode @req-PRIV-03
  Rule: What falls due in intermediate mode is told without the position

    Scenario: In intermediate mode a charge time and a programme that fall due are told without the position
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the charge is programmed 10 min ahead in the app
      And pre-conditioning is programmed 55 min ahead in the app
      And the vehicle is in intermediate mode
      And the vehicle is asleep
      Then charging is running in reaction to the charge time
      And vehicle data reach the back office in reaction to the charge time
      And pre-conditioning is running within 15 min of the charge time
      When the driver unlocks the vehicle with the key
      Then vehicle data reach the back office in reaction to the unlock
      And no position reaches the back office for 30 min after the charge time
