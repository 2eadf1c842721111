@calls @sos_buttons
Feature: Emergency call by a crash
  A crash calls the PSAP without anybody's action (lines 24 to 31).

  @req-ECALL-04 @req-ECALL-06
  Rule: Deployed airbags set up an emergency call

    Scenario Outline: A crash that <crash> calls the PSAP when <state>
      Given <state>
      When a crash <crash>
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 5 min

      Examples:
        | crash                                            | state                  |
        | deploys the airbags                              | the vehicle is started |
        | deploys the airbags and fires the pre-tensioners | the vehicle is started |
        | deploys the airbags                              | the ignition is on     |
        | deploys the airbags                              | the subscription to connected services is ended |

    @airbags_when_off
    Scenario Outline: A crash that <crash> calls the PSAP from a vehicle with the ignition off that is <bus>
      Given the vehicle is <bus>
      When a crash <crash>
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 15 min

      Examples:
        | crash                                            | bus    |
        | deploys the airbags                              | awake  |
        | deploys the airbags                              | asleep |
        | deploys the airbags and fires the pre-tensioners | asleep |

    @airbags_when_off
    Scenario: A crash of a vehicle that has slept for 80 h by the calendar calls the PSAP
      Given the vehicle is asleep
      When 80 h pass by the calendar
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash

    @rechargeable @airbags_when_off @req-BCALL-01
    Scenario: A crash of a vehicle that is charged and pre-conditioned calls the PSAP and nobody else
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 5 min
      And no breakdown call is placed for 5 min after the crash

    Scenario: A crash on the road calls the PSAP
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.773043, 4.835659 in 30 s
      When a crash deploys the airbags and fires the pre-tensioners
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash

    Scenario: A crash during a breakdown call calls the PSAP
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s

    Scenario: A crash while a breakdown call is being dialled calls the PSAP
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash

    Scenario: A crash after a call that a second press has hung up calls the PSAP
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      And 30 s pass
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash

    Scenario: A crash after a call by hand that the PSAP has ended calls the PSAP
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash

    Scenario: A second crash calls the PSAP after the call of the first
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash

    Scenario: A third crash calls the PSAP after the calls of the first two
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash

    Scenario: The data set of a call back after an automatic call tells of an automatic activation
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And the PSAP calls back
      Then the PSAP and the vehicle are in voice contact in reaction to the call back
      When the PSAP asks for the data set again
      Then the data set bears the identifier 2 in reaction to the request for the data set
      And the data set tells of an automatic activation

    Scenario: The call of a crash goes on when the ignition is turned off
      Given the vehicle is started
      When a crash deploys the airbags
      And the driver turns the ignition off
      Then the PSAP is called in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 15 min

    Scenario: A crash during an emergency call by hand leaves the PSAP on the line
      Given the vehicle is started
      When the driver presses the SOS button
      And a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 5 min

    Scenario: A crash during an emergency call by hand is told to the PSAP
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When a crash deploys the airbags
      Then the data set tells of an automatic activation in reaction to the crash
      When 30 s pass
      Then the PSAP and the vehicle are in voice contact

    @double_push
    Scenario: A crash during a change of mode calls the PSAP
      Given the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash

    Scenario: A crash without coverage calls the PSAP once coverage comes back
      Given the vehicle is started
      And the vehicle has no mobile network coverage
      When a crash deploys the airbags
      And 30 s pass
      And the network comes back
      Then the PSAP is called in reaction to the return of the network
      And the data set tells of an automatic activation in reaction to the return of the network

    Scenario: It is reported whether pre-tensioners alone call the PSAP
      Given the vehicle is started
      When a crash fires the pre-tensioners
      Then it is reported when the PSAP is called within 60 s of the crash

    Scenario: It is reported whether the SOS button ends an automatic call
      Given the vehicle is started
      When a crash deploys the airbags
      And the driver presses the SOS button
      Then it is reported when the emergency call is ended within 60 s of the SOS press

    Scenario: Without a crash no emergency call is placed
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.773043, 4.835659 in 30 s
      Then no emergency call is placed for 5 min after the start
