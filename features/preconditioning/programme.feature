@rechargeable
Feature: Programmed pre-conditioning
  The driver programmes the time of use; the vehicle does the rest (lines 476 to 482).

  @req-PRECOND-05
  Rule: It starts between 30 and 45 minutes before the target time

    Scenario Outline: A programme set <ahead> ahead <place> starts in its window
      Given the ignition is on
      When the driver programmes pre-conditioning <ahead> ahead <place>
      And the driver turns the ignition off
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

      Examples:
        | ahead  | place               |
        | 50 min | in the app          |
        | 23 h   | in the app          |
        | 50 min | on the touch screen |

      @hybrid
      Examples:
        | ahead | place               |
        | 8 h   | in the app          |
        | 23 h  | on the touch screen |

    Scenario Outline: A programme for <time> that is set <place> starts in its window
      Given it is 50 min before <time> by the vehicle's clock
      And the ignition is on
      When the driver programmes pre-conditioning for <time> <place>
      And the driver turns the ignition off
      Then pre-conditioning starts between 30 min and 45 min before the target time

      Examples:
        | time  | place               |
        | 00:00 | in the app          |
        | 00:15 | in the app          |
        | 00:35 | on the touch screen |
        | 01:30 | in the app          |
        | 07:30 | on the touch screen |
        | 12:00 | in the app          |
        | 19:59 | on the touch screen |
        | 23:59 | in the app          |

    Scenario: A programme for after midnight starts before it in its window while the ignition is on
      Given it is 23:20 by the vehicle's clock
      And the ignition is on
      When the driver programmes pre-conditioning 50 min ahead in the app
      And the driver orders the lights from the app
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario: Without a programme pre-conditioning does not start
      Given all doors are locked
      When 24 h pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 15 min after the start of the wait

    Scenario: A programme that is turned off starts nothing
      Given pre-conditioning is programmed 2 h ahead in the app
      When the driver turns the programme off in the app
      And 3 h pass by the calendar in steps of 10 min
      Then pre-conditioning stays off for 5 min after the turning off of the programme

    Scenario Outline: A programme that is changed from <first> to <second> ahead starts in the new window alone
      Given pre-conditioning is programmed <first> ahead in the app
      When 5 min pass
      And the driver programmes pre-conditioning <second> ahead in the app
      Then pre-conditioning stays off for 7 min after the programming
      When it is 42 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

      Examples:
        | first  | second |
        | 50 min | 5 h    |
        | 5 h    | 50 min |

    Scenario: A programme that is set after another has run starts in its window too
      Given pre-conditioning is running by a programme
      And all doors are locked
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 50 min
      When the driver programmes pre-conditioning 8 h ahead in the app
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @req-PRECOND-08
  Rule: The programmed time is the time of use

    Scenario: The vehicle is told the time of use and starts before it
      When the driver programmes pre-conditioning 2 h ahead in the app
      Then the programme reaches the vehicle in reaction to the programming
      And the programme names the target time
      When it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario: The vehicle is told a time of use after midnight and starts before it
      When the driver programmes pre-conditioning for 00:05 in the app
      Then the programme reaches the vehicle in reaction to the programming
      And the programme names the target time
      When it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @req-PRECOND-11
  Rule: The first launch needs 45 minutes between programming and target time

    Scenario: A programme set 46:00 min ahead starts the same day
      When the driver programmes pre-conditioning 46:00 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario Outline: A programme set <ahead> ahead waits for the next day
      When the driver programmes pre-conditioning <ahead> ahead in the app
      And <until> pass by the calendar in steps of 5 min
      Then pre-conditioning stays off for 5 min after the programming
      When it is 46 min before the target time of the next day by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time of the next day

      Examples:
        | ahead     | until  |
        | 5:00 min  | 10 min |
        | 25:00 min | 30 min |

      @hybrid
      Examples:
        | ahead     | until  |
        | 44:00 min | 45 min |

    Scenario: A programme set 35:00 min ahead shortly before midnight waits for the next day
      Given it is 23:40 by the vehicle's clock
      When the driver programmes pre-conditioning 35:00 min ahead in the app
      And 40 min pass by the calendar in steps of 5 min
      Then pre-conditioning stays off for 5 min after the programming
      When it is 46 min before the target time of the next day by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time of the next day

    Scenario: A programme set 46:00 min ahead at 23:40 starts though its target time is past midnight
      Given it is 23:40 by the vehicle's clock
      When the driver programmes pre-conditioning 46:00 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario: A programme set 100:00 min ahead at 22:50 starts though its target time is past midnight
      Given it is 22:50 by the vehicle's clock
      When the driver programmes pre-conditioning 100:00 min ahead in the app
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario: A programme changed to 44:00 min ahead waits for the next day
      Given pre-conditioning is programmed 2 h ahead in the app
      When 5 min pass
      And the driver programmes pre-conditioning 44:00 min ahead in the app
      And 45 min pass by the calendar in steps of 5 min
      Then pre-conditioning stays off for 5 min after the programming
      When it is 46 min before the target time of the next day by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time of the next day

    Scenario: A programme set 44:00 min ahead while pre-conditioning runs waits for the next day
      Given pre-conditioning is running
      When the driver programmes pre-conditioning 44:00 min ahead in the app
      And 10 s pass
      And the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When 45 min pass by the calendar in steps of 5 min
      Then pre-conditioning stays off for 5 min after the start of the wait
      When it is 46 min before the target time of the next day by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time of the next day

    Scenario: A programme received 45:00 min ahead starts the same day
      Given the ignition is on
      When the driver programmes pre-conditioning 45:00 min ahead on the touch screen
      And the driver turns the ignition off
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario Outline: A programme received <ahead> ahead waits for the next day
      Given the ignition is on
      When the driver programmes pre-conditioning <ahead> ahead on the touch screen
      And the driver turns the ignition off
      And <until> pass by the calendar in steps of 5 min
      Then pre-conditioning stays off for 5 min after the programming
      When it is 46 min before the target time of the next day by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time of the next day

      Examples:
        | ahead     | until  |
        | 44:59 min | 45 min |

      @hybrid
      Examples:
        | ahead     | until  |
        | 10:00 min | 15 min |

  @req-PRECOND-12 @req-PRECOND-13
  Rule: The programme is stored in the vehicle

    Scenario Outline: A programme set <ahead> ahead starts after the vehicle <loss>
      Given pre-conditioning is programmed <ahead> ahead in the app
      When the vehicle <loss>
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

      Examples:
        | ahead | loss                          |
        | 2 h   | turns the ignition on and off |
        | 2 h   | loses its supply for 10 s     |
        | 23 h  | leaves the network            |

      @hybrid
      Examples:
        | ahead | loss                      |
        | 2 h   | leaves the network        |
        | 23 h  | loses its supply for 10 s |

    Scenario: A programme starts outside the network after a loss of the supply there
      Given pre-conditioning is programmed 8 h ahead in the app
      And the vehicle leaves the network
      When 60 min pass by the calendar
      And the vehicle loses its supply for 10 s
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

    Scenario: An order does not reach a vehicle outside the network
      When the vehicle leaves the network
      And the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 15 min after the order

  @req-PRECOND-05 @req-PRECOND-12 @req-PRECOND-13
  Rule: A programme starts in its window, whatever is done before

    Scenario: A programme starts after three cycles of the ignition, a charge and orders
      Given pre-conditioning is programmed 3 h ahead in the app
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      And 5 min pass
      And the driver turns the ignition on
      And 10 s pass
      And the driver turns the ignition off
      And 20 min pass by the calendar
      And the driver turns the ignition on
      And 10 s pass
      And the driver turns the ignition off
      And the driver orders a lock from the app, and 3 s later the lights
      And the vehicle is plugged into a regular station
      And 5 min pass
      And the driver orders the end of the charge from the app
      And 5 min pass
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @req-PRECOND-10 @req-PRECOND-12 @req-PRECOND-13
  Rule: A programme of the touch screen is stored in the vehicle

    Scenario: A programme that is set on the touch screen outside the network starts there after a loss of the supply
      Given the vehicle leaves the network
      And the ignition is on
      When the driver programmes pre-conditioning 2 h ahead on the touch screen
      And the driver turns the ignition off
      And the vehicle loses its supply for 10 s
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

  @req-PRECOND-09
  Rule: The charge is programmed on the touch screen

    Scenario: The charge begins at the time that was set on the page ELECTRICAL > Charge
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver programmes the charge 10 min ahead on the touch screen
      And the driver turns the ignition off
      Then charging stays off for 9:50 min after the programming
      And charging is running in reaction to the charge time and stays so for 6 min

    Scenario: A time for the charge on the touch screen takes the place of the one before and is stored
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And the ignition is on
      When the driver programmes the charge 30 min ahead on the touch screen
      And 5 min pass
      And the driver programmes the charge 2 h ahead on the touch screen
      And the driver turns the ignition off
      And the vehicle loses its supply for 10 s
      And it is 10 min before the charge time by the vehicle's clock
      Then the charge begins at the charge time and not before

    Scenario Outline: A charge that is programmed for <time> on the touch screen begins then at a <kind> station
      Given charging is in deferred mode
      And the battery level is 30 %
      And the vehicle is plugged into a <kind> station
      And it is 5 min before <time> by the vehicle's clock
      And the ignition is on
      When the driver programmes the charge for <time> on the touch screen
      And the driver turns the ignition off
      Then the charge begins at the charge time and not before

      Examples:
        | time  | kind    |
        | 00:00 | regular |
        | 00:03 | fast    |
        | 15:00 | regular |

  @req-PRECOND-10
  Rule: Pre-conditioning is programmed on the touch screen

    Scenario Outline: Pre-conditioning starts before a time <ahead> ahead that was set on AIR CONDITIONING > OPTIONS
      Given the ignition is on
      When the driver programmes pre-conditioning <ahead> ahead on the touch screen
      And the driver turns the ignition off
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time

      Examples:
        | ahead |
        | 2 h   |

      @hybrid
      Examples:
        | ahead |
        | 12 h  |

    Scenario: A time for pre-conditioning on the touch screen takes the place of the one before
      Given the ignition is on
      When the driver programmes pre-conditioning 2 h ahead on the touch screen
      And 5 min pass
      And the driver programmes pre-conditioning 6 h ahead on the touch screen
      And the driver turns the ignition off
      And it is 46 min before the target time by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time
