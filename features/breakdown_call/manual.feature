@calls @sos_buttons
Feature: Breakdown call
  The black service button calls the assistance centre, and nothing else does (lines 22 to 36).

  @req-BCALL-02 @req-BCALL-03
  Rule: A press of the ASSISTANCE button opens a voice call to the assistance centre

    Scenario Outline: The ASSISTANCE button of a vehicle that is <bus> opens a voice call
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press

      Examples:
        | bus     |
        | awake   |
        | asleep  |
        | started |

    Scenario Outline: A press of <length> is long enough
      When the driver presses the ASSISTANCE button for <length>
      Then the assistance centre is called in reaction to the ASSISTANCE press

      Examples:
        | length |
        | 0.3 s  |
        | 2.5 s  |
        | 10 s   |

    Scenario: A press of 0.1 s is too short for a call
      When the driver presses the ASSISTANCE button for 0.1 s
      Then no breakdown call is placed for 60 s after the ASSISTANCE press

    Scenario: After a call that the centre has ended a press opens another
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press

    Scenario: After a press without the network a press with it opens a voice call
      Given the vehicle has no mobile network coverage
      When the driver presses the ASSISTANCE button
      And 2 min pass
      And the network comes back
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press

    @double_push
    Scenario: The ASSISTANCE button calls after a change of mode that an emergency call broke off
      Given the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And 2 min pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

    Scenario: The agent of the assistance centre is heard in the vehicle
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the agent of the assistance centre speaks
      Then the agent is heard in the vehicle in reaction to the agent's words

    Scenario: The occupants are heard at the assistance centre
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words

    Scenario: It is reported whether a second press ends the call
      When the driver presses the ASSISTANCE button
      And the driver presses the ASSISTANCE button again 10 s after releasing it
      Then it is reported when the breakdown call is ended within 60 s of the second press

  @req-BCALL-01
  Rule: Only the ASSISTANCE button places a breakdown call

    Scenario: The SOS button places none
      When the driver presses the SOS button
      Then no breakdown call is placed for 60 s after the SOS press

    Scenario Outline: A crash that <crash> places none
      Given the vehicle is started
      When a crash <crash>
      Then no breakdown call is placed for 60 s after the crash

      Examples:
        | crash                                            |
        | deploys the airbags                              |
        | fires the pre-tensioners                         |
        | deploys the airbags and fires the pre-tensioners |

    Scenario: Without a press none is placed
      Given the vehicle is started
      Then no breakdown call is placed for 2 min after the start

  @req-BCALL-10
  Rule: The ASSISTANCE button is an input of its own

    Scenario: The ASSISTANCE button calls the assistance centre and not the PSAP
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And no emergency call is placed for 60 s after the ASSISTANCE press
