@rechargeable
Feature: The home page at the ends of the scale, and from place to place
  Charge level, range and charge status are shown at each level, in each state and in each mode that tells of them
  (lines 446 to 458).

  @req-STATUS-03 @req-STATUS-07 @req-STATUS-12 @req-STATUS-13
  Rule: A refresh shows what there is, however much or little that is

    @private_menu_menu @intermediate_mode
    Scenario Outline: The home page of <kind> shows six charge levels with their ranges, asleep, on the road and in intermediate mode
      Given the battery level is 100 %
      When the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 100 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      When the vehicle is plugged into a regular station
      And the driver refreshes the home page with the round arrow
      Then the home page shows the charge as finished within 60 s of the refresh
      When the vehicle is unplugged
      And the battery level falls to 99 %
      And 8 h pass by the calendar
      And the driver refreshes the home page with the round arrow
      Then the home page shows a charge level of 99 % within 60 s of the refresh
      And the home page shows the charge as idle
      Given the vehicle is started
      And the vehicle is driven at 50 km/h
      When the battery level falls to 43 %
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      When the battery level falls to 9 %
      And the driver selects intermediate mode on the touch screen
      And the driver refreshes the home page with the round arrow
      Then the home page shows a charge level of 9 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      Given the vehicle is driven at 0 km/h
      When the battery level falls to 1 %
      And the driver turns the ignition off
      And 25 h pass by the calendar
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 1 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      When the battery level falls to 0 %
      And the vehicle loses its supply for 10 s
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 0 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      When the vehicle is plugged into a fast station
      And the driver refreshes the home page with the round arrow
      Then the home page shows the charge as charging within 60 s of the refresh and stays so for 5 min

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

  @req-STATUS-04 @req-REMOTE-09
  Rule: Without a refresh the home page keeps its values, however long

    Scenario: Charge level, range, charge and locks stay without a refresh over days with sleeps, failures of the supply and a drive
      Given the battery level is 80 %
      And all doors are locked
      And the home page of the app has been refreshed
      When the driver unlocks the vehicle with the key
      And the battery level falls to 60 %
      And 3 h pass by the calendar
      And the supply of the vehicle fails for 10 s
      And the vehicle is plugged into a regular station
      And 25 h pass by the calendar
      And the vehicle is unplugged
      And the driver starts the vehicle
      And the driver drives 500 m and turns the contact off
      And the battery level falls to 43 %
      And 90 h pass by the calendar
      And 60 s pass
      Then the home page keeps showing a charge level of 80 % for 60 s after the start of the wait
      And the home page keeps the old range for 60 s after the start of the wait
      And the home page keeps showing the charge as idle for 60 s after the start of the wait
      And the home page keeps showing the vehicle as locked for 60 s after the start of the wait
      When the driver refreshes the home page with the round arrow
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 60 s
      And the home page shows the vehicle as unlocked
