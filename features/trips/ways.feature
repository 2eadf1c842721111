@connected
Feature: Way to a new category
  A category of trips is made by "Add a category" (line 429).

  @req-TRIPS-13
  Rule: The control "Add a category" makes a category

    Scenario: The control "Add a category" makes a category of trips in the app
      When the user follows "Trips" in the app
      Then the page has "Add a category" in reaction to the last tap and stay so for 60 s
      And the page still shows no new category for 60 s after the last tap
      When the user taps "Add a category"
      And the user enters the name of a new category on the page
      Then the page shows the category Holidays in reaction to the sending of the form and stay so for 60 s
