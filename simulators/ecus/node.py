"""What every simulated ECU has: a place on the buses, pins, a supply and non-volatile memory."""

from __future__ import annotations

import abc
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from dbc.network import Network
from simulators.canbus import Segment, VirtualBus
from simulators.com import Com, SignalValue
from simulators.kernel import MS, Kernel
from simulators.plant.wiring import Wiring
from simulators.profile import VehicleProfile

BROWN_OUT_V = 6.0
"""Below this supply an ECU is off; cranking pulses of ISO 16750-2 stay above it."""

RESTART_V = 9.0
"""From this supply on an ECU starts again."""

IDENTIFIED_AFTER_NS = 100 * MS
"""From a wake-up on a unit first says how things stand, then what it is."""


@dataclass(frozen=True)
class Identity:
    """What a unit tells of itself: major and minor version of its software, and the version of its hardware."""

    software: tuple[int, int] = (1, 0)
    hardware: int = 1


@dataclass(frozen=True)
class Vehicle:
    """Where an ECU is built in: what all of them share."""

    kernel: Kernel
    network: Network
    segments: Mapping[str, Segment]
    wiring: Wiring
    profile: VehicleProfile


class Ecu(abc.ABC):
    """One control unit.

    A subclass names its node in the databases and its buses, reads and drives lines of the wiring, and sets
    and hears signals through `com`. It never holds a reference to another unit. Once after each wake-up it tells
    its `IDENTITY` on the first of its buses.

    Attributes:
        com: Its signals.
        memory: What survives a loss of supply.
    """

    NODE: ClassVar[str]
    BUSES: ClassVar[tuple[str, ...]]
    IDENTITY: ClassVar[Identity] = Identity()

    def __init__(self, vehicle: Vehicle) -> None:
        self.kernel = vehicle.kernel
        self.wiring = vehicle.wiring
        self.profile = vehicle.profile
        self.memory: dict[str, SignalValue] = {}
        self.random = vehicle.kernel.random(f"ecu.{self.NODE}")
        self.powered = False
        self.com = Com(
            vehicle.kernel,
            self.NODE,
            vehicle.network,
            {bus: VirtualBus(vehicle.segments[bus]) for bus in self.BUSES},
        )
        self._identification = vehicle.kernel.timer(self._identify)
        vehicle.wiring.number("supply.voltage_v").watch(self._on_supply)

    def connect(self) -> None:
        """Start to live on the supply that is there; called once, when all units are built in."""
        self._on_supply(self.wiring.number("supply.voltage_v").value)

    @abc.abstractmethod
    def power_on(self) -> None:
        """Begin from `memory`, as after a reset."""

    @abc.abstractmethod
    def power_off(self) -> None:
        """Drop every output and timer: the supply has gone."""

    def identify_soon(self) -> None:
        """The first bus of the unit has come up: tell what it is, once."""
        self._identification.arm_in(IDENTIFIED_AFTER_NS)

    def _identify(self) -> None:
        if not self.com.started(self.BUSES[0]):
            return
        major, minor = self.IDENTITY.software
        versions = {"software_major": major, "software_minor": minor, "hardware": self.IDENTITY.hardware}
        self.com.send({f"identity.{self.NODE.lower()}.{part}": version for part, version in versions.items()})

    def _on_supply(self, voltage_v: float) -> None:
        if self.powered and voltage_v < BROWN_OUT_V:
            self.powered = False
            for bus in self.BUSES:
                self.com.stop(bus)
            self.power_off()
        elif not self.powered and voltage_v >= RESTART_V:
            self.powered = True
            self.power_on()


class NetworkMember(Ecu):
    """A unit that sends while the network master keeps its bus awake, and is silent while it sleeps."""

    def __init__(self, vehicle: Vehicle) -> None:
        super().__init__(vehicle)
        for bus in self.BUSES:
            self.com.on(f"network.{bus}.state", partial(self._follow, bus))

    def _follow(self, bus: str, state: SignalValue) -> None:
        if not self.powered:
            return
        if state == "asleep":
            self.com.stop(bus)
            self.network_slept(bus)
        elif not self.com.started(bus):
            self.com.start(bus)
            if bus == self.BUSES[0]:
                self.identify_soon()
            self.network_woke(bus)

    def network_woke(self, bus: str) -> None:
        """The bus has come up; a subclass may act on it."""

    def network_slept(self, bus: str) -> None:
        """The bus has gone to sleep; a subclass may act on it."""
