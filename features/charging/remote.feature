@rechargeable
Feature: Remote charging
  The driver sets up and starts the charge from the app (line 466).

  @req-CHARGE-01
  Rule: A start order charges a vehicle that is plugged in

    Scenario Outline: A start order begins the charge at a <kind> station
      Given charging is in deferred mode
      And the vehicle is plugged into a <kind> station
      And the vehicle is <bus>
      When the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 60 s
      And the app shows that the vehicle is charging in reaction to the order

      Examples:
        | kind    | bus    |
        | regular | awake  |
        | fast    | asleep |

    Scenario: Without an order the charge does not begin
      Given charging is in deferred mode
      When the vehicle is plugged into a regular station
      Then charging stays off for 5 min after the plugging in

    Scenario: It is reported when the app confirms the order
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      When the driver orders a charge from the app
      Then it is reported when a banner confirms the charge order within 20 s of the order
      And charging is running in reaction to the order and stays so for 60 s

  @req-CHARGE-02
  Rule: Without a plug the charge does not start

    Scenario: A start order without a plug charges nothing
      When the driver orders a charge from the app
      Then charging stays off for 5 min after the order
      And it is reported when the vehicle refuses the charge order within 60 s of the order

    Scenario: It is reported when a set-up without a plug is kept
      Given charging is in deferred mode
      And the charge is programmed 30 min ahead in the app
      When the vehicle is plugged into a regular station
      Then charging stays off for 5 min after the plugging in
      And it is reported when charging is running within 10 min of the charge time

  @req-CHARGE-03
  Rule: The app switches between immediate and deferred charging

    Scenario: Deferred charging ends the charge that runs
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver orders deferred charging from the app
      Then charging is in deferred mode in reaction to the order
      And charging is off in reaction to the order
      And the app shows deferred charging in reaction to the order

    Scenario: Immediate charging begins to charge
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      When 1 min pass
      And the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      And charging is running in reaction to the order and stays so for 60 s
      And the app shows immediate charging in reaction to the order

    Scenario: Without an order the mode stays immediate
      Given the vehicle is plugged into a regular station
      And charging is running
      When 5 min pass
      Then charging stays in immediate mode for 5 min after the start of the wait
      And charging goes on for 5 min after the start of the wait

  @req-CHARGE-06
  Rule: A charge set-up is stored in the vehicle

    Scenario Outline: The programmed charge begins after the vehicle <loss>
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the charge is programmed 30 min ahead in the app
      When the vehicle <loss>
      Then charging stays off for 29:50 min after the programming
      And charging is running in reaction to the charge time

      Examples:
        | loss                         |
        | turns the ignition on and off |
        | leaves the network           |
