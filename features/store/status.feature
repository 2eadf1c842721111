@connected
Feature: Contracts in the services store
  The store shows how contracts stand (line 59), and customers manage them there by themselves (line 133).

  @req-STORE-01
  Rule: The store shows for each service whether its contract is in force

    Scenario: A contract that is in force is shown as such in the store
      Given the owner uses the store
      When the user looks at the vehicles of the account
      Then the account shows the contract for Connected Navigation as in force in reaction to the look at the vehicles
      And the account shows no contract for Danger Zone Alerts in reaction to the look at the vehicles

    Scenario: A contract that ran out is shown as ended in the store, and another one as in force
      Given the owner uses the store
      And the owner's contract for Danger Zone Alerts has ended
      When the user looks at the vehicles of the account
      Then the account shows the contract for Danger Zone Alerts as ended in reaction to the look at the vehicles
      And the account shows the contract for Connected Navigation as in force in reaction to the look at the vehicles

    Scenario: A contract that waits for its activation is shown as such in the store, and as in force once that is done
      Given the owner uses the store
      And the owner has a contract for Remote Control that waits for its activation
      When the user looks at the vehicles of the account
      Then the account shows the contract for Remote Control as waiting for its activation in reaction to the look at the vehicles
      When the back office has the activation as finished
      And the user looks at the vehicles of the account
      Then the account shows the contract for Remote Control as in force in reaction to the look at the vehicles

  @req-STORE-03
  Rule: Customers see and change their services in the store by themselves

    Scenario: A service is subscribed to, seen, cancelled and seen to have ended in the store
      Given the owner uses the store
      When the owner subscribes to Danger Zone Alerts
      And the user looks at the vehicles of the account
      Then the account shows the contract for Danger Zone Alerts as in force in reaction to the look at the vehicles
      When the owner attaches a copy of an identity document
      And the owner clicks on cancel for Danger Zone Alerts
      And the owner clicks on OK
      And the user looks at the vehicles of the account
      Then the account shows the contract for Danger Zone Alerts as ended in reaction to the look at the vehicles
      And the owner's contract for Danger Zone Alerts stays ended for 60 s after the look at the vehicles
