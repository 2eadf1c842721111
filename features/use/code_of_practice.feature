@connected
Feature: Code of practice for the remote services
  What the driver is advised to do, so that orders work (lines 584 to 588).

  @req-USE-01
  Rule: Orders are refused until the activation is finished

    Scenario Outline: Before the end of the activation <order> order to a vehicle that is <bus> does nothing
      Given all doors are <doors>
      And the vehicle is <bus>
      And the activation of the remote services is not finished
      When the driver orders <order> from the app
      And 30 s pass
      And the driver orders <order> from the app
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

    @rechargeable
    Scenario Outline: Before the end of the activation an order for <order> starts no charge
      Given the vehicle is plugged into a regular station
      And charging is in deferred mode
      And the activation of the remote services is not finished
      When the driver orders <order> from the app
      Then charging stays off for 5 min after the order
      And charging stays in deferred mode for 5 min after the order

      Examples:
        | order              |
        | a charge           |
        | immediate charging |

    @rechargeable
    Scenario Outline: Before the end of the activation an order for <order> leaves a charge as it is
      Given the vehicle is plugged into a regular station
      And charging is running
      And the activation of the remote services is not finished
      When the driver orders <order> from the app
      Then charging goes on for 5 min after the order
      And charging stays in immediate mode for 5 min after the order

      Examples:
        | order                 |
        | the end of the charge |
        | deferred charging     |

    @rechargeable
    Scenario: Before the end of the activation an order for pre-conditioning starts nothing
      Given the activation of the remote services is not finished
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order

    @rechargeable
    Scenario: Before the end of the activation an order for the end of pre-conditioning leaves it running
      Given pre-conditioning is running
      And the activation of the remote services is not finished
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning goes on for 2 min after the order

    @rechargeable
    Scenario: Before the end of the activation a pre-conditioning programme from the app starts nothing
      Given the activation of the remote services is not finished
      When the driver programmes pre-conditioning 50 min ahead in the app
      And 65 min pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 5 min after the programming

    Scenario: Before the end of the activation no order works after 15 min and after 8 h either
      Given all doors are unlocked
      And the activation of the remote services is not finished
      When 15 min pass by the calendar
      And the driver orders a lock from the app
      Then all doors stay unlocked for 60 s after the order
      When the driver orders the lights from the app
      Then the lights stay off for 60 s after the order
      When the driver orders the horn from the app
      Then the horn stays silent for 60 s after the order
      When the driver locks the vehicle with the key
      And 8 h pass by the calendar
      And the driver orders an unlock from the app
      Then all doors stay locked for 60 s after the order
      When the driver orders the horn from the app, and 3 s later the lights
      Then the horn stays silent for 60 s after the order
      And the lights stay off for 60 s after the order

    @rechargeable
    Scenario: Before the end of the activation no order of charge and pre-conditioning works after 15 min and after 8 h either
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And the activation of the remote services is not finished
      When 15 min pass by the calendar
      And the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When 8 h pass by the calendar
      And the driver orders immediate charging from the app, and 3 s later pre-conditioning
      Then charging stays off for 5 min after the order
      And charging is in deferred mode
      And pre-conditioning stays off for 5 min after the second order

    Scenario: Remote orders work once the activation is finished
      Given all doors are unlocked
      And the activation of the remote services is not finished
      When the driver orders a lock from the app
      And 30 s pass
      And the driver orders the lights from the app
      And 30 s pass
      Given the activation of the remote services is finished
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @rechargeable
    Scenario: Charge and pre-conditioning orders work once the activation is finished
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And the activation of the remote services is not finished
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      Given the activation of the remote services is finished
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      And charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 60 s
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 60 s

  @req-USE-02
  Rule: Orders need the mobile network

    Scenario: Remote orders work with coverage
      Given all doors are unlocked
      And the vehicle has mobile network coverage
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 2 min
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario: Remote orders work once coverage has come back, and again after a loss of coverage and supply
      Given all doors are unlocked
      And the vehicle has no mobile network coverage
      And the vehicle has mobile network coverage
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      Given the vehicle has no mobile network coverage
      And the vehicle loses its supply for 10 s
      And the vehicle has mobile network coverage
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario: Orders that failed without coverage are not carried out when it is back 10 min and 50 min later
      Given all doors are unlocked
      And the vehicle has no mobile network coverage
      When the driver orders a lock from the app
      And the driver orders the horn from the app, and 3 s later the lights
      And 10 min pass
      Given the vehicle has mobile network coverage
      When 5 s pass
      Then all doors stay unlocked for 15 min after the start of the wait
      And the horn stays silent for 15 min after the start of the wait
      And the lights stay off for 15 min after the start of the wait
      Given all doors are locked
      And the vehicle is asleep
      And the vehicle has no mobile network coverage
      When the driver orders an unlock from the app
      And the driver orders the horn from the app, and 3 s later the lights
      And 50 min pass
      Given the vehicle has mobile network coverage
      When 5 s pass
      Then all doors stay locked for 5 min after the start of the wait
      And the horn stays silent for 5 min after the start of the wait
      And the lights stay off for 5 min after the start of the wait
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @rechargeable
    Scenario: Charge orders that failed without coverage are not carried out when it is back 10 min and 50 min later
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And the vehicle has no mobile network coverage
      When the driver orders a charge from the app
      And the driver orders pre-conditioning from the app, and 3 s later immediate charging
      And 10 min pass
      Given the vehicle has mobile network coverage
      When 5 s pass
      Then charging stays off for 15 min after the start of the wait
      And pre-conditioning stays off for 15 min after the start of the wait
      Given the vehicle has no mobile network coverage
      When the driver orders pre-conditioning from the app, and 3 s later a charge
      And 50 min pass
      Given the vehicle has mobile network coverage
      When 5 s pass
      Then charging stays off for 5 min after the start of the wait
      And pre-conditioning stays off for 5 min after the start of the wait
      When the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 30 s

    @rechargeable
    Scenario: Charge and pre-conditioning orders work with coverage, and once it has come back
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And the vehicle has mobile network coverage
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      Given the vehicle has no mobile network coverage
      When the driver orders a lock from the app
      And 15 min pass by the calendar
      Given the vehicle has mobile network coverage
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      And charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 60 s
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 60 s

    Scenario: Without coverage it is reported when the app tells that the order failed
      Given all doors are unlocked
      And the vehicle has no mobile network coverage
      When the driver orders a lock from the app
      Then it is reported when the app tells of a failed order within 3 min of the order
      And it is reported when all doors are locked within 3 min of the order

  @req-USE-03
  Rule: A trip of 15 min or more at least every 7 days keeps the remote services working

    Scenario Outline: A lock order works when the last trip, of <trip> min, is <days> days ago
      Given a trip of <trip> min was made <days> days ago
      And all doors are unlocked
      And the vehicle is asleep
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

      Examples:
        | trip | days |
        | 15   | 7    |

    Scenario: All orders work after trips in each of two weeks
      Given a trip of 15 min was made 7 days ago
      And a trip of 15 min was made 7 days ago
      And all doors are unlocked
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario: A vehicle that has slept for 167 h since a trip of 15 min carries out lock and unlock orders
      When the driver makes a trip of 15 min
      And 167 h pass by the calendar
      And the driver orders a lock from the app
      Then the vehicle carries out the lock order in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @rechargeable
    Scenario: Charge and pre-conditioning orders work 7 days after a trip of 15 min
      Given a trip of 15 min was made 7 days ago
      And charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      And charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 60 s
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 60 s

    Scenario Outline: It is reported whether a lock order works when the last trip, of <trip> min, is <days> days ago
      Given a trip of <trip> min was made <days> days ago
      And all doors are unlocked
      And the vehicle is asleep
      When the driver orders a lock from the app
      Then it is reported when all doors are locked within 60 s of the order

      Examples:
        | trip | days |
        | 15   | 8    |
        | 14   | 7    |

  @req-USE-04 @private_mode
  Rule: Orders need private mode to be off

    Scenario Outline: In private mode <order> order to a vehicle that is <bus> does nothing
      Given all doors are <doors>
      And the vehicle is <bus>
      And the vehicle is in private mode
      When the driver orders <order> from the app
      And 30 s pass
      And the driver orders <order> from the app
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

    @rechargeable
    Scenario Outline: In private mode an order for <order> starts no charge
      Given the vehicle is plugged into a regular station
      And charging is in deferred mode
      And the vehicle is in private mode
      When the driver orders <order> from the app
      Then charging stays off for 5 min after the order
      And charging stays in deferred mode for 5 min after the order

      Examples:
        | order              |
        | a charge           |
        | immediate charging |

    @rechargeable
    Scenario Outline: In private mode an order for <order> leaves a charge as it is
      Given the vehicle is plugged into a regular station
      And charging is running
      And the vehicle is in private mode
      When the driver orders <order> from the app
      Then charging goes on for 5 min after the order
      And charging stays in immediate mode for 5 min after the order

      Examples:
        | order                 |
        | the end of the charge |
        | deferred charging     |

    @rechargeable
    Scenario: In private mode an order for pre-conditioning starts nothing
      Given the vehicle is in private mode
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order

    @rechargeable
    Scenario: In private mode an order for the end of pre-conditioning leaves it running
      Given pre-conditioning is running
      And the vehicle is in private mode
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning goes on for 2 min after the order

    @rechargeable
    Scenario: In private mode a pre-conditioning programme from the app starts nothing
      Given the vehicle is in private mode
      When the driver programmes pre-conditioning 50 min ahead in the app
      And 65 min pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 5 min after the programming

    Scenario: In private mode no order works after 15 min and after 8 h either
      Given all doors are unlocked
      And the vehicle is in private mode
      When 15 min pass by the calendar
      And the driver orders a lock from the app
      Then all doors stay unlocked for 60 s after the order
      When the driver orders the lights from the app
      Then the lights stay off for 60 s after the order
      When the driver orders the horn from the app
      Then the horn stays silent for 60 s after the order
      When the driver locks the vehicle with the key
      And 8 h pass by the calendar
      And the driver orders an unlock from the app
      Then all doors stay locked for 60 s after the order
      When the driver orders the horn from the app, and 3 s later the lights
      Then the horn stays silent for 60 s after the order
      And the lights stay off for 60 s after the order

    @rechargeable
    Scenario: In private mode no order of charge and pre-conditioning works after 15 min and after 8 h either
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And the vehicle is in private mode
      When 15 min pass by the calendar
      And the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When 8 h pass by the calendar
      And the driver orders immediate charging from the app, and 3 s later pre-conditioning
      Then charging stays off for 5 min after the order
      And charging is in deferred mode
      And pre-conditioning stays off for 5 min after the second order

    Scenario: Remote orders work once private mode is off
      Given all doors are unlocked
      And the vehicle is in private mode
      When the driver orders a lock from the app
      And 30 s pass
      And the driver orders the lights from the app
      And 30 s pass
      Given the vehicle is in geolocated mode
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @rechargeable
    Scenario: Charge and pre-conditioning orders work once private mode is off
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And the vehicle is in private mode
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      Given the vehicle is in geolocated mode
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      And charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 60 s
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 60 s
