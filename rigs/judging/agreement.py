"""What the vehicle tells of itself once a scenario is over must be what instruments outside its ECUs see.

A bolt that has slipped back, a lamp that glows on, a station that still gives power are found in each scenario,
whatever it was about, and also where the buses sleep and tell nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from rigs.ports import senses, surroundings
from rigs.ports.port import Observation
from rigs.ports.signals import signal
from vehicle.profile import DOORS

DRAWN_W = 50.0
"""Power in W up to which nothing is charged or conditioned; the share that control units take."""


@dataclass(frozen=True)
class Agreement:
    """A pair of what the vehicle tells and the instrument that sees whether it is so.

    Attributes:
        told: Where the vehicle tells it.
        witness: Where it is seen.
        agree: Whether what is seen can be, of the values that are told and the one that is seen.
    """

    told: tuple[Observation, ...]
    witness: Observation
    agree: Callable[..., bool]


def _locked_alike(told: str, seen: str) -> bool:
    return (told == "unlocked") == (seen == "unlocked")


def _lit_when_on(told: str, seen: str) -> bool:
    """Tell whether lamps are dark that are off; those that are on may blink."""
    return told == "on" or seen == "dark"


def _delivers_when_charging(charge: str, seen_w: float) -> bool:
    return charge == "charging" or seen_w <= DRAWN_W


def _draws_when_running(conditioning: str, ignition: str, seen_w: float) -> bool:
    """Tell whether pre-conditioning alone heats or cools; with the ignition on others may, too."""
    return conditioning == "running" or ignition != "off" or seen_w <= DRAWN_W


AGREEMENTS: tuple[Agreement, ...] = (
    *(
        Agreement((signal(f"doors.{opening}.lock"),), senses.LATCH[opening], _locked_alike)
        for opening in (*DOORS, "trunk")
    ),
    *(Agreement((signal(f"lights.{lights}"),), lamp, _lit_when_on) for lights, lamp in senses.LAMP.items()),
    Agreement((signal("charge.state"),), surroundings.STATION_POWER, _delivers_when_charging),
    Agreement(
        (signal("precond.state"), signal("ignition.state")), surroundings.CLIMATE_POWER, _draws_when_running
    ),
)
"""The pairs that are compared at the end of a scenario."""


def disagreements(look: Callable[[Observation], Any]) -> Iterator[str]:
    """Yield where what is told is not what is seen.

    Args:
        look: Gives what a port shows at present; None where the rig or the vehicle does not have it.
    """
    for each in AGREEMENTS:
        told = [look(port) for port in each.told]
        seen = None if None in told else look(each.witness)
        if seen is not None and not each.agree(*told, seen):
            says = ", ".join(f"{port.name} = {value}" for port, value in zip(each.told, told, strict=True))
            yield f"the vehicle tells {says}, and {each.witness.name} shows {seen}"
