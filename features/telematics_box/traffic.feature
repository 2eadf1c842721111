@connected @sos_buttons
Feature: The telematics box in the vehicle and its messages to the manufacturer
  The box takes part in the traffic of the vehicle and tells the manufacturer what the services need (line 126).

  @req-TBOX-01
  Rule: The telematics box answers

    Scenario: The telematics box takes part in the traffic of a vehicle that is woken
      Given the vehicle is asleep
      When the driver turns the ignition on
      Then the telematics unit takes part in the traffic in reaction to the turn of the ignition

    Scenario: The telematics box goes on taking part while the ignition is on
      When the driver turns the ignition on
      And 60 s pass
      Then the telematics unit takes part in the traffic

  @calls @req-TBOX-02
  Rule: The manufacturer is told as part of the SOS and assistance service

    Scenario: The manufacturer has word of a call for assistance
      When the driver presses the ASSISTANCE button
      Then the manufacturer has word of the assistance in reaction to the ASSISTANCE press

    Scenario: The manufacturer has word of it without a subscription to connected services
      Given the subscription to connected services has ended
      When the driver presses the ASSISTANCE button
      Then the manufacturer has word of the assistance in reaction to the ASSISTANCE press

    Scenario: Without a call for assistance the manufacturer has no word of one
      When the driver starts the vehicle
      Then no word of an assistance reaches the manufacturer for 60 s after the start

  @req-TBOX-03
  Rule: Connected services send with their subscription alone

    Scenario: With the subscription vehicle data reach the back office
      When the driver starts the vehicle
      Then vehicle data reach the back office in reaction to the start

    Scenario: Without the subscription no vehicle data reach the back office
      Given the subscription to connected services has ended
      When the driver starts the vehicle
      Then no vehicle data reach the back office for 2 min after the start
