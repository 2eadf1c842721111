@rechargeable
Feature: Notification of the full charge
  A notification is sent when the charge reaches 100 % (line 466).

  @req-CHARGE-05
  Rule: A notification is sent when the charge reaches 100 %

    Scenario: The driver is notified once of a full battery
      Given the battery level is 99 %
      And the app is in the background
      And the vehicle is plugged into a fast station
      And charging is running
      When the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      And the driver gets one notification of the full charge

    Scenario: A charge that ends at 99 % is not notified
      Given the battery level is 98.5 %
      And the app is in the background
      And the vehicle is plugged into a fast station
      And charging is running
      When the battery level rises to 99 %
      And the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      And no notification tells of a full charge for 5 min after the order

    Scenario: A charge that ends at 99.5 % is not notified
      Given the battery level is 99 %
      And the app is in the background
      And the vehicle is plugged into a regular station
      And charging is running
      When the battery level rises to 99.5 %
      And the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      And no notification tells of a full charge for 5 min after the order
