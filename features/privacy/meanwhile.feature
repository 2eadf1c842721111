@private_mode
Feature: Privacy modes beside calls, orders and trips
  A mode holds whatever goes on when it is chosen, and after that has ended (lines 70 to 121).

  @calls @policy_regulated @req-PRIV-01 @req-PRIV-13 @sos_buttons
  Rule: A mode that is chosen during a call lasts beyond the call

    Scenario Outline: The change from <before> to <mode> mode during the call of the <button> button outlasts the call
      Given the vehicle is in <before> mode
      And the vehicle is started
      When the driver presses the <button> button
      And 30 s pass
      And the driver selects <mode> mode on the touch screen
      Then the vehicle is in <mode> mode in reaction to the selection
      When the <agent> hangs up
      And 2 min pass
      Then the vehicle stays in <mode> mode for 2 min after the start of <mode> mode
      When the driver opens the page with the privacy mode
      Then the screen marks <mode> mode as set in reaction to the look and stays so for 5 min

      Examples:
        | before     | mode       | button     | agent             |
        | geolocated | private    | ASSISTANCE | assistance centre |
        | geolocated | private    | SOS        | PSAP              |
        | private    | geolocated | SOS        | PSAP              |

      @intermediate_mode
      Examples:
        | before       | mode         | button     | agent             |
        | geolocated   | intermediate | ASSISTANCE | assistance centre |
        | intermediate | geolocated   | SOS        | PSAP              |
        | private      | intermediate | SOS        | PSAP              |

    @req-PRIV-02 @req-PRIV-04
    Scenario: Of three changes of the mode during one breakdown call each takes effect, and the last one outlasts it
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When 10 s pass
      And 30 s pass
      Then nothing of the vehicle reaches the back office for 30 s after the start of the wait
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      And vehicle data reach the back office in reaction to the selection
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When the assistance centre hangs up
      And 10 s pass
      Then nothing of the vehicle reaches the back office for 10 min after the start of the wait
      And the vehicle stays in private mode for 10 min after the start of the wait

  @calls @connected @policy_regulated @sos_buttons
  Rule: During and after a call in private mode nothing else works

    @req-PRIV-02 @req-PRIV-07 @req-PRIV-11 @req-PRIV-36
    Scenario: In private mode neither orders nor a refresh nor ASSISTANCE work during an emergency call, nor after it
      Given all doors are locked
      And the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver orders the lights from the app
      And the driver refreshes the home page by sliding it down
      And the driver orders an unlock from the app
      Then all doors stay locked for 60 s after the order
      And the lights stay off for 60 s after the order
      When the PSAP hangs up
      And the driver orders the horn from the app
      And the driver refreshes the home page with the round arrow
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      And the horn stays silent for 60 s after the order
      And the home page is not loaded for 2 min after the refresh
      And nothing of the vehicle reaches the back office for 15 min after the SOS press

    @req-PRIV-05 @req-PRIV-36
    Scenario: The ASSISTANCE button calls after each of two private modes and in neither of them
      Given the vehicle is started
      When the driver selects private mode on the touch screen
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 30 s after the ASSISTANCE press
      When the driver selects geolocated mode on the touch screen
      And 10 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      When 30 s pass
      And the assistance centre hangs up
      And the driver selects private mode on the touch screen
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      When the driver turns the ignition off
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 60 s after the ASSISTANCE press
      When the driver starts the vehicle
      And the driver selects geolocated mode on the touch screen
      And 10 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

    @req-PRIV-05 @req-PRIV-10
    Scenario: Against line 75, the SOS button calls in each of two private modes, and between them
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver selects geolocated mode on the touch screen
      And 10 s pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver selects private mode on the touch screen
      And 10 s pass
      And the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      And the vehicle stays in private mode for 5 min after the SOS press

  @connected
  Rule: Private mode that is chosen amid something withholds, and what it has ended comes back

    @private_menu_menu @rechargeable @req-PRIV-02 @req-PRIV-06 @req-PRIV-07 @req-PRIV-13
    Scenario Outline: Private mode that is chosen right after <event> lasts and withholds
      Given all doors are locked
      And the vehicle is started
      When <event>
      And the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When 20 s pass
      Then nothing of the vehicle reaches the back office for 15 min after the start of the wait
      And no maintenance data reach the back office for 15 min after the start of the wait
      And no vehicle information reaches the app over the network for 15 min after the start of the wait
      And the vehicle stays in private mode for 15 min after the start of private mode

      Examples:
        | event                                                  |
        | the driver orders the lights from the app              |
        | the driver refreshes the home page by sliding it down  |
        | the vehicle is plugged into a regular station          |
        | the driver orders pre-conditioning from the app        |
        | the vehicle loses the network for 10 s                 |

    @req-PRIV-05 @req-PRIV-09 @req-PRIV-11
    Scenario: Orders and Mirror Screen are refused in each of two private modes, and work after each
      Given all doors are locked
      And the vehicle is in private mode
      And the vehicle is started
      When the driver plugs in a phone with CarPlay
      And the driver orders an unlock from the app
      Then all doors stay locked for 30 s after the order
      And Mirror Screen stays off for 30 s after the plugging in of the phone
      When the driver selects geolocated mode on the touch screen
      Then Mirror Screen runs in reaction to the selection
      When the driver orders an unlock from the app
      Then all doors are unlocked in reaction to the order and stay so for 25 s
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order
      When the driver selects private mode on the touch screen
      Then Mirror Screen does not run in reaction to the selection
      When the driver orders an unlock from the app
      And the driver orders the horn from the app
      Then the horn stays silent for 60 s after the order
      And all doors stay locked for 60 s after the order
      And Mirror Screen stays off for 60 s after the order
      When the driver selects geolocated mode on the touch screen
      Then Mirror Screen runs in reaction to the selection and stays so for 60 s
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked in reaction to the order and stay so for 25 s

  @req-PRIV-04
  Rule: Without private mode the position is shared wherever the vehicle is

    Scenario Outline: The end of private mode brings the position of a vehicle at <place> to the back office
      Given the vehicle stands at <place>
      And the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      And vehicle data reach the back office in reaction to the selection
      And the back office has a position of the vehicle
      And the position at the back office is within 150 m of <place>
      When the driver drives 500 m and turns the contact off
      Then a position reaches the back office in reaction to the end of the trip

      Examples:
        | place               |
        | 40.4168, -3.7038    |
        | -33.9249, 18.4241   |
        | -54.8019, -68.3030  |
        | -0.0010, 0.0010     |
        | 66.5000, 179.9990   |
        | 0.0000, -0.5000     |

  @not_sos_buttons @req-PRIV-04 @req-PRIV-15
  Rule: Without the buttons the touch screen changes the mode each time

    Scenario: The touch screen of a vehicle without buttons ends private mode each of three times
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection and stays so for 60 s
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      When the driver selects private mode on the touch screen
      And the driver drives 2000 m
      Then the vehicle is in private mode
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min
      And vehicle data reach the back office in reaction to the selection
      And a position reaches the back office in reaction to the selection
