"""The ports of a rig for the length of one scenario: what is set, and what is watched."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pytest

from rigs.bindings.connection import Connection
from rigs.bindings.service import InVain
from rigs.errors import NotServed, SuiteError
from rigs.files.inventory import Inventory
from rigs.files.rig_file import RigFile
from rigs.pace import Pace, WaitListener
from rigs.ports import supply
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.pins import plays
from rigs.ports.port import Derived, Instrument, Observation, Service, Source, Stimulus
from rigs.recording.deeds import Deed
from rigs.recording.journal import Journal
from rigs.safety import refuse_unsafe, unwelcome
from rigs.values.interval import Event, Interval
from rigs.values.track import Track


class Access(Pace):
    """The ports of a connected rig, and the time in which they are used.

    Args:
        rig: The rig file.
        connection: The connected rig.
        journal: Where all that happens is written down.
        on_wait: Told of long waits.
        may_call: Whether the scenario declares that it places calls.
        book: The ports of the run.
    """

    def __init__(
        self,
        rig: RigFile,
        connection: Connection,
        journal: Journal,
        on_wait: WaitListener | None = None,
        *,
        may_call: bool = True,
        book: PortBook = HOUSE,
    ) -> None:
        super().__init__(connection.kernel, journal, on_wait)
        self.rig = rig
        self.book = book
        journal.connected_ns = journal.begin_ns = self.kernel.time_ns()
        self._absent = rig.absent
        self._may_call = may_call
        self._recorder = connection.recorder
        self._bindings = connection.bindings
        self._inventory = Inventory(rig, connection.recorder.network)
        self._tracks: dict[str, Track] = {}
        for binding in connection.bindings.values():
            standing = binding.standing().items()
            self._tracks.update((name, track) for name, track in standing if name not in self._absent)

    def stimulate(self, port: Stimulus, value: str | float) -> Event:
        """Set a stimulus.

        Returns:
            The moment in which the vehicle met it.

        Raises:
            SuiteError: The port does not take this value, or the rig has no such port.
            UnsafeRigError: It could set off a real emergency call.
            InstrumentFault: The instrument refused.
            ServiceFault: The service refused.
            pytest.skip.Exception: The service turns out not to have it, or the rig does not allow it.
        """
        try:
            return self._stimulate(port, value)
        except NotServed as error:
            cannot = f"{port.unserved}: " if port.unserved else ""
            raise pytest.skip.Exception(
                f"not applicable: {cannot}rig {self.rig.name} serves nothing behind {port.name}: {error}",
                _use_item_location=True,
            ) from error

    def restore(self, port: Stimulus, value: str | float) -> None:
        """Set a stimulus to its value at rest; what a service turns out not to have nobody can have disturbed.

        Raises:
            RigFault: What is behind it refused or did not answer.
        """
        with contextlib.suppress(NotServed):
            self._stimulate(port, value)

    def _stimulate(self, port: Stimulus, value: str | float) -> Event:
        allowed = port.takes.problem(value)
        if allowed is not None:
            raise SuiteError(f"{port.name} takes {allowed}, not {value!r}")
        refuse_unsafe(self.rig, port, value, may_call=self._may_call)
        self._refuse_unwelcome(port, value)
        self.catch_up()
        before_ns = self.kernel.time_ns()
        detail = self.set(port, value)
        in_vain = isinstance(detail, InVain)
        event = Event(f"{port.name} {value}", Interval(before_ns, self.kernel.time_ns()), detail, in_vain)
        self.journal.events.append(event)
        self.journal.deeds.append(Deed(port.name, value, event.when, in_vain))
        if port is supply.VOLTAGE and float(value) < supply.LOWEST_V:
            self._recorder.supply_taken(event.when)
        self.catch_up()
        return event

    def _refuse_unwelcome(self, port: Stimulus, value: str | float) -> None:
        """End the scenario where the rig does not allow what a stimulus sets off.

        Raises:
            pytest.skip.Exception: It does not, or not now.
        """
        effect = port.effect_of(value)
        why = None if effect is None else unwelcome(self.rig, [effect])
        if why is not None:
            raise pytest.skip.Exception(f"not applicable: {why}", _use_item_location=True)

    def set(self, port: Stimulus, value: str | float) -> str:
        """Set a stimulus past the journal: what is done to the rig when the scenario itself is over.

        Returns:
            What a report adds to it.
        """
        source = self._source(port, self.rig.stimuli)
        return self._bindings[type(source)].set(port, value)

    def _source(self, port: Stimulus | Observation, by_instruments: Collection[str]) -> Source:
        """Return what stands behind a port: what the file puts there, unless the rig simulates all of it."""
        simulated = isinstance(port.source, Service) and plays(self.rig.restbus, port)
        return Instrument() if port.name in by_instruments and not simulated else port.source

    def has(self, *ports: Stimulus | Observation) -> bool:
        """Say whether the rig has something behind each of some ports; without it none can have been disturbed."""
        return all(self._inventory.has(port) for port in ports)

    @property
    def tracks(self) -> Mapping[str, Track]:
        """Tracks of the ports that are watched, by their names."""
        return self._tracks

    def track(self, port: Observation) -> Track:
        """Return all that an observation port has shown.

        Raises:
            SuiteError: The rig has no such port, or it was not armed for this scenario.
            pytest.skip.Exception: It is a signal that the rig file declares absent.
        """
        if not self.hears(port):
            raise self.not_applicable([port])
        try:
            return self._tracks[port.name]
        except KeyError:
            raise SuiteError(f"rig {self.rig.name} does not observe {port.name} in this scenario") from None

    def hears(self, port: Observation) -> bool:
        """Say whether the vehicle of this rig shows a port; of a signal its file may say that it does not."""
        return port.name not in self._absent

    def not_applicable(self, ports: Iterable[Observation]) -> BaseException:
        """Return what ends a scenario that rests on ports of which the rig does not hear all."""
        unheard = ", ".join(port.name for port in ports if not self.hears(port))
        return pytest.skip.Exception(
            f"not applicable: rig {self.rig.name} declares {unheard} absent, and nothing else shows it",
            _use_item_location=True,
        )

    def arm(self, ports: Iterable[Observation]) -> None:
        """Begin to watch what no binding watches by itself.

        Raises:
            SuiteError: The rig has nothing behind one of the ports.
            InstrumentFault: An instrument gave no answer.
        """
        for port in ports:
            if port.name not in self._tracks and self.hears(port):
                source = self._source(port, self.rig.observations)
                self._tracks[port.name] = self._watch(port, source)

    def _watch(self, port: Observation, source: Source) -> Track:
        if not isinstance(source, Derived):
            return self._bindings[type(source)].watch(port)
        self.arm(source.ports)
        track = Track(port.name, port.shows.unit)
        source.derive(tuple(self.track(each) for each in source.ports), track, self.kernel)
        return track

    def look(self, port: Observation) -> Any:
        """Return what a port shows at present, an instrument by being asked once more; None without a value.

        Raises:
            SuiteError: The rig has nothing behind the port.
            InstrumentFault: An instrument gave no answer.
        """
        source = self._source(port, self.rig.observations)
        if isinstance(source, Instrument) and self.hears(port):
            return self._bindings[type(source)].watch(port).value
        self.arm([port])
        track = self._tracks.get(port.name)
        return None if track is None else track.value

    def stop(self) -> None:
        """Ask nothing more of the rig."""
        for binding in self._bindings.values():
            binding.stop()
