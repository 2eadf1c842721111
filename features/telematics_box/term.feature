@calls @sos_buttons
Feature: Ten years of SOS and assistance
  The service lasts ten years from the first registration and then ends (line 128). The anniversary is its last day.

  @req-TBOX-04
  Rule: The service lasts for ten years from the first registration

    Scenario Outline: The service is there when the first registration is <age> ago
      Given the first registration is <age> ago
      When the driver starts the vehicle
      Then the SOS and assistance service stays active for 60 s after the start

      Examples:
        | age                 |
        | 10 years less a day |
        | 10 years            |

    Scenario Outline: The PSAP is called when the first registration is <age> ago
      Given the first registration is <age> ago
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press

      Examples:
        | age                 |
        | 10 years less a day |
        | 10 years            |

    Scenario Outline: The assistance centre is called when the first registration is <age> ago
      Given the first registration is <age> ago
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

      Examples:
        | age                 |
        | 10 years less a day |
        | 10 years            |

  @req-TBOX-05
  Rule: Beyond ten years the service has ended

    Scenario: The service has ended when the first registration is 10 years and a day ago
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      Then the SOS and assistance service has ended in reaction to the start

    Scenario: Beyond ten years the ASSISTANCE button calls nobody
      Given the first registration is 10 years and a day ago
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press

    @policy_regulated
    Scenario: It is reported whether the SOS button still calls beyond ten years
      Given the first registration is 10 years and a day ago
      When the driver presses the SOS button
      Then it is reported when the PSAP is called within 60 s of the SOS press

    @policy_literal
    Scenario: Beyond ten years the SOS button calls nobody
      Given the first registration is 10 years and a day ago
      When the driver presses the SOS button
      Then no emergency call is placed for 2 min after the SOS press

    @policy_literal
    Scenario: Beyond ten years a crash calls nobody
      Given the first registration is 10 years and a day ago
      And the vehicle is started
      When a crash deploys the airbags
      Then no emergency call is placed for 2 min after the crash

    Scenario: Beyond ten years no vehicle data reach the back office
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      Then no vehicle data reach the back office for 2 min after the start

    Scenario: Beyond ten years a lock order is not carried out
      Given all doors are closed
      And all doors are unlocked
      And the first registration is 10 years and a day ago
      When the driver orders a lock from the app
      Then all doors stay unlocked for 2 min after the order

  @req-TBOX-06
  Rule: Where the SOS LED flashes beyond ten years, it is orange and ends 3 min after the start

    @long
    Scenario: The SOS LED flashes after a start
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      Then the SOS LED flashes orange, if at all, for 3 min after the start

    @long
    Scenario: The SOS LED flashes after a second start as after the first
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      And 30 s pass
      And the driver switches the vehicle off
      And 20 s pass
      And the driver starts the vehicle
      Then the SOS LED flashes orange, if at all, for 3 min after the start

    @long
    Scenario: The SOS LED does not flash anew when the vehicle is switched off
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      And 4 min pass
      And the driver switches the vehicle off
      And 10 s pass
      Then the SOS LED does not blink

    Scenario Outline: The SOS LED does not flash when the first registration is <age> ago
      Given the first registration is <age> ago
      When the driver starts the vehicle
      Then the SOS LED does not blink for 60 s after the start

      Examples:
        | age                 |
        | 10 years less a day |
        | 10 years            |
