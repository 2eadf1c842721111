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

    Scenario Outline: SOS and assistance work when the first registration is <age> ago
      Given the first registration is <age> ago
      When the driver starts the vehicle
      Then the SOS and assistance service is active
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press

      Examples:
        | age                    |
        | 10 years less 6 months |
        | 10 years less 60 days  |

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

    @req-TBOX-07
    Scenario: A new contract lets the service go on within ten years
      Given the first registration is 10 years ago
      And the subscription to connected services is ended
      And the subscription to connected services is active
      And the vehicle is asleep
      When the driver starts the vehicle
      Then the SOS and assistance service stays active for 60 s after the start
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

  @req-TBOX-05
  Rule: Beyond ten years the service has ended

    Scenario Outline: The service has ended when the first registration is <age> ago
      Given the first registration is <age> ago
      When the driver starts the vehicle
      Then the SOS and assistance service stays ended for 15 min after the start

      Examples:
        | age                  |
        | 10 years and a day   |
        | 10 years and 40 days |
        | 15 years             |

    Scenario Outline: Beyond ten years the ASSISTANCE button calls nobody when the first registration is <age> ago
      Given the first registration is <age> ago
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press
      And no word of an assistance reaches the manufacturer for 2 min after the ASSISTANCE press

      Examples:
        | age                  |
        | 10 years and a day   |
        | 10 years and 40 days |
        | 15 years             |

    Scenario: Beyond ten years a failure of the supply does not bring the service back
      Given the first registration is 25 years ago
      When the supply of the vehicle fails for 30 s
      And the driver starts the vehicle
      And 10 s pass
      Then the SOS and assistance service stays ended for 60 s after the start of the wait
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press

    @intermediate_mode @private_mode
    Scenario: Beyond ten years no change of mode brings the service back
      Given the first registration is 10 years and a day ago
      And the vehicle is started
      When the driver selects intermediate mode on the touch screen
      And 10 s pass
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press
      When the driver selects geolocated mode on the touch screen
      And 10 s pass
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press
      When the driver selects private mode on the touch screen
      And 10 s pass
      And the driver selects geolocated mode on the touch screen
      Then the SOS and assistance service stays ended for 60 s after the selection
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press
      And no word of an assistance reaches the manufacturer for 2 min after the ASSISTANCE press

    Scenario: Beyond ten years nothing that is done to the vehicle brings the service back
      Given the first registration is 10 years and a day ago
      And the vehicle is asleep
      When the driver unlocks the vehicle with the key
      And the driver starts the vehicle
      And the vehicle loses the network for 10 s
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press
      When the driver drives 500 m and turns the contact off
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press
      When the driver presses the SOS button
      And 2 min pass
      And the driver starts the vehicle
      Then the SOS and assistance service stays ended for 60 s after the start
      When the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 15 min after the ASSISTANCE press

    @rechargeable
    Scenario: Beyond ten years the vehicle itself does not carry out e-commands
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the first registration is 10 years and a day ago
      And the back office passes every request on to the vehicle
      When the driver orders pre-conditioning from the app
      And the driver orders a charge from the app
      Then charging stays off for 2 min after the order
      And pre-conditioning stays off for 2 min after the order

    Scenario: The service ends in the night after its last day
      Given the first registration is 10 years ago
      And it is 23:55 by the vehicle's clock
      And the vehicle is asleep
      When 10 min pass
      And the driver starts the vehicle
      And the driver presses the ASSISTANCE button
      Then no breakdown call is placed for 2 min after the ASSISTANCE press
      And the SOS and assistance service has ended

    @req-TBOX-07
    Scenario: A new contract does not bring the service back beyond ten years
      Given the first registration is 10 years and a day ago
      And the subscription to connected services is ended
      And the subscription to connected services is active
      And the vehicle is asleep
      When the driver starts the vehicle
      Then the SOS and assistance service stays ended for 60 s after the start
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

    Scenario Outline: Beyond ten years nothing of the vehicle reaches the back office when <event>
      Given the first registration is 10 years and a day ago
      And the back office passes every request on to the vehicle
      And the vehicle is started
      When <event>
      Then nothing of the vehicle reaches the back office for 15 min after the start

      Examples:
        | event                                                |
        | 10 min pass                                          |
        | the driver drives 500 m and turns the contact off    |
        | the driver refreshes the home page by sliding it down |
        | the driver orders the lights from the app            |

    Scenario Outline: Beyond ten years the vehicle itself does not carry out <order> order
      Given all doors are closed
      And all doors are <locks>
      And the first registration is 10 years and a day ago
      And the back office passes every request on to the vehicle
      When the driver orders <order> from the app
      Then <effect> for 2 min after the order

      Examples:
        | order      | locks    | effect                  |
        | a lock     | unlocked | all doors stay unlocked |
        | an unlock  | locked   | all doors stay locked   |
        | the lights | locked   | the lights stay off     |
        | the horn   | locked   | the horn stays silent   |

    Scenario: Beyond ten years the connected navigation has no traffic data
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      Then the connected navigation stays without traffic data for 15 min after the start

  @req-TBOX-06
  Rule: Where the SOS LED flashes beyond ten years, it is orange and ends 3 min after the start

    Scenario: The SOS LED flashes after a start
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      Then the SOS LED flashes orange, if at all, for 3 min after the start

    Scenario: The SOS LED flashes after a second and a third start as after the first
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      And 30 s pass
      And the driver turns the ignition off
      And 20 s pass
      And the driver starts the vehicle
      And 20 s pass
      And the driver turns the ignition off
      And 20 s pass
      And the driver starts the vehicle
      Then the SOS LED flashes orange, if at all, for 3 min after the start

    Scenario: The SOS LED does not flash anew later in the trip
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      And 4 min pass
      And 20 min pass
      Then the SOS LED does not blink for 20 min after the start of the wait

    Scenario: The SOS LED does not flash anew when the vehicle is switched off
      Given the first registration is 10 years and a day ago
      When the driver starts the vehicle
      And 4 min pass
      And the driver turns the ignition off
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
