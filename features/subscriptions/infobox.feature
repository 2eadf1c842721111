@connected @infobox_country
Feature: Termination of the InfoBox
  In France and Spain the end of its contract puts the InfoBox out of service for good, without compensation (line 271).

  @req-SUBS-24 @req-SUBS-25
  Rule: The end of the contract puts the InfoBox out of service, and nothing brings it back

    Scenario: The InfoBox cannot be subscribed to again once its contract has ended
      Given the owner has a contract for the InfoBox that was bought 100 days ago
      When the owner asks in the contact form to end the contract for the InfoBox
      Then the owner's contract for the InfoBox is ended in reaction to the request and stay so for 60 s
      When the owner subscribes to the InfoBox
      Then the page refuses the request in reaction to the request
      And the owner's contract for the InfoBox stays ended for 60 s after the request
      When the office has the date of 1 days later
      Then the owner's contract for the InfoBox stays ended for 60 s after the date

    Scenario: The InfoBox cannot be subscribed to by a new owner once its contract has ended
      Given the owner has a contract for the InfoBox that was bought 100 days ago
      When the owner asks in the contact form to end the contract for the InfoBox
      Then the owner's contract for the InfoBox is ended in reaction to the request and stay so for 60 s
      When the new owner subscribes to the InfoBox
      Then the page refuses the request in reaction to the request

    Scenario: A vehicle that never had an InfoBox can have a contract for the InfoBox
      When the owner subscribes to the InfoBox
      Then the owner's contract for the InfoBox is in force in reaction to the request and stay so for 60 s

  @req-SUBS-27
  Rule: Nothing is refunded when the contract of an InfoBox ends

    Scenario: The end of a contract for the InfoBox pays nothing back
      Given the owner has a contract for the InfoBox that was bought 100 days ago
      When the owner asks in the contact form to end the contract for the InfoBox
      Then the owner's contract for the InfoBox is ended in reaction to the request and stay so for 60 s
      And nothing is paid back for 60 s after the request
