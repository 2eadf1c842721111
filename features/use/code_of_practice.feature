@connected
Feature: Code of practice for the remote services
  What the driver is advised to do, so that orders work (lines 584 to 588).

  @req-USE-01
  Rule: Orders are refused until the activation is finished

    Scenario Outline: <kind> order is refused while the activation is not finished
      Given all doors are unlocked
      And the activation of the remote services is not finished
      When the driver orders <order> from the app
      Then the app tells of a refused order in reaction to the order
      And all doors stay unlocked for 60 s after the order
      And the lights stay off for 60 s after the order
      And the horn stays silent for 60 s after the order

      Examples:
        | kind     | order      |
        | A lock   | a lock     |
        | A lights | the lights |

    Scenario: An order works once the activation is finished
      Given all doors are unlocked
      And the activation of the remote services is not finished
      And the activation of the remote services is finished
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order

  @req-USE-02
  Rule: Orders need the mobile network

    Scenario: With coverage an order works
      Given all doors are unlocked
      And the vehicle has mobile network coverage
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order

    Scenario: Without coverage it is reported when the app tells that the order failed
      Given all doors are unlocked
      And the vehicle has no mobile network coverage
      When the driver orders a lock from the app
      Then it is reported when the app tells of a failed order within 3 min of the order
      And it is reported when all doors are locked within 3 min of the order

  @req-USE-03 @long
  Rule: A trip of 15 min at least every 7 days keeps the services working

    Scenario Outline: A trip of <trip> min, <days> days ago
      Given a trip of <trip> min was made <days> days ago
      And all doors are unlocked
      And the vehicle is asleep
      When the driver orders a lock from the app
      Then it is reported when all doors are locked within 60 s of the order

      Examples:
        | trip | days |
        | 15   | 6    |
        | 15   | 7    |
        | 15   | 8    |
        | 14   | 7    |

  @req-USE-04 @private_mode
  Rule: Orders need private mode to be off

    Scenario Outline: In private mode <order> order is refused
      Given all doors are unlocked
      And the vehicle is in private mode
      When the driver orders <order> from the app
      Then the app tells of a refused order in reaction to the order
      And all doors stay unlocked for 60 s after the order
      And the lights stay off for 60 s after the order
      And the horn stays silent for 60 s after the order

      Examples:
        | order      |
        | a lock     |
        | the lights |
        | the horn   |

    Scenario: An order works once private mode is off
      Given all doors are unlocked
      And the vehicle is in private mode
      And the vehicle is in geolocated mode
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order
