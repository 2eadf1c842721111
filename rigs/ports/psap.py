"""The PSAP, which answers emergency calls, and the mobile network that places them."""

from __future__ import annotations

from rigs.ports.book import PortBook
from rigs.ports.port import Observation, Service, Stimulus
from rigs.ports.values import Table, Text, Truth, Values, Words

PORTS = PortBook()


def _does(verb: str, doc: str, takes: Values) -> Stimulus:
    return PORTS.add(Stimulus(f"psap.{verb}", doc, takes, Service("psap", verb)))


def _shows(item: str, doc: str, shows: Values) -> Observation:
    return PORTS.add(Observation(f"psap.{item}", doc, shows, Service("psap", item)))


HANG_UP = _does("hang_up", "the agent of the PSAP ends the call", Words("now"))
REQUEST_MSD = _does("request_msd", "the PSAP asks for the MSD again", Words("now"))
CALL_BACK = _does("call_back", "the PSAP calls the vehicle", Words("now"))
SAY = _does("say", "words that the agent of the PSAP speaks", Text("words"))
TELL = _does(
    "tell",
    "what the occupants tell the agent of the PSAP that they call for",
    Words("accident", "medical emergency", "life-threatening situation", "advice"),
)

CALL = _shows(
    "call",
    "the emergency call as the PSAP sees it",
    Words("idle", "ringing", "data", "voice", "ended"),
)
MSD = _shows("msd", "the last minimum set of data that the PSAP received", Table("hex"))
SITE = _shows("site", "the PSAP that has the call, and the languages of its agent", Table("languages"))
HEARS = _shows("hears", "what the PSAP hears of the vehicle", Words("silence", "speech"))
CASE = _shows("case", "the case that the PSAP has opened", Table("number"))
NETWORK_CALL = PORTS.add(
    Observation(
        "network.call",
        "the last call of the vehicle as the network was asked for it",
        Table("category", "number"),
        Service("network", "call"),
    )
)
NETWORK_COVERAGE = PORTS.add(
    Observation(
        "network.coverage",
        "whether the vehicle has the mobile network",
        Truth(),
        Service("network", "coverage"),
    )
)
