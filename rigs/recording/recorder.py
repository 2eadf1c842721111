"""Hears every frame of a rig and turns frames into signal changes with the time in which they happened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter
from types import MappingProxyType

import can

from clock.kernel import Kernel
from dbc.network import Network
from rigs.loggers import bus_logger
from rigs.ports.signals import activity
from rigs.recording.ear import Ear
from rigs.recording.integrity import Finding, doubts
from rigs.recording.passage import Wires
from rigs.recording.silence import SILENCE_NS
from rigs.recording.station import signals
from rigs.recording.traffic import Traffic
from rigs.values.interval import Interval
from rigs.values.track import Track

NOTHING: Mapping[str, Collection[tuple[int, bool]]] = MappingProxyType({})


class Recorder:
    """The ear of a rig.

    Args:
        kernel: The clock.
        network: The databases.
        channels: Channel name of each bus, as traffic logs carry it.
        clock_error_ns: How far a frame's time may be off.
        keep_traffic: Whether frames are kept, for a traffic log.
        restbus: The ECUs that the rig simulates beside real ones.
        beside: Identifiers of each bus that are in no database and yet no finding, such as those of diagnosis;
            each with whether it has 29 bits.

    Attributes:
        network: The databases.
        tracks: A track for each suite signal and for the activity of each bus.
        suspects: What else may speak against the times of frames: each says why, or None.
    """

    def __init__(
        self,
        kernel: Kernel,
        network: Network,
        channels: Mapping[str, str],
        *,
        clock_error_ns: int = 0,
        keep_traffic: bool = True,
        restbus: Collection[str] = (),
        beside: Mapping[str, Collection[tuple[int, bool]]] = NOTHING,
    ) -> None:
        self.tracks: dict[str, Track] = {}
        self.suspects: list[Callable[[], str | None]] = []
        self._findings: list[Finding] = []
        self._traffic: Traffic | None = Traffic() if keep_traffic else None
        self._wires: list[Wires] = []
        self._kernel = kernel
        self.network = network
        self._channels = channels
        self._error_ns = clock_error_ns
        self._restbus = frozenset(restbus)
        self._beside = {bus: frozenset(beside.get(bus, ())) for bus in network.buses}
        self._supply_taken: list[Interval] = []
        self._ears: dict[str, Ear] = {}
        for bus in network.buses:
            for name, unit, lag_ns in signals(network, bus):
                self.tracks[name] = Track(name, unit, lag_ns)
            told = activity(bus).name
            self.tracks[told] = Track(told, lag_ns=SILENCE_NS)
            self._ears[bus] = Ear(self, bus, channels[bus])

    def ear(self, bus: str) -> Callable[[int, can.Message], None]:
        """Return what to call with the time in ns and the frame, for each frame of a bus."""
        bus_logger(bus).debug("listening on %s", self._channels[bus])
        return self._ears[bus].hear

    def note(self, bus: str) -> Callable[[int, can.Message], None]:
        """Return what to call for each frame that the rig itself has sent: its time proves nothing of a clock."""
        return self._ears[bus].note

    def follow(self, bus: str, wires: Wires) -> None:
        """Read all that goes over a bus whose frames need not be heard one by one at their moments."""
        bus_logger(bus).debug("listening on %s", self._channels[bus])
        self._ears[bus].follow(wires)
        self._wires.append(wires)

    @property
    def findings(self) -> list[Finding]:
        """Findings of the monitors until now."""
        self._settle()
        return self._findings

    @property
    def traffic(self) -> Traffic | None:
        """All frames until now; None where they are not kept."""
        self._settle()
        return self._traffic

    def restart_traffic(self) -> None:
        """Forget frames and findings, keep what is known of the signals; a new scenario begins."""
        self._settle()
        if self._traffic is not None:
            self._traffic = Traffic()
        self._findings.clear()
        self._supply_taken.clear()
        for ear in self._ears.values():
            ear.attach(self._traffic)
            ear.delays.forget()
            ear.pauses.clear()

    def supply_taken(self, when: Interval) -> None:
        """Note when the vehicle lost its supply: its buses then fall silent without a word."""
        self._supply_taken.append(Interval(when.earliest_ns - SILENCE_NS, when.latest_ns + SILENCE_NS))

    @contextmanager
    def apart(self) -> Iterator[Callable[[], None]]:
        """Keep the traffic of a while apart; it is forgotten unless what is yielded is called."""
        kept = self.traffic
        apart = None if kept is None else Traffic()
        for ear in self._ears.values():
            ear.keep_in(apart)

        def keep() -> None:
            self._settle()
            if kept is not None and apart is not None:
                kept.add(apart)

        try:
            yield keep
        finally:
            self._settle()
            for ear in self._ears.values():
                ear.keep_in(kept)

    def begin_anew(self, bus: str) -> None:
        """Hear a bus as if for the first time: what a lost adapter did not hear is no gap of the bus."""
        self._ears[bus].begin_anew()

    def doubts(self, simulated: Collection[str] = ()) -> list[str]:
        """Tell why what was recorded cannot be believed; empty where it can.

        Args:
            simulated: ECUs that a rig simulates beside a real vehicle.
        """
        # Buses tell late of frames that told nothing new, so that the first finding may stand behind others.
        found = doubts(sorted(self.findings, key=attrgetter("at_ns", "text")), simulated)
        ears = self._ears.values()
        told = [ear.delays.doubt(ear.channel) for ear in ears]
        told += [suspect() for suspect in self.suspects]
        told += [ear.deafness(self._supply_taken) for ear in ears]
        return [*(doubt for doubt in told if doubt), *found]

    def _settle(self) -> None:
        for wires in self._wires:
            wires.settle()
