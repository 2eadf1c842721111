@rechargeable @private_menu_menu
Feature: Programmes that fall due in a privacy mode
  What is stored in the vehicle takes effect in each mode, and an unlock stops it (lines 466 and 476 to 500).

  @req-PRECOND-05 @req-PRECOND-07 @req-PRECOND-13 @req-PRECOND-15
  Rule: A programme starts, ends and is stopped by an unlock in each privacy mode

    Scenario Outline: In <mode> mode programmes of <kind> start in their window, end in time and stop with an unlock
      Given the battery level is 80 %
      And all doors are locked
      And the ignition is on
      When the driver programmes pre-conditioning 50 min ahead <first>
      And 5 s pass
      And the driver selects <mode> mode on the touch screen
      And the driver turns the ignition off
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And pre-conditioning is off 10 min after the target time and stays so for 5 min
      When the driver turns the ignition on
      And 5 s pass
      And the driver selects geolocated mode on the touch screen
      And the driver programmes pre-conditioning 3 h ahead <second>
      And 5 s pass
      And the driver selects <mode> mode on the touch screen
      And the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver turns the ignition off
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock and stays so for 5 min

      @electric
      Examples:
        | mode    | kind                | first      | second              |
        | private | an electric vehicle | in the app | on the touch screen |

      @hybrid @intermediate_mode
      Examples:
        | mode         | kind     | first               | second     |
        | intermediate | a hybrid | on the touch screen | in the app |

  @req-PRECOND-09 @req-PRECOND-10 @req-CHARGE-06
  Rule: What the touch screen is told in a privacy mode, and what the app has told before, takes effect

    Scenario Outline: In <mode> mode charge times and a programme take effect, and the hatch button does
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver programmes the charge 10:00 min ahead in the app
      And 5 s pass
      And the driver selects <mode> mode on the touch screen
      And the driver turns the ignition off
      Then the charge begins at the charge time and not before
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver turns the ignition on
      And 5 s pass
      And the driver programmes the charge 10:00 min ahead on the touch screen
      And the driver programmes pre-conditioning 60 min ahead on the touch screen
      And the driver turns the ignition off
      Then the charge begins at the charge time and not before
      When it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver turns the ignition on
      And 5 s pass
      And the driver selects geolocated mode on the touch screen
      And 10 s pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging is running

      @private_mode
      Examples:
        | mode    |
        | private |

      @hybrid @intermediate_mode
      Examples:
        | mode         |
        | intermediate |

  Rule: In private mode a programme interrupts the charge and lets it go on

    Scenario Outline: In private mode a programme at <outside> °C interrupts the charge of <kind>, which goes on after it and after an unlock
      Given the temperature outside is <outside> °C
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is programmed 50 min ahead in the app
      And the vehicle is in private mode
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And charging is off in reaction to the start of pre-conditioning
      And pre-conditioning is off 10 min after the target time
      And charging is running in reaction to the end of pre-conditioning and stays so for 60 s
      When the driver turns the ignition on
      And 5 s pass
      And the driver programmes pre-conditioning 50 min ahead on the touch screen
      And the driver turns the ignition off
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And charging is off in reaction to the start of pre-conditioning
      When the driver unlocks the vehicle from inside
      Then pre-conditioning is off 60 s after the unlock and stays so for 60 s
      And charging is running in reaction to the end of pre-conditioning and stays so for 15 min

      @electric @private_mode @req-PRECOND-24 @req-PRECOND-26 @req-PRECOND-27
      Examples:
        | outside | kind                |
        | -0.5    | an electric vehicle |

      @hybrid @private_mode @req-PRECOND-19 @req-PRECOND-20
      Examples:
        | outside | kind     |
        | 14.5    | a hybrid |
