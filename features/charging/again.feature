@rechargeable
Feature: Charging a fifth time
  Orders without a plug, times and notifications count as the first did (line 466).

  @req-CHARGE-06 @req-PRECOND-09
  Rule: Each time for the charge counts, however many came before it

    Scenario Outline: Each of five charge times of <kind> counts, after an end, a plug, a hatch button, a sleep and a loss of the supply
      Given charging is in deferred mode
      And the battery level is 30 %
      And the vehicle is plugged into a regular station
      When the driver programmes the charge 5:00 min ahead in the app
      Then the charge begins at the charge time and not before
      When the driver orders the end of the charge from the app
      And the driver turns the ignition on
      And 5 s pass
      And the driver programmes the charge 5:00 min ahead on the touch screen
      Then the charge begins at the charge time and not before
      When the vehicle is unplugged
      And 10 s pass
      And the vehicle is plugged into a fast station
      And the driver programmes the charge 5:00 min ahead in the app
      And the driver turns the ignition off
      Then the charge begins at the charge time and not before
      When the driver presses the button in the charging hatch
      And 192 h pass by the calendar
      And the driver programmes the charge 23 h ahead in the app
      And 5 s pass
      And the vehicle loses its supply for 10 s
      And it is 10 min before the charge time by the vehicle's clock
      Then the charge begins at the charge time and not before
      When the driver orders the end of the charge from the app
      And the driver programmes the charge for 23:59 in the app
      And 5 s pass
      And the vehicle leaves the network
      And it is 10 min before the charge time by the vehicle's clock
      Then the charge begins at the charge time and not before

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

  @req-CHARGE-05
  Rule: Each full charge is notified once

    Scenario: The driver is notified once of each of five full charges, over sleeps, failures of the supply and the pages of the app
      Given the battery level is 99 %
      And the vehicle is plugged into a regular station
      And charging is running
      When the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      When the vehicle is unplugged
      And the battery level falls to 99 %
      And 5 s pass
      And the vehicle is plugged into a fast station
      And the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      When the vehicle is unplugged
      And 25 h pass by the calendar
      And the battery level falls to 99 %
      And the supply of the vehicle fails for 10 s
      And 5 s pass
      Given the app is in the background
      When the vehicle is plugged into a regular station
      And the battery is charged until it is full
      Then the driver gets 3 notifications of the full charge
      When the supply of the vehicle fails for 10 s
      And the vehicle is unplugged
      And 192 h pass by the calendar
      And the battery level falls to 99 %
      Given the app is on a locked phone
      When the vehicle is plugged into a regular station
      And the battery is charged until it is full
      Then the driver gets 4 notifications of the full charge
      When the vehicle is unplugged
      And the battery level falls to 99 %
      And the vehicle loses the network for 10 s
      And the vehicle is plugged into a fast station
      And the battery is charged until it is full
      Then the driver gets 5 notifications of the full charge
