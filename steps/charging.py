"""Charging: features/charging, and what pre-conditioning has to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_bdd import given, then, when

from rigs.judging.condition import Condition, value_is
from rigs.ports import controls, phone, surroundings
from rigs.ports.port import Observation, Stimulus
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.gherkin.vocabulary import condition, enumeration, event, find_event, phrase
from steps.vehicle import AWAKE, press, vehicle_awake

THE_HATCH_PRESS = event("the press of the hatch button")
THE_PLUGGING = event("the plugging in")
THE_UNPLUGGING = event("the unplugging")
THE_FALL = event("the fall of the battery level")

POWER_W = 500.0
"""A station that delivers less charges nothing."""

FULL_WITHIN_S = 3600.0
"""The last percents of a charge take no longer."""

FURTHER_S = 900.0
"""Time for which further notifications are waited for, in s."""

RANGE_STEP_KM = 1.0
"""The vehicle shows whole kilometres."""

CHARGE_TOLD = (signal("charge.state"),)
LEVEL = signal("battery.soc_percent")
RANGE = signal("battery.range_km")


def _delivers(power_w: float) -> bool:
    return power_w > POWER_W


def _charges(state: str) -> bool:
    return state == "charging"


CHARGING = condition(
    "charging is running",
    surroundings.STATION_POWER,
    test=_delivers,
    told=(CHARGE_TOLD, _charges),
    stays="charging goes on",
)
CHARGE_BEGINS = condition(
    "the charge begins",
    surroundings.STATION_POWER,
    test=_delivers,
    told=(CHARGE_TOLD, _charges),
    happens=True,
)
NOT_CHARGING = condition(
    "charging is off",
    surroundings.STATION_POWER,
    test=lambda power_w: power_w <= POWER_W,
    told=(CHARGE_TOLD, lambda state: state != "charging"),
    stays="charging stays off",
)
for mode in ("immediate", "deferred"):
    condition(
        f"charging is in {mode} mode",
        signal("charge.mode"),
        test=lambda present, mode=mode: present == mode,
        stays=f"charging stays in {mode} mode",
    )
    condition(
        f"the app shows {mode} charging",
        phone.CHARGE_MODE,
        test=lambda shown, mode=mode: shown == mode,
        over_network=True,
    )
condition(
    "the app shows that the vehicle is charging",
    phone.CHARGE_STATE,
    test=lambda shown: shown == "charging",
    over_network=True,
)
condition(
    "the app shows that the vehicle is not charging",
    phone.CHARGE_STATE,
    test=lambda shown: shown != "charging",
    stays="the app goes on showing that the vehicle is not charging",
    over_network=True,
)
for verb, results in (("accepts", ("accepted", "running", "done")), ("refuses", ("refused",))):
    condition(
        f"the vehicle {verb} the charge order",
        phone.CHARGE_ORDER,
        test=lambda order, results=results: order.get("state") in results,
        over_network=True,
        happens=True,
    )


def _kind(message: Mapping[str, Any]) -> object:
    return message.get("kind")


for order, kind in (("charge", "charge_start"), ("pre-conditioning", "precond_start")):
    condition(
        f"a banner confirms the {order} order",
        phone.BANNER,
        test=lambda shown, kind=kind: _kind(shown) == kind,
        over_network=True,
        happens=True,
    )
condition(
    "the app shows an information message",
    phone.BANNER,
    test=lambda shown: _kind(shown) == "charge_held",
    over_network=True,
    happens=True,
)
condition(
    "a notification tells of the full charge",
    phone.NOTIFICATION,
    test=lambda shown: _kind(shown) == "charge_full",
    over_network=True,
    happens=True,
)
condition(
    "no notification tells of a full charge",
    phone.NOTIFICATION,
    test=lambda shown: _kind(shown) != "charge_full",
)
FULL = condition(
    "the battery is full",
    LEVEL,
    test=lambda level_percent: level_percent >= 100,
    witnessed=Condition(
        "the battery is full", (surroundings.STATION_POWER,), lambda power_w: not _delivers(power_w)
    ),
    happens=True,
)
event("the full charge", FULL)
event("the start of the charge", CHARGING)
event("the end of the charge", NOT_CHARGING)

enumeration("station", {"regular": "regular", "fast": "fast"})
enumeration("consent", {"allows": "allows", "forbids": "forbids"})
enumeration("charge_mode", {"immediate": "immediate", "deferred": "deferred"})


def surround(scene: Scene, stimulus: Stimulus, value: float, shown: Observation) -> None:
    """Set a quantity around the vehicle and see that the vehicle shows it.

    A vehicle that sleeps, or falls asleep before it has shown it, is woken for that.
    """
    scene.stimulate(stimulus, value)
    told = value_is(shown, value)
    if scene.holds(AWAKE):
        either = f"{told.text}, or the vehicle is asleep"
        ports = (shown, *AWAKE.ports)
        scene.settle(Condition(either, ports, lambda seen, bus: bus == "asleep" or told.test(seen)))
    if not scene.holds(AWAKE):
        vehicle_awake(scene)
    scene.settle(told)


@given(phrase("the battery level is {level:number} %"))
def battery_level(scene: Scene, level: float) -> None:
    """Set the level of the traction battery."""
    surround(scene, surroundings.STATE_OF_CHARGE, level, LEVEL)


@when(phrase("the battery level falls to {level:number} %"))
def battery_level_falls(scene: Scene, level: float) -> None:
    """Let the level fall while something runs."""
    scene.mark(THE_FALL, scene.stimulate(surroundings.STATE_OF_CHARGE, level))


@when(phrase("the battery level rises to {level:number} %"))
def battery_level_rises(scene: Scene, level: float) -> None:
    """Wait until the charge that runs has raised the level."""
    rises = Condition(f"the level is {level:g} %", (LEVEL,), lambda percent: percent >= level)
    scene.settle(rises, within_s=FULL_WITHIN_S)


@given(phrase("the vehicle is plugged into a {kind:station} station"))
@when(phrase("the vehicle is plugged into a {kind:station} station"))
def plugged_in(scene: Scene, kind: str) -> None:
    """Plug in at a station that allows charging, as any does unless something else is said."""
    scene.stimulate(surroundings.STATION_TYPE, kind)
    scene.mark(THE_PLUGGING, scene.stimulate(surroundings.PLUG, "plugged"))
    scene.settle(value_is(signal("charge.plug"), "plugged"))
    scene.settle(value_is(signal("charge.type"), kind))


@when("the vehicle is unplugged")
def unplugged(scene: Scene) -> None:
    """Take the plug out."""
    scene.mark(THE_UNPLUGGING, scene.stimulate(surroundings.PLUG, "unplugged"))


@given(phrase("the charging station {consent} charging"))
def station_consents(scene: Scene, consent: str) -> None:
    """Set the decision of the station."""
    scene.stimulate(surroundings.STATION_CONSENT, consent)
    scene.settle(value_is(signal("charge.station"), consent))


@given("charging is running")
def charging_running(scene: Scene) -> None:
    """Wait until it runs; a vehicle in immediate mode begins when it is plugged in."""
    scene.settle(CHARGING, within_s=60.0)


@given(phrase("charging is in {mode:charge_mode} mode"))
def charging_in_mode(scene: Scene, mode: str) -> None:
    """Defer by the button in the hatch, so that no remote order is part of the set-up."""
    if mode == "deferred":
        press(scene, controls.HATCH_BUTTON)
    scene.settle(value_is(signal("charge.mode"), mode))


@when("the driver presses the button in the charging hatch")
def press_hatch_button(scene: Scene) -> None:
    """Press the button; the press begins with the contact."""
    scene.mark(THE_HATCH_PRESS, press(scene, controls.HATCH_BUTTON))


@when("the battery is charged until it is full")
def charge_until_full(scene: Scene) -> None:
    """Wait for the last percent, or little more."""
    scene.settle(FULL, within_s=FULL_WITHIN_S)


@then("the driver gets one notification of the full charge")
def one_notification(scene: Scene) -> None:
    """Judge that it is one alone."""
    notifications(scene, 1)


@then(phrase("the driver gets {number} notifications of the full charge"))
def notifications(scene: Scene, number: float) -> None:
    """Judge their number over the reaction limit, and much longer again."""
    scene.wait(FURTHER_S, "further notifications")
    count = sum(
        _kind(change.value) == "charge_full" and change.when.latest_ns >= scene.journal.begin_ns
        for change in scene.track(phone.NOTIFICATION)
    )
    limits = Limits(round(number), round(number))
    scene.judge(Measurement("notifications of the full charge", count, count, "", limits))


@then(phrase("the battery has not lost charge or range between {first:event} and {last:event}"))
def nothing_lost(scene: Scene, first: str, last: str) -> None:
    """Judge both as the vehicle shows them: neither may be lower at the end, an allowance aside (AMB-22).

    The allowance is `charge_allowance_percent` of `Assumptions`, for the range in proportion and a step of it.
    """
    begin, end = find_event(scene, first), find_event(scene, last)
    allowance_percent = scene.assumptions.charge_allowance_percent
    values = {}
    for port in (LEVEL, RANGE):
        track = scene.track(port)
        changes = track.at(begin.when.latest_ns), track.at(end.when.latest_ns)
        values[port] = tuple(float(change.value) for change in changes if change is not None)
    allowance_km = values[RANGE][0] / values[LEVEL][0] * allowance_percent + RANGE_STEP_KM
    allowances = {LEVEL: allowance_percent, RANGE: allowance_km}
    for port, unit in ((LEVEL, "%"), (RANGE, "km")):
        before, after = values[port]
        gained = after - before
        limits = Limits(low=-allowances[port])
        scene.judge(Measurement(f"{port.name} gained since {first}", gained, gained, unit, limits))
