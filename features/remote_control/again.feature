@connected
Feature: Orders again and again
  An order is carried out, confirmed and shown each time as the first time (lines 504 to 544).

  @req-REMOTE-19 @req-REMOTE-20 @req-REMOTE-23 @req-REMOTE-24
  Rule: The app shows each lights or horn order in progress first

    Scenario: Each of three lights orders and three horn orders is shown in progress within 8 s
      Given all doors are unlocked
      When the driver orders the lights from the app
      Then the app shows that the lights order is in progress within 8 s of the order
      And the app shows the lights order in progress first, and then as carried out
      When the driver orders the horn from the app
      Then the app shows that the horn order is in progress within 8 s of the order
      And the app shows the horn order in progress first, and then as carried out
      When 20 s pass
      And the driver orders the horn from the app
      Then the app shows that the horn order is in progress within 8 s of the order
      And the app shows the horn order in progress first, and then as carried out
      When the driver orders the lights from the app
      Then the app shows that the lights order is in progress within 8 s of the order
      And the app shows the lights order in progress first, and then as carried out
      When the driver turns the ignition on
      And 20 s pass
      And the driver orders a lock from the app, and 1 s later the horn
      Then the app shows that the horn order is in progress within 8 s of the second order
      And the app shows the horn order in progress first, and then as carried out
      When the driver orders an unlock from the app, and 1 s later the lights
      Then the app shows that the lights order is in progress within 8 s of the second order
      And the app shows the lights order in progress first, and then as carried out

    @calls @sos_buttons
    Scenario Outline: Lights and horn orders are shown in progress within 8 s during the call of the <button> button
      When the driver presses the <button> button
      And 20 s pass
      And the driver orders the lights from the app
      Then the app shows that the lights order is in progress within 8 s of the order
      And the app shows the lights order in progress first, and then as carried out
      When the driver orders the horn from the app
      Then the app shows that the horn order is in progress within 8 s of the order
      And the app shows the horn order in progress first, and then as carried out

      Examples:
        | button     |
        | SOS        |
        | ASSISTANCE |

  @req-REMOTE-18 @req-REMOTE-21 @req-REMOTE-29
  Rule: The lights are on for 10 s each time

    Scenario: The lights are on for 10 s, and shown so, on a third and fourth order after two that overlapped
      Given the vehicle is asleep
      When the driver orders the lights from the app, and 6 s later the lights
      Then the lights are on in reaction to the order
      When 60 s pass
      And the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 60 s
      And the app shows the lights on only while they are on
      When the driver unlocks the vehicle with the key
      And the driver turns the ignition on
      And the driver orders the lights from the app
      Then the lights are on in reaction to the order
      And the lights are on for 10 s in all
      And the app does not show that the lights are on 10 s after the start of the lights in the app and stay so for 60 s
      And the app shows the lights on only while they are on

    @lighting_hazard
    Scenario: Hazard lights, and no sidelights, each of three times
      When the driver orders the lights from the app
      Then the hazard lights are on in reaction to the order
      And the sidelights stay off for 30 s after the order
      When the driver unlocks the vehicle with the key
      And the driver orders the lights from the app
      Then the hazard lights are on in reaction to the order
      And the sidelights stay off for 30 s after the order
      When the driver turns the ignition on
      And the driver orders the lights from the app
      Then the hazard lights are on in reaction to the order
      And the sidelights stay off for 30 s after the order

    @lighting_sidelights
    Scenario: Sidelights, and no hazard lights, each of three times
      When the driver orders the lights from the app
      Then the sidelights are on in reaction to the order
      And the hazard lights stay off for 30 s after the order
      When the driver unlocks the vehicle with the key
      And the driver orders the lights from the app
      Then the sidelights are on in reaction to the order
      And the hazard lights stay off for 30 s after the order
      When the driver turns the ignition on
      And the driver orders the lights from the app
      Then the sidelights are on in reaction to the order
      And the hazard lights stay off for 30 s after the order
      And the lights are on for 10 s in all

  @req-REMOTE-25 @req-REMOTE-26 @req-REMOTE-27 @req-REMOTE-30
  Rule: Horn orders are carried out each time as the first time

    Scenario: The second honk of each of three pairs of orders is limited
      Given the vehicle is asleep
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders the horn again 2 s after the start of the horn
      Then the vehicle honks a second time at a limited level
      When 60 s pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders the horn again 7 s after the start of the horn
      Then the vehicle honks a second time at a limited level
      When the driver unlocks the vehicle with the key
      And the driver turns the ignition on
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders the horn again 5 s after the start of the horn
      Then the vehicle honks a second time at a limited level
      When 20 s pass
      And the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      And the horn sounds for 10 s in all
      And the vehicle honks once, as loudly as the first time

    Scenario: Each of four horn orders brings advice, and is shown for 10 s
      When the driver orders the horn from the app
      Then a notification advises on the local rules on horns within 8 s of the order
      And the app shows that the vehicle is honking in reaction to the order
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 10 s
      When the driver orders the horn from the app
      Then a notification advises on the local rules on horns within 8 s of the order
      And the app shows that the vehicle is honking in reaction to the order
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 10 s
      And the horn sounds for 10 s in all
      When the driver turns the ignition on
      And the driver orders the horn from the app, and 3 s later the lights
      Then a notification advises on the local rules on horns within 8 s of the order
      And the app shows that the vehicle is honking in reaction to the order
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 60 s
      And the app shows the vehicle honking only while it honks
      When the driver orders the horn from the app and leaves it on a locked phone
      Then a notification advises on the local rules on horns within 8 s of the order
      And the app shows that the vehicle is honking in reaction to the order
      And the app does not show that the vehicle is honking 10 s after the start of the horn in the app and stay so for 60 s
      And the app shows the vehicle honking only while it honks

  @req-REMOTE-29 @req-REMOTE-30
  Rule: Lights and horn are shown on after the app was put away meanwhile

    Scenario Outline: The app shows <order> until the end after it was <page> meanwhile
      When the driver orders <order> from the app and leaves it <page>
      Then the <lights or horn> in reaction to the order
      When the driver opens the app again 3 s after the start of <order>
      Then the app goes on showing that <what> for 4 s after the return to the app
      And the app does not show that <what> 10 s after the start of <order> in the app and stay so for 60 s
      And the app shows <only while>

      Examples:
        | order      | page              | lights or horn | what                   | only while                              |
        | the lights | in the background | lights are on  | the lights are on      | the lights on only while they are on    |
        | the horn   | on a locked phone | horn sounds    | the vehicle is honking | the vehicle honking only while it honks |
