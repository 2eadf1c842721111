@calls @sos_buttons
Feature: The PSAP that a call reaches
  Where a call goes, who speaks there and who is sent is the world's model, not the vehicle's (AMB-05); what the
  vehicle gives for it is judged with it: category, country, position and data (lines 29 to 54).

  @req-ECALL-10
  Rule: The PSAP opens a case for the dispatch from the data set

    Scenario Outline: The PSAP has a case with the data set of the call of <event> from a vehicle that is <bus>
      Given the vehicle is <bus>
      And the vehicle stands at 45.764043, 4.835659
      When <trigger>
      Then the PSAP has a case with the data set in reaction to <event>
      And the case of the PSAP names the vehicle by its VIN
      And the position in the case of the PSAP is within 15 m of 45.764043, 4.835659

      Examples:
        | bus     | trigger                           | event         |
        | started | the driver presses the SOS button | the SOS press |
        | asleep  | the driver presses the SOS button | the SOS press |
        | started | a crash deploys the airbags       | the crash     |

    Scenario: The PSAP has a case of its own for a second call
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the vehicle drives on to 45.791043, 4.835659 and stops there
      And the driver presses the SOS button
      Then the PSAP has a case with the data set in reaction to the SOS press
      And the position in the case of the PSAP is within 15 m of 45.791043, 4.835659

  @req-ECALL-23
  Rule: Rescue forces are sent to the position of the vehicle when nobody can speak

    Scenario Outline: The rescue forces go to the position in the data set of <event> when the microphone is <microphone>
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      And the microphone is <microphone>
      When <trigger>
      Then the rescue forces are sent in reaction to <event>
      And the destination of the rescue forces is within 15 m of 45.764043, 4.835659

      Examples:
        | microphone | trigger                           | event         |
        | mute       | the driver presses the SOS button | the SOS press |
        | mute       | a crash deploys the airbags       | the crash     |
        | connected  | a crash deploys the airbags       | the crash     |

    Scenario: The rescue forces go to the last known position when there are no satellites
      Given the vehicle is started
      And the vehicle stands at 45.764043, 4.835659
      And no satellites are received
      And the vehicle stands at 45.900000, 4.900000
      And the microphone is mute
      When the driver presses the SOS button
      Then the rescue forces are sent in reaction to the SOS press
      And the destination of the rescue forces is within 15 m of 45.764043, 4.835659

    Scenario: Without an emergency call no rescue forces are sent
      Given the vehicle stands at 45.764043, 4.835659
      When the driver presses the ASSISTANCE button
      Then no rescue forces are sent for 5 min after the ASSISTANCE press

  @req-ECALL-25
  Rule: The call serves emergencies and nothing else

    Scenario Outline: A call for <purpose> is served
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      And the case bears the emergency category in reaction to the SOS press
      When the occupants tell the PSAP of <purpose>
      Then the rescue forces are sent in reaction to the occupants' word

      Examples:
        | purpose                      |
        | an accident                  |
        | a medical emergency          |
        | a life-threatening situation |

    Scenario: A call for a wish for advice is not served
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the occupants tell the PSAP of a wish for advice
      Then the call is not served in reaction to the occupants' word
      And no rescue forces are sent for 15 min after the occupants' word

    Scenario: A call for an accident is served after one that was not
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the occupants tell the PSAP of a wish for advice
      Then the call is not served in reaction to the occupants' word
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      And the case bears the emergency category in reaction to the SOS press
      When the occupants tell the PSAP of an accident
      Then the rescue forces are sent in reaction to the occupants' word

    Scenario: The call of a crash bears the emergency category
      Given the vehicle is started
      When a crash deploys the airbags
      Then the case bears the emergency category in reaction to the crash

  @req-ECALL-20
  Rule: The call is taken to the nearest PSAP within the country

    Scenario Outline: A call from <place> is taken to the PSAP of <town>
      Given the vehicle stands at <latitude>, <longitude>
      And the vehicle is in the mobile network of country code <code>
      When the driver presses the SOS button
      Then the call is taken to the PSAP of <town> in reaction to the SOS press
      And the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP has the minimum set of data in reaction to the SOS press
      And the position in the data set is within 15 m of <latitude>, <longitude>

      Examples:
        | place      | latitude | longitude | code | town       |
        | Versailles | 48.8049  | 2.1204    | 208  | Paris      |
        | Arcachon   | 44.6522  | -1.1784   | 208  | Bordeaux   |
        | Nice       | 43.7102  | 7.2620    | 208  | Marseille  |
        | Chambéry   | 45.5646  | 5.9178    | 208  | Lyon       |
        | Colmar     | 48.0794  | 7.3585    | 208  | Strasbourg |
        | Kehl       | 48.5730  | 7.8150    | 262  | Freiburg   |
        | Inverness  | 57.4778  | -4.2247   | 234  | Edinburgh  |
        | Balzers    | 47.0657  | 9.5026    | 295  | Vaduz      |
        | Akureyri   | 65.6885  | -18.1262  | 274  | Reykjavik  |

    Scenario: A second call from another town is taken to the PSAP of that town
      Given the vehicle is started
      And the vehicle stands at 48.8049, 2.1204
      When the driver presses the SOS button
      Then the call is taken to the PSAP of Paris in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the vehicle drives on to 45.764043, 4.835659 and stops there
      And the driver presses the SOS button
      Then the call is taken to the PSAP of Lyon in reaction to the SOS press

    Scenario: The call of a crash is taken to the nearest PSAP
      Given the vehicle is started
      And the vehicle stands at 43.7102, 7.2620
      When a crash deploys the airbags
      Then the call is taken to the PSAP of Marseille in reaction to the crash
      And the network takes a 112 call to the PSAP in reaction to the crash

  @req-ECALL-21
  Rule: The agent talks the local language

    Scenario Outline: The agent talks <language> to a vehicle in <place>
      Given the vehicle stands at <latitude>, <longitude>
      And the vehicle is in the mobile network of country code <code>
      When the driver presses the SOS button
      Then the agent of the PSAP talks <language> in reaction to the SOS press

      Examples:
        | place     | latitude | longitude | code | language  |
        | Lille     | 50.6292  | 3.0573    | 208  | French    |
        | Breda     | 51.5719  | 4.7683    | 204  | Dutch     |
        | Linz      | 48.3069  | 14.2858   | 232  | German    |
        | Lausanne  | 46.5197  | 6.6323    | 228  | French    |
        | Bellinzona | 46.1946 | 9.0244    | 228  | Italian   |
        | Galway    | 53.2707  | -9.0568   | 272  | English   |
        | Patras    | 38.2466  | 21.7346   | 202  | Greek     |
        | Lodz      | 51.7592  | 19.4560   | 260  | Polish    |
        | Turku     | 60.4518  | 22.2666   | 244  | Finnish   |
        | Bodø      | 67.2804  | 14.4049   | 242  | Norwegian |
        | Selfoss   | 63.9331  | -20.9971  | 274  | Icelandic |

  @req-ECALL-24
  Rule: The agent can be spoken to in English

    Scenario Outline: The agent offers English to a vehicle in <place>
      Given the vehicle stands at <latitude>, <longitude>
      And the vehicle is in the mobile network of country code <code>
      When the driver presses the SOS button
      Then the agent of the PSAP offers English in reaction to the SOS press

      Examples:
        | place  | latitude | longitude | code |
        | Lille  | 50.6292  | 3.0573    | 208  |
        | Linz   | 48.3069  | 14.2858   | 232  |
        | Galway | 53.2707  | -9.0568   | 272  |
