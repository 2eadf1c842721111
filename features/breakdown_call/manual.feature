@calls @sos_buttons
Feature: Breakdown call
  The black service button calls the assistance centre, and nothing else does (lines 22 to 36).

  @req-BCALL-02 @req-BCALL-03
  Rule: A press of the ASSISTANCE button opens a voice call to the assistance centre

    Scenario Outline: The ASSISTANCE button of a vehicle that is <bus> opens a voice call
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for <length>

      Examples:
        | bus     | length |
        | awake   | 15 min |
        | asleep  | 15 min |
        | started | 15 min |

    Scenario: The ASSISTANCE button of a vehicle on the road opens a voice call
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.766743, 4.835659 in 10 s
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s

    Scenario Outline: A breakdown call goes on when <what>
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When <meanwhile>
      And 5 min pass
      Then the assistance centre and the vehicle stay in voice contact for 5 min after the start of the wait

      Examples:
        | what                              | meanwhile                                             |
        | the driver turns the ignition off | the driver turns the ignition off                     |
        | the driver unlocks the vehicle    | the driver unlocks the vehicle with the key           |
        | an occupant speaks                | an occupant speaks                                    |
        | the agent speaks                  | the agent of the assistance centre says "where are you" |
        | the driver orders a lock          | the driver orders a lock from the app                 |

      @rechargeable
      Examples:
        | what                              | meanwhile                                             |
        | the battery is charged            | the vehicle is plugged into a regular station         |

    Scenario Outline: The ASSISTANCE button opens a voice call when <state>
      Given <state>
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s

      Examples:
        | state                                           |
        | the ignition is on                              |
        | the subscription to connected services is ended |

    @rechargeable @req-BCALL-10
    Scenario: The ASSISTANCE button of a vehicle that is charged and pre-conditioned opens a voice call
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 5 min
      And no emergency call is placed for 5 min after the ASSISTANCE press

    Scenario: The ASSISTANCE button of a vehicle that has slept for 80 h by the calendar calls the assistance centre
      Given the vehicle is asleep
      When 80 h pass by the calendar
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

    Scenario Outline: A press of the ASSISTANCE button for <length> calls from a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button for <length>
      Then the assistance centre is called in reaction to the ASSISTANCE press

      Examples:
        | length | bus     |
        | 0.3 s  | started |
        | 0.3 s  | asleep  |
        | 2.5 s  | started |
        | 10 s   | asleep  |

    Scenario Outline: A press of the ASSISTANCE button for 0.1 s calls nobody from a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button for 0.1 s
      Then no breakdown call is placed for 15 min after the ASSISTANCE press

      Examples:
        | bus     |
        | started |
        | asleep  |

    Scenario: The ASSISTANCE button calls again after a call that the centre has ended
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And 20 min pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s

    Scenario: The ASSISTANCE button calls after a press that found no network
      Given the vehicle has no mobile network coverage
      When the driver presses the ASSISTANCE button
      And 2 min pass
      And the network comes back
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s

    Scenario Outline: The ASSISTANCE button calls after an emergency call of <event> that the PSAP has ended
      Given the vehicle is started
      When <trigger>
      Then the PSAP and the vehicle are in voice contact in reaction to <event>
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s

      Examples:
        | trigger                           | event         |
        | the driver presses the SOS button | the SOS press |
        | a crash deploys the airbags       | the crash     |

    Scenario: The ASSISTANCE button calls after an emergency call that a second press has hung up
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      And 30 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s

    @double_push
    Scenario: The ASSISTANCE button calls after a change of mode that an emergency call broke off
      Given the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And 2 min pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

    @double_push @private_mode @req-ECALL-05
    Scenario: The ASSISTANCE button and then the SOS button call after a change of mode that was confirmed
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When the driver presses the ASSISTANCE button 1 s after the end of the first prompt to confirm
      Then the vehicle is in geolocated mode in reaction to the confirmation and stays so for 60 s
      When the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press

    @double_push
    Scenario: The ASSISTANCE button calls after a change of mode that was not confirmed
      Given the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then the first prompt is heard within 3 s of the double-push
      When 2 min pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre is called in reaction to the ASSISTANCE press

    Scenario Outline: The words of the centre's agent are heard in a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the agent of the assistance centre says "where are you"
      Then "where are you" is heard in the vehicle in reaction to the agent's words and not again for 10 s
      When 3 min pass
      And the agent of the assistance centre says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words and not again for 10 s

      Examples:
        | bus     |
        | started |
        | asleep  |

    Scenario: The assistance centre hears the occupants whenever they speak
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words and stays so for 5 min
      When the occupant falls silent
      Then the assistance centre hears nobody in reaction to the occupant's silence and stays so for 5 min
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words

    Scenario: Vehicle and assistance centre hear each other at the same time
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When an occupant speaks
      Then the assistance centre hears the occupant in reaction to the occupant's words
      When the agent of the assistance centre says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words
      And the assistance centre hears the occupant for 30 s after the agent's words

    Scenario: The ASSISTANCE button calls after a press that was too short
      When the driver presses the ASSISTANCE button for 0.1 s
      And 10 s pass
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s

    Scenario: It is reported whether a second press ends the breakdown call
      When the driver presses the ASSISTANCE button
      And the driver presses the ASSISTANCE button again 10 s after releasing it
      Then it is reported when the breakdown call is ended within 60 s of the second press

  @req-BCALL-01
  Rule: Only the ASSISTANCE button places a breakdown call

    Scenario Outline: An SOS press for <length> places no breakdown call from a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the SOS button for <length>
      Then no breakdown call is placed for 5 min after the SOS press

      Examples:
        | length | bus     |
        | 0.1 s  | started |
        | 0.5 s  | started |
        | 0.5 s  | asleep  |
        | 10 s   | started |

    Scenario: An SOS call that a second press hangs up is followed by no breakdown call
      Given the vehicle is asleep
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then no breakdown call is placed for 15 min after the SOS press

    Scenario: An emergency call that the PSAP has ended is followed by no breakdown call
      Given the vehicle is asleep
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      Then no breakdown call is placed for 15 min after the SOS press

    Scenario Outline: A breakdown call that an emergency call of <event> has ended is not placed again
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When <trigger>
      Then the PSAP and the vehicle are in voice contact in reaction to <event>
      When the PSAP hangs up
      Then no breakdown call is placed from 60 s to 20 min after <event>

      Examples:
        | trigger                           | event         |
        | the driver presses the SOS button | the SOS press |
        | a crash deploys the airbags       | the crash     |

    Scenario Outline: A crash that <crash> places no breakdown call from a vehicle that is <state>
      Given the vehicle is <state>
      When a crash <crash>
      Then no breakdown call is placed for 5 min after the crash

      Examples:
        | crash                                            | state   |
        | deploys the airbags                              | started |
        | fires the pre-tensioners                         | started |
        | deploys the airbags and fires the pre-tensioners | started |
        | deploys the airbags                              | asleep  |
        | fires the pre-tensioners                         | asleep  |

    @double_push
    Scenario: A change of mode that is not confirmed places no breakdown call
      Given the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      Then no breakdown call is placed for 15 min after the double-push

    Scenario Outline: No breakdown call is placed when <what>
      Given the vehicle is <bus>
      When <trigger>
      And 5 min pass
      Then no breakdown call is placed for 5 min after the start of the wait

      Examples:
        | what                             | bus     | trigger                                     |
        | the driver unlocks the vehicle   | asleep  | the driver unlocks the vehicle with the key |
        | the driver turns the ignition on | asleep  | the driver turns the ignition on            |
        | the driver stops the engine      | started | the driver turns the ignition off           |
        | the driver orders a lock         | asleep  | the driver orders a lock from the app       |
        | the driver orders the lights     | asleep  | the driver orders the lights from the app   |
        | the driver orders the horn       | asleep  | the driver orders the horn from the app     |
        | an occupant speaks               | started | an occupant speaks                          |
        | the network comes back           | started | the vehicle loses the network for 10 s      |
        | the supply comes back            | asleep  | the supply of the vehicle fails for 30 s    |
        | the driver refreshes the home page | asleep | the driver refreshes the home page by sliding it down |

      @rechargeable
      Examples:
        | what                             | bus     | trigger                                     |
        | the vehicle is plugged in        | asleep  | the vehicle is plugged into a regular station |
        | the driver orders pre-conditioning | asleep | the driver orders pre-conditioning from the app |

    Scenario: Without a press of the ASSISTANCE button no breakdown call is placed
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.773043, 4.835659 in 30 s
      Then no breakdown call is placed for 5 min after the start

  @req-BCALL-10
  Rule: The ASSISTANCE button is an input of its own

    Scenario: The ASSISTANCE button is black
      Given the vehicle is awake
      Then the ASSISTANCE button is black

    Scenario Outline: An ASSISTANCE press for <length> calls the assistance centre and not the PSAP from a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button for <length>
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And no emergency call is placed for 5 min after the ASSISTANCE press

      Examples:
        | bus     | length |
        | started | 0.5 s  |
        | asleep  | 0.5 s  |
        | started | 10 s   |

    Scenario: The ASSISTANCE button calls the assistance centre and not the PSAP at its second press too
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press and stay so for 60 s
      And no emergency call is placed for 5 min after the ASSISTANCE press
