@calls @sos_buttons
Feature: Countries with the emergency call
  The emergency call is there in every country of line 45; PSAPs are the world's model (AMB-05).

  @req-ECALL-19 @req-ECALL-15 @req-ECALL-24
  Rule: The emergency call is available in each country of the list

    Scenario Outline: The SOS button reaches a PSAP in <country>
      Given the vehicle stands at <latitude>, <longitude>
      And the vehicle is in the mobile network of country code <code>
      When the driver presses the SOS button
      Then the call is taken to a PSAP of <country> in reaction to the SOS press
      And the network takes a 112 call to the PSAP in reaction to the SOS press
      And the agent of the PSAP offers English in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When the PSAP hangs up
      Given the vehicle is started
      When a crash deploys the airbags
      Then the call is taken to a PSAP of <country> in reaction to the crash

      Examples:
        | country            | code | latitude | longitude |
        | Austria            | 232  | 48.3069  | 14.2858   |
        | Belgium            | 206  | 51.0543  | 3.7174    |
        | Bulgaria           | 284  | 42.1354  | 24.7453   |
        | Croatia            | 219  | 45.3271  | 14.4422   |
        | Cyprus             | 280  | 34.7071  | 33.0226   |
        | the Czech Republic | 230  | 49.7384  | 13.3736   |
        | Denmark            | 238  | 55.4038  | 10.4024   |
        | Estonia            | 248  | 58.3859  | 24.4971   |
        | Finland            | 244  | 61.4978  | 23.7610   |
        | France             | 208  | 47.3220  | 5.0415    |
        | Germany            | 262  | 51.3397  | 12.3731   |
        | Greece             | 202  | 38.2466  | 21.7346   |
        | Hungary            | 216  | 46.2530  | 20.1414   |
        | Ireland            | 272  | 51.8985  | -8.4756   |
        | Italy              | 222  | 43.7696  | 11.2558   |
        | Latvia             | 247  | 56.5047  | 21.0108   |
        | Lithuania          | 246  | 55.7033  | 21.1443   |
        | Luxembourg         | 270  | 49.4958  | 5.9806    |
        | Malta              | 278  | 36.0443  | 14.2512   |
        | the Netherlands    | 204  | 51.4416  | 5.4697    |
        | Poland             | 260  | 54.3520  | 18.6466   |
        | Portugal           | 268  | 37.0194  | -7.9322   |
        | Romania            | 226  | 45.7489  | 21.2087   |
        | Slovakia           | 231  | 49.2231  | 18.7394   |
        | Slovenia           | 293  | 46.5547  | 15.6459   |
        | Spain              | 214  | 39.4699  | -0.3763   |
        | Sweden             | 240  | 55.6050  | 13.0038   |
        | the United Kingdom | 234  | 53.4808  | -2.2426   |
        | Switzerland        | 228  | 46.9480  | 7.4474    |
        | Liechtenstein      | 295  | 47.2106  | 9.5260    |
        | Norway             | 242  | 63.4305  | 10.3951   |
        | Iceland            | 274  | 65.6885  | -18.1262  |

    Scenario: The SOS button and a crash reach a PSAP in the second mobile country code of the United Kingdom
      Given the vehicle stands at 54.5973, -5.9301
      And the vehicle is in the mobile network of country code 235
      When the driver presses the SOS button
      Then the call is taken to a PSAP of the United Kingdom in reaction to the SOS press
      And the network takes a 112 call to the PSAP in reaction to the SOS press
      And the agent of the PSAP offers English in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
      When the PSAP hangs up
      Given the vehicle is started
      When a crash deploys the airbags
      Then the call is taken to a PSAP of the United Kingdom in reaction to the crash

    @intermediate_mode
    Scenario: A drive over borders in intermediate mode reaches a PSAP of each country
      Given the vehicle stands at 49.4958, 5.9806
      And the vehicle is in the mobile network of country code 270
      And the vehicle is in intermediate mode
      And the vehicle is started
      When the driver presses the SOS button
      Then the call is taken to a PSAP of Luxembourg in reaction to the SOS press
      And the network takes a 112 call to the PSAP in reaction to the SOS press
      And the agent of the PSAP offers English in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the vehicle drives on to 51.3397, 12.3731 and stops there
      Given the vehicle is in the mobile network of country code 262
      When the driver presses the SOS button
      Then the call is taken to a PSAP of Germany in reaction to the SOS press
      And the network takes a 112 call to the PSAP in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press
      When the PSAP hangs up
      And the vehicle drives on to 47.2106, 9.5260 and stops there
      And the driver turns the ignition off
      Given the vehicle is in the mobile network of country code 295
      When the driver presses the SOS button
      Then the call is taken to a PSAP of Liechtenstein in reaction to the SOS press
      And the network takes a 112 call to the PSAP in reaction to the SOS press
      And the agent of the PSAP offers English in reaction to the SOS press
      And the PSAP and the vehicle are in voice contact in reaction to the SOS press and stay so for 60 s
