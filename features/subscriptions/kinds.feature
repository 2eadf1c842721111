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
