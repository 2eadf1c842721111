Feature: Downloads and USB keys of the update tool, one after the other
  What was downloaded or prepared before says nothing of the next (lines 389 to 410).

  @req-UPDATE-01 @req-UPDATE-02 @req-UPDATE-03 @req-UPDATE-09
  Rule: Each download is the program that was asked for, and each USB key is whole

    Scenario: Three USB keys and four downloads are each as they should be, also after refusals
      When the user downloads the update tool for macOS
      Then the file that was downloaded is a program for macOS in reaction to the download
      When the user has the update tool prepare a USB key
      Then the USB key holds a whole update for the vehicle in reaction to the request
      When the user downloads the update tool for Windows
      Then the file that was downloaded is a program for Windows in reaction to the download
      Given a USB key is selected for the download
      When the user downloads the update tool for macOS
      Then no file is given for 60 s after the download
      When the user has the update tool prepare a USB key
      Then the USB key holds a whole update for the vehicle in reaction to the request
      Given an internal disk is selected for the download
      When the user downloads the update tool for macOS
      Then the file that was downloaded is a program for macOS in reaction to the download
      When the user downloads the update tool for Windows
      Then the file that was downloaded is a program for Windows in reaction to the download
      When 24 h pass by the calendar
      And the user has the update tool prepare a USB key
      Then the USB key holds a whole update for the vehicle in reaction to the request
