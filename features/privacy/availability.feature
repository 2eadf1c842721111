@connected
Feature: Services by country and subscription
  Which services a customer has depends on the country and on what was subscribed to (line 77).

  @req-PRIV-12
  Rule: Which services a customer sees follows from country and subscription

    Scenario Outline: It is reported whether the InfoBox is on offer to a customer in <country>
      Given the account is of <country>
      When the user looks at the vehicles of the account
      Then it is reported when the InfoBox is on offer within 60 s of the look at the vehicles

      Examples:
        | country |
        | France  |
        | Spain   |

    Scenario: A service that is not available in a country is not on offer there, and others are
      Given the account is of Germany
      And Danger Zone Alerts is not available in Germany
      When the user looks at the vehicles of the account
      Then Danger Zone Alerts is not on offer in reaction to the look at the vehicles
      And Connected Navigation is on offer in reaction to the look at the vehicles

    Scenario: A service that is not available in one country is on offer in another
      Given the account is of Spain
      And Danger Zone Alerts is not available in Germany
      When the user looks at the vehicles of the account
      Then Danger Zone Alerts is on offer in reaction to the look at the vehicles

    Scenario: A service is among those of a customer from the subscription on
      When the user looks at the vehicles of the account
      Then the account shows no contract for Danger Zone Alerts in reaction to the look at the vehicles
      When the owner subscribes to Danger Zone Alerts
      And the user looks at the vehicles of the account
      Then the account shows the contract for Danger Zone Alerts as in force in reaction to the look at the vehicles

    Scenario: A service that is not available in a country is not on offer there at a second look either
      Given the account is of Spain
      And Danger Zone Alerts is not available in Spain
      When the user looks at the vehicles of the account
      Then Danger Zone Alerts is not on offer in reaction to the look at the vehicles
      When the owner subscribes to Connected Navigation
      And the user looks at the vehicles of the account
      And 20 s pass
      Then Danger Zone Alerts is not on offer
      And the account shows the contract for Connected Navigation as in force
      When the user looks at the vehicles of the account
      And 20 s pass
      Then Danger Zone Alerts is not on offer
      And the account shows no contract for Danger Zone Alerts
