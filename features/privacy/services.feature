@private_menu_menu
Feature: Connected services and the privacy mode
  The connected services work without private mode alone (line 75); what works in intermediate mode is AMB-08.

  @req-PRIV-05 @req-PRIV-06
  Rule: Telemaintenance stops in private mode and comes back after it

    Scenario: In private mode no maintenance data are sent
      Given the vehicle is in private mode
      And the vehicle is started
      Then no maintenance data reach the back office for 3 min after the mode setting

    Scenario: Maintenance data are sent again after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then maintenance data reach the back office in reaction to the selection

    Scenario: In intermediate mode maintenance data are sent
      Given the vehicle is in intermediate mode
      And the vehicle is started
      Then maintenance data reach the back office in reaction to the mode setting

  @req-PRIV-05 @req-PRIV-07
  Rule: The app gets no vehicle information in private mode, and gets it again after it

    Scenario: In private mode the app learns nothing of the vehicle
      Given the vehicle is in private mode
      And the vehicle is started
      Then no vehicle information reaches the app for 3 min after the mode setting

    Scenario: Switching off the ignition sends nothing to a connected phone in private mode
      Given the vehicle is in private mode
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the app has no information on the vehicle for 60 s after the end of the trip

    Scenario: The app learns of the vehicle again after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then vehicle information reaches the app in reaction to the selection

    Scenario: In intermediate mode the app learns of the vehicle
      Given the vehicle is in intermediate mode
      And the vehicle is started
      Then vehicle information reaches the app in reaction to the mode setting

  @req-PRIV-05 @req-PRIV-08
  Rule: The connected navigation has no data in private mode, and has them again after it

    Scenario Outline: In <mode> mode the navigation has no traffic data
      Given the vehicle is in <mode> mode
      And the vehicle is started
      Then the connected navigation stays without traffic data for 3 min after the mode setting

      Examples:
        | mode         |
        | private      |
        | intermediate |

    Scenario: Private mode ends the traffic data
      Given the vehicle is started
      Then the connected navigation has traffic data in reaction to the start
      When the driver selects private mode on the touch screen
      Then the connected navigation has no traffic data in reaction to the selection

    Scenario Outline: The navigation has traffic data again after <mode> mode
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the connected navigation has traffic data in reaction to the selection

      Examples:
        | mode         |
        | private      |
        | intermediate |

  @req-PRIV-05 @req-PRIV-09
  Rule: Mirror Screen is refused in private mode, and allowed after it

    Scenario Outline: In private mode <projection> is refused
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver plugs in a phone with <projection>
      Then Mirror Screen is refused in reaction to the plugging in of the phone

      Examples:
        | projection   |
        | CarPlay      |
        | Android Auto |

    Scenario Outline: A phone with <projection> that was refused is taken in after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver plugs in a phone with <projection>
      Then Mirror Screen is refused in reaction to the plugging in of the phone
      When the driver selects geolocated mode on the touch screen
      Then Mirror Screen runs in reaction to the selection

      Examples:
        | projection   |
        | CarPlay      |
        | Android Auto |

    Scenario: Private mode ends Mirror Screen
      Given the vehicle is started
      When the driver plugs in a phone with CarPlay
      Then Mirror Screen runs in reaction to the plugging in of the phone
      When the driver selects private mode on the touch screen
      Then Mirror Screen is refused in reaction to the selection
      And Mirror Screen stays refused for 60 s after the start of the refusal

    Scenario: Mirror Screen in intermediate mode
      Given the vehicle is in intermediate mode
      And the vehicle is started
      When the driver plugs in a phone with CarPlay
      Then it is reported when Mirror Screen runs within 60 s of the plugging in of the phone

  @req-PRIV-05 @req-PRIV-11 @req-USE-04
  Rule: Remote orders are refused in private mode, and obeyed after it

    Scenario Outline: In <mode> mode a lock order is refused
      Given all doors are closed
      And all doors are unlocked
      And the vehicle is in <mode> mode
      When the driver orders a lock from the app
      Then the app tells of a refused order in reaction to the order
      And all doors stay unlocked for 60 s after the order

      Examples:
        | mode         |
        | private      |
        | intermediate |

    Scenario: A lights order is obeyed after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
