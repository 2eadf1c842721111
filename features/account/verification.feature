@connected @brand_ov
Feature: Verified accounts of Opel and Vauxhall
  Their web space has all of its features for an account that was verified, which a point of sale does (line 157). What
  takes it is the maintenance history.

  @req-ACCT-08 @req-ACCT-09
  Rule: The web space shows all features to an account whose owner was validated at a point of sale, and to no other

    Scenario: The web space keeps the maintenance history from an account that is not verified
      When the user opens the web space
      Then the page has "My Workshop" in reaction to the opening of the page and stay so for 60 s
      And the page has no "My maintenance history" in reaction to the opening of the page and stay so for 60 s

    Scenario: The web space shows the maintenance history to an account that a point of sale has verified
      When a point of sale validates the owner of the vehicle
      And the user opens the web space
      Then the page has "My maintenance history" in reaction to the opening of the page and stay so for 60 s
      When the owner logs out of the account
      And the user opens the web space
      And the owner logs in on the page
      Then the page has "My maintenance history" in reaction to the sending of the form and stay so for 60 s

    Scenario: The web space keeps the maintenance history from another account than the one that was verified
      When a point of sale validates the owner of the vehicle
      And the new owner sits down at the screen
      And the user opens the web space
      Then the page has "My Workshop" in reaction to the opening of the page and stay so for 60 s
      And the page has no "My maintenance history" in reaction to the opening of the page and stay so for 60 s

    Scenario: The web space shows the maintenance history to a verified account a month later too
      When a point of sale validates the owner of the vehicle
      And the office has the date of 31 days later
      And the user opens the web space
      Then the page has "My maintenance history" in reaction to the opening of the page and stay so for 60 s
