@calls @sos_buttons
Feature: Calls after very many calls
  Each press of a button and each crash calls, however many came before (lines 22 to 45).

  @req-ECALL-05 @req-ECALL-08 @req-ECALL-12 @req-ECALL-14
  Rule: The PSAP is called however often it was before

    Scenario: The SOS button calls after 18 calls that a second press has hung up
      Given the driver has pressed the SOS button and hung up 18 times
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the PSAP has acknowledged the data set in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s

  @req-ECALL-04 @req-ECALL-06 @req-ECALL-07
  Rule: A crash calls however often the button did before

    Scenario: A crash calls the PSAP after 18 calls by hand that a second press has hung up
      Given the driver has pressed the SOS button and hung up 18 times
      And the vehicle is started
      When a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the PSAP has acknowledged the data set in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s
