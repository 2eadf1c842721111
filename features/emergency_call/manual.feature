@calls @sos_buttons
Feature: Emergency call by the SOS button
  The red SOS button calls the PSAP (lines 22 to 42).

  @req-ECALL-05 @req-ECALL-08
  Rule: A press of the SOS button sets up an emergency call

    @smoke
    Scenario: The SOS button of a vehicle that is started calls the PSAP
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press

    Scenario Outline: The SOS button of a vehicle with the ignition off that is <bus> calls the PSAP
      Given the vehicle is <bus>
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press

      Examples:
        | bus    |
        | awake  |
        | asleep |

    Scenario: The SOS button of a vehicle on the road calls the PSAP
      Given the vehicle is started
      And the vehicle drives from 45.764043, 4.835659 to 45.766743, 4.835659 in 10 s
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press

    Scenario Outline: The SOS button calls the PSAP when <state>
      Given <state>
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press

      Examples:
        | state                                           |
        | the ignition is on                              |
        | the subscription to connected services is ended |

    @rechargeable @req-ECALL-03 @req-ECALL-18
    Scenario: The SOS button of a vehicle that is charged and pre-conditioned calls the PSAP
      Given the vehicle is plugged into a regular station
      And charging is running
      And pre-conditioning is running
      When the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 5 min
      And no breakdown call is placed for 5 min after the SOS press

    Scenario: The SOS button of a vehicle that has slept for 80 h by the calendar calls the PSAP
      Given the vehicle is asleep
      When 80 h pass by the calendar
      And the driver presses the SOS button
      Then the PSAP is called in reaction to the SOS press

    Scenario Outline: A press of the SOS button for <length> sets up a call in a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the SOS button for <length>
      Then the PSAP is called in reaction to the SOS press

      Examples:
        | length | bus     |
        | 0.3 s  | started |
        | 0.3 s  | asleep  |
        | 2.5 s  | started |
        | 10 s   | asleep  |
        | 60 s   | started |

    Scenario Outline: A press of the SOS button for 0.1 s sets up no call in a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the SOS button for 0.1 s
      Then no emergency call is placed for 15 min after the SOS press

      Examples:
        | bus     |
        | started |
        | asleep  |

    Scenario: The SOS button calls after a press that was too short
      Given the vehicle is started
      When the driver presses the SOS button for 0.1 s
      And 10 s pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s

    Scenario: The SOS button calls again after a call that the PSAP has ended
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And 20 min pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s

    Scenario Outline: The SOS button of a vehicle that is <bus> calls <pause> after a second press has hung up
      Given the vehicle is <bus>
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      And <pause> pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 2 min
      And the data set tells of a manual activation

      Examples:
        | bus     | pause  |
        | started | 15 s   |
        | asleep  | 15 s   |
        | asleep  | 20 min |

    Scenario: The SOS button sets up a manual call after an automatic one
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the data set tells of a manual activation in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s

    @req-ECALL-15 @req-ECALL-16
    Scenario Outline: The SOS button sets up an emergency call of its own in a breakdown call <stage>
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      And <pause> pass
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the data set tells of a manual activation in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      And the assistance centre hears nobody for 10 s after the occupant's words
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press

      Examples:
        | stage                  | pause |
        | that is being dialled  | 0.5 s |
        | that is under way      | 20 s  |

    Scenario: Without a press of the SOS button no emergency call is placed
      Given the vehicle is started
      Then no emergency call is placed for 5 min after the start

    Scenario Outline: No emergency call is placed when <what>
      Given <given>
      When <trigger>
      And 5 min pass
      Then no emergency call is placed for 5 min after the start of the wait

      Examples:
        | what                            | given                  | trigger                                   |
        | the driver unlocks the vehicle  | the vehicle is asleep  | the driver unlocks the vehicle with the key |
        | the driver turns the ignition on | the vehicle is asleep | the driver turns the ignition on          |
        | the driver stops the engine     | the vehicle is started | the driver turns the ignition off         |
        | the driver orders the horn      | the vehicle is asleep  | the driver orders the horn from the app   |
        | an occupant speaks              | the vehicle is started | an occupant speaks                        |

  @req-ECALL-03
  Rule: The SOS button is an input of its own

    Scenario: The SOS button is red
      Given the vehicle is awake
      Then the SOS button is red

    Scenario Outline: An SOS press for <length> calls the PSAP and not the assistance centre from a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the SOS button for <length>
      Then the PSAP is called in reaction to the SOS press
      And no breakdown call is placed for 5 min after the SOS press

      Examples:
        | bus     | length |
        | started | 0.5 s  |
        | asleep  | 0.5 s  |
        | started | 10 s   |

    Scenario Outline: An ASSISTANCE press for <length> does not call the PSAP from a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the ASSISTANCE button for <length>
      Then the assistance centre is called in reaction to the ASSISTANCE press
      And no emergency call is placed for 5 min after the ASSISTANCE press

      Examples:
        | bus     | length |
        | started | 0.5 s  |
        | asleep  | 0.5 s  |
        | started | 10 s   |

    Scenario: The two buttons stay inputs of their own from call to call
      Given the vehicle is started
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the assistance centre hangs up
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      And no breakdown call is placed for 5 min after the SOS press

  @req-ECALL-15
  Rule: The SOS button places a call of the emergency category

    Scenario Outline: The call of the SOS button of a vehicle that is <bus> is a 112 call
      Given the vehicle is <bus>
      When the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press

      Examples:
        | bus     |
        | started |
        | asleep  |

    Scenario: The call of the SOS button is a 112 call in Britain too
      Given the vehicle stands at 53.4808, -2.2426
      And the vehicle is in the mobile network of country code 234
      When the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press

    Scenario: A second call of the SOS button is a 112 call like the first
      When the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the SOS button
      Then the network takes a 112 call to the PSAP in reaction to the SOS press

    Scenario: The call of the ASSISTANCE button is no 112 call
      When the driver presses the ASSISTANCE button
      Then the network takes no 112 call to the PSAP for 15 min after the ASSISTANCE press

  @req-ECALL-17
  Rule: A second press directly after the first hangs up

    Scenario Outline: A second press <delay> after the release of the first hangs up in a vehicle that is <bus>
      Given the vehicle is <bus>
      When the driver presses the SOS button
      And the driver presses the SOS button again <delay> after releasing it
      Then the vehicle is in no call from 10 s to <watched> after the second press
      And neither the PSAP nor the assistance centre has a call from 60 s to <watched> after the second press

      Examples:
        | delay | bus     | watched |
        | 0.5 s | started | 5 min   |
        | 1.5 s | started | 15 min  |
        | 2.9 s | started | 5 min   |
        | 0.5 s | asleep  | 15 min  |
        | 2.9 s | asleep  | 90 min  |
        | 1.5 s | awake   | 15 min  |
        | 0.2 s | started | 5 min   |

    @rechargeable
    Scenario: A second press hangs up the call of a vehicle with the ignition on that is charged
      Given the vehicle is plugged into a regular station
      And charging is running
      And the ignition is on
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 5 min after the second press

    Scenario Outline: A second press for <second> hangs up the call of a first one for <first>
      Given the vehicle is started
      When the driver presses the SOS button for <first>
      And the driver presses the SOS button again for <second>, 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 5 min after the second press

      Examples:
        | first | second |
        | 0.3 s | 0.3 s  |
        | 0.5 s | 4 s    |
        | 2.5 s | 0.5 s  |

    Scenario: A second press hangs up the second call as it does the first
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      And 30 s pass
      And the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 15 min after the second press
      And neither the PSAP nor the assistance centre has a call from 60 s to 15 min after the second press

    Scenario: A second press hangs up the call that comes after one that the PSAP has ended
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 15 min after the second press

    Scenario: A second press hangs up the call that comes after an automatic one
      Given the vehicle is started
      When a crash deploys the airbags
      Then the PSAP and the vehicle are in voice contact in reaction to the crash
      When the PSAP hangs up
      And the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then the vehicle is in no call from 10 s to 15 min after the second press

    Scenario: A second press leaves no call of an SOS press during a breakdown call
      When the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      Then no emergency call is placed from 10 s to 15 min after the second press

    Scenario: A call that a second press has hung up without coverage is not placed when coverage comes back
      Given the vehicle has no mobile network coverage
      When the driver presses the SOS button
      And the driver presses the SOS button again 1.5 s after releasing it
      And 30 s pass
      And the network comes back
      Then the vehicle is in no call for 15 min after the return of the network

    Scenario Outline: It is reported whether a second press <delay> after the release of the first ends the call
      Given the vehicle is started
      When the driver presses the SOS button
      And the driver presses the SOS button again <delay> after releasing it
      Then it is reported when the emergency call is ended within 60 s of the second press

      Examples:
        | delay |
        | 3.5 s |
        | 30 s  |

  @req-ECALL-16
  Rule: Vehicle and PSAP hear each other

    Scenario Outline: The words of the PSAP's agent are heard in the vehicle in the call of <event>
      Given the vehicle is <bus>
      When <trigger>
      Then the PSAP and the vehicle are in voice contact in reaction to <event>
      When the agent of the PSAP says "where are you"
      Then "where are you" is heard in the vehicle in reaction to the agent's words and not again for 10 s
      When 3 min pass
      And the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words and not again for 10 s

      Examples:
        | bus     | trigger                           | event         |
        | started | the driver presses the SOS button | the SOS press |
        | started | a crash deploys the airbags       | the crash     |

    Scenario: PSAP and occupants hear each other in a vehicle on which a phone is projected
      Given the vehicle is started
      When the driver plugs in a phone with CarPlay
      And 5 s pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words and not again for 10 s
      And the PSAP and the vehicle stay in voice contact for 60 s after the start of the voice contact

    Scenario: The words of the PSAP's agent are heard in a vehicle that called out of its sleep
      Given the vehicle is asleep
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words

    Scenario Outline: The PSAP hears the occupants whenever they speak in the call of <event>
      Given the vehicle is <bus>
      When <trigger>
      Then the PSAP and the vehicle are in voice contact in reaction to <event>
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words and stays so for 2 min
      When the occupant falls silent
      Then the PSAP hears nobody in reaction to the occupant's silence and stays so for 5 min
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words

      Examples:
        | bus     | trigger                           | event         |
        | started | the driver presses the SOS button | the SOS press |
        | started | a crash deploys the airbags       | the crash     |

    Scenario: Vehicle and PSAP hear each other at the same time
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words
      And the PSAP hears the occupant for 30 s after the agent's words

    Scenario Outline: Vehicle and PSAP hear each other again after <what>
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When <first>
      And <then>
      Then the PSAP and the vehicle are in voice contact in reaction to <event>
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words

      Examples:
        | what                  | first              | then                                | event                     |
        | a loss of the network | 1 s pass           | the vehicle loses the network for 10 s | the return of the network |
        | a call back           | the PSAP hangs up  | the PSAP calls back                 | the call back             |

    Scenario: Vehicle and PSAP hear each other again after the data set was asked for again
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP asks for the data set again
      Then the data set bears the identifier 2 in reaction to the request for the data set
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words
      When the agent of the PSAP says "help is on the way"
      Then "help is on the way" is heard in the vehicle in reaction to the agent's words

    Scenario Outline: Occupants of a vehicle that is <bus> who speak already are heard at the PSAP
      Given the vehicle is <bus>
      When an occupant speaks
      And the driver presses the SOS button
      Then the PSAP hears the occupant in reaction to the SOS press and stays so for 2 min

      Examples:
        | bus     |
        | started |
        | asleep  |

    Scenario: Without a call the PSAP hears nobody
      Given the vehicle is started
      When an occupant speaks
      Then the PSAP hears nobody for 15 min after the occupant's words

    Scenario: The PSAP hears nobody once it has hung up
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And an occupant speaks
      Then the PSAP hears nobody for 15 min after the occupant's words

    Scenario Outline: The PSAP has the data set of <event> before anybody can speak
      Given the vehicle is <bus>
      When <trigger>
      Then no voice contact comes without the data set for 60 s after <event>
      And the PSAP and the vehicle are in voice contact in reaction to <event> and stay so for 60 s

      Examples:
        | bus     | trigger                           | event         |
        | started | the driver presses the SOS button | the SOS press |
        | started | a crash deploys the airbags       | the crash     |

  @req-ECALL-18
  Rule: Without a second press the call is connected to the PSAP

    Scenario Outline: The call of a vehicle that is <bus> goes on until the PSAP ends it
      Given the vehicle is <bus>
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for <length>

      Examples:
        | bus     | length |
        | started | 15 min |
        | asleep  | 30 min |

    @private_menu_menu
    Scenario: The call that is placed while the switching waits goes on
      Given the vehicle is in private mode
      And the vehicle is started
      When the driver presses the SOS and ASSISTANCE buttons together
      And 3 s pass
      And the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When an occupant speaks
      Then the PSAP hears the occupant in reaction to the occupant's words and stays so for 2 min

    Scenario Outline: The call goes on when <what>
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When <meanwhile>
      Then the PSAP and the vehicle stay in voice contact for 5 min after the start of the voice contact

      Examples:
        | what                                 | meanwhile                                             |
        | the driver turns the ignition off    | the driver turns the ignition off                     |
        | the driver unlocks the vehicle       | the driver unlocks the vehicle with the key           |
        | the driver presses ASSISTANCE        | the driver presses the ASSISTANCE button              |
        | the driver presses both buttons      | the driver presses the SOS and ASSISTANCE buttons together |
        | an occupant speaks                   | an occupant speaks                                    |
        | the agent speaks                     | the agent of the PSAP says "where are you"        |
        | the driver orders a lock             | the driver orders a lock from the app                 |

    Scenario Outline: A call that the network cuts off after <pause> for <loss> is connected once the network is back
      Given the vehicle is started
      When the driver presses the SOS button
      And <pause> pass
      And the vehicle loses the network for <loss>
      Then the PSAP and the vehicle are in voice contact in reaction to the return of the network and stay so for 5 min

      Examples:
        | pause | loss |
        | 1 s   | 10 s |
        | 5 min | 10 s |
        | 5 min | 60 s |

    Scenario: A call that the network cuts off a second time is connected once more
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the vehicle loses the network for 10 s
      Then the PSAP and the vehicle are in voice contact in reaction to the return of the network
      When the vehicle loses the network for 30 s
      Then the PSAP and the vehicle are in voice contact in reaction to the return of the network and stay so for 60 s

    Scenario: A call that is dialled without coverage is connected when coverage comes
      Given the vehicle has no mobile network coverage
      When the driver presses the SOS button
      And 30 s pass
      And the network comes back
      Then the PSAP and the vehicle are in voice contact in reaction to the return of the network and stay so for 60 s

    Scenario Outline: The PSAP reaches the vehicle again by calling back after <pause>
      Given the vehicle is <bus>
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And <pause> pass
      And the PSAP calls back
      Then the PSAP and the vehicle are in voice contact in reaction to the call back and stay so for 5 min

      Examples:
        | bus     | pause  |
        | started | 1 s    |
        | asleep  | 15 min |

    Scenario: A call back of the PSAP ends a breakdown call
      Given the vehicle is started
      When the driver presses the SOS button
      Then the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the driver presses the ASSISTANCE button
      Then the assistance centre and the vehicle are in voice contact in reaction to the ASSISTANCE press
      When the PSAP calls back
      Then the PSAP and the vehicle are in voice contact in reaction to the call back and stay so for 5 min
      And the breakdown call is ended
