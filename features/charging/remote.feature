@rechargeable
Feature: Remote charging
  The driver sets up and starts the charge from the app (line 466).

  @req-CHARGE-01
  Rule: A start order charges a vehicle that is plugged in

    Scenario Outline: A start order begins the charge at <level> % at a <kind> station of a vehicle that is <bus>
      Given charging is in deferred mode
      And the battery level is <level> %
      And the vehicle is plugged into a <kind> station
      And the vehicle is <bus>
      When the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 4 min
      And the app shows that the vehicle is charging in reaction to the order and stays so for 60 s

      Examples:
        | kind    | bus    | level |
        | regular | awake  | 80    |
        | regular | asleep | 0     |

      @hybrid
      Examples:
        | kind    | bus    | level |
        | fast    | asleep | 30    |

      Examples:
        | kind    | bus    | level |
        | fast    | awake  | 1     |

    Scenario: A start order begins the charge in immediate mode again that the driver has ended
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 5 min
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 25 min

    Scenario: A second start order, a day after the first and with the plug taken out in between, begins the charge
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the vehicle is unplugged
      Then charging is off in reaction to the unplugging
      When 24 h pass by the calendar
      And the vehicle is plugged into a regular station
      Then charging stays off for 15 min after the plugging in
      When the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 6 min

    Scenario: A charge that was ordered in deferred mode goes on after a failure of the supply
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the supply of the vehicle fails for 10 s
      And 60 s pass
      Then charging is running

    Scenario Outline: Without an order no charge begins in deferred mode at a <kind> station
      Given charging is in deferred mode
      When the vehicle is plugged into a <kind> station
      And 8 h pass by the calendar in steps of 10 min
      Then charging stays off for 15 min after the plugging in

      Examples:
        | kind    |
        | regular |
        | fast    |

    Scenario: It is reported when the app confirms the charge order
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      When the driver orders a charge from the app
      Then it is reported when a banner confirms the charge order within 20 s of the order
      And charging is running in reaction to the order and stays so for 60 s

  @req-CHARGE-01 @req-CHARGE-03
  Rule: Charging follows the app during other orders and calls

    @calls @sos_buttons
    Scenario: Charging follows start, end, immediate and deferred from the app during a breakdown call
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver orders a charge from the app, and 3 s later a lock
      Then charging is running in reaction to the order and stays so for 60 s
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app, and 3 s later the lights
      Then charging is running in reaction to the order and stays so for 60 s
      When the driver orders deferred charging from the app, and 3 s later the horn
      Then charging is off in reaction to the order and stays so for 25 min
      And charging is in deferred mode

  @req-CHARGE-02
  Rule: Without a plug the charge does not start

    Scenario Outline: Ordering <order> without a plug charges nothing while the vehicle is <bus>
      Given charging is in deferred mode
      And the vehicle is <bus>
      When the driver orders <order> from the app
      Then charging stays off for 15 min after the order

      Examples:
        | order              | bus    |
        | a charge           | awake  |
        | a charge           | asleep |
        | immediate charging | awake  |

    Scenario: It is reported when the vehicle refuses a charge order without a plug
      When the driver orders a charge from the app
      Then charging stays off for 5 min after the order
      And it is reported when the vehicle refuses the charge order within 60 s of the order

    Scenario: A start order after the plug was taken out charges nothing
      Given the vehicle is plugged into a regular station
      And charging is running
      When the vehicle is unplugged
      Then charging is off in reaction to the unplugging
      When the driver orders a charge from the app
      Then charging stays off for 15 min after the order

    Scenario: It is reported when a set-up without a plug is kept
      Given charging is in deferred mode
      And the charge is programmed 30 min ahead in the app
      When the vehicle is plugged into a regular station
      Then charging stays off for 5 min after the plugging in
      When it is 5 min before the charge time by the vehicle's clock
      Then it is reported when charging is running within 10 min of the charge time

  @req-CHARGE-03
  Rule: The app switches between immediate and deferred charging

    Scenario Outline: Deferred charging ends the <kind> charge that runs
      Given the battery level is 30 %
      And the vehicle is plugged into a <kind> station
      And charging is running
      When the driver orders deferred charging from the app
      Then charging is in deferred mode in reaction to the order and stays so for 15 min
      And charging is off in reaction to the order and stays so for 15 min
      And the app shows deferred charging in reaction to the order and stays so for 60 s

      Examples:
        | kind    |
        | regular |
        | fast    |

    Scenario Outline: Immediate charging begins to charge at a <kind> station
      Given charging is in deferred mode
      And the battery level is 30 %
      And the vehicle is plugged into a <kind> station
      When 1 min pass
      And the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order and stays so for 5 min
      And charging is running in reaction to the order and stays so for 6 min
      And the app shows immediate charging in reaction to the order and stays so for 60 s

      Examples:
        | kind    |
        | regular |
        | fast    |

    Scenario Outline: Deferred charging, ordered without a plug of a vehicle that is <bus>, holds when it is plugged in
      Given charging is in immediate mode
      And the vehicle is <bus>
      When the driver orders deferred charging from the app
      Then charging is in deferred mode in reaction to the order
      When 5 min pass
      And the vehicle is plugged into a regular station
      Then charging stays off for 15 min after the plugging in
      And the app shows deferred charging

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario: Deferred charging that the app has ordered still holds the next morning
      Given charging is in immediate mode
      When the driver orders deferred charging from the app
      Then charging is in deferred mode in reaction to the order
      When 12 h pass by the calendar
      And the vehicle is plugged into a regular station
      Then charging stays off for 15 min after the plugging in
      And charging is in deferred mode

    Scenario: Immediate charging, ordered without a plug, begins when the vehicle is plugged in
      Given charging is in deferred mode
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      When 5 min pass
      And the vehicle is plugged into a regular station
      Then charging is running in reaction to the plugging in and stays so for 6 min

    Scenario: The app switches to deferred and immediate charging again and again
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order and stays so for 60 s
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order and stays so for 60 s
      When the driver orders deferred charging from the app
      Then charging is in deferred mode in reaction to the order
      And charging is off in reaction to the order and stays so for 5 min
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order and stays so for 5 min
      And charging is running in reaction to the order and stays so for 6 min

    Scenario: Without an order the mode of charging stays immediate
      Given the vehicle is plugged into a regular station
      And charging is running
      When 15 min pass
      Then charging stays in immediate mode for 15 min after the start of the wait
      And charging goes on for 15 min after the start of the wait

    Scenario: Charging is still in deferred mode after a deferred charge has begun
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the charge is programmed 30 min ahead in the app
      When it is 5 min before the charge time by the vehicle's clock
      Then charging is running in reaction to the charge time and stays so for 6 min
      And charging is in deferred mode
      When the vehicle is unplugged
      Then charging is off in reaction to the unplugging
      When the vehicle is plugged into a regular station
      Then charging stays off for 15 min after the plugging in

    Scenario Outline: The mode that the app has set is kept when the vehicle <loss>
      Given charging is in immediate mode
      When the driver orders deferred charging from the app
      Then charging is in deferred mode in reaction to the order
      When the vehicle <loss>
      And 15 s pass
      And the vehicle is plugged into a regular station
      Then charging is in deferred mode
      And charging stays off for 15 min after the plugging in

      Examples:
        | loss                          |
        | turns the ignition on and off |
        | leaves the network            |
        | loses its supply for 10 s     |

  @req-CHARGE-06
  Rule: A charge set-up is stored in the vehicle

    Scenario Outline: The programmed charge begins after the vehicle <loss>
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the charge is programmed 10 min ahead in the app
      When the vehicle <loss>
      Then charging stays off for 9:50 min after the programming
      And charging is running in reaction to the charge time and stays so for 6 min

      Examples:
        | loss                          |
        | turns the ignition on and off |
        | leaves the network            |
        | loses its supply for 10 s     |

    Scenario: A charge that is programmed while the battery charges begins at its time after other orders
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver programmes the charge 15 min ahead in the app
      And 5 min pass
      And the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders a lock from the app, and 3 s later the horn
      And the driver orders pre-conditioning from the app
      And 1 min pass
      And the driver orders the end of pre-conditioning from the app
      And 1 min pass
      And the vehicle loses its supply for 10 s
      And the vehicle leaves the network
      Then charging is off
      And charging is running in reaction to the charge time and stays so for 6 min

    Scenario: A programmed charge whose time comes while the supply is away begins once it is back
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the charge is programmed 10 min ahead in the app
      When 9 min pass
      And the supply of the vehicle fails for 2 min
      And 60 s pass
      Then charging is running

    Scenario Outline: A charge programmed for <time> begins at that time
      Given charging is in deferred mode
      And the vehicle is plugged into a <kind> station
      And it is 5 min before <time> by the vehicle's clock
      When the driver programmes the charge for <time> in the app
      Then the charge begins at the charge time and not before

      Examples:
        | time  | kind    |
        | 00:00 | regular |
        | 12:30 | regular |

      @hybrid
      Examples:
        | time  | kind    |
        | 00:03 | fast    |

      Examples:
        | time  | kind    |
        | 23:30 | regular |

    Scenario: A programme of the charge that was changed begins at the new time
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the charge is programmed 30 min ahead in the app
      When the driver programmes the charge 2 h ahead in the app
      And it is 95 min before the charge time by the vehicle's clock
      Then charging stays off for 10 min after the programming
      When it is 10 min before the charge time by the vehicle's clock
      Then the charge begins at the charge time and not before

    @req-APP-14
    Scenario: Charge and pre-conditioning that are both programmed begin each at its own time
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the charge is programmed 30 min ahead in the app
      When the driver programmes pre-conditioning 2 h ahead in the app
      And it is 6 min before the charge time by the vehicle's clock
      Then charging is running in reaction to the charge time and stays so for 6 min
      When it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
