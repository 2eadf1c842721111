@connected
Feature: Way to recalls
  The icon at the top right of the app leads to the recalls of a vehicle (lines 416 to 418).

  @req-RECALL-02 @req-RECALL-03
  Rule: The icon at the top right leads to "My recall reminder" and its check

    Scenario: The way to "My recall reminder" of the app leads to the check of the vehicle, which tells of its recall
      Given a recall campaign for the vehicle is running
      When the user follows "the icon at the top right > My recall reminder > the vehicle" in the app
      Then the page has "Check" in reaction to the last tap and stay so for 60 s
      And the app tells of no recall for 60 s after the last tap
      When the user taps "Check"
      Then the app tells of a running recall in reaction to the last tap and not again for 60 s
      And what the app tells is about the vehicle alone, with what to do

    Scenario: The way to "My recall reminder" of the app leads to the check of a second vehicle, which has no recall
      Given a second vehicle has been added to the account
      And a recall campaign for the vehicle is running
      When the user follows "the icon at the top right > My recall reminder > the second vehicle" in the app
      And the user taps "Check"
      Then the app says that no recall is under way in reaction to the last tap
