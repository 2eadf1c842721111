"""What every simulated ECU has: a place on the buses, pins, a supply, non-volatile memory, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, ParamSpec, TypeVar, cast

from clock.kernel import MS, Kernel
from dbc.network import Network
from simulators.bus.canbus import VirtualBus
from simulators.bus.com import Com, SignalValue
from simulators.bus.segment import Segment
from simulators.offboard.service import Json
from simulators.plant.wiring import Wiring
from vehicle.profile import VehicleProfile

BROWN_OUT_V = 6.0
"""Supply below which an ECU is off, in V; cranking pulses of ISO 16750-2 stay above it."""

RESTART_V = 9.0
"""Supply from which on an ECU starts again, in V."""

IDENTIFIED_AFTER_NS = 100 * MS
"""Time from a wake-up on after which an ECU tells its versions, in ns: first it says how things stand."""

E = TypeVar("E", bound="Ecu")
P = TypeVar("P", bound="Part")
C = TypeVar("C")
A = ParamSpec("A")

Handler = Callable[[Mapping[str, Json]], None]
"""Type of what takes a message that has come by radio."""


@dataclass(frozen=True)
class Identity:
    """Versions that an ECU tells of itself: major and minor of its software, and that of its hardware."""

    software: tuple[int, int] = (1, 0)
    hardware: int = 1


@dataclass(frozen=True)
class Vehicle:
    """Place that an ECU is built into: what all of them share."""

    kernel: Kernel
    network: Network
    segments: Mapping[str, Segment]
    wiring: Wiring
    profile: VehicleProfile


class Part:
    """One function of an ECU.

    A subclass acts at those turns of its ECU's life that matter to it, and names the messages by radio that it
    takes. It reaches the signals, pins and memory that all parts share through its ECU, and the parts that it
    builds on by `Ecu.part`.

    Args:
        ecu: What it is a part of.

    Attributes:
        topics: What takes a message that has come by radio, by its topic.
    """

    topics: Mapping[str, Handler] = {}

    def __init__(self, ecu: Ecu) -> None:
        self._kernel = ecu.kernel
        self._com = ecu.com
        self._memory = ecu.memory

    def power_on(self) -> None:
        """Begin from the memory, as after a reset."""

    def power_off(self) -> None:
        """Drop every output and timer: the supply has gone."""

    def network_woke(self) -> None:
        """Take part in the traffic, which begins."""

    def network_awake(self) -> None:
        """Speak to the other ECUs, which all listen from now on."""

    def network_slept(self) -> None:
        """Fall silent."""


class Ecu:
    """One ECU: a loop over its parts.

    A subclass names its node in the databases, its buses and its parts. It never holds a reference to another
    ECU. Once after each wake-up it tells its `IDENTITY` on the first of its buses.

    `PARTS` begins with what the others build on. They are built in this order, and told of supply and network in
    the reverse one: the network is woken when everything else stands ready, and left when everything is said.

    Args:
        vehicle: Where it is built in.
        calibrations: Numbers of parts that are not the usual ones; each part takes the one of its class.

    Attributes:
        com: Its signals.
        memory: What survives a loss of supply.
        parts: Its parts in the order of `PARTS`.
    """

    NODE: ClassVar[str]
    BUSES: ClassVar[tuple[str, ...]]
    IDENTITY: ClassVar[Identity] = Identity()
    PARTS: ClassVar[tuple[type[Part], ...]] = ()

    def __init__(self, vehicle: Vehicle, calibrations: Sequence[object] = ()) -> None:
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
        self.parts: list[Part] = []
        self._calibrations = {type(calibration): calibration for calibration in calibrations}
        self._identification = vehicle.kernel.timer(self._identify)
        vehicle.wiring.number("supply.voltage_v").watch(self._on_supply)

    @classmethod
    def with_parts(cls: type[E], *parts: type[Part]) -> type[E]:
        """Make a variant of the ECU; each of `parts` takes the place of the usual one that it derives from.

        Raises:
            ValueError: The ECU has no part that one of them derives from.
        """
        built = list(cls.PARTS)
        for part in parts:
            place = next((place for place, usual in enumerate(built) if issubclass(part, usual)), None)
            if place is None:
                names = ", ".join(usual.__name__ for usual in built)
                raise ValueError(f"{cls.__name__} has no part that {part.__name__} is a kind of; it has {names}")
            built[place] = part
        return cast("type[E]", type(f"Other{cls.__name__}", (cls,), {"PARTS": tuple(built)}))

    def fit_parts(self) -> None:
        """Build the parts; called once, when all that they share is there.

        Raises:
            ValueError: A calibration was given that no part has taken.
        """
        for part in self.PARTS:
            self.parts.append(part(self))
        if self._calibrations:
            names = ", ".join(kind.__name__ for kind in self._calibrations)
            raise ValueError(f"{type(self).__name__} has no part for {names}")

    def take_calibration(self, kind: type[C]) -> C:
        """Take the numbers of a part: those that the ECU was given, else the usual ones."""
        given = self._calibrations.pop(kind, None)
        return given if isinstance(given, kind) else kind()

    def part(self, kind: type[P]) -> P:
        """Give the part of a kind.

        Raises:
            LookupError: No part of that kind is built yet.
        """
        for part in self.parts:
            if isinstance(part, kind):
                return part
        raise LookupError(f"{type(self).__name__} has no part {kind.__name__}")

    def receive(self, topic: str, payload: Mapping[str, Json]) -> None:
        """Hand a message that has come by radio to the parts that take its topic."""
        for part in self.parts:
            if topic in part.topics:
                part.topics[topic](payload)

    def while_powered(self, handler: Callable[A, None]) -> Callable[A, None]:
        """Wrap what hears of a line or a signal, so that it hears nothing while there is no supply."""

        def guarded(*arguments: A.args, **named: A.kwargs) -> None:
            if self.powered:
                handler(*arguments, **named)

        return guarded

    def connect(self) -> None:
        """Start to live on the supply that is there; called once, when all ECUs are built in."""
        self._on_supply(self.wiring.number("supply.voltage_v").value)

    def power_on(self) -> None:
        """Begin from `memory`, as after a reset."""
        for part in reversed(self.parts):
            part.power_on()

    def power_off(self) -> None:
        """Drop every output and timer: the supply has gone."""
        for part in reversed(self.parts):
            part.power_off()

    def network_woke(self, bus: str) -> None:
        """Take part in the traffic of a bus that has come up."""
        for part in reversed(self.parts):
            part.network_woke()

    def network_awake(self, bus: str) -> None:
        """Speak on a bus where all others listen from now on."""
        for part in reversed(self.parts):
            part.network_awake()

    def network_slept(self, bus: str) -> None:
        """Fall silent on a bus that has gone to sleep."""
        for part in reversed(self.parts):
            part.network_slept()

    def identify_soon(self) -> None:
        """Tell the versions once, a moment after the first bus of the ECU has come up."""
        self._identification.arm_in(IDENTIFIED_AFTER_NS)

    def _identify(self) -> None:
        if not self.com.started(self.BUSES[0]):
            return
        major, minor = self.IDENTITY.software
        versions = {"software_major": major, "software_minor": minor, "hardware": self.IDENTITY.hardware}
        self.com.send({f"identity.{self.NODE.lower()}.{part}": version for part, version in versions.items()})

    def _on_supply(self, voltage_v: float) -> None:
        if self.powered and voltage_v < BROWN_OUT_V:
            self.com.catch_up()
            self.powered = False
            for bus in self.BUSES:
                self.com.stop(bus)
            self.power_off()
            self.com.reset()
        elif not self.powered and voltage_v >= RESTART_V:
            self.powered = True
            self.power_on()


class NetworkMember(Ecu):
    """ECU that sends while the network master keeps its bus awake, and is silent while it sleeps."""

    def __init__(self, vehicle: Vehicle, calibrations: Sequence[object] = ()) -> None:
        super().__init__(vehicle, calibrations)
        for bus in self.BUSES:
            self.com.on(f"network.{bus}.state", self.while_powered(partial(self._follow, bus)))

    def _follow(self, bus: str, state: SignalValue) -> None:
        if state == "asleep":
            self.com.stop(bus)
            self.network_slept(bus)
            return
        if not self.com.started(bus):
            self.com.start(bus)
            if bus == self.BUSES[0]:
                self.identify_soon()
            self.network_woke(bus)
        if state == "awake":
            self.network_awake(bus)
