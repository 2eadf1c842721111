@rechargeable
Feature: Pre-conditioning a fifth time
  Each programme, order, unlock and charge counts as the first did (lines 476 to 500).

  @req-PRECOND-05 @req-PRECOND-08 @req-PRECOND-11 @req-PRECOND-12
  Rule: Each programme counts, with its notice, however many came before it

    Scenario Outline: Each of five programmes of <kind> starts in its window, after refusals, losses, a sleep and times that were too near
      Given the battery level is 90 %
      And all doors are locked
      When the driver programmes pre-conditioning 3 h ahead in the app
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When the driver programmes pre-conditioning 60 min ahead in the app
      And 25 min pass
      Then pre-conditioning stays off for 25 min after the programming
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver programmes pre-conditioning 8 h ahead in the app
      And 5 s pass
      And the vehicle loses its supply for 10 s
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver orders the end of pre-conditioning from the app
      And 25 h pass by the calendar
      And the driver turns the ignition on
      And 5 s pass
      And the driver programmes pre-conditioning 46:00 min ahead on the touch screen
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver programmes pre-conditioning 44:00 min ahead on the touch screen
      And 45 min pass by the calendar in steps of 5 min
      Then pre-conditioning stays off for 5 min after the programming
      When it is 46 min before the target time of the next day by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time of the next day
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver programmes pre-conditioning 23 h ahead in the app
      And 5 s pass
      And the vehicle loses the network for 10 s
      And the driver turns the ignition off
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

  @hybrid @req-PRECOND-16 @req-PRECOND-17 @req-PRECOND-19 @req-PRECOND-20
  Rule: The charge of a hybrid is interrupted, resumed and begun each time

    Scenario: Each of five pre-conditionings of a hybrid interrupts the charge, and its end lets go on or begin what is wanted
      Given the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And charging is running
      And the ignition is on
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver presses the button in the charging hatch
      And the driver orders a charge from the app
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      And charging is running in reaction to the end of pre-conditioning
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders immediate charging from the app
      And 20 s pass
      Then charging is off
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 10 s
      And charging is running in reaction to the end of pre-conditioning and stays so for 15 min

  @req-PRECOND-14 @req-PRECOND-15
  Rule: Each door counts, also of a vehicle that sleeps

    Scenario Outline: On <kind> that sleeps each door that is unlocked alone keeps pre-conditioning off, and stops it
      Given the battery level is 90 %
      And the <first> alone is unlocked
      And the vehicle is asleep
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 30 s after the order
      When the driver locks the vehicle with the key
      And 3 h pass by the calendar
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the <second> alone is unlocked
      Then pre-conditioning is off 60 s after the unlock and stays so for 60 s
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 30 s after the order
      When the driver locks the vehicle with the key
      And 25 h pass by the calendar
      And the trunk alone is unlocked
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 30 s after the order
      When the driver locks the vehicle with the key
      And 3 h pass by the calendar
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the <third> alone is unlocked
      Then pre-conditioning is off 60 s after the unlock and stays so for 60 s

      @electric
      Examples:
        | kind                | first      | second      | third     |
        | an electric vehicle | rear right | front right | rear left |

      @hybrid
      Examples:
        | kind     | first      | second    | third       |
        | a hybrid | front left | rear left | front right |
