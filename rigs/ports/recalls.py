"""Recall campaigns, and what the app tells of them."""

from __future__ import annotations

from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.derived import arrivals
from rigs.ports.port import Derived, Observation
from rigs.ports.values import Table, Text, Truth

PORTS = PortBook()
_RECALLS = ServicePorts(PORTS, "recalls", in_app=True)

CAMPAIGN = _RECALLS.does(
    "campaign",
    "how a recall campaign for a vehicle stands",
    Text("VIN running, or VIN ended", r"\w+ (running|ended)"),
)
CHECK = _RECALLS.does("check", "the vehicle that is picked and checked", Text("a VIN"))

RESULT = _RECALLS.shows("result", "what the app tells of recalls", Table("number", "vin", "recall", "text"))
TELLS_OF_RECALL = PORTS.add(
    Observation(
        "recalls.running",
        "whether the app tells of a running recall now",
        Truth(),
        Derived(arrivals(lambda result: result["recall"] == "running"), RESULT),
    )
)
TELLS_OF_NONE = PORTS.add(
    Observation(
        "recalls.none",
        "whether the app tells now that no recall is under way",
        Truth(),
        Derived(arrivals(lambda result: result["recall"] == "none"), RESULT),
    )
)
