@connected
Feature: Privacy modes
  A connected vehicle has three modes; they say what leaves the vehicle (lines 70 to 73). Whether it tells the back
  office which one it is in, is left to the vehicle: one that is silent in private mode keeps line 71 best.

  @private_mode @req-PRIV-01 @req-PRIV-13
  Rule: The mode can be changed, stays so, and can be read in the vehicle, and the back office is told of no other

    Scenario Outline: The change from <before> to <mode> mode lasts and can be read on the screen
      Given the vehicle is in <before> mode
      And the vehicle is started
      When the driver selects <mode> mode on the touch screen
      Then the vehicle is in <mode> mode in reaction to the selection and stays so for 3 min
      And it is reported when the back office is told of <mode> mode within 60 s of the selection
      And the back office is told of no other mode than the <mode> one for 3 min after the selection
      When the driver opens the page with the privacy mode
      Then the screen marks <mode> mode as set in reaction to the look and stays so for 30 s

      Examples:
        | before     | mode       |
        | geolocated | private    |
        | private    | geolocated |

      @intermediate_mode
      Examples:
        | before       | mode         |
        | geolocated   | intermediate |
        | private      | intermediate |
        | intermediate | private      |
        | intermediate | geolocated   |

    Scenario Outline: The change to <mode> mode outlasts sleep and two failures of the supply
      Given the vehicle is in <before> mode
      And the ignition is on
      When the driver selects <mode> mode on the touch screen
      Then the vehicle is in <mode> mode in reaction to the selection
      When the supply of the vehicle fails for 30 s
      And the driver turns the ignition off
      And 80 h pass by the calendar
      And the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      Then the vehicle stays in <mode> mode for 60 s after the start

      Examples:
        | before     | mode       |
        | geolocated | private    |
        | private    | geolocated |

      @intermediate_mode
      Examples:
        | before  | mode         |
        | private | intermediate |

    Scenario: Each of four changes of the mode lasts and can be read on the screen
      Given the vehicle is started
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection and stays so for 60 s
      When the driver opens the page with the privacy mode
      Then the screen marks geolocated mode as set in reaction to the look and stays so for 10 s

    @calls @sos_buttons
    Scenario Outline: Private mode that is chosen during the call of the <button> button lasts
      Given the vehicle is started
      When the driver presses the <button> button
      And 30 s pass
      And the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection and stays so for 2 min

      Examples:
        | button     |
        | ASSISTANCE |
        | SOS        |

  @private_mode @req-PRIV-02
  Rule: Private mode lasts until the driver ends it

    Scenario Outline: Private mode lasts when <event> in the sleep of the vehicle
      Given the vehicle is in private mode
      And the vehicle is asleep
      When <event>
      And the driver starts the vehicle
      Then the vehicle stays in private mode for 5 min after the start
      And nothing of the vehicle reaches the back office for 15 min after the start
      When the supply of the vehicle fails for 5 s
      And the driver starts the vehicle
      Then the vehicle stays in private mode for 60 s after the start

      Examples:
        | event                                    |
        | 24 h pass by the calendar                |
        | the supply of the vehicle fails for 30 s |

    Scenario: In private mode nothing is shared in the first minutes of a new day, asleep or started
      Given the date is 2026-12-31
      And the vehicle is in private mode
      And it is 23:58 by the vehicle's clock
      When the driver starts the vehicle
      And 5 min pass
      Then nothing of the vehicle reaches the back office for 15 min after the start
      And the vehicle stays in private mode for 15 min after the start
      Given it is 23:58 by the vehicle's clock
      When the driver turns the ignition off
      And 5 min pass
      Then nothing of the vehicle reaches the back office for 15 min after the start of the wait
      And no vehicle information reaches the app over the network for 15 min after the start of the wait

    @req-PRIV-13
    Scenario: The screen marks private mode at the next start
      Given the vehicle is in private mode
      And the vehicle is asleep
      When the driver starts the vehicle
      And the driver opens the page with the privacy mode
      Then the screen marks private mode as set in reaction to the look and stays so for 30 s

  @private_mode @rechargeable @req-PRIV-01 @req-PRIV-02 @req-PRIV-06 @req-PRIV-07
  Rule: For as long as private mode lasts nothing is shared and no connected service runs

    Scenario: In private mode nothing is shared for 45 min while a started vehicle is charged
      Given the vehicle is plugged into a regular station
      And charging is running
      And the vehicle is started
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When 45 min pass
      Then the vehicle stays in private mode for 45 min after the start of the wait
      And nothing of the vehicle reaches the back office for 45 min after the start of the wait
      And no maintenance data reach the back office for 45 min after the start of the wait
      And no vehicle information reaches the app over the network for 45 min after the start of the wait
      And the connected navigation stays without traffic data for 44 min after the start of the wait

  @intermediate_mode @rechargeable @req-PRIV-01 @req-PRIV-03 @req-PRIV-08
  Rule: For as long as intermediate mode lasts no position is shared

    Scenario: In intermediate mode no position is shared for 45 min while a started vehicle is charged
      Given the vehicle is plugged into a regular station
      And charging is running
      And the vehicle is started
      When the driver selects intermediate mode on the touch screen
      Then the vehicle is in intermediate mode in reaction to the selection
      When 45 min pass
      Then the vehicle stays in intermediate mode for 45 min after the start of the wait
      And no position reaches the back office for 45 min after the start of the wait
      And the connected navigation stays without traffic data for 44 min after the start of the wait

  @private_mode @rechargeable
  Rule: After each private mode everything is shared again, and goes on

    @req-PRIV-06 @req-PRIV-08 @req-PRIV-09 @req-PRIV-11
    Scenario: A second private mode is followed by the connected services as the first
      Given the vehicle is plugged into a regular station
      And charging is running
      And the vehicle is in private mode
      And the vehicle is in geolocated mode
      And all doors are unlocked
      And the vehicle is in private mode
      And the ignition is on
      When the driver plugs in a phone with CarPlay
      Then Mirror Screen stays off for 10 s after the plugging in of the phone
      When the driver selects geolocated mode on the touch screen
      Then maintenance data reach the back office in reaction to the selection
      And the connected navigation has traffic data in reaction to the selection
      And Mirror Screen runs in reaction to the selection
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order and stay so for 30 s

    @req-PRIV-04 @req-PRIV-07 @req-PRIV-08
    Scenario: Data and position are shared after a second private mode, and still 20 min later
      Given the vehicle is plugged into a regular station
      And charging is running
      And the vehicle is in private mode
      And the vehicle is in geolocated mode
      And the vehicle is in private mode
      And the ignition is on
      When the driver selects geolocated mode on the touch screen
      Then vehicle data reach the back office in reaction to the selection
      And a position reaches the back office in reaction to the selection
      And vehicle information reaches the app over the network in reaction to the selection
      When 20 min pass by the calendar
      Then the connected navigation has traffic data
      When the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start
      And a position reaches the back office in reaction to the start

  @private_mode @req-PRIV-02
  Rule: Private mode shares neither data nor position, whatever happens meanwhile

    Scenario Outline: In private mode nothing leaves a started vehicle when <event>
      Given the vehicle is in private mode
      And the vehicle is started
      When <event>
      Then nothing of the vehicle reaches the back office for 15 min after the mode setting

      Examples:
        | event                                                |
        | the driver refreshes the home page by sliding it down |
        | the driver drives 2000 m                             |
        | the driver drives 500 m and turns the contact off    |
        | the driver unlocks the vehicle with the key          |
        | the vehicle loses the network for 60 s               |
        | the supply of the vehicle fails for 5 s              |

    Scenario Outline: In private mode nothing leaves a sleeping vehicle when <event>
      Given all doors are locked
      And the vehicle is in private mode
      And the vehicle is asleep
      When <event>
      Then nothing of the vehicle reaches the back office for 15 min after the mode setting

      Examples:
        | event                                                |
        | the driver refreshes the home page by sliding it down |
        | the driver unlocks the vehicle with the key          |
        | the driver locks the vehicle with the key            |
        | the driver starts the vehicle                        |

    @rechargeable
    Scenario: In private mode a charge is not told, nor its end
      Given the battery level is 99 %
      And the vehicle is in private mode
      When the vehicle is plugged into a fast station
      And the battery is charged until it is full
      Then nothing of the vehicle reaches the back office for 30 min after the mode setting
      And no notification tells of a full charge for 30 min after the mode setting

    Scenario: What waited for coverage does not leave once private mode is chosen
      Given the vehicle is started
      And the vehicle has no mobile network coverage
      When 5 min pass
      And the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection
      When the network comes back
      Then nothing of the vehicle reaches the back office for 15 min after the selection

  @req-PRIV-02 @req-PRIV-07 @req-PRIV-11
  Rule: Whatever leads to private mode on the touch screen, nothing is shared and no order carried out

    Scenario Outline: Private mode <where> shares nothing and lets no order through
      Given all doors are locked
      And the vehicle is in private mode
      And the vehicle is started
      When the driver refreshes the home page by sliding it down
      And the driver orders the lights from the app
      And the driver orders an unlock from the app
      Then nothing of the vehicle reaches the back office for 5 min after the mode setting
      And the home page is not loaded for 2 min after the refresh
      And all doors stay locked for 2 min after the order
      And the lights stay off for 2 min after the order

      @private_menu_navigation
      Examples:
        | where             |
        | of the navigation |

      @private_menu_banner
      Examples:
        | where             |
        | behind the banner |

  @intermediate_mode @req-PRIV-03
  Rule: Intermediate private mode shares data and no position

    Scenario: In intermediate mode data reach the back office
      Given the vehicle is in intermediate mode
      And the vehicle is started
      Then vehicle data reach the back office in reaction to the mode setting

    Scenario: In intermediate mode data reach the back office on the next day too
      Given the vehicle is in intermediate mode
      And the vehicle is asleep
      When 24 h pass by the calendar
      And the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start
      And no position reaches the back office for 15 min after the start

    Scenario Outline: In intermediate mode no position leaves when <event>
      Given the vehicle is in intermediate mode
      And the vehicle is started
      When <event>
      Then no position reaches the back office for 15 min after the mode setting

      Examples:
        | event                                                |
        | the driver refreshes the home page by sliding it down |
        | the driver drives 2000 m                             |
        | the driver drives 500 m and turns the contact off    |
        | the vehicle loses the network for 60 s               |
        | the supply of the vehicle fails for 5 s              |

    Scenario: A position that waited for coverage does not leave once intermediate mode is chosen
      Given the vehicle is started
      And the vehicle has no mobile network coverage
      When 5 min pass
      And the driver selects intermediate mode on the touch screen
      Then the vehicle is in intermediate mode in reaction to the selection
      When the network comes back
      Then no position reaches the back office for 15 min after the selection

    @calls @sos_buttons @req-BCALL-04
    Scenario: In intermediate mode a breakdown call tells nobody the position
      Given the vehicle is in intermediate mode
      And the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre has no position of the vehicle for 5 min after the ASSISTANCE press
      And no position reaches the back office for 5 min after the ASSISTANCE press

  @private_mode @req-PRIV-04
  Rule: Without private mode data and position are shared

    Scenario: The end of private mode brings data and position to the back office
      Given the vehicle stands at 48.85, 2.35
      And the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then vehicle data reach the back office in reaction to the selection
      And a position reaches the back office in reaction to the selection
      And the back office has a position of the vehicle
      And the position at the back office is within 150 m of 48.85, 2.35
      And the back office is told of no other mode than the geolocated one for 5 min after the selection

    @intermediate_mode
    Scenario: The end of intermediate mode brings the position to the back office
      Given the vehicle is in intermediate mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection

    Scenario Outline: Without private mode data and position are shared again after <event>
      Given the vehicle is in private mode
      And the vehicle is in geolocated mode
      And the vehicle is asleep
      When <event>
      And the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start
      And a position reaches the back office in reaction to the start

      Examples:
        | event                                    |
        | 24 h pass by the calendar                |
        | the supply of the vehicle fails for 30 s |

    Scenario: Without private mode data and position are shared on a trip
      Given the vehicle is in private mode
      And the vehicle is in geolocated mode
      And the vehicle is started
      When the driver drives 2000 m and turns the contact off
      Then vehicle data reach the back office in reaction to the end of the trip
      And a position reaches the back office in reaction to the end of the trip
