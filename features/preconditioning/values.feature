@rechargeable
Feature: Pre-conditioning at temperatures, levels and dates that are seldom tried
  Temperatures are taken with their sign and to the half degree, and times over the end of a month (lines 470 to 500).

  @electric @req-PRECOND-24 @req-PRECOND-25 @req-PRECOND-26 @req-PRECOND-27
  Rule: The temperature outside decides anew each time whether a regular charge goes on

    Scenario: A regular charge of an electric vehicle goes on or is interrupted as the temperature outside is at each of six orders
      Given the temperature outside is 5.5 °C
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging goes on for 30 s after the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      And the temperature outside changes to -0.5 °C
      And 5 min pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When the temperature outside changes to 34.5 °C
      And 5 min pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging goes on for 30 s after the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      And the temperature outside changes to 36 °C
      And 5 min pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      And charging is running in reaction to the end of pre-conditioning
      When the temperature outside changes to 10.5 °C
      And 5 min pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging goes on for 30 s after the start of pre-conditioning
      When the driver orders the end of pre-conditioning from the app
      And the temperature outside changes to -10 °C
      And 5 min pass
      And the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And charging is off in reaction to the start of pre-conditioning
      When the driver unlocks the vehicle from inside
      Then pre-conditioning is off 60 s after the unlock and stays so for 60 s
      And charging is running in reaction to the end of pre-conditioning and stays so for 5 min

  @req-PRECOND-01 @req-PRECOND-03
  Rule: The cabin is brought to 21 °C from either side of it and of zero

    Scenario Outline: An order brings a cabin to 21 °C from <cabin> °C with <outside> °C outside, and again from <later> °C
      Given the temperature outside is <outside> °C
      And the temperature in the cabin is <cabin> °C
      And the battery level is 90 %
      And all doors are locked
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      And the cabin is comfortable within 45 min of the order
      And the set point of the cabin is 21 °C
      When the driver orders the end of pre-conditioning from the app
      Given the temperature in the cabin is <later> °C
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 60 s
      And the cabin is comfortable within 45 min of the order
      And the set point of the cabin is 21 °C

      Examples:
        | outside | cabin | later |
        | -0.5    | 0.5   | -0.5  |

      @hybrid
      Examples:
        | outside | cabin | later |
        | 20.5    | 23.5  | 17.5  |

  Rule: A night at the end of a month is a night as any other

    Scenario Outline: A programme and a charge time past midnight take effect in the night after <date>, set <place>
      Given the date is <date>
      And charging is in deferred mode
      And the battery level is 60 %
      And all doors are locked
      And the vehicle is plugged into a regular station
      And it is 23:10 by the vehicle's clock
      And the ignition is on
      When the driver programmes pre-conditioning for 00:10 <place>
      And the driver programmes the charge for 00:01 <place>
      And the driver turns the ignition off
      Then pre-conditioning starts between 30 min and 45 min before the target time
      When the driver orders the end of pre-conditioning from the app
      Then the charge begins at the charge time and not before
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When it is 46 min before the target time of the next day by the vehicle's clock
      Then pre-conditioning stays off for 20 min after the order

      @req-PRECOND-05 @req-PRECOND-08 @req-CHARGE-06
      Examples:
        | date       | place      |
        | 2028-02-28 | in the app |
        | 2027-02-28 | in the app |

      @req-PRECOND-05 @req-PRECOND-09 @req-PRECOND-10
      Examples:
        | date       | place               |
        | 2028-02-29 | on the touch screen |
        | 2026-09-30 | on the touch screen |

    @req-PRECOND-05 @req-PRECOND-11
    Scenario Outline: A programme set 44:00 min ahead late on <date> waits a day longer
      Given the date is <date>
      And all doors are locked
      And it is 23:40 by the vehicle's clock
      When the driver programmes pre-conditioning 44:00 min ahead in the app
      And 55 min pass by the calendar in steps of 5 min
      Then pre-conditioning stays off for 5 min after the programming
      When it is 46 min before the target time of the next day by the vehicle's clock
      Then pre-conditioning starts between 30 min and 45 min before the target time of the next day

      Examples:
        | date       |
        | 2028-02-28 |

      @hybrid
      Examples:
        | date       |
        | 2026-10-30 |
