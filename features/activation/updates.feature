@connected
Feature: Updates of the vehicle during the activation
  An update is installed on the next trips that are long enough; remote services wait for it (line 575).

  @req-ACTIV-20 @req-ACTIV-21
  Rule: After trips of 15 min or longer the vehicle is up to date and takes remote orders

    @long
    Scenario: Trips of 15 min install the update and a lock order is then accepted
      Given an update of the vehicle is pending
      And all doors are unlocked
      When the driver makes trips of 15 min until the vehicle is up to date
      Then the vehicle is up to date after 3 trips at most
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order

  @req-ACTIV-20
  Rule: Trips shorter than 15 min are reported

    @long
    Scenario: A trip of 14 min with an update that is pending
      Given an update of the vehicle is pending
      When the driver makes a trip of 14 min
      Then it is reported when the vehicle is up to date within 60 s of the end of the trip

  @req-ACTIV-21
  Rule: Remote orders are refused until the vehicle is up to date

    Scenario: A lock order is refused while an update is pending
      Given all doors are unlocked
      And an update of the vehicle is pending
      When the driver orders a lock from the app
      Then all doors stay unlocked for 30 s after the order

    Scenario: Without an update a lock order is accepted
      Given all doors are unlocked
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order
