@connected
Feature: Browsers of the services store
  The store serves every browser but Internet Explorer (line 135), which is reported (AMB-15).

  @req-STORE-02 @req-STORE-04
  Rule: The pages of the store, with the status of contracts, are served to every browser but Internet Explorer

    Scenario Outline: The store shows its pages and the status of a contract in <browser>
      Given pages are opened in <browser>
      When the user follows "My Account > My services" in the store
      Then the page lists Connected Navigation as in force in reaction to the last tap and stay so for 60 s

      Examples:
        | browser |
        | Chrome  |
        | Firefox |
        | Edge    |
        | Safari  |
        | Opera   |

    Scenario: A contract that has ended is listed as such in the store
      Given the owner's contract for Danger Zone Alerts has ended
      When the user follows "My Account > My services" in the store
      Then the page lists Danger Zone Alerts as ended in reaction to the last tap and stay so for 60 s
      And the page lists Connected Navigation as in force in reaction to the last tap and stay so for 60 s

    Scenario: It is reported whether the store shows the status of a contract in Internet Explorer
      Given pages are opened in Internet Explorer
      When the user follows "My Account > My services" in the store
      Then it is reported when the page lists Connected Navigation as in force within 60 s of the last tap
