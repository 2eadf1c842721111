Feature: Remote lock and unlock

  @req-REMOTE-13 @req-REMOTE-15
  Rule: The doors lock within 8 s of the order

    @smoke
    Scenario Outline: A lock order locks a vehicle that is <bus>
      Given all doors are closed
      And all doors are unlocked
      And the vehicle is <bus>
      When the driver orders a lock from the app
      Then all doors are locked within 8 s of the order

      Examples:
        | bus    |
        | awake  |
        | asleep |
