"""A rig that is connected: the clock, the ear on the buses, and who serves the ports of one scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from clock.kernel import Kernel
from rigs.bindings.binding import Binding
from rigs.ports.port import Source
from rigs.recording.recorder import Recorder

Bindings = Mapping[type[Source], Binding]
"""Bindings that serve the ports, by the kind of their source."""


class Diagnosis(Protocol):
    """Diagnosis of the real ECUs of a bench, as far as they store faults."""

    def before(self) -> None:
        """Note what is stored before a scenario.

        Raises:
            rigs.errors.RigFault: An ECU does not answer.
        """

    def after(self) -> Sequence[str]:
        """Return what is stored now and was not before, for people.

        Raises:
            rigs.errors.RigFault: An ECU does not answer.
        """


class NoDiagnosis:
    """A rig whose ECUs are not asked."""

    def before(self) -> None:
        """See `Diagnosis.before`."""

    def after(self) -> Sequence[str]:
        """See `Diagnosis.after`."""
        return ()


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
        diagnosis: Who asks the real ECUs for what they store.
        guard: Reads the identity of the test network, and watches it until the end of the scenario; raises
            `rigs.errors.Abandoned`. None where the rig cannot, so that no call is placed on it.
        rest: Puts all outputs to rest at once; raises `rigs.errors.NotAtRest`.
        close: Leaves everything that was opened in its safe state.
    """

    kernel: Kernel
    recorder: Recorder
    bindings: Bindings
    fresh: bool = False
    lateness_ns: Callable[[], Mapping[str, int]] = field(default=dict)
    diagnosis: Diagnosis = field(default_factory=NoDiagnosis)
    guard: Callable[[], None] | None = None
    rest: Callable[[], None] = field(default=lambda: None)
    close: Callable[[], None] = field(default=lambda: None)
