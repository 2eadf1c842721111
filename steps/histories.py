"""What was before or holds meanwhile and no scenario says: histories.toml and crossings.toml of features."""

from __future__ import annotations

from pytest_bdd import given, when

from rigs.judging.condition import Condition
from rigs.ports import controls, supply, surroundings
from rigs.ports.port import Stimulus
from rigs.ports.signals import signal
from rigs.scene import Scene
from steps.gherkin.vocabulary import enumeration, phrase
from vehicle.profile import DOORS

OPEN_S = 5.0
"""Time in s for which a door stands open."""

SPEED = signal("vehicle.speed_kmh")

enumeration("door", {door.replace("_", " "): controls.DOOR[door] for door in DOORS})


@when(phrase("the vehicle is without supply for {duration}"))
def vehicle_is_without_supply(scene: Scene, duration: float) -> None:
    """Take terminal 30 away and give it back, as a workshop does."""
    scene.stimulate(supply.VOLTAGE, 0)
    scene.wait(duration, "the time without supply")
    scene.stimulate(supply.VOLTAGE, supply.NOMINAL_V)


@given(phrase("the supply of the vehicle is at {voltage:number} V"))
def supply_is_at(scene: Scene, voltage: float) -> None:
    """Set terminal 30 to a voltage at which a vehicle works as ever (ISO 16750-2, code D: 10.5 to 16 V)."""
    scene.stimulate(supply.VOLTAGE, voltage)


@given(phrase("the vehicle is driven at {speed:number} km/h"))
def vehicle_is_driven(scene: Scene, speed: float) -> None:
    """Let the wheels turn; nobody stops them before the end of the scenario."""
    scene.stimulate(surroundings.WHEEL_SPEED, speed)
    scene.settle(Condition(f"the vehicle drives at {speed:g} km/h", (SPEED,), lambda kmh: abs(kmh - speed) <= 1))


@given(phrase("the {door} door is open"))
def door_is_open(scene: Scene, door: Stimulus) -> None:
    """Open it from inside."""
    scene.stimulate(door, "open")
    scene.wait(OPEN_S)


@when(phrase("the {door} door is opened and closed"))
def door_is_opened_and_closed(scene: Scene, door: Stimulus) -> None:
    """Open it from inside and close it."""
    scene.stimulate(door, "open")
    scene.wait(OPEN_S)
    scene.stimulate(door, "closed")
