@connected
Feature: Several smartphones for the remote services
  Any smartphone with the account of the subscription, each registered in validation steps (line 588).

  @req-USE-05
  Rule: Another smartphone works with the account of the subscription, and with no other

    Scenario: An order from a second smartphone with the same account works
      Given all doors are unlocked
      And a new smartphone is registered with the account of the subscription
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order

    Scenario: The first smartphone goes on working
      Given all doors are unlocked
      And a new smartphone is registered with the account of the subscription
      And the driver is back on the first smartphone
      When the driver orders a lock from the app
      Then all doors are locked in reaction to the order

    Scenario: An order from a smartphone with another account is refused
      Given all doors are unlocked
      And a new smartphone is registered with another account
      When the driver orders a lock from the app
      Then the app tells of a refused order in reaction to the order
      And all doors stay unlocked for 60 s after the order

  @req-USE-06
  Rule: The app guides through the registration of a new smartphone

    Scenario: A new smartphone is asked for the code sent to the trusted number first
      When the driver logs in with the account of the subscription on a new smartphone
      Then the app asks for the code sent to the trusted number in reaction to the login

    Scenario: After the code sent to the trusted number comes the SAFETY code
      Given the driver is logged in with the account of the subscription on a new smartphone
      When the driver gives the app the code sent to the trusted number
      Then the app asks for the SAFETY code in reaction to the validation

    Scenario: After the SAFETY code the smartphone is registered
      Given the driver is logged in with the account of the subscription on a new smartphone
      And the app has been given the code sent to the trusted number
      When the driver gives the app the SAFETY code
      Then the smartphone is registered in reaction to the validation

    Scenario: The first step cannot be left out
      Given the driver is logged in with the account of the subscription on a new smartphone
      When the driver gives the app the SAFETY code
      Then the app goes on asking for the code sent to the trusted number for 60 s after the validation

    Scenario: An order from a smartphone that is not registered is refused
      Given all doors are unlocked
      And the driver is logged in with the account of the subscription on a new smartphone
      And the app has been given the code sent to the trusted number
      When the driver orders a lock from the app
      Then the app tells of a refused order in reaction to the order
      And all doors stay unlocked for 60 s after the order
