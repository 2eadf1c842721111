@calls @sos_buttons
Feature: Emergency calls at the edges of the map and long after the last satellite
  The data set carries each position with its sign, and the last known one however old (lines 29 to 31).

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

  @req-ECALL-09 @req-ECALL-11 @req-ECALL-23
  Rule: The last known position does not go stale

    Scenario: Without satellites the calls of a morning and of the third day and month carry the last known position
      Given the vehicle stands at 48.860000, -0.640000
      And no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      And the vehicle is asleep
      When 13 h pass by the calendar
      And the driver presses the SOS button
      Then the data set marks its position as not trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 48.860000, -0.640000
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And 72 h pass by the calendar
      And the driver starts the vehicle
      And a crash deploys the airbags
      Then the data set marks its position as not trusted in reaction to the crash
      And the position in the data set is within 15 m of 48.860000, -0.640000
      And the rescue forces are sent in reaction to the crash
      And the destination of the rescue forces is within 15 m of 48.860000, -0.640000
      And the PSAP and the vehicle are in voice contact in reaction to the crash
      When 10 min pass
      And the PSAP asks for the data set again
      Then the data set bears the identifier 2 in reaction to the request for the data set
      And the position in the data set is within 15 m of 48.860000, -0.640000
      When the PSAP hangs up
      And the driver turns the ignition off
      And the supply of the vehicle fails for 30 s
      And 720 h pass by the calendar
      And the driver presses the SOS button
      Then the data set marks its position as not trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 48.860000, -0.640000
