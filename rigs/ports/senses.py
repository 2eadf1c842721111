"""What is seen and heard of the vehicle by instruments: LED, buttons, lamps, latches, sound outside, prompts."""

from __future__ import annotations

from rigs.ports.book import PortBook
from rigs.ports.derived import blinking
from rigs.ports.port import Audio, Derived, Instrument, Observation
from rigs.ports.values import Number, Text, Truth, Words
from vehicle.profile import DOORS

PORTS = PortBook()

SOS_LED = PORTS.add(
    Observation(
        "led.sos", "colour of the LED of the SOS button", Words("off", "green", "red", "orange"), Instrument()
    )
)
SOS_LED_BLINKING = PORTS.add(
    Observation(
        "led.sos.blinking",
        "whether the LED of the SOS button blinks",
        Truth(),
        Derived(blinking, SOS_LED),
        lag_s=3.0,
    )
)
BUTTON_COLOUR = {
    button: PORTS.add(
        Observation(
            f"button.{button}.colour",
            f"colour of the {button.upper()} button, as a camera sees it",
            Words("red", "black", "other"),
            Instrument(),
        )
    )
    for button in ("sos", "assistance")
}
LAMP = {
    lights: PORTS.add(
        Observation(
            f"lamp.{lights}",
            f"whether current flows through the lamps of the {words}",
            Words("lit", "dark"),
            Instrument(),
        )
    )
    for lights, words in (("hazard", "hazard lights"), ("sidelights", "sidelights"))
}
LATCH = {
    door: PORTS.add(
        Observation(
            f"latch.{door}",
            f"where a sensor sees the bolt of the latch, {door.replace('_', ' ')}",
            Words("locked", "unlocked"),
            Instrument(),
        )
    )
    for door in (*DOORS, "trunk")
}
SOUND_LEVEL = PORTS.add(
    Observation(
        "sound.level",
        "equivalent A-weighted sound level since the last sample, at the microphone outside",
        Number("dB"),
        Instrument(),
    )
)
PROMPT = PORTS.add(
    Observation(
        "audio.prompt",
        "the voice prompt that is heard, by its transcript",
        Text("a transcript, ? for what is no clip, nothing in silence", ".*"),
        Audio("prompt"),
        lag_s=10.0,
    )
)
HEARD = PORTS.add(
    Observation(
        "audio.sound",
        "whether the loudspeaker is heard at all",
        Words("silence", "sound"),
        Audio("sound"),
        lag_s=1.0,
    )
)
