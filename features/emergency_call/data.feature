@calls @sos_buttons
Feature: Minimum set of data
  Each emergency call carries the data set, without further action (lines 27 to 31, EN 15722).

  @req-ECALL-07 @req-ECALL-12 @req-ECALL-14
  Rule: The data set reaches the PSAP by itself

    Scenario: The PSAP has the data set of a manual call
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press

    Scenario: The PSAP has the data set of an automatic call
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP has the minimum set of data in reaction to the crash

  @req-ECALL-09
  Rule: The data set describes the vehicle

    Scenario: The data set names the vehicle
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set names the vehicle by its VIN

    Scenario: The data set counts the occupants
      Given the vehicle is started
      And seat driver is occupied
      And seat rear left is occupied
      When a crash deploys the airbags
      Then the PSAP has the minimum set of data in reaction to the crash
      And the data set counts 2 occupants

  @req-ECALL-11 @req-ECALL-13
  Rule: The data set carries the position of the vehicle

    Scenario: The position in the data set is that of the vehicle
      Given the vehicle stands at 45.764043, 4.835659
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the position in the data set is within 15 m of 45.764043, 4.835659
