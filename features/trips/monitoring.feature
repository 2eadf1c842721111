@connected @pc_fr
Feature: Trips by contract
  ConnectPack Monitoring brings trips into the app by itself, those of the last two months (line 384).

  @req-TRIPS-08 @req-TRIPS-10
  Rule: With ConnectPack Monitoring trips come by themselves, and "Find your driving data" is greyed out

    Scenario: A trip comes into the app without the phone, and "Find your driving data" is greyed out
      Given the owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 500 m without the phone
      When the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data
      And "Find your driving data" is greyed out in reaction to the look at the driving data

    Scenario: Each trip comes into the app of another smartphone
      Given the owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 500 m without the phone
      And the driver has made a trip of 700 m without the phone
      When the driver changes to another smartphone
      And the driver looks at the driving data
      Then the driving data show the trips of 500 m and 700 m in reaction to the look at the driving data

    Scenario: A trip that has come by itself can be classified
      Given the owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 500 m without the phone
      When the driver puts the trip of 500 m into a category that is there
      And the driver looks at the driving data
      Then the trip of 500 m is in a category that is there in reaction to the look at the driving data

    Scenario: Without the contract no trip comes into the app without the phone
      Given the driver has made a trip of 500 m without the phone
      When the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data

    Scenario: "Find your driving data" is greyed out once there is a contract
      Given the driver has made a trip of 500 m with the connected phone
      When the driver looks at the driving data
      Then "Find your driving data" can be tapped in reaction to the look at the driving data
      Given the owner has subscribed to ConnectPack Monitoring
      When the driver looks at the driving data
      Then "Find your driving data" is greyed out in reaction to the look at the driving data

    Scenario: "Find your driving data" can be tapped again when the contract has ended
      Given the driver has made a trip of 500 m with the connected phone
      And the owner has subscribed to ConnectPack Monitoring
      When the driver looks at the driving data
      Then "Find your driving data" is greyed out in reaction to the look at the driving data
      When the owner withdraws from the contract for ConnectPack Monitoring
      And 10 s pass
      And the driver looks at the driving data
      Then "Find your driving data" can be tapped in reaction to the look at the driving data
      And the driving data show the trip of 500 m alone in reaction to the look at the driving data

    Scenario: A trip that a contract has brought is not shown to another account of the vehicle
      Given the owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 500 m without the phone
      When the new owner sits down at the screen
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data
      When the owner sits down at the screen
      And the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data

    Scenario: A new owner whose own contract brings trips sees no trip of the time before the contract
      Given the owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 500 m without the phone
      And the new owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 700 m without the phone
      When the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data

  @req-TRIPS-09
  Rule: The contract gives trips of the last two calendar months, and no older ones

    Scenario Outline: A trip of <driven> is shown on <day>
      Given the date is <driven>
      And the owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 500 m without the phone
      When it is <day> at 12:00 where the customer lives
      And the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data

      Examples:
        | driven     | day        |
        | 2026-06-02 | 2026-08-01 |
        | 2026-07-02 | 2026-09-01 |
        | 2026-12-29 | 2027-02-28 |
        | 2027-12-29 | 2028-02-29 |
        | 2026-01-29 | 2026-03-29 |
        | 2026-08-25 | 2026-10-25 |
        | 2027-02-28 | 2027-04-30 |
        | 2028-02-29 | 2028-04-30 |
        | 2026-06-30 | 2026-08-31 |
        | 2026-10-31 | 2026-12-31 |

    Scenario Outline: A trip of <driven> is not shown any more on <day>
      Given the date is <driven>
      And the owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 500 m without the phone
      When the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data
      When it is <day> at 12:00 where the customer lives
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data

      Examples:
        | driven     | day        |
        | 2026-06-01 | 2026-08-02 |
        | 2026-12-31 | 2027-03-01 |
        | 2027-12-28 | 2028-02-29 |
        | 2026-01-28 | 2026-03-29 |
        | 2026-08-24 | 2026-10-25 |
        | 2027-02-27 | 2027-04-30 |
        | 2026-06-29 | 2026-08-31 |

    Scenario: A trip is shown until the end of its last day in Cayenne, and not any more on the day after
      Given the customer lives in Cayenne
      And the date is 2026-06-02
      And the owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 500 m without the phone
      When it is 2026-08-02 at 23:50 where the customer lives
      And the driver looks at the driving data
      Then the driving data show the trip of 500 m alone in reaction to the look at the driving data
      When it is 2026-08-03 at 00:10 where the customer lives
      And the driver looks at the driving data
      Then the driving data show no trip in reaction to the look at the driving data

    Scenario: Of two trips the older one is not shown any more after two months
      Given the date is 2026-06-01
      And the owner has subscribed to ConnectPack Monitoring
      And the driver has made a trip of 500 m without the phone
      And the date is 2026-07-20
      And the driver has made a trip of 700 m without the phone
      When it is 2026-08-02 at 12:00 where the customer lives
      And the driver looks at the driving data
      Then the driving data show the trip of 700 m alone in reaction to the look at the driving data
