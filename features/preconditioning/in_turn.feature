Feature: Pre-conditioning beside and after other functions
  It starts, runs and ends as it should whatever was ordered, refused or set before and is meanwhile (lines 470 to 500).

  @req-PRECOND-05 @req-PRECOND-12 @req-PRECOND-13 @rechargeable
  Rule: A stored programme starts whatever was ordered before

    Scenario: A programme starts after pre-conditioning that was ordered, ended, refused and stopped by unlocks
      Given the battery level is 70 %
      And all doors are locked
      And pre-conditioning is programmed 3 h ahead in the app
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver unlocks the vehicle with the key
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle from inside
      Then pre-conditioning is off 60 s after the unlock
      When the driver orders a lock from the app, and 3 s later the end of pre-conditioning
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min

    Scenario: A programme starts after charge orders of every kind and a time for the charge
      Given charging is in deferred mode
      And all doors are locked
      And pre-conditioning is programmed 3 h ahead in the app
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the vehicle is plugged into a regular station
      And the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver programmes the charge 20 h ahead in the app
      And the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders deferred charging from the app, and 3 s later the horn
      And the driver refreshes the home page by sliding it down
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @req-PRECOND-05 @req-PRECOND-10 @req-PRECOND-12 @rechargeable
  Rule: The programme that was set last counts, wherever it was set

    Scenario: A programme takes the place of one from elsewhere, touch screen and app in turn
      Given the battery level is 70 %
      And the ignition is on
      When the driver programmes pre-conditioning 20 h ahead on the touch screen
      And 1 min pass
      And the driver programmes pre-conditioning 50 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver programmes pre-conditioning 20 h ahead in the app
      And 1 min pass
      And the driver programmes pre-conditioning 50 min ahead on the touch screen
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver turns the programme off in the app
      And the driver programmes pre-conditioning 50 min ahead on the touch screen
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 5 min

    Scenario: A programme of the touch screen starts after orders, refusals and a time for the charge
      Given charging is in deferred mode
      And all doors are unlocked
      And the ignition is on
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the driver programmes pre-conditioning 3 h ahead on the touch screen
      And the driver programmes the charge 20 h ahead on the touch screen
      And the driver turns the ignition off
      And the driver orders a lock from the app, and 3 s later a charge
      And 30 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the vehicle is plugged into a regular station
      And the driver orders immediate charging from the app, and 3 s later the lights
      Then charging is running in reaction to the order
      When it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @req-PRECOND-11 @rechargeable
  Rule: The first launch needs its notice whatever was set and ordered before

    Scenario: A programme set 44:00 min ahead after another, orders and a time for the charge waits for the next day
      Given the ignition is on
      When the driver programmes pre-conditioning 3 h ahead on the touch screen
      And the driver turns the ignition off
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver orders a charge from the app, and 3 s later the lights
      And the driver programmes the charge 20 h ahead in the app
      And 1 min pass
      And the driver programmes pre-conditioning 44:00 min ahead in the app
      And 45 min pass by the calendar in steps of 5 min
      Then pre-conditioning stays off for 5 min after the programming
      When it is 46 min before the target time of the next day by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time of the next day

  @req-PRECOND-08 @rechargeable
  Rule: The programmed time is the time of use, whatever was programmed before

    Scenario: The vehicle is told the time of use after times of the touch screen and for the charge
      Given the ignition is on
      When the driver programmes the charge 5 h ahead on the touch screen
      And the driver programmes pre-conditioning 4 h ahead on the touch screen
      And the driver turns the ignition off
      And the driver programmes the charge 3 h ahead in the app
      And the driver programmes pre-conditioning 2 h ahead in the app
      Then the programme reaches the vehicle in reaction to the programming
      And the programme names the target time
      When it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @req-PRECOND-03 @req-PRECOND-05 @req-PRECOND-06 @req-PRECOND-07 @rechargeable
  Rule: A programme keeps to its times and to 21 °C whatever is ordered before and meanwhile

    Scenario: A programme keeps to temperature and times after a refusal and an end, and among orders
      Given the temperature outside is -5 °C
      And the temperature in the cabin is -5 °C
      And all doors are unlocked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver programmes pre-conditioning 50 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver orders a charge from the app, and 3 s later a lock
      And the driver refreshes the home page by sliding it down
      And 1 min pass
      And the driver programmes the charge 20 h ahead in the app
      And the driver orders the lights from the app, and 3 s later deferred charging
      Then the cabin is at 21 °C at the target time
      And the set point of the cabin is 21 °C
      And pre-conditioning is off 10 min after the target time and stays so for 15 min
      When 8 h pass by the calendar
      And the driver programmes pre-conditioning 50 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And the cabin is at 21 °C at the target time
      And pre-conditioning is off 10 min after the target time and stays so for 15 min

  @req-PRECOND-14 @rechargeable
  Rule: The lock counts at each order

    Scenario: Orders pre-condition the vehicle each time it is locked, and never while it is unlocked
      Given all doors are unlocked
      When the driver orders a charge from the app, and 3 s later pre-conditioning
      Then pre-conditioning stays off for 60 s after the second order
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders the lights from the app, and 3 s later pre-conditioning
      Then pre-conditioning stays off for 60 s after the second order
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the horn from the app, and 3 s later pre-conditioning
      Then pre-conditioning is running in reaction to the second order
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When the vehicle is plugged into a regular station
      And the driver orders the end of the charge from the app, and 3 s later pre-conditioning
      Then pre-conditioning stays off for 60 s after the second order
      When the driver locks the vehicle with the key
      And 5 s pass
      And the trunk alone is unlocked
      And the driver refreshes the home page by sliding it down
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order

  @req-PRECOND-15 @rechargeable
  Rule: Nothing that is ordered keeps an unlock from stopping it a minute later

    Scenario: An unlock stops pre-conditioning a minute later whatever is ordered within the minute
      Given the battery level is 60 %
      And the vehicle is plugged into a regular station
      And all doors are locked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      And the driver orders a charge from the app, and 3 s later the lights
      And the driver orders the end of the charge from the app, and 3 s later the horn
      Then pre-conditioning is off 60 s after the unlock
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle from inside
      And the driver refreshes the home page by sliding it down
      And the driver orders immediate charging from the app, and 3 s later deferred charging
      And the driver presses the button in the charging hatch
      Then pre-conditioning is off 60 s after the unlock
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      And the driver orders pre-conditioning from the app, and 3 s later an unlock
      And the driver programmes the charge 20 h ahead in the app
      Then pre-conditioning is off 60 s after the unlock and stays so for 15 min

    Scenario: An unlock order stops pre-conditioning a minute later after refusals, other orders and programmes
      Given charging is in deferred mode
      And all doors are unlocked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders a charge from the app, and 3 s later the lights
      And the driver programmes pre-conditioning 20 h ahead in the app
      And the driver orders a lock from the app, and 3 s later pre-conditioning
      And 30 s pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver orders the end of the charge from the app
      Then pre-conditioning is off 60 s after the moment of unlocking and stays so for 15 min

    Scenario Outline: An unlock stops pre-conditioning of <energy> a minute later whatever begins and ends within the minute
      Given the battery level is 60 %
      And the vehicle is plugged into a regular station
      And all doors are locked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      And the vehicle is unplugged
      Then pre-conditioning is off 60 s after the unlock
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle from inside
      And the vehicle is plugged into a fast station
      And the driver turns the ignition on
      And the driver turns the ignition off
      Then pre-conditioning is off 60 s after the unlock
      When the driver locks the vehicle with the key
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      And the vehicle is unplugged
      And the rear right door is opened and closed
      And the vehicle loses the network for 10 s
      And the vehicle is plugged into a regular station
      Then pre-conditioning is off 60 s after the unlock and stays so for 15 min

      @electric
      Examples:
        | energy              |
        | an electric vehicle |

      @hybrid
      Examples:
        | energy   |
        | a hybrid |

  @req-PRECOND-22 @hybrid
  Rule: On a hybrid level and charge count at each order

    Scenario: A hybrid at 10 % is pre-conditioned each time a charge runs, and at no other time
      Given the battery level is 10 %
      And charging is in deferred mode
      When the driver orders a charge from the app, and 3 s later pre-conditioning
      Then pre-conditioning stays off for 60 s after the second order
      When the vehicle is plugged into a regular station
      And the driver orders the lights from the app, and 3 s later pre-conditioning
      Then pre-conditioning stays off for 60 s after the second order
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When the driver presses the button in the charging hatch
      Then charging is off in reaction to the press of the hatch button
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 60 s after the order
      When the driver orders immediate charging from the app
      Then charging is running in reaction to the order
      When the driver orders a lock from the app, and 3 s later pre-conditioning
      Then pre-conditioning is running in reaction to the second order
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When the driver locks the vehicle with the key
      And the vehicle is unplugged
      And 5 s pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order

  @req-PRECOND-28 @electric
  Rule: On an electric vehicle the level counts at each order

    Scenario: An electric vehicle is pre-conditioned each time it has 50 %, and never at 49 %
      Given the battery level is 49 %
      And charging is in deferred mode
      When the driver orders a charge from the app, and 3 s later pre-conditioning
      Then pre-conditioning stays off for 60 s after the second order
      Given the battery level is 52 %
      When the driver orders the lights from the app, and 3 s later pre-conditioning
      Then pre-conditioning is running in reaction to the second order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      Given the battery level is 49 %
      When the vehicle is plugged into a regular station
      And the driver orders a lock from the app, and 3 s later pre-conditioning
      Then pre-conditioning stays off for 60 s after the second order
      Given the battery level is 52 %
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver unlocks the vehicle with the key
      Then pre-conditioning is off 60 s after the unlock
      When the driver locks the vehicle with the key
      And 5 s pass
      Given the battery level is 49 %
      When the driver refreshes the home page by sliding it down
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order
