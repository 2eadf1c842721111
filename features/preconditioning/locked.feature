@rechargeable
Feature: Pre-conditioning of a locked vehicle
  The doors and the trunk must be locked (line 484).

  @req-PRECOND-14
  Rule: An unlocked vehicle is not pre-conditioned

    Scenario: An order to an unlocked vehicle starts nothing
      Given all doors are unlocked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order
      And pre-conditioning is refused because the vehicle is unlocked in reaction to the order

    Scenario Outline: An order starts nothing while the <door> alone is unlocked
      Given the <door> alone is unlocked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      And pre-conditioning is refused because the vehicle is unlocked in reaction to the order

      Examples:
        | door        |
        | front left  |
        | front right |
        | rear left   |
        | rear right  |

    Scenario: A programme starts nothing in an unlocked vehicle
      Given pre-conditioning is programmed 50 min ahead in the app
      And all doors are unlocked
      When 50 min pass
      Then pre-conditioning stays off for 50 min after the programming
      And pre-conditioning is refused because the vehicle is unlocked

    Scenario: An order starts it in a locked vehicle
      Given all doors are locked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order

    Scenario: It is reported when it starts while the trunk alone is unlocked
      Given the trunk alone is unlocked
      When the driver orders pre-conditioning from the app
      Then it is reported when pre-conditioning is running within 60 s of the order
