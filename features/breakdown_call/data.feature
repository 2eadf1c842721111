@calls @sos_buttons
Feature: Set of data for the breakdown call
  Each breakdown call carries its set of data with the position, and a case is opened from it (lines 35 and 36).

  @req-BCALL-04 @req-BCALL-07
  Rule: The data set reaches the assistance centre by itself

    Scenario Outline: The assistance centre has the data set of a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the data set in reaction to the ASSISTANCE press
      And the data for the breakdown call names the vehicle by its VIN

      Examples:
        | bus     |
        | started |
        | awake   |
        | asleep  |

    Scenario: The assistance centre has the data set of a second call as of the first
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the data set in reaction to the ASSISTANCE press
      And the data for the breakdown call names the vehicle by its VIN

    Scenario: The assistance centre has the data set of a call after an emergency call
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the data set in reaction to the ASSISTANCE press
      And the data for the breakdown call names the vehicle by its VIN

    Scenario: The assistance centre has the data set of a call after a failure of the supply
      When the supply of the vehicle fails for 30 s
      And 10 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the data set in reaction to the ASSISTANCE press
      And the data for the breakdown call names the vehicle by its VIN

    Scenario: Without a breakdown call the assistance centre has no data
      Given the vehicle is started
      Then the assistance centre has no data for 5 min after the start

  @req-BCALL-06 @req-BCALL-08
  Rule: The data carry the position of the vehicle

    Scenario Outline: The assistance centre has the position <latitude>, <longitude>
      Given the vehicle stands at <latitude>, <longitude>
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of <latitude>, <longitude>

      Examples:
        | latitude   | longitude  |
        | 45.764043  | 4.835659   |
        | 69.649205  | 18.955324  |
        | 38.722252  | -9.139337  |
        | 51.477928  | -0.001545  |
        | 51.477928  | -0.640000  |
        | -0.640000  | 9.400000   |
        | -21.115141 | 55.536384  |
        | 16.265000  | -61.551000 |
        | -54.801900 | -68.303000 |

    Scenario: The assistance centre has the position to which a sleeping vehicle was taken
      Given the vehicle is awake
      And the vehicle stands at 48.860000, 2.350000
      And the vehicle is asleep
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659

    Scenario: The assistance centre has the position of a vehicle that drives
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.791043, 4.835659 in 2 min
      When the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 150 m of 45.791043, 4.835659

    Scenario: The assistance centre has the position of a second call from another place
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the vehicle drives on to 45.791043, 4.835659 and stops there
      And the driver presses the ASSISTANCE button
      Then the assistance centre has the position of the vehicle in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.791043, 4.835659

    Scenario: Without satellites the assistance centre has the last known position
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      And no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      When the driver presses the ASSISTANCE button
      Then the data for the breakdown call mark the position as not trusted in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659

    Scenario: Without satellites the assistance centre has the last known position after half an hour of sleep
      Given the vehicle stands at 45.764043, 4.835659
      And no satellites are received
      When 30 min pass
      And the driver presses the ASSISTANCE button
      Then the data for the breakdown call mark the position as not trusted in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.764043, 4.835659

    Scenario: With satellites again the assistance centre has the present position
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      And no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      And satellites are received again
      When the driver presses the ASSISTANCE button
      Then the data for the breakdown call mark the position as trusted in reaction to the ASSISTANCE press
      And the position in the data for the breakdown call is within 15 m of 45.900000, 4.900000

  @req-BCALL-05 @req-BCALL-09
  Rule: The assistance centre opens a case with vehicle and position

    Scenario Outline: The case of the assistance centre has what a vehicle that is <bus> sent
      Given the vehicle is <bus>
      And the vehicle stands at <latitude>, <longitude>
      When the driver presses the ASSISTANCE button
      Then the case of the assistance centre has the data set in reaction to the ASSISTANCE press
      And the case of the assistance centre names the vehicle by its VIN
      And the position in the case of the assistance centre is within 15 m of <latitude>, <longitude>

      Examples:
        | bus     | latitude  | longitude |
        | started | 45.764043 | 4.835659  |
        | asleep  | 38.722252 | -9.139337 |

    Scenario: The assistance centre opens a case of its own for each call
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the vehicle drives on to 45.791043, 4.835659 and stops there
      And the driver presses the ASSISTANCE button
      Then the case of the assistance centre has the data set in reaction to the ASSISTANCE press
      And the position in the case of the assistance centre is within 15 m of 45.791043, 4.835659
