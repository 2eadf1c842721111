"""The sign of life of each bus at the end of a scenario: an ear that has gone deaf judges nothing.

What is silent looks like a vehicle that does nothing, which many scenarios expect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from clock.kernel import Kernel, seconds
from rigs.ports import controls, supply
from rigs.ports.port import Observation, Stimulus
from rigs.ports.signals import BUS_ACTIVITY
from rigs.values.track import Track

HEARD_ON_S = 3.1
"""Time in s that a bus which is awake is heard on: monitors need it to miss a message that has stopped."""

SPEAKS_S = 5.0
"""Time in s after the turn of the ignition in which a bus that was asleep must be heard."""

TURN_S = 0.2
"""Time in s that the ignition is off before it is turned on."""


class Stage(Protocol):
    """The scenario that has ended, as far as its buses must be woken once more."""

    @property
    def kernel(self) -> Kernel:
        """The clock."""

    @property
    def tracks(self) -> Mapping[str, Track]:
        """Tracks of the ports that are watched, by their names."""

    def has(self, *ports: Stimulus) -> bool:
        """Say whether the rig has something behind each of some ports."""

    def set(self, port: Stimulus, value: str | float) -> object:
        """Set a stimulus, of which the journal is told nothing."""

    def wait(self, duration_s: float) -> None:
        """Let time pass."""

    def wait_for_change(self, track: Track, deadline_ns: int) -> bool:
        """Let time pass until a track changes; False when the deadline came first."""


def lifeless(stage: Stage) -> Iterator[str]:
    """Yield a doubt for each bus that is not heard once more.

    One that is awake is heard on; one that sleeps is woken by the ignition, with the supply on.

    Raises:
        rigs.errors.RigFault: The rig failed.
    """
    end_ns = stage.kernel.time_ns()
    buses = [port for port in BUS_ACTIVITY.values() if port.name in stage.tracks]
    if any(stage.tracks[bus.name].value == "awake" for bus in buses):
        stage.wait(HEARD_ON_S)
    if all(_spoke(stage, bus, end_ns) for bus in buses) or not stage.has(controls.IGNITION):
        return
    if stage.has(supply.VOLTAGE):
        stage.set(supply.VOLTAGE, supply.NOMINAL_V)
    stage.set(controls.IGNITION, "off")
    stage.wait(TURN_S)
    stage.set(controls.IGNITION, "on")
    deadline_ns = stage.kernel.time_ns() + seconds(SPEAKS_S)
    for bus in buses:
        while not _spoke(stage, bus, end_ns):
            if not stage.wait_for_change(stage.tracks[bus.name], deadline_ns):
                yield f"{bus.name}: no frame after the scenario, although the ignition was turned on"
                break
    stage.set(controls.IGNITION, "off")


def _spoke(stage: Stage, bus: Observation, since_ns: int) -> bool:
    last = stage.tracks[bus.name].last
    return last is not None and (last.value == "awake" or last.when.latest_ns > since_ns)
