"""What a run can use: ports, kinds of rig, bindings and instrument drivers, the suite's own and those of a lab."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol, runtime_checkable

import pyvisa

from clock.kernel import Kernel
from rigs.bindings.binding import Binding
from rigs.bindings.can import CanBinding
from rigs.bindings.connection import Connection
from rigs.bindings.instrument import InstrumentLink, open_scpi
from rigs.bindings.service import ServiceBinding, ServicePort
from rigs.bindings.visa import AudioBinding, Instruments, VisaBinding
from rigs.errors import Abandoned
from rigs.files.dialect import Dialect
from rigs.files.known import SCPI, Known, RigKind
from rigs.files.rig_file import Instrument as InstrumentTable
from rigs.files.rig_file import RigFile
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.ports.port import Activity, Audio, Instrument, Service, Signal, Source
from rigs.recording.recorder import Recorder
from vehicle.profile import VehicleProfile

InstrumentDriver = Callable[[pyvisa.ResourceManager, str, str, InstrumentTable], InstrumentLink]
"""A callable that opens an instrument: given the manager, its VISA name, its name and its table in the rig file.

One that has a `dialect` (`rigs.files.dialect.Dialect`) is asked for it, and rig files may say `sets` and `reads`
of it.
"""


@dataclass(frozen=True)
class Parts:
    """Parts of a connected rig, of which the bindings of one scenario are made.

    Attributes:
        rig: The rig file.
        recorder: The ear on the buses.
        instruments: Finds the open instrument of a name.
        services: The off-board services by name.
        kernel: The clock.
        book: The ports of the run.
    """

    rig: RigFile
    recorder: Recorder
    instruments: Instruments
    services: Mapping[str, ServicePort]
    kernel: Kernel
    book: PortBook


MakeBinding = Callable[[Parts], Binding]
"""A callable that makes what serves all ports of one kind of source, for one scenario."""


class Connector(Protocol):
    """A rig that has been opened; connects for one scenario after the other."""

    def connect(self, profile: VehicleProfile, seed: str) -> Connection:
        """Connect for one scenario.

        Raises:
            rigs.errors.RigFault: The rig cannot be reached.
        """

    def close(self) -> None:
        """Leave the rig in its safe state."""


@runtime_checkable
class Guarded(Protocol):
    """A connector of a rig that is put to rest, and used no more, when it is no longer safe."""

    @property
    def abandoned(self) -> Abandoned | None:
        """The reason for which nothing runs on it any more; None while it may be used."""

    def abandon_soon(self, why: str) -> None:
        """Put all outputs to rest where the run waits next, and end what it does there; from any thread."""


@runtime_checkable
class Remarking(Protocol):
    """A connector of a rig that has something to tell people when it has been opened."""

    @property
    def remarks(self) -> Sequence[str]:
        """The lines."""


@runtime_checkable
class SelfTesting(Protocol):
    """A connector of a rig that looks whether the suite's own stands there in the place of what is real."""

    @property
    def self_test(self) -> str:
        """The addresses of what is the suite's own, once it is open; empty where nothing is."""


@runtime_checkable
class Sparing(Protocol):
    """A connector of a rig that can leave the vehicle out where a scenario has no use for it."""

    def without_vehicle(self) -> Connector:
        """Return the same rig with what is off board alone; it is closed with this one."""


class RigPlan(Protocol):
    """The plan of a run, as far as a kind of rig must know it; see `rigs.run.session.Plan`."""

    @property
    def rig(self) -> RigFile:
        """The rig file."""

    @property
    def vehicle(self) -> VehicleProfile | None:
        """The only vehicle to run on; None where each scenario finds its own."""

    @property
    def keep_traffic(self) -> bool:
        """True when every frame is kept."""

    @property
    def frame_by_frame(self) -> bool:
        """True when each frame of a virtual rig is an event of its own."""

    @property
    def build(self) -> Callable[..., Any] | None:
        """The maker of the simulated vehicle with a fault in it; None for the vehicle as it should be."""

    @property
    def lab(self) -> Lab:
        """Everything that the run can use."""


@dataclass(frozen=True)
class Kind(RigKind):
    """A kind of rig with what opens it.

    Attributes:
        open: Opens the rig of a plan.
    """

    open: Callable[[RigPlan], Connector] = field(kw_only=True)


def _signals(parts: Parts) -> Binding:
    return CanBinding(parts.recorder)


HOUSE_BINDINGS: Mapping[type[Source], MakeBinding] = MappingProxyType(
    {
        Signal: _signals,
        Activity: _signals,
        Instrument: lambda parts: VisaBinding(parts.rig, parts.instruments, parts.kernel),
        Audio: lambda parts: AudioBinding(parts.rig, parts.instruments, parts.kernel),
        Service: lambda parts: ServiceBinding(parts.services, parts.book, parts.kernel),
    }
)
"""Bindings that serve the kinds of source that the suite has."""

HOUSE_DRIVERS: Mapping[str, InstrumentDriver] = MappingProxyType({SCPI: open_scpi})
"""The instrument drivers that the suite has."""


@dataclass(frozen=True)
class Lab:
    """Everything that a run can use. It never changes: two runs of one process have two of them.

    Attributes:
        book: The ports.
        kinds: The kinds of rig by name.
        bindings: What serves each kind of source.
        drivers: The instrument drivers by name.
    """

    book: PortBook = HOUSE
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    bindings: Mapping[type[Source], MakeBinding] = field(default_factory=lambda: HOUSE_BINDINGS)
    drivers: Mapping[str, InstrumentDriver] = field(default_factory=lambda: HOUSE_DRIVERS)

    @property
    def known(self) -> Known:
        """Names that a rig file may use."""
        dialects = {name: _dialect(driver) for name, driver in self.drivers.items()}
        return Known(self.book, self.kinds, dialects)

    def bind(
        self,
        rig: RigFile,
        recorder: Recorder,
        instruments: Instruments,
        services: Mapping[str, ServicePort],
        kernel: Kernel,
    ) -> dict[type[Source], Binding]:
        """Return who serves the ports of one scenario, by kind of source; the arguments are those of `Parts`."""
        parts = Parts(rig, recorder, instruments, services, kernel, self.book)
        return {source: make(parts) for source, make in self.bindings.items()}

    def open_instrument(
        self, manager: pyvisa.ResourceManager, resource: str, name: str, table: InstrumentTable
    ) -> InstrumentLink:
        """Open an instrument with the driver that its table names, and set what the table presets.

        Raises:
            rigs.errors.InstrumentFault: There is none at this address, or it does not answer.
        """
        driver = self.drivers[table.driver]
        link = driver(manager, resource, name, table)
        if table.preset:
            link.preset(_dialect(driver).commands(table.preset, table.channel))
        return link


def _dialect(driver: InstrumentDriver) -> Dialect:
    dialect: Dialect = getattr(driver, "dialect", Dialect())
    return dialect


PLAIN = Lab()
"""The ports, bindings and drivers of the suite, without any kind of rig."""
