"""Programmes for charge and pre-conditioning, set in the app or on the touch screen.

All times are those of the clock that the vehicle sends, by which it starts a programme (AMB-23).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pytest_bdd import given, then, when

from clock.kernel import S, seconds
from rigs.errors import SetupFailed
from rigs.judging.condition import Condition, value_is
from rigs.ports import controls, phone, screen, supply, surroundings
from rigs.ports.port import Observation, Stimulus
from rigs.ports.signals import signal
from rigs.scene import Scene
from rigs.values.interval import Event, Interval
from rigs.values.measurement import Limits, Measurement
from steps.charging import CHARGE_BEGINS, NOT_CHARGING
from steps.gherkin.holds import IN_FULL
from steps.gherkin.vocabulary import enumeration, event, find_event, phrase
from steps.preconditioning import RUNNING, STARTS, preconditioning_running

THE_PROGRAMMING = event(IN_FULL)
THE_TARGET = event("the target time")
THE_NEXT_TARGET = event("the target time of the next day")
THE_CHARGE_TIME = event("the charge time")
THE_LEAP = event("the leap of the vehicle's clock")
THE_TURNING_OFF = event("the turning off of the programme")

PROGRAMMED_AHEAD_S = 46 * 60.0
"""Time ahead of a programme that is served the same day and begins soon."""

GIVING_WAY_S = 1.0
"""Time in s after which a charge that gives way to pre-conditioning has ended."""

CHARGED_AHEAD_S = 2 * 60.0
"""Time ahead of a programme of the charge that begins soon, and yet later than it is told to the vehicle."""

SUPPLY_OFF_S = 10.0
STORED_S = 2.0
EARLY_S = 10.0
START_GRACE_S = 60.0
DAY_S = 24 * 3600
DAY_MIN = 24 * 60
LONGEST_SECOND_S = 1.1
MID_SECOND_S = 0.5
HALF_MINUTE_S = 30
TAP_S = 0.3
"""Time that the screen is given for each page."""

CLOCK = tuple(signal(f"clock.{unit}") for unit in ("hour", "minute", "second"))


@dataclass(frozen=True)
class Programmable:
    """A function that can be programmed.

    Attributes:
        app: Its verb in the app.
        page: The fields that lead to its page on the touch screen.
        time: The event of its time.
        told: Hour and minute as the telematics ECU tells them to the vehicle.
        notice_s: Time in s that a programme which is to be served at once needs.
    """

    app: Stimulus
    page: tuple[str, str]
    time: str
    told: tuple[Observation, Observation]
    notice_s: float


PRECONDITIONING = Programmable(
    phone.PROGRAMME_PRECONDITIONING,
    ("air_conditioning", "options"),
    THE_TARGET,
    (signal("precond_programme.hour"), signal("precond_programme.minute")),
    PROGRAMMED_AHEAD_S,
)
CHARGE = Programmable(
    phone.PROGRAMME_CHARGE,
    ("electrical", "charge"),
    THE_CHARGE_TIME,
    (signal("charge_programme.hour"), signal("charge_programme.minute")),
    CHARGED_AHEAD_S,
)

enumeration("programmable", {"pre-conditioning": PRECONDITIONING, "the charge": CHARGE})
enumeration("programming_place", {"in the app": "app", "on the touch screen": "screen"})
enumeration("cause", {"an order": "order", "a programme": "programme"})
enumeration(
    "loss",
    {
        "turns the ignition on and off": controls.IGNITION,
        "leaves the network": surroundings.COVERAGE,
        "loses its supply for 10 s": supply.VOLTAGE,
    },
)


def clock(scene: Scene) -> tuple[int, Interval]:
    """Return the last second of the vehicle's clock that was seen to begin: second of the day, and when it began.

    The first one that a waking vehicle sends has begun some time before. What was seen before the clock was set
    does not count.

    Raises:
        SetupFailed: The vehicle has not sent its clock for long enough.
    """
    scene.catch_up()
    leap = scene.latest(THE_LEAP)
    track = scene.track(CLOCK[-1])
    ticks = list(track if leap is None else track.after(leap.when.latest_ns))
    for before, tick in reversed(list(pairwise(ticks))):
        if tick.when.latest_ns - before.when.latest_ns <= LONGEST_SECOND_S * S:
            shown = [scene.track(port).at(tick.when.latest_ns) for port in CLOCK]
            hour, minute, second = (int(change.value) for change in shown if change is not None)
            return hour * 3600 + minute * 60 + second, tick.when
    raise SetupFailed("the vehicle has not sent its clock for long enough")


def reading_s(scene: Scene) -> float:
    """Return the vehicle's clock at present, in seconds of its day; it runs on unseen while the vehicle sleeps."""
    shown_s, when = clock(scene)
    return shown_s + (scene.kernel.time_ns() - when.latest_ns) / S


