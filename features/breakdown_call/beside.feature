@calls @sos_buttons
Feature: Breakdown calls and what begins and ends beside them
  A breakdown call is set up with its data and keeps its voices whatever other function begins or ends before and in it
  (lines 22 to 36).

  @rechargeable @req-BCALL-01 @req-BCALL-02 @req-BCALL-03 @req-BCALL-10
  Rule: The call of the ASSISTANCE button goes on whatever begins and ends in it

    Scenario Outline: Of <kind> neither orders, charge, pre-conditioning, key nor trip ends a breakdown call or takes its voices
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver orders the horn from the app, and 3 s later the lights
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words
      When the vehicle is unplugged
      And the driver orders the end of pre-conditioning from the app, and 3 s later an unlock
      And the agent of the assistance centre says "where are you"
      Then "where are you" is heard in the vehicle in reaction to the agent's words
      When the driver turns the ignition off
      And the driver refreshes the home page by sliding it down
      And 10 s pass
      And the driver starts the vehicle
      And the vehicle drives on to 45.773043, 4.835659 and stops there
      Then the assistance centre hears the occupant for 60 s after the start
      And the assistance centre and the vehicle are in voice contact
      When the assistance centre hangs up
      And the occupant falls silent
      And the driver refreshes the home page by sliding it down
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And no emergency call is placed for 60 s after the ASSISTANCE press
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words and stays so for 60 s
      When the agent of the assistance centre says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

  @rechargeable @req-BCALL-04 @req-BCALL-06 @req-BCALL-07 @req-BCALL-08
  Rule: The data of the call name and locate the vehicle whatever goes on

    Scenario: The data of five breakdown calls name and locate a vehicle that does something else
      Given the vehicle stands at 51.477928, -0.640000
      And the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      When the driver orders the lights from the app, and 3 s later the horn
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 51.477928, -0.640000
      And the data for the breakdown call names the vehicle by its VIN
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      Given the vehicle stands at 16.265000, -61.551000
      When the driver orders an unlock from the app
      And the driver refreshes the home page by sliding it down
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 16.265000, -61.551000
      And the data for the breakdown call names the vehicle by its VIN
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the vehicle is unplugged
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659
      And the data for the breakdown call names the vehicle by its VIN
      When the assistance centre hangs up
      And the vehicle loses the network for 10 s
      And the vehicle drives on to -21.115141, 55.536384 and stops there
      And the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      And 5 s pass
      And the driver presses the ASSISTANCE button
      Then the data for the breakdown call mark the position as trusted in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of -21.115141, 55.536384
      And the data for the breakdown call names the vehicle by its VIN
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      Given no satellites are received
      When the driver presses the ASSISTANCE button
      Then the data for the breakdown call mark the position as not trusted in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of -21.115141, 55.536384

    @private_menu_menu @intermediate_mode @private_mode @policy_regulated
    Scenario: The data of a breakdown call have the position at once after each change of the mode in one ignition cycle
      Given the vehicle stands at 45.764043, 4.835659
      And the vehicle is started
      When the driver selects private mode on the touch screen
      And the driver orders the lights from the app
      And the driver selects geolocated mode on the touch screen
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659
      And the data for the breakdown call names the vehicle by its VIN
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver selects intermediate mode on the touch screen
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver selects geolocated mode on the touch screen
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659
      And the data for the breakdown call names the vehicle by its VIN

  @rechargeable @req-BCALL-05 @req-BCALL-09
  Rule: The centre can help whatever goes on

    Scenario: The case of each of three breakdown calls has data and position, beside orders, pre-conditioning and a 112 call
      Given the vehicle stands at 45.764043, 4.835659
      And the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      When the driver orders the lights from the app
      And the driver presses the ASSISTANCE button
      Then the case of the assistance centre has the data set in reaction to the ASSISTANCE press
      And the position in the case of the assistance centre is within 15 m of 45.764043, 4.835659
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the vehicle is unplugged
      Given the vehicle is started
      When the vehicle drives on to 48.8049, 2.1204 and stops there
      And the driver refreshes the home page by sliding it down
      And the driver presses the ASSISTANCE button
      Then the case of the assistance centre has the data set in reaction to the ASSISTANCE press
      And the position in the case of the assistance centre is within 15 m of 48.8049, 2.1204
