Feature: The battery level that pre-conditioning needs
  Below a level of the battery pre-conditioning is not available (lines 490 and 500).

  @req-PRECOND-22 @hybrid
  Rule: On a hybrid it needs 20 % of charge, or a charge that runs

    Scenario Outline: At <level> % without a plug it is not available
      Given the battery level is <level> %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order
      And pre-conditioning is refused because of the battery level in reaction to the order

      Examples:
        | level |
        | 19    |
        | 19.5  |

    Scenario: A programme does not start when the battery fell below 20 % while the vehicle slept
      Given the battery level is 20 %
      And pre-conditioning is programmed 50 min ahead in the app
      And the vehicle is asleep
      When the battery level falls to 19.5 %
      And 50 min pass
      Then pre-conditioning stays off for 50 min after the fall of the battery level

    Scenario: At 20 % it is available
      Given the battery level is 20 %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order

    Scenario: At 19 % it is not available while the charge does not run
      Given the battery level is 19 %
      And charging is in deferred mode
      And the vehicle is plugged into a regular station
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order
      And pre-conditioning is refused because of the battery level in reaction to the order

    Scenario: At 19 % it is available while the charge runs
      Given the battery level is 19 %
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the order

    Scenario: It is reported when a level that falls ends it
      Given the battery level is 20 %
      And pre-conditioning is running
      When the battery level falls to 19 %
      Then it is reported when pre-conditioning is off within 5 min of the fall of the battery level

  @req-PRECOND-28 @electric
  Rule: On an electric vehicle it needs 50 % of charge

    Scenario Outline: At <level> % it is not available
      Given the battery level is <level> %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order
      And pre-conditioning is refused because of the battery level in reaction to the order

      Examples:
        | level |
        | 49    |
        | 49.5  |

    Scenario: At 50 % it is available
      Given the battery level is 50 %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order

    Scenario Outline: At 49 % it is not available while a <kind> charge runs
      Given the battery level is 49 %
      And the vehicle is plugged into a <kind> station
      And charging is running
      And the battery level is 49 %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      And charging goes on for 60 s after the order
      And pre-conditioning is refused because of the battery level in reaction to the order

      Examples:
        | kind    |
        | regular |
        | fast    |

    Scenario: A programme starts nothing at 49 %
      Given pre-conditioning is programmed 50 min ahead in the app
      And the battery level is 49 %
      When 50 min pass
      Then pre-conditioning stays off for 50 min after the programming
      And pre-conditioning is refused because of the battery level

    Scenario: It is reported when a level that falls ends it on an electric vehicle
      Given the battery level is 50 %
      And pre-conditioning is running
      When the battery level falls to 49 %
      Then it is reported when pre-conditioning is off within 5 min of the fall of the battery level
