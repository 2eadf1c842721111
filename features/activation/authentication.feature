@connected
Feature: Authentication of the user
  Remote services know their user before they act (line 549).

  @req-ACTIV-01
  Rule: An order from a user who is not authenticated is refused

    Scenario Outline: <Order> order from a smartphone that has not been validated does nothing
      Given all doors are <doors>
      And the driver is logged in with the account of the subscription on a new smartphone
      When the driver orders <order> from the app
      Then all doors stay <doors> for 2 min after the order
      And the lights stay off for 2 min after the order
      And the horn stays silent for 2 min after the order
      And it is reported when the app tells of a refused order within 60 s of the order

      Examples:
        | Order     | order      | doors    |
        | A lock    | a lock     | unlocked |
        | An unlock | an unlock  | locked   |
        | A lights  | the lights | locked   |
        | A horn    | the horn   | unlocked |

    @rechargeable
    Scenario: E-commands and a second order from a smartphone that has not been validated do nothing
      Given all doors are locked
      And charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the driver is logged in with the account of the subscription on a new smartphone
      When the driver orders an unlock from the app
      And 80 s pass
      And the driver orders an unlock from the app
      And the driver orders pre-conditioning from the app
      And the driver orders a charge from the app
      Then all doors stay locked for 2 min after the order
      And charging stays off for 2 min after the order
      And pre-conditioning stays off for 2 min after the order

    Scenario: The home page shows nothing of the vehicle as long as the smartphone has not been validated
      Given the driver is logged in with the account of the subscription on a new smartphone
      When the driver refreshes the home page by sliding it down
      Then the home page shows nothing of the vehicle for 3 min after the refresh

    Scenario: The same orders work once the smartphone has been validated
      Given all doors are unlocked
      And a new smartphone is registered with the account of the subscription
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
