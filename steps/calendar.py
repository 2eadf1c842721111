"""Date and time of day, which are set and never waited for.

The simulated satellites tell the vehicle another date and time of day, and the office has its calendar set alike,
so that a day takes seconds. A sleeping vehicle goes on sleeping, as far as it does not itself wake for a new time.
What a vehicle does at a time of its clock it does by the time that was set, and so what features name after its
clock, such as the target time of a programme, comes nearer by as much.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from pytest_bdd import given, when

from clock.kernel import S
from rigs.errors import SuiteError
from rigs.ports import backoffice, surroundings
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.interval import Interval
from steps.expectations import THE_WAIT
from steps.gherkin.vocabulary import find_event, phrase
from steps.programmes import DAY_S, THE_CHARGE_TIME, THE_LEAP, THE_NEXT_TARGET, THE_TARGET, clock, reading_s
from steps.vehicle import ASLEEP, vehicle_awake

DAY = tuple(signal(f"clock.{unit}") for unit in ("year", "month", "day"))

BY_THE_CLOCK = (THE_TARGET, THE_NEXT_TARGET, THE_CHARGE_TIME)
"""Events that come when the vehicle's clock shows a time."""

HOME = ZoneInfo("Europe/Paris")
"""Time zone of the customer, in which the office has its calendar set."""

CLOCK_SEEN_S = 3.0
"""Time in s in which a vehicle that is awake has taken a time of the satellites, and sent its clock again."""

ASLEEP_S = 120.0


def shown(scene: Scene) -> tuple[dt.datetime, Interval]:
    """Return the last second of the vehicle's clock that was seen to begin, with its date, and when it began.

    Raises:
        SetupFailed: The vehicle has not sent its clock for long enough.
    """
    second, when = clock(scene)
    fields = [scene.track(port).at(when.latest_ns) for port in DAY]
    year, month, day = (int(field.value) for field in fields if field is not None)
    return dt.datetime(year, month, day, tzinfo=dt.UTC) + dt.timedelta(seconds=second), when


def leap(scene: Scene, ahead_s: float) -> None:
    """Set the time by the satellites and in the office so much ahead, to the second; what sleeps is not woken."""
    before, then = shown(scene)
    passed_s = (scene.kernel.time_ns() - then.latest_ns) / S
    now = (before + dt.timedelta(seconds=passed_s + ahead_s + 0.5)).replace(microsecond=0)
    asleep = scene.holds(ASLEEP)
    leapt = scene.stimulate(surroundings.GNSS_UTC, ",".join(str(part) for part in now.utctimetuple()[:6]))
    scene.mark(THE_LEAP, leapt)
    scene.stimulate(backoffice.SET_DATE, f"{now.astimezone(HOME):%Y-%m-%dT%H:%M}")
    scene.wait(CLOCK_SEEN_S, "the new time")
    if asleep:
        when = leapt.when
        scene.settle(ASLEEP, within_s=ASLEEP_S)
    else:
        now, when = shown(scene)
    by_ns = round((now - before).total_seconds()) * S
    redated = (when.earliest_ns - then.earliest_ns - by_ns, when.latest_ns - then.latest_ns - by_ns)
    scene.redate(BY_THE_CLOCK, *redated)


def leap_to(scene: Scene, ahead_s: Callable[[], float]) -> None:
    """Wake the vehicle, so that it hears of the new time, and set it as much ahead as is told then."""
    vehicle_awake(scene)
    scene.wait(CLOCK_SEEN_S, "the vehicle's clock")
    leap(scene, ahead_s())


@given(phrase("it is {hour:number}:{minute:number} by the vehicle's clock"))
def time_of_day(scene: Scene, hour: float, minute: float) -> None:
    """Wake the vehicle, and set the next such time of day by the satellites."""
    time_before(scene, 0.0, hour, minute)


@given(phrase("it is {duration} before {hour:number}:{minute:number} by the vehicle's clock"))
def time_before(scene: Scene, duration: float, hour: float, minute: float) -> None:
    """Wake the vehicle, and set the next such time of day by the satellites."""
    time_s = round(hour) * 3600 + round(minute) * 60 - duration
    leap_to(scene, lambda: (time_s - reading_s(scene)) % DAY_S)


@when(phrase("it is {duration} before {event} by the vehicle's clock"))
def time_before_event(scene: Scene, duration: float, event: str) -> None:
    """Wake the vehicle, and set that time by the satellites.

    Raises:
        SuiteError: It has passed already.
    """

    def left_s() -> float:
        left_s = (find_event(scene, event).when.earliest_ns - scene.kernel.time_ns()) / S - duration
        if left_s < 0:
            raise SuiteError(f"{duration:g} s before {event} have passed {-left_s:.3f} s ago")
        return left_s

    leap_to(scene, left_s)


@when(phrase("{duration} pass by the calendar"))
def time_passes(scene: Scene, duration: float) -> None:
    """Set date and time so much ahead; what sleeps is not woken by it."""
    scene.mark(THE_WAIT, scene.now(THE_WAIT))
    leap(scene, duration)


@when(phrase("{duration} pass by the calendar in steps of {step:duration}"))
def time_passes_in_steps(scene: Scene, duration: float, step: float) -> None:
    """Do the same step by step, so that nothing is passed over for which a vehicle has longer than a step."""
    scene.mark(THE_WAIT, scene.now(THE_WAIT))
    vehicle_awake(scene)
    scene.wait(CLOCK_SEEN_S, "the vehicle's clock")
    for _ in range(round(duration / step)):
        vehicle_awake(scene)
        leap(scene, step)
