"""The assistance centre, which answers breakdown calls."""

from __future__ import annotations

from rigs.ports.book import PortBook
from rigs.ports.port import Observation, Service, Stimulus
from rigs.ports.values import Table, Text, Values, Words

PORTS = PortBook()


def _shows(item: str, doc: str, shows: Values) -> Observation:
    return PORTS.add(Observation(f"centre.{item}", doc, shows, Service("centre", item)))


HANG_UP = PORTS.add(
    Stimulus(
        "centre.hang_up",
        "the agent of the assistance centre ends the call",
        Words("now"),
        Service("centre", "hang_up"),
    )
)
SAY = PORTS.add(
    Stimulus(
        "centre.say",
        "words that the agent of the assistance centre speaks",
        Text("words"),
        Service("centre", "say"),
    )
)

CALL = _shows(
    "call",
    "the breakdown call as the assistance centre sees it",
    Words("idle", "ringing", "data", "voice", "ended"),
)
DATA = _shows("data", "the data that came with the last call to the assistance centre", Table("vin"))
HEARS = _shows("hears", "what the assistance centre hears of the vehicle", Words("silence", "speech"))
CASE = _shows("case", "the case that the assistance centre has opened", Table("number"))
