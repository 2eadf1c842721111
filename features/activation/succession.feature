@connected
Feature: Activation by a new owner
  Who finishes the activation of a contract ends that of whoever had the vehicle before (line 551).

  @req-ACTIV-02
  Rule: Finishing an activation ends the remote contract of another user on that vehicle, and nothing earlier does

    Scenario Outline: <Order> order of the previous owner does nothing once the new owner's activation is finished
      Given all doors are <doors>
      And the new owner has a contract for Remote Control that waits for its activation
      And a new smartphone is registered with another account
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the new owner's contract for Remote Control is in force in reaction to the identification of the key
      When the driver turns the ignition off
      And the previous owner takes the first smartphone
      And the driver orders <order> from the app
      Then all doors stay <doors> for 2 min after the order
      And the lights stay off for 2 min after the order
      And the horn stays silent for 2 min after the order

      Examples:
        | Order     | order      | doors    |
        | An unlock | an unlock  | locked   |
        | A lock    | a lock     | unlocked |
        | A lights  | the lights | locked   |
        | A horn    | the horn   | locked   |

    Scenario: An unlock order of the new owner works once their activation is finished
      Given all doors are locked
      And the new owner has a contract for Remote Control that waits for its activation
      And a new smartphone is registered with another account
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the new owner's contract for Remote Control is in force in reaction to the identification of the key
      When the driver turns the ignition off
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario: A contract that the new owner has signed ends nothing before its activation
      Given all doors are locked
      And the new owner has a contract for Remote Control that waits for its activation
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      And the previous owner's contract for Remote Control stays in force for 60 s after the order

    Scenario: An order of the new owner does nothing before the activation is finished
      Given all doors are locked
      And the new owner has a contract for Remote Control that waits for its activation
      And a new smartphone is registered with another account
      When the driver orders an unlock from the app
      Then all doors stay locked for 2 min after the order

    Scenario: A step of the activation that is left out ends no contract
      Given the new owner has a contract for Remote Control that waits for its activation
      And the driver is logged in with another account on a new smartphone
      And the app has been given the code sent to the trusted number
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the previous owner's contract for Remote Control stays in force for 5 min after the identification of the key

  @req-ACTIV-07
  Rule: The service that was chosen can be subscribed to

    Scenario: A contract for the service that was chosen comes into force and leaves the others
      When the owner subscribes to Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is in force in reaction to the request and stay so for 60 s
      And the owner's contract for Remote Control stays in force for 60 s after the request
      When the office has the date of 1 days later
      Then the owner's contract for Danger Zone Alerts stays in force for 60 s after the date
      And the owner's contract for Remote Control stays in force for 60 s after the date

    Scenario: A contract for remote orders waits for its activation
      When the new owner subscribes to Remote Control
      Then the new owner's contract for Remote Control is waiting for its activation in reaction to the request and stay so for 60 s
