@connected
Feature: Binding of the smartphone during the activation
  The smartphone is bound by a SAFETY code or by biometry (lines 563 to 567); one of them is enough (AMB-31).

  @req-ACTIV-11
  Rule: Activation binds the phone by a SAFETY code, by biometry or by both

    Scenario Outline: An unlock order works from a smartphone that was bound by <proof> during the activation
      Given all doors are locked
      And the driver is logged in with the account of the subscription on a new smartphone
      And the app has been given the code sent to the trusted number
      When the driver gives the app <proof>
      And 10 s pass
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

      Examples:
        | proof           |
        | the SAFETY code |
        | a fingerprint   |

    Scenario: A fingerprint does not take the place of the trusted number in the activation
      Given all doors are locked
      And the driver is logged in with the account of the subscription on a new smartphone
      When the driver gives the app a fingerprint
      And the driver gives the app the SAFETY code
      And the driver orders an unlock from the app
      Then the app goes on asking for the code sent to the trusted number for 60 s after the order
      And all doors stay locked for 60 s after the order

    Scenario: A smartphone without biometry is not bound by a fingerprint in the activation
      Given all doors are locked
      And the smartphone is an iPhone 6
      And the driver is logged in with the account of the subscription on a new smartphone
      And the app has been given the code sent to the trusted number
      When the driver gives the app a fingerprint
      And the driver orders an unlock from the app
      Then the app goes on asking for the SAFETY code for 60 s after the order
      And all doors stay locked for 60 s after the order

  @req-ACTIV-13
  Rule: Touch ID is offered on iPhone 7, 8 and later models that have it

    Scenario Outline: Touch ID is offered in the activation on <model>
      Given the smartphone is <model>
      And the driver is logged in with the account of the subscription on a new smartphone
      When the driver gives the app the code sent to the trusted number
      Then the app offers Touch ID in reaction to the validation and stay so for 60 s

      Examples:
        | model               |
        | an iPhone 7         |
        | an iPhone 8         |
        | an iPhone SE (2020) |

    Scenario: It is reported whether Touch ID is offered in the activation on an iPhone 6
      Given the smartphone is an iPhone 6
      And the driver is logged in with the account of the subscription on a new smartphone
      When the driver gives the app the code sent to the trusted number
      Then it is reported when the app offers Touch ID within 60 s of the validation

  @req-ACTIV-14
  Rule: A fingerprint is offered on Android

    Scenario Outline: A fingerprint is offered in the activation on <model>
      Given the smartphone is <model>
      And the driver is logged in with the account of the subscription on a new smartphone
      When the driver gives the app the code sent to the trusted number
      Then the app offers a fingerprint in reaction to the validation and stay so for 60 s

      Examples:
        | model        |
        | a Pixel 7    |
        | a Galaxy S10 |
