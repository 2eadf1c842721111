@connected
Feature: Authentication of the user
  Remote services know their user before they act (line 549).

  @req-ACTIV-01
  Rule: An order from a user who is not authenticated is refused

    Scenario: An order is refused as long as the smartphone has not been validated
      Given all doors are unlocked
      And the driver is logged in with the account of the subscription on a new smartphone
      When the driver orders a lock from the app
      Then the app tells of a refused order in reaction to the order
      And all doors stay unlocked for 60 s after the order

    Scenario: The same order works once the smartphone has been validated
      Given all doors are unlocked
      And a new smartphone is registered with the account of the subscription
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order
