@connected
Feature: Registration of an account
  An account is made in the store or in the app (line 151), and is active once the link of a mail has been opened (line 156).

  @req-ACCT-05 @req-ACCT-10 @req-ACTIV-03
  Rule: An account can be made both in the store and in the app, and an activation e-mail is sent

    Scenario Outline: A registration in the <surface> sends an activation e-mail to the new account
      Given the visitor is on the page of the login of the <surface>
      When the visitor registers
      Then an activation e-mail comes in reaction to the registration and not again for 60 s
      And the last e-mail is for the visitor alone

      Examples:
        | surface |
        | store   |
        | app     |

    Scenario: Without a registration no account gets an activation e-mail
      Given the visitor is on the page of the login of the app
      When 5 min pass
      Then no activation e-mail comes for 5 min after the start of the wait

  @req-ACCT-06
  Rule: Registering is refused when a field is missing

    Scenario Outline: A registration of an account without <field> is refused
      Given the visitor is on the page of the login of the store
      When the visitor registers without <field>
      Then the page refuses the request in reaction to the registration
      And no activation e-mail comes for 5 min after the registration

      Examples:
        | field             |
        | an e-mail address |
        | a password        |
        | a first name      |
        | a last name       |

    Scenario: A registration of an account that was refused works once the field is filled in
      Given the visitor is on the page of the login of the store
      When the visitor registers without a password
      Then the page refuses the request in reaction to the registration
      When the visitor registers
      Then an activation e-mail comes in reaction to the registration

    Scenario: A registration of an account with the e-mail address of another one is refused and sends nothing
      Given the visitor is on the page of the login of the store
      When the visitor registers with the e-mail address of the owner
      Then the page says why it refuses in reaction to the registration
      And no activation e-mail comes for 5 min after the registration
      When the owner logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

    Scenario: A registration of an account with what is no e-mail address is refused with a message
      Given the visitor is on the page of the login of the store
      When the visitor registers with an e-mail address without a sign at
      Then the page says why it refuses in reaction to the registration
      And no activation e-mail comes for 5 min after the registration

  @req-ACCT-07 @req-APP-04
  Rule: Login is refused until the link of the activation e-mail has been used, and works from then on

    Scenario Outline: A login to an account in the <surface> is refused before the link has been opened
      Given the visitor is on the page of the login of the <surface>
      And the visitor has registered
      When the visitor logs in
      Then the page refuses the request in reaction to the login to the account
      And the account stays closed for 60 s after the login to the account

      Examples:
        | surface |
        | store   |
        | app     |

    Scenario: A login to an account works once the link has been opened, and again later
      Given the visitor is on the page of the login of the app
      And the visitor has registered
      And the visitor has opened the link of the activation e-mail
      When the visitor logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s
      When the owner logs out
      And the visitor logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

    Scenario: The link of an activation e-mail that was used is refused with a message, and the account stays active
      Given the visitor is on the page of the login of the app
      And the visitor has registered
      And the visitor has opened the link of the activation e-mail
      When the visitor opens the link of the last e-mail
      Then the page says why it refuses in reaction to the opening of the link
      When the visitor logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

    Scenario: A login to an account that was made works a month later
      Given the visitor is on the page of the login of the app
      And the visitor has registered
      And the visitor has opened the link of the activation e-mail
      When the office has the date of 31 days later
      And the visitor logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

  @req-ACCT-11
  Rule: A new activation e-mail can be asked for, and its link works

    Scenario: The link of a new activation e-mail activates the account
      Given the visitor is on the page of the login of the app
      And the visitor has registered
      When the visitor asks for a new activation e-mail
      Then an activation e-mail comes in reaction to the request
      When the visitor opens the link of the last e-mail
      And 10 s pass
      And the visitor logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

    Scenario: An activation e-mail can be asked for twice
      Given the visitor is on the page of the login of the app
      And the visitor has registered
      When the visitor asks for a new activation e-mail
      Then an activation e-mail comes in reaction to the request
      When the visitor asks for a new activation e-mail
      Then an activation e-mail comes in reaction to the request
      When the visitor opens the link of the last e-mail
      And 10 s pass
      And the visitor logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

    Scenario: The link of an activation e-mail is refused with a message after a year, and that of a new one works
      Given the visitor is on the page of the login of the app
      And the visitor has registered
      When the office has the date of 366 days later
      And the visitor opens the link of the last e-mail
      Then the page says why it refuses in reaction to the opening of the link
      When the visitor logs in
      Then the page refuses the request in reaction to the login to the account
      When the visitor asks for a new activation e-mail
      Then an activation e-mail comes in reaction to the request
      When the visitor opens the link of the last e-mail
      And 10 s pass
      And the visitor logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s
