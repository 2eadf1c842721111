@calls @sos_buttons @private_mode
Feature: Calls and the privacy mode
  Line 75 counts SOS and assistance among the services that private mode ends. The rules on eCall forbid that
  of the 112 call, which is the defect of the source that the policy regulated corrects (AMB-08).

  @policy_regulated @req-PRIV-05 @req-PRIV-10
  Rule: Against the letter of line 75, private mode never blocks the 112 call and its data

    Scenario: Against line 75, the SOS button calls in private mode
      Given the vehicle is in private mode
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the PSAP has the minimum set of data in reaction to the SOS press
      And nothing of the vehicle reaches the back office for 5 min after the SOS press
      And the vehicle stays in private mode for 5 min after the SOS press

    Scenario: Against line 75, a crash calls in private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the PSAP has the minimum set of data in reaction to the crash
      And nothing of the vehicle reaches the back office for 5 min after the crash

    @req-PRIV-02
    Scenario: Against line 75, the PSAP learns in private mode where a vehicle is that is started
      Given the vehicle stands at 45.764043, 4.835659
      And the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the position in the data set is within 15 m of 45.764043, 4.835659
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      And nothing of the vehicle reaches the back office for 2 min after the SOS press

    @req-ECALL-16 @req-ECALL-17
    Scenario: Against line 75, vehicle and PSAP hear each other in private mode until a second press hangs up the next call
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words
      When the PSAP hangs up
      And the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 5 min after the second press

    @airbags_when_off @req-PRIV-02
    Scenario: Against line 75, the PSAP learns in private mode where a sleeping vehicle has crashed
      Given the vehicle stands at 45.764043, 4.835659
      And the vehicle is in private mode
      And the vehicle is asleep
      When a crash deploys the airbags
      Then the PSAP has the minimum set of data in reaction to the crash
      And the position in the data set is within 15 m of 45.764043, 4.835659
      And nothing of the vehicle reaches the back office for 2 min after the crash

    @intermediate_mode @req-PRIV-03
    Scenario: The SOS button calls in intermediate mode
      Given the vehicle is in intermediate mode
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the PSAP has the minimum set of data in reaction to the SOS press
      And no position reaches the back office for 5 min after the SOS press

  @policy_literal @req-PRIV-05 @req-PRIV-10
  Rule: By the letter of line 75, private mode blocks the 112 call

    Scenario: By line 75, the SOS button does not call in private mode
      Given the vehicle is in private mode
      When the driver presses the SOS button
      Then no emergency call is placed for 2 min after the SOS press

    Scenario: By line 75, a crash does not call in private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When a crash deploys the airbags
      Then no emergency call is placed for 2 min after the crash

    Scenario: By line 75, the SOS button calls again after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press

  @policy_regulated @req-PRIV-05 @req-PRIV-36
  Rule: Private mode blocks the breakdown call until it ends

    Scenario Outline: The ASSISTANCE button does not call in private mode when the vehicle is <bus>
      Given the vehicle is in private mode
      And the vehicle is <bus>
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press
      And nothing of the vehicle reaches the back office for 2 min after the ASSISTANCE press
      And the assistance centre has no data for 2 min after the ASSISTANCE press

      Examples:
        | bus     |
        | started |
        | asleep  |

    Scenario: The ASSISTANCE button calls again after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

    @intermediate_mode
    Scenario: It is reported whether the ASSISTANCE button calls in intermediate mode
      Given the vehicle is in intermediate mode
      When the driver presses the ASSISTANCE button
      Then it is reported when the assistance centre is called within 60 s of the ASSISTANCE press

    Scenario: A second press of the ASSISTANCE button in private mode calls neither at once nor when the mode ends
      Given the vehicle is in private mode
      And the ignition is on
      When the driver presses the ASSISTANCE button
      And 10 s pass
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      When the driver selects geolocated mode on the touch screen
      Then no breakdown call is placed for 5 min after the selection
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

  @policy_literal @req-PRIV-36
  Rule: By the letter of line 75 too, private mode blocks the breakdown call until it ends

    Scenario: By line 75, the ASSISTANCE button does not call in private mode
      Given the vehicle is in private mode
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press
      And nothing of the vehicle reaches the back office for 2 min after the ASSISTANCE press

    Scenario: By line 75, the ASSISTANCE button calls again after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
