@connected
Feature: Ways to vehicles and personal data
  Where the pages of store, web space and app have them (lines 195 to 225).

  @req-ACCT-31 @req-ACCT-32 @req-ACCT-33
  Rule: A vehicle is added in the store, in the app without a vehicle and in the app with one

    Scenario Outline: The way "<way>" of the <site> leads to "Add a vehicle", which adds a vehicle to the account
      When the user follows "<way>" in the <site>
      Then the page has "Add a vehicle" in reaction to the last tap and stay so for 60 s
      When the user taps "Add a vehicle"
      And the user enters the VIN of the second vehicle on the page
      And the user looks at the vehicles of the account
      Then the account shows two vehicles in reaction to the look at the vehicles

      Examples:
        | site  | way                             |
        | store | My vehicle > Manage my vehicles |
        | app   | the vehicle at the top left     |

    Scenario: The way "My vehicle" of the app leads to "Add a vehicle" where the account has no vehicle
      Given the vehicle has been deleted from the account
      When the user follows "My vehicle" in the app
      Then the page has "Add a vehicle" in reaction to the last tap and stay so for 60 s
      When the user taps "Add a vehicle"
      And the user enters the VIN of the second vehicle on the page
      And the user looks at the vehicles of the account
      Then the account shows a second vehicle in reaction to the look at the vehicles

    Scenario: No vehicle is added to the account by the way to "Add a vehicle" alone
      When the user follows "My vehicle > Manage my vehicles" in the store
      And the user taps "Add a vehicle"
      Then the page has a field for a VIN in reaction to the last tap and stay so for 60 s
      When the user looks at the vehicles of the account
      Then the account shows one vehicle in reaction to the look at the vehicles

  @req-ACCT-34 @req-ACCT-35
  Rule: A vehicle is deleted in the store and in the app

    Scenario Outline: The way "<way>" of the <site> leads to "Delete this vehicle", which deletes it from the account
      Given a second vehicle has been added to the account
      When the user follows "<way>" in the <site>
      Then the page has "Delete this vehicle" in reaction to the last tap and stay so for 60 s
      When the user looks at the vehicles of the account
      Then the account shows two vehicles in reaction to the look at the vehicles
      When the user taps "Delete this vehicle"
      And the user looks at the vehicles of the account
      Then the account shows the second vehicle alone in reaction to the look at the vehicles

      Examples:
        | site  | way                                                    |
        | store | My vehicle > Manage my vehicles > the vehicle          |
        | app   | the vehicle at the top left > the vehicle > My vehicle |

  @req-ACCT-39 @req-ACCT-40
  Rule: Mail address, password and phone number are edited in the store and in the app

    Scenario Outline: The way "<way>" of the <site> leads to a password that is changed, with which the account opens
      When the user follows "<way>" in the <site>
      Then the page has fields for e-mail address, password and phone number in reaction to the last tap and stay so for 60 s
      When the user changes the password on the page
      And the owner logs out of the account
      And the owner logs in with the new password
      Then the account is open in reaction to the login to the account and stay so for 60 s

      Examples:
        | site  | way                                  |
        | store | MY ACCOUNT > MY PERSONAL INFORMATION |
        | app   | CHARACTER > the account identifier   |

    Scenario Outline: The way "<way>" of the <site> leads to an e-mail address that is changed, with which the account opens
      When the user follows "<way>" in the <site>
      And the user changes the e-mail address on the page
      And the owner logs out of the account
      And the user opens the store
      And the owner logs in with the new e-mail address on the page
      Then the account is open in reaction to the sending of the form and stay so for 60 s

      Examples:
        | site  | way                                  |
        | store | MY ACCOUNT > MY PERSONAL INFORMATION |
        | app   | CHARACTER > the account identifier   |

    Scenario Outline: The way "<way>" of the <site> leads to a phone number, with which Telemaintenance is restored
      Given the owner's contract for Telemaintenance has ended
      And the account has no phone number
      When the user follows "<way>" in the <site>
      And the user enters a phone number on the page
      And the owner subscribes to Telemaintenance
      Then the owner's contract for Telemaintenance is in force in reaction to the request and stay so for 60 s

      Examples:
        | site  | way                                  |
        | store | MY ACCOUNT > MY PERSONAL INFORMATION |
        | app   | CHARACTER > the account identifier   |

  @req-ACCT-42 @req-ACCT-43
  Rule: A workshop that is picked on the map is stored as the favourite one, on the web and in the app

    Scenario Outline: The way "<way>" of the <site> leads to a map, on which a workshop is picked and set as the favourite
      When the user follows "<way>" in the <site>
      And the user taps a workshop on the map
      Then the page has "Set as favourite workshop" in reaction to the last tap and stay so for 60 s
      And no workshop is the favourite one for 60 s after the last tap
      When the user taps "Set as favourite workshop"
      Then the favourite workshop is that of the page in reaction to the last tap and stay so for 60 s

      Examples:
        | site      | way                           |
        | web space | My Workshop                   |
        | app       | My account > My point of sale |
