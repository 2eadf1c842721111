@private_mode
Feature: Connected services and the privacy mode
  The connected services work without private mode alone (line 75); what works in intermediate mode is AMB-08.

  @req-PRIV-05 @req-PRIV-06
  Rule: Telemaintenance stops in private mode and comes back after it

    Scenario: In private mode no maintenance data are sent
      Given the vehicle is in private mode
      And the vehicle is started
      Then no maintenance data reach the back office for 12 min after the mode setting

    Scenario: In private mode no maintenance data are sent while an update is pending
      Given an update of the vehicle is pending
      And the vehicle is in private mode
      And the vehicle is started
      Then no maintenance data reach the back office for 12 min after the mode setting

    Scenario: Private mode that is chosen on the way ends the maintenance data
      Given the vehicle is started
      Then maintenance data reach the back office in reaction to the start
      When the driver selects private mode on the touch screen
      Then the vehicle is in private mode in reaction to the selection and stays so for 60 s
      And no maintenance data reach the back office for 30 min after the start of private mode

    Scenario: Maintenance data are sent again after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then maintenance data reach the back office in reaction to the selection

    @private_menu_menu
    Scenario: Maintenance data are sent again after private mode that was chosen twice
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects private mode on the touch screen
      And 10 s pass
      And the driver selects geolocated mode on the touch screen
      Then maintenance data reach the back office in reaction to the selection

    Scenario: Maintenance data are sent again after a failure of the supply
      Given the ignition is on
      When the supply of the vehicle fails for 10 s
      Then maintenance data reach the back office in reaction to the failure of the supply

    @intermediate_mode
    Scenario: In intermediate mode maintenance data are sent
      Given the vehicle is in intermediate mode
      And the vehicle is started
      Then maintenance data reach the back office in reaction to the mode setting

  @req-PRIV-05 @req-PRIV-07
  Rule: The app gets no vehicle information in private mode, and gets it again after it

    Scenario Outline: In private mode the app learns nothing of the vehicle when <event>
      Given the vehicle is in private mode
      And the vehicle is started
      When <event>
      Then no vehicle information reaches the app over the network for 15 min after the mode setting

      Examples:
        | event                                             |
        | the driver drives 2000 m                          |
        | the driver drives 500 m and turns the contact off |

    Scenario Outline: In private mode a refresh of the home page gets no answer from a vehicle that is <bus>
      Given the vehicle is in private mode
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down
      Then the home page is not loaded for 2 min after the refresh
      And nothing of the vehicle reaches the back office for 2 min after the refresh

      Examples:
        | bus     |
        | started |
        | asleep  |

    Scenario: In private mode a second refresh of the home page gets no answer either
      Given the vehicle is in private mode
      When the driver refreshes the home page by sliding it down
      And 90 s pass
      And the driver refreshes the home page by sliding it down
      Then the home page is not loaded for 2 min after the refresh

    Scenario: A refresh of the home page is answered again after private mode
      Given the vehicle is in private mode
      And the vehicle is in geolocated mode
      When the driver refreshes the home page by sliding it down
      Then the home page is loaded in reaction to the refresh

    Scenario: Switching off the ignition sends nothing to a connected phone in private mode
      Given the vehicle is in private mode
      And the vehicle is started
      And the phone is connected to the vehicle
      When the driver drives 500 m and turns the contact off
      Then the app has no information on the vehicle over Bluetooth for 60 s after the end of the trip

    Scenario: The app learns of the vehicle again after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then vehicle information reaches the app over the network in reaction to the selection

    @intermediate_mode
    Scenario: In intermediate mode the app learns of the vehicle
      Given the vehicle is in intermediate mode
      And the vehicle is started
      Then vehicle information reaches the app over the network in reaction to the mode setting

  @req-PRIV-05 @req-PRIV-08
  Rule: The connected navigation has no data in private mode, and has them again after it

    Scenario Outline: In <mode> mode the navigation has no traffic data
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver drives 2000 m
      Then the connected navigation stays without traffic data for 15 min after the mode setting

      Examples:
        | mode    |
        | private |

      @intermediate_mode
      Examples:
        | mode         |
        | intermediate |

    Scenario: On the next day in private mode the navigation has no traffic data
      Given the vehicle is in private mode
      And the vehicle is asleep
      When 24 h pass by the calendar
      And the driver starts the vehicle
      Then the connected navigation stays without traffic data for 15 min after the start

    Scenario: Private mode ends the traffic data
      Given the vehicle is started
      Then the connected navigation has traffic data in reaction to the start
      When the driver selects private mode on the touch screen
      Then the connected navigation has no traffic data in reaction to the selection and stays so for 15 min

    Scenario Outline: The navigation has traffic data again after <mode> mode
      Given the vehicle is in <mode> mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the connected navigation has traffic data in reaction to the selection and stays so for 15 min

      Examples:
        | mode    |
        | private |

      @intermediate_mode
      Examples:
        | mode         |
        | intermediate |

    Scenario: The navigation has traffic data again after a failure of the supply
      Given the ignition is on
      When the supply of the vehicle fails for 10 s
      And 60 s pass
      Then the connected navigation has traffic data

  @req-PRIV-05 @req-PRIV-09
  Rule: Mirror Screen is refused in private mode, and allowed after it

    Scenario Outline: In private mode <projection> does not run
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver plugs in a phone with <projection>
      Then Mirror Screen stays off for <watched> after the plugging in of the phone

      Examples:
        | projection   | watched |
        | CarPlay      | 22 min  |
        | Android Auto | 1 min   |

    Scenario Outline: In private mode <projection> does not run at the next start either
      Given the vehicle is in private mode
      And the vehicle is asleep
      When the driver plugs in a phone with <projection>
      And the driver starts the vehicle
      Then Mirror Screen stays off for 5 min after the plugging in of the phone

      Examples:
        | projection   |
        | CarPlay      |
        | Android Auto |

    Scenario: In private mode a second phone is refused as the first
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver plugs in a phone with CarPlay
      Then Mirror Screen stays off for 10 s after the plugging in of the phone
      When the driver plugs in a phone with Android Auto
      Then Mirror Screen stays off for 2 min after the plugging in of the phone

    Scenario Outline: A phone with <projection> that was refused is taken in after private mode
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver plugs in a phone with <projection>
      Then Mirror Screen stays off for 10 s after the plugging in of the phone
      When the driver selects geolocated mode on the touch screen
      Then Mirror Screen runs in reaction to the selection and stays so for 5 min

      Examples:
        | projection   |
        | CarPlay      |
        | Android Auto |

    Scenario Outline: Private mode ends Mirror Screen of a phone with <projection>
      Given the vehicle is started
      When the driver plugs in a phone with <projection>
      Then Mirror Screen runs in reaction to the plugging in of the phone
      When the driver selects private mode on the touch screen
      Then Mirror Screen does not run in reaction to the selection and stays so for 5 min

      Examples:
        | projection   |
        | CarPlay      |
        | Android Auto |

    Scenario: A phone with CarPlay is taken in again after a failure of the supply
      Given the ignition is on
      When the driver plugs in a phone with CarPlay
      Then Mirror Screen runs in reaction to the plugging in of the phone
      When the supply of the vehicle fails for 10 s
      And 60 s pass
      Then Mirror Screen runs

    @intermediate_mode
    Scenario: It is reported whether Mirror Screen runs in intermediate mode
      Given the vehicle is in intermediate mode
      And the vehicle is started
      When the driver plugs in a phone with CarPlay
      Then it is reported when Mirror Screen runs within 60 s of the plugging in of the phone

  @connected @req-PRIV-05 @req-PRIV-11 @req-USE-04
  Rule: Remote orders are refused in private mode, and obeyed after it

    Scenario Outline: In private mode <order> order is not carried out by a vehicle that is <bus>
      Given all doors are closed
      And all doors are <locks>
      And the vehicle is in private mode
      And the vehicle is <bus>
      When the driver orders <order> from the app
      Then <effect> for 5 min after the order
      And nothing of the vehicle reaches the back office for 5 min after the order
      And it is reported when the app tells of a refused order within 60 s of the order

      Examples:
        | order      | bus     | locks    | effect                   |
        | a lock     | asleep  | unlocked | all doors stay unlocked  |
        | an unlock  | asleep  | locked   | all doors stay locked    |
        | the lights | asleep  | locked   | the lights stay off      |
        | the horn   | asleep  | locked   | the horn stays silent    |
        | a lock     | started | unlocked | all doors stay unlocked  |
        | an unlock  | started | locked   | all doors stay locked    |
        | the lights | started | locked   | the lights stay off      |
        | the horn   | started | locked   | the horn stays silent    |

    @intermediate_mode
    Scenario: In intermediate mode a lock order is not carried out
      Given all doors are closed
      And all doors are unlocked
      And the vehicle is in intermediate mode
      When the driver orders a lock from the app
      Then all doors stay unlocked for 5 min after the order

    Scenario Outline: After private mode <order> order is carried out
      Given all doors are closed
      And all doors are <locks>
      And the vehicle is in private mode
      And the vehicle is started
      When the driver selects geolocated mode on the touch screen
      Then the vehicle is in geolocated mode in reaction to the selection
      When the driver orders <order> from the app
      Then <effect>

      Examples:
        | order      | locks    | effect                                                               |
        | a lock     | unlocked | all doors are locked in reaction to the order and stay so for 60 s   |
        | an unlock  | locked   | all doors are unlocked in reaction to the order and stay so for 25 s |
        | the lights | locked   | the lights are on in reaction to the order                           |
        | the horn   | locked   | the horn sounds in reaction to the order                             |

    @rechargeable
    Scenario: Orders of private mode, given once or twice, are not carried out when it ends
      Given all doors are locked
      And the vehicle is in private mode
      And the ignition is on
      When the driver orders an unlock from the app
      And 70 s pass
      And the driver orders an unlock from the app
      Then all doors stay locked for 60 s after the order
      When the driver orders the lights from the app
      And the driver orders pre-conditioning from the app
      Then the lights stay off for 60 s after the order
      When the driver selects geolocated mode on the touch screen
      Then all doors stay locked for 5 min after the selection
      And the lights stay off for 5 min after the selection
      And pre-conditioning stays off for 5 min after the selection

    @intermediate_mode @rechargeable
    Scenario: In intermediate mode no other order is carried out either
      Given all doors are locked
      And the vehicle is in intermediate mode
      When the driver orders the lights from the app
      And the driver orders the horn from the app
      And the driver orders pre-conditioning from the app
      And the driver orders an unlock from the app
      Then all doors stay locked for 2 min after the order
      And the lights stay off for 2 min after the order
      And the horn stays silent for 2 min after the order
      And pre-conditioning stays off for 2 min after the order

  @rechargeable @req-PRIV-05 @req-PRIV-11
  Rule: Remote e-commands are refused in private mode, and obeyed after it

    Scenario Outline: In private mode an order of <order> leaves a deferred charge off
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the vehicle is in private mode
      When the driver orders <order> from the app
      Then charging stays off for 10 min after the order
      And nothing of the vehicle reaches the back office for 10 min after the order

      Examples:
        | order              |
        | a charge           |
        | immediate charging |

    Scenario Outline: In private mode an order of <order> does not touch a charge that runs
      Given the battery level is 60 %
      And the vehicle is plugged into a regular station
      And charging is running
      And the vehicle is in private mode
      When the driver orders <order> from the app
      Then charging goes on for 10 min after the order
      And charging stays in immediate mode for 10 min after the order

      Examples:
        | order                 |
        | the end of the charge |
        | deferred charging     |

    Scenario: In private mode a pre-conditioning order starts nothing
      Given the vehicle is in private mode
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 10 min after the order
      And nothing of the vehicle reaches the back office for 10 min after the order

    Scenario: In private mode an order to end pre-conditioning ends nothing
      Given pre-conditioning is running
      And the vehicle is in private mode
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning goes on for 2 min after the order

    Scenario: In private mode pre-conditioning that is programmed in the app does not start
      Given the vehicle is in private mode
      When the driver programmes pre-conditioning 50 min ahead in the app
      And 65 min pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 5 min after the programming

    Scenario: In private mode a charge that is programmed in the app does not begin
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the vehicle is in private mode
      When the driver programmes the charge 10 min ahead in the app
      And 30 min pass by the calendar in steps of 5 min
      Then charging stays off for 5 min after the programming

    Scenario: After private mode a charge order is carried out
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the vehicle is in private mode
      And the vehicle is in geolocated mode
      When the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 6 min

    Scenario: After private mode a pre-conditioning order is carried out
      Given the vehicle is in private mode
      And the vehicle is in geolocated mode
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 5 min
