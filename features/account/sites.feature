@connected
Feature: What one account opens
  One account opens app, web space, services store and shop (lines 144 to 147), the pages of the web in every browser but
  Internet Explorer (AMB-15).

  @req-ACCT-01 @req-ACCT-02 @req-ACCT-03 @req-ACCT-04
  Rule: One account opens app, web space, services store and LifeStyle shop

    Scenario Outline: User name and password of one account open the <site>
      Given the owner is logged out
      When the user opens the <site>
      Then the page shows no account in reaction to the opening of the page and stay so for 60 s
      When the owner logs in on the page
      Then the page shows the account of the owner in reaction to the sending of the form and stay so for 60 s

      Examples:
        | site           |
        | app            |
        | web space      |
        | store          |
        | LifeStyle shop |

    Scenario Outline: A wrong password of the account opens no <site>
      Given the owner is logged out
      When the user opens the <site>
      And the owner logs in on the page with a wrong password
      Then the page refuses the request in reaction to the sending of the form
      And the page still shows no account for 60 s after the sending of the form

      Examples:
        | site           |
        | app            |
        | web space      |
        | store          |
        | LifeStyle shop |

    Scenario: An account that was made in the store opens the app
      Given the visitor is on the page of the login of the store
      And the visitor has registered
      And the visitor has opened the link of the activation e-mail
      When the user opens the app
      And the visitor logs in on the page
      Then the page shows the account of the visitor in reaction to the sending of the form and stay so for 60 s

    Scenario Outline: The account opens the <site> a second time, and a month later
      Given the owner is logged out
      When the user opens the <site>
      And the owner logs in on the page
      Then the page shows the account of the owner in reaction to the sending of the form and stay so for 60 s
      When the owner logs out of the account
      And the office has the date of 31 days later
      And the user opens the <site>
      Then the page shows no account in reaction to the opening of the page and stay so for 60 s
      When the owner logs in on the page
      Then the page shows the account of the owner in reaction to the sending of the form and stay so for 60 s

      Examples:
        | site           |
        | app            |
        | web space      |
        | store          |
        | LifeStyle shop |

    Scenario: The login of the store opens the account in Firefox after it was opened in Chrome
      Given pages are opened in Chrome
      And the owner is logged out
      When the user opens the store
      And the owner logs in on the page
      Then the page shows the account of the owner in reaction to the sending of the form and stay so for 60 s
      Given pages are opened in Firefox
      When the owner logs out of the account
      And the user opens the store
      Then the page shows no account in reaction to the opening of the page
      When the owner logs in on the page
      Then the page shows the account of the owner in reaction to the sending of the form and stay so for 60 s

  @req-ACCT-02 @req-APP-06
  Rule: The web space works in every browser but Internet Explorer

    Scenario Outline: The web space shows the account in <browser>
      Given pages are opened in <browser>
      When the user opens the web space
      Then the page shows the account of the owner in reaction to the opening of the page and stay so for 60 s
      When the user follows "My Workshop" in the web space
      And the user taps a workshop on the map
      Then the page has "Set as favourite workshop" in reaction to the last tap and stay so for 60 s

      Examples:
        | browser                         |
        | Chrome                          |
        | Firefox                         |
        | Edge                            |
        | Safari                          |
        | Opera                           |
        | the browser of an Android phone |
        | the browser of an iPhone        |

    Scenario: It is reported whether the web space shows the account in Internet Explorer
      Given pages are opened in Internet Explorer
      When the user opens the web space
      Then it is reported when the page shows the account of the owner within 60 s of the opening of the page

  @req-ACCT-03 @req-ACCT-14
  Rule: The login of the store works in every browser but Internet Explorer

    Scenario Outline: The login of the store opens the account in <browser>
      Given pages are opened in <browser>
      And the owner is logged out
      When the user opens the store
      And the owner logs in on the page
      Then the page shows the account of the owner in reaction to the sending of the form and stay so for 60 s

      Examples:
        | browser |
        | Chrome  |
        | Firefox |
        | Edge    |
        | Safari  |
        | Opera   |

    Scenario: It is reported whether the login of the store opens the account in Internet Explorer
      Given pages are opened in Internet Explorer
      And the owner is logged out
      When the user opens the store
      And the owner logs in on the page
      Then it is reported when the page shows the account of the owner within 60 s of the sending of the form
