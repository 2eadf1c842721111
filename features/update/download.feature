Feature: Download of the update tool
  The tool that prepares a USB key for the multimedia system is there for Windows and macOS (lines 389 to 393), goes to an
  internal disk (line 408) and not to Linux (line 410).

  @req-UPDATE-01
  Rule: The update tool makes a USB key for an update of the multimedia system

    Scenario: The update tool prepares a USB key that holds an update for the vehicle, and a second one
      When 60 s pass
      Then no USB key is prepared for 60 s after the start of the wait
      When the user has the update tool prepare a USB key
      Then the USB key holds a whole update for the vehicle in reaction to the request
      When the user has the update tool prepare a USB key
      Then the USB key holds a whole update for the vehicle in reaction to the request

  @req-UPDATE-02 @req-UPDATE-03
  Rule: The tool can be downloaded for Windows and macOS

    Scenario Outline: The update tool that is downloaded for <system> is a program for it
      When the user downloads the update tool for <system>
      Then the file that was downloaded is a program for <system> in reaction to the download

      Examples:
        | system  |
        | Windows |
        | macOS   |

  @req-UPDATE-09 @req-UPDATE-10
  Rule: A download aimed at a USB key is refused, one aimed at an internal disk works

    Scenario Outline: The update tool for <system> is not downloaded to a USB key
      Given a USB key is selected for the download
      When the user downloads the update tool for <system>
      Then the page refuses the request in reaction to the download
      And no file is given for 60 s after the download

      Examples:
        | system  |
        | Windows |
        | macOS   |

    Scenario: The update tool is downloaded to an internal disk once that is selected in place of a USB key
      Given a USB key is selected for the download
      When the user downloads the update tool for Windows
      Then the page refuses the request in reaction to the download
      Given an internal disk is selected for the download
      When the user downloads the update tool for Windows
      Then the file that was downloaded is a program for Windows in reaction to the download

  @req-UPDATE-11
  Rule: There is no tool for Linux

    Scenario: The update tool cannot be downloaded for Linux
      When the user downloads the update tool for Linux
      Then the page refuses the request in reaction to the download
      And no file is given for 60 s after the download
