"""A rig that is connected: the clock, the ear on the buses, and who serves the ports of one scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from clock.kernel import Kernel
from rigs.bindings.binding import Binding
from rigs.ports.port import Source
from rigs.recording.recorder import Recorder

Bindings = Mapping[type[Source], Binding]
"""Bindings that serve the ports, by the kind of their source."""


@dataclass
class Connection:
    """A connected vehicle with all that a scenario needs.

    Attributes:
        kernel: The clock.
        recorder: The ear on the buses.
        bindings: Who serves the ports.
        fresh: Whether the vehicle has just been made, so that the way to the rest state is to wait.
        lateness_ns: Gives by how many ns each process beside this run was late at worst since it was last asked,
            by its name for people.
        close: Leaves everything that was opened in its safe state.
    """

    kernel: Kernel
    recorder: Recorder
    bindings: Bindings
    fresh: bool = False
    lateness_ns: Callable[[], Mapping[str, int]] = field(default=dict)
    close: Callable[[], None] = field(default=lambda: None)
