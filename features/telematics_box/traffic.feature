@connected @sos_buttons
Feature: The telematics box in the vehicle and its messages to the manufacturer
  The box takes part in the traffic of the vehicle and tells the manufacturer what the services need (line 126).

  @req-TBOX-01
  Rule: The telematics box answers

    Scenario: The telematics box takes part in the traffic of a vehicle that is woken
      Given the vehicle is asleep
      When the driver turns the ignition on
      Then the telematics unit takes part in the traffic in reaction to the turn of the ignition and stays so for 60 s

    Scenario: The telematics box goes on taking part while the ignition is on
      Given the vehicle is asleep
      When the driver turns the ignition on
      Then the telematics unit takes part in the traffic in reaction to the turn of the ignition and stays so for 30 min

  @calls @req-TBOX-02
  Rule: The manufacturer is told as part of the SOS and assistance service

    Scenario: The manufacturer has word of a call for assistance
      When the driver presses the ASSISTANCE button
      Then the manufacturer has word of the assistance in reaction to the ASSISTANCE press

    Scenario: The manufacturer has word of a second call for assistance
      When the driver presses the ASSISTANCE button
      Then the manufacturer has word of the assistance in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And 60 s pass
      And the driver presses the ASSISTANCE button
      Then the manufacturer has word of the assistance in reaction to the ASSISTANCE press

    @req-TBOX-03
    Scenario: The manufacturer has word of a call for assistance without a subscription to connected services
      Given the subscription to connected services is ended
      When 10 s pass
      And the driver presses the ASSISTANCE button
      Then the manufacturer has word of the assistance in reaction to the ASSISTANCE press

    Scenario: Without a call for assistance the manufacturer has no word of any
      When the driver starts the vehicle
      Then no word of an assistance reaches the manufacturer for 5 min after the start

    Scenario: Messages of the vehicle go on after 20 min, and after a failure of the supply
      Given the vehicle is started
      When 20 min pass by the calendar
      And the driver drives 500 m and turns the contact off
      Then vehicle data reach the back office in reaction to the end of the trip
      When the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start

    @rechargeable
    Scenario: Messages of a vehicle that is charged and pre-conditioned reach the back office
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When the driver turns the ignition on
      Then vehicle data reach the back office in reaction to the turn of the ignition
      When the driver presses the ASSISTANCE button
      Then the manufacturer has word of the assistance in reaction to the ASSISTANCE press

  @req-TBOX-03
  Rule: Connected services send with their subscription alone

    Scenario Outline: With the subscription <data>
      When the driver starts the vehicle
      Then <data> in reaction to the start

      Examples:
        | data                                         |
        | vehicle data reach the back office           |
        | a position reaches the back office           |
        | maintenance data reach the back office       |

    Scenario: With the subscription the connected navigation has traffic data
      When the driver starts the vehicle
      Then the connected navigation has traffic data in reaction to the start and stays so for 60 s

    Scenario Outline: Without the subscription nothing of the vehicle reaches the back office when <event>
      Given the subscription to connected services is ended
      And the back office passes every request on to the vehicle
      And the vehicle is started
      When <event>
      Then nothing of the vehicle reaches the back office for 15 min after the start

      Examples:
        | event                                                |
        | 10 min pass                                          |
        | the driver drives 500 m and turns the contact off    |
        | the driver refreshes the home page by sliding it down |
        | the driver orders the lights from the app            |
        | the supply of the vehicle fails for 5 s              |

    Scenario: A subscription that ends on the way ends what the vehicle sends and is sent
      When the driver starts the vehicle
      Then the connected navigation has traffic data in reaction to the start
      Given the subscription to connected services is ended
      When 60 s pass
      Then nothing of the vehicle reaches the back office for 15 min after the start of the wait
      And the connected navigation has no traffic data

    Scenario: Without the subscription nothing of the vehicle reaches the back office on the next day
      Given the subscription to connected services is ended
      And the vehicle is asleep
      When 24 h pass by the calendar
      And the driver starts the vehicle
      Then nothing of the vehicle reaches the back office for 15 min after the start

    Scenario: Without the subscription the connected navigation has no traffic data
      Given the subscription to connected services is ended
      When the driver starts the vehicle
      Then the connected navigation stays without traffic data for 15 min after the start

    Scenario Outline: Without the subscription the vehicle itself does not carry out <order> order
      Given all doors are closed
      And all doors are <locks>
      And the subscription to connected services is ended
      And the back office passes every request on to the vehicle
      When the driver orders <order> from the app
      Then <effect> for 2 min after the order

      Examples:
        | order      | locks    | effect                  |
        | a lock     | unlocked | all doors stay unlocked |
        | an unlock  | locked   | all doors stay locked   |
        | the lights | locked   | the lights stay off     |
        | the horn   | locked   | the horn stays silent   |

    @rechargeable
    Scenario: Without the subscription the vehicle itself does not carry out e-commands
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the subscription to connected services is ended
      And the back office passes every request on to the vehicle
      When the driver orders pre-conditioning from the app
      And the driver orders a charge from the app
      Then charging stays off for 2 min after the order
      And pre-conditioning stays off for 2 min after the order

    Scenario: The second end of a subscription ends what the vehicle sends, also after a failure of the supply
      Given the subscription to connected services is ended
      And the subscription to connected services is active
      And the subscription to connected services is ended
      And the vehicle is started
      When the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver starts the vehicle
      Then nothing of the vehicle reaches the back office for 5 min after the start
      And the connected navigation has no traffic data

    Scenario: The end of a subscription that found no network holds once the network is back
      Given the vehicle has no mobile network coverage
      And the subscription to connected services is ended
      When the network comes back
      And 60 s pass
      And the driver starts the vehicle
      Then nothing of the vehicle reaches the back office for 5 min after the start
      And the connected navigation has no traffic data

    Scenario: With a new subscription data and position are sent again
      Given the subscription to connected services is ended
      And the vehicle is asleep
      And the subscription to connected services is active
      When 60 s pass
      And the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start
      And a position reaches the back office in reaction to the start

    @calls @sos_buttons @rechargeable
    Scenario Outline: A subscription that ends in <what> ends what the vehicle sends, and a new one brings it back
      Given the battery level is 60 %
      And the back office passes every request on to the vehicle
      And all doors are locked
      And the ignition is on
      When <event>
      And 10 s pass
      Given the subscription to connected services is ended
      When 60 s pass
      And the driver unlocks the vehicle with the key
      And the driver orders the lights from the app
      And the driver refreshes the home page by sliding it down
      And <end>
      And the driver starts the vehicle
      And the driver drives 500 m
      Then nothing of the vehicle reaches the back office for 5 min after the start of the wait
      And the lights stay off for 60 s after the order
      And the connected navigation has no traffic data
      Given the subscription to connected services is active
      When the driver turns the ignition off
      And 60 s pass
      And the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start
      And a position reaches the back office in reaction to the start

      Examples:
        | what             | event                                         | end                           |
        | a charge         | the vehicle is plugged into a regular station | the vehicle is unplugged      |
        | a 112 call       | the driver presses the SOS button             | the PSAP hangs up             |
        | a breakdown call | the driver presses the ASSISTANCE button      | the assistance centre hangs up |
        | pre-conditioning | the driver orders pre-conditioning from the app | the driver turns the ignition off |
