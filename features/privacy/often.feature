@connected @private_menu_menu
Feature: Privacy modes after very many changes
  The mode can be changed however often it was before (lines 70 to 111).

  @req-PRIV-01 @req-PRIV-02 @req-PRIV-11
  Rule: Private mode withholds and lasts however often it was selected before

    Scenario: Private mode lasts and refuses orders after 18 changes
      Given all doors are locked
      And the driver has selected private mode and ended it 18 times
      And the vehicle is in private mode
      When the driver orders an unlock from the app
      Then all doors stay locked for 60 s after the order
      And the vehicle stays in private mode for 5 min after the mode setting
      And no vehicle data reach the back office for 5 min after the mode setting

  @req-PRIV-05 @req-PRIV-11 @req-PRIV-27
  Rule: Private mode ends however often it was ended before

    Scenario: Orders are carried out after 18 changes of the mode
      Given all doors are locked
      And the driver has selected private mode and ended it 18 times
      When the driver orders an unlock from the app
      Then all doors are unlocked within 8 s of the order and stay so for 25 s
