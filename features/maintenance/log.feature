@connected
Feature: The owner's maintenance log
  The app recommends the next service from what the owner enters, and keeps what the owner notes (lines 309 to 314).
  With a contract the mileage comes by itself, so the owner has none where it is entered.

  @req-MAINT-05 @req-MAINT-06
  Rule: The recommended service follows the mileage

    Scenario: The log recommends a service beyond the mileage, whatever that is
      Given the subscription to connected services is ended
      And the owner has entered 15000 km a year
      And the owner has entered personal use
      And the owner has entered a mileage of 12000 km
      When the owner looks at the booklet
      Then the booklet has a mileage of 12000 km in reaction to the look at the booklet
      And the booklet recommends a service beyond the mileage in reaction to the look at the booklet
      Given the owner has entered a mileage of 95000 km
      When the owner looks at the booklet
      Then the booklet has a mileage of 95000 km in reaction to the look at the booklet
      And the booklet recommends a service beyond the mileage in reaction to the look at the booklet
      And the booklet recommends the service at a higher mileage than before

  @req-MAINT-05 @req-MAINT-07
  Rule: The recommended service follows the annual mileage, and of the type of use the entry alone is judged

    Scenario: The log recommends the service earlier to whoever drives more in a year
      Given the subscription to connected services is ended
      And the owner has entered a mileage of 12000 km
      And the owner has entered personal use
      And the owner has entered 5000 km a year
      When the owner looks at the booklet
      Then the booklet recommends a service beyond the mileage in reaction to the look at the booklet
      Given the owner has entered 60000 km a year
      When the owner looks at the booklet
      Then the booklet recommends a service beyond the mileage in reaction to the look at the booklet
      And the booklet recommends the service for an earlier day than before

    Scenario: The log recommends a service for personal and for professional use
      Given the subscription to connected services is ended
      And the owner has entered a mileage of 12000 km
      And the owner has entered 15000 km a year
      And the owner has entered professional use
      When the owner looks at the booklet
      Then the booklet is for professional use in reaction to the look at the booklet
      And the booklet recommends a service beyond the mileage in reaction to the look at the booklet
      Given the owner has entered personal use
      When the owner looks at the booklet
      Then the booklet is for personal use in reaction to the look at the booklet
      And the booklet recommends a service beyond the mileage in reaction to the look at the booklet
      And it is reported when the booklet recommends another service than before

  @req-MAINT-08
  Rule: Without link and contract the owner keeps the mileage up to date

    Scenario: The mileage that the owner enters without link and contract is shown until it is entered anew
      Given the subscription to connected services is ended
      When the owner enters a mileage of 12000 km
      Then the mileage in the app is 12000 km in reaction to the request and stay so for 60 s
      When the office has the date of 1 days later
      Then the mileage in the app goes on being 12000 km for 60 s after the date
      When the owner enters a mileage of 45000 km
      Then the mileage in the app is 45000 km in reaction to the request and stay so for 60 s

    Scenario: The mileage that the owner entered without link and contract is shown after a trip too
      Given the subscription to connected services is ended
      And the owner has entered a mileage of 45000 km
      And the vehicle is started
      When the driver drives 500 m and turns the contact off
      Then the mileage in the app is 45000 km
      And the mileage in the app stays behind the odometer for 5 min after the end of the trip

  @req-MAINT-10
  Rule: Maintenance that the owner notes is in the booklet

    Scenario: Each operation that the owner notes is in the booklet, the next day too
      When the owner looks at the booklet
      Then the booklet does not show an oil change in reaction to the look at the booklet
      When the owner notes an oil change on 2026-05-20
      And the owner notes a new battery on 2026-03-02
      And the owner looks at the booklet
      Then the booklet shows an oil change in reaction to the look at the booklet
      And the booklet shows a new battery in reaction to the look at the booklet
      When the office has the date of 1 days later
      And the owner looks at the booklet
      Then the booklet shows an oil change in reaction to the look at the booklet
      And the booklet shows a new battery in reaction to the look at the booklet

    Scenario: What the owner has noted is not in the booklet of another account of the vehicle
      When the owner notes an oil change on 2026-05-20
      And the new owner looks at the booklet
      Then the booklet does not show an oil change in reaction to the look at the booklet
      When the owner looks at the booklet
      Then the booklet shows an oil change in reaction to the look at the booklet
