@connected
Feature: Confirmation that a remote order was sent
  No later than 20 s after the order the app tells that it was sent (lines 506 to 510).

  @req-REMOTE-05 @req-REMOTE-06
  Rule: On the home page a banner confirms the order within 20 s

    Scenario Outline: A banner confirms <order> order that is given on the home page
      Given the app is on its home page
      When the driver orders <order> from the app
      Then a banner confirms the <kind> order within 20 s of the order

      Examples:
        | order     | kind   |
        | a lock    | lock   |
        | an unlock | unlock |
        | the lights | lights |
        | the horn  | horn   |

    Scenario: A banner confirms each of several orders
      Given the app is on its home page
      When the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      When 30 s pass
      And the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      When the driver orders an unlock from the app
      Then a banner confirms the unlock order within 20 s of the order
      When the driver orders the lights from the app
      Then a banner confirms the lights order within 20 s of the order
      When the driver orders the horn from the app
      Then a banner confirms the horn order within 20 s of the order

    Scenario: A banner confirms each of three lock orders, and each of two orders of the other kinds
      Given the app is on its home page
      When the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      When 10 s pass
      And the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      When the driver orders the lights from the app, and 1 s later the horn
      Then a banner confirms the lights order within 20 s of the order
      And a banner confirms the horn order within 20 s of the second order
      When 10 s pass
      And the driver refreshes the home page by sliding it down
      And the driver orders the lights from the app, and 1 s later the horn
      Then a banner confirms the lights order within 20 s of the order
      And a banner confirms the horn order within 20 s of the second order
      When the driver orders an unlock from the app
      Then a banner confirms the unlock order within 20 s of the order
      When 10 s pass
      And the driver turns the ignition on
      And the driver orders an unlock from the app
      Then a banner confirms the unlock order within 20 s of the order
      When the driver orders a lock from the app and leaves it in the background
      And 10 s pass
      And the driver orders the horn from the app and leaves it on its home page
      Then a banner confirms the horn order within 20 s of the order
      When the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order

    @calls @sos_buttons
    Scenario Outline: A banner confirms each order during the call of the <button> button
      Given the app is on its home page
      When the driver presses the <button> button
      And 20 s pass
      And the driver orders a lock from the app
      Then a banner confirms the lock order within 20 s of the order
      When the driver orders the lights from the app
      Then a banner confirms the lights order within 20 s of the order
      When the driver orders an unlock from the app
      Then a banner confirms the unlock order within 20 s of the order
      When the driver orders the horn from the app
      Then a banner confirms the horn order within 20 s of the order

      Examples:
        | button     |
        | SOS        |
        | ASSISTANCE |

    Scenario: Without an order there is no banner
      Given the app is on its home page
      When 60 s pass
      Then no banner is shown for 60 s after the start of the wait

  @req-REMOTE-05 @req-REMOTE-07
  Rule: In the background or on a locked phone a notification confirms the order within 20 s

    Scenario Outline: A notification confirms <order> order when the app is then <page>
      When the driver orders <order> from the app and leaves it <page>
      Then a notification confirms the <kind> order within 20 s of the order

      Examples:
        | order     | kind   | page              |
        | a lock    | lock   | in the background |
        | a lock    | lock   | on a locked phone |
        | an unlock | unlock | in the background |
        | an unlock | unlock | on a locked phone |
        | the lights | lights | in the background |
        | the lights | lights | on a locked phone |
        | the horn  | horn   | in the background |
        | the horn  | horn   | on a locked phone |

    Scenario Outline: A notification confirms each of two orders when the app is then <page>
      When the driver orders a lock from the app and leaves it <page>
      Then a notification confirms the lock order within 20 s of the order
      When 30 s pass
      And the driver orders an unlock from the app and leaves it <page>
      Then a notification confirms the unlock order within 20 s of the order

      Examples:
        | page              |
        | in the background |
        | on a locked phone |

    Scenario Outline: A notification confirms each of eight orders when the app is then <page>
      Given all doors are locked
      When the driver orders an unlock from the app and leaves it <page>
      Then a notification confirms the unlock order within 20 s of the order
      When the driver orders the lights from the app and leaves it <page>
      Then a notification confirms the lights order within 20 s of the order
      When the driver orders an unlock from the app and leaves it <page>
      Then a notification confirms the unlock order within 20 s of the order
      When the driver turns the ignition on
      And the driver orders the horn from the app and leaves it <page>
      Then a notification confirms the horn order within 20 s of the order
      When the driver orders a lock from the app and leaves it on its home page
      And 10 s pass
      And the driver orders the lights from the app and leaves it <page>
      Then a notification confirms the lights order within 20 s of the order
      When 60 s pass
      And the driver orders the horn from the app and leaves it <page>
      Then a notification confirms the horn order within 20 s of the order
      When the driver orders a lock from the app and leaves it <page>
      Then a notification confirms the lock order within 20 s of the order

      Examples:
        | page              |
        | in the background |
        | on a locked phone |

    Scenario: Without an order there is no notification
      Given the app is in the background
      When 60 s pass
      Then no notification is shown for 60 s after the start of the wait

  @req-REMOTE-05
  Rule: On another page of the app a banner or a notification confirms the order within 20 s

    Scenario Outline: On another page of the app a message confirms the <kind> order
      Given the app is on another page
      When the driver orders <order> from the app
      Then a banner or a notification confirms the <kind> order within 20 s of the order

      Examples:
        | order      | kind   |
        | a lock     | lock   |
        | an unlock  | unlock |
        | the lights | lights |
        | the horn   | horn   |

    Scenario: On another page of the app a message confirms each of six orders
      Given the app is on another page
      When the driver orders the horn from the app
      Then a banner or a notification confirms the horn order within 20 s of the order
      When the driver orders a lock from the app
      Then a banner or a notification confirms the lock order within 20 s of the order
      When the driver orders the lights from the app
      Then a banner or a notification confirms the lights order within 20 s of the order
      When the driver orders a lock from the app
      Then a banner or a notification confirms the lock order within 20 s of the order
      When the driver orders an unlock from the app
      Then a banner or a notification confirms the unlock order within 20 s of the order
      When the driver orders the lights from the app
      Then a banner or a notification confirms the lights order within 20 s of the order

  @req-REMOTE-05
  Rule: What is confirmed has been sent

    Scenario Outline: <Order> order that is refused before it is sent is not confirmed
      Given the activation of the remote services is not finished
      When the driver orders <order> from the app
      Then no message confirms the <kind> order for 60 s after the order

      Examples:
        | Order      | order      | kind   |
        | A lock     | a lock     | lock   |
        | An unlock  | an unlock  | unlock |
        | The lights | the lights | lights |
        | The horn   | the horn   | horn   |
