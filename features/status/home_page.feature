@rechargeable
Feature: Status of the vehicle on the app's home page
  Charge level, range and charge status, as of the last refresh (lines 446 to 458).

  @req-STATUS-07 @req-STATUS-12
  Rule: A refresh shows the charge level of the vehicle in less than a minute

    Scenario Outline: The charge level of <level> % of a vehicle that is <bus>
      Given the home page of the app has been refreshed
      And the battery level is <level> %
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge level of the vehicle within 60 s of the refresh

      Examples:
        | level | bus    |
        | 100   | asleep |
        | 7     | awake  |

      @smoke
      Examples:
        | level | bus    |
        | 43    | asleep |

    Scenario: The charge level that fell in the sleep of the vehicle
      Given the battery level is 43 %
      And the home page of the app has been refreshed
      And the vehicle is asleep
      When the battery level falls to 25 %
      And the driver refreshes the home page by sliding it down
      Then the home page is loaded in reaction to the refresh
      And the home page shows the charge level of the vehicle

  @req-STATUS-07 @req-STATUS-13
  Rule: A refresh shows the range of the vehicle in less than a minute

    Scenario Outline: The range of a vehicle that is <bus>
      Given the home page of the app has been refreshed
      And the battery level is 25 %
      And the vehicle is <bus>
      When the driver refreshes the home page by sliding it down
      Then the home page shows the range of the vehicle within 60 s of the refresh

      Examples:
        | bus    |
        | awake  |
        | asleep |

  @req-STATUS-03 @req-STATUS-07
  Rule: A refresh shows the charge status of the vehicle in less than a minute

    Scenario: The status of a vehicle that charges
      Given the home page of the app has been refreshed
      And the vehicle is plugged into a regular station
      And charging is running
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge status of the vehicle within 60 s of the refresh

    Scenario: The status of a sleeping vehicle whose charge the station has interrupted
      Given the home page of the app has been refreshed
      And the vehicle is plugged into a regular station
      And charging is running
      And the charging station forbids charging
      And the vehicle is asleep
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge status of the vehicle within 60 s of the refresh

  @req-STATUS-02
  Rule: The app has the functions of e-Remote Control

    Scenario: The status can be loaded in the app
      When the driver refreshes the home page by sliding it down
      Then the home page is loaded in reaction to the refresh
      And the home page shows the charge level of the vehicle
      And the home page shows the range of the vehicle
      And the home page shows the charge status of the vehicle

    Scenario: A charge can be started in the app
      Given the vehicle is plugged into a regular station
      And charging is in deferred mode
      When the driver orders a charge from the app
      Then charging is running in reaction to the order

  @req-STATUS-04
  Rule: Without a refresh the home page keeps its values

    Scenario: A new charge level and range are not shown
      Given the home page of the app has been refreshed
      And the vehicle is started
      And the battery level is 43 %
      Then the home page keeps the old charge level for 2 min after the change of the charge level
      And the home page keeps the old range for 2 min after the change of the charge level

    Scenario: The start of a charge is not shown
      Given the home page of the app has been refreshed
      And the vehicle is plugged into a regular station
      And charging is running
      Then the home page keeps the old charge status for 2 min after the start of the charge

  @req-STATUS-05
  Rule: Sliding the home page down refreshes it

    Scenario: The new charge level appears when the page is slid down
      Given the battery level is 43 %
      When the driver refreshes the home page by sliding it down
      Then the home page is loading in reaction to the refresh
      And the home page shows the charge level of the vehicle within 60 s of the refresh

  @req-STATUS-06
  Rule: The round arrow refreshes the home page

    Scenario: The new charge level appears when the round arrow is tapped
      Given the battery level is 43 %
      When the driver refreshes the home page with the round arrow
      Then the home page is loading in reaction to the refresh
      And the home page shows the charge level of the vehicle within 60 s of the refresh
