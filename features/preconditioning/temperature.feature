@rechargeable
Feature: A comfortable temperature
  Pre-conditioning heats or cools the cabin to 21 °C, without any setting (lines 470 and 476).

  @req-PRECOND-01 @req-PRECOND-03 @req-PRECOND-06 @req-PRECOND-07
  Rule: The cabin is at 21 °C at the target time, and pre-conditioning goes on for 10 minutes

    Scenario Outline: A cabin at <cabin> °C with <outside> °C outside is comfortable at the target time
      Given the temperature outside is <outside> °C
      And the temperature in the cabin is <cabin> °C
      When the driver programmes pre-conditioning 50 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      And it is reported when the cabin is comfortable within 30 min of the start of pre-conditioning
      And the cabin is at 21 °C at the target time
      And the set point of the cabin is 21 °C
      And pre-conditioning is off 10 min after the target time and stays so for 15 min

      Examples:
        | outside | cabin |
        | -20     | -20   |
        | -5      | -5    |

      @hybrid
      Examples:
        | outside | cabin |
        | 45      | 60    |

    @electric
    Scenario: A programme keeps to temperature and time while the battery charges and the ignition is on
      Given the temperature outside is 6 °C
      And the temperature in the cabin is 6 °C
      And the battery level is 60 %
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver programmes pre-conditioning 50 min ahead in the app
      Then pre-conditioning starts between 30 min and 45 min before the target time
      Given the ignition is on
      When the driver orders the lights from the app
      Then the cabin is at 21 °C at the target time
      And pre-conditioning is off 10 min after the target time and stays so for 15 min

  @req-PRECOND-01 @req-PRECOND-03
  Rule: An order brings the cabin to 21 °C as well

    Scenario Outline: An order brings a cabin at <cabin> °C with <outside> °C outside to 21 °C
      Given the temperature outside is <outside> °C
      And the temperature in the cabin is <cabin> °C
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order and stays so for 5 min
      And the cabin is comfortable within 45 min of the order
      And the set point of the cabin is 21 °C

      Examples:
        | outside | cabin |
        | -5      | -5    |

      @hybrid
      Examples:
        | outside | cabin |
        | 35      | 45    |

    Scenario: Without pre-conditioning the cabin stays cold
      Given the temperature outside is -5 °C
      And the temperature in the cabin is -5 °C
      And the ignition is on
      When 15 min pass
      Then the cabin is cold for 15 min after the start of the wait

  @req-PRECOND-02
  Rule: The driver gives no temperature

    Scenario: A pre-conditioning order names no temperature
      When the driver orders pre-conditioning from the app
      Then the order reaches the back office in reaction to the order
      And the order names no temperature
      And pre-conditioning is running in reaction to the order and stays so for 5 min

    Scenario: A programme names no temperature
      When the driver programmes pre-conditioning 2 h ahead in the app
      Then the programme reaches the back office in reaction to the programming
      And the programme names no temperature
