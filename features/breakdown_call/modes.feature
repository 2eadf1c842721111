@calls @sos_buttons @intermediate_mode
Feature: Breakdown calls in each state and kind of vehicle, and beside other functions
  Where the privacy mode lets the breakdown call through, neither energy nor what the vehicle does meanwhile changes it,
  and nothing but the button places one (lines 22 to 36).

  @req-BCALL-02 @req-BCALL-03 @req-BCALL-10
  Rule: The ASSISTANCE button opens a voice call in each state that the vehicle comes to

    Scenario Outline: The ASSISTANCE button of <kind> calls in each state that it comes to
      Given the vehicle is asleep
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And no emergency call is placed for 60 s after the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words
      When the occupant falls silent
      And the assistance centre hangs up
      And the driver turns the ignition on
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words
      When the agent of the assistance centre says "where are you"
      Then "where are you" is heard in the vehicle in reaction to the agent's words
      When the occupant falls silent
      And the assistance centre hangs up
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.766743, 4.835659 in 10 s
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
      When the agent of the assistance centre says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words
      When the assistance centre hangs up
      And the vehicle drives on to 45.773043, 4.835659 and stops there
      And the driver turns the ignition off
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And no emergency call is placed for 60 s after the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

      @combustion
      Examples:
        | kind                 |
        | a combustion vehicle |

  @req-BCALL-04 @req-BCALL-06 @req-BCALL-07 @req-BCALL-08
  Rule: The data of each call name and locate the vehicle, whatever it does and is

    Scenario Outline: The data of four breakdown calls name and locate <kind> in each state that it comes to
      Given the vehicle stands at 51.477928, -0.640000
      And the vehicle is asleep
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 51.477928, -0.640000
      And the data for the breakdown call names the vehicle by its VIN
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      Given the vehicle is started
      And the vehicle stands at 16.265000, -61.551000
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 16.265000, -61.551000
      And the data for the breakdown call names the vehicle by its VIN
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      Given the vehicle drives from 45.764043, 4.835659 to 45.791043, 4.835659 in 60 s
      When the driver presses the ASSISTANCE button
      Then the data for the breakdown call mark the position as trusted in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 150 m of 45.791043, 4.835659
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the vehicle drives on to -21.115141, 55.536384 and stops there
      And the driver turns the ignition off
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of -21.115141, 55.536384
      And the data for the breakdown call names the vehicle by its VIN

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

      @combustion
      Examples:
        | kind                 |
        | a combustion vehicle |

    @private_mode @policy_regulated
    Scenario Outline: After <mode> mode that the touch screen has ended a breakdown call carries the position
      Given the vehicle stands at 45.764043, 4.835659
      And the vehicle is in <mode> mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      And 60 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659
      And the data for the breakdown call names the vehicle by its VIN

      Examples:
        | mode         |
        | private      |
        | intermediate |

    @private_mode @double_push
    Scenario Outline: After <mode> mode that both buttons have ended a breakdown call carries the position
      Given the vehicle stands at 45.764043, 4.835659
      And the vehicle is in <mode> mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659
      And the data for the breakdown call names the vehicle by its VIN

      Examples:
        | mode         |
        | private      |
        | intermediate |

  @rechargeable @req-BCALL-04 @req-BCALL-06 @req-BCALL-08 @req-BCALL-09
  Rule: A charge and pre-conditioning leave the data of the breakdown call as they are

    Scenario Outline: The data and the case of a breakdown call locate <kind> that is charged when <state>
      Given the vehicle stands at 45.764043, 4.835659
      And the vehicle is plugged into a regular station
      And charging is running
      And <state>
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659
      And the data for the breakdown call names the vehicle by its VIN
      And the case of the assistance centre has the data set in reaction to the ASSISTANCE press
      And the position in the case of the assistance centre is within 15 m of 45.764043, 4.835659

      @electric
      Examples:
        | kind                | state                       |
        | an electric vehicle | pre-conditioning is running |
        | an electric vehicle | the ignition is on          |

      @hybrid
      Examples:
        | kind     | state                |
        | a hybrid | the vehicle is awake |

  @req-BCALL-01
  Rule: Nothing but the ASSISTANCE button places a breakdown call, however much happens to the vehicle

    Scenario Outline: No breakdown call of <kind> that is <bus> comes back after the centre has ended it
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And 1 s pass
      Then no breakdown call is placed for 5 min after the start of the wait
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And 1 s pass
      Then no breakdown call is placed for 60 min after the start of the wait

      @electric
      Examples:
        | kind                | bus    |
        | an electric vehicle | asleep |

      @hybrid
      Examples:
        | kind     | bus     |
        | a hybrid | started |

      @combustion
      Examples:
        | kind                 | bus     |
        | a combustion vehicle | started |

    @private_mode @policy_regulated @double_push
    Scenario Outline: In <mode> mode nothing done to <kind> places a breakdown call
      Given the vehicle is in <mode> mode
      And the vehicle is asleep
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then no breakdown call is placed for 2 min after the SOS press
      When the driver unlocks the vehicle with the key
      And the driver turns the ignition on
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      And no breakdown call is placed for 2 min after the SOS press
      When the PSAP hangs up
      And the driver orders the lights from the app
      Then no breakdown call is placed for 2 min after the order
      Given the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then no breakdown call is placed for 3 min after the double-push
      When the vehicle loses the network for 10 s
      And a crash fires the pre-tensioners
      Then no breakdown call is placed for 60 s after the crash
      When a crash deploys the airbags
      Then no breakdown call is placed for 2 min after the crash
      When the PSAP hangs up
      And the driver turns the ignition off
      And the supply of the vehicle fails for 30 s
      And 1 s pass
      Then no breakdown call is placed for 5 min after the start of the wait

      @electric
      Examples:
        | kind                | mode         |
        | an electric vehicle | geolocated   |
        | an electric vehicle | private      |

      @hybrid
      Examples:
        | kind     | mode         |
        | a hybrid | geolocated   |
        | a hybrid | intermediate |

      @combustion
      Examples:
        | kind                 | mode         |
        | a combustion vehicle | intermediate |
        | a combustion vehicle | private      |
