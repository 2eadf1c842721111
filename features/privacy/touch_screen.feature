Feature: The private mode on the touch screen
  Three variants lead to the setting: menu and OK, navigation and OK, banner without OK (lines 99 to 121, AMB-10).

  @private_menu_menu @req-PRIV-24
  Rule: The menu icon is to the left of the gears

    Scenario: The start page shows the menu icon to the left of the gears
      When the driver turns the ignition on
      Then the menu icon is to the left of the gears in reaction to the turn of the ignition

    Scenario: The menu icon opens the menu
      Given the vehicle is started
      And the screen shows the start page
      When the driver taps the menu icon
      Then the menu is on the screen in reaction to the touch

  @private_menu_menu @req-PRIV-25
  Rule: The menu has an entry Private mode, which opens the page of the private mode

    Scenario: The menu has the entry Private mode
      Given the vehicle is started
      And the screen shows the start page
      When the driver taps the menu icon
      Then Private mode can be selected in reaction to the touch

    Scenario: The entry opens the page of the private mode
      Given the vehicle is started
      And the screen shows the menu
      When the driver taps Private mode
      Then the page of the private mode is on the screen in reaction to the touch

    @req-PRIV-24
    Scenario: The menu leads to the private mode with the ignition on, and again after a failure of the supply
      Given the vehicle is in private mode
      And the ignition is on
      And the screen shows the start page
      When the driver taps the menu icon
      Then the menu is on the screen in reaction to the touch
      When the driver taps Private mode
      Then the page of the private mode is on the screen in reaction to the touch
      When the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      And 10 s pass
      Then the menu icon is to the left of the gears
      When the driver taps the menu icon
      Then the menu is on the screen in reaction to the touch
      When the driver taps Private mode
      Then the page of the private mode is on the screen in reaction to the touch

  @private_menu_menu @req-PRIV-27
  Rule: Sharing of data and vehicle position takes effect with OK

    Scenario Outline: OK switches <mode> mode off for good
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min
      And vehicle data reach the back office in reaction to the selection
      And a position reaches the back office in reaction to the selection
      And the back office is told of no other mode than the geolocated one for 5 min after the selection
      And the back office knows of no other mode than the geolocated one from 10 min to 11 min after the selection

      Examples:
        | mode         |
        | private      |
        | intermediate |

    Scenario: What OK has switched off with the ignition on stays off after sleep and a failure of the supply
      Given the vehicle is in private mode
      And the ignition is on
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver turns the ignition off
      And 80 h pass by the calendar
      And the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      Then a position reaches the back office in reaction to the start
      And the vehicle stays in geolocated mode for 60 s after the start

    @calls @sos_buttons @policy_regulated
    Scenario: OK switches private mode off during an emergency call too
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 2 min
      And a position reaches the back office in reaction to the selection
      And the back office is told of no other mode than the geolocated one for 5 min after the selection

    Scenario: Without OK private mode stays and nothing is sent
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen without OK
      Then the vehicle stays in private mode for 5 min after the selection
      And nothing of the vehicle reaches the back office for 5 min after the selection

  @private_menu_navigation @req-PRIV-26
  Rule: A menu without the private mode leaves the way through the navigation

    Scenario: The menu has no entry Private mode
      Given the vehicle is started
      And the screen shows the start page
      When the driver taps the menu icon
      Then the menu is on the screen in reaction to the touch
      And Private mode cannot be selected

    Scenario: The way through the navigation switches private mode off
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min
      And a position reaches the back office in reaction to the selection
      And the back office is told of no other mode than the geolocated one for 5 min after the selection

    @req-PRIV-30 @req-PRIV-31
    Scenario: The sending that OK has authorised with the ignition on outlasts sleep and a failure of the supply
      Given the vehicle is in private mode
      And the ignition is on
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver turns the ignition off
      And 80 h pass by the calendar
      And the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      Then a position reaches the back office in reaction to the start
      And the vehicle stays in geolocated mode for 60 s after the start

  @private_menu_navigation @req-PRIV-28 @req-PRIV-29
  Rule: Menu and Settings of the navigation lead to the setting

    Scenario Outline: From <page> a tap on <field> opens <next>
      Given the vehicle is started
      And the screen shows <page>
      When the driver taps <field>
      Then <next> is on the screen in reaction to the touch

      Examples:
        | page                       | field                  | next                       |
        | the start page             | the navigation         | the navigation             |
        | the navigation page        | Menu in the navigation | the menu of the navigation |
        | the menu of the navigation | Settings               | the settings               |
        | the settings               | the Card tab           | the Card page              |

    @req-PRIV-26
    Scenario: The navigation leads to the setting with the ignition on, and the menu still has no private mode
      Given the vehicle is in private mode
      And the ignition is on
      And the screen shows the start page
      When the driver taps the menu icon
      Then the menu is on the screen in reaction to the touch
      And Private mode cannot be selected
      When the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      And 10 s pass
      And the driver taps the navigation
      Then the navigation is on the screen in reaction to the touch
      When the driver taps Menu in the navigation
      Then the menu of the navigation is on the screen in reaction to the touch
      When the driver taps Settings
      Then the settings is on the screen in reaction to the touch

  @private_menu_navigation @req-PRIV-30
  Rule: The box on the Card page authorises the sending with OK

    Scenario: The box that authorises the sending can be ticked
      Given the vehicle is in private mode
      And the vehicle is started
      And the screen shows the Card page
      When the driver taps Authorize the sending of information
      Then the box to authorise the sending is ticked in reaction to the touch and stays so for 30 s

    Scenario: OK on the touch screen authorises the sending of data and position
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then vehicle data reach the back office in reaction to the selection
      And a position reaches the back office in reaction to the selection
      And the back office is told of no other mode than the geolocated one for 5 min after the selection

    Scenario: Without OK on the touch screen nothing of the vehicle is sent
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen without OK
      Then nothing of the vehicle reaches the back office for 5 min after the selection
      And the vehicle is in private mode

  @private_menu_navigation @req-PRIV-31
  Rule: After that nothing more is needed

    Scenario: The sending that OK has authorised begins and goes on
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min
      And a position reaches the back office in reaction to the selection
      And the back office is told of no other mode than the geolocated one for 5 min after the selection
      And the back office knows of no other mode than the geolocated one from 10 min to 11 min after the selection

    Scenario: The sending that OK has authorised goes on after the night
      Given the vehicle is in private mode
      And the vehicle is in geolocated mode
      And the vehicle is asleep
      When 12 h pass by the calendar
      And the driver starts the vehicle
      Then a position reaches the back office in reaction to the start
      And the vehicle stays in geolocated mode for 5 min after the start

  @private_menu_banner @req-PRIV-33
  Rule: A tap on the banner opens its page, and so does dragging it down

    Scenario Outline: The page behind the banner opens when the driver <gesture> the banner
      Given the vehicle is started
      And the screen shows the start page
      When the driver <gesture> the banner
      Then the page behind the banner is on the screen in reaction to the touch

      Examples:
        | gesture    |
        | taps       |
        | drags down |

    @req-PRIV-34
    Scenario: The banner leads to the private mode with the ignition on, and again after a failure of the supply
      Given the vehicle is in private mode
      And the ignition is on
      And the screen shows the start page
      When the driver drags down the banner
      Then the page behind the banner is on the screen in reaction to the touch
      And Private mode is on the left side
      When the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      And 10 s pass
      And the driver taps the banner
      Then the page behind the banner is on the screen in reaction to the touch
      When the driver taps Private mode
      Then the page of the private mode is on the screen in reaction to the touch

  @private_menu_banner @req-PRIV-34
  Rule: Private mode is on the left side

    Scenario: The page behind the banner has Private mode on its left side
      Given the vehicle is started
      And the screen shows the start page
      When the driver drags down the banner
      Then Private mode is on the left side in reaction to the touch

    Scenario: Private mode opens the page of the private mode
      Given the vehicle is started
      And the screen shows the page behind the banner
      When the driver taps Private mode
      Then the page of the private mode is on the screen in reaction to the touch

  @private_menu_banner @req-PRIV-35
  Rule: Sharing data and location takes effect without OK

    Scenario Outline: The selection alone switches <mode> mode off for good
      Given the vehicle is in <mode> mode
      And the vehicle is started
      And the screen shows the private mode behind the banner
      When the driver taps Sharing data and location
      Then the vehicle is in geolocated mode in reaction to the touch and stays so for 5 min
      And a position reaches the back office in reaction to the touch
      And the back office is told of no other mode than the geolocated one for 5 min after the touch
      And the back office knows of no other mode than the geolocated one from 10 min to 11 min after the touch

      Examples:
        | mode         |
        | private      |
        | intermediate |

    Scenario: Private mode that the selection alone has switched off stays off after sleep and a failure of the supply
      Given the vehicle is in private mode
      And the ignition is on
      And the screen shows the private mode behind the banner
      When the driver taps Sharing data and location
      Then the vehicle is in geolocated mode in reaction to the touch
      When the driver turns the ignition off
      And 80 h pass by the calendar
      And the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      Then a position reaches the back office in reaction to the start
      And the vehicle stays in geolocated mode for 60 s after the start

    Scenario: Without a selection on the touch screen private mode stays
      Given the vehicle is in private mode
      And the vehicle is started
      And the screen shows the page behind the banner
      When the driver taps Private mode
      Then the vehicle stays in private mode for 5 min after the touch
      And nothing of the vehicle reaches the back office for 5 min after the touch

  @not_sos_buttons @private_mode @req-PRIV-15
  Rule: A vehicle without the buttons is switched on the touch screen

    Scenario Outline: The touch screen switches <mode> mode off on a vehicle without buttons
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 5 min
      And a position reaches the back office in reaction to the selection
      And the back office is told of no other mode than the geolocated one for 5 min after the selection

      Examples:
        | mode    |
        | private |

      @intermediate_mode
      Examples:
        | mode         |
        | intermediate |

    Scenario: The touch screen of a vehicle without buttons switches private mode off for good
      Given the vehicle is in private mode
      And the ignition is on
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver turns the ignition off
      And 80 h pass by the calendar
      And the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      Then a position reaches the back office in reaction to the start
      And the vehicle stays in geolocated mode for 60 s after the start
