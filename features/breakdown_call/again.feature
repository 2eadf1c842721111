@calls @sos_buttons
Feature: Breakdown calls a fifth time, and after presses that came to nothing
  Each press of the ASSISTANCE button calls, however many calls and failed presses came before it (lines 35 to 36).

  @private_mode @policy_regulated @req-BCALL-02 @req-BCALL-03 @req-BCALL-04 @req-BCALL-05
  Rule: Each press calls in one ignition cycle and over sleeps

    Scenario: The ASSISTANCE button calls five times after presses that were too short, in private mode and without coverage
      Given the vehicle is started
      When the driver presses the ASSISTANCE button for 0.1 s
      And 5 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver selects private mode on the touch screen
      And 5 s pass
      And the driver presses the ASSISTANCE button
      And 10 s pass
      And the driver selects geolocated mode on the touch screen
      And 5 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      And the case of the assistance centre names the vehicle by its VIN
      When the assistance centre hangs up
      Given the vehicle has no mobile network coverage
      When the driver presses the ASSISTANCE button
      And 3 min pass
      Given the vehicle has mobile network coverage
      When 10 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver turns the ignition off
      And 25 h pass by the calendar
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
      And the case of the assistance centre names the vehicle by its VIN
