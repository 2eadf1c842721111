@calls @sos_buttons
Feature: Breakdown calls and a supply that fails
  The ASSISTANCE button calls whatever the supply has cut short before (lines 22 to 36).

  @req-BCALL-02 @req-BCALL-03 @req-BCALL-04 @req-BCALL-08
  Rule: The ASSISTANCE button calls, and tells the place, after each call that the supply has ended

    Scenario Outline: The ASSISTANCE button of <kind> calls though the supply failed before a call, while it was dialled and in it
      Given the vehicle stands at 51.477928, -0.640000
      And the vehicle is asleep
      When the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 51.477928, -0.640000
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the supply of the vehicle fails for 30 s
      And 20 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words
      When the assistance centre hangs up
      And the supply of the vehicle fails for 10 s
      And 20 s pass
      And the driver starts the vehicle
      And the driver presses the ASSISTANCE button
      And the supply of the vehicle fails for 3 s
      And 20 s pass
      And the vehicle drives on to -21.115141, 55.536384 and stops there
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of -21.115141, 55.536384
      And the data for the breakdown call names the vehicle by its VIN
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
      When the assistance centre hangs up
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the supply of the vehicle fails for 10 s
      And 20 s pass
      Given no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      When the supply of the vehicle fails for 10 s
      And 20 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the data for the breakdown call mark the position as not trusted
      And the position in the data for the breakdown call is within 15 m of -21.115141, 55.536384
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @combustion
      Examples:
        | kind                 |
        | a combustion vehicle |
