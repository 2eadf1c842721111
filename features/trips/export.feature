@connected
Feature: Trips taken to another smartphone
  The app keeps trips on the smartphone; an export takes them along, also as a spreadsheet (lines 373 to 383).

  @req-TRIPS-01
  Rule: Another smartphone, or the app installed anew, starts without the saved trips

    Scenario Outline: With <app> there is no saved trip
      Given the driver has made a trip of 500 m with the connected phone
      When the driver changes to <app>
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data

      Examples:
        | app                     |
        | another smartphone      |
        | the app installed anew  |

    Scenario: A saved trip stays in the app of a smartphone that is kept
      Given the driver has made a trip of 500 m with the connected phone
      When 8 h pass by the calendar
      And the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data

  @req-TRIPS-02 @req-TRIPS-03
  Rule: Trips that were exported before can be imported, and are the same

    Scenario Outline: With <app> an import brings back each exported trip with its category
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has made a trip of 700 m with the connected phone
      And the driver has made the new category
      And the trip of 700 m has been put into the new category
      And the driver has exported the trips to take them along
      When the driver changes to <app>
      And the driver imports the exported file
      And the driver looks at the driving data
      Then the driving data show the trips of 500 m and 700 m in reaction to the look at the driving data
      And the driving data show each trip as before the change

      Examples:
        | app                     |
        | another smartphone      |
        | the app installed anew  |

    Scenario Outline: An import of the exported file <damage> is refused with a message and loses no trip
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has exported the trips to take them along
      When the driver imports the exported file <damage>
      Then the page says why it refuses in reaction to the request
      When the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data

      Examples:
        | damage             |
        | cut in half        |
        | with bytes changed |
        | emptied            |
        | made a text        |

    Scenario: A trip after an import is added to the imported ones
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has exported the trips to take them along
      And the driver has changed to the app installed anew
      When the driver imports the exported file
      Given the driver has made a trip of 700 m with the connected phone
      When the driver looks at the driving data
      Then the driving data show the trips of 500 m and 700 m in reaction to the look at the driving data

  @req-TRIPS-04
  Rule: Trips are exported as a spreadsheet too

    Scenario: The spreadsheet has a row for each trip
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has made a trip of 700 m with the connected phone
      And the driver has made a trip of 1500 m with the connected phone
      When the driver looks at the driving data
      Then the driving data show the trips of 500 m, 700 m and 1500 m in reaction to the look at the driving data
      When the driver exports the trips as a spreadsheet
      Then the file that is given is a spreadsheet in reaction to the export
      And the spreadsheet has a row for each trip of the page

    Scenario Outline: A category with the name of <sort> is text on the page and in the spreadsheet
      Given the driver has made a trip of 500 m with the connected phone
      When the driver taps "Add a category" and gives it the name of <sort>
      And the driver puts the trip of 500 m into the category with the name of <sort>
      And the driver looks at the driving data
      Then the trip of 500 m is in the category with the name of <sort> in reaction to the look at the driving data
      When the driver exports the trips as a spreadsheet
      Then the file that is given is a spreadsheet in reaction to the export
      And the spreadsheet has the name of <sort> as text

      Examples:
        | sort            |
        | a formula       |
        | a command       |
        | markup          |
        | a list          |
        | foreign letters |

  @req-TRIPS-05
  Rule: An export takes an e-mail application on the phone

    Scenario: Without an e-mail application trips are not exported, and with one they are
      Given the driver has made a trip of 500 m with the connected phone
      And the phone has no e-mail application
      When the driver exports the trips as a spreadsheet
      Then the page says why it refuses in reaction to the export
      And no file is given for 60 s after the export
      Given the phone has an e-mail application
      When the driver exports the trips as a spreadsheet
      Then a file with the trips is given in reaction to the export

  @req-TRIPS-06 @req-TRIPS-07
  Rule: Without a recorded trip "Find your driving data" on another smartphone is greyed out

    Scenario: "Find your driving data" is greyed out until a trip is recorded
      When the driver looks at the driving data
      Then "Find your driving data" is greyed out in reaction to the look at the driving data
      Given the driver has made a trip of 500 m with the connected phone
      When the driver looks at the driving data
      Then "Find your driving data" can be tapped in reaction to the look at the driving data

    Scenario: "Find your driving data" is greyed out in an app installed anew
      Given the driver has made a trip of 500 m with the connected phone
      When the driver changes to the app installed anew
      And the driver looks at the driving data
      Then "Find your driving data" is greyed out in reaction to the look at the driving data
