@connected
Feature: Functions of the app
  What the app can do for a vehicle follows from its energy and whether it is eligible (line 297). The vehicles that
  are added here are further ones of the account, which stand nowhere.

  @req-APP-10
  Rule: The functions of the app follow from energy and eligibility of the vehicle

    Scenario Outline: Charge and comfort can be programmed in the app for <vehicle>
      Given <vehicle> has been added to the account
      And <vehicle> is selected
      When the user follows "My vehicle" in the app
      Then the page has "Charging" in reaction to the last tap and stay so for 60 s
      And the page has "Thermal comfort" in reaction to the last tap and stay so for 60 s

      Examples:
        | vehicle             |
        | an electric vehicle |
        | a hybrid vehicle    |

    Scenario: No charge can be programmed in the app for a combustion vehicle
      Given a combustion vehicle has been added to the account
      And a combustion vehicle is selected
      When the user follows "My vehicle" in the app
      Then the page has "User manual" in reaction to the last tap and stay so for 60 s
      And the page still has no "Charging" for 60 s after the last tap

  @req-APP-11 @req-APP-12 @req-APP-13
  Rule: An eligible vehicle has driving statistics, appointments and its user manual in the app

    Scenario Outline: The app has statistics, appointments and the user manual for <vehicle>
      Given <vehicle> has been added to the account
      And <vehicle> is selected
      When the user follows "My vehicle" in the app
      Then the page has "Driving statistics" in reaction to the last tap and stay so for 60 s
      And the page has "Maintenance appointment" in reaction to the last tap and stay so for 60 s
      And the page has "User manual" in reaction to the last tap and stay so for 60 s

      Examples:
        | vehicle              |
        | an electric vehicle  |
        | a hybrid vehicle     |
        | a combustion vehicle |

    Scenario: The app has neither statistics nor appointments nor the user manual for a vehicle that is not eligible
      Given a vehicle that is not eligible has been added to the account
      And a vehicle that is not eligible is selected
      When the user follows "My vehicle" in the app
      Then the page has "Delete this vehicle" in reaction to the last tap and stay so for 60 s
      And the page still has no "Driving statistics" for 60 s after the last tap
      And the page still has no "Maintenance appointment" for 60 s after the last tap
      And the page still has no "User manual" for 60 s after the last tap

  @req-APP-11
  Rule: The driving statistics of the app say something of what was driven

    Scenario: The driving statistics of the app have a number in them after a trip
      Given the driver has made a trip of 500 m with the connected phone
      When the user follows "My vehicle" in the app
      And the user taps "Driving statistics"
      Then the page shows driving statistics with a number in reaction to the last tap and stay so for 60 s

  @req-APP-12
  Rule: An appointment for maintenance is planned and made in the app

    Scenario: An appointment for maintenance is made in the app on the day that was chosen
      When the user follows "My vehicle" in the app
      And the user taps "Maintenance appointment"
      And the user enters a date for the appointment on the page
      Then an appointment for the vehicle is made on 2026-06-10 in reaction to the sending of the form

    Scenario: An appointment for maintenance is not made without a date
      When the user follows "My vehicle" in the app
      And the user taps "Maintenance appointment"
      And the user sends the form of the page as it is
      Then the page refuses the request in reaction to the sending of the form
      And no appointment is made for 60 s after the sending of the form

  @req-APP-13
  Rule: The user manual of an eligible vehicle is in the app

    Scenario: The app gives the user manual, as a file or a page
      When the user downloads the user manual
      Then the file that was downloaded tells of the user manual in reaction to the download
