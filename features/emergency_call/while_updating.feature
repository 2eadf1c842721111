@connected
Feature: Calls and an update of the vehicle
  Both buttons and a crash call while an update waits and after it (line 575).

  @calls @sos_buttons @req-ECALL-04 @req-ECALL-05 @req-BCALL-02 @req-BCALL-06
  Rule: Calls are placed on the trips of an update and after it

    Scenario: ASSISTANCE, SOS and a crash call on the trips of an update and after it
      Given an update of the vehicle is pending
      When the driver makes a trip of 16 min with a long stop
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver starts the vehicle
      And 16 min pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
