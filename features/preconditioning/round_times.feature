@connected @rechargeable
Feature: Times on the full hour
  Drivers set times on the hour and on the half hour, in the app and on the touch screen (lines 476 to 482).

  @req-PRECOND-05 @req-PRECOND-10
  Rule: Pre-conditioning that is programmed for a full hour starts before it

    Scenario Outline: Pre-conditioning that is set <place> for <time> starts in its window
      Given it is 50 min before <time> by the vehicle's clock
      And the ignition is on
      When the driver programmes pre-conditioning for <time> <place>
      And the driver turns the ignition off
      Then pre-conditioning starts between 30 min and 45 min before the target time

      Examples:
        | time  | place               |
        | 08:00 | on the touch screen |
        | 00:00 | on the touch screen |

      @hybrid
      Examples:
        | time  | place               |
        | 12:00 | on the touch screen |
        | 23:00 | on the touch screen |
        | 20:00 | in the app          |
