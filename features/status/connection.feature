@rechargeable
Feature: Internet connection of the phone while the home page is loading
  It must be stable: a switch between WIFI and mobile data breaks the loading off (lines 460 and 462).

  @req-STATUS-08
  Rule: Over a stable connection the values load

    Scenario Outline: The charge level loads over <connection>
      Given the phone is on <connection>
      And the home page of the app has been refreshed
      And the battery level is 43 %
      When the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min

      Examples:
        | connection  |
        | WIFI        |
        | mobile data |

    Scenario: A refresh works after one that found the vehicle without network
      Given the home page of the app has been refreshed
      And the battery level is 43 %
      And the vehicle has no mobile network coverage
      When the driver refreshes the home page by sliding it down
      And 3 min pass
      And the network comes back
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min

    Scenario Outline: The loading of a vehicle that is <bus> ends when the phone loses <before>
      Given the phone is on <before>
      And the battery level is 80 %
      And the home page of the app has been refreshed
      And the battery level is 43 %
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down and the phone switches to no internet meanwhile
      Then the home page keeps showing a charge level of 80 % for 5 min after the switch of the connection

      Examples:
        | before      | bus    |
        | WIFI        | awake  |
        | mobile data | asleep |

    Scenario Outline: The loading of a vehicle that is <bus> ends when the phone loses <before> and has it again
      Given the phone is on <before>
      And the battery level is 80 %
      And the home page of the app has been refreshed
      And the battery level is 43 %
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down and the phone switches to no internet meanwhile
      And 5 s pass
      And the phone is on <before> again
      Then the home page keeps showing a charge level of 80 % for 5 min after the switch of the connection
      When the battery level falls to 25 %
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 25 % within 60 s of the refresh and stays so for 5 min

      Examples:
        | before      | bus    |
        | WIFI        | asleep |
        | mobile data | awake  |

    Scenario: A refresh of a phone without internet shows nothing new, and one with internet again does
      Given the battery level is 80 %
      And the home page of the app has been refreshed
      And the battery level is 43 %
      And the phone is on no internet
      When the driver refreshes the home page by sliding it down
      And 3 min pass
      Then the home page keeps showing a charge level of 80 % for 3 min after the start of the wait
      When the phone is on WIFI again
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min

  @req-STATUS-09 @req-STATUS-10
  Rule: A switch of the connection breaks the loading off

    Scenario Outline: The loading of a vehicle that is <bus> ends when the phone leaves <before> for <after>
      Given the phone is on <before>
      And the battery level is 80 %
      And the home page of the app has been refreshed
      And the battery level is 43 %
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down and the phone switches to <after> meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      And the home page keeps showing a charge level of 80 % for 5 min after the switch of the connection

      Examples:
        | before      | after       | bus    |
        | WIFI        | mobile data | awake  |
        | mobile data | WIFI        | awake  |
        | WIFI        | mobile data | asleep |
        | mobile data | WIFI        | asleep |

    Scenario: The loading ends when the phone leaves WIFI for mobile data while a sleeping vehicle is asked
      Given the phone is on WIFI
      And the battery level is 80 %
      And the home page of the app has been refreshed
      And the battery level is 43 %
      And the vehicle is asleep
      When the driver refreshes the home page by sliding it down and 1 s later the phone switches to mobile data
      Then the loading of the home page is broken off in reaction to the switch of the connection
      And the home page keeps showing a charge level of 80 % for 5 min after the switch of the connection

    Scenario: A refresh after a switch of the connection loads the values
      Given the home page of the app has been refreshed
      And the battery level is 43 %
      And the phone is on mobile data
      When the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min

  @req-STATUS-08 @req-STATUS-09 @req-STATUS-10
  Rule: After a loading that was broken off the next one over a stable connection loads

    Scenario: A second switch of the connection breaks off the next loading too
      Given the battery level is 80 %
      And the home page of the app has been refreshed
      And the battery level is 43 %
      When the driver refreshes the home page by sliding it down and the phone switches to mobile data meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      When the driver refreshes the home page by sliding it down and the phone switches to WIFI meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      And the home page keeps showing a charge level of 80 % for 5 min after the switch of the connection
      When the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min

    Scenario: A switch breaks off the loading among orders too, and after them the home page loads
      Given the home page of the app has been refreshed
      And the battery level is 43 %
      When the driver orders a charge from the app, and 3 s later a lock
      And the driver refreshes the home page by sliding it down and the phone switches to mobile data meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      When the driver orders the lights from the app
      And the driver refreshes the home page with the round arrow and the phone switches to WIFI meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      And the home page keeps showing a charge level of 80 % for 5 min after the switch of the connection
      When the driver orders the horn from the app, and 3 s later deferred charging
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min

  @req-STATUS-03 @req-STATUS-07 @req-STATUS-12 @req-STATUS-13
  Rule: After a loading that was broken off a refresh shows what the vehicle is like by then

    Scenario: The home page shows a charge level, range and charge that changed after a loading that was broken off
      Given the battery level is 41 %
      When the driver refreshes the home page by sliding it down and the phone switches to mobile data meanwhile
      Then the loading of the home page is broken off in reaction to the switch of the connection
      When 5 min pass
      And the vehicle is plugged into a regular station
      And the battery level rises to 43 %
      And the driver refreshes the home page by sliding it down
      Then the home page shows a charge level of 43 % within 60 s of the refresh
      And the home page shows the range of the vehicle
      And the home page shows the charge as charging
      When the driver refreshes the home page with the round arrow and 1 s later the phone switches to no internet
      And 3 min pass
      And the phone is on WIFI again
      And the vehicle is unplugged
      And the battery level falls to 25 %
      And 5 s pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows a charge level of 25 % within 60 s of the refresh and stays so for 5 min
      And the home page shows the range of the vehicle
      And the home page shows the charge as idle
