@connected
Feature: Maintenance booklet
  The electronic booklet begins at a point of sale and is finalised in the app; then it shows what repairers have
  entered (lines 302 to 326). It is 28 May 2026.

  @req-MAINT-01 @req-MAINT-03 @req-MAINT-04 @req-MAINT-18
  Rule: The booklet takes the point of sale, the e-mail address of the account, and the finalised subscription

    Scenario: The booklet is in force once the point of sale has the owner's address and the subscription is finalised
      Given the owner has given the e-mail address of the account at the point of sale
      When the owner finalises the subscription to the maintenance e-book
      Then the owner's contract for the maintenance e-book is in force in reaction to the request and stay so for 5 min

    Scenario: The booklet waits for the owner to finalise the subscription
      When the owner gives the e-mail address of the account at the point of sale
      Then the owner's contract for the maintenance e-book is waiting for its activation in reaction to the request and stay so for 60 s
      When the office has the date of 1 days later
      Then the owner's contract for the maintenance e-book goes on waiting for its activation for 60 s after the date

    Scenario: Without the point of sale the subscription to the booklet is not finalised
      When the owner finalises the subscription to the maintenance e-book
      Then the page refuses the request in reaction to the request
      And the owner has no contract for the maintenance e-book for 60 s after the request

    Scenario: Without an e-mail address nobody is registered at the point of sale, and with it the owner is
      When the owner gives no e-mail address at the point of sale
      Then the page refuses the request in reaction to the request
      And the owner has no contract for the maintenance e-book for 60 s after the request
      When the owner gives the e-mail address of the account at the point of sale
      Then the owner's contract for the maintenance e-book is waiting for its activation in reaction to the request and stay so for 60 s

    Scenario: With another e-mail address at the point of sale the account gets no booklet
      Given the owner has given another e-mail address at the point of sale
      When the owner finalises the subscription to the maintenance e-book
      Then the page refuses the request in reaction to the request
      And the owner has no contract for the maintenance e-book for 60 s after the request
      And the new owner has no contract for the maintenance e-book for 60 s after the request

    Scenario Outline: With <address> at the point of sale the booklet <shows> a repair in the account
      Given the owner has given <address> at the point of sale
      And the owner has finalised the subscription to the maintenance e-book
      When the office has the date of 1 days later
      Given a repairer has carried out an oil change on 2026-05-29 and entered it
      When the owner looks at the booklet
      Then the booklet <shows> an oil change in reaction to the look at the booklet

      Examples:
        | address                           | shows         |
        | the e-mail address of the account | shows         |
        | another e-mail address            | does not show |

    Scenario: A booklet shows no repair until its subscription is finalised
      Given the owner has given the e-mail address of the account at the point of sale
      And a repairer has carried out an oil change on 2026-05-28 and entered it
      When the owner looks at the booklet
      Then the booklet does not show an oil change in reaction to the look at the booklet
      When the owner finalises the subscription to the maintenance e-book
      And the office has the date of 1 days later
      Given a repairer has carried out new brake pads on 2026-05-29 and entered it
      When the owner looks at the booklet
      Then the booklet shows new brake pads in reaction to the look at the booklet

  @req-MAINT-12 @pc_fr
  Rule: The booklet costs nothing

    Scenario: The booklet is subscribed to free of charge, and no invoice follows
      Given the owner has given the e-mail address of the account at the point of sale
      And the owner has finalised the subscription to the maintenance e-book
      When the office has the date of 3 days later
      Then the last contract was made free of charge
      And no invoice is listed for 5 min after the date

  @req-MAINT-11 @req-MAINT-19 @pc_fr
  Rule: What repairers enter appears by itself

    Scenario: Repairs appear in the booklet when the repairer enters them, each once
      Given the owner has had the maintenance e-book since 2026-05-01
      And a repairer has carried out an oil change on 2026-05-20
      When the owner looks at the booklet
      Then the booklet does not show an oil change in reaction to the look at the booklet
      When a repairer enters what was carried out
      And the owner looks at the booklet
      Then the booklet shows an oil change in reaction to the look at the booklet
      Given a repairer has carried out new brake pads on 2026-05-28 and entered it
      When the owner looks at the booklet
      Then the booklet shows new brake pads in reaction to the look at the booklet
      And the booklet shows an oil change in reaction to the look at the booklet

  @req-MAINT-15
  Rule: Repairs before the contract was activated do not appear

    Scenario Outline: A booklet that was activated on <activated> <shown> a repair of <repair>
      Given the owner has had the maintenance e-book since <activated>
      And a repairer has carried out an oil change on <repair> and entered it
      When the owner looks at the booklet
      Then the booklet <shown> an oil change in reaction to the look at the booklet

      Examples:
        | activated  | repair     | shown         |
        | 2026-05-10 | 2026-05-11 | shows         |
        | 2026-05-10 | 2026-05-09 | does not show |
        | 2026-01-01 | 2025-12-31 | does not show |
        | 2026-05-01 | 2026-04-30 | does not show |
        | 2024-03-01 | 2024-02-29 | does not show |
        | 2024-02-29 | 2024-03-01 | shows         |
        | 2025-06-01 | 2025-06-02 | shows         |
        | 2025-06-01 | 2024-06-20 | does not show |

  @req-MAINT-16
  Rule: Of a vehicle that was resold with the service, earlier repairs appear too

    Scenario: The new owner sees a repair of the time in which the previous owner had the booklet
      Given the previous owner had the maintenance e-book from 2026-01-10 to 2026-05-01
      And the new owner has had the maintenance e-book since 2026-05-20
      And a repairer has carried out an oil change on 2026-03-15 and entered it
      When the new owner looks at the booklet
      Then the booklet shows an oil change in reaction to the look at the booklet

    Scenario: The new owner does not see an earlier repair where the previous owner had no booklet
      Given the new owner has had the maintenance e-book since 2026-05-20
      And a repairer has carried out an oil change on 2026-03-15 and entered it
      When the new owner looks at the booklet
      Then the booklet does not show an oil change in reaction to the look at the booklet

  @req-MAINT-17
  Rule: Without a contract in force no repair appears

    Scenario: Without a contract the booklet does not show a repair
      Given a repairer has carried out an oil change on 2026-05-28 and entered it
      When the owner looks at the booklet
      Then the booklet does not show an oil change in reaction to the look at the booklet

    Scenario: The booklet does not show a repair when the contract has ended
      Given the owner had the maintenance e-book from 2026-01-10 to 2026-05-27
      And a repairer has carried out an oil change on 2026-03-15 and entered it
      When the owner looks at the booklet
      Then the booklet does not show an oil change in reaction to the look at the booklet

    Scenario: The booklet of another vehicle of the account does not show a repair
      Given the owner has had the maintenance e-book since 2026-05-01
      And a repairer has carried out an oil change on 2026-05-20 and entered it
      And a second vehicle has been added to the account
      And the second vehicle is selected
      When the owner looks at the booklet
      Then the booklet does not show an oil change in reaction to the look at the booklet

    Scenario: The booklet of another account does not show a repair
      Given the owner has had the maintenance e-book since 2026-05-01
      And a repairer has carried out an oil change on 2026-05-20 and entered it
      When the new owner looks at the booklet
      Then the booklet does not show an oil change in reaction to the look at the booklet
