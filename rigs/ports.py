"""The ports: all that step code can do to the vehicle and its surroundings, and all it can see.

A stimulus sets the surroundings, an observation is what a Then reads. What stands behind a port on a rig is
said by its rig file; ports that carry the name of a suite signal are that signal unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulators.profile import DOORS, SEATS

Hazard = Literal["emergency_call", "assistance_call"]


@dataclass(frozen=True)
class Stimulus:
    """Something that a scenario sets.

    Attributes:
        name: As rig files say it.
        doc: What it is, for people.
        words: The allowed values, of a hazard that at rest last; empty when the value is a number or a text.
        unit: Of a number.
        hazard: What it sets off on a vehicle whose calls are not contained.
    """

    name: str
    doc: str
    words: tuple[str, ...] = ()
    unit: str = ""
    hazard: Hazard | None = None

    @property
    def at_rest(self) -> str | None:
        """The word for an undisturbed bench, None where the port has no words."""
        return self.words[-1] if self.words else None


@dataclass(frozen=True)
class Observation:
    """Something that a scenario sees.

    Attributes:
        name: As rig files say it.
        doc: What it is, for people.
        unit: Of a number; empty for words.
        lag_s: How late a change may become known; a prompt is recognised when it has ended.
    """

    name: str
    doc: str
    unit: str = ""
    lag_s: float = 0.0


PRESSED = ("pressed", "released")

SOS_BUTTON = Stimulus("button.sos", "the red SOS button", PRESSED, hazard="emergency_call")
ASSISTANCE_BUTTON = Stimulus("button.assistance", "the black service button", PRESSED, hazard="assistance_call")
START_BUTTON = Stimulus("button.start", "the button or key position that starts the vehicle", PRESSED)
IGNITION = Stimulus("ignition.kl15", "terminal 15", ("on", "off"))
DOOR = {
    door: Stimulus(f"door.{door}", f"the contact of the {door.replace('_', ' ')}", ("open", "closed"))
    for door in (*DOORS, "trunk")
}
KEY_LOCK = Stimulus("key.lock", "the lock button of the key", PRESSED)
KEY_UNLOCK = Stimulus("key.unlock", "the unlock button of the key", PRESSED)
INSIDE_UNLOCK = Stimulus("key.inside_unlock", "the unlock button inside", PRESSED)
AIRBAG_CRASH = Stimulus(
    "crash.airbag", "the crash line that deploys the airbags", ("fired", "idle"), hazard="emergency_call"
)
PRETENSIONER_CRASH = Stimulus(
    "crash.pretensioner", "the crash line of the pre-tensioners", ("fired", "idle"), hazard="emergency_call"
)
SUPPLY = Stimulus("supply.voltage", "terminal 30", unit="V")
STATE_OF_CHARGE = Stimulus("battery.soc", "state of charge of the battery emulator", unit="%")
PLUG = Stimulus("station.plug", "the plug of the charging station", ("plugged", "unplugged"))
STATION_TYPE = Stimulus("station.type", "kind of charging current", ("regular", "fast"))
STATION_CONSENT = Stimulus("station.consent", "whether the station allows charging", ("allows", "forbids"))
OUTSIDE_TEMPERATURE = Stimulus("ambient.temperature", "temperature outside", unit="°C")
CABIN_TEMPERATURE = Stimulus("cabin.temperature", "temperature in the cabin", unit="°C")
WHEEL_SPEED = Stimulus("wheel.speed", "speed of the wheels", unit="km/h")
GNSS_POSITION = Stimulus("gnss.position", "simulated position: latitude and longitude", unit="°")
GNSS_HEADING = Stimulus("gnss.heading", "direction of travel, from north through east", unit="°")
GNSS_FIX = Stimulus("gnss.fix", "whether satellites are received", ("fix", "none"))
COVERAGE = Stimulus("cell.coverage", "coverage of the mobile network", ("on", "off"))
MICROPHONE = Stimulus("microphone", "the microphone in the cabin", ("connected", "mute"))
SEAT = {
    seat: Stimulus(f"seat.{seat}", f"the belt contact of seat {seat}", ("occupied", "empty")) for seat in SEATS
}
PHONE_ORDER = Stimulus(
    "phone.order",
    "an order that the driver gives in the app",
    (
        *("lock", "unlock", "lights", "horn"),
        *("charge_start", "charge_stop", "charge_immediate", "charge_deferred"),
        *("precond_start", "precond_stop"),
    ),
)
PHONE_SHOW = Stimulus("phone.show", "what the phone shows", ("home", "other", "background", "locked"))
SCREEN_TAP = Stimulus("screen.tap", "a finger on a field of the touch screen, by the name of the field")
PSAP_HANG_UP = Stimulus("psap.hang_up", "the agent of the PSAP ends the call")
CENTRE_HANG_UP = Stimulus("centre.hang_up", "the agent of the assistance centre ends the call")
PSAP_REQUEST_MSD = Stimulus("psap.request_msd", "the PSAP asks for the data set again")
PSAP_CALL_BACK = Stimulus("psap.call_back", "the PSAP calls the vehicle")

STIMULI: Mapping[str, Stimulus] = {
    port.name: port
    for port in (
        *(SOS_BUTTON, ASSISTANCE_BUTTON, START_BUTTON, IGNITION, *DOOR.values()),
        *(KEY_LOCK, KEY_UNLOCK, INSIDE_UNLOCK, AIRBAG_CRASH, PRETENSIONER_CRASH, SUPPLY),
        *(STATE_OF_CHARGE, PLUG, STATION_TYPE, STATION_CONSENT),
        *(OUTSIDE_TEMPERATURE, CABIN_TEMPERATURE, WHEEL_SPEED),
        *(GNSS_POSITION, GNSS_HEADING, GNSS_FIX, COVERAGE, MICROPHONE, *SEAT.values()),
        *(SCREEN_TAP, PHONE_ORDER, PHONE_SHOW, PSAP_HANG_UP, CENTRE_HANG_UP, PSAP_REQUEST_MSD, PSAP_CALL_BACK),
    )
}
"""Every stimulus by its name."""

SOS_LED = Observation("led.sos", "colour of the LED of the SOS button")
SOS_LED_BLINKING = Observation("led.sos.blinking", "whether the LED of the SOS button blinks", lag_s=3.0)
SOUND_LEVEL = Observation(
    "sound.level", "equivalent A-weighted sound level since the last sample, at the microphone outside", "dB"
)
PROMPT = Observation("audio.prompt", "the voice prompt that is heard, by its transcript", lag_s=10.0)
HEARD = Observation("audio.sound", "whether the loudspeaker is heard at all", lag_s=1.0)
PSAP_CALL = Observation("psap.call", "the emergency call as the PSAP sees it")
PSAP_MSD = Observation("psap.msd", "the last minimum set of data that the PSAP received")
CENTRE_CALL = Observation("centre.call", "the breakdown call as the assistance centre sees it")
CENTRE_DATA = Observation("centre.data", "the last data set that the assistance centre received")
PHONE_BANNER = Observation("phone.banner", "the banner that the app shows")
PHONE_NOTIFICATION = Observation("phone.notification", "the notification that the phone shows")
PHONE_PROGRESS = {
    kind: Observation(f"phone.progress.{kind}", f"what the button of a {kind} order shows")
    for kind in ("lock", "unlock", "lights", "horn")
}

OBSERVATIONS: Mapping[str, Observation] = {
    port.name: port
    for port in (
        *(SOS_LED, SOS_LED_BLINKING, SOUND_LEVEL, PROMPT, HEARD, PSAP_CALL, PSAP_MSD, CENTRE_CALL, CENTRE_DATA),
        *(PHONE_BANNER, PHONE_NOTIFICATION, *PHONE_PROGRESS.values()),
    )
}
"""Every observation that is not a suite signal, by its name."""

BUS_ACTIVITY = {
    bus: Observation(f"{bus}.activity", f"whether frames are on the {bus.replace('_', '-')} bus: awake, asleep")
    for bus in ("comfort", "inter_system")
}
"""What the recorder itself tells of each bus."""


def signal(name: str, unit: str = "") -> Observation:
    """The observation that is a suite signal."""
    return Observation(name, f"signal {name}", unit)