def ahead_of(scene: Scene, hour: float, minute: float, notice_s: float) -> float:
    """Return how far ahead a time of day is for a programme in s, at least so far that it is served at once."""
    scene.wait((HALF_MINUTE_S - reading_s(scene)) % 60, "the middle of a minute")
    left_s = (round(hour) * 3600 + round(minute) * 60 - reading_s(scene)) % DAY_S
    ahead_s = left_s // 60 * 60
    return ahead_s if ahead_s > notice_s else ahead_s + DAY_S


def programme(scene: Scene, what: Programmable, ahead_s: float, *, on_screen: bool) -> Condition:
    """Set a programme in a moment from which its time, a whole minute, is so far away.

    Returns:
        That the telematics ECU tells the vehicle this very time.
    """
    if on_screen:
        for field in what.page:
            scene.stimulate(screen.TAP, field)
            scene.wait(TAP_S)
    scene.wait((MID_SECOND_S - ahead_s - reading_s(scene)) % 60, "the vehicle's clock")
    target_s = int(reading_s(scene)) + round(ahead_s)
    hour, minute = target_s % DAY_S // 3600, target_s % 3600 // 60
    if on_screen:
        for field in (f"hour_{hour:02}", f"minute_{minute:02}"):
            scene.stimulate(screen.TAP, field)
        programmed = scene.stimulate(screen.TAP, "ok")
        if target_s - int(reading_s(scene)) != round(ahead_s):
            raise scene.inconclusive(
                f"the programme was set {target_s - reading_s(scene):.1f} s ahead, not {ahead_s:g} s"
            )
    else:
        programmed = scene.stimulate(what.app, f"{hour:02}:{minute:02}")
    scene.mark(THE_PROGRAMMING, programmed)
    shown_s, when = clock(scene)
    for name, days in ((what.time, 0), (THE_NEXT_TARGET, 1)):
        after_ns = (target_s + days * DAY_S - shown_s) * S
        scene.mark(name, Event(name, Interval(when.earliest_ns + after_ns, when.latest_ns + after_ns)))
    return Condition(f"the vehicle is told {hour:02}:{minute:02}", what.told, lambda *told: told == (hour, minute))


@given("the ignition is on")
def ignition_on(scene: Scene) -> None:
    """Switch the ignition on; the touch screen is lit."""
    scene.stimulate(controls.IGNITION, "on")
    scene.settle(value_is(signal("ignition.state"), "on"))


@when("the driver turns the ignition off")
def ignition_off(scene: Scene) -> None:
    """Switch the ignition off; the vehicle may sleep."""
    scene.stimulate(controls.IGNITION, "off")
    scene.settle(value_is(signal("ignition.state"), "off"))


@given(phrase("{what:programmable} is programmed {ahead:duration} ahead in the app"))
def programme_stored(scene: Scene, what: Programmable, ahead: float) -> None:
    """Programme it, and wait until the vehicle has received it."""
    scene.settle(programme(scene, what, ahead, on_screen=False), within_s=60.0)


@when(
    phrase("the driver programmes {what:programmable} {ahead:duration} ahead {place:programming_place}"),
    target_fixture="programme_told",
)
def driver_programmes(scene: Scene, what: Programmable, ahead: float, place: str) -> Condition:
    """Programme the time of use for pre-conditioning (line 476), the time to begin for the charge (line 478)."""
    return programme(scene, what, ahead, on_screen=place == "screen")


@when(phrase("the driver turns the programme off in the app"))
def programme_turned_off(scene: Scene) -> None:
    """Turn the programme of pre-conditioning off, and wait until the vehicle has been told."""
    scene.mark(THE_TURNING_OFF, scene.stimulate(phone.PROGRAMME_PRECONDITIONING, "off"))
    scene.settle(value_is(signal("precond_programme.active"), "off"), within_s=60.0)


