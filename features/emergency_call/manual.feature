@calls @sos_buttons
Feature: Emergency call by the SOS button
  The red SOS button calls the PSAP (lines 22 to 42).

  @req-ECALL-05 @req-ECALL-08
  Rule: A press of the SOS button sets up an emergency call

    @smoke
    Scenario: The SOS button of a vehicle that is started calls the PSAP
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press

    Scenario: The SOS button of a sleeping vehicle calls the PSAP
      Given the vehicle is asleep
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press

    Scenario Outline: A press of <length> is long enough
      When the driver presses the SOS button for <length>
      Then the PSAP is called in reaction to the SOS press

      Examples:
        | length |
        | 0.3 s  |
        | 2.5 s  |
        | 10 s   |

    Scenario: A press of 0.1 s is too short for a call
      When the driver presses the SOS button for 0.1 s
      Then no emergency call is placed for 60 s after the SOS press

    Scenario: After a call that the PSAP has ended a press sets up another
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press

    Scenario: A press during a breakdown call sets up an emergency call
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press

    Scenario: Without a press no emergency call is placed
      Given the vehicle is started
      Then no emergency call is placed for 2 min after the start

  @req-ECALL-03
  Rule: The SOS button is an input of its own

    Scenario: The SOS button calls the PSAP and not the assistance centre
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And no breakdown call is placed for 60 s after the SOS press

    Scenario: The ASSISTANCE button does not call the PSAP
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And no emergency call is placed for 60 s after the ASSISTANCE press

  @req-ECALL-15
  Rule: The SOS button places a call of the emergency category

    Scenario: The call of the SOS button is a 112 call
      When the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press

    Scenario: The call of the ASSISTANCE button is no 112 call
      When the driver presses the ASSISTANCE button
      Then the network takes no 112 call to the PSAP for 60 s after the ASSISTANCE press

  @req-ECALL-17
  Rule: A second press directly after the first hangs up

    Scenario Outline: A second press <delay> after the release of the first ends the call
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver presses the SOS button again <delay> after releasing it
      Then the emergency call is ended in reaction to the second press
      And no connection between the PSAP and the vehicle exists for 60 s after the end of the emergency call

      Examples:
        | delay |
        | 0.5 s |
        | 1.5 s |
        | 2.9 s |

    Scenario Outline: It is reported whether a second press <delay> after the release of the first ends the call
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver presses the SOS button again <delay> after releasing it
      Then it is reported when the emergency call is ended within 60 s of the second press

      Examples:
        | delay |
        | 3.5 s |
        | 30 s  |

  @req-ECALL-16
  Rule: Vehicle and PSAP hear each other

    Scenario: The agent of the PSAP is heard in the vehicle
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the agent of the PSAP speaks
      Then the agent is heard in the vehicle in reaction to the agent's words

    Scenario: The occupants are heard at the PSAP
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words

    Scenario: Occupants who speak already are heard at the PSAP
      Given the vehicle is started
      When an occupant speaks
      And the driver presses the SOS button
      Then the PSAP hears the occupant in reaction to the SOS press

    Scenario: Without a call nobody is heard
      Given the vehicle is started
      When an occupant speaks
      Then the PSAP hears nobody for 60 s after the occupant's words

    Scenario: The voice is heard after the data set alone
      Given the vehicle is started
      When the driver presses the SOS button
      Then no voice contact comes without the data set for 60 s after the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press

  @req-ECALL-18
  Rule: Without a second press the call is connected to the PSAP

    Scenario: The call goes on
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      And the PSAP and the vehicle stay in voice contact for 60 s after the start of the voice contact

    Scenario: A call that the network cuts off is connected once the network is back
      Given the vehicle is started
      When the driver presses the SOS button
      And the vehicle loses the network for 10 s
      Then the PSAP and the vehicle are in voice contact in reaction to the return of the network

    Scenario: The PSAP reaches the vehicle again by calling back
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up and calls back
      Then the PSAP and the vehicle are in voice contact in reaction to the call back
