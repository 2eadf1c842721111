@connected
Feature: Orders and what begins and ends beside them
  An order is carried out, confirmed and shown whatever other function begins or ends before and in it (lines 504 to 544).

  @rechargeable @req-REMOTE-22 @req-REMOTE-26 @req-REMOTE-27 @req-REMOTE-30
  Rule: The horn sounds for 10 s whatever begins and ends meanwhile

    Scenario: The horn sounds for 10 s beside lights, charge, pre-conditioning, unlock and refresh, each time
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a fast station
      When the driver orders the lights from the app, and 3 s later the horn
      Then the horn sounds in reaction to the second order
      When the driver refreshes the home page by sliding it down
      Then the horn sounds for 10 s in all
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 30 s
      And the app shows the vehicle honking only while it honks
      And the vehicle honks once
      When the driver orders the end of pre-conditioning from the app
      And the driver orders the horn from the app, and 3 s later the lights
      And the vehicle is unplugged
      Then the horn sounds for 10 s in all
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 30 s
      And the app shows the vehicle honking only while it honks
      When the vehicle is plugged into a regular station
      And the driver orders the horn from the app, and 3 s later an unlock
      And the driver presses the button in the charging hatch
      Then the horn sounds for 10 s in all
      And the app shows the vehicle honking only while it honks
      When 30 s pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver refreshes the home page by sliding it down
      And the driver orders the horn again 5 s after the start of the horn
      Then the vehicle honks a second time at a limited level

    @calls @sos_buttons @private_menu_menu
    Scenario: The horn sounds for 10 s though calls begin and end, the mode changes and the network is lost meanwhile
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the PSAP hangs up
      Then the horn sounds for 10 s in all
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 30 s
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the PSAP calls back
      Then the horn sounds for 10 s in all
      And the app shows the vehicle honking only while it honks
      When the PSAP hangs up
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver selects private mode on the touch screen
      Then the horn sounds for 10 s in all
      When the driver selects geolocated mode on the touch screen
      And 20 s pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the vehicle loses the network for 2 s
      Then the horn sounds for 10 s in all
      When 20 s pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the vehicle honks once, as loudly as the first time

  @rechargeable @req-REMOTE-18 @req-REMOTE-20 @req-REMOTE-21 @req-REMOTE-29
  Rule: The lights are on for 10 s whatever begins and ends meanwhile

    Scenario: The lights are on for 10 s beside horn, charge, pre-conditioning, unlock and refresh, each time
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a fast station
      When the driver orders the horn from the app, and 3 s later the lights
      Then the lights are on in reaction to the second order
      When the driver refreshes the home page by sliding it down
      Then the lights are on for 10 s in all
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 30 s
      And the app shows the lights on only while they are on
      When the driver orders the end of pre-conditioning from the app
      And the driver orders the horn from the app, and 3 s later the lights
      And the vehicle is unplugged
      Then the lights are on for 10 s in all
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 30 s
      And the app shows the lights on only while they are on
      When the vehicle is plugged into a regular station
      And the driver orders the lights from the app, and 3 s later an unlock
      And the driver presses the button in the charging hatch
      Then the lights are on for 10 s in all
      And the app shows the lights on only while they are on
      When 30 s pass
      And the driver orders the lights from the app, and 3 s later the horn
      Then the lights are on for 10 s in all
      And the app shows the lights order in progress first, and then as carried out

    @calls @sos_buttons @private_menu_menu
    Scenario: The lights are on for 10 s though calls begin and end, the mode changes and the network is lost meanwhile
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the PSAP hangs up
      Then the lights are on for 10 s in all
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 30 s
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the PSAP calls back
      Then the lights are on for 10 s in all
      And the app shows the lights on only while they are on
      When the PSAP hangs up
      And the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver selects private mode on the touch screen
      Then the lights are on for 10 s in all
      When the driver selects geolocated mode on the touch screen
      And 20 s pass
      And the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the vehicle loses the network for 2 s
      Then the lights are on for 10 s in all

  @rechargeable @req-REMOTE-13 @req-REMOTE-14 @req-REMOTE-15 @req-REMOTE-28
  Rule: The doors follow an order within 8 s whatever begins and ends meanwhile

    Scenario Outline: The doors of <kind> follow orders beside charge, pre-conditioning, calls of the app and changes of the plug
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      When the driver orders an unlock from the app
      Then the app shows the unlock order in progress until the vehicle has carried it out
      And all doors are unlocked within 8 s of the order
      When the vehicle is plugged into a regular station
      And the driver orders a lock from the app
      And the driver orders the end of pre-conditioning from the app
      Then all doors and the trunk are locked within 8 s of the order
      And the app shows the lock order in progress until the vehicle has carried it out
      When the driver orders the horn from the app, and 3 s later an unlock
      And the driver refreshes the home page by sliding it down
      Then all doors are unlocked within 8 s of the second order
      And the app shows the unlock order in progress until the vehicle has carried it out
      When the driver orders the lights from the app, and 3 s later a lock
      And the driver presses the button in the charging hatch
      Then all doors and the trunk are locked within 8 s of the second order
      When the driver orders pre-conditioning from the app, and 3 s later an unlock
      Then all doors are unlocked within 8 s of the second order
      When the vehicle is unplugged
      And the driver orders a lock from the app
      And the rear right door is opened and closed
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

    @calls @sos_buttons @private_menu_menu
    Scenario: The doors follow orders while calls begin and end, and after changes of the mode and losses of the network
      Given the vehicle is started
      And all doors are locked
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver orders an unlock from the app
      And the PSAP hangs up
      Then all doors are unlocked within 8 s of the order
      And the app shows the unlock order in progress until the vehicle has carried it out
      When the PSAP calls back
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the PSAP hangs up
      And the driver selects private mode on the touch screen
      And the driver orders an unlock from the app
      And 10 s pass
      And the driver selects geolocated mode on the touch screen
      And 10 s pass
      Then all doors are locked
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the vehicle loses the network for 10 s
      And 5 s pass
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      And the app shows the lock order in progress until the vehicle has carried it out
      When the driver presses the ASSISTANCE button
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When 10 s pass
      And the assistance centre hangs up
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

  @rechargeable @req-REMOTE-05 @req-REMOTE-06
  Rule: A banner confirms an order whatever begins and ends meanwhile

    Scenario: A banner confirms each order while the home page loads, in pre-conditioning and a charge, and on a second smartphone
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      And the app is on its home page
      When the driver orders the lights from the app
      And the driver refreshes the home page by sliding it down
      Then a banner confirms the lights order within 20 s of the order
      When 60 s pass
      And the driver refreshes the home page with the round arrow
      And the driver orders the horn from the app
      Then a banner confirms the horn order within 20 s of the order
      When 60 s pass
      And the driver orders an unlock from the app
      And the driver refreshes the home page by sliding it down
      Then a banner confirms the unlock order within 20 s of the order
      When 60 s pass
      And the driver refreshes the home page by sliding it down
      And the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      When the driver orders a charge from the app
      And the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      Given a new smartphone is registered with the account of the subscription
      When the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      When the driver orders the horn from the app, and 3 s later the lights
      Then a banner confirms the horn order within 20 s of the order
      And a banner confirms the lights order within 20 s of the second order
      Given the driver is back on the first smartphone
      When the driver refreshes the home page by sliding it down
      And the driver orders an unlock from the app
      Then a banner confirms the unlock order within 20 s of the order

  @rechargeable @req-REMOTE-05 @req-REMOTE-07
  Rule: A notification confirms an order whatever begins and ends meanwhile

    Scenario: A notification confirms each order while the home page loads, in pre-conditioning and a charge, and on a second smartphone
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      When the driver refreshes the home page by sliding it down
      And the driver orders the lights from the app and leaves it in the background
      Then a notification confirms the lights order within 20 s of the order
      When 60 s pass
      And the driver orders the end of pre-conditioning from the app
      And the driver refreshes the home page with the round arrow
      And the driver orders the horn from the app and leaves it on a locked phone
      Then a notification confirms the horn order within 20 s of the order
      When the vehicle is unplugged
      And the driver orders an unlock from the app and leaves it in the background
      And the driver unlocks the vehicle with the key
      Then a notification confirms the unlock order within 20 s of the order
      Given a new smartphone is registered with the account of the subscription
      When the driver orders a lock from the app and leaves it on a locked phone
      Then a notification confirms the lock order within 20 s of the order
      When the driver orders the lights from the app and leaves it in the background
      Then a notification confirms the lights order within 20 s of the order
      Given the driver is back on the first smartphone
      When the driver orders the horn from the app and leaves it in the background
      Then a notification confirms the horn order within 20 s of the order

    @calls @sos_buttons
    Scenario Outline: A notification confirms each order as the call of the <button> button begins, goes on and ends
      When the driver presses the <button> button
      And the driver orders a lock from the app and leaves it <page>
      Then a notification confirms the lock order within 20 s of the order
      When the driver orders the horn from the app and leaves it <page>
      Then a notification confirms the horn order within 20 s of the order
      When the <agent> hangs up
      And the driver orders the lights from the app and leaves it <page>
      Then a notification confirms the lights order within 20 s of the order
      When 60 s pass
      And the driver orders an unlock from the app and leaves it <page>
      Then a notification confirms the unlock order within 20 s of the order

      Examples:
        | button     | agent             | page              |
        | SOS        | PSAP              | in the background |
        | ASSISTANCE | assistance centre | on a locked phone |

  @rechargeable @req-REMOTE-08 @req-REMOTE-10 @req-REMOTE-11 @req-REMOTE-12
  Rule: A refresh shows the lock status whatever begins and ends meanwhile

    @calls @sos_buttons @private_menu_menu
    Scenario: A refresh shows the lock status after private mode, in and after calls, charge and pre-conditioning, and on a second smartphone
      Given the battery level is 60 %
      And all doors are locked
      And the home page of the app has been refreshed
      And the vehicle is in private mode
      When the driver unlocks the vehicle with the key
      And 10 s pass
      Given the vehicle is in geolocated mode
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh
      When the driver presses the SOS button
      And the driver locks the vehicle with the key
      And 10 s pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked in reaction to the refresh
      When the PSAP hangs up
      And the driver orders an unlock from the app, and 3 s later the horn
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh
      When the driver presses the ASSISTANCE button
      And the driver orders a lock from the app, and 3 s later the lights
      And 10 s pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked in reaction to the refresh
      When the assistance centre hangs up
      And the vehicle is plugged into a regular station
      And the driver orders pre-conditioning from the app
      And 10 s pass
      And the driver orders an unlock from the app
      And 10 s pass
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh
      When the vehicle loses the network for 10 s
      And the driver locks the vehicle with the key
      And 10 s pass
      Given a new smartphone is registered with the account of the subscription
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked in reaction to the refresh
      When the driver unlocks the vehicle with the key
      And 10 s pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min
      Given the driver is back on the first smartphone
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 5 min

  @calls @sos_buttons @rechargeable
  Rule: The app shows an order in progress, and advises on the horn, whatever begins and ends meanwhile

    @req-REMOTE-19 @req-REMOTE-20 @req-REMOTE-23 @req-REMOTE-24
    Scenario: Lights and horn orders are shown in progress first while the home page loads, in calls and on a second smartphone
      Given the battery level is 60 %
      And all doors are locked
      When the driver refreshes the home page by sliding it down
      And the driver orders the lights from the app
      Then the app shows that the lights order is in progress within 8 s of the order
      And the app shows the lights order in progress first, and then as carried out
      When the driver presses the SOS button
      And the driver orders the horn from the app
      Then the app shows that the horn order is in progress within 8 s of the order
      And the app shows the horn order in progress first, and then as carried out
      When 10 s pass
      And the PSAP hangs up
      And the driver orders pre-conditioning from the app
      And the driver orders the lights from the app
      Then the app shows that the lights order is in progress within 8 s of the order
      And the app shows the lights order in progress first, and then as carried out
      Given a new smartphone is registered with the account of the subscription
      When the driver refreshes the home page with the round arrow
      And the driver orders the horn from the app
      Then the app shows that the horn order is in progress within 8 s of the order
      And the app shows the horn order in progress first, and then as carried out
      When the vehicle is plugged into a regular station
      And the driver orders an unlock from the app, and 1 s later the lights
      Then the app shows that the lights order is in progress within 8 s of the second order
      And the app shows the lights order in progress first, and then as carried out

    @req-REMOTE-25
    Scenario: Each horn order brings advice while the home page loads, in calls, beside other orders and on a second smartphone
      Given the battery level is 60 %
      And all doors are locked
      When the driver refreshes the home page by sliding it down
      And the driver orders the horn from the app
      Then a notification advises on the local rules on horns within 8 s of the order
      When 30 s pass
      And the driver presses the SOS button
      And the driver orders a lock from the app, and 1 s later the horn
      Then a notification advises on the local rules on horns within 8 s of the second order
      When 10 s pass
      And the PSAP hangs up
      And the driver orders pre-conditioning from the app
      And the driver orders the horn from the app and leaves it in the background
      Then a notification advises on the local rules on horns within 8 s of the order
      When 30 s pass
      And the driver orders the lights from the app, and 1 s later the horn
      Then a notification advises on the local rules on horns within 8 s of the second order
      Given a new smartphone is registered with the account of the subscription
      When the driver refreshes the home page with the round arrow
      And the driver orders the horn from the app
      Then a notification advises on the local rules on horns within 8 s of the order

    @private_menu_menu @req-REMOTE-09
    Scenario: The lock status stays without a refresh through calls, orders, changes of mode, charge and pre-conditioning
      Given the battery level is 60 %
      And all doors are locked
      And the home page of the app has been refreshed
      And the ignition is on
      When the driver presses the SOS button
      And the driver unlocks the vehicle with the key
      And 10 s pass
      And the PSAP hangs up
      And the driver orders the horn from the app, and 3 s later the lights
      And the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      And the vehicle is plugged into a regular station
      And the vehicle loses the network for 10 s
      And the driver turns the ignition off
      And the driver presses the ASSISTANCE button
      Then the home page keeps showing the vehicle as locked for 3 min after the unlock
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      And the vehicle is unplugged
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 10 s
      And the home page keeps showing the vehicle as locked for 5 min after the order
