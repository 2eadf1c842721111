@connected
Feature: Description of the private mode
  The way to change the private mode can be downloaded as a file (line 77).

  @req-PRIV-14
  Rule: The description of the privacy procedure can be downloaded as a file

    Scenario: The file that is downloaded describes the private mode
      When the user downloads the description of the private mode
      Then the file that was downloaded tells of the private mode in reaction to the download

    Scenario: The file describes the private mode when it is downloaded again
      When the user downloads the description of the private mode
      Then the file that was downloaded tells of the private mode in reaction to the download
      When the user downloads the description of the private mode
      And 20 s pass
      Then the file that was downloaded tells of the private mode
