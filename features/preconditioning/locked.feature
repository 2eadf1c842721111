@rechargeable
Feature: Pre-conditioning of a locked vehicle
  The doors and the trunk must be locked (line 484).

  @req-PRECOND-14
  Rule: An unlocked vehicle is not pre-conditioned

    Scenario Outline: A pre-conditioning order to an unlocked vehicle that is <bus> starts nothing
      Given all doors are unlocked
      And the vehicle is <bus>
      When the driver orders pre-conditioning from the app
      And 30 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order
      And it is reported when pre-conditioning is refused because the vehicle is unlocked within 60 s of the order

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario Outline: A pre-conditioning order starts nothing while the <door> alone is unlocked
      Given the <door> alone is unlocked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order

      Examples:
        | door        |
        | front left  |
        | front right |
        | rear left   |
        | rear right  |
        | trunk       |

    Scenario: A pre-conditioning order starts nothing in a vehicle that the app has unlocked
      Given all doors are locked
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order

    Scenario: A programme starts nothing in an unlocked vehicle
      Given pre-conditioning is programmed 50 min ahead in the app
      And all doors are unlocked
      When 65 min pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 5 min after the programming

    Scenario Outline: A programme starts nothing while the <door> alone is unlocked
      Given pre-conditioning is programmed 50 min ahead in the app
      And the <door> alone is unlocked
      When 65 min pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 5 min after the programming

      Examples:
        | door        |
        | front left  |
        | front right |
        | rear left   |
        | rear right  |
        | trunk       |

    Scenario: An order pre-conditions a locked vehicle
      Given all doors are locked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 15 min

    Scenario: An order pre-conditions a vehicle that was unlocked and is locked again
      Given all doors are unlocked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 5 min
