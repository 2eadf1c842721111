@connected
Feature: Billing of connected services
  The invoice follows a day after the activation of a service, the debit a day later (lines 275 to 281), in calendar days
  where the customer lives (AMB-14).

  @req-BILL-01
  Rule: The invoice is dated one calendar day after the service was activated

    Scenario Outline: An invoice for a service of <activated> at <from> is issued on <issued> in <town>
      Given the customer lives in <town>
      And it is <activated> at <from> where the customer lives
      And the owner has subscribed to Danger Zone Alerts
      When it is <issued> at 00:10 where the customer lives
      Then an invoice is listed in reaction to the date and not again for 60 s
      And the invoice is dated 1 day after the activation

      Examples:
        | activated  | from  | issued     | town    |
        | 2026-06-10 | 00:10 | 2026-06-11 | Paris   |
        | 2026-06-10 | 23:40 | 2026-06-11 | Paris   |
        | 2026-06-30 | 23:40 | 2026-07-01 | Paris   |
        | 2028-02-28 | 12:00 | 2028-02-29 | Paris   |
        | 2027-02-28 | 12:00 | 2027-03-01 | Paris   |
        | 2028-02-29 | 12:00 | 2028-03-01 | Paris   |
        | 2026-12-31 | 23:40 | 2027-01-01 | Paris   |
        | 2026-03-28 | 23:40 | 2026-03-29 | Paris   |
        | 2026-10-24 | 00:10 | 2026-10-25 | Paris   |
        | 2026-06-10 | 22:40 | 2026-06-11 | Cayenne |

    Scenario: No invoice is listed on the day of the activation of a service
      Given it is 2026-06-10 at 00:10 where the customer lives
      And the owner has subscribed to Danger Zone Alerts
      When it is 2026-06-10 at 23:50 where the customer lives
      Then no invoice is listed for 5 min after the date

    Scenario: No invoice is listed for a service that costs nothing
      Given the owner has a contract for Telemaintenance that ran out yesterday
      And the owner has subscribed to Telemaintenance
      When the office has the date of 3 days later
      Then no invoice is listed for 5 min after the date

  @req-BILL-02 @req-BILL-04
  Rule: The sum of the invoice is debited one day after it, two days after the activation

    Scenario: The account is debited two days after the activation of a service with the sum of the invoice
      Given the owner has subscribed to Connected Navigation anew
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      And the account is not debited for 5 min after the date
      When the office has the date of 1 days later
      Then the account is debited in reaction to the date and not again for 60 s
      And the debit is dated 2 days after the activation
      And the sum that was debited is that of the invoice
      When the office has the date of 5 days later
      Then the account is not debited for 5 min after the date
      And the account has been debited once in all

    Scenario Outline: A service of <activated> at <from> is debited on <debited> in <town>, and not the day before
      Given the customer lives in <town>
      And it is <activated> at <from> where the customer lives
      And the owner has subscribed to Danger Zone Alerts
      When it is <invoiced> at 23:50 where the customer lives
      Then the account is not debited for 5 min after the date
      When it is <debited> at 00:10 where the customer lives
      Then the account is debited in reaction to the date and not again for 60 s
      And the debit is dated 2 days after the activation

      Examples:
        | activated  | from  | invoiced   | debited    | town    |
        | 2026-06-29 | 23:40 | 2026-06-30 | 2026-07-01 | Paris   |
        | 2028-02-28 | 12:00 | 2028-02-29 | 2028-03-01 | Paris   |
        | 2027-02-27 | 12:00 | 2027-02-28 | 2027-03-01 | Paris   |
        | 2028-02-29 | 23:40 | 2028-03-01 | 2028-03-02 | Paris   |
        | 2026-12-31 | 12:00 | 2027-01-01 | 2027-01-02 | Paris   |
        | 2026-12-30 | 23:40 | 2026-12-31 | 2027-01-01 | Paris   |
        | 2026-03-28 | 00:10 | 2026-03-29 | 2026-03-30 | Paris   |
        | 2026-10-24 | 00:10 | 2026-10-25 | 2026-10-26 | Paris   |
        | 2026-06-10 | 22:40 | 2026-06-11 | 2026-06-12 | Cayenne |

    Scenario: The account is debited once for each of two services
      Given the owner has subscribed to Danger Zone Alerts
      When the office has the date of 2 days later
      Then the account is debited in reaction to the date and not again for 60 s
      And the sum that was debited is that of the invoice
      Given the owner has subscribed to Connected Navigation anew
      When the office has the date of 2 days later
      Then the account is debited in reaction to the date and not again for 60 s
      And the sum that was debited is that of the invoice

    Scenario: The invoice is listed and the account debited as the days pass
      Given it is 2026-06-10 at 23:55 where the customer lives
      And the owner has subscribed to Danger Zone Alerts
      When 6 min pass
      Then an invoice is listed in reaction to the start of the wait
      And the invoice is dated 1 day after the activation
      Given it is 2026-06-11 at 23:55 where the customer lives
      When 6 min pass
      Then the account is debited in reaction to the start of the wait
      And the debit is dated 2 days after the activation

    Scenario: The account is debited for each of two services of one day
      Given the owner has subscribed to Danger Zone Alerts
      And the owner has subscribed to Connected Navigation anew
      When the office has the date of 2 days later
      Then the account is debited in reaction to the date
      And the account has been debited with the price of each purchase

  @req-BILL-03
  Rule: After billing the store shows the invoice and delivers it as a PDF

    Scenario: The invoice can be downloaded as a PDF
      Given the owner has subscribed to Danger Zone Alerts
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      When the owner downloads the last invoice
      Then the file that was downloaded is a PDF with a page in reaction to the download
      And the PDF has number, date and sum of the invoice and the name Olive Owner

    Scenario: The invoice of another account is not given to who asks for it
      Given the owner has subscribed to Danger Zone Alerts
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      When the new owner downloads the last invoice
      Then the page says why it refuses in reaction to the download
      And no file is given for 60 s after the download
      When the owner sits down at the screen
      And the owner downloads the last invoice
      Then the file that was downloaded is a PDF with a page in reaction to the download

    Scenario: The invoice of a second service can be downloaded as a PDF of its own
      Given the owner has subscribed to Danger Zone Alerts
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      Given the owner has subscribed to Connected Navigation anew
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      When the owner downloads the last invoice
      Then the file that was downloaded is a PDF with a page in reaction to the download
      And the PDF has number, date and sum of the invoice and the name Olive Owner

  @req-BILL-05
  Rule: The activation of a service sends an e-mail that says so

    Scenario: The activation of a service in the store sends an e-mail to its owner
      When the owner subscribes to Danger Zone Alerts
      Then an e-mail on the activation of a service comes in reaction to the request and not again for 60 s
      And the last e-mail is for the owner alone

    Scenario: A contract that waits for its activation sends no e-mail on the activation of a service
      Given the owner's contract for Remote Control has ended
      When the owner subscribes to Remote Control
      Then no e-mail on the activation of a service comes for 5 min after the request

  @req-BILL-07 @req-BILL-08
  Rule: An invoice has the personal data of the subscription, and cannot be changed

    Scenario: A name that is changed before subscribing stands on the invoice
      Given the owner has changed the name to Olivia Lessor
      And the owner has subscribed to Danger Zone Alerts
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      When the owner downloads the last invoice
      Then the file that was downloaded is a PDF with a page in reaction to the download
      And the PDF has number, date and sum of the invoice and the name Olivia Lessor

    Scenario: A name that is changed afterwards leaves the invoice as it was
      Given the owner has subscribed to Danger Zone Alerts
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      When the owner changes the name to Olivia Lessor
      And the owner downloads the last invoice
      Then the file that was downloaded is a PDF with a page in reaction to the download
      And the PDF has number, date and sum of the invoice and the name Olive Owner

    Scenario: A name with markup in it is text on the invoice
      Given the owner has changed the name to markup
      And the owner has subscribed to Danger Zone Alerts
      When the office has the date of 1 days later
      Then an invoice is listed in reaction to the date
      When the owner downloads the last invoice
      Then the file that was downloaded is a PDF with a page in reaction to the download
      And the PDF has number, date and sum of the invoice and the name markup
