@connected
Feature: The activation and what begins and ends beside it
  The key finishes the activation, and an update waits for trips, whatever other function begins or ends (lines 569 to 577).

  @calls @sos_buttons @req-ACTIV-15 @req-ACTIV-16 @req-ACTIV-17 @req-ACTIV-18
  Rule: The key finishes the activation whatever goes on, and without it nothing does

    Scenario: The key finishes each of four activations, beside refreshes, calls, a projection and a loss of the network
      Given the activation of the remote services is not finished
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver refreshes the home page by sliding it down
      And the driver has the app identify the key
      Then the activation is finished in reaction to the identification of the key and stays so for 30 s
      Given the activation of the remote services is not finished
      When the driver presses the SOS button
      And the driver has the app identify the key
      Then the activation is finished in reaction to the identification of the key and stays so for 30 s
      When the PSAP hangs up
      Given the activation of the remote services is not finished
      And the key is away from the vehicle
      When the driver orders the lights from the app
      And the driver has the app identify the key
      Then the app refuses the activation in reaction to the identification of the key
      When the key is brought to the vehicle
      And the driver presses the ASSISTANCE button
      And the driver refreshes the home page with the round arrow
      And the driver has the app identify the key
      Then the activation is finished in reaction to the identification of the key and stays so for 30 s
      When the assistance centre hangs up
      Given the activation of the remote services is not finished
      When the driver locks the vehicle with the key
      And the vehicle loses the network for 10 s
      And 5 s pass
      And the driver orders an unlock from the app
      And the driver refreshes the home page by sliding it down
      And the driver has the app identify the key
      Then the activation is finished in reaction to the identification of the key and stays so for 60 s
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

  @rechargeable @calls @sos_buttons @req-ACTIV-20 @req-ACTIV-21
  Rule: An update waits for its trips, and orders for the update, whatever goes on

    Scenario: While an update is pending no order works beside calls and a charge, nor later, and trips with calls install it
      Given charging is in deferred mode
      And all doors are locked
      And the battery level is 60 %
      And the vehicle is plugged into a regular station
      And an update of the vehicle is pending
      When the driver presses the SOS button
      And the driver orders an unlock from the app
      And the driver orders a charge from the app
      Then all doors stay locked for 30 s after the order
      And charging stays off for 30 s after the order
      When the PSAP hangs up
      And the driver refreshes the home page by sliding it down
      And the driver orders the horn from the app, and 3 s later the lights
      Then the horn stays silent for 30 s after the order
      And the lights stay off for 30 s after the second order
      When the vehicle is unplugged
      And the driver presses the ASSISTANCE button
      And the driver makes trips of 15 min until the vehicle is up to date
      Then the vehicle is up to date after 3 trips at most
      And all doors are locked
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
