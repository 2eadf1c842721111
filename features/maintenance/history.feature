@connected @brand_ov
Feature: Maintenance history of Opel and Vauxhall
  Their web space shows what the network has done to the vehicle, once ownership has been verified and for the time since
  (line 320). It is 28 May 2026.

  @req-MAINT-13 @req-MAINT-14
  Rule: The web space shows what the network has done since ownership was verified

    Scenario: The maintenance history of the web space shows an oil change of 2026-05-28
      Given a point of sale has validated the owner of the vehicle
      And a repairer has carried out an oil change on 2026-05-28 and entered it
      When the user follows "My maintenance history" in the web space
      Then the page lists an oil change in reaction to the last tap and stay so for 60 s

    Scenario: The maintenance history of the web space shows an oil change of 2026-05-29
      Given a point of sale has validated the owner of the vehicle
      When the office has the date of 1 days later
      Given a repairer has carried out an oil change on 2026-05-29 and entered it
      When the user follows "My maintenance history" in the web space
      Then the page lists an oil change in reaction to the last tap and stay so for 60 s

    Scenario: The maintenance history of the web space shows nothing of the day before ownership was verified
      Given a point of sale has validated the owner of the vehicle
      And a repairer has carried out an oil change on 2026-05-27 and entered it
      When the user follows "My maintenance history" in the web space
      Then the page lists no repair in reaction to the last tap and stay so for 60 s

    Scenario Outline: The maintenance history of the web space begins on <verified> in <town>, when ownership was verified
      Given the customer lives in <town>
      And it is <verified> at <time> where the customer lives
      And a point of sale has validated the owner of the vehicle
      And a repairer has carried out an oil change on <before> and entered it
      When the user follows "My maintenance history" in the web space
      Then the page lists no repair in reaction to the last tap and stay so for 60 s
      Given a repairer has carried out an oil change on <verified> and entered it
      When the user follows "My maintenance history" in the web space
      Then the page lists an oil change in reaction to the last tap and stay so for 60 s

      Examples:
        | verified   | time  | before     | town    |
        | 2026-07-01 | 12:00 | 2026-06-30 | Paris   |
        | 2028-03-01 | 12:00 | 2028-02-29 | Paris   |
        | 2027-01-01 | 12:00 | 2026-12-31 | Paris   |
        | 2026-03-29 | 00:10 | 2026-03-28 | Paris   |
        | 2026-10-25 | 00:10 | 2026-10-24 | Paris   |
        | 2026-06-30 | 23:40 | 2026-06-29 | Cayenne |
        | 2028-02-29 | 12:00 | 2028-02-28 | Paris   |
        | 2026-08-31 | 12:00 | 2026-08-30 | Paris   |

    Scenario: The maintenance history of the web space is not shown to an owner who was not verified
      Given a repairer has carried out an oil change on 2026-05-28 and entered it
      When the user opens the web space
      Then the page has no "My maintenance history" in reaction to the opening of the page and stay so for 60 s