@given(phrase("pre-conditioning is running by {cause}"))
def preconditioning_running_by(scene: Scene, cause: str) -> None:
    """Order it, or programme it as soon as can be; wait until it runs, and a charge that gives way has ended."""
    if cause == "order":
        preconditioning_running(scene)
    else:
        scene.settle(programme(scene, PRECONDITIONING, PROGRAMMED_AHEAD_S, on_screen=False), within_s=60.0)
        scene.settle(RUNNING, within_s=PROGRAMMED_AHEAD_S)
    scene.wait(GIVING_WAY_S, "a charge to give way")


@when(phrase("it is {duration} after {event}"))
def it_gets_late(scene: Scene, duration: float, event: str) -> None:
    """Do nothing until then."""
    scene.wait_until(find_event(scene, event), duration)


@given(phrase("the vehicle {loss:loss}"))
@when(phrase("the vehicle {loss:loss}"))
def vehicle_loses(scene: Scene, loss: Stimulus) -> None:
    """Take away what a stored programme must survive, since it is kept in the vehicle (line 482)."""
    if loss is controls.IGNITION:
        ignition_on(scene)
        ignition_off(scene)
    elif loss is supply.VOLTAGE:
        scene.wait(STORED_S, "the vehicle to store what it has received")
        scene.stimulate(loss, 0)
        scene.wait(SUPPLY_OFF_S, "the vehicle without supply")
        scene.stimulate(loss, supply.NOMINAL_V)
    else:
        scene.stimulate(loss, "off")


@when(
    phrase(
        "the driver programmes {what:programmable} for {hour:number}:{minute:number} {place:programming_place}"
    ),
    target_fixture="programme_told",
)
def driver_programmes_for(scene: Scene, what: Programmable, hour: float, minute: float, place: str) -> Condition:
    """Programme a time of day; the next one that leaves enough notice for a launch counts as the target time."""
    return programme(scene, what, ahead_of(scene, hour, minute, what.notice_s), on_screen=place == "screen")


@then("the charge begins at the charge time and not before")
def charge_begins_at(scene: Scene) -> None:
    """Judge that nothing is charged until shortly before the time, and that the charge comes with it."""
    time, programmed = scene.event(THE_CHARGE_TIME), scene.event(THE_PROGRAMMING)
    least_s, _ = time.when.since(programmed.when)
    scene.expect(NOT_CHARGING).stays(least_s - EARLY_S, after=programmed)
    scene.expect(CHARGE_BEGINS).reacts(scene.assumptions.reaction_s, after=time)


@then("the programme reaches the vehicle in reaction to the programming")
def programme_reaches(scene: Scene, programme_told: Condition) -> None:
    """Wait for the time that was programmed; one that the vehicle was told before does not count."""
    limit_s = scene.assumptions.network_reaction_s
    scene.expect(programme_told).reacts(limit_s, after=scene.event(THE_PROGRAMMING))


@then("the programme names the target time")
def names_target(scene: Scene) -> None:
    """Compare with the time of use: that is what is programmed, and not the time of the start (line 476)."""
    shown_s, when = clock(scene)
    target_s = shown_s + (scene.event(THE_TARGET).when.earliest_ns - when.earliest_ns) / S
    hour, minute = (int(scene.track(port).value or 0) for port in PRECONDITIONING.told)
    off_min = hour * 60 + minute - round(target_s / 60) % DAY_MIN
    scene.judge(Measurement("programmed time after the target time", off_min, off_min, "min", Limits(0, 0)))


@then(phrase("pre-conditioning starts between {low:duration} and {high:duration} before {event}"))
def starts_before(scene: Scene, low: float, high: float, event: str) -> None:
    """Judge the first start since the programming; what has not started by the time itself never does.

    Where the clock was set meanwhile, starts before that were ordered; one that still runs then starts no more.
    """
    target = find_event(scene, event).when
    times = (scene.event(THE_PROGRAMMING), scene.latest(THE_LEAP))
    since_ns = max(each.when.latest_ns for each in times if each is not None)
    running = scene.truth(STARTS).track
    limits = Limits(low, high)
    name = f"time from the start of pre-conditioning until {event}"
    while True:
        starts = [change for change in running.after(since_ns) if change.value is True]
        if starts:
            least, most = target.since(starts[0].when)
            scene.judge(Measurement(name, least, most, "s", limits))
            return
        if not scene.wait_for_change(running, target.latest_ns + seconds(START_GRACE_S)):
            scene.judge(Measurement(name, None, 0.0, "s", limits))
            return
