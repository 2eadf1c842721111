@connected
Feature: Activation at the vehicle
  Remote services are activated at the vehicle, with phone and key (lines 569 to 573).

  @req-ACTIV-15 @req-ACTIV-16 @req-ACTIV-18
  Rule: The activation is done once the key has been identified, with phone and key at a vehicle that is started

    Scenario: The key at a vehicle that is started finishes the activation
      Given the activation of the remote services is not finished
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the activation is finished in reaction to the identification of the key and stays so for 5 min
      When the driver turns the ignition off
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario: An activation that was refused without the key is finished once the key is there
      Given the activation of the remote services is not finished
      And the vehicle is started
      And the phone is connected to the vehicle
      And the key is away from the vehicle
      When the driver has the app identify the key
      Then the app refuses the activation in reaction to the identification of the key
      When the key is brought to the vehicle
      And the driver has the app identify the key
      Then the activation is finished in reaction to the identification of the key and stays so for 60 s

    Scenario: The key has to be there for each activation, also right after one that was finished
      Given the activation of the remote services is not finished
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the activation is finished in reaction to the identification of the key
      Given the activation of the remote services is not finished
      And the key is away from the vehicle
      When the driver has the app identify the key
      Then the app refuses the activation in reaction to the identification of the key
      And the activation stays unfinished for 5 min after the identification of the key

    Scenario: Without identifying the key the activation is not finished
      Given the activation of the remote services is not finished
      And the vehicle is started
      And the phone is connected to the vehicle
      When 15 min pass
      Then the activation stays unfinished for 15 min after the start of the wait

  @req-ACTIV-15 @req-ACTIV-18
  Rule: Phone and key have to be at the vehicle

    Scenario Outline: The activation is refused while the <companion> is away
      Given the activation of the remote services is not finished
      And the vehicle is started
      And the phone is connected to the vehicle
      And the <companion> is away from the vehicle
      When the driver has the app identify the key
      Then the app refuses the activation in reaction to the identification of the key
      When the driver has the app identify the key
      Then the app refuses the activation in reaction to the identification of the key
      And the activation stays unfinished for 5 min after the identification of the key

      Examples:
        | companion |
        | key       |
        | phone     |

  @req-ACTIV-17
  Rule: The last step needs a Bluetooth link of phone and vehicle

    Scenario: The activation is refused at a vehicle to which the phone has no Bluetooth link
      Given the activation of the remote services is not finished
      And the vehicle is started
      And the phone is at the vehicle and not connected
      When the driver has the app identify the key
      Then the app refuses the activation in reaction to the identification of the key
      And the activation stays unfinished for 5 min after the identification of the key

    Scenario: The activation is finished once the phone that was not connected has its Bluetooth link
      Given the activation of the remote services is not finished
      And the vehicle is started
      And the phone is at the vehicle and not connected
      When the driver has the app identify the key
      Then the app refuses the activation in reaction to the identification of the key
      Given the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the activation is finished in reaction to the identification of the key and stays so for 60 s

  @req-ACTIV-22
  Rule: A swipe down brings the state of subscription and activation up to date

    Scenario: The app shows a finished activation after its home page was slid down
      Given the activation of the remote services is not finished
      When the back office has the activation as finished
      And the driver refreshes the home page by sliding it down
      Then the app shows the activation as finished from 1 min to 2 min after the refresh

    Scenario: The app shows an activation as unfinished after its home page was slid down
      Given the activation of the remote services is not finished
      When the driver refreshes the home page by sliding it down
      Then the app shows the activation as unfinished from 1 min to 2 min after the refresh

  @req-ACTIV-16
  Rule: The vehicle has to be started

    Scenario: The activation is refused at a vehicle that has been switched off again
      Given the activation of the remote services is not finished
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver turns the ignition off
      And the driver has the app identify the key
      Then the app refuses the activation in reaction to the identification of the key
      And the activation stays unfinished for 5 min after the identification of the key

    Scenario: The activation is refused with the contact alone
      Given the activation of the remote services is not finished
      And the ignition is on
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the app refuses the activation in reaction to the identification of the key
      And the activation stays unfinished for 5 min after the identification of the key

  @req-ACTIV-08 @req-ACTIV-10
  Rule: No step of the activation can be left out

    Scenario: The key does not finish the activation on a smartphone without the code sent to the trusted number
      Given the activation of the remote services is not finished
      And the driver is logged in with the account of the subscription on a new smartphone
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the activation stays unfinished for 5 min after the identification of the key

    Scenario: The key does not finish the activation on a smartphone without the SAFETY code
      Given the activation of the remote services is not finished
      And the driver is logged in with the account of the subscription on a new smartphone
      And the app has been given the code sent to the trusted number
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the activation stays unfinished for 5 min after the identification of the key

    Scenario: The key finishes the activation on a smartphone that has been through the steps before
      Given the activation of the remote services is not finished
      And a new smartphone is registered with the account of the subscription
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver has the app identify the key
      Then the activation is finished in reaction to the identification of the key and stay so for 60 s
