@connected
Feature: Lock status in the app
  The home page shows whether the vehicle is locked, as of the last refresh (lines 514 to 520).

  @req-REMOTE-08
  Rule: The lock status shown is that of the vehicle

    @rechargeable
    Scenario: The lock status of a vehicle that charges follows orders from the app and the key
      Given all doors are unlocked
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders a lock from the app
      Then all doors are locked within 8 s of the order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked within 60 s of the refresh
      When the driver unlocks the vehicle with the key
      Then all doors are unlocked in reaction to the unlock
      When the driver orders the lights from the app
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When the driver locks the vehicle with the key
      Then all doors are locked in reaction to the lock
      When 5 min pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked within 60 s of the refresh and stays so for 5 min

    Scenario Outline: A vehicle that was <before> and is now <after> is shown so while it is <bus>
      Given all doors are <before>
      And the home page of the app has been refreshed
      And all doors are <after>
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as <after> within 60 s of the refresh and stays so for 5 min

      Examples:
        | before   | after    | bus    |
        | unlocked | locked   | awake  |
        | unlocked | locked   | asleep |
        | locked   | unlocked | awake  |
        | locked   | unlocked | asleep |

    Scenario: The lock status of a vehicle that is started is shown
      Given the home page of the app has been refreshed
      And all doors are unlocked
      And the vehicle is started
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 5 min

    Scenario: A superlocked vehicle is shown as locked
      Given all doors are unlocked
      And the home page of the app has been refreshed
      And all doors are superlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked within 60 s of the refresh and stays so for 5 min

    @combustion
    Scenario: A vehicle with a combustion engine is shown as unlocked when it is
      Given the home page of the app has been refreshed
      And all doors are unlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 5 min

  @req-REMOTE-09
  Rule: Without a refresh the lock status keeps its value

    Scenario: An unlock is not shown until the home page is refreshed
      Given the home page of the app has been refreshed
      When the driver unlocks the vehicle with the key
      Then all doors are unlocked in reaction to the unlock and stay so for 25 s
      And the home page keeps showing the vehicle as locked for 10 min after the unlock

    Scenario: A lock is not shown until the home page is refreshed
      Given all doors are unlocked
      And the home page of the app has been refreshed
      When the driver locks the vehicle with the key
      Then all doors are locked in reaction to the lock and stay so for 60 s
      And the home page keeps showing the vehicle as unlocked for 10 min after the lock

    Scenario Outline: What orders do is not shown until the home page is refreshed, of a vehicle that is <bus>
      Given all doors are unlocked
      And the home page of the app has been refreshed
      And the vehicle is <bus>
      When the driver orders a lock from the app
      Then all doors are locked within 8 s of the order and stay so for 60 s
      And the home page keeps showing the vehicle as unlocked for 60 s after the order
      When the driver orders the lights from the app and leaves it in the background
      And 60 s pass
      And the driver orders the horn from the app and leaves it on its home page
      Then the home page keeps showing the vehicle as unlocked for 60 s after the order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked in reaction to the refresh and stays so for 5 min
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      And the home page keeps showing the vehicle as locked for 60 s after the order
      When the driver makes a trip of 20 s
      Then the home page keeps showing the vehicle as locked for 15 min after the order

      Examples:
        | bus    |
        | awake  |
        | asleep |

    @calls @sos_buttons
    Scenario: What the key does is not shown without a refresh, however often and whatever else is done
      Given all doors are locked
      And the home page of the app has been refreshed
      When the driver unlocks the vehicle with the key
      Then all doors are unlocked in reaction to the unlock
      When the driver presses the ASSISTANCE button
      And 60 s pass
      Then the home page keeps showing the vehicle as locked for 60 s after the unlock
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min
      When the driver locks the vehicle with the key
      And the driver orders the lights from the app
      And 60 s pass
      And the driver unlocks the vehicle with the key
      And the driver locks the vehicle with the key
      Then all doors are locked in reaction to the lock and stay so for 60 s
      And the home page keeps showing the vehicle as unlocked for 15 min after the lock

  @req-REMOTE-10
  Rule: Sliding the home page down refreshes the lock status

    Scenario: The vehicle appears as unlocked when the page is slid down
      Given all doors are unlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min

    Scenario: The vehicle still appears as unlocked after the page that showed it locked was slid down
      Given the home page of the app has been refreshed
      And all doors are unlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min

    Scenario: An unlocked vehicle appears as unlocked after a failure of its supply when the page is slid down
      Given all doors are unlocked
      When the supply of the vehicle fails for 10 s
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min

  @req-REMOTE-11
  Rule: The round arrow refreshes the lock status

    Scenario: The vehicle appears as unlocked when the round arrow is tapped
      Given all doors are unlocked
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min

  @req-REMOTE-08 @req-REMOTE-10 @req-REMOTE-11
  Rule: Each refresh shows the lock status, by either gesture

    Scenario: Six refreshes in a row each show the vehicle as it is then
      Given all doors are locked
      When the driver unlocks the vehicle with the key
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh
      When the driver locks the vehicle with the key
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked in reaction to the refresh
      When the driver orders an unlock from the app
      And 20 s pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked in reaction to the refresh
      When the driver orders the horn from the app, and 3 s later a lock
      And 5 s pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked in reaction to the refresh and stays so for 5 min
      When the driver turns the ignition on
      And the driver orders an unlock from the app
      And 10 s pass
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min
      When the driver orders a lock from the app
      And 10 s pass
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked in reaction to the refresh and stays so for 5 min

  @req-REMOTE-12
  Rule: One unlocked door makes the vehicle unlocked

    Scenario Outline: With the <door> alone unlocked a vehicle that is <bus> is shown as unlocked
      Given all doors are <before>
      And the home page of the app has been refreshed
      And the <door> alone is unlocked
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 5 min

      Examples:
        | door        | before      | bus     |
        | front left  | locked      | awake   |
        | front left  | locked      | asleep  |
        | front right | locked      | asleep  |
        | rear left   | locked      | awake   |
        | rear left   | superlocked | asleep  |
        | rear right  | locked      | started |

    Scenario: One door after the other that is unlocked alone makes the vehicle unlocked
      Given all doors are locked
      And the home page of the app has been refreshed
      And the rear right alone is unlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When the driver orders a lock from the app
      Then all doors are locked within 8 s of the order
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as locked within 60 s of the refresh
      Given the front right alone is unlocked
      When the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked within 60 s of the refresh
      When the driver locks the vehicle with the key
      Then all doors are locked in reaction to the lock
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked within 60 s of the refresh
      Given the rear left alone is unlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 5 min

    Scenario: It is reported what the app shows with the trunk alone unlocked
      Given all doors are locked
      And the home page of the app has been refreshed
      And the trunk alone is unlocked
      When the driver refreshes the home page by sliding it down
      Then it is reported when the home page shows the vehicle as unlocked within 60 s of the refresh

    Scenario: With all doors locked again the vehicle is shown as locked
      Given the rear right alone is unlocked
      And the home page of the app has been refreshed
      And all doors are locked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked within 60 s of the refresh and stays so for 5 min
