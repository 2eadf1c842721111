@connected
Feature: Country of the app on an iPhone
  The country is changed on the page of the login, which asks for a restart, and set back (lines 179 to 183).

  @req-ACCT-21 @req-ACCT-22 @req-ACCT-24 @req-ACCT-25
  Rule: The country of the iPhone app is changed by "MODIFY" and a restart, and set back, and login works

    Scenario: The control "MODIFY" of the login of an iPhone changes the country and sets it back, with which the login works
      Given the app is on an iPhone
      And the owner is logged out
      When the user opens the app
      Then the page has "MODIFY" in reaction to the opening of the page and stay so for 60 s
      When the user follows "MODIFY" in the app
      And the user chooses Germany on the page
      Then the page asks to close and relaunch the app in reaction to the last tap and stay so for 60 s
      When the user closes and relaunches the app
      Then the page shows Germany as the country in reaction to the opening of the page and stay so for 60 s
      When the user follows "MODIFY" in the app
      And the user chooses France on the page
      And the user closes and relaunches the app
      Then the page shows France as the country in reaction to the opening of the page and stay so for 60 s
      When the owner logs in on the page
      Then the page shows the account of the owner in reaction to the sending of the form and stay so for 60 s

    Scenario: The country of an iPhone stays as it is where nobody changes it
      Given the app is on an iPhone
      And the owner is logged out
      When the user follows "MODIFY" in the app
      Then the page offers Germany as the country in reaction to the last tap and stay so for 60 s
      When the user closes and relaunches the app
      Then the page shows France as the country in reaction to the opening of the page and stay so for 60 s
