@calls @sos_buttons
Feature: Emergency call by a crash
  A crash calls the PSAP without anybody's action (lines 24 to 31).

  @req-ECALL-04 @req-ECALL-06
  Rule: Deployed airbags set up an emergency call

    Scenario Outline: A crash that <crash> calls the PSAP
      Given the vehicle is started
      When a crash <crash>
      Then the PSAP is called in reaction to the crash
      And the data set tells of an automatic activation in reaction to the crash

      Examples:
        | crash                                            |
        | deploys the airbags                              |
        | deploys the airbags and fires the pre-tensioners |

    Scenario: It is reported whether pre-tensioners alone call the PSAP
      Given the vehicle is started
      When a crash fires the pre-tensioners
      Then it is reported when the PSAP is called within 60 s of the crash

    Scenario: It is reported whether a crash with the ignition off calls the PSAP
      Given the vehicle is awake
      When a crash deploys the airbags
      Then it is reported when the PSAP is called within 60 s of the crash

    Scenario: It is reported whether a crash of a sleeping vehicle calls the PSAP
      Given the vehicle is asleep
      When a crash deploys the airbags
      Then it is reported when the PSAP is called within 60 s of the crash

    Scenario: It is reported whether the SOS button ends an automatic call
      Given the vehicle is started
      When a crash deploys the airbags
      And the driver presses the SOS button
      Then it is reported when the emergency call is ended within 60 s of the SOS press

    Scenario: Without a crash no emergency call is placed
      Given the vehicle is started
      Then no emergency call is placed for 2 min after the start
