Feature: Pre-conditioning and charge
  What pre-conditioning does to a charge, and a charge ordered meanwhile (lines 474 and 486 to 498).

  @req-PRECOND-04 @electric
  Rule: While charging it costs no range

    Scenario Outline: At <outside> °C charge and range are not lower at the end of pre-conditioning at a <kind> station
      Given the temperature outside is <outside> °C
      And the temperature in the cabin is <outside> °C
      And the vehicle is plugged into a <kind> station
      And charging is running
      And pre-conditioning is running by <cause>
      When 10 min pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And the battery has not lost charge or range between the start of pre-conditioning and the end of pre-conditioning

      Examples:
        | outside | kind    | cause       |
        | 5       | regular | an order    |
        | 35      | regular | a programme |
        | -20     | fast    | an order    |

  @req-PRECOND-16 @req-PRECOND-17
  Rule: A charge ordered meanwhile is launched when pre-conditioning stops

    @hybrid
    Scenario Outline: A hybrid takes <order> during pre-conditioning by <cause> into account and charges once <end>
      Given charging is in deferred mode
      And the battery level is 30 %
      And the vehicle is plugged into a <kind> station
      And all doors are locked
      And pre-conditioning is running by <cause>
      When the driver orders <order> from the app
      Then the vehicle accepts the charge order in reaction to the order
      When the driver orders <another order> from the app
      And 5 min pass
      Then charging stays off for 5 min after the order
      When <end>
      Then pre-conditioning is off within 60 min of the start of pre-conditioning and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min

      Examples:
        | order              | another order    | kind    | cause       | end                                                        |
        | a charge           | a lock           | regular | an order    | the driver orders the end of pre-conditioning from the app |
        | immediate charging | the lights       | fast    | an order    | the driver orders the end of pre-conditioning from the app |
        | a charge           | the horn         | regular | a programme | the driver orders the end of pre-conditioning from the app |
        | a charge           | pre-conditioning | regular | an order    | the driver unlocks the vehicle with the key                |
        | immediate charging | a lock           | regular | a programme | the driver unlocks the vehicle with the key                |
        | a charge           | the lights       | regular | a programme | it is 9 min after the target time                          |

    @electric
    Scenario Outline: An electric vehicle at <outside> °C begins a charge that was ordered meanwhile once <end>
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the temperature outside is <outside> °C
      And all doors are locked
      And pre-conditioning is running by <cause>
      When the driver orders <order> from the app
      Then the vehicle accepts the charge order in reaction to the order
      When the driver orders <another order> from the app
      And 5 min pass
      Then charging stays off for 5 min after the order
      When <end>
      Then pre-conditioning is off within 60 min of the start of pre-conditioning and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min

      Examples:
        | outside | order              | another order | cause       | end                                                        |
        | 4.5     | a charge           | a lock        | an order    | the driver orders the end of pre-conditioning from the app |
        | -20     | a charge           | the horn      | a programme | the driver unlocks the vehicle with the key                |
        | 45      | immediate charging | the lights    | an order    | the driver unlocks the vehicle with the key                |

    @electric
    Scenario: An electric vehicle where both may run charges after the end of pre-conditioning at the latest
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      When the driver orders a charge from the app
      Then the vehicle accepts the charge order in reaction to the order
      And it is reported when charging is running within 60 s of the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min

    @hybrid
    Scenario Outline: Ordering <order> during pre-conditioning by <cause> keeps a hybrid from charging when <end>
      Given the vehicle is plugged into a regular station
      And charging is running
      And all doors are locked
      And pre-conditioning is running by <cause>
      When the driver orders <order> from the app
      Then the vehicle accepts the charge order in reaction to the order
      And charging stays off for 60 s after the order
      When <end>
      Then pre-conditioning is off within 60 min of the start of pre-conditioning and stays so for 5 min
      And charging stays off for 15 min after the end of pre-conditioning

      Examples:
        | order                 | cause       | end                                                        |
        | the end of the charge | an order    | the driver orders the end of pre-conditioning from the app |
        | deferred charging     | an order    | the driver orders the end of pre-conditioning from the app |
        | the end of the charge | a programme | the driver unlocks the vehicle with the key                |
        | deferred charging     | a programme | the driver unlocks the vehicle with the key                |

    @electric
    Scenario Outline: Ordering <order> during pre-conditioning in the cold keeps an electric vehicle from charging
      Given the temperature outside is 4.5 °C
      And the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When the driver orders <order> from the app
      Then the vehicle accepts the charge order in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging stays off for 15 min after the end of pre-conditioning

      Examples:
        | order                 |
        | the end of the charge |
        | deferred charging     |

    @electric
    Scenario Outline: Ordering <order> ends a charge beside pre-conditioning, when that ends at the latest
      Given the vehicle is plugged into a <kind> station
      And charging is running
      And pre-conditioning is running
      When the driver orders <order> from the app
      Then the vehicle accepts the charge order in reaction to the order
      And pre-conditioning goes on for 60 s after the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When 60 s pass
      Then charging is off

      Examples:
        | order                 | kind    |
        | the end of the charge | regular |
        | deferred charging     | fast    |

    @hybrid
    Scenario Outline: The last of two charge orders during pre-conditioning counts, <first> and then <last>
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      When the driver orders <first> from the app
      Then the vehicle accepts the charge order in reaction to the order
      When 60 s pass
      And the driver orders <last> from the app
      And 60 s pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging stays off for 5 min after the end of pre-conditioning

      Examples:
        | first              | last                  |
        | a charge           | the end of the charge |
        | immediate charging | deferred charging     |

    @hybrid
    Scenario: Without an order no charge begins at the end of pre-conditioning
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging stays off for 15 min after the end of pre-conditioning

    @hybrid
    Scenario: A charge that the driver has ended before does not begin at the end of pre-conditioning
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging stays off for 15 min after the end of pre-conditioning

  @req-PRECOND-18 @hybrid
  Rule: The app may tell that the charge waits

    Scenario: It is reported when a message tells that the charge waits for the end of pre-conditioning
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      And the app is on its home page
      When the driver orders a charge from the app
      Then the vehicle accepts the charge order in reaction to the order
      And it is reported when the app shows an information message within 60 s of the order

  @req-PRECOND-19 @hybrid
  Rule: On a hybrid it interrupts the charge

    Scenario Outline: At <outside> °C pre-conditioning interrupts a <kind> charge of a hybrid from start to end
      Given the temperature outside is <outside> °C
      And the battery level is <level> %
      And the vehicle is plugged into a <kind> station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 10 min
      And charging is off in reaction to the start of pre-conditioning
      And charging stays off for 10 min after the end of the charge

      Examples:
        | outside | kind    | level |
        | 20      | regular | 80    |
        | 20      | fast    | 50    |
        | -20     | regular | 19    |
        | 45      | fast    | 30    |

    Scenario: A station that allows the charge during pre-conditioning of a hybrid begins it at the end
      Given the charging station forbids charging
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      And the charging station allows charging
      When 60 s pass
      Then charging stays off for 60 s after the start of the wait
      When the driver orders the end of pre-conditioning from the app
      Then charging is running in reaction to the order and stays so for 6 min

    Scenario: Without pre-conditioning the charge of a hybrid goes on
      Given the vehicle is plugged into a regular station
      And charging is running
      When 15 min pass
      Then charging goes on for 15 min after the start of the wait

  @req-PRECOND-20 @hybrid
  Rule: On a hybrid the charge is resumed at the end

    Scenario: The charge is resumed at the end of the programme
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver programmes pre-conditioning 46:00 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And charging is off in reaction to the start of pre-conditioning and stays so for 5 min
      And pre-conditioning is off 10 min after the target time and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min

    Scenario Outline: The <kind> charge of a hybrid is resumed after pre-conditioning by <cause> once <end>
      Given the battery level is 30 %
      And the vehicle is plugged into a <kind> station
      And charging is running
      And all doors are locked
      And pre-conditioning is running by <cause>
      When 60 s pass
      And <end>
      Then pre-conditioning is off within 60 min of the start of pre-conditioning and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min
      And the app shows that the vehicle is charging in reaction to the end of pre-conditioning and stays so for 60 s

      Examples:
        | kind    | cause       | end                                                        |
        | regular | an order    | the driver orders the end of pre-conditioning from the app |
        | regular | a programme | the driver orders the end of pre-conditioning from the app |
        | regular | an order    | the driver unlocks the vehicle with the key                |
        | regular | a programme | the driver unlocks the vehicle with the key                |
        | fast    | an order    | the driver unlocks the vehicle from inside                 |
        | regular | an order    | 40 min pass                                                |

  @req-PRECOND-19 @req-PRECOND-20 @hybrid
  Rule: On a hybrid any charge is interrupted and resumed, however it began and whatever is ordered meanwhile

    Scenario: The charge is interrupted and resumed at a second pre-conditioning like at the first
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When 5 min pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      And charging stays off for 60 s after the end of the charge
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min

    Scenario: A charge that was ordered in deferred mode is interrupted by pre-conditioning and resumed after other orders
      Given charging is in deferred mode
      And the battery level is 60 %
      And the vehicle is plugged into a regular station
      And all doors are locked
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders a lock from the app, and 3 s later the lights
      And 25 min pass
      Then charging stays off for 25 min after the end of the charge
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 25 min

  @req-PRECOND-21 @hybrid
  Rule: The charge is resumed only where the station allows it

    Scenario Outline: No charge resumes after pre-conditioning by <cause> when the station no longer allows it and <end>
      Given the vehicle is plugged into a <kind> station
      And charging is running
      And all doors are locked
      And pre-conditioning is running by <cause>
      And the charging station forbids charging
      When 60 s pass
      And <end>
      Then pre-conditioning is off within 60 min of the start of pre-conditioning and stays so for 5 min
      And charging stays off for 15 min after the end of pre-conditioning
      And the app goes on showing that the vehicle is not charging for 15 min after the end of pre-conditioning

      Examples:
        | kind    | cause       | end                                                        |
        | regular | an order    | the driver orders the end of pre-conditioning from the app |
        | fast    | a programme | the driver unlocks the vehicle with the key                |

    @req-PRECOND-20
    Scenario: The charge resumes after pre-conditioning at a station that forbade charging in between
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      And the charging station forbids charging
      And the charging station allows charging
      When 60 s pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min

  @req-PRECOND-23 @electric
  Rule: Fast charging and pre-conditioning run together without condition

    Scenario Outline: At <outside> °C outside a fast charge goes on beside pre-conditioning by <cause>
      Given the temperature outside is <outside> °C
      And the vehicle is plugged into a fast station
      And the battery level is 50 %
      And charging is running
      And pre-conditioning is running by <cause>
      When 10 min pass
      Then charging goes on for 10 min after the start of pre-conditioning
      And pre-conditioning goes on for 10 min after the start of pre-conditioning

      Examples:
        | outside | cause    |
        | -20     | an order |
        | 4.5     | an order |
        | 20      | an order |
        | 35.5    | an order |
        | 45      | an order |

    Scenario Outline: At <outside> °C a fast charge goes on beside a programme of pre-conditioning
      Given the temperature outside is <outside> °C
      And the vehicle is plugged into a fast station
      And the battery level is 50 %
      When the driver programmes pre-conditioning 46:00 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And charging goes on for 10 min after the start of pre-conditioning

      Examples:
        | outside |
        | -20     |
        | 40      |

    Scenario: At -30 °C a fast charge that begins with the plug during pre-conditioning runs beside it
      Given the temperature outside is -30 °C
      And pre-conditioning is running
      When the vehicle is plugged into a fast station
      Then charging is running in reaction to the plugging in and stays so for 6 min
      And pre-conditioning goes on for 5 min after the plugging in

  @req-PRECOND-24 @req-PRECOND-25 @electric
  Rule: From 5 to 35 °C a regular charge and pre-conditioning run together

    Scenario Outline: At <outside> °C outside a regular charge goes on beside pre-conditioning by <cause>
      Given the temperature outside is <outside> °C
      And the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running by <cause>
      When 10 min pass
      Then charging goes on for 10 min after the start of pre-conditioning
      And pre-conditioning goes on for 10 min after the start of pre-conditioning

      Examples:
        | outside | cause       |
        | 5       | an order    |
        | 5       | a programme |
        | 20      | an order    |
        | 20      | a programme |
        | 35      | an order    |
        | 35      | a programme |

    Scenario: A charge order while both run leaves both running
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When the driver orders a charge from the app
      Then the vehicle accepts the charge order in reaction to the order
      And charging goes on for 10 min after the order
      And pre-conditioning goes on for 10 min after the order

    Scenario: A vehicle that slept from a night of -5 °C to a day of 20 °C charges on beside pre-conditioning
      Given the temperature outside is -5 °C
      And charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And the vehicle is asleep
      When 6 h pass by the calendar
      And the temperature outside changes to 20 °C
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders pre-conditioning from the app
      And 10 min pass
      Then charging goes on for 10 min after the start of pre-conditioning
      And pre-conditioning goes on for 10 min after the start of pre-conditioning

  @req-PRECOND-24 @req-PRECOND-26 @req-PRECOND-27 @electric
  Rule: Outside 5 to 35 °C a regular charge is interrupted and resumed at the end

    Scenario Outline: At <outside> °C a programme interrupts a regular charge until <end>
      Given the temperature outside is <outside> °C
      And the vehicle is plugged into a regular station
      And charging is running
      And all doors are locked
      When the driver programmes pre-conditioning 46:00 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And charging is off in reaction to the start of pre-conditioning
      And charging stays off for 5 min after the end of the charge
      When <end>
      Then pre-conditioning is off within 60 min of the start of pre-conditioning and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min

      Examples:
        | outside | end                                                        |
        | -20     | it is 9 min after the target time                          |
        | 4.5     | the driver orders the end of pre-conditioning from the app |
        | 35.5    | the driver orders the end of pre-conditioning from the app |
        | 45      | the driver unlocks the vehicle with the key                |

    Scenario Outline: At <outside> °C an order of pre-conditioning interrupts a regular charge until <end>
      Given the temperature outside is <outside> °C
      And the vehicle is plugged into a regular station
      And charging is running
      And all doors are locked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      And charging stays off for 5 min after the end of the charge
      When <end>
      Then pre-conditioning is off within 60 min of the start of pre-conditioning and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min

      Examples:
        | outside | end                                                        |
        | -20     | the driver orders the end of pre-conditioning from the app |
        | 4.5     | the driver orders the end of pre-conditioning from the app |
        | 4.5     | the driver unlocks the vehicle with the key                |
        | 35.5    | the driver orders the end of pre-conditioning from the app |
        | 45      | the driver orders the end of pre-conditioning from the app |

    Scenario: A vehicle that slept from a day of 20 °C to a night of -5 °C interrupts its charge for pre-conditioning
      Given the temperature outside is 20 °C
      And charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And the vehicle is asleep
      When 6 h pass by the calendar
      And the temperature outside changes to -5 °C
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 60 s
      And charging is off in reaction to the start of pre-conditioning
      And charging stays off for 5 min after the end of the charge

    Scenario: A programme that was set at 20 °C interrupts the charge when it starts at -5 °C
      Given the temperature outside is 20 °C
      And the vehicle is plugged into a regular station
      And charging is running
      And all doors are locked
      When the driver programmes pre-conditioning 2 h ahead in the app
      And the temperature outside changes to -5 °C
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And charging is off in reaction to the start of pre-conditioning
      And charging stays off for 5 min after the end of the charge

    Scenario: At 4.5 °C a regular charge is resumed after each of two pre-conditionings, and for good
      Given the temperature outside is 4.5 °C
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning and stays so for 45 min
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min

    Scenario: At 4.5 °C a charge that was ordered in deferred mode is interrupted and resumed after other orders
      Given the temperature outside is 4.5 °C
      And charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders a lock from the app, and 3 s later the lights
      And 10 min pass
      Then charging stays off for 10 min after the end of the charge
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging is running in reaction to the end of pre-conditioning and stays so for 6 min
