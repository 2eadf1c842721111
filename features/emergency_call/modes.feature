@calls @sos_buttons @intermediate_mode @private_mode @policy_regulated
Feature: Emergency calls in each mode, state and kind of vehicle
  Neither the privacy mode nor the energy nor what the vehicle does meanwhile changes the call (lines 24 to 54). That
  private mode changes nothing is judged against the letter of line 75, which the rules on eCall forbid (AMB-08).

  @req-ECALL-05 @req-ECALL-08 @req-ECALL-15 @req-ECALL-18
  Rule: In each mode, against line 75 in private mode too, the SOS button places a 112 call

    Scenario Outline: In <mode> mode the SOS button of <kind> calls in each state that it comes to
      Given the vehicle is in <mode> mode
      And the vehicle is asleep
      When the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When the PSAP hangs up
      And the driver turns the ignition on
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When the PSAP hangs up
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.766743, 4.835659 in 10 s
      When the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When the PSAP hangs up
      And the vehicle drives on to 45.773043, 4.835659 and stops there
      And the driver turns the ignition off
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | intermediate |
        | an electric vehicle | private      |

      @hybrid
      Examples:
        | kind     | mode         |
        | a hybrid | geolocated   |
        | a hybrid | intermediate |
        | a hybrid | private      |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | geolocated   |
        | a combustion vehicle | intermediate |
        | a combustion vehicle | private      |

  @req-ECALL-04 @req-ECALL-06 @req-ECALL-07 @req-ECALL-14
  Rule: In each mode, against line 75 in private mode too, a crash calls and sends its data

    Scenario Outline: In <mode> mode a crash of <kind> calls with the ignition on, on the road and after it
      Given the vehicle is in <mode> mode
      And the ignition is on
      When a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s
      When the PSAP hangs up
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.766743, 4.835659 in 10 s
      When a crash deploys the airbags and fires the pre-tensioners
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the data set names the vehicle by its VIN
      And the position in the data set is within 150 m of 45.766743, 4.835659
      When the PSAP hangs up
      And the vehicle drives on to 45.773043, 4.835659 and stops there
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | intermediate |
        | an electric vehicle | private      |

      @hybrid
      Examples:
        | kind     | mode         |
        | a hybrid | geolocated   |
        | a hybrid | intermediate |
        | a hybrid | private      |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | geolocated   |
        | a combustion vehicle | intermediate |
        | a combustion vehicle | private      |

    @airbags_when_off
    Scenario Outline: In <mode> mode a crash of a vehicle with the ignition off calls asleep and awake
      Given the vehicle stands at 48.8049, 2.1204
      And the vehicle is in <mode> mode
      And the vehicle is asleep
      When a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the position in the data set is within 15 m of 48.8049, 2.1204
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s
      When the PSAP hangs up
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s

      Examples:
        | mode         |
        | intermediate |
        | private      |

  @req-ECALL-09 @req-ECALL-11 @req-ECALL-12 @req-ECALL-13
  Rule: In each mode, against line 75 in private mode too, the data set describes and locates the vehicle

    Scenario Outline: In <mode> mode the data sets of three calls describe and locate <kind>
      Given the vehicle stands at 51.477928, -0.640000
      And the vehicle is in <mode> mode
      And the vehicle is asleep
      When the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 51.477928, -0.640000
      And the data set tells of the vehicle's class and energies
      And the data set names the vehicle by its VIN
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      Given the vehicle is started
      And seat driver is occupied
      And seat rear left is occupied
      And the vehicle points to 271 degrees
      And the vehicle stands at 45.764043, 4.835659
      When a crash deploys the airbags
      Then the data set marks its position as trusted in reaction to the crash
      And the position in the data set is within 15 m of 45.764043, 4.835659
      And the heading in the data set is within 2 degrees of 271
      And the data set counts two occupants
      And the data set tells of the vehicle's class and energies
      And the data set names the vehicle by its VIN
      And the data set bears the time of the crash on the vehicle's clock
      And the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And the vehicle drives on to 16.265000, -61.551000 and stops there
      And the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 16.265000, -61.551000
      And the data set counts two occupants
      And the data set tells of the vehicle's class and energies
      And the data set bears the time of the SOS press on the vehicle's clock

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | geolocated   |
        | an electric vehicle | intermediate |
        | an electric vehicle | private      |

      @hybrid
      Examples:
        | kind     | mode         |
        | a hybrid | geolocated   |
        | a hybrid | intermediate |
        | a hybrid | private      |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | geolocated   |
        | a combustion vehicle | intermediate |
        | a combustion vehicle | private      |

    Scenario Outline: Without satellites the calls of a vehicle in <mode> mode carry the last known position
      Given the vehicle is in <mode> mode
      And the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      And no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      When the driver presses the SOS button
      Then the data set marks its position as not trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 45.764043, 4.835659
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And 15 min pass
      And a crash deploys the airbags
      Then the data set marks its position as not trusted in reaction to the crash
      And the position in the data set is within 15 m of 45.764043, 4.835659

      Examples:
        | mode         |
        | intermediate |
        | private      |

  @req-ECALL-16
  Rule: In each mode, against line 75 in private mode too, vehicle and PSAP hear each other in every call

    Scenario Outline: In <mode> mode <kind> and the PSAP hear each other in each of three calls
      Given the vehicle is in <mode> mode
      And the vehicle is asleep
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      When the agent of the PSAP says "where are you"
      Then "where are you" is heard in the vehicle in reaction to the agent's words
      When the occupant falls silent
      And the PSAP hangs up
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words and stays so for 60 s
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words
      When the occupant falls silent
      And the PSAP hangs up
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      When the agent of the PSAP says "where are you"
      Then "where are you" is heard in the vehicle in reaction to the agent's words

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | geolocated   |
        | an electric vehicle | intermediate |

      @hybrid
      Examples:
        | kind     | mode         |
        | a hybrid | intermediate |
        | a hybrid | private      |

      @combustion
      Examples:
        | kind                 | mode       |
        | a combustion vehicle | geolocated |
        | a combustion vehicle | private    |

  @req-ECALL-17
  Rule: In each mode, against line 75 in private mode too, a second press hangs up

    Scenario Outline: In <mode> mode a second press hangs up the call of <kind> in each state that it comes to
      Given the vehicle is in <mode> mode
      And the vehicle is asleep
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When the driver turns the ignition on
      And the driver presses the SOS button
      And the driver presses the SOS button again 2.9 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.766743, 4.835659 in 10 s
      When the driver presses the SOS button
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 2 min after the second press

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | intermediate |
        | an electric vehicle | private      |

      @hybrid
      Examples:
        | kind     | mode       |
        | a hybrid | geolocated |
        | a hybrid | private    |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | geolocated   |
        | a combustion vehicle | intermediate |

  @req-ECALL-10 @req-ECALL-22 @req-ECALL-23
  Rule: In each mode, against line 75 in private mode too, help finds a vehicle in which nobody can speak

    Scenario Outline: In <mode> mode help finds <kind> with a mute microphone, asleep and after a crash
      Given the vehicle stands at 45.764043, 4.835659
      And the vehicle is in <mode> mode
      And the vehicle is asleep
      And the microphone is mute
      When the driver presses the SOS button
      Then the PSAP has acknowledged the data set in reaction to the SOS press
      And the PSAP has a case with the data set in reaction to the SOS press
      And the position in the case of the PSAP is within 15 m of 45.764043, 4.835659
      And the rescue forces are sent in reaction to the SOS press
      And the destination of the rescue forces is within 15 m of 45.764043, 4.835659
      When the PSAP hangs up
      Given the vehicle is started
      When the vehicle drives on to 48.8049, 2.1204 and stops there
      And a crash deploys the airbags
      Then the PSAP has acknowledged the data set in reaction to the crash
      And the PSAP has a case with the data set in reaction to the crash
      And the case of the PSAP names the vehicle by its VIN
      And the rescue forces are sent in reaction to the crash
      And the destination of the rescue forces is within 15 m of 48.8049, 2.1204

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | intermediate |

      @hybrid
      Examples:
        | kind     | mode    |
        | a hybrid | private |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | intermediate |
        | a combustion vehicle | private      |
