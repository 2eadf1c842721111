"""What people and crash lines do to the vehicle: buttons, key, doors, locks, seats, ignition."""

from __future__ import annotations

from rigs.ports.book import PortBook
from rigs.ports.port import Instrument, Stimulus
from rigs.ports.values import Words
from vehicle.profile import DOORS, SEATS

PORTS = PortBook()

OPENINGS = (*DOORS, "trunk")
PRESSED = Words("pressed", "released")
OPEN = Words("open", "closed")
FIRED = Words("fired", "idle")


def _button(name: str, doc: str) -> Stimulus:
    return PORTS.add(Stimulus(name, doc, PRESSED, Instrument(), at_rest="released"))


SOS_BUTTON = PORTS.add(
    Stimulus("button.sos", "the red SOS button", PRESSED, Instrument(), "released", "emergency_call")
)
ASSISTANCE_BUTTON = PORTS.add(
    Stimulus("button.assistance", "the black service button", PRESSED, Instrument(), "released", "assistance_call")
)
START_BUTTON = _button("button.start", "the button or key position that starts the vehicle")
KEY_LOCK = _button("key.lock", "the lock button of the key")
KEY_UNLOCK = _button("key.unlock", "the unlock button of the key")
INSIDE_UNLOCK = _button("key.inside_unlock", "the unlock button inside")
AIRBAG_CRASH = PORTS.add(
    Stimulus(
        "crash.airbag", "the crash line that deploys the airbags", FIRED, Instrument(), "idle", "emergency_call"
    )
)
PRETENSIONER_CRASH = PORTS.add(
    Stimulus(
        "crash.pretensioner", "the crash line of the pre-tensioners", FIRED, Instrument(), "idle", "emergency_call"
    )
)
DOOR = {
    door: PORTS.add(
        Stimulus(f"door.{door}", f"the contact of the {door.replace('_', ' ')}", OPEN, Instrument(), "closed")
    )
    for door in OPENINGS
}
SEAT = {
    seat: PORTS.add(
        Stimulus(
            f"seat.{seat}", f"the belt contact of seat {seat}", Words("occupied", "empty"), Instrument(), "empty"
        )
    )
    for seat in SEATS
}
IGNITION = PORTS.add(Stimulus("ignition.kl15", "terminal 15", Words("on", "off"), Instrument(), "off"))
HATCH_BUTTON = _button("button.hatch", "the button in the charging hatch")
LOCK_BY_HAND = {
    door: PORTS.add(
        Stimulus(
            f"lock.{door}",
            f"a hand on the lock of the {door.replace('_', ' ')}",
            Words("unlocked", "locked"),
            Instrument(),
            "locked",
        )
    )
    for door in OPENINGS
}
KEY_PLACE = PORTS.add(
    Stimulus(
        "key.place", "where the key of the vehicle is", Words("away", "at_vehicle"), Instrument(), "at_vehicle"
    )
)
