@calls @sos_buttons
Feature: Set of data for the breakdown call
  Each breakdown call carries its set of data with the position, and a case is opened from it (lines 35 and 36).

  @req-BCALL-04 @req-BCALL-07
  Rule: The data set reaches the assistance centre by itself

    Scenario: The assistance centre has the data set
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the data set in reaction to the ASSISTANCE press
      And the data for the breakdown call names the vehicle by its VIN

    Scenario: Without a call the assistance centre has no data
      Given the vehicle is started
      Then the assistance centre has no data for 2 min after the start

  @req-BCALL-06 @req-BCALL-08
  Rule: The data carry the position of the vehicle

    Scenario Outline: The assistance centre has the position <latitude>, <longitude>
      Given the vehicle stands at <latitude>, <longitude>
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of <latitude>, <longitude>

      Examples:
        | latitude  | longitude |
        | 45.764043 | 4.835659  |
        | 69.649205 | 18.955324 |
        | 38.722252 | -9.139337 |

    Scenario: Without satellites the assistance centre has the last known position
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      And no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      When the driver presses the ASSISTANCE button
      Then the data for the breakdown call mark the position as not trusted in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659

  @req-BCALL-05 @req-BCALL-09
  Rule: The assistance centre opens a case with vehicle and position

    Scenario: The case has what the vehicle sent
      Given the vehicle stands at 45.764043, 4.835659
      When the driver presses the ASSISTANCE button
      Then the case of the assistance centre has the data set in reaction to the ASSISTANCE press
      And the case of the assistance centre names the vehicle by its VIN
      And the position in the case of the assistance centre is within 15 m of 45.764043, 4.835659
