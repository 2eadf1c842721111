@connected
Feature: Ways to unsubscribe and to cancel
  Where store and app end an account (lines 236 and 238), and where the store ends a contract (lines 258 and 259).

  @req-SUBS-05 @req-SUBS-06
  Rule: The account is unsubscribed from in the store and in the app

    Scenario: The way "MY ACCOUNT > MY PERSONAL INFORMATION" of the store leads to "UNSUBSCRIBE" at the bottom of the page
      When the user follows "MY ACCOUNT > MY PERSONAL INFORMATION" in the store
      Then the page has "UNSUBSCRIBE" at the bottom in reaction to the last tap and stay so for 60 s
      And the account stays open for 60 s after the last tap
      When the user taps "UNSUBSCRIBE"
      Then the account is closed in reaction to the last tap and stay so for 60 s
      When the owner logs in
      Then the page refuses the request in reaction to the login to the account

    Scenario: The way "CHARACTER" of the app leads to "UNSUBSCRIBE"
      When the user follows "CHARACTER" in the app
      Then the page has "UNSUBSCRIBE" in reaction to the last tap and stay so for 60 s
      And the account stays open for 60 s after the last tap
      When the user taps "UNSUBSCRIBE"
      Then the account is closed in reaction to the last tap and stay so for 60 s
      When the owner logs in
      Then the page refuses the request in reaction to the login to the account

  @req-SUBS-16 @req-SUBS-17
  Rule: The page "My services" of "My Account" has a control that cancels a contract

    Scenario: The way "My Account > My services" of the store leads to the contracts of the owner
      Given the owner has subscribed to Danger Zone Alerts
      When the user follows "My Account > My services" in the store
      Then the page has "Danger Zone Alerts" in reaction to the last tap and stay so for 60 s
      And the page lists Danger Zone Alerts as in force in reaction to the last tap and stay so for 60 s

    Scenario: The control "Cancel" of "My services" ends the contract once OK is clicked on
      Given the owner has subscribed to Danger Zone Alerts
      And a copy of an identity document is attached
      When the user follows "My Account > My services > Danger Zone Alerts" in the store
      Then the page has "Cancel" in reaction to the last tap and stay so for 60 s
      When the user taps "Cancel"
      Then the page asks for an OK in reaction to the last tap
      And the owner's contract for Danger Zone Alerts stays in force for 60 s after the last tap
      When the owner clicks on OK
      Then the owner's contract for Danger Zone Alerts is ended in reaction to the click and stay so for 60 s
      And the owner's contract for Connected Navigation stays in force for 60 s after the click

    Scenario: The way "My Account > My services" of the store shows no contract of another account
      Given the owner has subscribed to Danger Zone Alerts
      When the new owner sits down at the screen
      And the user follows "My Account > My services" in the store
      Then the page is "My services" in reaction to the last tap and stay so for 60 s
      And the page still has no "Danger Zone Alerts" for 60 s after the last tap

    Scenario: The way "My Account > My services" of the store leads to a contract that was made since the last look
      When the user follows "My Account > My services" in the store
      Then the page is "My services" in reaction to the last tap and stay so for 60 s
      And the page still has no "Danger Zone Alerts" for 60 s after the last tap
      Given the owner has subscribed to Danger Zone Alerts
      When the user follows "My Account > My services" in the store
      Then the page lists Danger Zone Alerts as in force in reaction to the last tap and stay so for 60 s
