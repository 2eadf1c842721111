@connected
Feature: Programmes and an update of the vehicle
  What is stored in the vehicle is kept, and an update changes nothing of it (lines 482 and 575).

  @rechargeable @req-PRECOND-12 @req-PRECOND-13 @req-CHARGE-03 @req-CHARGE-06
  Rule: What is stored in the vehicle outlasts an update

    Scenario: Programme, charge time and mode of the charge that were set before an update count after it
      Given all doors are locked
      And charging is in deferred mode
      And the battery level is 60 %
      And pre-conditioning is programmed 6 h ahead in the app
      And the charge is programmed 3 h ahead in the app
      And an update of the vehicle is pending
      When the driver makes a trip of 16 min with a long stop
      And the driver makes a trip of 16 min with a long stop
      And the vehicle is plugged into a regular station
      Then charging stays off for 5 min after the plugging in
      And charging stays in deferred mode for 5 min after the plugging in
      When it is 10 min before the charge time by the vehicle's clock
      Then charging is running in reaction to the charge time and stays so for 6 min
      When the driver presses the button in the charging hatch
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
