Feature: Pre-conditioning and charge
  What pre-conditioning does to a charge, and a charge ordered meanwhile (lines 474 and 486 to 498).

  @req-PRECOND-04 @electric
  Rule: While charging it costs no range

    @long
    Scenario: Charge and range are not lower at the end
      Given the temperature outside is 5 °C
      And the temperature in the cabin is 5 °C
      And the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When 10 min pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And the battery has not lost charge or range between the start of pre-conditioning and the end of pre-conditioning

  @req-PRECOND-16 @req-PRECOND-17
  Rule: A charge ordered meanwhile is launched when pre-conditioning stops

    @hybrid
    Scenario Outline: A hybrid takes <order> into account and begins to charge at the end
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      When the driver orders <order> from the app
      Then the vehicle accepts the charge order in reaction to the order
      And charging stays off for 60 s after the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning

      Examples:
        | order              |
        | a charge           |
        | immediate charging |

    @electric
    Scenario: An electric vehicle in the cold begins to charge at the end
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the temperature outside is 4.5 °C
      And pre-conditioning is running
      When the driver orders a charge from the app
      Then the vehicle accepts the charge order in reaction to the order
      And charging stays off for 60 s after the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning

    @electric
    Scenario: An electric vehicle where both may run charges after the end at the latest
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      When the driver orders a charge from the app
      Then the vehicle accepts the charge order in reaction to the order
      And it is reported when charging is running within 60 s of the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning

    @hybrid
    Scenario: Without an order no charge begins at the end
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging stays off for 5 min after the end of pre-conditioning

    @hybrid
    Scenario: A charge that the driver has ended does not begin at the end
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging stays off for 5 min after the end of pre-conditioning

  @req-PRECOND-18 @hybrid
  Rule: The app may tell that the charge waits

    Scenario: It is reported when a message tells that the charge waits
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      And the app is on its home page
      When the driver orders a charge from the app
      Then the vehicle accepts the charge order in reaction to the order
      And it is reported when the app shows an information message within 60 s of the order

  @req-PRECOND-19 @hybrid
  Rule: On a hybrid it interrupts the charge

    Scenario: The charge is interrupted at the start
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      And charging stays off for 60 s after the end of the charge

    Scenario: Without pre-conditioning the charge goes on
      Given the vehicle is plugged into a regular station
      And charging is running
      When 5 min pass
      Then charging goes on for 5 min after the start of the wait

  @req-PRECOND-20 @hybrid
  Rule: On a hybrid the charge is resumed at the end

    @long
    Scenario: The charge is resumed at the end of the programme
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver programmes pre-conditioning 46:00 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And charging is off in reaction to the start of pre-conditioning
      And pre-conditioning is off 10 min after the target time
      And charging is running in reaction to the end of pre-conditioning

    Scenario: The charge is resumed when the driver ends it
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When 60 s pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      And the app shows that the vehicle is charging in reaction to the end of pre-conditioning

  @req-PRECOND-21 @hybrid
  Rule: The charge is resumed only where the station allows it

    Scenario: No charge resumes after pre-conditioning when the station no longer allows it
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      And the charging station forbids charging
      When 60 s pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging stays off for 5 min after the end of pre-conditioning
      And the app goes on showing that the vehicle is not charging for 5 min after the end of pre-conditioning

  @req-PRECOND-23 @electric
  Rule: Fast charging and pre-conditioning run together without condition

    Scenario Outline: At <outside> °C outside a fast charge goes on
      Given the temperature outside is <outside> °C
      And the vehicle is plugged into a fast station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging goes on for 60 s after the start of pre-conditioning

      Examples:
        | outside |
        | 4.5     |
        | 20      |
        | 35.5    |

  @req-PRECOND-24 @req-PRECOND-25 @electric
  Rule: From 5 to 35 °C a regular charge and pre-conditioning run together

    Scenario Outline: At <outside> °C outside a regular charge goes on
      Given the temperature outside is <outside> °C
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging goes on for 60 s after the start of pre-conditioning

      Examples:
        | outside |
        | 5       |
        | 20      |
        | 35      |

    Scenario: A charge order while both run leaves both running
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When the driver orders a charge from the app
      Then the vehicle accepts the charge order in reaction to the order
      And charging goes on for 60 s after the order
      And pre-conditioning goes on for 60 s after the order

  @req-PRECOND-24 @req-PRECOND-26 @req-PRECOND-27 @electric
  Rule: Outside 5 to 35 °C a regular charge is interrupted and resumed at the end

    Scenario Outline: At <outside> °C outside a regular charge is interrupted and resumed
      Given the temperature outside is <outside> °C
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      And charging stays off for 60 s after the end of the charge
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning

      Examples:
        | outside |
        | 4.5     |
        | 35.5    |
