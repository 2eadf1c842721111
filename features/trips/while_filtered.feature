@connected
Feature: Trips while a filter is active
  A filter hides trips and changes nothing of them; new trips and categories are what they are without it
  (lines 425 to 436).

  @req-TRIPS-10 @req-TRIPS-12 @req-TRIPS-15 @req-TRIPS-16
  Rule: What is classified while a filter is active is the trip that the page shows

    Scenario: With a filter by category active the trip that is shown changes its category, and no other one
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has made a trip of 700 m with the connected phone
      And the driver has made the new category
      And the trip of 700 m has been put into a category that is there
      When the driver filters by a category that is there
      And the driver puts the trip of 700 m into the new category
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver filters by the new category
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      When the driver puts the trip of 700 m into the category Other
      And the driver filters by the category Other
      And the driver puts the trip of 500 m into the new category
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver takes back the filter by category
      And the driver looks at the driving data
      Then the trip of 500 m is in the new category in reaction to the look at the driving data
      And the trip of 700 m is in the category Other in reaction to the look at the driving data
      And the filter icon is white in reaction to the look at the driving data

    Scenario: With a filter by day active the trip that is shown changes its category, and no other one
      Given the driver has made a trip of 500 m with the connected phone on 2026-06-30
      And the driver has made a trip of 700 m with the connected phone on 2026-07-01
      When the driver filters by the day 2026-07-01
      And the driver puts the trip of 700 m into a category that is there
      And the driver looks at the driving data
      Then the trip of 700 m is in a category that is there in reaction to the look at the driving data
      When the driver takes back the filter by day
      And the driver looks at the driving data
      Then the trip of 500 m is in the category Other in reaction to the look at the driving data
      And the trip of 700 m is in a category that is there in reaction to the look at the driving data
      And the filter icon is white in reaction to the look at the driving data
      When the driver filters by the day 2026-06-30
      And the driver filters by the category Other
      And the driver puts the trip of 500 m into a category that is there
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver takes back the filter by day
      And the driver takes back the filter by category
      And the driver filters by a category that is there
      And the driver looks at the driving data
      Then the driving data show the trips of 500 m and 700 m in reaction to the look at the driving data

  @req-TRIPS-10 @req-TRIPS-11 @req-TRIPS-13 @req-TRIPS-15
  Rule: Trips and categories that are new while a filter is active are there

    Scenario: With a filter active a new trip is in the category Other, and a new category is there
      Given the driver has made a trip of 500 m with the connected phone
      And the trip of 500 m has been put into a category that is there
      When the driver filters by a category that is there
      And the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data
      Given the driver has made a trip of 700 m with the connected phone
      When the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver taps "Add a category" and names the new category
      And the driver looks at the driving data
      Then the page has the new category in reaction to the look at the driving data
      And the driving data show the trip of 500 m alone in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver takes back the filter by category
      And the driver looks at the driving data
      Then the trip of 700 m is in the category Other in reaction to the look at the driving data
      And the trip of 500 m is in a category that is there in reaction to the look at the driving data
      And the page has the new category in reaction to the look at the driving data

  @req-TRIPS-10 @req-TRIPS-14 @req-TRIPS-15 @req-TRIPS-16
  Rule: A filter lasts until it is taken back, and the next one counts in its place

    Scenario: One filter takes the place of another by category and by day, and each is taken back alone
      Given the driver has made a trip of 500 m with the connected phone on 2026-12-31
      And the driver has made a trip of 700 m with the connected phone on 2027-01-01
      And the trip of 500 m has been put into a category that is there
      When the driver filters by the day 2026-12-31
      And the driver filters by the day 2027-01-01
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      When 8 h pass by the calendar
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver takes back the filter by day
      And the driver filters by a category that is there
      And the driver filters by the category Other
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
      When the driver filters by the day 2026-12-31
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data
      When the driver takes back the filter by category
      And the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data
      And the filter icon is black in reaction to the look at the driving data
      When the driver takes back the filter by day
      And the driver looks at the driving data
      Then the driving data show the trips of 500 m and 700 m in reaction to the look at the driving data
      And the filter icon is white in reaction to the look at the driving data
