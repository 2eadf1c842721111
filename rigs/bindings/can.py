"""Ports on the buses: what the recorder hears of signals and of the activity of each bus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rigs.errors import SuiteError
from rigs.ports.port import Observation, Stimulus
from rigs.recording.journal import Evidence
from rigs.recording.recorder import Recorder
from rigs.values.track import Track


class CanBinding:
    """The signals of all buses.

    Args:
        recorder: Who hears the frames.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def standing(self) -> Mapping[str, Track]:
        """See `Binding.standing`."""
        return self._recorder.tracks

    def set(self, port: Stimulus, value: str | float) -> str:
        """Refuse: what an ECU sends is observed, never set."""
        raise SuiteError(f"{port.name} is a signal of a bus, which cannot be set to {value!r}")

    def watch(self, port: Observation) -> Track:
        """Refuse: each signal of the databases has a standing track."""
        raise SuiteError(f"{port.name} is in no database of the rig")

    def finish(self, wait: Callable[[float], None]) -> Iterable[Evidence]:
        """See `Binding.finish`; the traffic has its own place in the journal."""
        return ()

    def stop(self) -> None:
        """See `Binding.stop`: nothing is asked."""
