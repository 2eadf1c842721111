@connected
Feature: Offer of the services store
  All connected services are on offer in the store (line 133); which of them for a vehicle follows from its energy.

  @req-STORE-05 @req-SUBS-02
  Rule: The store lists every connected service, with Remote Control and e-Remote Control among them

    Scenario: Every connected service is on offer for an electric vehicle in France
      Given the account is of France
      And the owner uses the store
      And an electric vehicle has been added to the account
      And an electric vehicle is selected
      When the user looks at the vehicles of the account
      Then every connected service is on offer in reaction to the look at the vehicles
      And Remote Control is on offer in reaction to the look at the vehicles
      And e-Remote Control is on offer in reaction to the look at the vehicles

    Scenario: Remote Control is on offer again for a vehicle whose contract for Remote Control has ended
      Given the owner's contract for Remote Control has ended
      When the user looks at the vehicles of the account
      Then Remote Control is on offer in reaction to the look at the vehicles
