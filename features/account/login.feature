@connected
Feature: Login to an account
  User name and password open the account (line 168); who has lost the password sets a new one (line 174).

  @req-ACCT-13
  Rule: User name and password together give access

    Scenario Outline: User name and password open the account in the <surface>
      Given the owner is on the page of the login of the <surface>
      When the owner logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

      Examples:
        | surface |
        | store   |
        | app     |

  @req-ACCT-15
  Rule: A wrong user name or password is refused

    Scenario Outline: A login to the account with <slip> is refused
      Given the owner is on the page of the login of the app
      When the owner logs in with <slip>
      Then the page refuses the request in reaction to the login to the account
      And the account stays closed for 60 s after the login to the account

      Examples:
        | slip                             |
        | a wrong password                 |
        | no password                      |
        | the password in capitals         |
        | an unknown user name             |
        | the user name of another account |

    Scenario: A login to the account with the right password works after three refusals
      Given the owner is on the page of the login of the app
      When the owner logs in with a wrong password
      Then the page refuses the request in reaction to the login to the account
      When the owner logs in with a wrong password
      Then the page refuses the request in reaction to the login to the account
      When the owner logs in with a wrong password
      Then the page refuses the request in reaction to the login to the account
      When the owner logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

  @req-ACCT-16
  Rule: "Forgotten password" sets a new password

    Scenario: A new password that was set by its e-mail opens the account
      Given the owner is on the page of the login of the store
      When the owner uses "Forgotten password"
      Then an e-mail for a new password comes in reaction to the request and not again for 60 s
      And the last e-mail is for the owner alone
      When the owner opens the link of the last e-mail and sets a new password
      And 10 s pass
      And the owner logs in with the new password
      Then the account is open in reaction to the login to the account and stay so for 60 s

    Scenario: The old password no longer opens the account once a new one is set
      Given the owner is on the page of the login of the store
      When the owner uses "Forgotten password"
      Then an e-mail for a new password comes in reaction to the request
      When the owner opens the link of the last e-mail and sets a new password
      And 10 s pass
      And the owner logs in
      Then the page refuses the request in reaction to the login to the account
      And the account stays closed for 60 s after the login to the account

    Scenario: The old password opens the account until a new one is set
      Given the owner is on the page of the login of the store
      When the owner uses "Forgotten password"
      Then an e-mail for a new password comes in reaction to the request
      When the owner logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

    Scenario: An unknown e-mail address gets no e-mail for a new password
      Given the owner is on the page of the login of the store
      When somebody uses "Forgotten password" with an unknown e-mail address
      Then no e-mail for a new password comes for 5 min after the request
      When the owner uses "Forgotten password"
      Then an e-mail for a new password comes in reaction to the request and not again for 60 s

    Scenario: The link for a new password works once, and the password that was set stays
      Given the owner is on the page of the login of the store
      When the owner uses "Forgotten password"
      Then an e-mail for a new password comes in reaction to the request
      When the owner opens the link of the last e-mail and sets a new password
      And 10 s pass
      And somebody opens the link of the last e-mail again and sets another password
      Then the page says why it refuses in reaction to the opening of the link
      When the owner logs in with the new password
      Then the account is open in reaction to the login to the account and stay so for 60 s

    Scenario: The link for a new password is refused with a message after a year, and the password stays
      Given the owner is on the page of the login of the store
      When the owner uses "Forgotten password"
      Then an e-mail for a new password comes in reaction to the request
      When the office has the date of 366 days later
      And the owner opens the link of the last e-mail and sets a new password
      Then the page says why it refuses in reaction to the opening of the link
      When the owner logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

  @req-ACCT-18
  Rule: From version 1.22 of the app on, the first login after installing demands a new password

    Scenario Outline: Version <version> of the app demands a new password at the first login to the account
      Given version <version> of the app has just been installed
      When the owner logs in
      Then the app demands a new password in reaction to the login to the account and stay so for 60 s

      Examples:
        | version |
        | 1.22    |
        | 1.23    |
        | 2.0     |

    Scenario Outline: Version <version> of the app demands no new password at the first login to the account
      Given version <version> of the app has just been installed
      When the owner logs in
      Then the account is open in reaction to the login to the account and stay so for 60 s

      Examples:
        | version |
        | 1.9     |
        | 1.21    |

    Scenario: Version 1.22 of the app opens the account with the new password, and demands nothing at the next login
      Given version 1.22 of the app has just been installed
      When the owner logs in
      Then the app demands a new password in reaction to the login to the account
      When the owner sets a new password
      Then the account is open in reaction to the request and stay so for 60 s
      When the owner logs out
      And the owner logs in with the new password
      Then the account is open in reaction to the login to the account and stay so for 60 s

    Scenario: Each installation from version 1.22 of the app on demands a new password at the first login to the account
      Given version 1.22 of the app has just been installed
      When the owner logs in
      Then the app demands a new password in reaction to the login to the account
      When the owner sets a new password
      Then the account is open in reaction to the request
      Given version 1.23 of the app has just been installed
      When the owner logs in with the new password
      Then the app demands a new password in reaction to the login to the account and stay so for 60 s
