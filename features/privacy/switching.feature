@calls @sos_buttons @double_push @private_mode
Feature: Switching to geolocated mode by both buttons
  SOS and ASSISTANCE together, then ASSISTANCE to confirm (lines 84 to 97).

  @req-PRIV-16
  Rule: The switching works with the engine running

    Scenario: With the engine running the first prompt is heard and a confirmation switches
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s

    Scenario: On the road the first prompt is heard and a confirmation switches
      Given the vehicle is in private mode
      And the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.766743, 4.835659 in 10 s
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation and stays so for 10 s

    Scenario: It is reported whether a double-push brings the first prompt with the engine off
      Given the vehicle is in private mode
      And the ignition is on
      When the driver presses the SOS and ASSISTANCE buttons together
      Then it is reported when the first prompt is heard within 10 s of the double-push

  @req-PRIV-17
  Rule: Both buttons together start the switching and place no call

    Scenario: SOS and ASSISTANCE pressed together place no call
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then no emergency call is placed for 60 s after the double-push
      And no breakdown call is placed for 60 s after the double-push

    @req-PRIV-18 @req-PRIV-21
    Scenario Outline: SOS and ASSISTANCE pressed together in <mode> mode place no call, nor the second time
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      And 60 s pass
      And the driver presses the ASSISTANCE button and 0.2 s later the SOS button
      Then the first prompt is heard within 3 s of the double-push
      And no emergency call is placed for 60 s after the double-push
      And no breakdown call is placed for 60 s after the double-push

      Examples:
        | mode    |
        | private |

      @intermediate_mode
      Examples:
        | mode         |
        | intermediate |

    Scenario: In geolocated mode SOS and ASSISTANCE pressed together place no call
      Given the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then no emergency call is placed for 60 s after the double-push
      And no breakdown call is placed for 60 s after the double-push

    @rechargeable @req-PRIV-18 @req-PRIV-20 @req-PRIV-22
    Scenario: A vehicle that is charged is switched by SOS and ASSISTANCE pressed together, and places no call
      Given the vehicle is plugged into a regular station
      And charging is running
      And the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the second prompt is heard within 3 s of the confirmation
      And the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s
      And a position reaches the back office in reaction to the confirmation
      And the back office is told of no other mode than the geolocated one for 60 s after the confirmation
      And no prompt is heard from 20 s to 60 s after the confirmation
      And no emergency call is placed for 60 s after the SOS press

    Scenario: SOS and ASSISTANCE pressed 0.4 s apart are a double-push
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS button and 0.4 s later the ASSISTANCE button
      Then the first prompt is heard within 3 s of the double-push

    Scenario: SOS and ASSISTANCE pressed 0.7 s apart are no double-push
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS button and 0.7 s later the ASSISTANCE button
      Then no prompt is heard for 10 s after the double-push

  @req-PRIV-18
  Rule: A prompt invites to confirm

    Scenario: A double-push of SOS and ASSISTANCE brings the first prompt
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push

    Scenario: The first prompt waits for the release of the second button
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses both buttons together and lets go of the ASSISTANCE button 0.7 s after SOS
      Then no prompt is heard
      And the first prompt is heard within 3 s of the double-push

    Scenario: Without a double-push no prompt is heard
      Given the vehicle is in private mode
      And the vehicle is started
      When 60 s pass
      Then no prompt is heard for 60 s after the start of the wait

  @req-PRIV-20
  Rule: The ASSISTANCE button confirms the change to geolocated mode

    Scenario Outline: A confirmation <delay> after the end of the prompt ends <mode> mode
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button <delay> after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s
      And a position reaches the back office in reaction to the confirmation
      And vehicle data reach the back office in reaction to the confirmation
      And the back office is told of no other mode than the geolocated one for 60 s after the confirmation
      And no breakdown call is placed for 60 s after the confirmation
      And no emergency call is placed for 60 s after the SOS press

      Examples:
        | mode    | delay |
        | private | 1 s   |
        | private | 4.5 s |

      @intermediate_mode
      Examples:
        | mode         | delay |
        | intermediate | 1 s   |

    @req-PRIV-22
    Scenario Outline: Geolocated mode after a confirmation in <mode> mode outlasts the sleep
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation
      When the driver turns the ignition off
      And <pause> pass
      And the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      Then a position reaches the back office in reaction to the start
      And the vehicle stays in geolocated mode for 2 min after the start
      And the back office knows of no other mode than the geolocated one for 2 min after the start

      Examples:
        | mode    | pause  |
        | private | 22 min |

      @intermediate_mode
      Examples:
        | mode         | pause |
        | intermediate | 1 min |

    Scenario: SOS and ASSISTANCE pressed together end private mode a second time
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When 60 s pass
      And the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s
      And the second prompt is heard within 3 s of the confirmation
      And a position reaches the back office in reaction to the confirmation

    Scenario Outline: Without a confirmation <mode> mode stays and no position leaves
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      And the vehicle stays in <mode> mode for 60 s after the end of the first prompt
      And no position reaches the back office for 2 min after the SOS press

      Examples:
        | mode    |
        | private |

      @intermediate_mode
      Examples:
        | mode         |
        | intermediate |

    Scenario: Without a confirmation nothing of the vehicle leaves in private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      And nothing of the vehicle reaches the back office for 2 min after the SOS press

  @req-PRIV-21
  Rule: The SOS LED blinks meanwhile, which is no call

    @switching_blinks
    Scenario: The SOS LED blinks after the double-push
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the SOS LED blinks in reaction to the double-push
      And no emergency call is placed for 60 s after the double-push

    @switching_blinks
    Scenario: It is reported when the SOS LED stops blinking after the confirmation
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then it is reported when the SOS LED does not blink within 60 s of the confirmation

    Scenario: Without a double-push the SOS LED does not blink
      Given the vehicle is started
      When 60 s pass
      Then the SOS LED does not blink for 60 s after the start of the wait

  @req-PRIV-22 @req-PRIV-23
  Rule: A second prompt confirms the geolocated mode

    Scenario Outline: The second prompt is heard once when <mode> mode has ended
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the second prompt is heard within 3 s of the confirmation and not again for 60 s
      And a position reaches the back office in reaction to the confirmation

      Examples:
        | mode    |
        | private |

      @intermediate_mode
      Examples:
        | mode         |
        | intermediate |

    Scenario: Without a confirmation the second prompt is not heard
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      And the second prompt is not heard for 2 min after the end of the first prompt
