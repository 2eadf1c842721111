@connected
Feature: Days of the activation
  The activation is to be finished within six days, or the contract ends by itself (line 560). The sixth day is the last
  one (AMB-31).

  @req-ACTIV-09
  Rule: Activation that is finished by the sixth day keeps the contract; after that the contract ends by itself

    Scenario Outline: An activation that is finished <days> days after subscribing keeps the contract
      Given the owner has subscribed to Remote Control <days> days ago and not activated it
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the owner's contract for Remote Control is in force in reaction to the identification of the key and stay so for 60 s
      When the office has the date of 2 days later
      Then the owner's contract for Remote Control stays in force for 60 s after the date

      Examples:
        | days |
        | 0    |
        | 5    |
        | 6    |

    Scenario Outline: A contract that was not activated ends when <days> days have passed since subscribing
      Given the owner has subscribed to Remote Control 5 days ago and not activated it
      When the office has the date of <later> days later
      Then the owner's contract for Remote Control is ended in reaction to the date and stay so for 60 s

      Examples:
        | days | later |
        | 7    | 2     |
        | 30   | 25    |

    Scenario: A contract that was not activated waits for its activation on the sixth day
      Given the owner has subscribed to Remote Control 5 days ago and not activated it
      When the office has the date of 1 days later
      Then the owner's contract for Remote Control goes on waiting for its activation for 60 s after the date

    Scenario: A contract that was not activated ends as the days pass
      Given it is 2026-06-10 at 23:55 where the customer lives
      And the owner has subscribed to Remote Control 6 days ago and not activated it
      When 6 min pass
      Then the owner's contract for Remote Control is ended in reaction to the start of the wait and stay so for 60 s

    Scenario Outline: A contract that was signed on <signed> waits for its activation on <sixth> at 23:50 in <town>
      Given the customer lives in <town>
      And it is <sixth> at 12:00 where the customer lives
      And the owner has subscribed to Remote Control 6 days ago and not activated it
      When it is <sixth> at 23:50 where the customer lives
      Then the owner's contract for Remote Control goes on waiting for its activation for 60 s after the date
      When it is <seventh> at 00:10 where the customer lives
      Then the owner's contract for Remote Control is ended in reaction to the date and stay so for 60 s

      Examples:
        | signed     | sixth      | seventh    | town    |
        | 2028-02-23 | 2028-02-29 | 2028-03-01 | Paris   |
        | 2027-02-22 | 2027-02-28 | 2027-03-01 | Paris   |
        | 2026-06-24 | 2026-06-30 | 2026-07-01 | Paris   |
        | 2026-03-23 | 2026-03-29 | 2026-03-30 | Paris   |
        | 2026-10-20 | 2026-10-26 | 2026-10-27 | Paris   |
        | 2026-12-26 | 2027-01-01 | 2027-01-02 | Paris   |
        | 2028-02-29 | 2028-03-06 | 2028-03-07 | Paris   |
        | 2026-12-31 | 2027-01-06 | 2027-01-07 | Paris   |
        | 2026-05-22 | 2026-05-28 | 2026-05-29 | Cayenne |

    Scenario: The key does not activate a contract that has ended
      Given the owner has subscribed to Remote Control 7 days ago, too long for its activation
      And all doors are locked
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      And the driver orders an unlock from the app
      Then all doors stay locked for 2 min after the order
      And the owner's contract for Remote Control stays ended for 2 min after the order

    Scenario: A contract that ended for want of an activation can be subscribed to again
      Given the owner has subscribed to Remote Control 7 days ago, too long for its activation
      When the owner subscribes to Remote Control
      Then the owner's contract for Remote Control is waiting for its activation in reaction to the request and stay so for 60 s
