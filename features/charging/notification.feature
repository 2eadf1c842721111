@rechargeable
Feature: Notification of the full charge
  A notification is sent when the charge reaches 100 % (line 466).

  @req-CHARGE-05
  Rule: A notification is sent when the charge reaches 100 %

    Scenario Outline: The driver is notified once of a full battery at a <kind> station with the app <page>
      Given the battery level is <level> %
      And the app is <page>
      And the vehicle is plugged into a <kind> station
      And charging is running
      When the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      And the driver gets one notification of the full charge

      Examples:
        | kind    | page              | level |
        | fast    | in the background | 99    |
        | regular | on its home page  | 99.5  |
        | fast    | on a locked phone | 99    |
        | regular | on another page   | 99.5  |

    Scenario: The driver is notified of each full charge
      Given the temperature outside is 45 °C
      And the battery level is 99 %
      And the app is in the background
      And the vehicle is plugged into a fast station
      And charging is running
      When the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      When the vehicle is unplugged
      And 8 h pass by the calendar
      Given the battery level is 98.5 %
      When the vehicle is plugged into a fast station
      And the battery is charged until it is full
      Then the driver gets 2 notifications of the full charge

    Scenario: The driver is not notified anew when a full vehicle is plugged in again
      Given the battery level is 99 %
      And the app is in the background
      And the vehicle is plugged into a fast station
      And charging is running
      When the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      When the vehicle is unplugged
      And 5 min pass
      And the vehicle is plugged into a fast station
      Then the driver gets one notification of the full charge

    Scenario: The driver is notified of a charge from the app that is full after hours
      Given the temperature outside is -30 °C
      And charging is in deferred mode
      And the battery level is 90 %
      And the app is in the background
      And the vehicle is plugged into a regular station
      When the driver orders a charge from the app
      And the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      And the driver gets one notification of the full charge

    @electric
    Scenario: The driver is notified of a battery that is full while pre-conditioning runs and a second time once it was stopped
      Given the battery level is 99.5 %
      And the app is in the background
      And all doors are locked
      And the vehicle is plugged into a regular station
      And pre-conditioning is running
      When the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      And pre-conditioning is running
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the vehicle is unplugged
      Given the battery level is 98.5 %
      When the vehicle is plugged into a fast station
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      And the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge

    @hybrid
    Scenario: The driver of a hybrid is notified of a charge that is full after pre-conditioning interrupted it
      Given the battery level is 98.5 %
      And the app is in the background
      And all doors are locked
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      And the driver gets one notification of the full charge

    Scenario: The driver is notified of a full battery after plug, hatch button and orders have cut the charge short
      Given the battery level is 98.5 %
      And the app is in the background
      And the vehicle is plugged into a regular station
      And charging is running
      When the vehicle is unplugged
      And 1 min pass
      And the vehicle is plugged into a regular station
      Then charging is running in reaction to the plugging in
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver unlocks the vehicle with the key
      And the driver turns the ignition on
      And the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      When the driver turns the ignition off
      And 5 min pass
      Then the driver gets one notification of the full charge

    Scenario Outline: A <kind> charge that ends at <end> % is not notified
      Given the battery level is <start> %
      And the app is in the background
      And the vehicle is plugged into a <kind> station
      And charging is running
      When the battery level rises to <end> %
      And the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 5 min
      And no notification tells of a full charge for 15 min after the order

      Examples:
        | kind    | start | end  |
        | fast    | 49    | 50   |
        | regular | 79.5  | 80   |
        | fast    | 89    | 90   |
        | fast    | 98.5  | 99   |
        | regular | 99    | 99.5 |
