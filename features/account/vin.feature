@connected
Feature: Vehicle identification number
  One set of 17 characters stands for the vehicle wherever it is told (line 227).

  @req-ACCT-45
  Rule: The VIN has 17 characters and is the same on the bus, in the account and in the data of a call

    Scenario: The VIN on the bus has 17 characters and is that of the account
      Given the vehicle is awake
      Then the VIN on the bus has 17 characters
      And the VIN on the bus is that of the account

    @calls @sos_buttons
    Scenario: The VIN in the data of an emergency call is that on the bus
      When the driver presses the SOS button
      Then the VIN in the data set is that on the bus in reaction to the SOS press
