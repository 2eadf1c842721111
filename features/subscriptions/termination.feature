@connected
Feature: Termination of a contract
  A customer ends a contract in the store or by the contact form of the app (lines 249 to 267).

  @req-SUBS-11
  Rule: A contract can be ended on each of five grounds

    Scenario Outline: A contract is ended on the ground of <ground>
      Given <ground> is given as the ground
      And a copy of an identity document is attached
      When the owner asks in the contact form to end the contract for Connected Navigation
      Then the owner's contract for Connected Navigation is ended in reaction to the request and stay so for 60 s

      Examples:
        | ground                         |
        | the sale of the vehicle        |
        | the end of the lease           |
        | the destruction of the vehicle |
        | the theft of the vehicle       |
        | their own wish                 |

    Scenario: Without a request a contract stays in force
      When 5 min pass
      Then the owner's contract for Connected Navigation stays in force for 5 min after the start of the wait

    Scenario: A contract that was ended on the ground of the theft of the vehicle stays ended the next day
      Given the theft of the vehicle is given as the ground
      And a copy of an identity document is attached
      When the owner asks in the contact form to end the contract for Connected Navigation
      Then the owner's contract for Connected Navigation is ended in reaction to the request and stay so for 60 s
      When the office has the date of 1 days later
      Then the owner's contract for Connected Navigation stays ended for 60 s after the date

  @req-SUBS-18
  Rule: A cancellation takes effect only after a click on OK

    Scenario: A contract stays in force until its cancellation is confirmed by OK
      Given a copy of an identity document is attached
      When the owner clicks on cancel for Connected Navigation
      Then the page asks for an OK in reaction to the request
      And the owner's contract for Connected Navigation stays in force for 60 s after the request
      When the owner clicks on OK
      Then the owner's contract for Connected Navigation is ended in reaction to the click and stay so for 60 s

    Scenario: A contract whose cancellation is taken back stays in force
      Given a copy of an identity document is attached
      And the owner has clicked on cancel for Connected Navigation
      When the owner clicks on back
      Then the owner's contract for Connected Navigation stays in force for 60 s after the click
      When the owner clicks on OK
      Then the owner's contract for Connected Navigation stays in force for 60 s after the click

    Scenario: A contract whose cancellation was taken back once can be cancelled later
      Given a copy of an identity document is attached
      And the owner has clicked on cancel for Connected Navigation
      When the owner clicks on back
      And the owner clicks on cancel for Connected Navigation
      And the owner clicks on OK
      Then the owner's contract for Connected Navigation is ended in reaction to the click and stay so for 60 s

    Scenario: A contract whose cancellation another account confirms stays in force
      Given the owner has clicked on cancel for Telemaintenance
      When the new owner clicks on OK
      Then the owner's contract for Telemaintenance stays in force for 60 s after the click

    Scenario: A click on cancel for a contract of another account is refused
      When the new owner clicks on cancel for Telemaintenance
      Then the page says why it refuses in reaction to the request
      When the new owner clicks on OK
      Then the owner's contract for Telemaintenance stays in force for 60 s after the click

  @req-SUBS-19
  Rule: A request by the contact form counts as a termination

    Scenario: A request in the contact form ends a contract without another click
      When the owner asks in the contact form to end the contract for Telemaintenance
      Then the owner's contract for Telemaintenance is ended in reaction to the request and stay so for 60 s
      And the owner's contract for Connected Navigation stays in force for 60 s after the request
      When the office has the date of 1 days later
      Then the owner's contract for Telemaintenance stays ended for 60 s after the date

    Scenario: A request in the contact form ends no contract of another account
      When the new owner asks in the contact form to end the contract for Telemaintenance
      Then the page says why it refuses in reaction to the request
      And the owner's contract for Telemaintenance stays in force for 60 s after the request

  @req-SUBS-20
  Rule: The end of remote maintenance asks for no identity document

    Scenario: A contract for Telemaintenance is ended in the store without an identity document
      Given the owner has clicked on cancel for Telemaintenance
      When the owner clicks on OK
      Then the owner's contract for Telemaintenance is ended in reaction to the click and stay so for 60 s

  @req-SUBS-21
  Rule: The end of any other service is refused without a copy of an identity document

    Scenario Outline: A request to end a contract for <service> without an identity document is refused
      Given the owner has a contract for <service> that was bought 100 days ago
      When the owner asks in the contact form to end the contract for <service>
      Then the page refuses the request in reaction to the request
      And the owner's contract for <service> stays in force for 60 s after the request

      Examples:
        | service              |
        | Connected Navigation |
        | Danger Zone Alerts   |
        | Remote Control       |
        | e-Remote Control     |

    Scenario: The cancellation of a contract in the store without an identity document is refused
      Given the owner has clicked on cancel for Connected Navigation
      When the owner clicks on OK
      Then the page refuses the request in reaction to the click
      And the owner's contract for Connected Navigation stays in force for 60 s after the click

    Scenario: A contract whose end was refused without an identity document is ended with one
      When the owner asks in the contact form to end the contract for Connected Navigation
      Then the page refuses the request in reaction to the request
      When the owner attaches a copy of an identity document
      And the owner asks in the contact form to end the contract for Connected Navigation
      Then the owner's contract for Connected Navigation is ended in reaction to the request and stay so for 60 s

  @req-SUBS-26
  Rule: Remote maintenance, connected navigation and danger zone alerts can all be terminated

    Scenario Outline: A contract for <service> can be terminated in the store
      Given the owner has a contract for <service> that was bought 100 days ago
      And a copy of an identity document is attached
      And the owner has clicked on cancel for <service>
      When the owner clicks on OK
      Then the owner's contract for <service> is ended in reaction to the click and stay so for 60 s

      Examples:
        | service              |
        | Telemaintenance      |
        | Connected Navigation |
        | Danger Zone Alerts   |
