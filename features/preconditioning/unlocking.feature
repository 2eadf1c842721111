@rechargeable
Feature: Unlocking during pre-conditioning
  Unlocking the vehicle stops pre-conditioning after a minute (line 484).

  @req-PRECOND-15
  Rule: Pre-conditioning stops 1 minute after an unlock

    Scenario Outline: An unlock <means> stops it a minute later
      Given all doors are locked
      And pre-conditioning is running
      When 20 s pass
      And the driver unlocks the vehicle <means>
      Then pre-conditioning is off 60 s after the unlock and stays so for 5 min

      Examples:
        | means        |
        | with the key |
        | from inside  |

    Scenario: An unlock order from the app stops it a minute later
      Given all doors are locked
      And pre-conditioning is running
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      And pre-conditioning is off 60 s after the moment of unlocking

    @long
    Scenario: It goes on while the vehicle stays locked
      Given all doors are locked
      And pre-conditioning is running
      Then pre-conditioning goes on for 5 min after the start of pre-conditioning

    Scenario: Unlocking the front left door alone stops it a minute later
      Given all doors are locked
      And pre-conditioning is running
      When the front left alone is unlocked
      Then pre-conditioning is off 60 s after the unlock and stays so for 5 min

    Scenario: It is reported when unlocking the trunk alone stops it
      Given all doors are locked
      And pre-conditioning is running
      When the trunk alone is unlocked
      Then it is reported when pre-conditioning is off within 2 min of the unlock

    Scenario: After the stop the cabin is no longer heated
      Given all doors are locked
      And the ignition is on
      And the temperature outside is -5 °C
      And the temperature in the cabin is 21 °C
      And pre-conditioning is running
      When the driver unlocks the vehicle with the key
      And 5 min pass
      Then pre-conditioning is off
      And the cabin is no longer comfortable
