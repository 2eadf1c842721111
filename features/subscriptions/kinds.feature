@connected
Feature: Kinds of contract
  A customer can subscribe to several kinds of contract (line 61).

  @req-SUBS-01
  Rule: A customer can subscribe to contracts of more than one kind

    Scenario: Contracts of two kinds are subscribed to, one after the other, and both stay in force
      Given the owner has subscribed to Danger Zone Alerts
      When the owner subscribes to the InfoBox
      Then the owner's contract for the InfoBox is in force in reaction to the request and stay so for 60 s
      And the owner's contract for Danger Zone Alerts stays in force for 60 s after the request

    Scenario: A contract for a service that is in force is not made a second time, and is debited once
      Given the owner has subscribed to Danger Zone Alerts
      When the owner subscribes to Danger Zone Alerts
      Then the page says why it refuses in reaction to the request
      And no contract is made for 60 s after the request
      And the owner's contract for Danger Zone Alerts stays in force for 60 s after the request
      When the office has the date of 2 days later
      Then the account is debited in reaction to the date and not again for 60 s
      And the account has been debited once in all

    Scenario: A contract for a service that has ended is made a second time
      Given the owner's contract for Danger Zone Alerts has ended
      When the owner subscribes to Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is in force in reaction to the request and stay so for 60 s
