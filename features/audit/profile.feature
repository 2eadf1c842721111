@calls
Feature: The vehicle is what its profile declares
  A profile that is wrong makes wrong verdicts. Each part of it is compared with what the vehicle does, both
  ways: what is declared is there, what is not declared is not.

  @req-PRIV-15
  Rule: SOS and ASSISTANCE buttons are there as declared, and are two

    Scenario: The SOS button calls the PSAP where it is declared
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press exactly where the profile declares SOS and ASSISTANCE buttons

    Scenario: The SOS button does not call the assistance centre
      Given the vehicle is started
      When the driver presses the SOS button
      Then the assistance centre is left alone for 60 s after the SOS press

    Scenario: The ASSISTANCE button calls the assistance centre where it is declared
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press exactly where the profile declares SOS and ASSISTANCE buttons

    Scenario: The ASSISTANCE button does not call the PSAP
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the PSAP is left alone for 60 s after the ASSISTANCE press

  @req-PRIV-15 @req-PRIV-19 @req-PRIV-21
  Rule: Both buttons switch the mode, and the SOS LED blinks, as declared

    Scenario: A double-push brings the first prompt where the switching is declared
      Given the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard in reaction to the double-push exactly where the profile declares the switching by both buttons

    Scenario: The SOS LED blinks at a double-push where the blinking is declared
      Given the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the SOS LED blinks in reaction to the double-push exactly where the profile declares the blinking while switching

  @req-PRIV-26 @req-PRIV-32
  Rule: The private mode is on the touch screen where it is declared

    Scenario Outline: The driver looks for <setting>
      Given the vehicle is started
      And the screen shows the start page
      When the driver looks for <way>
      Then <page> is on the screen in reaction to the touch exactly where the profile declares <setting>

      Examples:
        | setting                            | way                                | page                         |
        | the private mode in the menu       | the private mode of the menu       | the page of the private mode |
        | the private mode in the navigation | the Card page                      | the Card page                |
        | the private mode behind the banner | the private mode behind the banner | the page of the private mode |

  @req-REMOTE-18
  Rule: The lights order switches the lights that are declared, and no others

    Scenario: A lights order flashes the hazard lights where these are declared
      When the driver orders the lights from the app
      Then the hazard lights are on in reaction to the order exactly where the profile declares hazard lights for the lights order

    Scenario: A lights order switches the sidelights on where these are declared
      When the driver orders the lights from the app
      Then the sidelights are on in reaction to the order exactly where the profile declares sidelights for the lights order

  @req-PRIV-32
  Rule: A vehicle with neither buttons nor menu is not connected, every other one is

    Scenario: The back office hears of the vehicle where it is connected
      Given the vehicle is started
      Then vehicle data reach the back office in reaction to the start exactly where the profile declares a connected vehicle
      And the back office classes the vehicle as connected in reaction to the start exactly where the profile declares a connected vehicle

  @req-ECALL-09
  Rule: The drive is the declared one

    Scenario: The state of charge is told where there is a traction battery
      Given the vehicle is started
      Then the state of charge is told in reaction to the start exactly where the profile declares a traction battery

    Scenario Outline: The data set of a call names the <energy> drive where it is declared
      Given the vehicle is started
      When the driver presses the SOS button
      Then the data set names the <energy> drive in reaction to the SOS press exactly where the profile declares a vehicle with buttons that is <energy>

      Examples:
        | energy     |
        | combustion |
        | hybrid     |
        | electric   |

  @req-PRIV-10
  Rule: The privacy policy is the declared one

    Scenario: The SOS button calls in private mode where the policy is regulated
      Given the vehicle is in private mode as far as it has one
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press exactly where the profile declares buttons and the policy regulated
