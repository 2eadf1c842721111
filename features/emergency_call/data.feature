@calls @sos_buttons
Feature: Minimum set of data
  Each emergency call carries the data set, without further action (lines 27 to 51, EN 15722).

  @req-ECALL-07 @req-ECALL-12 @req-ECALL-14
  Rule: The data set reaches the PSAP by itself

    Scenario Outline: The PSAP has the data set of a manual call from a vehicle that is <bus>
      Given the vehicle is <bus>
      And the vehicle stands at 48.8049, 2.1204
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set names the vehicle by its VIN
      And the position in the data set is within 15 m of 48.8049, 2.1204

      Examples:
        | bus     |
        | started |
        | asleep  |

    Scenario: The data set of a call from just west of Greenwich names a longitude west of it
      Given the vehicle stands at 51.477928, -0.640000
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the position in the data set is within 15 m of 51.477928, -0.640000

    Scenario: The PSAP has the data set of an automatic call
      Given the vehicle is started
      And the vehicle stands at 48.8049, 2.1204
      When a crash deploys the airbags
      Then the PSAP has the minimum set of data in reaction to the crash
      And the data set names the vehicle by its VIN
      And the position in the data set is within 15 m of 48.8049, 2.1204

    @airbags_when_off
    Scenario: The PSAP has the data set of an automatic call from a sleeping vehicle
      Given the vehicle is asleep
      And the vehicle stands at 48.8049, 2.1204
      When a crash deploys the airbags
      Then the PSAP has the minimum set of data in reaction to the crash
      And the data set names the vehicle by its VIN
      And the position in the data set is within 15 m of 48.8049, 2.1204

    Scenario Outline: The PSAP has the data set of <next> after that of <event>
      Given the vehicle is started
      And the vehicle stands at 48.8049, 2.1204
      When <first>
      Then the PSAP and the vehicle are in voice contact in reaction to <event>
      When the PSAP hangs up
      And <second>
      Then the PSAP has the minimum set of data in reaction to <next>
      And the data set names the vehicle by its VIN

      Examples:
        | first                             | event         | second                            | next          |
        | the driver presses the SOS button | the SOS press | the driver presses the SOS button | the SOS press |
        | a crash deploys the airbags       | the crash     | the driver presses the SOS button | the SOS press |
        | the driver presses the SOS button | the SOS press | a crash deploys the airbags       | the crash     |

    Scenario: The PSAP has the data set of a call during a breakdown call
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set names the vehicle by its VIN

    Scenario: The data set is sent again on each request, its identifier counted up
      When the driver presses the SOS button
      Then the data set bears the identifier 1 in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP asks for the data set again
      Then the data set bears the identifier 2 in reaction to the request for the data set
      When 10 min pass
      And the PSAP asks for the data set again
      Then the data set bears the identifier 3 in reaction to the request for the data set

  @req-ECALL-09
  Rule: The data set describes the vehicle

    @electric
    Scenario: The data set of an electric vehicle tells of its class and energy
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set tells of the vehicle's class and energies
      And the data set names the vehicle by its VIN

    @hybrid
    Scenario: The data set of a hybrid vehicle tells of its class and energies
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set tells of the vehicle's class and energies
      And the data set names the vehicle by its VIN

    @combustion
    Scenario: The data set of a combustion vehicle tells of its class and energy
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set tells of the vehicle's class and energies
      And the data set names the vehicle by its VIN

    Scenario Outline: The data set of the call of <event> counts nobody when no seat is occupied
      Given the vehicle is started
      When <trigger>
      Then the PSAP has the minimum set of data in reaction to <event>
      And the data set counts nobody

      Examples:
        | trigger                           | event         |
        | the driver presses the SOS button | the SOS press |
        | a crash deploys the airbags       | the crash     |

    Scenario Outline: The data set counts the occupant of seat <seat>
      Given the vehicle is started
      And seat <seat> is occupied
      When <trigger>
      Then the PSAP has the minimum set of data in reaction to <event>
      And the data set counts one occupant

      Examples:
        | seat        | trigger                           | event         |
        | driver      | a crash deploys the airbags       | the crash     |
        | passenger   | the driver presses the SOS button | the SOS press |
        | rear left   | a crash deploys the airbags       | the crash     |
        | rear middle | the driver presses the SOS button | the SOS press |
        | rear right  | a crash deploys the airbags       | the crash     |

    Scenario Outline: The data set of the call of <event> counts five occupants
      Given the vehicle is started
      And seat driver is occupied
      And seat passenger is occupied
      And seat rear left is occupied
      And seat rear middle is occupied
      And seat rear right is occupied
      When <trigger>
      Then the PSAP has the minimum set of data in reaction to <event>
      And the data set counts five occupants

      Examples:
        | trigger                           | event         |
        | the driver presses the SOS button | the SOS press |
        | a crash deploys the airbags       | the crash     |

    Scenario: The data set counts two occupants, and three in the next call
      Given the vehicle is started
      And seat driver is occupied
      And seat rear right is occupied
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set counts two occupants
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      Given seat passenger is occupied
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set counts three occupants

    Scenario: The data set no longer counts an occupant who has left
      Given the vehicle is started
      And seat driver is occupied
      And seat passenger is occupied
      And seat passenger is empty
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set counts one occupant

    Scenario Outline: The data set of a vehicle that is <bus> bears the time of the call
      Given the vehicle is <bus>
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the data set bears the time of the SOS press on the vehicle's clock

      Examples:
        | bus     |
        | started |
        | awake   |

    Scenario: The data set of a second call bears the time of that call
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When 10 min pass
      And the PSAP hangs up
      And the driver presses the SOS button
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

    Scenario Outline: The data set of an automatic call carries the position <latitude>, <longitude>
      Given the vehicle is started
      And the vehicle stands at <latitude>, <longitude>
      When a crash deploys the airbags
      Then the data set marks its position as trusted in reaction to the crash
      And the position in the data set is within 15 m of <latitude>, <longitude>

      Examples:
        | latitude   | longitude  |
        | 45.764043  | 4.835659   |
        | 16.265000  | -61.551000 |
        | -0.640000  | -0.640000  |

    @intermediate_mode
    Scenario: The data set carries the position to which a vehicle in intermediate mode was taken
      Given the vehicle stands at 48.860000, 2.350000
      And the vehicle is in intermediate mode
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 45.764043, 4.835659

    Scenario: The data set carries the position to which a sleeping vehicle was taken
      Given the vehicle is awake
      And the vehicle stands at 48.860000, 2.350000
      And the vehicle is asleep
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 45.764043, 4.835659

    Scenario Outline: The data set of the call of <event> carries the position of a vehicle that drives
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.791043, 4.835659 in 2 min
      When <trigger>
      Then the PSAP has the minimum set of data in reaction to <event>
      And the position in the data set is within 150 m of 45.791043, 4.835659

      Examples:
        | trigger                           | event         |
        | the driver presses the SOS button | the SOS press |
        | a crash deploys the airbags       | the crash     |

    Scenario Outline: The data set of a second call, by <event>, carries the position to which the vehicle has driven
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the vehicle drives on to 45.791043, 4.835659 and stops there
      And <trigger>
      Then the data set marks its position as trusted in reaction to <event>
      And the position in the data set is within 15 m of 45.791043, 4.835659

      Examples:
        | trigger                           | event         |
        | the driver presses the SOS button | the SOS press |
        | a crash deploys the airbags       | the crash     |

    @req-ECALL-09
    Scenario Outline: The data set of the call of <event> out of a breakdown call describes and locates the vehicle
      Given the vehicle is started
      And seat driver is occupied
      And the vehicle stands at -0.640000, 9.400000
      And the vehicle points to 180 degrees
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the vehicle drives on to 38.722252, -9.139337 and stops there
      And <trigger>
      Then the data set marks its position as trusted in reaction to <event>
      And the position in the data set is within 15 m of 38.722252, -9.139337
      And the heading in the data set is within 2 degrees of 180
      And the data set counts one occupant
      And the data set tells of the vehicle's class and energies
      And the data set bears the time of <event> on the vehicle's clock

      Examples:
        | trigger                           | event         |
        | the driver presses the SOS button | the SOS press |
        | a crash deploys the airbags       | the crash     |

    Scenario: The data set that is asked for again carries the position to which the vehicle has driven
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the vehicle drives on to 45.791043, 4.835659 and stops there
      And the PSAP asks for the data set again
      Then the data set bears the identifier 2 in reaction to the request for the data set
      And the position in the data set is within 15 m of 45.791043, 4.835659

    Scenario Outline: The data set gives the direction of <heading> degrees
      Given the vehicle is awake
      And the vehicle points to <heading> degrees
      When the driver presses the SOS button
      Then the PSAP has the minimum set of data in reaction to the SOS press
      And the heading in the data set is within 2 degrees of <heading>

      Examples:
        | heading |
        | 0       |
        | 45      |
        | 90      |
        | 180     |
        | 271     |
        | 359     |

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

    Scenario: Without satellites a call after half an hour of sleep carries the last known position
      Given the vehicle stands at 45.764043, 4.835659
      And no satellites are received
      When 30 min pass
      And the driver presses the SOS button
      Then the data set marks its position as not trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 45.764043, 4.835659

    Scenario: With satellites again the data set carries the present position
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      And no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      And satellites are received again
      When the driver presses the SOS button
      Then the data set marks its position as trusted in reaction to the SOS press
      And the position in the data set is within 15 m of 45.900000, 4.900000

  @req-ECALL-22
  Rule: The data set arrives when nobody can speak

    Scenario Outline: The data set of <event> locates a vehicle that is <bus> and has a mute microphone
      Given the vehicle is <bus>
      And the vehicle stands at 45.764043, 4.835659
      And the microphone is mute
      When <trigger>
      Then the PSAP has acknowledged the data set in reaction to <event>
      And the position in the data set is within 15 m of 45.764043, 4.835659
      And the PSAP and the vehicle are in voice contact in reaction to <event> and stay so for 5 min
      When an occupant speaks
      Then the PSAP hears nobody for 30 s after the occupant's words

      Examples:
        | bus     | trigger                           | event         |
        | started | the driver presses the SOS button | the SOS press |
        | asleep  | the driver presses the SOS button | the SOS press |
        | started | a crash deploys the airbags       | the crash     |

    Scenario: The data set of a second call locates a vehicle whose microphone is still mute
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      And the microphone is mute
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the PSAP has acknowledged the data set in reaction to the SOS press
      And the position in the data set is within 15 m of 45.764043, 4.835659

    @airbags_when_off
    Scenario: The data set of a crash locates a vehicle with the ignition off that has a mute microphone
      Given the vehicle is asleep
      And the vehicle stands at 45.764043, 4.835659
      And the microphone is mute
      When a crash deploys the airbags
      Then the PSAP has acknowledged the data set in reaction to the crash
      And the position in the data set is within 15 m of 45.764043, 4.835659

    Scenario: A vehicle whose occupants speak and are not understood is located
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      When an occupant speaks
      And the driver presses the SOS button
      Then the PSAP has acknowledged the data set in reaction to the SOS press
      And the position in the data set is within 15 m of 45.764043, 4.835659
