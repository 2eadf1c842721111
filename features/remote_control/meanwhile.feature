@connected
Feature: Orders and what the driver does meanwhile
  An order is carried out to its end whatever is done at the vehicle or in the app before that (lines 504 to 544).

  @req-REMOTE-22 @req-REMOTE-26 @req-REMOTE-27 @req-REMOTE-30
  Rule: The vehicle honks for 10 s, and the app shows it, whatever is done meanwhile

    Scenario Outline: The horn of a vehicle that is <bus> sounds for 10 s though <event> meanwhile
      Given all doors are <doors>
      And the vehicle is <bus>
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When <event>
      And <other>
      Then the horn sounds for 10 s in all
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 60 s
      And the app shows the vehicle honking only while it honks
      And the vehicle honks once

      Examples:
        | bus    | doors    | event                                       | other                                                |
        | awake  | unlocked | the driver locks the vehicle with the key   | the driver unlocks the vehicle with the key          |
        | asleep | locked   | the driver unlocks the vehicle with the key | the rear right door is opened and closed             |
        | awake  | locked   | the driver turns the ignition on            | the driver refreshes the home page with the round arrow |

      @rechargeable
      Examples:
        | bus     | doors    | event                                          | other                             |
        | started | unlocked | the vehicle is plugged into a regular station  | the driver turns the ignition off |

      @calls @sos_buttons
      Examples:
        | bus    | doors  | event                                    | other      |
        | asleep | locked | the driver presses the ASSISTANCE button | 2 s pass   |
        | awake  | locked | the driver presses the SOS button        | 2 s pass   |

    Scenario Outline: A second honk is limited though <event> before it
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When <event>
      And the driver orders the horn again 4 s after the start of the horn
      And <event>
      Then the vehicle honks a second time at a limited level
      When 2 min pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the vehicle honks once, as loudly as the first time

      Examples:
        | event                                       |
        | the driver locks the vehicle with the key   |
        | the driver unlocks the vehicle with the key |
        | the driver turns the ignition on            |

      @calls @sos_buttons
      Examples:
        | event                                    |
        | the driver presses the ASSISTANCE button |

  @req-REMOTE-18 @req-REMOTE-20 @req-REMOTE-21 @req-REMOTE-29
  Rule: The lights are on for 10 s, and the app shows it, whatever is done meanwhile

    Scenario Outline: The lights of a vehicle that is <bus> are on for 10 s though <event> meanwhile
      Given all doors are <doors>
      And the vehicle is <bus>
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When <event>
      And <other>
      Then the lights are on for 10 s in all
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 60 s
      And the app shows the lights on only while they are on
      And the app shows the lights order in progress first, and then as carried out

      Examples:
        | bus    | doors    | event                                       | other                                                |
        | awake  | unlocked | the driver locks the vehicle with the key   | the driver unlocks the vehicle with the key          |
        | asleep | locked   | the driver unlocks the vehicle with the key | the rear right door is opened and closed             |
        | awake  | locked   | the driver turns the ignition on            | the driver refreshes the home page with the round arrow |

      @rechargeable
      Examples:
        | bus     | doors    | event                                          | other                             |
        | started | unlocked | the vehicle is plugged into a regular station  | the driver turns the ignition off |

      @calls @sos_buttons
      Examples:
        | bus    | doors  | event                                    | other      |
        | asleep | locked | the driver presses the ASSISTANCE button | 2 s pass   |
        | awake  | locked | the driver presses the SOS button        | 2 s pass   |

  @req-REMOTE-13 @req-REMOTE-14 @req-REMOTE-15 @req-REMOTE-28
  Rule: The doors follow an order within 8 s, and the app shows it, whatever is done meanwhile

    Scenario Outline: The doors of a vehicle that is <bus> follow <order> order though <event> meanwhile
      Given all doors are <doors>
      And the vehicle is <bus>
      When the driver orders <order> from the app
      And <event>
      Then <condition> within 8 s of the order and stay so for 60 s
      And the app shows the <kind> order in progress until the vehicle has carried it out

      Examples:
        | bus    | order     | kind   | doors    | event                                                   | condition                          |
        | awake  | a lock    | lock   | unlocked | the driver refreshes the home page with the round arrow | all doors and the trunk are locked |
        | asleep | an unlock | unlock | locked   | the driver refreshes the home page by sliding it down   | all doors are unlocked             |
        | awake  | an unlock | unlock | locked   | the driver turns the ignition on                        | all doors are unlocked             |
        | asleep | a lock    | lock   | unlocked | the driver turns the ignition on                        | all doors and the trunk are locked |

      @rechargeable
      Examples:
        | bus    | order     | kind   | doors    | event                                         | condition                          |
        | asleep | a lock    | lock   | unlocked | the vehicle is plugged into a regular station | all doors and the trunk are locked |

      @calls @sos_buttons
      Examples:
        | bus    | order     | kind   | doors    | event                                    | condition                          |
        | awake  | a lock    | lock   | unlocked | the driver presses the SOS button        | all doors and the trunk are locked |
        | awake  | an unlock | unlock | locked   | the driver presses the SOS button        | all doors are unlocked             |
        | asleep | a lock    | lock   | unlocked | the driver presses the ASSISTANCE button | all doors and the trunk are locked |
        | awake  | an unlock | unlock | locked   | the driver presses the ASSISTANCE button | all doors are unlocked             |

    Scenario: The doors follow orders and the key by turns
      Given all doors are locked
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      When the driver locks the vehicle with the key
      Then all doors are locked in reaction to the lock
      When the driver orders an unlock from the app
      Then the app shows the unlock order in progress until the vehicle has carried it out
      And all doors are unlocked within 8 s of the order
      When the driver orders a lock from the app
      Then the app shows the lock order in progress until the vehicle has carried it out
      And all doors and the trunk are locked within 8 s of the order
      When the driver unlocks the vehicle with the key
      Then all doors are unlocked in reaction to the unlock
      When the driver turns the ignition on
      And the driver orders a lock from the app
      Then the app shows the lock order in progress until the vehicle has carried it out
      And all doors and the trunk are locked within 8 s of the order
      When the driver turns the ignition off
      And 20 min pass
      And the driver orders an unlock from the app
      Then the app shows the unlock order in progress until the vehicle has carried it out
      And all doors are unlocked within 8 s of the order and stay so for 25 s

  @req-REMOTE-04 @req-REMOTE-14 @req-REMOTE-16 @req-REMOTE-17
  Rule: The buttons are available whatever is done

    Scenario: The buttons are available through orders, the key and a refresh
      Given all doors are locked
      And the app is on its home page
      When 10 s pass
      And the driver orders a lock from the app
      Then the vehicle carries out the lock order in reaction to the order
      When 10 s pass
      And the driver orders a lock from the app
      Then the app shows that the lock order is in progress in reaction to the order
      And the vehicle carries out the lock order in reaction to the order
      And all doors and the trunk stay locked for 60 s after the order
      When the driver locks the vehicle with the key
      And the driver orders a lock from the app
      Then the vehicle carries out the lock order in reaction to the order
      When the driver unlocks the vehicle with the key
      And the driver refreshes the home page with the round arrow
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min
      When the driver orders the horn from the app, and 3 s later a lock
      And 60 s pass
      And the driver orders the lights from the app, and 3 s later an unlock
      And 60 s pass
      And the driver turns the ignition on
      And the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked in reaction to the refresh and stays so for 5 min
      And the lock and unlock buttons stay available for 6 min after the start of the wait
      And the app goes on offering to lock, to unlock, to switch on the lights and to honk for 6 min after the start of the wait
