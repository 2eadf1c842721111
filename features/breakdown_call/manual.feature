@calls @sos_buttons
Feature: Breakdown call
  The black service button calls the assistance centre, and nothing else does (lines 24 to 36).

  @req-BCALL-02 @req-BCALL-03
  Rule: A press of the ASSISTANCE button opens a voice call to the assistance centre

    Scenario Outline: The ASSISTANCE button of a vehicle that is <bus> opens a voice call
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press

      Examples:
        | bus    |
        | awake  |
        | asleep |

  @req-BCALL-04 @req-BCALL-07
  Rule: The data set reaches the assistance centre by itself

    Scenario: The assistance centre has the data set
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the data set in reaction to the ASSISTANCE press

  @req-BCALL-01
  Rule: Only the ASSISTANCE button places a breakdown call

    Scenario: The SOS button places none
      When the driver presses the SOS button
      Then no breakdown call is placed for 60 s after the SOS press

    Scenario: A crash places none
      Given the vehicle is started
      When a crash deploys the airbags and fires the pre-tensioners
      Then no breakdown call is placed for 60 s after the crash

    Scenario: Without a press none is placed
      Given the vehicle is started
      When 2 min pass
      Then no breakdown call is placed
