@private_mode
Feature: Privacy modes again and again
  A mode is chosen, withholds and ends each time in one ignition cycle as the first time (lines 70 to 121).

  @req-PRIV-01 @req-PRIV-13 @req-PRIV-25 @req-PRIV-27
  Rule: OK ends private mode each time

    @private_menu_menu
    Scenario: OK in the menu changes the mode each of four times, also after a choice without OK
      Given the vehicle is started
      And the screen shows the start page
      When the driver taps the menu icon
      And the driver taps Private mode
      Then the page of the private mode is on the screen in reaction to the touch
      And the screen marks geolocated mode as set
      When the driver taps Sharing of data and vehicle position
      And the driver taps OK
      And the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection and stays so for 60 s
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 60 s
      And a position reaches the back office in reaction to the selection
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection and stays so for 60 s
      When the driver taps the menu icon
      And the driver taps Private mode
      Then the page of the private mode is on the screen in reaction to the touch
      And the screen marks private mode as set
      When the driver taps Sharing of data and vehicle position
      Then the vehicle stays in private mode for 60 s after the touch
      When the driver taps OK
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 60 s
      And vehicle data reach the back office in reaction to the touch
      And a position reaches the back office in reaction to the touch
      And the back office is told of no other mode than the geolocated one for 60 s after the touch
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection and stays so for 60 s
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min
      And a position reaches the back office in reaction to the selection
      When the driver taps the menu icon
      And the driver taps Private mode
      Then the screen marks geolocated mode as set in reaction to the touch and stays so for 30 s

    @private_menu_menu
    Scenario: OK in the menu takes the choice touched last, on the same page and after a visit that ended without OK
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects private mode on the touch screen without OK
      And the driver taps Sharing of data and vehicle position
      And the driver taps OK
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 60 s
      And a position reaches the back office in reaction to the touch
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When the driver selects geolocated mode on the touch screen without OK
      And the driver turns the ignition off
      And 20 min pass by the calendar
      And the driver starts the vehicle
      Then the vehicle stays in private mode for 60 s after the start
      When the driver selects private mode on the touch screen without OK
      And the driver taps Sharing of data and vehicle position
      And the driver taps Sharing of data and vehicle position
      And the driver taps OK
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 5 min
      And a position reaches the back office in reaction to the touch

    @intermediate_mode @private_menu_menu
    Scenario: The mode is changed in a circle twice, and marked on the screen each time
      Given the vehicle is started
      When the driver selects intermediate mode on the touch screen
      Then the vehicle is in intermediate mode in reaction to the selection
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver selects intermediate mode on the touch screen
      Then the vehicle is in intermediate mode in reaction to the selection and stays so for 60 s
      When the driver opens the page with the privacy mode
      Then the screen marks intermediate mode as set in reaction to the look
      When the driver taps Sharing of data and vehicle position
      And the driver taps OK
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 60 s
      And a position reaches the back office in reaction to the touch
      When the driver opens the page with the privacy mode
      Then the screen marks geolocated mode as set in reaction to the look and stays so for 30 s

  @private_menu_navigation @req-PRIV-26 @req-PRIV-28 @req-PRIV-29 @req-PRIV-30
  Rule: The way through the navigation is there each time

    Scenario: The way through the navigation changes the mode each of four times
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 60 s
      And a position reaches the back office in reaction to the selection
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection and stays so for 60 s
      When the driver taps the navigation
      Then the navigation is on the screen in reaction to the touch
      When the driver taps Menu in the navigation
      Then the menu of the navigation is on the screen in reaction to the touch
      When the driver taps Settings
      Then the settings is on the screen in reaction to the touch
      When the driver taps the Card tab
      Then the Card page is on the screen in reaction to the touch
      When the driver taps Authorize the sending of information
      Then the box to authorise the sending is ticked in reaction to the touch
      When the driver taps OK
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 60 s
      And vehicle data reach the back office in reaction to the touch
      And a position reaches the back office in reaction to the touch
      When the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min
      And a position reaches the back office in reaction to the selection
      When the driver taps the menu icon
      Then the menu is on the screen in reaction to the touch
      And Private mode cannot be selected

  @private_menu_navigation @req-PRIV-30 @req-PRIV-31
  Rule: The setting in the navigation is complete each time

    Scenario: The setting in the navigation is complete each of three times, also after a way that ended without OK
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      When the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen without OK
      Then the vehicle stays in private mode for 60 s after the selection
      When the driver taps OK
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 60 s
      And a position reaches the back office in reaction to the touch
      When the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 10 min
      And a position reaches the back office in reaction to the selection

    Scenario: Box and OK authorise the sending after a visit of the Card page that ended without OK
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen without OK
      And the driver turns the ignition off
      And 20 min pass by the calendar
      And the driver starts the vehicle
      Then the vehicle stays in private mode for 60 s after the start
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 60 s
      And a position reaches the back office in reaction to the selection
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When the driver selects geolocated mode on the touch screen without OK
      And the driver taps Authorize the sending of information
      And the driver taps Authorize the sending of information
      Then the box to authorise the sending is ticked in reaction to the touch
      When the driver taps OK
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 5 min
      And a position reaches the back office in reaction to the touch

  @private_menu_banner @req-PRIV-13 @req-PRIV-33 @req-PRIV-34 @req-PRIV-35
  Rule: The way behind the banner is there each time

    Scenario: The banner opens its page each of four times, and the selection ends private mode each of three times
      Given the vehicle is in private mode
      And the vehicle is started
      And the screen shows the start page
      When the driver drags down the banner
      Then the page behind the banner is on the screen in reaction to the touch
      And Private mode is on the left side
      When the driver taps Private mode
      Then the page of the private mode is on the screen in reaction to the touch
      When the driver taps Sharing data and location
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 60 s
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection and stays so for 60 s
      When the driver drags down the banner
      Then the page behind the banner is on the screen in reaction to the touch
      And Private mode is on the left side
      When the driver taps Private mode
      Then the screen marks private mode as set in reaction to the touch
      When the driver taps Sharing data and location
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 60 s
      And a position reaches the back office in reaction to the touch
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When the driver taps the banner
      Then the page behind the banner is on the screen in reaction to the touch
      And Private mode is on the left side
      When the driver taps Private mode
      Then the page of the private mode is on the screen in reaction to the touch
      When the driver taps Sharing data and location
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 5 min
      And a position reaches the back office in reaction to the touch
      When the driver drags down the banner
      Then the page behind the banner is on the screen in reaction to the touch

  @calls @double_push @sos_buttons
  Rule: Both buttons end private mode however the procedure before has ended

    @req-PRIV-17 @req-PRIV-18 @req-PRIV-20 @req-PRIV-22
    Scenario Outline: SOS and ASSISTANCE pressed together end private mode after a push that was not confirmed, when <before>
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When <before>
      And <then>
      And 60 s pass
      Then the vehicle is in private mode
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the second prompt is heard within 3 s of the confirmation
      And the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s
      And a position reaches the back office in reaction to the confirmation
      And no breakdown call is placed for 60 s after the confirmation

      Examples:
        | before                                                            | then                          |
        | 2 min pass                                                        | 10 s pass                     |
        | the driver turns the ignition off                                 | the driver starts the vehicle |
        | the supply of the vehicle fails for 10 s                          | the driver starts the vehicle |
        | the driver selects geolocated mode on the touch screen without OK | 10 s pass                     |

    @policy_regulated @req-PRIV-10 @req-PRIV-20 @req-PRIV-21 @req-PRIV-22
    Scenario: SOS and ASSISTANCE pressed together end private mode after a push that an emergency call has ended
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When 10 s pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And 2 min pass
      Then the vehicle is in private mode
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the second prompt is heard within 3 s of the confirmation
      And the vehicle is in geolocated mode in reaction to the confirmation and stays so for 5 min
      And a position reaches the back office in reaction to the confirmation

    @req-PRIV-16 @req-PRIV-17 @req-PRIV-20 @req-PRIV-23
    Scenario: SOS and ASSISTANCE pressed together end private mode before and after breakdown calls
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the second prompt is heard within 3 s of the confirmation
      And the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s
      And no breakdown call is placed for 60 s after the confirmation
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver selects private mode on the touch screen
      And the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 4 s after the end of the first prompt to confirm
      Then the second prompt is heard within 3 s of the confirmation
      And the vehicle is in geolocated mode in reaction to the confirmation and stays so for 5 min

    @req-PRIV-13 @req-PRIV-18 @req-PRIV-20 @req-PRIV-21 @switching_blinks
    Scenario: Three procedures in a row are prompted and blink, and those that are confirmed show on the screen
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the SOS LED blinks in reaction to the double-push
      And the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation
      When 60 s pass
      And the driver selects private mode on the touch screen
      And the driver presses the SOS and ASSISTANCE buttons together
      Then the SOS LED blinks in reaction to the double-push
      And the first prompt is heard within 3 s of the double-push
      When 2 min pass
      Then the vehicle is in private mode
      When the driver presses the ASSISTANCE button and 0.2 s later the SOS button
      Then the SOS LED blinks in reaction to the double-push
      And the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation
      When the driver opens the page with the privacy mode
      Then the screen marks geolocated mode as set in reaction to the look and stays so for 60 s
      And no emergency call is placed for 60 s after the SOS press

  @calls @double_push @sos_buttons
  Rule: What both buttons or the screen have changed shares again each time

    @req-PRIV-04 @req-PRIV-07 @req-PRIV-08 @req-PRIV-20
    Scenario: Data and position are shared after private mode that the buttons, the screen and the buttons have ended
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then a position reaches the back office in reaction to the confirmation
      And vehicle data reach the back office in reaction to the confirmation
      And the connected navigation has traffic data in reaction to the confirmation
      When 60 s pass
      And the driver selects private mode on the touch screen
      And 60 s pass
      And the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
      And vehicle data reach the back office in reaction to the selection
      And the connected navigation has traffic data in reaction to the selection
      When the driver selects private mode on the touch screen
      And 60 s pass
      And the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then a position reaches the back office in reaction to the confirmation
      And vehicle data reach the back office in reaction to the confirmation
      And vehicle information reaches the app over the network in reaction to the confirmation
      And the connected navigation has traffic data in reaction to the confirmation and stays so for 5 min
