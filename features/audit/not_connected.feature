@calls @not_connected
Feature: A vehicle that is not connected
  A vehicle with neither buttons nor a private mode is not connected (line 115): nobody hears of it.

  @req-PRIV-32
  Rule: The back office never hears of a vehicle with neither buttons nor menu

    Scenario: The back office never hears of a vehicle that is not connected
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver presses the ASSISTANCE button
      Then the back office does not class the vehicle as connected for 5 min after the SOS press
      And no vehicle data reach the back office for 5 min after the SOS press
      And the PSAP is left alone for 5 min after the SOS press
      And the assistance centre is left alone for 5 min after the SOS press
