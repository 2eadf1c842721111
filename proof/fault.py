"""What a faulty vehicle is: the usual world with one thing in it that is not as it should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from clock.kernel import Kernel
from dbc.network import Network
from simulators.bus.quiet import QuietSegment
from simulators.offboard.phone.phone import Phone
from simulators.world import EcuFactory, Offboard, Wires, World, ecus_of
from vehicle.profile import VehicleProfile

ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
"""What an id looks like, such as `lock-at-8.2s`; it is the name of a folder too."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One faulty vehicle, or a good variant that is near a limit and keeps it.

    Attributes:
        id: Short and unique; says what is wrong, such as `lock-at-8.2s`.
        requirement: The requirement that it breaks, or keeps by little.
        scenario: Node id of the scenario that must fail because of it, and pass on a good variant.
        description: One line, in the present tense.
        then: The step of the scenario that must fail, as it stands in the feature with values put in and without
            its keyword; may be left out where the scenario has one Then alone.
        good: Whether the vehicle is good all the same.
        ecus: ECUs to build in instead of the usual ones, by node.
        offboard: What the services are made of.
        fit: Called with the world before its vehicle has supply, to connect what `ecus` and `offboard` cannot.
    """

    id: str
    requirement: str
    scenario: str
    description: str
    then: str | None = None
    good: bool = False
    ecus: Mapping[str, EcuFactory] = field(default_factory=dict)
    offboard: Offboard = field(default_factory=Offboard)
    fit: Callable[[World], None] = lambda _world: None

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise ValueError(f"fault {self.id!r}: must be lower-case words and numbers with - or . between")
        if "\n" in self.description:
            raise ValueError(f"fault {self.id}: its description has more than one line")

    def build(
        self, kernel: Kernel, network: Network, profile: VehicleProfile, *, wires: Wires = QuietSegment
    ) -> World:
        """Build the world with this fault in it; takes the place of `World`.

        A vehicle that lacks an ECU which the fault is in comes without the fault.
        """
        if not ecus_of(profile).keys() >= self.ecus.keys():
            return World(kernel, network, profile, wires=wires)
        world = World(kernel, network, profile, ecus=self.ecus, offboard=self.offboard, wires=wires)
        self.fit(world)
        return world


@dataclass(frozen=True)
class Theme:
    """Faults of one feature file.

    Attributes:
        feature: The file, such as `features/remote_control/horn.feature`.
    """

    feature: str

    def fault(
        self,
        name: str,
        requirement: str,
        title: str,
        description: str,
        *,
        then: str | None = None,
        good: bool = False,
        ecus: Mapping[str, EcuFactory] | None = None,
        offboard: Offboard | None = None,
        fit: Callable[[World], None] = lambda _world: None,
    ) -> Fault:
        """Make a faulty vehicle that the scenario of this title must notice; the rest is as in `Fault`."""
        return Fault(
            id=name,
            requirement=requirement,
            scenario=f"{self.feature}::{title}",
            description=description,
            then=then,
            good=good,
            ecus=ecus or {},
            offboard=offboard or Offboard(),
            fit=fit,
        )

    def app_fault(
        self,
        name: str,
        requirement: str,
        title: str,
        description: str,
        phone: Callable[..., Phone],
        *,
        then: str | None = None,
        good: bool = False,
    ) -> Fault:
        """Make the same with a faulty app on a vehicle that is as it should be."""
        offboard = Offboard(phone=phone)
        return self.fault(name, requirement, title, description, then=then, good=good, offboard=offboard)
