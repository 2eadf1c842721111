"""What a binding is: it sets the stimuli of one kind of source, and feeds the tracks of its observations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from rigs.ports.port import Observation, Stimulus
from rigs.recording.journal import Evidence
from rigs.values.track import Track


class Binding(Protocol):
    """All ports of one kind of source, for the length of one scenario."""

    def standing(self) -> Mapping[str, Track]:
        """Return the tracks that are fed whether a scenario asks for them or not, by the names of their ports."""

    def set(self, port: Stimulus, value: str | float) -> str:
        """Set a stimulus and make sure that it was taken.

        Returns:
            What was done, for people.

        Raises:
            rigs.errors.SuiteError: The rig has nothing behind this port.
            rigs.errors.RigFault: What is behind it refused or did not answer.
        """

    def watch(self, port: Observation) -> Track:
        """Begin to observe a port that has no standing track.

        Raises:
            rigs.errors.SuiteError: The rig has nothing behind this port.
            rigs.errors.RigFault: What is behind it did not answer.
        """

    def finish(self, wait: Callable[[float], None]) -> Iterable[Evidence]:
        """Observe no more.

        Args:
            wait: Lets so many seconds pass on the rig.

        Returns:
            What it has captured.

        Raises:
            rigs.errors.RigFault: What is behind it can no longer be believed.
        """

    def stop(self) -> None:
        """Ask nothing more, whatever happened.

        The clock of some rigs goes on for the next scenario, and nothing is to be asked in it for this one.
        """
