"""The touch screen: the finger, what the camera sees of its fields, and the phone of Mirror Screen."""

from __future__ import annotations

from rigs.ports.book import PortBook
from rigs.ports.port import Instrument, Observation, Stimulus
from rigs.ports.values import Number, Text, Words

PORTS = PortBook()

FIELD = Text("the name of a field", r"[a-z0-9_]+")
FIELDS = (
    *("menu", "gears", "navigation", "banner"),
    *("private_mode", "private", "share_data", "share_data_and_position", "share_data_and_location"),
    *("navigation_menu", "settings", "card", "authorise_sending", "ok"),
    *("phone", "streaming", "connection_sharing"),
)
"""The fields of the touch screen that are looked for, by the names by which a finger finds them: those of the
privacy settings, and the boxes of a pairing (lines 340 and 363)."""

TAP = PORTS.add(
    Stimulus("screen.tap", "a finger on a field of the touch screen, by its name", FIELD, Instrument())
)
DRAG = PORTS.add(
    Stimulus(
        "screen.drag",
        "a finger that drags a field of the touch screen from the top to the bottom, by its name",
        FIELD,
        Instrument(),
    )
)
PROJECTION_PHONE = PORTS.add(
    Stimulus(
        "projection.phone",
        "the phone for Mirror Screen at the vehicle's socket",
        Words("carplay", "android_auto", "none"),
        Instrument(),
        "none",
    )
)

PLACE = {
    field: PORTS.add(
        Observation(
            f"screen.place.{field}",
            f"how far field {field} is from the left edge; -1: not there",
            Number("%"),
            Instrument(),
        )
    )
    for field in FIELDS
}
CHECKED = PORTS.add(
    Observation(
        "screen.checked.authorise_sending",
        "whether the box to authorise sending has a tick",
        Words("checked", "clear"),
        Instrument(),
    )
)
MODE = PORTS.add(
    Observation(
        "screen.mode",
        "the privacy mode that a driver reads on the touch screen; none: the page shows none",
        Words("private", "intermediate", "geolocated", "none"),
        Instrument(),
    )
)
PROJECTION_SESSION = PORTS.add(
    Observation(
        "projection.session",
        "the session of the phone for Mirror Screen",
        Words("none", "active", "refused"),
        Instrument(),
    )
)
