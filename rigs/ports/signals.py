"""The observations that are signals of a bus, and what the recorder tells of each bus."""

from __future__ import annotations

from functools import cache

from rigs.ports.port import Activity, Observation, Signal
from rigs.ports.values import Anything, Words

BUS_ACTIVITY = {
    bus: Observation(
        f"{bus}.activity",
        f"whether frames are on the {bus.replace('_', '-')} bus: awake, asleep",
        Words("awake", "asleep"),
        Activity(bus),
    )
    for bus in ("comfort", "inter_system")
}
"""What the recorder itself tells of each bus of the suite."""


@cache
def signal(name: str, unit: str = "") -> Observation:
    """Return the observation that is a signal of the suite's signal list."""
    return Observation(name, f"signal {name}", Anything(unit), Signal(name))
