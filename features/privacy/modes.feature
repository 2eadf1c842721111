@connected
Feature: Privacy modes
  A connected vehicle has three modes; they say what leaves the vehicle (lines 70 to 73).

  @private_menu_menu @req-PRIV-01 @req-PRIV-13
  Rule: The mode can be read and changed, and the vehicle and the back office say which it is

    Scenario Outline: The change from <before> to <mode> mode is told
      Given the vehicle is in <before> mode
      And the vehicle is started
      When the driver selects <mode> mode on the touch screen
      Then the vehicle is in <mode> mode in reaction to the selection
      And the back office is told of <mode> mode in reaction to the selection

      Examples:
        | before     | mode         |
        | geolocated | intermediate |
        | geolocated | private      |
        | private    | geolocated   |

  @private_menu_menu @req-PRIV-02
  Rule: Private mode shares neither data nor position

    Scenario: In private mode nothing of the vehicle reaches the back office
      Given the vehicle is in private mode
      And the vehicle is started
      Then no vehicle data reach the back office for 3 min after the mode setting
      And no position reaches the back office for 3 min after the mode setting

  @private_menu_menu @req-PRIV-03
  Rule: Intermediate private mode shares data and no position

    Scenario: In intermediate mode data reach the back office
      Given the vehicle is in intermediate mode
      And the vehicle is started
      Then vehicle data reach the back office in reaction to the mode setting

    Scenario: In intermediate mode no position reaches the back office
      Given the vehicle is in intermediate mode
      And the vehicle is started
      Then no position reaches the back office for 3 min after the mode setting

  @private_menu_menu @req-PRIV-04
  Rule: Without private mode data and position are shared

    Scenario: The end of private mode brings data and position to the back office
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then vehicle data reach the back office in reaction to the selection
      And a position reaches the back office in reaction to the selection

    Scenario: The end of intermediate mode brings the position to the back office
      Given the vehicle is in intermediate mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then a position reaches the back office in reaction to the selection
