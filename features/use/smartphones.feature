@connected
Feature: Several smartphones for the remote services
  Any smartphone with the account of the subscription, each registered in validation steps (line 588).

  @req-USE-05
  Rule: Another smartphone works with the account of the subscription, and with no other

    Scenario: Orders from a second smartphone with the same account work
      Given all doors are unlocked
      And a new smartphone is registered with the account of the subscription
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
      When 20 min pass by the calendar
      And the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When 8 h pass by the calendar
      And the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario: Orders from the first smartphone work beside a second one
      Given all doors are unlocked
      And a new smartphone is registered with the account of the subscription
      And the driver is back on the first smartphone
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    Scenario: Orders from a third smartphone with the same account work
      Given all doors are unlocked
      And a new smartphone is registered with the account of the subscription
      And a new smartphone is registered with the account of the subscription
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @rechargeable
    Scenario: Charge and pre-conditioning orders from a second smartphone with the same account work
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And a new smartphone is registered with the account of the subscription
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      And charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 60 s
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 60 s
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge as idle within 60 s of the refresh and stays so for 5 min

    @rechargeable
    Scenario: Charge and pre-conditioning orders from a third smartphone with the same account work
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And a new smartphone is registered with the account of the subscription
      And a new smartphone is registered with the account of the subscription
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app
      Then charging is in immediate mode in reaction to the order
      And charging is running in reaction to the order
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 60 s
      When the driver orders pre-conditioning from the app
      Then pre-conditioning is running in reaction to the order
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order and stays so for 60 s
      When the driver refreshes the home page by sliding it down
      Then the home page shows the charge as idle within 60 s of the refresh and stays so for 5 min

    @rechargeable
    Scenario: Orders from two smartphones with the same account work in turn
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      Given a new smartphone is registered with the account of the subscription
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order
      When the driver orders immediate charging from the app, and 3 s later pre-conditioning
      Then pre-conditioning is running in reaction to the second order
      Given the driver is back on the first smartphone
      When the driver orders the end of pre-conditioning from the app
      Then pre-conditioning is off in reaction to the order
      When the driver orders deferred charging from the app
      Then charging is in deferred mode in reaction to the order
      And charging is off in reaction to the order
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order
      Given a new smartphone is registered with the account of the subscription
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      When the driver orders the lights from the app
      Then the lights are on in reaction to the order
      When the driver orders the horn from the app
      Then the horn sounds in reaction to the order
      Given the driver is back on the first smartphone
      When the driver orders the end of the charge from the app
      Then charging is off in reaction to the order and stays so for 5 min

    Scenario: The home page on a second smartphone shows the vehicle
      Given all doors are unlocked
      And a new smartphone is registered with the account of the subscription
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as unlocked within 60 s of the refresh and stays so for 5 min

    Scenario: The home page on a smartphone with another account shows nothing of the vehicle
      Given all doors are unlocked
      And a new smartphone is registered with another account
      When the driver refreshes the home page by sliding it down
      Then the home page shows nothing of the vehicle for 3 min after the refresh

    Scenario: A smartphone with another account learns nothing of a vehicle that is started
      Given a new smartphone is registered with another account
      When the driver starts the vehicle
      Then no vehicle information reaches the app over the network for 15 min after the start

    @rechargeable
    Scenario: A smartphone with another account is shown no charge
      Given a new smartphone is registered with another account
      When the vehicle is plugged into a regular station
      Then the app goes on showing that the vehicle is not charging for 15 min after the plugging in

    Scenario Outline: <Order> order from a smartphone with another account does nothing
      Given all doors are <doors>
      And a new smartphone is registered with another account
      When the driver orders <order> from the app
      Then all doors stay <doors> for 2 min after the order
      And the lights stay off for 2 min after the order
      And the horn stays silent for 2 min after the order
      And it is reported when the app tells of a refused order within 60 s of the order

      Examples:
        | Order     | order      | doors    |
        | A lock    | a lock     | unlocked |
        | An unlock | an unlock  | locked   |
        | A lights  | the lights | locked   |
        | A horn    | the horn   | unlocked |

    Scenario: A smartphone that has another account after that of the subscription orders and shows nothing any more
      Given all doors are unlocked
      And a new smartphone is registered with the account of the subscription
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order
      When the driver refreshes the home page by sliding it down
      Then the home page shows the vehicle as locked within 60 s of the refresh
      When the driver logs in with another account on the same smartphone
      And the driver orders an unlock from the app
      Then all doors stay locked for 60 s after the order
      When the driver gives the app the code sent to the trusted number
      And the driver gives the app the SAFETY code
      Then the smartphone is registered in reaction to the validation
      When the driver refreshes the home page by sliding it down
      Then the home page shows nothing of the vehicle for 3 min after the refresh
      When the driver orders an unlock from the app
      Then all doors stay locked for 60 s after the order
      When the driver orders the horn from the app, and 3 s later the lights
      Then the horn stays silent for 60 s after the order
      And the lights stay off for 60 s after the order
      Given the driver is back on the first smartphone
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s

    @rechargeable
    Scenario: A smartphone that has another account after that of the subscription orders no charge any more
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And a new smartphone is registered with the account of the subscription
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      And the app shows that the vehicle is charging in reaction to the order
      When the driver logs in with another account on the same smartphone
      Then the app shows that the vehicle is not charging in reaction to the login and stays so for 60 s
      When the driver orders the end of the charge from the app, and 3 s later deferred charging
      Then charging goes on for 60 s after the order
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order

    @rechargeable
    Scenario: Charge and pre-conditioning orders from a smartphone with another account do nothing
      Given charging is in deferred mode
      And the vehicle is plugged into a regular station
      And all doors are locked
      And a new smartphone is registered with another account
      When the driver orders a charge from the app
      Then charging stays off for 60 s after the order
      When the driver orders immediate charging from the app
      Then charging stays off for 60 s after the order
      And charging is in deferred mode
      When 15 min pass by the calendar
      And the driver orders pre-conditioning from the app, and 3 s later a charge
      Then pre-conditioning stays off for 60 s after the order
      And charging stays off for 60 s after the second order
      Given the driver is back on the first smartphone
      When the driver orders a charge from the app
      Then charging is running in reaction to the order
      Given a new smartphone is registered with another account
      When the driver orders the end of the charge from the app, and 3 s later deferred charging
      Then charging goes on for 5 min after the order

    @rechargeable
    Scenario: A pre-conditioning order from a smartphone with another account starts nothing
      Given a new smartphone is registered with another account
      When the driver orders pre-conditioning from the app
      Then pre-conditioning stays off for 5 min after the order

    Scenario: A smartphone with another account takes nothing from the first smartphone
      Given all doors are unlocked
      And a new smartphone is registered with another account
      And the driver is back on the first smartphone
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

  @req-USE-06
  Rule: The app guides through the registration of a new smartphone

    Scenario: A new smartphone is asked for the code sent to the trusted number first
      When the driver logs in with the account of the subscription on a new smartphone
      Then the app asks for the code sent to the trusted number in reaction to the login and stays so for 60 s

    Scenario: After the code sent to the trusted number comes the SAFETY code
      Given the driver is logged in with the account of the subscription on a new smartphone
      When the driver gives the app the code sent to the trusted number
      Then the app asks for the SAFETY code in reaction to the validation and stays so for 60 s

    Scenario: After the SAFETY code the smartphone is registered
      Given the driver is logged in with the account of the subscription on a new smartphone
      And the app has been given the code sent to the trusted number
      When the driver gives the app the SAFETY code
      Then the smartphone is registered in reaction to the validation and stays so for 60 s

    Scenario: Orders work from a smartphone whose registration ended with a fingerprint
      Given all doors are unlocked
      And the driver is logged in with the account of the subscription on a new smartphone
      And the app has been given the code sent to the trusted number
      When the driver gives the app a fingerprint
      Then the smartphone is registered in reaction to the validation
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

    Scenario Outline: On <model> neither <biometry> nor the SAFETY code stands in for the code sent to the trusted number
      Given all doors are unlocked
      And the smartphone is <model>
      And the driver is logged in with the account of the subscription on a new smartphone
      When the driver gives the app <proof>
      Then the app goes on asking for the code sent to the trusted number for 60 s after the validation
      When the driver orders a lock from the app
      Then all doors stay unlocked for 60 s after the order
      When the driver gives the app the SAFETY code
      And the driver gives the app <proof>
      Then the app goes on asking for the code sent to the trusted number for 60 s after the validation
      When the driver gives the app the code sent to the trusted number
      Then the app asks for the SAFETY code in reaction to the validation
      When the driver gives the app the code sent to the trusted number
      Then the app goes on asking for the SAFETY code for 60 s after the validation
      When the driver gives the app <proof>
      Then the smartphone is registered in reaction to the validation
      When the driver orders a lock from the app
      Then all doors and the trunk are locked within 8 s of the order and stay so for 60 s

      Examples:
        | model       | biometry      | proof         |
        | an iPhone 8 | Touch ID      | a fingerprint |
        | an iPhone X | Face ID       | a face        |
        | a Pixel 7   | a fingerprint | a fingerprint |

    Scenario: The code sent to the trusted number cannot be left out
      Given the driver is logged in with the account of the subscription on a new smartphone
      When the driver gives the app the SAFETY code
      Then the app goes on asking for the code sent to the trusted number for 60 s after the validation

    Scenario Outline: <Order> order from a smartphone that is not registered does nothing
      Given all doors are <doors>
      And the driver is logged in with the account of the subscription on a new smartphone
      And the app has been given the code sent to the trusted number
      When the driver orders <order> from the app
      Then all doors stay <doors> for 2 min after the order
      And the lights stay off for 2 min after the order
      And the horn stays silent for 2 min after the order
      And it is reported when the app tells of a refused order within 60 s of the order

      Examples:
        | Order     | order      | doors    |
        | A lock    | a lock     | unlocked |
        | An unlock | an unlock  | locked   |
        | A lights  | the lights | locked   |
        | A horn    | the horn   | unlocked |

    Scenario: Each new smartphone has to be registered
      Given a new smartphone is registered with the account of the subscription
      When the driver logs in with the account of the subscription on a new smartphone
      Then the app asks for the code sent to the trusted number in reaction to the login and stays so for 60 s
