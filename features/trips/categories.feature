@connected
Feature: Categories and filters of trips
  The driver classifies trips and has those of a category or of a day shown alone (lines 425 to 436).

  @req-TRIPS-10 @req-TRIPS-11 @req-TRIPS-12
  Rule: A trip is in the category Other until the driver puts it into another one, which may be a new one

    Scenario: A new trip is in the category Other
      Given the driver has made a trip of 500 m with the connected phone
      When the driver looks at the driving data
      Then the trip of 500 m is in the category Other in reaction to the look at the driving data

    Scenario: A trip after one that was classified is in the category Other
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has made the new category
      And the trip of 500 m has been put into the new category
      And the driver has made a trip of 700 m with the connected phone
      When the driver looks at the driving data
      Then the trip of 700 m is in the category Other in reaction to the look at the driving data
      And the trip of 500 m is in the new category in reaction to the look at the driving data

    Scenario: Of two trips the one alone that is classified changes its category
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has made a trip of 700 m with the connected phone
      When the driver puts the trip of 700 m into a category that is there
      And the driver looks at the driving data
      Then the trip of 700 m is in a category that is there in reaction to the look at the driving data
      And the trip of 500 m is in the category Other in reaction to the look at the driving data

    Scenario: A trip stays in the new category overnight
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has made the new category
      When the driver puts the trip of 500 m into the new category
      And 8 h pass by the calendar
      And the driver looks at the driving data
      Then the trip of 500 m is in the new category in reaction to the look at the driving data

    Scenario: A trip is put back into the category Other
      Given the driver has made a trip of 500 m with the connected phone
      And the trip of 500 m has been put into a category that is there
      When the driver puts the trip of 500 m into the category Other
      And the driver looks at the driving data
      Then the trip of 500 m is in the category Other in reaction to the look at the driving data

  @req-TRIPS-13
  Rule: "Add a category" makes a category

    Scenario: The new category is there from the tap on "Add a category" on, beside those before
      When the driver looks at the driving data
      Then the page does not have the new category in reaction to the look at the driving data
      When the driver taps "Add a category" and names the new category
      And the driver looks at the driving data
      Then the page has the new category in reaction to the look at the driving data
      When 8 h pass by the calendar
      And the driver looks at the driving data
      Then the page has the new category in reaction to the look at the driving data

  @req-TRIPS-10 @req-TRIPS-14 @req-TRIPS-15 @req-TRIPS-16
  Rule: A filter by category or day shows its trips alone, and the filter icon is black while one is active

    Scenario: The filter by category shows the trips of the category alone until it is taken back
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has made a trip of 700 m with the connected phone
      And the trip of 700 m has been put into a category that is there
      When the driver looks at the driving data
      Then the filter icon is white in reaction to the look at the driving data
      When the driver filters by a category that is there
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver takes back the filter by category
      And the driver looks at the driving data
      Then the driving data show the trips of 500 m and 700 m in reaction to the look at the driving data
      And the filter icon is white in reaction to the look at the driving data

    Scenario Outline: The filter by the day <day> shows <trips>
      Given the driver has made a trip of 500 m with the connected phone on 2026-06-30
      And the driver has made a trip of 700 m with the connected phone on 2026-07-01
      When the driver filters by the day <day>
      And the driver looks at the driving data
      Then the driving data show <trips> in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data

      Examples:
        | day        | trips                   |
        | 2026-06-30 | the trip of 500 m alone |
        | 2026-07-01 | the trip of 700 m alone |
        | 2026-07-30 | no trip                 |

    Scenario: With two filters the trips that pass both are shown, and the filter icon is black until both are taken back
      Given the driver has made a trip of 500 m with the connected phone on 2026-06-30
      And the driver has made a trip of 700 m with the connected phone on 2026-07-01
      And the trip of 500 m has been put into a category that is there
      When the driver filters by a category that is there
      And the driver filters by the day 2026-07-01
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver takes back the filter by category
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver takes back the filter by day
      And the driver looks at the driving data
      Then the driving data show the trips of 500 m and 700 m in reaction to the look at the driving data
      And the filter icon is white in reaction to the look at the driving data

    Scenario: Each of six filters of a leap year shows the trips of its day alone, and trips keep their categories through them
      Given the driver has made a trip of 500 m with the connected phone on 2028-02-29
      And the driver has made a trip of 700 m with the connected phone on 2028-12-31
      And the driver has made a trip of 1500 m with the connected phone on 2029-01-01
      And the trip of 700 m has been put into a category that is there
      When the driver filters by the day 2028-02-29
      And the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data
      When the driver filters by the day 2028-12-31
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      And the trip of 700 m is in a category that is there
      When the driver filters by the day 2028-03-01
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data
      When the driver takes back the filter by day
      And the driver looks at the driving data
      Then the driving data show the trips of 500 m, 700 m and 1500 m in reaction to the look at the driving data
      And the filter icon is white in reaction to the look at the driving data
      When the driver filters by the day 2028-02-28
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver filters by a category that is there
      And the driver takes back the filter by day
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      When the driver filters by the day 2028-12-31
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
