@rechargeable
Feature: Charging and what begins and ends beside it
  App, hatch button, programmed time and notification do their part whatever other function begins or ends (line 466).

  @calls @sos_buttons @req-CHARGE-01 @req-CHARGE-03 @req-CHARGE-04
  Rule: Charging follows app and hatch button in calls, beside pre-conditioning and after changes of mode and network

    @private_menu_menu
    Scenario Outline: Charging of <kind> follows app and hatch button as calls, pre-conditioning, modes and network come and go
      Given the battery level is 60 %
      And charging is in deferred mode
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver presses the SOS button
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      And charging is in deferred mode
      When 5 s pass
      And the PSAP hangs up
      And the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      And charging is in immediate mode
      When the driver refreshes the home page by sliding it down
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver presses the button in the charging hatch
      Then charging is in deferred mode in reaction to the press of the hatch button and stays so for 60 s
      And charging is off
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging stays off for 60 s after the order
      When the driver selects private mode on the touch screen
      And the vehicle loses the network for 10 s
      And the driver selects geolocated mode on the touch screen
      And 10 s pass
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver presses the ASSISTANCE button
      And the driver refreshes the home page with the round arrow
      And the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders an unlock from the app, and 3 s later immediate charging
      Then charging is running in reaction to the second order
      When the driver turns the ignition off
      And the vehicle is unplugged
      And the driver presses the button in the charging hatch
      And the vehicle is plugged into a regular station
      Then charging stays off for 60 s after the plugging in
      When the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 15 min

      @electric
      Examples:
        | kind                |
        | an electric vehicle |

      @hybrid
      Examples:
        | kind     |
        | a hybrid |

  @calls @sos_buttons @private_menu_menu @req-CHARGE-06 @req-PRECOND-09
  Rule: A time for the charge counts whatever begins and ends before it

    Scenario Outline: A charge time that was set <place> in a call counts after private mode, a trip, losses and pre-conditioning
      Given charging is in deferred mode
      And all doors are locked
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver presses the SOS button
      And the driver programmes the charge 60 min ahead <place>
      And 15 s pass
      And the PSAP hangs up
      And the driver selects private mode on the touch screen
      And the supply of the vehicle fails for 10 s
      And 10 s pass
      And the driver turns the ignition on
      And the driver selects geolocated mode on the touch screen
      And the vehicle is unplugged
      And the driver drives 500 m and turns the contact off
      And the vehicle is plugged into a fast station
      And the driver presses the ASSISTANCE button
      And the vehicle loses the network for 10 s
      And it is 2 min before the charge time by the vehicle's clock
      Then charging is off
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      And 2 min pass
      Then charging is running
      And charging goes on for 60 s after the start of the charge

      Examples:
        | place               |
        | in the app          |
        | on the touch screen |

  @calls @sos_buttons @req-CHARGE-05
  Rule: A full charge is notified whatever begins and ends before and with it

    @private_menu_menu
    Scenario Outline: A full deferred charge is notified beside <what>, with the app <page>
      Given charging is in deferred mode
      And the battery level is 98.5 %
      And the app is <page>
      And all doors are locked
      And the ignition is on
      When the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      And the vehicle is plugged into a fast station
      And the driver programmes the charge 5:00 min ahead in the app
      Then charging is running in reaction to the charge time
      When <event>
      And <other>
      And the battery is charged until it is full
      Then a notification tells of the full charge in reaction to the full charge
      When the vehicle is unplugged
      Given the battery level is 98.5 %
      When the vehicle is plugged into a regular station
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When <other>
      And <event>
      And the battery is charged until it is full
      Then the driver gets 2 notifications of the full charge

      Examples:
        | what             | page              | event                                                 | other                                       |
        | a 112 call       | in the background | the driver presses the SOS button                     | the driver unlocks the vehicle with the key |
        | a breakdown call | on a locked phone | the driver presses the ASSISTANCE button              | the vehicle loses the network for 10 s      |
        | a refresh        | on its home page  | the driver refreshes the home page by sliding it down | the driver orders the horn from the app     |

  @calls @sos_buttons @private_menu_menu @req-CHARGE-02
  Rule: Without a plug no charge starts whatever begins and ends

    Scenario: Orders without a plug charge nothing in calls, beside pre-conditioning and after private mode
      Given charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the ignition is on
      When the driver presses the SOS button
      And the driver orders a charge from the app
      Then charging stays off for 30 s after the order
      When the PSAP hangs up
      And the driver selects private mode on the touch screen
      And the driver selects geolocated mode on the touch screen
      And the driver turns the ignition off
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders immediate charging from the app, and 3 s later the lights
      Then charging stays off for 30 s after the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging stays off for 60 s after the end of pre-conditioning
      When the vehicle is plugged into a regular station
      Then charging is running in reaction to the plugging in
      When the vehicle is unplugged
      And the driver refreshes the home page by sliding it down
      And 5 s pass
      And the driver orders a charge from the app
      Then charging stays off for 15 min after the order
