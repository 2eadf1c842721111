Feature: Personal space
  Only an eligible vehicle is connected to the personal space (line 289).

  @req-APP-03
  Rule: Only an eligible vehicle is connected to the personal space

    @connected
    Scenario: An eligible vehicle is connected to the personal space
      When the user looks at the vehicles of the account
      Then the account shows its vehicle as connected in reaction to the look at the vehicles

    @not_connected
    Scenario: A vehicle that is not eligible is not connected to the personal space
      When the user looks at the vehicles of the account
      Then the account shows its vehicle as not connected in reaction to the look at the vehicles
