"""The assistance centre, which answers breakdown calls."""

from __future__ import annotations

from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.values import Table, Text, Words

PORTS = PortBook()
_CENTRE = ServicePorts(PORTS, "centre")

HANG_UP = _CENTRE.does("hang_up", "the agent of the assistance centre ends the call", Words("now"))
SAY = _CENTRE.does("say", "words that the agent of the assistance centre speaks", Text("words"))

CALL = _CENTRE.shows(
    "call",
    "the breakdown call as the assistance centre sees it",
    Words("idle", "ringing", "data", "voice", "ended"),
)
DATA = _CENTRE.shows("data", "the data that came with the last call to the assistance centre", Table("vin"))
HEARS = _CENTRE.shows("hears", "what the assistance centre hears of the vehicle", Words("silence", "speech"))
CASE = _CENTRE.shows("case", "the case that the assistance centre has opened", Table("number"), of_world=True)
