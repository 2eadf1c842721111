"""The observations that are signals of a bus, and what the recorder tells of each bus."""

from __future__ import annotations

from functools import cache

from rigs.ports.port import Activity, Observation, Signal
from rigs.ports.values import Anything, Words

BUSES = {"comfort": "can0", "inter_system": "can1"}
"""The buses on which the suite's own signals are, with the channels that a twin's server has them on.

A lab may have others besides.
"""


@cache
def activity(bus: str) -> Observation:
    """Return the observation that the recorder itself makes of a bus, whatever its name."""
    return Observation(
        f"{bus}.activity",
        f"whether frames are on the {bus.replace('_', '-')} bus: awake, asleep",
        Words("awake", "asleep"),
        Activity(bus),
    )


BUS_ACTIVITY = {bus: activity(bus) for bus in BUSES}
"""Ports that show what the recorder itself tells of each bus of the suite."""


@cache
def signal(name: str, unit: str = "") -> Observation:
    """Return the observation that is a signal of the suite's signal list."""
    return Observation(name, f"signal {name}", Anything(unit), Signal(name))
