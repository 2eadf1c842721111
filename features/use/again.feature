@connected
Feature: Orders of several smartphones over days
  Phones with the account of the subscription order, one with another account does not, each time (line 588).

  @req-USE-05
  Rule: Who may order can on each day, and who may not cannot

    @rechargeable
    Scenario: Orders of three smartphones work and those of another account do not, over sleeps, a drive and failures of the supply
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And a new smartphone is registered with the account of the subscription
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      Given a new smartphone is registered with another account
      When 3 h pass by the calendar
      And the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders an unlock from the app, and 3 s later a charge
      Then all doors stay locked for 20 s after the order
      And charging stays off for 20 s after the second order
      Given a new smartphone is registered with the account of the subscription
      When the supply of the vehicle fails for 10 s
      And 60 s pass
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the vehicle is unplugged
      And the driver starts the vehicle
      And the driver drives 500 m and turns the contact off
      And 25 h pass by the calendar
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      Given a new smartphone is registered with another account
      When the driver orders the end of pre-conditioning from the app
      And the driver orders the horn from the app, and 3 s later the lights
      Then pre-conditioning goes on for 20 s after the order
      And the horn stays silent for 20 s after the order
      And the lights stay off for 20 s after the second order
      Given the driver is back on the first smartphone
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When 25 h pass by the calendar
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 60 s
