@calls @sos_buttons
Feature: Breakdown calls after very many of them
  Each press of the button calls the assistance centre, however many came before (lines 35 to 36).

  @req-BCALL-02 @req-BCALL-03 @req-BCALL-04
  Rule: The assistance centre is called however often it was before

    Scenario: The ASSISTANCE button calls after 18 breakdown calls
      Given the driver has called the assistance centre 18 times
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre has the data set in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
