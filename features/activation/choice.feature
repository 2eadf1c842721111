@connected
Feature: Choice of a service
  A service is subscribed to for the vehicle (line 556). The vehicles here are further ones of
  the account, which stand nowhere.

  @req-ACTIV-06
  Rule: A service can be chosen from the list for the vehicle

    Scenario Outline: The service <service> is subscribed to for <vehicle>
      Given <vehicle> has been added to the account
      And <vehicle> is selected
      When the owner subscribes to <service>
      And the user looks at the vehicles of the account
      Then the account shows the contract for <service> as <state> in reaction to the look at the vehicles

      Examples:
        | service            | vehicle              | state                      |
        | Remote Control     | a combustion vehicle | waiting for its activation |
        | e-Remote Control   | a hybrid vehicle     | waiting for its activation |
        | Danger Zone Alerts | an electric vehicle  | in force                   |

    Scenario: The service that is subscribed to for one vehicle is not subscribed to for another
      Given an electric vehicle has been added to the account
      And an electric vehicle is selected
      When the owner subscribes to Danger Zone Alerts
      And the user looks at the vehicles of the account
      Then the account shows the contract for Danger Zone Alerts as in force in reaction to the look at the vehicles
      When the user selects the vehicle
      And the user looks at the vehicles of the account
      Then the account shows no contract for Danger Zone Alerts in reaction to the look at the vehicles

    Scenario: The contract of one vehicle is ended, and that of another for the same service goes on
      Given an electric vehicle has been added to the account
      And the owner has subscribed to Danger Zone Alerts
      And an electric vehicle is selected
      When the owner subscribes to Danger Zone Alerts
      And the owner withdraws from the contract for Danger Zone Alerts
      And the user looks at the vehicles of the account
      Then the account shows the contract for Danger Zone Alerts as ended in reaction to the look at the vehicles
      And the owner's contract for Danger Zone Alerts stays in force for 60 s after the look at the vehicles

  @req-ACTIV-05 @req-ACTIV-06
  Rule: "Vehicle" in the app has the tab "Service", with the list of services

    Scenario: The way "Vehicle > Service" of the app leads to a service that can be subscribed to
      When the user follows "Vehicle > Service" in the app
      Then the page has "Danger Zone Alerts" in reaction to the last tap and stay so for 60 s
      When the user taps "Danger Zone Alerts"
      And the user taps "Subscribe"
      Then the owner's contract for Danger Zone Alerts is in force in reaction to the last tap and stay so for 60 s
