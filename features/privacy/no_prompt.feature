@calls @sos_buttons @not_double_push @private_mode
Feature: Without a voice message
  Where both buttons bring no voice message, the way is the touch screen (line 89, AMB-44).

  @req-PRIV-19
  Rule: Without a prompt the mode is unchanged, and the touch screen changes it

    Scenario: SOS and ASSISTANCE pressed together bring no prompt and change nothing
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then no prompt is heard for 60 s after the double-push
      And the vehicle stays in private mode for 2 min after the double-push
      And nothing of the vehicle reaches the back office for 2 min after the double-push
      And no emergency call is placed for 60 s after the SOS press

    Scenario: The touch screen switches private mode off after both buttons did nothing
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then no prompt is heard for 10 s after the double-push
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 2 min
      And a position reaches the back office in reaction to the selection

    Scenario: SOS and ASSISTANCE pressed together change nothing each of three times, and the touch screen ends private mode between them
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then no prompt is heard for 60 s after the double-push
      When the driver presses the SOS and ASSISTANCE buttons together
      Then no prompt is heard for 60 s after the double-push
      And the vehicle stays in private mode for 60 s after the double-push
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      When the driver selects private mode on the touch screen
      And 10 s pass
      And the driver presses the ASSISTANCE button and 0.2 s later the SOS button
      Then no prompt is heard for 60 s after the double-push
      And the vehicle stays in private mode for 60 s after the double-push
      And nothing of the vehicle reaches the back office for 60 s after the double-push
      And no emergency call is placed for 60 s after the SOS press
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 2 min
      And a position reaches the back office in reaction to the selection
