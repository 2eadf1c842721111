@connected
Feature: Offer of e-Remote Control
  Electric and plug-in hybrid vehicles can have e-Remote Control for nothing (line 446). The vehicles here are further ones of
  the account, which stand nowhere.

  @req-STATUS-01 @req-STATUS-11
  Rule: e-Remote Control is for vehicles that can be plugged in, and costs nothing

    Scenario Outline: The service e-Remote Control is on offer for <vehicle> and costs nothing
      Given <vehicle> has been added to the account
      And <vehicle> is selected
      When the user looks at the vehicles of the account
      Then e-Remote Control is on offer for nothing in reaction to the look at the vehicles

      Examples:
        | vehicle             |
        | an electric vehicle |
        | a hybrid vehicle    |

    Scenario: The service e-Remote Control cannot be subscribed to for a combustion vehicle
      Given a combustion vehicle has been added to the account
      And a combustion vehicle is selected
      When the owner subscribes to e-Remote Control
      Then the page refuses the request in reaction to the request
      When the user looks at the vehicles of the account
      Then e-Remote Control is not on offer in reaction to the look at the vehicles
      And the account shows no contract for e-Remote Control in reaction to the look at the vehicles

    @rechargeable
    Scenario: The service e-Remote Control is not billed once it is activated
      Given the owner's contract for Remote Control has ended
      And the owner has a contract for e-Remote Control that waits for its activation
      When the back office has the activation as finished
      And the office has the date of 3 days later
      Then no invoice is listed for 5 min after the date
      And the account is not debited for 5 min after the date
