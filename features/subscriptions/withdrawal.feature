@connected
Feature: Withdrawal from a contract
  A purchase can be withdrawn from for 14 days and is then reimbursed (line 252); a free trial ends whenever the
  customer wants (line 253). Days are calendar days where the customer lives (AMB-13).

  @req-SUBS-12
  Rule: A purchase can be withdrawn from up to the fourteenth day after it, and not on the fifteenth

    Scenario Outline: A contract can be withdrawn from <days> days after its purchase
      Given the owner has a contract for Danger Zone Alerts that was bought <days> days ago
      When the owner withdraws from the contract for Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is ended in reaction to the request and stay so for 60 s
      When the office has the date of 1 days later
      Then the owner's contract for Danger Zone Alerts stays ended for 60 s after the date

      Examples:
        | days |
        | 0    |
        | 13   |
        | 14   |

    Scenario Outline: A contract cannot be withdrawn from <days> days after its purchase
      Given the owner has a contract for Danger Zone Alerts that was bought <days> days ago
      When the owner withdraws from the contract for Danger Zone Alerts
      Then the page refuses the request in reaction to the request
      And the owner's contract for Danger Zone Alerts stays in force for 60 s after the request
      And nothing is paid back for 60 s after the request

      Examples:
        | days |
        | 15   |
        | 16   |
        | 45   |

    Scenario Outline: A contract of <bought> at 00:10 can be withdrawn from on <withdrawn> at 23:50 in <town>
      Given the customer lives in <town>
      And it is <withdrawn> at 23:50 where the customer lives
      And the owner has a contract for Danger Zone Alerts that was bought on <bought> at 00:10
      When the owner withdraws from the contract for Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is ended in reaction to the request and stay so for 60 s

      Examples:
        | bought     | withdrawn  | town    |
        | 2028-02-15 | 2028-02-29 | Paris   |
        | 2027-02-15 | 2027-03-01 | Paris   |
        | 2026-12-20 | 2027-01-03 | Paris   |
        | 2028-02-29 | 2028-03-14 | Paris   |
        | 2026-12-31 | 2027-01-14 | Paris   |
        | 2026-10-18 | 2026-11-01 | Paris   |
        | 2026-03-22 | 2026-04-05 | Paris   |
        | 2026-05-14 | 2026-05-28 | Cayenne |

    Scenario Outline: A contract of <bought> at 23:50 cannot be withdrawn from on <withdrawn> at 00:10 in <town>
      Given the customer lives in <town>
      And it is <withdrawn> at 00:10 where the customer lives
      And the owner has a contract for Danger Zone Alerts that was bought on <bought> at 23:50
      When the owner withdraws from the contract for Danger Zone Alerts
      Then the page refuses the request in reaction to the request
      And the owner's contract for Danger Zone Alerts stays in force for 60 s after the request

      Examples:
        | bought     | withdrawn  | town    |
        | 2028-02-15 | 2028-03-01 | Paris   |
        | 2027-02-15 | 2027-03-02 | Paris   |
        | 2026-12-20 | 2027-01-04 | Paris   |
        | 2028-02-29 | 2028-03-15 | Paris   |
        | 2026-08-31 | 2026-09-15 | Paris   |
        | 2026-10-18 | 2026-11-02 | Paris   |
        | 2026-03-22 | 2026-04-06 | Paris   |
        | 2026-05-13 | 2026-05-28 | Cayenne |

    Scenario: A contract that was withdrawn from and bought again can be withdrawn from again
      Given the owner has a contract for Danger Zone Alerts that was bought 3 days ago
      When the owner withdraws from the contract for Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is ended in reaction to the request
      When the owner subscribes to Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is in force in reaction to the request
      When the owner withdraws from the contract for Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is ended in reaction to the request and stay so for 60 s

    Scenario: A withdrawal from one contract leaves the others in force
      Given the owner has a contract for Danger Zone Alerts that was bought 3 days ago
      When the owner withdraws from the contract for Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is ended in reaction to the request and stay so for 60 s
      And the owner's contract for Connected Navigation stays in force for 60 s after the request
      And the owner's contract for Remote Control stays in force for 60 s after the request

    Scenario: A contract of another account cannot be withdrawn from
      Given the owner has a contract for Danger Zone Alerts that was bought 3 days ago
      When the new owner withdraws from the contract for Danger Zone Alerts
      Then the page says why it refuses in reaction to the request
      And the owner's contract for Danger Zone Alerts stays in force for 60 s after the request
      And nothing is paid back for 60 s after the request

  @req-SUBS-13
  Rule: A withdrawal pays the whole price back

    Scenario Outline: The price of a contract for <service> is paid back on its withdrawal <days> days after its purchase
      Given the owner has a contract for <service> that was bought <days> days ago
      When the owner withdraws from the contract for <service>
      Then the price is paid back in reaction to the request and not again for 60 s
      And the sum that was paid back is the whole price

      Examples:
        | service              | days |
        | Danger Zone Alerts   | 0    |
        | Danger Zone Alerts   | 14   |
        | Connected Navigation | 7    |

    Scenario: Without a withdrawal nothing of the price of a contract is paid back
      Given the owner has a contract for Danger Zone Alerts that was bought 3 days ago
      When 5 min pass
      Then nothing is paid back for 5 min after the start of the wait

  @req-SUBS-14
  Rule: A free trial can be ended on any of its days, also after the fifteenth

    Scenario Outline: A free trial that began <days> days ago can be ended
      Given the owner has a free trial of Danger Zone Alerts that began <days> days ago
      When the owner withdraws from the contract for Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is ended in reaction to the request and stay so for 60 s

      Examples:
        | days |
        | 0    |
        | 14   |
        | 15   |
        | 16   |
        | 60   |

    Scenario: A free trial can be ended a moment after it was taken
      When the owner takes a free trial of Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is in force in reaction to the request
      When the owner withdraws from the contract for Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is ended in reaction to the request and stay so for 60 s
