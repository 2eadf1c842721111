@connected
Feature: Contact form
  Who cannot activate an account, log in, get trips or filter them reaches the form of "Contact and Assistance" in the app
  (lines 164, 185, 366 and 438).

  @req-ACCT-12 @req-ACCT-26 @req-BTTRIP-23 @req-TRIPS-17
  Rule: The contact form of the app is reached with and without an account that is open

    Scenario: The contact form is reached in the app by who has not activated the account
      Given the visitor is on the page of the login of the app
      And the visitor has registered
      When the user follows "Contact and Assistance" in the app
      Then the page has a field for a message in reaction to the last tap and stay so for 60 s
      When the user sends a message on the page
      Then the customer service gets the message in reaction to the sending of the form

    Scenario: The contact form is reached in the app by who cannot log in to the account
      Given the owner is on the page of the login of the app
      When the owner logs in with a wrong password
      And the user follows "Contact and Assistance" in the app
      Then the page has a field for a message in reaction to the last tap and stay so for 60 s
      When the user sends a message on the page
      Then the customer service gets the message in reaction to the sending of the form

    Scenario: The contact form is reached in the app by who is logged in and has trouble with trips
      When the user follows "Contact and Assistance" in the app
      Then the page has a field for a message in reaction to the last tap and stay so for 60 s
      And the customer service gets no message for 60 s after the last tap
      When the user sends a message on the page
      Then the customer service gets the message in reaction to the sending of the form

    Scenario: The contact form sends no message that is empty
      When the user follows "Contact and Assistance" in the app
      And the user sends the form of the page as it is
      Then the page refuses the request in reaction to the sending of the form
      And the customer service gets no message for 60 s after the sending of the form

    Scenario: The contact form sends a second message too
      When the user follows "Contact and Assistance" in the app
      And the user sends a message on the page
      Then a message comes to the customer service in reaction to the sending of the form and not again for 60 s
      When the user follows "Contact and Assistance" in the app
      And the user sends a message on the page
      Then a message comes to the customer service in reaction to the sending of the form and not again for 60 s
