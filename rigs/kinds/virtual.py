"""The virtual rig: a fresh simulated world for each scenario, in process and in virtual time."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import cache, partial
from typing import Any, Self

import pyvisa

from clock.kernel import MS, VirtualKernel
from rigs.bindings.connection import Connection
from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.lab import PLAIN, Lab
from rigs.bindings.service import ServiceListener, ServicePort, check_shown
from rigs.errors import ServiceFault
from rigs.files.rig_file import RigFile
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE
from rigs.recording.recorder import Recorder
from simulators.bus.frame_by_frame import FrameByFrame
from simulators.bus.segment import Segment
from simulators.offboard.service import Service, ServiceChange, ServiceError
from simulators.scpi.backend import open_manager, resource_name
from simulators.world import World
from vehicle.profile import VehicleProfile

WorldFactory = Callable[..., World]


class LocalService:
    """An off-board service in this process.

    Args:
        service: The service.
        book: The ports of the run, which say what it may publish.
    """

    error_ns = 0

    def __init__(self, service: Service, book: PortBook = HOUSE) -> None:
        self._service = service
        self._book = book

    def call(self, verb: str, argument: Any = None) -> Any:
        """See `rigs.bindings.service.ServicePort.call`."""
        try:
            return self._service.call(verb, argument)
        except ServiceError as error:
            raise ServiceFault(str(error)) from error

    def watch(self, listener: ServiceListener) -> None:
        """See `rigs.bindings.service.ServicePort.watch`."""

        def take(change: ServiceChange) -> None:
            check_shown(self._service.name, change.item, change.value, self._book)
            listener(change.at_ns, change.item, change.value)

        for change in self._service.changes:
            take(change)
        self._service.watch(take)


class VirtualConnector:
    """A connector that builds a world for each scenario.

    Args:
        rig: The rig file.
        keep_traffic: Whether every frame is kept.
        build: Makes the world; a faulty vehicle is another one. None for the vehicle as it should be.
        frame_by_frame: Whether each frame is an event of its own.
        lab: The ports, bindings and drivers of the run.
    """

    def __init__(
        self,
        rig: RigFile,
        *,
        keep_traffic: bool,
        build: WorldFactory | None = None,
        frame_by_frame: bool = False,
        lab: Lab = PLAIN,
    ) -> None:
        self._rig = rig
        self._lab = lab
        self._network = rig.load_network()
        self._keep_traffic = keep_traffic
        self._build = build or World
        if frame_by_frame:
            self._build = partial(self._build, wires=FrameByFrame)

    def without_vehicle(self) -> Self:
        """See `rigs.bindings.lab.Sparing.without_vehicle`."""
        spare = copy(self)
        spare._rig = self._rig.without_vehicle()
        spare._network = spare._rig.load_network()
        spare._keep_traffic = False
        return spare

    def connect(self, profile: VehicleProfile, seed: str) -> Connection:
        """Make a fresh world, powered on a moment ago."""
        kernel = VirtualKernel(seed)
        world = self._build(kernel, self._network, profile)
        error_ns = round(self._rig.clock_error_ms * MS)
        recorder = Recorder(
            kernel, self._network, self._rig.log_channels, clock_error_ns=error_ns, keep_traffic=self._keep_traffic
        )
        for bus, segment in world.segments.items():
            self.listen(segment, recorder, bus)
        manager = open_manager(world.instruments)
        world.power_on()
        services = {name: self.open_service(service) for name, service in world.services.items()}

        def opened(name: str) -> InstrumentLink:
            link = self.open_instrument(manager, name)
            link.steady = world.instruments.get(name)
            return link

        instruments = cache(opened)
        bindings = self._lab.bind(self._rig, recorder, instruments, services, kernel)
        return Connection(kernel, recorder, bindings, fresh=True, close=manager.close)

    def listen(self, segment: Segment, recorder: Recorder, bus: str) -> None:
        """Let the recorder hear a bus."""
        recorder.follow(bus, segment)

    def open_instrument(self, manager: pyvisa.ResourceManager, name: str) -> InstrumentLink:
        """Open an instrument of a world."""
        return self._lab.open_instrument(manager, resource_name(name), name, self._rig.instruments[name])

    def open_service(self, service: Service) -> ServicePort:
        """Open a service of a world."""
        return LocalService(service, self._lab.book)

    def close(self) -> None:
        """Drop the world: nothing outlives a scenario."""
