Feature: Phones of the app
  The app costs nothing in both app stores (line 287) and runs from iOS 12 and Android 7 on (line 295).

  @req-APP-01
  Rule: The personal space opens on a computer, and in an app that costs nothing in both stores

    Scenario Outline: The app costs nothing in <store>
      When the user looks for the app in <store>
      Then <store> lists the app for nothing in reaction to the request

      Examples:
        | store                   |
        | the app store of Apple  |
        | the app store of Google |

    Scenario Outline: The personal space opens in the <site>
      When the user opens the <site>
      Then the page shows the account of the owner in reaction to the opening of the page and stay so for 60 s

      Examples:
        | site      |
        | web space |
        | app       |

  @req-APP-07 @req-APP-08
  Rule: The app installs on iOS 12, Android 7 and later, and on nothing older

    Scenario Outline: The app installs on a phone with <system>
      When the user installs the app on a phone with <system>
      Then the app is installed there in reaction to the installation of the app

      Examples:
        | system     |
        | iOS 12     |
        | iOS 13     |
        | Android 7  |
        | Android 8  |
        | Android 10 |

    Scenario Outline: The app does not install on a phone with <system>
      When the user installs the app on a phone with <system>
      Then the app is refused there in reaction to the installation of the app

      Examples:
        | system    |
        | iOS 9     |
        | iOS 11    |
        | Android 6 |
