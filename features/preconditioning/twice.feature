@connected @rechargeable
Feature: Pre-conditioning and charge that are asked for in two ways
  What an order, the app and the touch screen ask for at one time is done as the later one of them needs
  (lines 466 to 482).

  @req-PRECOND-05 @req-PRECOND-06 @req-PRECOND-07
  Rule: A programme that is due while pre-conditioning runs on an order keeps to its times

    Scenario Outline: A programme set <place> runs to its end though pre-conditioning was ordered before
      Given the temperature outside is -5 °C
      And the temperature in the cabin is -5 °C
      And all doors are locked
      And the ignition is on
      When the driver programmes pre-conditioning 50 min ahead <place>
      And the driver turns the ignition off
      And 7 min pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 40 min
      And the cabin is at 21 °C at the target time
      And pre-conditioning is off 10 min after the target time and stays so for 15 min

      Examples:
        | place               |
        | on the touch screen |

  @req-PRECOND-01 @req-PRECOND-15 @req-CHARGE-01 @req-CHARGE-03
  Rule: What one smartphone has ordered the other one ends

    Scenario: Two smartphones order and end pre-conditioning and charge in turn
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the temperature outside is 20 °C
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      Given a new smartphone is registered with the account of the subscription
      When the driver orders a charge from the app
      And 10 s pass
      Then charging is running
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 5 min
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      Given the driver is back on the first smartphone
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order and stays so for 60 s
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning goes on for 5 min after the order
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock and stays so for 15 min

  @req-CHARGE-06 @req-PRECOND-09
  Rule: A charge time counts though the charge was ordered and ended before, and set in two ways

    Scenario Outline: A charge time set <first> and the same one <second> begin one charge, after one that was ordered and ended
      Given charging is in deferred mode
      And the battery level is 60 %
      And the vehicle is plugged into a regular station
      And it is 15 min before 12:00 by the vehicle's clock
      And the ignition is on
      When the driver programmes the charge for 12:00 <first>
      And the driver programmes the charge for 12:00 <second>
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 60 s
      And charging is running in reaction to the charge time and stays so for 15 min

      Examples:
        | first      | second              |
        | in the app | on the touch screen |

      @hybrid
      Examples:
        | first               | second     |
        | on the touch screen | in the app |
