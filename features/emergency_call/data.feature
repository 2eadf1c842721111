@calls @sos_buttons
Feature: Minimum set of data
  Each emergency call carries the data set, without further action (lines 27 to 51, EN 15722).

  @req-ECALL-07 @req-ECALL-12 @req-ECALL-14
  Rule: The data set reaches the PSAP by itself

    Scenario: The PSAP has the data set of a manual call
      Given the vehicle stands at 48.8049, 2.1204
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set names the vehicle by its VIN
      And the position in the data set is within 15 m of 48.8049, 2.1204

    Scenario: The PSAP has the data set of an automatic call
      Given the vehicle stands at 48.8049, 2.1204
      And the vehicle is started
      When a crash deploys the airbags
      Then the PSAP has the minimum set of data in reaction to the crash
      And the data set names the vehicle by its VIN
      And the position in the data set is within 15 m of 48.8049, 2.1204

    Scenario: The data set is sent again on request, its identifier counted up
      When the driver presses the SOS button
      Then the data set bears the identifier 1 in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP asks for the data set again
      Then the data set bears the identifier 2 in reaction to the request for the data set

  @req-ECALL-09
  Rule: The data set describes the vehicle

    Scenario: The data set names the vehicle
      When the driver presses the SOS button
      Then the data set tells of a passenger car in reaction to the SOS press
      And the data set names the vehicle by its VIN

    @electric
    Scenario: The data set of an electric vehicle tells of its energy
      When the driver presses the SOS button
      Then the data set tells of electric energy alone in reaction to the SOS press

    @hybrid
    Scenario: The data set of a hybrid vehicle tells of its energies
      When the driver presses the SOS button
      Then the data set tells of petrol and electric energy in reaction to the SOS press
      And the data set names the vehicle by its VIN

    @combustion
    Scenario: The data set of a combustion vehicle tells of its energy
      When the driver presses the SOS button
      Then the data set tells of petrol alone in reaction to the SOS press
      And the data set names the vehicle by its VIN

    Scenario: The data set counts nobody when no seat is occupied
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP has the minimum set of data in reaction to the crash
      And the data set counts nobody

    Scenario: The data set counts one occupant
      Given the vehicle is started
      And seat driver is occupied
      When a crash deploys the airbags
      Then the PSAP has the minimum set of data in reaction to the crash
      And the data set counts one occupant

    Scenario: The data set counts five occupants
      Given the vehicle is started
      And seat driver is occupied
      And seat passenger is occupied
      And seat rear left is occupied
      And seat rear middle is occupied
      And seat rear right is occupied
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set counts five occupants

    Scenario: The data set bears the time of the call
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set bears the time of the SOS press on the vehicle's clock

  @req-ECALL-11 @req-ECALL-13
  Rule: The data set carries the position of the vehicle

    Scenario Outline: The data set of a manual call carries the position <latitude>, <longitude>
      Given the vehicle stands at <latitude>, <longitude>
      When the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of <latitude>, <longitude>

      Examples:
        | latitude  | longitude  |
        | 45.764043 | 4.835659   |
        | 69.649205 | 18.955324  |
        | 38.722252 | -9.139337  |
        | 51.477928 | -0.001545  |

    Scenario: The data set of an automatic call carries the position
      Given the vehicle stands at 45.764043, 4.835659
      And the vehicle is started
      When a crash deploys the airbags
      Then the data set marks its position as trusted in reaction to the crash
      And the position in the data set is within 15 m of 45.764043, 4.835659

    Scenario Outline: The data set gives the direction of <heading> degrees
      Given the vehicle is awake
      And the vehicle points to <heading> degrees
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the heading in the data set is within 2 degrees of <heading>

      Examples:
        | heading |
        | 0       |
        | 90      |
        | 271     |

    Scenario Outline: Without satellites <activation> call carries the last known position
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      And no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      When <trigger>
      Then the data set marks its position as not trusted in reaction to <event>
      And the position in the data set is within 15 m of 45.764043, 4.835659

      Examples:
        | activation   | trigger                           | event         |
        | a manual     | the driver presses the SOS button | the SOS press |
        | an automatic | a crash deploys the airbags       | the crash     |

  @req-ECALL-22
  Rule: The data set arrives when nobody can speak

    Scenario: A vehicle with a mute microphone is located
      Given the vehicle stands at 48.8049, 2.1204
      And the vehicle is started
      And the microphone is mute
      When the driver presses the SOS button
      Then the PSAP has acknowledged the data set in reaction to the SOS press
      And the position in the data set is within 15 m of 48.8049, 2.1204
      When an occupant speaks
      Then the PSAP hears nobody for 30 s after the occupant's words
