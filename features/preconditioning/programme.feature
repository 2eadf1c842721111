@rechargeable
Feature: Programmed pre-conditioning
  The driver programmes the time of use; the vehicle does the rest (lines 476 to 482).

  @req-PRECOND-05
  Rule: It starts between 30 and 45 minutes before the target time

    Scenario Outline: A programme set <ahead> ahead starts in its window
      When the driver programmes pre-conditioning <ahead> ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time

      Examples:
        | ahead  |
        | 50 min |
        | 8 h    |

    Scenario: Without a programme it does not start
      Given all doors are locked
      When 2 h pass
      Then pre-conditioning stays off for 2 h after the start of the wait

  @req-PRECOND-08
  Rule: The programmed time is the time of use

    Scenario: The vehicle is told the time of use and starts before it
      When the driver programmes pre-conditioning 2 h ahead in the app
      Then the programme reaches the vehicle in reaction to the programming
      And the programme names the target time
      And pre-conditioning starts between 30 min and 45 min before the target time

  @req-PRECOND-11
  Rule: The first launch needs 45 minutes between programming and target time

    Scenario: A programme set 46:00 min ahead starts the same day
      When the driver programmes pre-conditioning 46:00 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario: A programme set 44:00 min ahead waits for the next day
      When the driver programmes pre-conditioning 44:00 min ahead in the app
      Then pre-conditioning stays off for 44 min after the programming
      And pre-conditioning starts between 30 min and 45 min before the target time of the next day

    Scenario: A programme changed to 44:00 min ahead waits for the next day
      Given pre-conditioning is programmed 2 h ahead in the app
      When 5 min pass
      And the driver programmes pre-conditioning 44:00 min ahead in the app
      Then pre-conditioning stays off for 44 min after the programming
      And pre-conditioning starts between 30 min and 45 min before the target time of the next day

    Scenario: A programme received 45:00 min ahead starts the same day
      Given the ignition is on
      When the driver programmes pre-conditioning 45:00 min ahead on the touch screen
      And the driver turns the ignition off
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario: A programme received 44:59 min ahead waits for the next day
      Given the ignition is on
      When the driver programmes pre-conditioning 44:59 min ahead on the touch screen
      And the driver turns the ignition off
      Then pre-conditioning stays off for 44 min after the programming
      And pre-conditioning starts between 30 min and 45 min before the target time of the next day

  @req-PRECOND-12 @req-PRECOND-13
  Rule: The programme is stored in the vehicle

    Scenario Outline: It starts after the vehicle <loss>
      Given pre-conditioning is programmed 2 h ahead in the app
      When the vehicle <loss>
      Then pre-conditioning starts between 30 min and 45 min before the target time

      Examples:
        | loss                          |
        | turns the ignition on and off |
        | leaves the network            |

    Scenario: An order does not reach a vehicle outside the network
      When the vehicle leaves the network
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order

  @req-PRECOND-09
  Rule: The charge is programmed on the touch screen

    Scenario: The charge begins at the time that was set on the page ELECTRICAL > Charge
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver programmes the charge 30 min ahead on the touch screen
      And the driver turns the ignition off
      Then charging stays off for 29:50 min after the programming
      And charging is running in reaction to the charge time

  @req-PRECOND-10
  Rule: Pre-conditioning is programmed on the touch screen

    Scenario: It starts before the time that was set on the page AIR CONDITIONING > OPTIONS
      Given the ignition is on
      When the driver programmes pre-conditioning 2 h ahead on the touch screen
      And the driver turns the ignition off
      Then pre-conditioning starts between 30 min and 45 min before the target time
