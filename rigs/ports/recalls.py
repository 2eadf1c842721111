"""Recall campaigns, and what the app tells of them."""

from __future__ import annotations

from rigs.ports.arrival import arrival
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.values import Table, Text

PORTS = PortBook()
_RECALLS = ServicePorts(PORTS, "recalls", in_app=True)

CAMPAIGN = _RECALLS.does(
    "campaign",
    "how a recall campaign for a vehicle stands",
    Text("VIN running, or VIN ended", r"\w+ (running|ended)"),
)
CHECK = _RECALLS.does("check", "the vehicle that is picked and checked", Text("a VIN"))

RESULT = _RECALLS.shows("result", "what the app tells of recalls", Table("number", "vin", "recall", "text"))
TELLS_OF_RECALL = arrival(
    PORTS,
    "recalls.running",
    "whether the app tells of a running recall now",
    RESULT,
    lambda result: result["recall"] == "running",
)
TELLS_OF_NONE = arrival(
    PORTS,
    "recalls.none",
    "whether the app tells now that no recall is under way",
    RESULT,
    lambda result: result["recall"] == "none",
)
