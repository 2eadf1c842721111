@rechargeable @calls @sos_buttons
Feature: The home page and what begins and ends beside a refresh
  A refresh loads, keeps and is broken off whatever other function begins or ends (lines 446 to 462).

  @req-STATUS-03 @req-STATUS-07 @req-STATUS-12 @req-STATUS-13
  Rule: A refresh shows charge level, range and charge status in less than a minute whatever goes on

    @private_menu_menu
    Scenario Outline: The home page shows <kind> in calls, after private mode and losses, in a charge and in pre-conditioning
      Given the battery level is 71 %
      And all doors are locked
      And the ignition is on
      When the driver presses the SOS button
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 71 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      When 10 s pass
      And the PSAP hangs up
      And the driver selects private mode on the touch screen
      And the battery level falls to 60 %
      And the vehicle is plugged into a regular station
      And 10 s pass
      And the driver selects geolocated mode on the touch screen
      And the driver refreshes the home page with the round arrow
      Then the home page shows the charge as charging within 60 s of the refresh
      When the battery level rises to 61 %
      And the driver presses the ASSISTANCE button
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 61 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      When the battery level rises to 62 %
      And the driver orders the horn from the app
      And the driver refreshes the home page with the round arrow
      Then the home page shows a charge level of 62 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      When 10 s pass
      And the assistance centre hangs up
      And the driver turns the ignition off
      And the vehicle loses the network for 10 s
      And the driver presses the button in the charging hatch
      And the driver refreshes the home page by sliding it down
      Then the home page shows the charge as idle within 60 s of the refresh
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders an unlock from the app
      And the driver refreshes the home page by sliding it down
      Then the home page shows the charge as charging within 60 s of the refresh
      When 10 s pass
      And the vehicle is unplugged
      And the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      And the driver refreshes the home page with the round arrow
      Then the home page shows the charge as idle within 60 s of the refresh and stays so for 5 min

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

  @req-STATUS-08 @req-STATUS-09 @req-STATUS-10
  Rule: A switch of the connection breaks the loading off whatever goes on

    Scenario: A switch of the connection breaks the loading off beside orders, calls, a charge and pre-conditioning
      Given the battery level is 80 %
      And all doors are locked
      And the home page of the app has been refreshed
      And the battery level is 60 %
      When the driver orders the horn from the app
      And the driver refreshes the home page by sliding it down and the phone switches to mobile data meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      When the driver orders pre-conditioning from the app
      And the driver refreshes the home page by sliding it down and the phone switches to WIFI meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      When the driver presses the SOS button
      And the driver orders an unlock from the app
      And the driver refreshes the home page with the round arrow and the phone switches to mobile data meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      When 10 s pass
      And the PSAP hangs up
      And the driver presses the ASSISTANCE button
      And the vehicle is plugged into a regular station
      And the driver refreshes the home page by sliding it down and the phone switches to WIFI meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      And the home page keeps showing a charge level of 80 % for 5 min after the switch of the connection
      When the driver orders the lights from the app
      And the driver refreshes the home page with the round arrow
      Then the home page shows the charge as charging within 60 s of the refresh and stays so for 10 s

  @private_menu_menu @req-STATUS-04
  Rule: Without a refresh the home page keeps its values whatever goes on

    Scenario: Charge level, range and charge stay without a refresh through calls, modes, orders, a charge and pre-conditioning
      Given the battery level is 80 %
      And all doors are locked
      And the home page of the app has been refreshed
      And the ignition is on
      And the battery level is 60 %
      When the driver presses the SOS button
      And the vehicle is plugged into a regular station
      And 10 s pass
      And the PSAP hangs up
      And the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      And the driver orders the lights from the app and leaves it in the background
      And the vehicle loses the network for 10 s
      And the driver turns the ignition off
      And the driver orders pre-conditioning from the app and leaves it on its home page
      And the driver presses the ASSISTANCE button
      And the driver unlocks the vehicle with the key
      Then the home page keeps showing a charge level of 80 % for 5 min after the order
      And the home page keeps the old range for 5 min after the order
      And the home page keeps showing the charge as idle for 5 min after the order
