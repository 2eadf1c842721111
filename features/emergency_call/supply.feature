@calls @sos_buttons
Feature: Emergency calls and a supply that fails
  A 112 call is placed, describes the vehicle and is hung up whatever the supply has cut short before (lines 24 to 54).
  A call that the supply has ended is over (AMB-02).

  @req-ECALL-05 @req-ECALL-15 @req-ECALL-16 @req-ECALL-18
  Rule: The SOS button calls after each call that the supply has ended

    Scenario Outline: The SOS button of <kind> calls though the supply failed before a call, while it was dialled, in it and after it
      Given the vehicle is asleep
      When the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the supply of the vehicle fails for 30 s
      And 20 s pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      When the PSAP hangs up
      And the supply of the vehicle fails for 10 s
      And 20 s pass
      And the occupant falls silent
      And the driver starts the vehicle
      And the driver presses the SOS button
      And the supply of the vehicle fails for 3 s
      And 20 s pass
      And the driver presses the SOS button
      Then the data set tells of a manual activation in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words
      When the PSAP hangs up
      And the supply of the vehicle fails for 10 s
      And 20 s pass
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 5 min

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @combustion
      Examples:
        | kind                 |
        | a combustion vehicle |

  @req-ECALL-04 @req-ECALL-06 @req-ECALL-07 @req-ECALL-14
  Rule: A crash calls after each call that the supply has ended

    Scenario: A crash calls though the supply failed before it, in a call by hand, in that of a crash and in a breakdown call
      Given the vehicle is started
      When the supply of the vehicle fails for 10 s
      And 20 s pass
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the data set names the vehicle by its VIN
      And the PSAP and the vehicle are in voice contact in reaction to the crash
      When the supply of the vehicle fails for 10 s
      And 20 s pass
      And a crash deploys the airbags
      Then the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the supply of the vehicle fails for 30 s
      And 20 s pass
      And a crash deploys the airbags
      Then the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      And the supply of the vehicle fails for 3 s
      And 20 s pass
      And a crash deploys the airbags and fires the pre-tensioners
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s

  @req-ECALL-09 @req-ECALL-11 @req-ECALL-12 @req-ECALL-13
  Rule: The data set describes and locates the vehicle after a failure of the supply

    Scenario: The data sets of calls before and after failures of the supply describe and locate the vehicle
      Given the vehicle is started
      And the vehicle stands at 51.477928, -0.640000
      When the supply of the vehicle fails for 10 s
      And 20 s pass
      And the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 51.477928, -0.640000
      And the data set tells of the vehicle's class and energies
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      Given no satellites are received
      When the supply of the vehicle fails for 10 s
      Given the vehicle stands at 45.900000, 4.900000
      When 20 s pass
      And the driver presses the SOS button
      Then the data set marks its position as not trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 51.477928, -0.640000
      And the data set names the vehicle by its VIN
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      Given satellites are received again
      And the vehicle stands at 16.265000, -61.551000
      When the driver presses the SOS button
      And the supply of the vehicle fails for 3 s
      And 20 s pass
      And the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 16.265000, -61.551000
      And the data set tells of the vehicle's class and energies

  @req-ECALL-17
  Rule: A second press hangs up after failures of the supply

    Scenario: A second press hangs up though the supply has failed before the call, in one and after one that was hung up
      Given the vehicle is awake
      When the supply of the vehicle fails for 10 s
      And 20 s pass
      And the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When the supply of the vehicle fails for 10 s
      And 20 s pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the supply of the vehicle fails for 30 s
      And 20 s pass
      And the driver presses the SOS button
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When the supply of the vehicle fails for 3 s
      And 20 s pass
      Then the vehicle is in no call for 5 min after the start of the wait
      And neither the PSAP nor the assistance centre has a call from 60 s to 15 min after the second press
