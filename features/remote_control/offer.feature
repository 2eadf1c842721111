@connected
Feature: Offer of Remote Control
  Vehicles of all three energies can have Remote Control, which has a price (line 504). The vehicles here are further ones of
  the account, which stand nowhere.

  @req-REMOTE-01 @req-REMOTE-02
  Rule: Remote Control is for vehicles of all energies and has a price

    Scenario Outline: Remote Control is on offer for <vehicle> at a price
      Given <vehicle> has been added to the account
      And <vehicle> is selected
      When the user looks at the vehicles of the account
      Then Remote Control is on offer at a price in reaction to the look at the vehicles

      Examples:
        | vehicle              |
        | an electric vehicle  |
        | a hybrid vehicle     |
        | a combustion vehicle |

    Scenario: Remote Control stays on offer at a price when vehicles of all energies are looked at in turn
      Given the account is of Spain
      And an electric vehicle has been added to the account
      And a hybrid vehicle has been added to the account
      And a combustion vehicle has been added to the account
      And a hybrid vehicle is selected
      When the user looks at the vehicles of the account
      Then Remote Control is on offer at a price in reaction to the look at the vehicles
      When the user selects an electric vehicle
      And the user looks at the vehicles of the account
      And 20 s pass
      Then Remote Control is on offer at a price
      When the user selects a combustion vehicle
      And the user looks at the vehicles of the account
      And 20 s pass
      Then Remote Control is on offer at a price
      When the user selects a hybrid vehicle
      And the user looks at the vehicles of the account
      And 20 s pass
      Then Remote Control is on offer at a price

    Scenario: No connected service is on offer for a vehicle that is not eligible
      Given a vehicle that is not eligible has been added to the account
      And a vehicle that is not eligible is selected
      When the user looks at the vehicles of the account
      Then no connected service is on offer in reaction to the look at the vehicles

    Scenario: Remote Control is billed once it is activated
      Given the owner has a contract for Remote Control that waits for its activation
      When the back office has the activation as finished
      And the office has the date of 1 days later
      Then an invoice is listed in reaction to the date and not again for 60 s
