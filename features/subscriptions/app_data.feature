@connected
Feature: Data of an app that is removed
  With the app its data on the vehicle are gone for good (line 244).

  @req-SUBS-10
  Rule: Removing the app deletes its vehicle data; only an export that was made before brings any back

    Scenario: An app installed anew has no data on the vehicle
      Given the driver has made a trip of 500 m with the connected phone
      When the driver changes to the app installed anew
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data
      And no trip is in the app for 60 s after the change
      And the app has no information on the vehicle over Bluetooth for 60 s after the change

    Scenario: Of two trips the one alone comes back that was there when the trips were exported
      Given the driver has made a trip of 500 m with the connected phone
      And the driver has exported the trips to take them along
      And the driver has made a trip of 700 m with the connected phone
      When the driver changes to the app installed anew
      And the driver imports the exported file
      And the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data

    Scenario: The data on the vehicle stay in an app that is not removed
      Given the driver has made a trip of 500 m with the connected phone
      When 30 min pass
      Then the trip is in the app
      And the information on the vehicle is in the app over Bluetooth
