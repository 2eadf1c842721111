"""Sequels: what must come of what was before, and what must not end or begin in view of it.

They belong to the standing invariants, and are read from what has been observed anyway as these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clock.kernel import S, seconds
from rigs.judging.breach import Breach, Broken, told
from rigs.judging.causes import CALLING, Cause, Causes, Past
from rigs.ports import controls, phone, psap, screen, supply, surroundings
from rigs.ports.port import Observation, Stimulus
from rigs.ports.signals import BUS_ACTIVITY, signal
from rigs.recording.deeds import Deed
from rigs.values.interval import Interval
from rigs.values.track import Change

PRECONDITIONING = signal("precond.state")
CHARGE = signal("charge.state")
CHARGE_MODE = signal("charge.mode")
LEVEL = signal("battery.soc_percent")
OUTSIDE = signal("vehicle.outside_temp_c")
AWAKE = BUS_ACTIVITY["comfort"]

BEFORE_S = 1.0
"""Time in s by which signals may tell of two things in another order than they happened."""

ENDS_S = 20.0
"""Time in s within which what ends a call has ended it."""

LEVEL_S = 60.0
"""Time in s after which a battery level that was set is the one that a start is judged by."""

LEAST_PERCENT = {"electric": 50.0, "hybrid": 20.0}
"""The lowest level in % at which pre-conditioning is available, by energy (lines 490 and 500)."""

LEVEL_ERROR_PERCENT = 1.0

MILD_C = (4.0, 36.0)
"""Temperatures outside in degrees Celsius, just beyond those at which an electric vehicle is charged beside
pre-conditioning (line 496)."""

PROGRAMMED_S = (45.0 + 10.0) * 60
"""Longest time in s from a start by a programme to its end (PRECOND-05, PRECOND-07), but for `LATE_S`."""

LATE_S = 60.0


def ends_alone(port: Observation, *causes: Causes) -> Broken:
    """Return what finds calls in voice contact that end without a cause."""

    def find(past: Past) -> Iterator[Breach]:
        for before, change in past.changes(port):
            if before.value != "voice" or change.value in CALLING:
                continue
            when = change.when
            live = (cause for of in causes for cause in of(past))
            if not any(cause.from_ns <= when.latest_ns and when.earliest_ns <= cause.until_ns for cause in live):
                yield told(port, before.value, change)

    return find


def pressed_in_call(past: Past) -> Iterator[Cause]:
    """Yield the presses of the SOS button during an emergency call, which may hang up (AMB-02, AMB-36)."""
    for done in past.done(controls.SOS_BUTTON, "pressed"):
        if past.value(psap.CALL, done.when.earliest_ns) in CALLING:
            yield Cause(done.when.earliest_ns, done.when.latest_ns + seconds(ENDS_S))


def mode_ends_calls(past: Past) -> Iterator[Cause]:
    """Yield the changes of the mode, where private mode stops the emergency call too (AMB-08)."""
    if past.profile.privacy_policy == "literal":
        for done in past.done(screen.TAP):
            yield Cause(done.when.earliest_ns, done.when.latest_ns + seconds(ENDS_S))


def stays_interrupted(past: Past) -> Iterator[Breach]:
    """Find a charge that pre-conditioning has interrupted and that does not go on when it has ended."""
    for before, change in past.changes(PRECONDITIONING):
        if (before.value, change.value) != ("running", "off"):
            continue
        begin_ns, end_ns = before.when.earliest_ns, change.when.latest_ns
        until_ns = end_ns + seconds(past.soon_s)
        charged = past.value(CHARGE, begin_ns - seconds(BEFORE_S)) == "charging"
        interrupted = past.value(CHARGE, change.when.earliest_ns) == "interrupted"
        if not (charged and interrupted) or until_ns > past.now_ns or _disturbed(past, begin_ns, until_ns):
            continue
        later = past.tracks[CHARGE.name].after(change.when.earliest_ns)
        if not any(each.value in ("charging", "finished") and each.when.earliest_ns <= until_ns for each in later):
            yield Breach(change.when, f"{PRECONDITIONING.name}: off, and {CHARGE.name} did not become charging")


def _disturbed(past: Past, begin_ns: int, until_ns: int) -> bool:
    """Tell whether anything else was done that a charge may depend on, or an order may still have come."""
    orders = {
        "charge": begin_ns - seconds(past.late_s),
        "precond": begin_ns + seconds(BEFORE_S),
    }
    at_once_ns = begin_ns - seconds(past.assumptions.reaction_s)
    return any(
        done.when.latest_ns
        >= (orders.get(_family(done), until_ns) if done.port == phone.ORDER.name else at_once_ns)
        for done in past.deeds
        if done.when.earliest_ns <= until_ns and done.port in _OF_A_CHARGE
    )


def _family(done: Deed) -> str:
    """Return what an order of the app is about; one that ends pre-conditioning disturbs nothing."""
    return "" if done.value == "precond_stop" else str(done.value).partition("_")[0]


_OF_A_PLUG = frozenset(
    port.name
    for port in (
        *(surroundings.PLUG, surroundings.STATION_CONSENT, surroundings.STATION_TYPE),
        controls.HATCH_BUTTON,
    )
)

_OF_A_CHARGE = _OF_A_PLUG | {
    port.name
    for port in (
        *(surroundings.STATE_OF_CHARGE, surroundings.OUTSIDE_TEMPERATURE, supply.VOLTAGE),
        *(screen.TAP, phone.PROGRAMME_CHARGE, phone.PROGRAMME_PRECONDITIONING),
        phone.ORDER,
    )
}


def begins_low(past: Past) -> Iterator[Breach]:
    """Find pre-conditioning that begins below the lowest battery level; a hybrid that charges has none."""
    least_percent = LEAST_PERCENT.get(past.profile.energy, 0.0)
    for before, change in past.changes(PRECONDITIONING):
        if change.value != "running" or before.value == "running":
            continue
        at_ns = change.when.earliest_ns
        level_percent = past.value(LEVEL, at_ns)
        set_ns = [done.when.latest_ns for done in past.done(surroundings.STATE_OF_CHARGE)]
        if level_percent is None or any(at_ns - seconds(LEVEL_S) < each <= at_ns for each in set_ns):
            continue
        charges = past.profile.energy == "hybrid" and any(
            charge.earliest_ns <= at_ns <= charge.latest_ns + seconds(BEFORE_S)
            for charge in past.spans(CHARGE, "charging")
        )
        if not charges and level_percent < least_percent - LEVEL_ERROR_PERCENT:
            yield Breach(change.when, f"{PRECONDITIONING.name}: running at a battery level of {level_percent:g} %")


def charges_beside(past: Past) -> Iterator[Breach]:
    """Find a charge that runs beside pre-conditioning which excludes it, for longer than a reaction takes."""
    most_ns = seconds(past.assumptions.reaction_s + BEFORE_S)
    running = list(seen_awake(past, past.spans(PRECONDITIONING, "running")))
    for charge in seen_awake(past, past.spans(CHARGE, "charging")) if running else ():
        for span in running:
            begin_ns = max(charge.earliest_ns, span.earliest_ns)
            end_ns = min(charge.latest_ns, span.latest_ns)
            if end_ns - begin_ns > most_ns and _exclude_each_other(past, span.earliest_ns, end_ns):
                yield Breach(Interval.at(begin_ns + most_ns), "a charge and pre-conditioning ran together")


def _exclude_each_other(past: Past, begin_ns: int, end_ns: int) -> bool:
    """Tell whether a charge and pre-conditioning exclude each other: on a hybrid, else in cold or heat."""
    if past.profile.energy == "hybrid":
        return True
    stations = [each for each in past.done(surroundings.STATION_TYPE) if each.when.earliest_ns <= end_ns]
    regular = bool(stations) and stations[-1].value == "regular" and stations[-1].when.latest_ns < begin_ns
    track = past.tracks.get(OUTSIDE.name)
    before = track.at(begin_ns - seconds(BEFORE_S)) if track else None
    if not regular or track is None or before is None:
        return False
    shown_c = [
        each.value for each in (before, *track.after(before.when.latest_ns)) if each.when.earliest_ns <= end_ns
    ]
    return bool(max(shown_c) < MILD_C[0] or min(shown_c) > MILD_C[1])


def seen_awake(past: Past, spans: Iterable[Interval]) -> Iterator[Interval]:
    """Yield what of some spans the vehicle was awake in: what a silent bus has said last is old."""
    awake = list(past.spans(AWAKE, "awake"))
    for span in spans:
        for each in awake:
            begin_ns, end_ns = max(span.earliest_ns, each.earliest_ns), min(span.latest_ns, each.latest_ns)
            if begin_ns < end_ns:
                yield Interval(begin_ns, end_ns)


def begins_though_ended(past: Past) -> Iterator[Breach]:
    """Find a charge that begins when the last thing that was done about it was an order that has ended it."""
    programmed = _is_programmed(past, phone.PROGRAMME_CHARGE)
    for before, change in past.changes(CHARGE):
        if programmed and past.value(CHARGE_MODE, change.when.earliest_ns) != "immediate":
            continue
        done = [
            each
            for each in past.deeds
            if _begins_or_ends_a_charge(each) and each.when.earliest_ns <= change.when.latest_ns
        ]
        if change.value != "charging" or not done or done[-1].value != "charge_stop":
            continue
        since_ns = done[-1].when.latest_ns
        orders = past.tracks.get(phone.CHARGE_ORDER.name)
        taken = [each for each in orders.after(since_ns) if _is_taken(each)] if orders else []
        ended = any(
            each.value == "idle" and each.when < change.when for each in past.tracks[CHARGE.name].after(since_ns)
        )
        if ended and taken and taken[0].when < change.when:
            yield told(CHARGE, before.value, change)


def _begins_or_ends_a_charge(done: Deed) -> bool:
    """Tell whether something was done that says by itself whether to charge."""
    return done.port in _OF_A_PLUG or (done.port == phone.ORDER.name and _family(done) == "charge")


def _is_taken(change: Change) -> bool:
    """Tell whether the vehicle has taken an order that ends the charge, as the app shows it."""
    shown = change.value or {}
    return shown.get("kind") == "charge_stop" and shown.get("state") in ("accepted", "running", "done")


def _is_programmed(past: Past, *apps: Stimulus) -> bool:
    """Tell whether there was ever a programme, in the app or on the touch screen."""
    on_screen = any(str(each.value).startswith("minute_") for each in past.done(screen.TAP))
    return on_screen or any(True for app in apps for _ in past.done(app))


def outlives_its_target(past: Past) -> Iterator[Breach]:
    """Find pre-conditioning that a programme has begun, no order being about, and that outlives its time."""
    for span in past.spans(PRECONDITIONING, "running"):
        from_ns = span.earliest_ns - seconds(past.late_s)
        orders = [each for each in past.done(phone.ORDER, "precond_start") if each.when.latest_ns > from_ns]
        ordered = any(each.when.earliest_ns < span.latest_ns for each in orders)
        lasted_s = (span.latest_ns - span.earliest_ns) / S
        if span.earliest_ns > past.since_ns and not ordered and lasted_s > PROGRAMMED_S + LATE_S:
            yield Breach(span, f"{PRECONDITIONING.name}: running for {lasted_s:.0f} s")


def wakes_alone(past: Past) -> Iterator[Breach]:
    """Find a vehicle that wakes though nothing was done to it since long before it fell asleep, nor programmed."""
    if _is_programmed(past, phone.PROGRAMME_CHARGE, phone.PROGRAMME_PRECONDITIONING):
        return
    for asleep, awake in past.changes(AWAKE):
        from_ns = asleep.when.earliest_ns - seconds(past.assumptions.network_reaction_s)  # it may doze in between
        touched = any(
            from_ns <= done.when.latest_ns and done.when.earliest_ns <= awake.when.latest_ns for done in past.deeds
        )
        if awake.value == "awake" and from_ns > past.since_ns and not touched:
            yield told(AWAKE, asleep.value, awake)
