@rechargeable
Feature: The button in the charging hatch
  A button beside the socket chooses deferred charging (line 466).

  @req-CHARGE-04
  Rule: The button in the hatch chooses deferred charging

    Scenario Outline: A press on the button of a vehicle that is <bus> chooses deferred charging
      Given charging is in immediate mode
      And the vehicle is <bus>
      When the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button and stays so for 15 min
      And the app shows deferred charging in reaction to the press of the hatch button and stays so for 60 s

      Examples:
        | bus    |
        | awake  |
        | asleep |

    @hybrid
    Scenario: The button in the hatch of a hybrid counts in its sleep, while it is awake, and in a long sleep again
      Given charging is in immediate mode
      And the vehicle is asleep
      When the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button and stays so for 5 min
      And the app shows deferred charging in reaction to the press of the hatch button and stays so for 5 min
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      Given the vehicle is awake
      When the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button and stays so for 5 min
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      Given the vehicle is asleep
      When 3 h pass
      And the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button and stays so for 5 min
      And the app shows deferred charging in reaction to the press of the hatch button and stays so for 5 min

    Scenario Outline: A press on the button in the hatch ends the <kind> charge that runs
      Given the battery level is 30 %
      And the vehicle is plugged into a <kind> station
      And charging is running
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button and stays so for 25 min
      And charging is in deferred mode

      Examples:
        | kind    |
        | regular |
        | fast    |

    Scenario: After a press on the button in the hatch no charge begins with the plug
      Given charging is in immediate mode
      When the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button
      When 10 min pass
      And the vehicle is plugged into a regular station
      Then charging stays off for 15 min after the plugging in

    Scenario: A press on the button in the hatch defers the charge again after the app chose immediate charging
      Given the vehicle is plugged into a regular station
      And charging is running
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order and stays so for 60 s
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button and stays so for 5 min
      And charging is in deferred mode
      And the app shows deferred charging in reaction to the press of the hatch button and stays so for 60 s

    Scenario: A press on the button in the hatch of a vehicle outside the network ends the charge
      Given the vehicle is plugged into a regular station
      And charging is running
      And the vehicle leaves the network
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button and stays so for 5 min

    @hybrid
    Scenario: A press on the button in the hatch during pre-conditioning keeps the charge from being resumed
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min
      And charging stays off for 15 min after the end of pre-conditioning

    Scenario: It is reported when a press in deferred mode chooses immediate charging
      Given charging is in deferred mode
      When the driver presses the button in the charging hatch
      Then it is reported when charging is in immediate mode within 60 s of the press of the hatch button
