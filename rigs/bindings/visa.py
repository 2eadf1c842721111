"""Ports behind instruments, by the commands and queries that the rig file writes down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from clock.kernel import Kernel
from rigs.bindings.ear import AudioEar
from rigs.bindings.instrument import InstrumentLink, apply
from rigs.bindings.sampler import Sampler
from rigs.errors import SuiteError
from rigs.files.rig_file import RigFile
from rigs.hearing.tone import PROBE_S
from rigs.ports.port import Observation, Stimulus
from rigs.ports.senses import HEARD, PROMPT
from rigs.recording.journal import Evidence
from rigs.values.track import Track

Instruments = Callable[[str], InstrumentLink]
"""A callable that finds the open instrument of a name; opens it when it is first asked for."""


class VisaBinding:
    """Stimuli that are commands, and observations that are asked for again and again.

    Args:
        rig: The rig file.
        instruments: Finds the open instrument of a name.
        kernel: The clock.
    """

    def __init__(self, rig: RigFile, instruments: Instruments, kernel: Kernel) -> None:
        self._rig = rig
        self._instruments = instruments
        self._kernel = kernel
        self._samplers: list[Sampler] = []

    def standing(self) -> Mapping[str, Track]:
        """See `Binding.standing`."""
        return {}

    def set(self, port: Stimulus, value: str | float) -> str:
        """See `Binding.set`."""
        binding = self._rig.stimuli.get(port.name)
        if binding is None:
            raise SuiteError(f"rig {self._rig.name} has nothing behind the port {port.name}")
        return apply(port.name, binding, self._instruments(binding.instrument), f"{value}", port.takes.unit)

    def watch(self, port: Observation) -> Track:
        """See `Binding.watch`."""
        binding = self._rig.observations.get(port.name)
        if binding is None:
            raise SuiteError(f"rig {self._rig.name} does not observe {port.name}")
        track = Track(port.name, port.shows.unit)
        sampler = Sampler(binding, self._instruments(binding.instrument), track, self._kernel, port.shows)
        self._samplers.append(sampler)
        sampler.start()
        return track

    def finish(self, wait: Callable[[float], None]) -> Iterable[Evidence]:
        """See `Binding.finish`."""
        self.stop()
        return ()

    def stop(self) -> None:
        """See `Binding.stop`."""
        for sampler in self._samplers:
            sampler.stop()


class AudioBinding:
    """The prompt and the sound that one capture of the loudspeaker hears.

    Args:
        rig: The rig file.
        instruments: Finds the open instrument of a name.
        kernel: The clock.
    """

    def __init__(self, rig: RigFile, instruments: Instruments, kernel: Kernel) -> None:
        self._rig = rig
        self._instruments = instruments
        self._kernel = kernel
        self._ear: AudioEar | None = None
        self._tracks = {port.name: Track(port.name, port.shows.unit) for port in (PROMPT, HEARD)}

    def standing(self) -> Mapping[str, Track]:
        """See `Binding.standing`."""
        return {}

    def set(self, port: Stimulus, value: str | float) -> str:
        """Refuse: a loudspeaker is heard, never set."""
        raise SuiteError(f"{port.name} is what is heard, which cannot be set to {value!r}")

    def watch(self, port: Observation) -> Track:
        """See `Binding.watch`."""
        if self._ear is None:
            table = self._rig.audio
            if table is None:
                raise SuiteError(f"rig {self._rig.name} has no audio capture")
            prompt, sound = self._tracks.values()
            instrument = self._instruments(table.instrument)
            self._ear = AudioEar(table, instrument, prompt, sound, self._kernel)
            self._ear.start()
        return self._tracks[port.name]

    def finish(self, wait: Callable[[float], None]) -> Iterable[Evidence]:
        """See `Binding.finish`."""
        if self._ear is None:
            return ()
        self._ear.probe()
        wait(PROBE_S)
        self._ear.stop()
        return (Evidence("captured audio", "audio/wav", self._ear.wav()),)

    def stop(self) -> None:
        """See `Binding.stop`."""
        if self._ear is not None:
            self._ear.cancel()
