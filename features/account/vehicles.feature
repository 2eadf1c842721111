@connected
Feature: Vehicles of an account
  Vehicles are added by their VIN and deleted, in the store or in the app (lines 190 to 219).

  @req-ACCT-27 @req-ACCT-28 @req-ACCT-29 @req-ACTIV-04
  Rule: A vehicle joins an account by its VIN and can be removed from it, in the store and in the app; there may be several

    Scenario Outline: A second vehicle is added to the account by its VIN in the <surface>
      Given the owner uses the <surface>
      When the user adds a second vehicle by its VIN
      And the user looks at the vehicles of the account
      Then the account shows a second vehicle in reaction to the look at the vehicles
      And the account shows two vehicles in reaction to the look at the vehicles

      Examples:
        | surface |
        | store   |
        | app     |

    Scenario Outline: A vehicle is deleted from the account in the <surface>, and can be added again
      Given a second vehicle has been added to the account
      And the owner uses the <surface>
      When the user deletes the second vehicle
      And the user looks at the vehicles of the account
      Then the account shows one vehicle in reaction to the look at the vehicles
      When the user adds the second vehicle by its VIN
      And the user looks at the vehicles of the account
      Then the account shows two vehicles in reaction to the look at the vehicles

      Examples:
        | surface |
        | store   |
        | app     |

    Scenario Outline: A vehicle with a VIN <vin> is not added to the account
      When the user adds a vehicle by a VIN <vin>
      Then the page says why it refuses in reaction to the request
      When the user looks at the vehicles of the account
      Then the account shows one vehicle in reaction to the look at the vehicles

      Examples:
        | vin               |
        | of 16 characters  |
        | of 18 characters  |
        | with the letter I |
        | with the letter O |
        | with the letter Q |
        | of markup         |
        | of no vehicle     |
        | with another check digit |

    Scenario: A vehicle of the account is not added a second time
      When the user adds the vehicle by its VIN
      Then the page refuses the request in reaction to the request
      When the user looks at the vehicles of the account
      Then the account shows one vehicle in reaction to the look at the vehicles

    Scenario: A vehicle of another account cannot be deleted from it
      Given a second vehicle has been added to the account
      When the new owner sits down at the screen
      And the user deletes the second vehicle
      Then the page says why it refuses in reaction to the request
      When the owner sits down at the screen
      And the user looks at the vehicles of the account
      Then the account shows two vehicles in reaction to the look at the vehicles

    Scenario: A vehicle that is added to one account is in no other
      Given the new owner uses the app
      When the user adds a second vehicle by its VIN
      And the user looks at the vehicles of the account
      Then the account shows two vehicles in reaction to the look at the vehicles
      When the owner sits down at the screen
      And the user looks at the vehicles of the account
      Then the account shows one vehicle in reaction to the look at the vehicles

  @electric
  @req-ACCT-30 @req-APP-05
  Rule: The services on offer are those of the vehicle that is selected

    Scenario: The service e-Remote Control is offered for the electric vehicle of an account
      Given a second vehicle has been added to the account
      And the vehicle is selected
      When the user looks at the vehicles of the account
      Then e-Remote Control is on offer in reaction to the look at the vehicles

    Scenario: The service e-Remote Control is not offered for the combustion vehicle of an account
      Given a second vehicle has been added to the account
      And the second vehicle is selected
      When the user looks at the vehicles of the account
      Then e-Remote Control is not on offer in reaction to the look at the vehicles
      And Remote Control is on offer in reaction to the look at the vehicles

  @req-ACCT-36 @req-ACCT-37
  Rule: Nothing can be subscribed to and no status is shown for a vehicle that has been removed

    Scenario: No service can be subscribed to for a vehicle that was removed from the account
      Given the vehicle has been deleted from the account
      When the owner subscribes to Danger Zone Alerts
      Then the page refuses the request in reaction to the request

    Scenario: A service can be subscribed to for a vehicle that was removed from the account and added again
      Given the vehicle has been deleted from the account
      And the vehicle has been added to the account
      When the owner subscribes to Danger Zone Alerts
      Then the owner's contract for Danger Zone Alerts is in force in reaction to the request and stay so for 60 s

    Scenario: The status of services is shown for a vehicle of the account
      When the user looks at the vehicles of the account
      Then the account shows the status of a service in reaction to the look at the vehicles

    Scenario: The status of services is not shown for a vehicle that was removed from the account
      Given the vehicle has been deleted from the account
      When the user looks at the vehicles of the account
      Then the account shows the status of no service in reaction to the look at the vehicles
      And the account shows no vehicle in reaction to the look at the vehicles

    Scenario: The status of services of another account is not shown
      Given the new owner uses the app
      When the user looks at the vehicles of the account
      Then the account shows the status of no service in reaction to the look at the vehicles

  @req-ACCT-38
  Rule: Services and contracts go on running for a vehicle that has been removed from the account

    Scenario: Contracts stay in force for a vehicle that was removed from the account
      When the user deletes the vehicle
      Then the owner's contract for Remote Control stays in force for 60 s after the request
      And the owner's contract for Connected Navigation stays in force for 60 s after the request
      When the office has the date of 1 days later
      Then the owner's contract for Remote Control stays in force for 60 s after the date
      And the owner's contract for Connected Navigation stays in force for 60 s after the date

    Scenario: The navigation has traffic data in a vehicle that was removed from the account
      Given the vehicle has been deleted from the account
      When the driver starts the vehicle
      Then the connected navigation has traffic data in reaction to the start and stay so for 60 s

    Scenario: It is reported whether an unlock order works on a vehicle that was removed from the account
      Given all doors are locked
      And the vehicle has been deleted from the account
      When the driver orders an unlock from the app
      Then it is reported when all doors are unlocked within 60 s of the order

  @req-ACCT-41
  Rule: Remote maintenance is not restored for an account without a phone number

    Scenario: Telemaintenance is not restored for an account without a phone number
      Given the owner's contract for Telemaintenance has ended
      And the account has no phone number
      When the owner subscribes to Telemaintenance
      Then the page refuses the request in reaction to the request
      And the owner's contract for Telemaintenance stays ended for 60 s after the request

    Scenario: Telemaintenance is restored once the account has a phone number
      Given the owner's contract for Telemaintenance has ended
      And the account has no phone number
      When a phone number is entered in the account
      And the owner subscribes to Telemaintenance
      Then the owner's contract for Telemaintenance is in force in reaction to the request and stay so for 60 s

    Scenario: Telemaintenance is not restored for an account whose phone number was entered and deleted again
      Given the owner's contract for Telemaintenance has ended
      And the account has no phone number
      When a phone number is entered in the account
      Given the account has no phone number
      When the owner subscribes to Telemaintenance
      Then the page refuses the request in reaction to the request
      And the owner's contract for Telemaintenance stays ended for 60 s after the request
