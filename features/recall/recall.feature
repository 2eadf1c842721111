@connected
Feature: Recall campaigns
  The app tells whether a recall campaign is under way for a vehicle (lines 414 to 420).

  @req-RECALL-01 @req-RECALL-05
  Rule: The app tells whether a recall runs for the vehicle, with information and steps for it and no other

    Scenario: The app tells of a recall that runs for the vehicle, and what to do
      Given a recall campaign for the vehicle is running
      When the user picks the vehicle and taps "Check"
      Then the app tells of a running recall in reaction to the check and not again for 60 s
      And what the app tells is about the vehicle alone, with what to do

    Scenario: The app tells of a running recall at a second check too
      Given a recall campaign for the vehicle is running
      When the user picks the vehicle and taps "Check"
      Then the app tells of a running recall in reaction to the check
      When the user picks the vehicle and taps "Check"
      Then the app tells of a running recall in reaction to the check and not again for 60 s

    Scenario: The app says that no recall runs where there is no campaign
      When the user picks the vehicle and taps "Check"
      Then the app says that no recall is under way in reaction to the check
      And the app tells of no recall for 60 s after the check

    Scenario: The app says that no recall runs where the campaign has ended
      Given a recall campaign for the vehicle has ended
      When the user picks the vehicle and taps "Check"
      Then the app says that no recall is under way in reaction to the check
      And the app tells of no recall for 60 s after the check

    Scenario: The app tells of no recall for the vehicle where one runs for another vehicle
      Given a second vehicle has been added to the account
      And a recall campaign for the second vehicle is running
      When the user picks the vehicle and taps "Check"
      Then the app says that no recall is under way in reaction to the check
      And the app tells of no recall for 60 s after the check

    Scenario: The recall of a vehicle that is not in the account is not told
      Given a recall campaign for the second vehicle is running
      When the user picks the second vehicle and taps "Check"
      Then the page says why it refuses in reaction to the check
      And the app tells of no recall for 60 s after the check

  @req-RECALL-04
  Rule: The user picks a vehicle and starts the check

    Scenario: The recall of the second vehicle is told when that is picked
      Given a second vehicle has been added to the account
      And a recall campaign for the second vehicle is running
      When the user picks the second vehicle and taps "Check"
      Then the app tells of a running recall in reaction to the check and not again for 60 s
      And what the app tells is about the second vehicle alone, with what to do

    Scenario: Without a check the app tells of no recall
      Given a recall campaign for the vehicle is running
      When 5 min pass
      Then the app tells of no recall for 5 min after the start of the wait
