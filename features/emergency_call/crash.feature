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

    Scenario: Without a crash no emergency call is placed
      Given the vehicle is started
      When 2 min pass
      Then no emergency call is placed
