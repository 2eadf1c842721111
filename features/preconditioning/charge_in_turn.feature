Feature: Pre-conditioning and a charge that was ordered, refused or begun before
  What pre-conditioning does to a charge does not depend on what came before (lines 486 to 498).

  Rule: A charge is interrupted and resumed however it began

    Scenario Outline: At <outside> °C a charge of <energy> is interrupted and resumed each time, however it began
      Given the temperature outside is <outside> °C
      And charging is in deferred mode
      And the battery level is 55 %
      And all doors are locked
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the vehicle is plugged into a regular station
      And the driver programmes the charge 5:00 min ahead in the app
      Then charging is running in reaction to the charge time
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders the horn from the app, and 3 s later the lights
      And the driver refreshes the home page by sliding it down
      And 2 min pass
      Then charging stays off for 2 min after the end of the charge
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders a lock from the app, and 3 s later pre-conditioning
      Then pre-conditioning is running in reaction to the second order
      And charging is off in reaction to the start of pre-conditioning
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      And charging is running in reaction to the end of pre-conditioning
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 60 s
      And charging is running in reaction to the end of pre-conditioning and stays so for 25 min

      @hybrid @req-PRECOND-19 @req-PRECOND-20
      Examples:
        | outside | energy   |
        | 20      | a hybrid |

      @electric @req-PRECOND-24 @req-PRECOND-26 @req-PRECOND-27
      Examples:
        | outside | energy              |
        | 4.5     | an electric vehicle |

  Rule: A charge is resumed or begun at the end though station, plug or network change meanwhile

    Scenario Outline: At <outside> °C a charge of <energy> goes on at the end though station, plug and network change
      Given the temperature outside is <outside> °C
      And the battery level is 55 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      Given the charging station forbids charging
      When 60 s pass
      Given the charging station allows charging
      When 30 s pass
      Then charging stays off for 90 s after the end of the charge
      When the driver orders the end of pre-conditioning from the app
      Then charging is running in reaction to the order and stays so for 60 s
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the vehicle is unplugged
      And the vehicle loses the network for 10 s
      And the vehicle is plugged into a regular station
      And 30 s pass
      Then charging is off
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      And charging is running in reaction to the end of pre-conditioning and stays so for 60 s
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver turns the ignition on
      Given the charging station forbids charging
      When the driver turns the ignition off
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging stays off for 60 s after the end of pre-conditioning
      Given the charging station allows charging
      When 10 s pass
      Then charging is running
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      Given the charging station forbids charging
      When the driver orders a charge from the app
      And 30 s pass
      Given the charging station allows charging
      When 30 s pass
      Then charging is off
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 60 s
      And charging is running in reaction to the end of pre-conditioning and stays so for 15 min

      @hybrid @req-PRECOND-17 @req-PRECOND-19 @req-PRECOND-20 @req-PRECOND-21
      Examples:
        | outside | energy   |
        | 20      | a hybrid |

      @electric @req-PRECOND-17 @req-PRECOND-26 @req-PRECOND-27
      Examples:
        | outside | energy              |
        | -5      | an electric vehicle |

  @req-PRECOND-16 @req-PRECOND-17
  Rule: The last charge order during pre-conditioning counts, each time

    Scenario Outline: At <outside> °C the last charge order counts for <energy>, after refusals and in a second pre-conditioning
      Given the temperature outside is <outside> °C
      And charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the vehicle is plugged into a regular station
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders a charge from the app, and 3 s later the end of the charge
      And 10 s pass
      And the driver orders a charge from the app
      Then the vehicle accepts the charge order in reaction to the order
      And charging stays off for 60 s after the order
      When the driver refreshes the home page by sliding it down
      And the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      And charging is running in reaction to the end of pre-conditioning
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders immediate charging from the app, and 3 s later the horn
      And 30 s pass
      And the driver orders deferred charging from the app
      Then the vehicle accepts the charge order in reaction to the order
      When 10 s pass
      And the driver orders immediate charging from the app
      Then the vehicle accepts the charge order in reaction to the order
      And charging stays off for 60 s after the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 60 s
      And charging is running in reaction to the end of pre-conditioning and stays so for 25 min

      @hybrid
      Examples:
        | outside | energy   |
        | 20      | a hybrid |

      @electric
      Examples:
        | outside | energy              |
        | 4.5     | an electric vehicle |

  @req-PRECOND-21 @hybrid
  Rule: A charge that the station does not allow is not resumed, whatever is ordered

    Scenario: A station that no longer allows the charge keeps it off after pre-conditioning and orders
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders a lock from the app, and 3 s later pre-conditioning
      Then pre-conditioning is running in reaction to the second order
      Given the charging station forbids charging
      When the driver orders a charge from the app, and 3 s later the lights
      And the driver refreshes the home page by sliding it down
      And the driver orders immediate charging from the app, and 3 s later the horn
      And 1 min pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging stays off for 15 min after the end of pre-conditioning
      And the app goes on showing that the vehicle is not charging for 15 min after the end of pre-conditioning
      Given the charging station allows charging
      When 60 s pass
      Then charging is running

  Rule: What runs together goes on together whatever is ordered

    Scenario Outline: At <outside> °C a <kind> charge and pre-conditioning go on side by side whatever is ordered
      Given the temperature outside is <outside> °C
      And charging is in deferred mode
      And the battery level is 55 %
      And all doors are locked
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the vehicle is plugged into a <kind> station
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders a lock from the app, and 3 s later pre-conditioning
      Then pre-conditioning is running in reaction to the second order
      When the driver orders a charge from the app, and 3 s later the lights
      And the driver orders pre-conditioning from the app, and 3 s later the horn
      And the driver refreshes the home page by sliding it down
      And the driver programmes the charge 20 h ahead in the app
      And 10 min pass
      Then charging goes on for 10 min after the start of pre-conditioning
      And pre-conditioning goes on for 10 min after the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 5 min
      And charging goes on for 5 min after the start of pre-conditioning

      @electric @req-PRECOND-23
      Examples:
        | outside | kind |
        | 45      | fast |
        | -20     | fast |

      @electric @req-PRECOND-24 @req-PRECOND-25
      Examples:
        | outside | kind    |
        | 20      | regular |
