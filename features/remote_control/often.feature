@connected
Feature: Orders after very many orders
  The vehicle follows each order, however many came before (lines 504 to 544).

  @req-REMOTE-03 @req-REMOTE-13 @req-REMOTE-15 @req-REMOTE-28
  Rule: The doors follow an order however many came before

    Scenario: The doors follow orders after 18 lock orders
      Given all doors are unlocked
      And the driver has ordered a lock from the app 18 times
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

    Scenario: The doors follow orders after 18 unlock orders
      Given all doors are locked
      And the driver has ordered an unlock from the app 18 times
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

  @req-REMOTE-18 @req-REMOTE-21 @req-REMOTE-22 @req-REMOTE-26
  Rule: Lights and horn follow an order however many came before

    Scenario: Lights and horn follow orders after 258 lights orders and 18 horn orders
      Given the driver has ordered the lights from the app 258 times
      And the driver has ordered the horn from the app 18 times
      When the driver orders the lights from the app
      Then a banner confirms the lights order within 20 s of the order
      And the lights are on in reaction to the order
      And the lights are on for 10 s in all
      When the driver orders the horn from the app
      Then a banner confirms the horn order within 20 s of the order
      And the horn sounds in reaction to the order
      And the horn sounds for 10 s in all

  @req-REMOTE-08 @req-REMOTE-12 @req-STATUS-07
  Rule: A refresh shows the vehicle however many came before

    Scenario: The lock status is shown after 34 refreshes
      Given all doors are locked
      And the home page of the app has been refreshed 34 times
      And all doors are unlocked
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stay so for 60 s
