@connected
Feature: Updates of the vehicle during the activation
  An update is installed on the next trips that are long enough; remote services wait for it (line 575).

  @req-ACTIV-20 @req-ACTIV-21
  Rule: After trips of 15 min or longer the vehicle is up to date and takes remote orders

    Scenario: Trips of 15 min install the update and orders are then accepted
      Given an update of the vehicle is pending
      And all doors are unlocked
      When the driver makes trips of 15 min until the vehicle is up to date
      Then the vehicle is up to date after 3 trips at most
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario: Trips of 15 min install an update, and trips of 20 min the next
      Given an update of the vehicle is pending
      When the driver makes trips of 15 min until the vehicle is up to date
      Then the vehicle is up to date after 3 trips at most
      When another update of the vehicle is offered
      And the driver makes trips of 20 min until the vehicle is up to date
      Then the vehicle is up to date after 3 trips at most
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario: Trips of 15 min install an update though the vehicle slept for 8 h before each
      Given an update of the vehicle is pending
      When 8 h pass by the calendar
      And the driver makes a trip of 15 min
      And the supply of the vehicle fails for 30 s
      And 8 h pass by the calendar
      And the driver makes a trip of 15 min
      And the supply of the vehicle fails for 30 s
      And 8 h pass by the calendar
      And the driver makes trips of 15 min until the vehicle is up to date
      Then the vehicle is up to date after 3 trips at most

  @req-ACTIV-19
  Rule: A pending update of the vehicle is shown in the app

    Scenario Outline: A pending update is shown in the app while the vehicle is <bus>
      Given the vehicle is <bus>
      When the back office offers an update of the vehicle
      Then the app shows a pending update in reaction to the offer of the update and stay so for 60 s

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario: Without an update the app shows nothing as pending
      When 5 min pass
      Then the app shows no pending update for 5 min after the start of the wait

  @req-ACTIV-20
  Rule: Trips shorter than 15 min are reported

    Scenario: It is reported whether a trip of 14 min brings a pending update
      Given an update of the vehicle is pending
      When the driver makes a trip of 14 min
      Then it is reported when the vehicle is up to date within 60 s of the end of the trip

  @req-ACTIV-21
  Rule: Remote orders are refused until the vehicle is up to date

    Scenario Outline: While an update is pending <order> order to a vehicle that is <bus> does nothing
      Given all doors are <doors>
      And the vehicle is <bus>
      And an update of the vehicle is pending
      When the driver orders <order> from the app
      Then all doors stay <doors> for 2 min after the order
      And the lights stay off for 2 min after the order
      And the horn stays silent for 2 min after the order
      And it is reported when the app tells of a refused order within 60 s of the order

      Examples:
        | order      | doors    | bus    |
        | a lock     | unlocked | asleep |
        | a lock     | unlocked | awake  |
        | an unlock  | locked   | asleep |
        | an unlock  | locked   | awake  |
        | the lights | locked   | asleep |
        | the horn   | unlocked | awake  |

    Scenario: While an update is pending a second order to a vehicle that is started does nothing either
      Given all doors are locked
      And the vehicle is started
      And an update of the vehicle is pending
      When the driver orders an unlock from the app
      And 80 s pass
      And the driver orders an unlock from the app
      Then all doors stay locked for 2 min after the order

    @rechargeable
    Scenario Outline: While an update is pending an order for <order> starts no charge
      Given the vehicle is plugged into a regular station
      And charging is in deferred mode
      And an update of the vehicle is pending
      When the driver orders <order> from the app
      Then charging stays off for 5 min after the order
      And charging stays in deferred mode for 5 min after the order

      Examples:
        | order              |
        | a charge           |
        | immediate charging |

    @rechargeable
    Scenario Outline: While an update is pending an order for <order> leaves a charge as it is
      Given the vehicle is plugged into a regular station
      And charging is running
      And an update of the vehicle is pending
      When the driver orders <order> from the app
      Then charging goes on for 5 min after the order
      And charging stays in immediate mode for 5 min after the order

      Examples:
        | order                 |
        | the end of the charge |
        | deferred charging     |

    @rechargeable
    Scenario: While an update is pending an order for pre-conditioning starts nothing
      Given an update of the vehicle is pending
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order

    @rechargeable
    Scenario: While an update is pending an order for the end of pre-conditioning leaves it running
      Given pre-conditioning is running
      And an update of the vehicle is pending
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning goes on for 2 min after the order

    @rechargeable
    Scenario: While an update is pending a pre-conditioning programme from the app starts nothing
      Given an update of the vehicle is pending
      When the driver programmes pre-conditioning 50 min ahead in the app
      And 65 min pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 5 min after the programming

    Scenario: Without an update orders are accepted
      Given all doors are unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

  @rechargeable @req-ACTIV-19 @req-ACTIV-21
  Rule: A pending update is shown and holds orders back on each smartphone

    @calls @sos_buttons
    Scenario: While an update is pending orders from neither of two smartphones do anything, also in a call and after losses
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And a new smartphone is registered with the account of the subscription
      When the back office offers an update of the vehicle
      Then the app shows a pending update in reaction to the offer of the update
      When the driver orders an unlock from the app, and 3 s later a charge
      Then all doors stay locked for 30 s after the order
      And charging stays off for 30 s after the second order
      Given the driver is back on the first smartphone
      Then the app shows a pending update
      When the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver orders pre-conditioning from the app
      And the driver presses the SOS button
      And the driver orders the lights from the app, and 3 s later immediate charging
      Then pre-conditioning stays off for 30 s after the order
      And the lights stay off for 30 s after the order
      And charging stays in deferred mode for 30 s after the second order
      When the PSAP hangs up
      Given a new smartphone is registered with the account of the subscription
      Then the app shows a pending update
      When the vehicle loses the network for 10 s
      And the driver orders an unlock from the app
      Then all doors stay locked for 2 min after the order
      And the app shows a pending update
