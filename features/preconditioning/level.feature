Feature: The battery level that pre-conditioning needs
  Below a level of the battery pre-conditioning is not available (lines 490 and 500).

  @req-PRECOND-22 @hybrid
  Rule: On a hybrid it needs 20 % of charge, or a charge that runs

    Scenario Outline: At <level> % a hybrid without a plug is not pre-conditioned
      Given the battery level is <level> %
      When the driver orders pre-conditioning from the app
      And 30 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order
      And it is reported when pre-conditioning is refused because of the battery level within 60 s of the order

      Examples:
        | level |
        | 0     |
        | 10    |
        | 19    |
        | 19.5  |

    Scenario Outline: At <level> % a hybrid without a plug is pre-conditioned
      Given the battery level is <level> %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 5 min

      Examples:
        | level |
        | 20    |
        | 21    |
        | 100   |

    Scenario Outline: A programme starts nothing on a hybrid at <level> %
      Given pre-conditioning is programmed 50 min ahead in the app
      And the battery level is <level> %
      When 65 min pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 5 min after the programming

      Examples:
        | level |
        | 5     |
        | 19.5  |

    Scenario: A programme starts on a hybrid at 20 %
      Given the battery level is 20 %
      When the driver programmes pre-conditioning 50 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario: A programme does not start when the battery fell below 20 % while the vehicle slept
      Given the battery level is 20 %
      And pre-conditioning is programmed 50 min ahead in the app
      And the vehicle is asleep
      When the battery level falls to 19.5 %
      And 65 min pass
      Then pre-conditioning stays off for 65 min after the fall of the battery level

    Scenario Outline: At 19 % a hybrid at a <kind> station whose charge is deferred is not pre-conditioned
      Given the battery level is 19 %
      And charging is in deferred mode
      And the vehicle is plugged into a <kind> station
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order
      And charging stays off for 15 min after the order

      Examples:
        | kind    |
        | regular |
        | fast    |

    Scenario: At 10 % a hybrid whose station forbids charging is not pre-conditioned
      Given the battery level is 10 %
      And the vehicle is plugged into a regular station
      And the charging station forbids charging
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order

    Scenario: At 10 % a hybrid whose charge the driver has ended is not pre-conditioned
      Given the battery level is 10 %
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order

    Scenario Outline: At <level> % a hybrid is pre-conditioned while a <kind> charge runs
      Given the battery level is <level> %
      And the vehicle is plugged into a <kind> station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 5 min
      And charging stays off for 60 s after the end of the charge

      Examples:
        | level | kind    |
        | 1     | regular |
        | 15    | fast    |
        | 19    | regular |

    Scenario: It is reported when a level that falls ends pre-conditioning on a hybrid
      Given the battery level is 20 %
      And pre-conditioning is running
      When the battery level falls to 19 %
      Then it is reported when pre-conditioning is off within 5 min of the fall of the battery level

  @req-PRECOND-28 @electric
  Rule: On an electric vehicle it needs 50 % of charge

    Scenario Outline: At <level> % an electric vehicle is not pre-conditioned
      Given the battery level is <level> %
      When the driver orders pre-conditioning from the app
      And 30 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order
      And it is reported when pre-conditioning is refused because of the battery level within 60 s of the order

      Examples:
        | level |
        | 0     |
        | 21    |
        | 49    |
        | 49.5  |

    Scenario: At 49 % an electric vehicle that waits for a deferred charge is not pre-conditioned
      Given the battery level is 49 %
      And charging is in deferred mode
      And the vehicle is plugged into a regular station
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order

    Scenario Outline: At <level> % an electric vehicle is pre-conditioned
      Given the battery level is <level> %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 5 min

      Examples:
        | level |
        | 50    |
        | 51    |
        | 100   |

    Scenario Outline: At <level> % an electric vehicle is not pre-conditioned while a <kind> charge runs
      Given the battery level is <level> %
      And the vehicle is plugged into a <kind> station
      And charging is running
      And the battery level is <level> %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      And charging goes on for 60 s after the order

      Examples:
        | level | kind    |
        | 20    | regular |
        | 49    | regular |
        | 49    | fast    |

    Scenario Outline: A programme starts nothing on an electric vehicle at <level> %
      Given pre-conditioning is programmed 50 min ahead in the app
      And the battery level is <level> %
      When 65 min pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 5 min after the programming

      Examples:
        | level |
        | 20    |
        | 49    |

    Scenario: A programme starts on an electric vehicle at 50 %
      Given the battery level is 50 %
      When the driver programmes pre-conditioning 50 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario: A programme does not start when the battery fell below 50 % while the vehicle slept
      Given the battery level is 50 %
      And pre-conditioning is programmed 50 min ahead in the app
      And the vehicle is asleep
      When the battery level falls to 49.5 %
      And 65 min pass
      Then pre-conditioning stays off for 65 min after the fall of the battery level

    Scenario: An electric vehicle that was refused at 49 % is pre-conditioned at 50 %
      Given the battery level is 49 %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      Given the battery level is 50 %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 5 min

    Scenario: It is reported when a level that falls ends pre-conditioning on an electric vehicle
      Given the battery level is 50 %
      And pre-conditioning is running
      When the battery level falls to 49 %
      Then it is reported when pre-conditioning is off within 5 min of the fall of the battery level
