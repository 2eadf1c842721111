"""Remote heating and cooling: features/preconditioning."""

from __future__ import annotations

from dataclasses import replace

from pytest_bdd import given, then, when

from rigs.judging.condition import value_is
from rigs.ports import backoffice, controls, phone, senses, surroundings
from rigs.ports.port import Stimulus
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.charging import surround
from steps.gherkin.vocabulary import condition, enumeration, event, find_event, phrase
from steps.vehicle import THE_UNLOCK
from vehicle.profile import DOORS

CABIN = signal("cabin.temp_c", "°C")
HALF_STEP_C = 0.25
"""Half a step of the temperature that the climate ECU sends."""
SENSOR_S = 1.5
"""Time in s in which a sensor of the rig that is read once a second has surely been read."""

COLD_C = 5.0
DRAWN_W = 50.0
"""A blower draws more; what draws less neither heats nor cools nor blows."""

PRECONDITIONING_TOLD = (signal("precond.state"),)
SET_POINT = signal("cabin.set_point_c", "°C")


def _draws(drawn_w: float) -> bool:
    return drawn_w > DRAWN_W


def _runs(state: str) -> bool:
    return state == "running"


def _is_temperature(key: str) -> bool:
    return any(word in key.lower() for word in ("temp", "set_point", "setpoint", "degree", "celsius", "target_c"))


RUNNING = condition(
    "pre-conditioning is running",
    surroundings.CLIMATE_POWER,
    test=_draws,
    told=(PRECONDITIONING_TOLD, _runs),
    stays="pre-conditioning goes on",
)
STARTS = condition(
    "pre-conditioning starts",
    surroundings.CLIMATE_POWER,
    test=_draws,
    told=(PRECONDITIONING_TOLD, _runs),
    happens=True,
)
condition(
    "pre-conditioning is off",
    surroundings.CLIMATE_POWER,
    test=lambda drawn_w: drawn_w <= DRAWN_W,
    told=(PRECONDITIONING_TOLD, lambda state: state == "off"),
    stays="pre-conditioning stays off",
)
for reason, label in (("of the battery level", "level"), ("the vehicle is unlocked", "unlocked")):
    condition(
        f"pre-conditioning is refused because {reason}",
        signal("precond.refusal"),
        test=lambda refusal, label=label: refusal == label,
        happens=True,
    )
for thing, port, arrives in (
    ("order", backoffice.ORDER, backoffice.ORDERED),
    ("programme", backoffice.PROGRAMME, backoffice.PROGRAMMED),
):
    condition(f"the {thing} reaches the back office", arrives, test=bool, happens=True)
    condition(
        f"the {thing} names no temperature",
        port,
        test=lambda sent: bool(sent) and not any(_is_temperature(key) for key in sent),
    )
for text, air, shown in (
    ("the cabin is at 21 °C", lambda air_c: abs(air_c - 21) <= 1, lambda shown_c: abs(shown_c - 21) <= 1),
    (
        "the cabin is comfortable",
        lambda air_c: abs(air_c - 21) <= 1,
        lambda shown_c: abs(shown_c - 21) <= HALF_STEP_C,
    ),
    (
        "the cabin is no longer comfortable",
        lambda air_c: abs(air_c - 21) > 0.5,
        lambda shown_c: abs(shown_c - 21) > 0.5,
    ),
    ("the cabin is cold", lambda air_c: air_c < COLD_C, lambda shown_c: shown_c < COLD_C),
):
    # a temperature is reached, and wavers
    condition(text, surroundings.CABIN_AIR, test=air, told=((CABIN,), shown), happens=True)
event("the start of pre-conditioning", RUNNING)
event("the end of pre-conditioning", RUNNING, becomes=False)

enumeration(
    "opening",
    {
        **{door.replace("_", " "): controls.LOCK_BY_HAND[door] for door in DOORS},
        "trunk": controls.LOCK_BY_HAND["trunk"],
    },
)


@given("pre-conditioning is running")
def preconditioning_running(scene: Scene) -> None:
    """Order it from the app; locked and charged as the vehicle is."""
    scene.stimulate(phone.ORDER, "precond_start")
    scene.settle(RUNNING, within_s=60.0)


@given(phrase("the temperature outside is {temperature:number} °C"))
def outside_temperature(scene: Scene, temperature: float) -> None:
    """Set it and wait until the vehicle shows it: filtered, in steps of half a degree."""
    surround(scene, surroundings.OUTSIDE_TEMPERATURE, temperature, signal("vehicle.outside_temp_c"))


@when(phrase("the temperature outside changes to {temperature:number} °C"))
def outside_temperature_changes(scene: Scene, temperature: float) -> None:
    """Change it and wake nobody: what the vehicle knows of it is its own affair."""
    scene.stimulate(surroundings.OUTSIDE_TEMPERATURE, temperature)


@given(phrase("the temperature in the cabin is {temperature:number} °C"))
def cabin_temperature(scene: Scene, temperature: float) -> None:
    """Set the temperature of the air in a cabin that is emulated, and let vehicle and sensor show it."""
    surround(scene, surroundings.CABIN_TEMPERATURE, temperature, CABIN)
    scene.wait(SENSOR_S)


@given(phrase("the {lock:opening} alone is unlocked"))
def one_unlocked(scene: Scene, lock: Stimulus) -> None:
    """Unlock by hand at its own lock; no key and no order unlocks one alone."""
    scene.stimulate(lock, "unlocked")
    door = lock.name.removeprefix("lock.")
    shown = value_is(signal(f"doors.{door}.lock"), "unlocked")
    scene.settle(replace(shown, witnessed=value_is(senses.LATCH[door], "unlocked")))


@when(phrase("the {lock:opening} alone is unlocked"))
def one_gets_unlocked(scene: Scene, lock: Stimulus) -> None:
    """Unlock it while pre-conditioning runs."""
    scene.mark(THE_UNLOCK, scene.stimulate(lock, "unlocked"))


@then(phrase("the cabin is at {temperature:number} °C at {event}"))
def cabin_is_at(scene: Scene, temperature: float, event: str) -> None:
    """Judge what the climate ECU sends, and what the air has by a sensor of the rig.

    The source gives 21 °C no tolerance, so the suite assumes one (AMB-21); the ECU rounds, the sensor does not.
    """
    moment = find_event(scene, event)
    scene.wait_until(moment, 0.0)
    allowed_c = scene.assumptions.cabin_tolerance_c
    for port, tolerance_c in ((CABIN, allowed_c), (surroundings.CABIN_AIR, allowed_c + HALF_STEP_C)):
        if not scene.hears(port):
            continue
        change = scene.track(port).at(moment.when.latest_ns)
        shown_c = None if change is None else float(change.value)
        limits = Limits(temperature - tolerance_c, temperature + tolerance_c)
        scene.judge(Measurement(f"{port.name} at {event}", shown_c, shown_c, "°C", limits))


@then(phrase("the set point of the cabin is {temperature:number} °C"))
def set_point_is(scene: Scene, temperature: float) -> None:
    """Judge it without a tolerance: the vehicle aims at this and nothing else (AMB-21)."""
    shown_c = scene.track(SET_POINT).value
    scene.judge(Measurement("set point of the cabin", shown_c, shown_c, "°C", Limits(temperature, temperature)))
