@connected
Feature: Ways to invoices and personal information
  Both begin with the icon at the top right (lines 279 and 281).

  @req-BILL-06
  Rule: A customer who is logged in finds invoices by the icon at the top right and "my invoices"

    Scenario: The way "my invoices" of the store leads to the invoice of a service
      Given the owner has subscribed to Danger Zone Alerts
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      When the user follows "the icon at the top right > my invoices" in the store
      Then the page lists the last invoice in reaction to the last tap and stay so for 60 s

    Scenario: The way "my invoices" of the store leads to an empty list before the first invoice
      When the user follows "the icon at the top right > my invoices" in the store
      Then the page lists no invoice in reaction to the last tap and stay so for 60 s

    Scenario: The way "my invoices" of the store shows no invoice of another account
      Given the owner has subscribed to Danger Zone Alerts
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      When the new owner sits down at the screen
      And the user follows "the icon at the top right > my invoices" in the store
      Then the page lists no invoice in reaction to the last tap and stay so for 60 s
      When the owner sits down at the screen
      And the user follows "the icon at the top right > my invoices" in the store
      Then the page lists the last invoice in reaction to the last tap and stay so for 60 s

    Scenario: The way "my invoices" of the store leads to the invoices of two services
      Given the owner has subscribed to Danger Zone Alerts
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      Given the owner has subscribed to Connected Navigation anew
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      When the user follows "the icon at the top right > my invoices" in the store
      Then the page lists the last invoice in reaction to the last tap and stay so for 60 s
      And the page lists each invoice that was issued

  @req-BILL-09
  Rule: The icon at the top right leads to "my personal information"

    Scenario: The way "my personal information" of the store leads to data that can be edited
      When the user follows "the icon at the top right > my personal information" in the store
      Then the page has fields for e-mail address, password and phone number in reaction to the last tap and stay so for 60 s
