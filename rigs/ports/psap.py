"""The PSAP, which answers emergency calls, and the mobile network that places them."""

from __future__ import annotations

from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.values import Table, Text, Truth, Words

PORTS = PortBook()
_PSAP = ServicePorts(PORTS, "psap")
_NETWORK = ServicePorts(PORTS, "network")

HANG_UP = _PSAP.does("hang_up", "the agent of the PSAP ends the call", Words("now"))
REQUEST_MSD = _PSAP.does("request_msd", "the PSAP asks for the MSD again", Words("now"))
CALL_BACK = _PSAP.does("call_back", "the PSAP calls the vehicle", Words("now"))
SAY = _PSAP.does("say", "words that the agent of the PSAP speaks", Text("words"))
TELL = _PSAP.does(
    "tell",
    "what the occupants tell the agent of the PSAP that they call for",
    Words("accident", "medical emergency", "life-threatening situation", "advice"),
)

CALL = _PSAP.shows(
    "call",
    "the emergency call as the PSAP sees it",
    Words("idle", "ringing", "data", "voice", "ended"),
)
MSD = _PSAP.shows("msd", "the last minimum set of data that the PSAP received", Table("hex"))
SITE = _PSAP.shows(
    "site", "the PSAP that has the call, and the languages of its agent", Table("languages"), of_world=True
)
HEARS = _PSAP.shows("hears", "what the PSAP hears of the vehicle", Words("silence", "speech"))
CASE = _PSAP.shows("case", "the case that the PSAP has opened", Table("number"), of_world=True)
NETWORK_CALL = _NETWORK.shows(
    "call", "the last call of the vehicle as the network was asked for it", Table("category", "number")
)
NETWORK_CONNECTION = _NETWORK.shows(
    "connection",
    "the calls that the cell has under way with the vehicle",
    Words("none", "emergency", "breakdown", "both"),
)
NETWORK_COVERAGE = _NETWORK.shows("coverage", "whether the vehicle has the mobile network", Truth())
