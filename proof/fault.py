"""What a faulty vehicle is: the usual world with one thing in it that is not as it should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from clock.kernel import Kernel
from dbc.network import Network
from proof.ageing import let_age
from proof.deviation import Deviation
from simulators.bus.quiet import QuietSegment
from simulators.world import Wires, World, ecus_of
from steps.gherkin.variation import AFTER, WHILE, Variation
from vehicle.profile import VehicleProfile

ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
"""The form of an id, such as `lock-at-8.2s`; it is the name of a folder too."""


@dataclass(frozen=True, kw_only=True)
class FaultyVehicle:
    """One faulty vehicle.

    Attributes:
        id: Short and unique; says what is wrong, such as `lock-at-8.2s`.
        requirement: The requirement that it breaks, or keeps by little.
        description: One line, in the present tense.
        deviation: What differs from the usual world.
    """

    id: str
    requirement: str
    description: str
    deviation: Deviation = field(default_factory=Deviation)

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
        ecus = self.deviation.ecus()
        if not ecus_of(profile, network).keys() >= ecus.keys():
            return World(kernel, network, profile, wires=wires)
        world = World(kernel, network, profile, ecus=ecus, offboard=self.deviation.offboard(), wires=wires)
        let_age(world, kernel)
        self.deviation.fit(world)
        return world


@dataclass(frozen=True, kw_only=True)
class Fault(FaultyVehicle):
    """One faulty vehicle that a scenario must notice, or a good variant that is near a limit and keeps it.

    Attributes:
        scenario: Node id of the scenario that must fail because of it, and pass on a good variant.
        then: The step of the scenario that must fail, as it stands in the feature with values put in and without
            its keyword, or the sentence of a standing invariant; may be left out where the scenario has one Then
            alone.
        good: Whether the vehicle is good all the same.
        after: Name of the history after which the scenario must notice it; None where it does so as it is.
        during: Name of the crossing in which it must notice it.
    """

    scenario: str
    then: str | None = None
    good: bool = False
    after: str | None = None
    during: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.after and self.during:
            raise ValueError(f"fault {self.id}: after a history or during a crossing, not both")

    @property
    def variation(self) -> Variation | None:
        """History or crossing in which its scenario must notice it."""
        if self.during:
            return Variation(WHILE, self.during)
        return Variation(AFTER, self.after) if self.after else None


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
        deviation: Deviation,
        then: str | None = None,
        *,
        good: bool = False,
        after: str | None = None,
        during: str | None = None,
    ) -> Fault:
        """Make a faulty vehicle that the scenario of this title must notice; the rest is as in `Fault`."""
        return Fault(
            id=name,
            requirement=requirement,
            scenario=f"{self.feature}::{title}",
            description=description,
            then=then,
            good=good,
            after=after,
            during=during,
            deviation=deviation,
        )


class Limit(TypedDict):
    """Values on the two sides of one limit."""

    wrong: float
    right: float


def sides(make: Callable[..., Fault], *arguments: object, **limit: Unpack[Limit]) -> Iterator[Fault]:
    """Make the faulty vehicle and the good one of a limit, such as `sides(_locked, wrong=8.2, right=7.8)`.

    Args:
        make: Called with `arguments`, then the value, and with `good`.
        arguments: What both have in common.
        limit: The two values; the vehicles come in the order in which these are written.
    """
    for side, value in limit.items():
        yield make(*arguments, value, good=side == "right")
