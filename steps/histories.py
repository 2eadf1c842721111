"""What has been before, as far as no scenario says it: features/histories.toml."""

from __future__ import annotations

from pytest_bdd import when

from rigs.ports import controls, supply
from rigs.ports.port import Stimulus
from rigs.scene import Scene
from steps.gherkin.vocabulary import enumeration, phrase
from vehicle.profile import DOORS

OPEN_S = 5.0
"""Time in s for which a door stands open."""

enumeration("door", {door.replace("_", " "): controls.DOOR[door] for door in DOORS})


@when(phrase("the vehicle is without supply for {duration}"))
def vehicle_is_without_supply(scene: Scene, duration: float) -> None:
    """Take terminal 30 away and give it back, as a workshop does."""
    scene.stimulate(supply.VOLTAGE, 0)
    scene.wait(duration, "the time without supply")
    scene.stimulate(supply.VOLTAGE, supply.NOMINAL_V)


@when(phrase("the {door} door is opened and closed"))
def door_is_opened_and_closed(scene: Scene, door: Stimulus) -> None:
    """Open it from inside and close it."""
    scene.stimulate(door, "open")
    scene.wait(OPEN_S)
    scene.stimulate(door, "closed")
