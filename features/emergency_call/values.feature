@calls @sos_buttons
Feature: Emergency calls at the edges of the map and of the compass
  The data set carries each position and direction, with its sign (lines 29 to 31, 46 to 48).

  @req-ECALL-09 @req-ECALL-11 @req-ECALL-13
  Rule: The data set carries a position on either side of the date line, the equator and the prime meridian

    Scenario: The data sets of four calls locate the vehicle by the date line, the equator and the prime meridian
      Given the vehicle is started
      And the vehicle stands at -16.000000, -179.999900
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      And the position in the data set is within 15 m of -16.000000, -179.999900
      And the data set names the vehicle by its VIN
      When the vehicle drives on to -0.000500, -0.000500 and stops there
      And the PSAP asks for the data set again
      Then the data set bears the identifier 2 in reaction to the request for the data set
      And the position in the data set is within 15 m of -0.000500, -0.000500
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      And the position in the data set is within 15 m of -0.000500, -0.000500
      When the PSAP hangs up
      Given the vehicle stands at 0.500000, -179.500000
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      And the position in the data set is within 15 m of 0.500000, -179.500000
      And the data set marks its position as trusted
      When the PSAP hangs up
      Given the vehicle stands at -0.500000, 179.999900
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      And the position in the data set is within 15 m of -0.500000, 179.999900
      And the data set names the vehicle by its VIN
