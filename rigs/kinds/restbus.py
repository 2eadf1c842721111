"""The restbus: the ECUs that a bench has not, played by those of the simulated vehicle beside the real ones.

They live on the clock of the bench. Their buses are those of its adapters: what a real ECU sends they hear, and
what they send goes out. Their pins are lines of this process, their plant is its own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from clock.kernel import Kernel
from dbc.consistency import identifier
from rigs.bindings.binding import Binding
from rigs.bindings.connection import Bindings
from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.lab import Lab
from rigs.bindings.service import ServiceListener, ServicePort
from rigs.errors import RigFault
from rigs.files.rig_file import ROOT, RigFile, load_rig
from rigs.kinds.virtual import LocalService
from rigs.ports.book import PortBook
from rigs.ports.pins import RADIO, plays
from rigs.ports.port import Audio, Instrument, Observation, Source, Stimulus
from rigs.recording.journal import Evidence
from rigs.recording.recorder import Recorder
from rigs.values.track import Track
from simulators.bus.joined import JoinedSegment
from simulators.bus.segment import Segment
from simulators.offboard.emergency.msd import load_schema
from simulators.offboard.service import Service
from simulators.scpi.backend import open_manager, resource_name
from simulators.world import CHANNELS, World, ecus_of, identifiers
from vehicle.profile import VehicleProfile

RACK = ROOT / "rigs" / "virtual.toml"
"""The rig whose instruments are on the lines of the simulated ECUs."""


class Restbus:
    """The simulated ECUs of a bench.

    Args:
        rig: The rig file.
        profile: The vehicle; what it has not is not simulated.
        kernel: The clock.
        recorder: The ear on the buses.
        lab: The ports, bindings and drivers of the run.

    Raises:
        RigFault: The databases lack a signal of an ECU that is to be simulated.
    """

    def __init__(
        self, rig: RigFile, profile: VehicleProfile, kernel: Kernel, recorder: Recorder, lab: Lab
    ) -> None:
        self._rig = rig
        self._kernel = kernel
        self._recorder = recorder
        self._lab = lab
        self._rack = load_rig(RACK)
        self._nodes = tuple(node for node in rig.restbus if node in ecus_of(profile, recorder.network))
        self._segments: dict[str, JoinedSegment] = {}
        own = identifiers(recorder.network, self._nodes)

        def wires(kernel: Kernel, name: str, bitrate: int, rank: int) -> Segment:
            segment = self._segments[name] = JoinedSegment(kernel, name, bitrate, rank, own=own[name])
            return segment

        try:
            self._world = World(kernel, recorder.network, profile, wires=wires, nodes=self._nodes)
        except KeyError as error:
            raise RigFault(f"the simulated ECUs need what no database of the rig has: {error.args[0]}") from error
        self._services = {name: _KeptService(each, lab.book) for name, each in self._world.services.items()}
        if self.has_services:
            load_schema()
        self._manager = open_manager(self._world.instruments)
        self._instrument = cache(self._open_instrument)
        for bus in rig.buses:
            segment = self.segment(str(bus))
            segment.heard, segment.sent = recorder.ear(str(bus)), recorder.note(str(bus))
        recorder.suspects.append(self._doubt)

    def power_on(self) -> None:
        """Let the ECUs live on the supply that is there."""
        self._world.power_on()

    def segment(self, bus: str) -> JoinedSegment:
        """Return what sends on a bus, and hears it."""
        return self._segments[CHANNELS.get(bus, bus)]

    @property
    def has_services(self) -> bool:
        """True where the modem behind the services off board is simulated: those of the file are not used then."""
        return RADIO in self._nodes

    def take_services(self) -> Mapping[str, ServicePort]:
        """Return the services off board, for one more scenario: who listened to them before has ended."""
        for service in self._services.values():
            service.forget_listeners()
        return self._services

    def bind(self, of_bench: Bindings) -> Bindings:
        """Return bindings that serve the ports of the bench and those of the simulated ECUs."""
        local = self._lab.bind(self._rack, self._recorder, self._instrument, {}, self._kernel)
        bound: dict[type[Source], Binding] = dict(of_bench)
        for source in (Instrument, Audio):
            bound[source] = _Beside(self._rig, of_bench[source], self._rack, local[source], self._nodes)
        return bound

    def close(self) -> None:
        """Send nothing more."""
        for segment in self._segments.values():
            segment.part()
        self._manager.close()

    def _open_instrument(self, name: str) -> InstrumentLink:
        return self._lab.open_instrument(self._manager, resource_name(name), name, self._rack.instruments[name])

    def _doubt(self) -> str | None:
        """Tell that an ECU is there which this rig simulates."""
        found: list[str] = []
        for bus in map(str, self._rig.buses):
            segment = self.segment(bus)
            for frame_id, extended in sorted(segment.intruders):
                found.append(f"{identifier(frame_id, extended=extended)} on {bus}")
            segment.intruders.clear()
        if not found:
            return None
        return f"{', '.join(found)}: sent by somebody else too, although this rig simulates the ECU"


class _KeptService(LocalService):
    """A service that outlives a scenario, whose listeners do not."""

    def __init__(self, service: Service, book: PortBook) -> None:
        super().__init__(service, book)
        self._seen: list[tuple[int, str, Any]] = []
        self._listeners: list[ServiceListener] = []
        super().watch(self._take)

    def watch(self, listener: ServiceListener) -> None:
        """See `rigs.bindings.service.ServicePort.watch`."""
        for change in self._seen:
            listener(*change)
        self._listeners.append(listener)

    def forget_listeners(self) -> None:
        """Forget who listens."""
        self._listeners.clear()

    def _take(self, at_ns: int, item: str, value: Any) -> None:
        self._seen.append((at_ns, item, value))
        for listener in self._listeners:
            listener(at_ns, item, value)


class _Beside:
    """Ports of a bench behind instruments, and those of the ECUs beside it; see `rigs.bindings.binding.Binding`.

    A stimulus goes to both, as far as each has it: terminal 15 is one wire to all ECUs. What an observation shows,
    one of them drives.

    Args:
        rig: The rig file of the bench.
        bench: Its binding.
        rack: The rig file of the simulated instruments.
        local: Their binding.
        nodes: The simulated ECUs.
    """

    def __init__(self, rig: RigFile, bench: Binding, rack: RigFile, local: Binding, nodes: Iterable[str]) -> None:
        self._rig = rig
        self._bench = bench
        self._rack = rack
        self._local = local
        self._nodes = tuple(nodes)

    def standing(self) -> Mapping[str, Track]:
        """See `Binding.standing`."""
        return {**self._local.standing(), **self._bench.standing()}

    def set(self, port: Stimulus, value: str | float) -> str:
        """See `Binding.set`."""
        done = []
        if port.name in self._rig.stimuli or port.name not in self._rack.stimuli:
            done.append(self._bench.set(port, value))
        if port.name in self._rack.stimuli:
            done.append(self._local.set(port, value))
        return "; ".join(dict.fromkeys(done))

    def watch(self, port: Observation) -> Track:
        """See `Binding.watch`."""
        return (self._local if plays(self._nodes, port) else self._bench).watch(port)

    def finish(self, wait: Callable[[float], None]) -> Iterator[Evidence]:
        """See `Binding.finish`."""
        for binding in (self._bench, self._local):
            yield from binding.finish(wait)

    def stop(self) -> None:
        """See `Binding.stop`."""
        with contextlib.ExitStack() as both:
            both.callback(self._local.stop)
            both.callback(self._bench.stop)
