@calls @sos_buttons
Feature: Breakdown calls at the edges of the map and long after the last satellite
  The data of a breakdown call carry each position with its signs, and the last known one however old (lines 29 to 36).

  @req-BCALL-06 @req-BCALL-08 @req-BCALL-09
  Rule: The data carry a position on either side of the date line, the equator and the prime meridian

    Scenario: The data of four breakdown calls locate the vehicle by the date line, the equator and the prime meridian
      Given the vehicle is started
      And the vehicle stands at -16.000000, -179.999900
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of -16.000000, -179.999900
      When the assistance centre hangs up
      And the vehicle drives on to -0.000500, -0.000500 and stops there
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of -0.000500, -0.000500
      When the assistance centre hangs up
      Given the vehicle stands at 0.500000, -179.500000
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 0.500000, -179.500000
      And the position in the case of the assistance centre is within 15 m of 0.500000, -179.500000
      When the assistance centre hangs up
      Given the vehicle stands at -0.500000, 179.999900
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
      And the case of the assistance centre names the vehicle by its VIN
      And the position in the case of the assistance centre is within 15 m of -0.500000, 179.999900
      And the position in the data for the breakdown call is within 15 m of -0.500000, 179.999900

  @req-BCALL-06 @req-BCALL-08 @req-BCALL-09
  Rule: The last known position does not go stale for the assistance centre

    Scenario: Without satellites the breakdown calls of a morning and of the third day carry the last position
      Given the vehicle stands at 48.860000, -0.640000
      And no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      And the vehicle is asleep
      When 13 h pass by the calendar
      And the driver presses the ASSISTANCE button
      Then the data for the breakdown call mark the position as not trusted in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 48.860000, -0.640000
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      Given the vehicle is asleep
      When 72 h pass by the calendar
      And the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      And the driver presses the ASSISTANCE button
      Then the data for the breakdown call mark the position as not trusted in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 48.860000, -0.640000
      And the position in the case of the assistance centre is within 15 m of 48.860000, -0.640000
