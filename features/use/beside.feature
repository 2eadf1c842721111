@connected
Feature: Right and wrong orders beside each other and other functions
  Who may not order cannot whatever goes on, and what was not carried out is not carried out later (lines 549 to 588).

  @rechargeable @req-USE-01
  Rule: Before the end of the activation nothing is carried out, nor at its end

    @private_menu_menu @calls @sos_buttons
    Scenario: Orders before the end of the activation do nothing beside a call, a charge and private mode, nor when it is finished
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the ignition is on
      And the activation of the remote services is not finished
      When the driver presses the SOS button
      And the driver orders an unlock from the app
      And the driver orders a charge from the app
      Then all doors stay locked for 30 s after the order
      And charging stays off for 30 s after the order
      When the PSAP hangs up
      And the driver refreshes the home page by sliding it down
      And the driver orders the lights from the app, and 3 s later the horn
      Then the lights stay off for 30 s after the order
      And the horn stays silent for 30 s after the second order
      When the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      And the vehicle loses the network for 10 s
      And the driver orders pre-conditioning from the app, and 3 s later immediate charging
      And the driver programmes the charge 20 h ahead in the app
      Then pre-conditioning stays off for 30 s after the order
      And charging stays in deferred mode for 30 s after the second order
      When the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver orders an unlock from the app
      And the driver orders the horn from the app
      And 10 s pass
      Given the activation of the remote services is finished
      When 60 s pass
      Then all doors stay locked for 60 s after the start of the wait
      And the horn stays silent for 60 s after the start of the wait
      And the lights stay off for 60 s after the start of the wait
      And charging stays off for 60 s after the start of the wait
      And pre-conditioning stays off for 60 s after the start of the wait
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

  @rechargeable @req-USE-02
  Rule: With coverage orders work, also after several that found none

    Scenario: Once coverage is back orders work, and no order of before stays in progress
      Given charging is in deferred mode
      And all doors are unlocked
      And the vehicle is plugged into a regular station
      And the vehicle has no mobile network coverage
      When the driver orders a lock from the app, and 3 s later the lights
      And the driver refreshes the home page by sliding it down
      And the driver orders the horn from the app
      And 4 min pass
      Given the vehicle has mobile network coverage
      When 60 s pass
      Then the app shows no order in progress for 60 s after the start of the wait
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the horn from the app, and 3 s later the lights
      Then the lights are on in reaction to the second order
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the vehicle loses the network for 10 s
      And 5 s pass
      And the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

  @rechargeable @req-USE-05 @req-ACTIV-01
  Rule: Who may not order cannot beside who may, whatever goes on

    @calls @sos_buttons
    Scenario Outline: Orders from a smartphone <which> do nothing while one of the registered smartphone is carried out
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      When the driver orders the lights from the app
      Given <phone> on a new smartphone
      When the driver orders an unlock from the app
      And the driver orders a charge from the app
      Then all doors stay locked for 30 s after the order
      And charging stays off for 30 s after the order
      Given the driver is back on the first smartphone
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      Given <phone> on a new smartphone
      When the driver orders the end of pre-conditioning from the app
      And the driver orders the horn from the app, and 3 s later an unlock
      Then all doors stay locked for 30 s after the second order
      And the horn stays silent for 30 s after the order
      And pre-conditioning goes on for 30 s after the order
      When the driver presses the SOS button
      And the driver orders the lights from the app, and 3 s later an unlock
      Then all doors stay locked for 30 s after the second order
      And the lights stay off for 30 s after the order
      Given the driver is back on the first smartphone
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

      Examples:
        | which                      | phone                                                         |
        | that is not registered     | the driver is logged in with the account of the subscription  |
        | with another account       | the driver is logged in with another account                  |

  @calls @sos_buttons @rechargeable @private_menu_menu @req-USE-05
  Rule: A second smartphone works whatever goes on

    Scenario: Orders and refreshes of a second smartphone work in calls, after private mode and losses, and beside those of the first
      Given the battery level is 60 %
      And charging is in deferred mode
      And all doors are locked
      And the ignition is on
      When the driver orders the horn from the app
      Given a new smartphone is registered with the account of the subscription
      When the driver presses the SOS button
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When 10 s pass
      And the PSAP hangs up
      And the driver selects private mode on the touch screen
      And the driver orders a lock from the app
      And 10 s pass
      And the driver selects geolocated mode on the touch screen
      And the vehicle is plugged into a regular station
      And the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the vehicle loses the network for 10 s
      And 5 s pass
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      Given the driver is back on the first smartphone
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked within 60 s of the refresh
      When the driver turns the ignition off
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
