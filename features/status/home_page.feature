@rechargeable
Feature: Status of the vehicle on the app's home page
  Charge level, range and charge status, as of the last refresh (lines 446 to 458).

  @req-STATUS-07 @req-STATUS-12
  Rule: A refresh shows the charge level of the vehicle in less than a minute

    Scenario Outline: The home page shows the charge level of <level> % of a vehicle that is <bus>
      Given the home page of the app has been refreshed
      And the battery level is <level> %
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of <level> % within 60 s of the refresh and stays so for 15 s

      Examples:
        | level | bus     |
        | 100   | asleep  |
        | 7     | awake   |
        | 0     | asleep  |
        | 60    | started |

      @smoke
      Examples:
        | level | bus    |
        | 43    | asleep |

    Scenario Outline: The home page shows the charge level while the vehicle carries out <order> order
      Given the home page of the app has been refreshed
      And the battery level is 43 %
      When the driver orders <order> from the app
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min

      Examples:
        | order            |
        | a lock           |
        | the horn         |
        | pre-conditioning |

    Scenario: The home page shows each of several charge levels after a refresh
      Given the home page of the app has been refreshed
      And the battery level is 43 %
      When the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min
      When the battery level falls to 25 %
      And 5 min pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows a charge level of 25 % within 60 s of the refresh and stays so for 5 min
      When the battery level falls to 7 %
      And 8 h pass by the calendar
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 7 % within 60 s of the refresh and stays so for 5 min

    Scenario Outline: The home page shows the charge level that fell while the vehicle slept for <duration>
      Given the battery level is 43 %
      And the home page of the app has been refreshed
      And the vehicle is asleep
      When the battery level falls to 25 %
      And <duration> pass
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 25 % within 60 s of the refresh and stays so for 5 min

      Examples:
        | duration |
        | 1 s      |
        | 30 min   |

  @req-STATUS-03 @req-STATUS-07 @req-STATUS-12 @req-STATUS-13
  Rule: A refresh shows charge level, range and charge status, whatever the vehicle does

    Scenario: The home page shows charge level, range and charge before a charge, in it and after it
      Given the battery level is 41 %
      When the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 41 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      And the home page shows the charge as idle
      When the vehicle is plugged into a regular station
      And the battery level rises to 43 %
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      And the home page shows the charge as charging
      When the vehicle is unplugged
      And the battery level falls to 25 %
      And 5 s pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows a charge level of 25 % within 60 s of the refresh and stays so for 5 min
      And the home page shows the range of the vehicle
      And the home page shows the charge as idle

    Scenario: The home page is right after refusals, charges and pre-conditioning, on another smartphone too
      Given charging is in deferred mode
      And all doors are unlocked
      And the battery level is 71 %
      When the driver orders a charge from the app, and 3 s later pre-conditioning
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 71 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      When the vehicle is plugged into a regular station
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge as charging within 60 s of the refresh
      When the driver orders a lock from the app
      And the driver presses the button in the charging hatch
      And the driver refreshes the home page with the round arrow
      Then the home page shows the charge as idle within 60 s of the refresh
      When the driver programmes the charge 20 h ahead in the app
      And the driver programmes pre-conditioning 20 h ahead in the app
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the range of the vehicle within 60 s of the refresh
      When the driver orders the end of pre-conditioning from the app, and 3 s later the horn
      And the battery level falls to 60 %
      And 1 s pass
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 60 % within 60 s of the refresh
      And the home page shows the charge as idle
      Given a new smartphone is registered with the account of the subscription
      And the battery level is 43 %
      When the driver orders the lights from the app, and 3 s later immediate charging
      Then charging is running in reaction to the second order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge as charging within 60 s of the refresh
      And the home page shows a charge level of 43 %
      And the home page shows the range of the vehicle
      Given the driver is back on the first smartphone
      When the vehicle is unplugged
      And the battery level falls to 41 %
      And the driver refreshes the home page with the round arrow
      Then the home page shows a charge level of 41 % within 60 s of the refresh and stays so for 5 min
      And the home page shows the charge as idle
      And the home page shows the range of the vehicle

  @req-STATUS-07 @req-STATUS-13
  Rule: A refresh shows the range of the vehicle in less than a minute

    Scenario Outline: The home page shows the range of a vehicle that is <bus>
      Given the home page of the app has been refreshed
      And the battery level is <level> %
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down
      Then the home page shows the range of the vehicle within 60 s of the refresh and stays so for 5 min

      Examples:
        | bus     | level |
        | awake   | 100   |
        | asleep  | 0     |
        | started | 2     |

    Scenario: The home page shows a range that follows the battery down and up
      Given the battery level is 43 %
      And the home page of the app has been refreshed
      And the battery level is 7 %
      When the driver refreshes the home page by sliding it down
      Then the home page shows the range of the vehicle within 60 s of the refresh
      And the range on the home page is shorter than before the refresh
      When the vehicle is plugged into a regular station
      And the battery level rises to 9 %
      And the vehicle is unplugged
      And the driver refreshes the home page by sliding it down
      Then the home page shows the range of the vehicle within 60 s of the refresh and stays so for 5 min
      And the range on the home page is longer than before the refresh

  @req-STATUS-03 @req-STATUS-07
  Rule: A refresh shows the charge status of the vehicle in less than a minute

    Scenario: The home page shows a charge, and its end
      Given the home page of the app has been refreshed
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge as charging within 60 s of the refresh
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge as idle within 60 s of the refresh and stays so for 5 min

    Scenario: The home page shows a charge that the station has interrupted in the sleep of the vehicle
      Given the vehicle is plugged into a regular station
      And charging is running
      And the home page of the app has been refreshed
      And the charging station forbids charging
      And the vehicle is asleep
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge as interrupted within 60 s of the refresh and stays so for 5 min

    Scenario: The home page shows that a charge has finished
      Given the battery level is 99 %
      And the vehicle is plugged into a regular station
      And charging is running
      And the home page of the app has been refreshed
      When the battery is charged until it is full
      And 2 min pass
      And the driver refreshes the home page by sliding it down
      Then the home page shows the charge as finished within 60 s of the refresh and stays so for 5 min

    Scenario: The home page shows the charge as idle once the plug of a finished charge is out
      Given the battery level is 99 %
      And the vehicle is plugged into a regular station
      And charging is running
      When the battery is charged until it is full
      And 2 min pass
      And the driver refreshes the home page by sliding it down
      Then the home page shows the charge as finished within 60 s of the refresh
      When the vehicle is unplugged
      And the driver refreshes the home page by sliding it down
      Then the home page shows the charge as idle within 60 s of the refresh and stays so for 5 min

  @req-STATUS-02
  Rule: The app has the functions of e-Remote Control

    Scenario: The app loads charge level, range and charge of the vehicle
      Given the battery level is 80 %
      When the driver refreshes the home page by sliding it down
      Then the home page is loaded in reaction to the refresh
      And the home page shows a charge level of 80 %
      And the home page shows the range of the vehicle
      And the home page shows the charge as idle

    Scenario: The app starts a charge
      Given the vehicle is plugged into a regular station
      And charging is in deferred mode
      When the driver orders a charge from the app
      Then charging is running in reaction to the order and stays so for 6 min

  @req-STATUS-04
  Rule: Without a refresh the home page keeps its values

    Scenario: A new charge level and range are not shown until the home page is refreshed
      Given the battery level is 80 %
      And the home page of the app has been refreshed
      And the vehicle is started
      And the battery level is 43 %
      When 10 min pass
      Then the home page keeps showing a charge level of 80 % for 10 min after the start of the wait
      And the home page keeps the old range for 10 min after the start of the wait

    Scenario: What each of several refreshes showed stays on the home page until the next one
      Given the battery level is 80 %
      And the home page of the app has been refreshed
      When the battery level falls to 43 %
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 10 min
      When the battery level falls to 25 %
      And 15 min pass
      Then the home page keeps showing a charge level of 43 % for 15 min after the start of the wait
      When the vehicle is plugged into a regular station
      And the driver refreshes the home page with the round arrow
      Then the home page shows the charge as charging within 60 s of the refresh and stays so for 10 min
      When the vehicle is unplugged
      And the driver refreshes the home page by sliding it down
      Then the home page shows the charge as idle within 60 s of the refresh and stays so for 10 min

    Scenario: The start of a charge is not shown until the home page is refreshed
      Given the home page of the app has been refreshed
      And the vehicle is plugged into a regular station
      And charging is running
      Then the home page keeps showing the charge as idle for 10 min after the start of the charge

    Scenario: A new charge level is not shown by orders, programmes and a plug until the home page is refreshed
      Given the home page of the app has been refreshed
      And the battery level is 43 %
      When the driver orders the lights from the app, and 3 s later a lock
      And the driver programmes the charge 20 h ahead in the app
      And the driver orders a charge from the app, and 3 s later pre-conditioning
      And 1 min pass
      And the vehicle is plugged into a regular station
      And the driver orders immediate charging from the app
      Then the home page keeps showing a charge level of 80 % for 10 min after the order
      And the home page keeps the old range for 10 min after the order

  @req-STATUS-05
  Rule: Sliding the home page down refreshes it

    Scenario: The new charge level appears when the home page is slid down
      Given the battery level is 43 %
      When the driver refreshes the home page by sliding it down
      Then the home page is loading in reaction to the refresh
      And the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min

    Scenario: The new charge level appears when the page is slid down after a load that was broken off
      Given the phone is on WIFI
      And the battery level is 43 %
      When the driver refreshes the home page by sliding it down and the phone switches to mobile data meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      When 2 min pass
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min

  @req-STATUS-06
  Rule: The round arrow refreshes the home page

    Scenario: The new charge level appears when the round arrow of the home page is tapped
      Given the battery level is 43 %
      When the driver refreshes the home page with the round arrow
      Then the home page is loading in reaction to the refresh
      And the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min
