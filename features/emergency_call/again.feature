@calls @sos_buttons
Feature: Emergency calls a fifth time, and after presses that came to nothing
  Each press of the SOS button calls, however many calls and failed presses came before it (lines 24 to 54).

  @req-ECALL-05 @req-ECALL-08 @req-ECALL-15 @req-ECALL-16
  Rule: Each press calls in one ignition cycle and over sleeps

    Scenario: The SOS button calls five times after presses that were too short, hung up, without coverage and in other calls
      Given the vehicle is started
      When the driver presses the SOS button for 0.1 s
      And 5 s pass
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 30 s after the second press
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      Given the vehicle has no mobile network coverage
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      And 10 s pass
      Given the vehicle has mobile network coverage
      When the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver turns the ignition off
      And 25 h pass by the calendar
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
