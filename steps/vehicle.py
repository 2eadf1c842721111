"""What several chapters say of the vehicle: doors, ignition, sleep."""

from __future__ import annotations

from pytest_bdd import given, when

from rigs.judging.condition import value_is
from rigs.ports import controls, senses
from rigs.ports.port import Stimulus
from rigs.ports.signals import BUS_ACTIVITY, signal
from rigs.scene import Scene
from rigs.values.interval import Event
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from vehicle.profile import DOORS

PRESS_S = 0.5

WAKING_S = 1.0
"""Time in s in which a vehicle that a key wakes up has obeyed it."""

LOCKED = ("locked", "superlocked")

LOCKS = tuple(signal(f"doors.{door}.lock") for door in DOORS)
TRUNK_LOCK = signal("doors.trunk.lock")

DOOR_LATCHES = tuple(senses.LATCH[door] for door in DOORS)
TRUNK_LATCH = senses.LATCH["trunk"]


def _all_locked(*states: str) -> bool:
    return all(state in LOCKED for state in states)


def _all_unlocked(*states: str) -> bool:
    return all(state == "unlocked" for state in states)


# What the vehicle says of a lock counts only together with its bolt: where they differ, neither state is true.
ALL_LOCKED = condition(
    "all doors are locked",
    *DOOR_LATCHES,
    test=_all_locked,
    told=(LOCKS, _all_locked),
    stays="all doors stay locked",
)
ALL_UNLOCKED = condition(
    "all doors are unlocked",
    *DOOR_LATCHES,
    test=_all_unlocked,
    told=(LOCKS, _all_unlocked),
    stays="all doors stay unlocked",
)
condition(
    "the trunk is locked",
    TRUNK_LATCH,
    test=_all_locked,
    told=((TRUNK_LOCK,), _all_locked),
    stays="the trunk stays locked",
)
condition(
    "the trunk is unlocked",
    TRUNK_LATCH,
    test=_all_unlocked,
    told=((TRUNK_LOCK,), _all_unlocked),
    stays="the trunk stays unlocked",
)
condition(
    "all doors and the trunk are locked",
    *(*DOOR_LATCHES, TRUNK_LATCH),
    test=_all_locked,
    told=((*LOCKS, TRUNK_LOCK), _all_locked),
    stays="all doors and the trunk stay locked",
)
AWAKE = condition("the vehicle is awake", BUS_ACTIVITY["comfort"], test=lambda activity: activity == "awake")
ASLEEP = condition(
    "the vehicle is asleep",
    *BUS_ACTIVITY.values(),
    test=lambda *activities: all(activity == "asleep" for activity in activities),
    stays="the buses stay silent",
)
IGNITION_ON = value_is(signal("ignition.state"), "on", "running")
ENGINE_RUNS = condition("the vehicle is started", signal("ignition.state"), test=lambda state: state == "running")

event("the start", ENGINE_RUNS)
event("the moment of unlocking", ALL_UNLOCKED)
THE_UNLOCK = event("the unlock")
THE_LOCK = event("the lock")
IGNITION_TURN = event("the turn of the ignition")

enumeration("locking", {"locked": controls.KEY_LOCK, "unlocked": controls.KEY_UNLOCK})
enumeration("unlocking", {"with the key": controls.KEY_UNLOCK, "from inside": controls.INSIDE_UNLOCK})


def press(scene: Scene, button: Stimulus, for_s: float = PRESS_S) -> Event:
    """Press a button and release it.

    Returns:
        The moment in which it went down.
    """
    pressed = scene.stimulate(button, "pressed")
    scene.wait(for_s)
    scene.stimulate(button, "released")
    return pressed


@given("the vehicle is awake")
def vehicle_awake(scene: Scene) -> None:
    """Wake the buses by a short turn of the ignition, unless it is on; they stay awake for a while after it."""
    if scene.holds(AWAKE) and scene.holds(IGNITION_ON):
        return
    scene.stimulate(controls.IGNITION, "on")
    scene.settle(AWAKE)
    scene.stimulate(controls.IGNITION, "off")
    scene.settle(value_is(signal("ignition.state"), "off"))


@given("the vehicle is asleep")
def vehicle_asleep(scene: Scene) -> None:
    """Do nothing until both buses are silent."""
    scene.settle(ASLEEP, within_s=120.0)


@given("the vehicle is started")
def vehicle_started(scene: Scene) -> None:
    """Turn the ignition on, then press start: started means engine running, or READY without one (AMB-35)."""
    scene.stimulate(controls.IGNITION, "on")
    scene.settle(value_is(signal("ignition.state"), "on"))
    press(scene, controls.START_BUTTON)
    scene.settle(ENGINE_RUNS)


@when("the driver turns the ignition on")
def driver_turns_ignition_on(scene: Scene) -> None:
    """Bring on the contact alone, which means KL15 (AMB-35)."""
    scene.mark(IGNITION_TURN, scene.stimulate(controls.IGNITION, "on"))


@given("all doors are closed")
def doors_closed(scene: Scene) -> None:
    """Close the doors and the trunk."""
    for door, contact in controls.DOOR.items():
        scene.stimulate(contact, "closed")
        scene.settle(value_is(signal(f"doors.{door}.open"), "closed"))


@given(phrase("all doors are {key:locking}"))
def doors_are(scene: Scene, key: Stimulus) -> None:
    """Use the key, so that no remote order is part of the set-up.

    A vehicle that sleeps obeys once it has woken up, and by then the next step may have turned a lock by hand.
    """
    sleeps = scene.holds(ASLEEP)
    press(scene, key)
    scene.settle(ALL_LOCKED if key is controls.KEY_LOCK else ALL_UNLOCKED)
    if sleeps:
        scene.wait(WAKING_S, "the key to be obeyed")


@when(phrase("the driver unlocks the vehicle {means:unlocking}"))
def driver_unlocks(scene: Scene, means: Stimulus) -> None:
    """Unlock by any means but the app."""
    scene.mark(THE_UNLOCK, press(scene, means))


@when("the driver locks the vehicle with the key")
def driver_locks(scene: Scene) -> None:
    """Press the lock button of the key."""
    scene.mark(THE_LOCK, press(scene, controls.KEY_LOCK))
