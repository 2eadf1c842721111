@connected
Feature: Contracts of a vehicle that has a new owner
  The contract of a new owner ends that of the previous one (line 65), some can be used to their end (line 270).

  @req-SUBS-03
  Rule: The contract of the new owner ends that of the previous owner, who need not act

    Scenario: The previous owner's contract ends with the activation of the new owner's
      Given the new owner has a contract for Remote Control that waits for its activation
      And a new smartphone is registered with another account
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the new owner's contract for Remote Control is in force in reaction to the identification of the key and stay so for 60 s
      And the previous owner's contract for Remote Control is ended in reaction to the identification of the key and stay so for 60 s
      When the driver turns the ignition off
      And the office has the date of 1 days later
      Then the previous owner's contract for Remote Control stays ended for 60 s after the date

    Scenario: The activation of the new owner's contract for remote orders leaves the other contracts in force
      Given the new owner has a contract for Remote Control that waits for its activation
      And a new smartphone is registered with another account
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the previous owner's contract for Connected Navigation stays in force for 60 s after the identification of the key

  @req-SUBS-04
  Rule: As long as no new contract is signed, the old one stays until the previous owner ends it

    Scenario: A contract of the previous owner stays in force while the new owner signs nothing
      When the office has the date of 1 days later
      Then the previous owner's contract for Remote Control stays in force for 60 s after the date

    Scenario: The previous owner ends a contract of a vehicle that was sold
      Given the sale of the vehicle is given as the ground
      And a copy of an identity document is attached
      When the previous owner asks in the contact form to end the contract for Remote Control
      Then the previous owner's contract for Remote Control is ended in reaction to the request and stay so for 60 s

  @req-SUBS-22
  Rule: A new owner can use the navigation on the previous owner's contract while it runs

    Scenario Outline: The navigation has traffic data on a contract of the previous owner whose last day is <days> days ahead
      Given the new owner has a contract for Remote Control that was bought 3 days ago
      And the previous owner has a contract for Connected Navigation whose last day is <days> days ahead
      When the driver starts the vehicle
      Then the connected navigation has traffic data in reaction to the start and stay so for 60 s

      Examples:
        | days |
        | 0    |
        | 30   |

    Scenario: The navigation has no traffic data once the previous owner's contract ran out
      Given the new owner has a contract for Remote Control that was bought 3 days ago
      And the previous owner has a contract for Connected Navigation that ran out yesterday
      When the driver starts the vehicle
      Then the connected navigation stays without traffic data for 5 min after the start

    Scenario Outline: A contract of the previous owner whose last day is <last> in <town> ends with that day
      Given the customer lives in <town>
      And it is <last> at 12:00 where the customer lives
      And the previous owner has a contract for Connected Navigation whose last day is 0 days ahead
      When it is <last> at 23:50 where the customer lives
      Then the previous owner's contract for Connected Navigation stays in force for 60 s after the date
      When it is <next> at 00:10 where the customer lives
      Then the previous owner's contract for Connected Navigation is ended in reaction to the date and stay so for 60 s

      Examples:
        | last       | next       | town    |
        | 2026-06-30 | 2026-07-01 | Paris   |
        | 2028-02-29 | 2028-03-01 | Paris   |
        | 2026-12-31 | 2027-01-01 | Paris   |
        | 2026-03-29 | 2026-03-30 | Paris   |
        | 2026-10-25 | 2026-10-26 | Paris   |
        | 2026-05-28 | 2026-05-29 | Cayenne |

  @req-SUBS-23
  Rule: Once that contract has expired, the new owner can sign one of their own

    Scenario: A new owner signs a contract for the navigation when the previous owner's ran out
      Given the previous owner has a contract for Connected Navigation that ran out yesterday
      When the new owner subscribes to Connected Navigation
      Then the new owner's contract for Connected Navigation is in force in reaction to the request and stay so for 60 s
      When the driver starts the vehicle
      Then the connected navigation has traffic data in reaction to the start and stay so for 60 s
