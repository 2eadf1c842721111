@calls @sos_buttons
Feature: Calls after very many calls
  Each press of a button and each crash calls, however many came before (lines 20 to 63).

  @req-ECALL-05 @req-ECALL-08 @req-ECALL-12 @req-ECALL-14 @req-ECALL-16 @long
  Rule: The PSAP is called however often it was before

    Scenario: The SOS button calls after 18 calls that a second press has hung up
      Given the driver has pressed the SOS button and hung up 18 times
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the PSAP has acknowledged the data set in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s

  @req-ECALL-04 @req-ECALL-06 @req-ECALL-07 @long
  Rule: A crash calls however often the button did before

    Scenario: A crash calls the PSAP after 18 calls by hand that a second press has hung up
      Given the driver has pressed the SOS button and hung up 18 times
      And the vehicle is started
      When a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the PSAP has acknowledged the data set in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s

  @req-BCALL-02 @req-BCALL-03 @req-BCALL-04 @long
  Rule: The assistance centre is called however often it was before

    Scenario: The ASSISTANCE button calls after 18 breakdown calls
      Given the driver has called the assistance centre 18 times
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre has the data set in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
