@connected
Feature: Unsubscribing from the app
  Who unsubscribes gets no more information on contracts; contracts and costs stay as they are (line 240).

  @req-SUBS-07
  Rule: Who has unsubscribed gets no more messages on contracts

    Scenario: The end of a contract sends no e-mail to somebody who has unsubscribed
      Given the owner has a contract for Danger Zone Alerts whose last day is 0 days ahead
      And the owner has unsubscribed
      When the office has the date of 1 days later
      Then the owner's contract for Danger Zone Alerts is ended in reaction to the date and stay so for 60 s
      And no e-mail on a contract comes for 5 min after the date

    Scenario: The end of a contract sends an e-mail to somebody who has not unsubscribed
      Given the owner has a contract for Danger Zone Alerts whose last day is 0 days ahead
      When the office has the date of 1 days later
      Then an e-mail on a contract comes in reaction to the date

  @req-SUBS-08
  Rule: Unsubscribing leaves running contracts and what they cost as they are

    Scenario: Contracts stay in force when their owner unsubscribes
      When the owner unsubscribes
      Then the owner's contract for Remote Control stays in force for 60 s after the request
      And the owner's contract for Connected Navigation stays in force for 60 s after the request
      When the office has the date of 1 days later
      Then the owner's contract for Remote Control stays in force for 60 s after the date
      And the owner's contract for Connected Navigation stays in force for 60 s after the date

    Scenario: A contract is debited though its owner has unsubscribed
      Given the owner has subscribed to Danger Zone Alerts
      And the owner has unsubscribed
      When the office has the date of 2 days later
      Then the account is debited in reaction to the date and not again for 60 s
      And the sum that was debited is that of the invoice

    Scenario: The navigation has traffic data though the owner of its contract has unsubscribed
      Given the owner has unsubscribed
      When the driver starts the vehicle
      Then the connected navigation has traffic data in reaction to the start and stay so for 60 s
