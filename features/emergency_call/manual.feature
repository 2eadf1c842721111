@calls @sos_buttons
Feature: Emergency call by the SOS button
  The red SOS button calls the PSAP (lines 24 to 42).

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

    Scenario: A press of 0.3 s is long enough
      When the driver presses the SOS button for 0.3 s
      Then the PSAP is called in reaction to the SOS press

    Scenario: A press of 0.1 s is too short for a call
      When the driver presses the SOS button for 0.1 s
      Then no emergency call is placed for 60 s after the SOS press

    Scenario: Without a press no emergency call is placed
      Given the vehicle is started
      When 2 min pass
      Then no emergency call is placed

  @req-ECALL-17
  Rule: A second press directly after the first hangs up

    Scenario Outline: A second press <delay> after the release of the first ends the call
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver presses the SOS button again <delay> after releasing it
      Then the emergency call is ended in reaction to the second press
      And the PSAP and the vehicle stay apart for 60 s after the second press

      Examples:
        | delay |
        | 0.5 s |
        | 1.5 s |
        | 2.5 s |

  @req-ECALL-16 @req-ECALL-18
  Rule: Without a second press the call is connected to the PSAP

    Scenario: The PSAP and the vehicle come into voice contact
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press

    Scenario: The call goes on
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      And the PSAP and the vehicle stay in voice contact for 60 s after the begin of the voice contact
