@calls @sos_buttons @intermediate_mode @private_mode @policy_regulated
Feature: Emergency calls and what begins and ends beside them
  A 112 call is set up, keeps its voices and is hung up whatever other function begins, ends or is switched off before
  and in it (lines 24 to 54).

  @rechargeable @req-ECALL-05 @req-ECALL-15 @req-ECALL-16 @req-ECALL-18
  Rule: The call of the SOS button goes on whatever begins and ends in it

    Scenario Outline: Of <kind> neither mode, charge, pre-conditioning, key nor trip ends a call or takes its voices
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver presses the SOS button
      And the driver selects private mode on the touch screen
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      When the driver selects intermediate mode on the touch screen
      And the vehicle is unplugged
      And the driver selects private mode on the touch screen
      And the agent of the PSAP says "where are you"
      Then "where are you" is heard in the vehicle in reaction to the agent's words
      And the PSAP hears the occupant for 10 s after the agent's words
      When the driver selects geolocated mode on the touch screen
      And the driver orders the end of pre-conditioning from the app
      And the driver orders an unlock from the app
      And 10 s pass
      And the driver starts the vehicle
      And the driver refreshes the home page by sliding it down
      And the vehicle drives on to 45.773043, 4.835659 and stops there
      Then the PSAP hears the occupant for 60 s after the start
      And the PSAP and the vehicle stay in voice contact for 5 min after the start of the voice contact
      When the occupant falls silent
      And the PSAP hangs up
      And the driver selects private mode on the touch screen
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When the driver turns the ignition off
      And the driver locks the vehicle with the key
      And an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words and stays so for 60 s
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

    Scenario: Neither a full battery, the hatch button nor charge and pre-conditioning orders end a call
      Given charging is in deferred mode
      And the battery level is 98 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver presses the SOS button
      And the driver orders pre-conditioning from the app, and 3 s later the end of the charge
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When the driver orders immediate charging from the app
      And an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words and stays so for 60 s
      When the driver orders the end of pre-conditioning from the app
      And the battery is charged until it is full
      And the driver presses the button in the charging hatch
      And the agent of the PSAP says "where are you"
      Then "where are you" is heard in the vehicle in reaction to the agent's words
      And the PSAP hears the occupant for 60 s after the agent's words
      When the driver programmes the charge 20 h ahead in the app
      And the driver programmes pre-conditioning 20 h ahead in the app
      And the vehicle is unplugged
      Then the PSAP and the vehicle stay in voice contact for 5 min after the start of the voice contact

    Scenario: Neither a breakdown call, a switching, a projection nor a loss of the network spoils the calls after it
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver plugs in a phone with CarPlay
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver presses the SOS and ASSISTANCE buttons together
      And an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words and stays so for 60 s
      When the PSAP hangs up
      And the occupant falls silent
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver selects private mode on the touch screen
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the vehicle loses the network for 10 s
      Then the PSAP and the vehicle are in voice contact in reaction to the return of the network
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words and stays so for 60 s
      When the PSAP hangs up
      And the driver selects geolocated mode on the touch screen
      And the driver presses the SOS and ASSISTANCE buttons together
      And 3 s pass
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the PSAP calls back
      And the driver selects intermediate mode on the touch screen
      Then the PSAP and the vehicle are in voice contact in reaction to the call back and stay so for 60 s
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words
      And the PSAP hears the occupant for 30 s after the agent's words

  @rechargeable @req-ECALL-17
  Rule: A second press hangs up whatever begins and ends between the two

    Scenario: A second press hangs up though key, ignition, plug or order come between it and the first
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      When the driver presses the SOS button
      And the vehicle is plugged into a regular station
      And the driver unlocks the vehicle with the key
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver presses the SOS button
      And the driver orders the end of pre-conditioning from the app
      And the vehicle is unplugged
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When the driver presses the SOS button
      And the driver turns the ignition on
      And the driver refreshes the home page by sliding it down
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When the driver presses the SOS button
      And the driver turns the ignition off
      And the driver orders the horn from the app
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 15 min after the second press
      And neither the PSAP nor the assistance centre has a call from 60 s to 15 min after the second press

    Scenario: A second press hangs up after breakdown calls, orders, changes of mode and calls of the PSAP
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      And the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver selects private mode on the touch screen
      And the driver presses the SOS button
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When the driver selects geolocated mode on the touch screen
      And the driver presses the SOS and ASSISTANCE buttons together
      And 3 s pass
      And the driver presses the SOS button
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When the driver presses the SOS button
      And the vehicle loses the network for 1 s
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 60 s after the second press
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And the PSAP calls back
      Then the PSAP and the vehicle are in voice contact in reaction to the call back
      When the PSAP hangs up
      And the driver presses the SOS button
      And the driver presses the SOS button again 0.5 s after releasing it
      Then the vehicle is in no call from 10 s to 15 min after the second press
      And neither the PSAP nor the assistance centre has a call from 60 s to 15 min after the second press

  @rechargeable @req-ECALL-04 @req-ECALL-06 @req-ECALL-07 @req-ECALL-14
  Rule: A crash calls and sends its data whatever goes on

    Scenario: A crash calls from a vehicle that honks, charges, is pre-conditioned, switches its mode or waits for the PSAP
      Given the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver orders the horn from the app, and 3 s later the lights
      And a crash deploys the airbags
      And the driver selects private mode on the touch screen
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s
      When the driver selects intermediate mode on the touch screen
      And the vehicle is unplugged
      And the driver turns the ignition off
      Then the PSAP and the vehicle stay in voice contact for 3 min after the start of the voice contact
      When the PSAP hangs up
      Given the vehicle is started
      When the driver selects geolocated mode on the touch screen
      And the driver presses the ASSISTANCE button
      And a crash deploys the airbags and fires the pre-tensioners
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the data set names the vehicle by its VIN
      And the PSAP and the vehicle are in voice contact in reaction to the crash
      When the vehicle loses the network for 10 s
      Then the PSAP and the vehicle are in voice contact in reaction to the return of the network and stay so for 60 s
      When the PSAP hangs up
      And the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      And 5 s pass
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s
      When the PSAP hangs up
      And the driver presses the SOS and ASSISTANCE buttons together
      And 3 s pass
      And a crash deploys the airbags
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash
      And the PSAP and the vehicle are in voice contact in reaction to the crash and stay so for 60 s

  @rechargeable @req-ECALL-09 @req-ECALL-11 @req-ECALL-12 @req-ECALL-13
  Rule: The data set describes and locates the vehicle whatever goes on

    Scenario: The data sets of four calls describe and locate a vehicle that does something else
      Given the vehicle stands at 51.477928, -0.640000
      And the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver refreshes the home page by sliding it down
      And the driver presses the SOS button
      And the driver selects private mode on the touch screen
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 51.477928, -0.640000
      And the data set tells of the vehicle's class and energies
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the vehicle is unplugged
      And the PSAP asks for the data set again
      Then the data set bears the identifier 2 in reaction to the request for the data set
      And the position in the data set is within 15 m of 51.477928, -0.640000
      And the data set names the vehicle by its VIN
      When the PSAP hangs up
      And the driver selects geolocated mode on the touch screen
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 45.764043, 4.835659
      And the data set bears the time of the SOS press on the vehicle's clock
      And the data set names the vehicle by its VIN
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the SOS and ASSISTANCE buttons together
      And 3 s pass
      And the vehicle drives on to 16.265000, -61.551000 and stops there
      And the driver orders the lights from the app
      And a crash deploys the airbags
      Then the data set marks its position as trusted in reaction to the crash
      And the position in the data set is within 15 m of 16.265000, -61.551000
      And the data set bears the time of the crash on the vehicle's clock
      And the data set tells of the vehicle's class and energies
      And the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And the vehicle loses the network for 10 s
      And the driver selects intermediate mode on the touch screen
      And the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 16.265000, -61.551000
      And the data set names the vehicle by its VIN

  @rechargeable @req-ECALL-10 @req-ECALL-22 @req-ECALL-23
  Rule: Help finds the vehicle whatever goes on

    Scenario: Help finds a vehicle in which nobody can speak, out of pre-conditioning, a breakdown call and a change of mode
      Given the vehicle stands at 45.764043, 4.835659
      And the battery level is 60 %
      And all doors are locked
      And pre-conditioning is running
      And the vehicle is plugged into a regular station
      And the microphone is mute
      And the ignition is on
      When the driver presses the SOS button
      And the driver selects private mode on the touch screen
      Then the PSAP has acknowledged the data set in reaction to the SOS press
      And the position in the case of the PSAP is within 15 m of 45.764043, 4.835659
      And the rescue forces are sent in reaction to the SOS press
      And the destination of the rescue forces is within 15 m of 45.764043, 4.835659
      When the PSAP hangs up
      And the driver selects geolocated mode on the touch screen
      And the vehicle is unplugged
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver starts the vehicle
      And the vehicle drives on to 48.8049, 2.1204 and stops there
      And a crash deploys the airbags
      Then the PSAP has acknowledged the data set in reaction to the crash
      And the PSAP has a case with the data set in reaction to the crash
      And the case of the PSAP names the vehicle by its VIN
      And the rescue forces are sent in reaction to the crash
      And the destination of the rescue forces is within 15 m of 48.8049, 2.1204
