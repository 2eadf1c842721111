"""Standing invariants: what holds in every scenario, whatever it is about.

Nothing happens to a vehicle without a cause that somebody gave; nothing leaves it that its privacy mode or a
contract withholds; what runs ends. They are read from what has been observed anyway: nothing is asked for them.
docs/exploration.md lists them, and says what counts as a cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from clock.kernel import S, seconds
from rigs.judging import data_sets, sequels, shown
from rigs.judging.breach import Breach, Broken, told
from rigs.judging.causes import (
    CALLING,
    MODE,
    Causes,
    Past,
    after_the_network,
    chosen,
    confirms,
    deed,
    known_of,
    order,
    pressed,
    programme,
    seen,
)
from rigs.judging.sequels import CHARGE, PRECONDITIONING, seen_awake
from rigs.judging.shown import LOCK, LOCKED, OPENINGS
from rigs.ports import backoffice, centre, controls, phone, psap, screen, senses, supply, surroundings
from rigs.ports.derived import has_position, is_shared
from rigs.ports.port import Observation
from rigs.ports.signals import signal
from rigs.values.interval import Interval

ON_ORDER_S = 10.0
"""Time in s for which lights and horn are on when they are ordered (lines 534 and 542)."""

UNLOCKED_S = 60.0
"""Time in s after an unlock by which pre-conditioning has stopped (line 484)."""

LAG_S = 1.0
"""Time in s by which signals may tell of two things in another order than they happened."""

SENT_S = 60.0
"""Time in s after which what was told before has reached the app."""

SHOWN_M = 300.0
"""Length in m of the shortest trip that the app shows (line 346)."""

CONSUMPTION_M = 2000.0
"""Length in m beyond which it shows the average consumption (line 347)."""

CHOOSES = {
    "private": ("private", "authorise_sending"),
    "intermediate": ("share_data",),
    "geolocated": ("share_data_and_position", "share_data_and_location", "authorise_sending"),
}
"""Fields of the touch screen that choose a mode, on any vehicle; the box in the navigation is set and cleared."""

HORN = signal("horn.state")
LIGHTS = (signal("lights.hazard"), signal("lights.sidelights"))
NAVIGATION = signal("navigation.state")
SUPPLY_RETURNS = deed(supply.VOLTAGE, supply.NOMINAL_V, often=True)


Begins: TypeAlias = Callable[[Any, Any], bool]
"""Type of what tells whether something begins, of the value before and the new one."""

Spans: TypeAlias = Callable[[Past], Iterable[Interval]]
"""Type of what finds the spans in which something is withheld."""

Message: TypeAlias = Mapping[str, Any]
"""Type of a message to the back office: its topic and payload."""


@dataclass(frozen=True)
class Invariant:
    """Statement that holds in every scenario.

    Attributes:
        sentence: What holds, as people say it.
        requirements: Ids of those that it follows from.
        broken: What finds where it does not hold.
    """

    sentence: str
    requirements: tuple[str, ...]
    broken: tuple[Broken, ...]


def breaches(past: Past) -> Iterator[tuple[Invariant, Breach]]:
    """Yield the first time that each invariant was broken, if it was."""
    for invariant in INVARIANTS:
        found = [breach for find in invariant.broken for breach in find(past)]
        if found:
            yield invariant, min(found, key=lambda breach: breach.when)


def _caused(
    port: Observation, begins: Callable[[Any, Any], bool], *causes: Causes, pauses: bool = False
) -> Broken:
    """Return what finds beginnings without a cause; each cause that does not last serves for one.

    Args:
        port: Where it is seen.
        begins: Whether it begins with a new value, of the one before and the new one.
        causes: What may bring it about.
        pauses: Whether a short pause does not end it (AMB-29, AMB-30).
    """

    def find(past: Past) -> Iterator[Breach]:
        pause_ns = seconds(past.assumptions.gap_s + LAG_S / 10) if pauses else -1
        begun = [
            (before, change)
            for before, change in past.changes(port)
            if begins(before.value, change.value) and change.when.latest_ns - before.when.latest_ns > pause_ns
        ]
        if not begun:
            return
        free = [cause for causes_of in causes for cause in causes_of(past)]
        for before, change in begun:
            live = [
                cause
                for cause in free
                if cause.from_ns <= change.when.latest_ns and change.when.earliest_ns <= cause.until_ns
            ]
            if not live:
                yield told(port, before.value, change)
            elif not any(cause.often for cause in live):
                free.remove(min(live, key=lambda cause: cause.until_ns))

    return find


def _to(*values: object) -> Begins:
    return lambda before, now: now in values and before not in values


def _any_to(*values: object) -> Begins:
    """Tell of every change to one of some values, from another one of them as well."""
    return lambda _before, now: now in values


def _let_out(withheld: Spans, is_held: Callable[[Message], bool]) -> Broken:
    """Return what finds messages of a kind that reach the back office in spans in which they are withheld."""

    def find(past: Past) -> Iterator[Breach]:
        spans = [known for span in withheld(past) if (known := known_of(span))]
        for before, change in past.changes(backoffice.UPLINK) if spans else ():
            if change.value and is_held(change.value) and _in(spans, change.when):
                yield told(backoffice.UPLINK, before.value.get("topic", before.value), change)

    return find


def _withheld_from_app(port: Observation, *values: object, after_s: float = 0.0) -> Broken:
    """Return what finds news of the vehicle that reaches the app in private mode."""

    def find(past: Past) -> Iterator[Breach]:
        late_ns = seconds(after_s)
        spans = [known for span in past.spans(MODE, "private") if (known := known_of(span))]
        for before, change in past.changes(port) if spans else ():
            news = change.value in values if values else bool(change.value)
            if news and any(
                span.earliest_ns + late_ns <= change.when.earliest_ns and change.when.latest_ns <= span.latest_ns
                for span in spans
            ):
                yield told(port, before.value, change)

    return find


def _runs(port: Observation, value: str, withheld: Spans) -> Broken:
    """Return what finds that a service runs, on a vehicle that is awake, in spans in which it is withheld."""

    def find(past: Past) -> Iterator[Breach]:
        spans = [known for span in withheld(past) if (known := known_of(span))]
        for running in seen_awake(past, past.spans(port, value)) if spans else ():
            for span in spans:
                begin_ns = max(running.earliest_ns, span.earliest_ns)
                if begin_ns < min(running.latest_ns, span.latest_ns):
                    yield Breach(Interval.at(begin_ns), f"{port.name}: {value}")

    return find


def _in(spans: Iterable[Interval], when: Interval) -> bool:
    return any(span.earliest_ns <= when.earliest_ns and when.latest_ns <= span.latest_ns for span in spans)


def _private(past: Past) -> Iterator[Interval]:
    return past.spans(MODE, "private")


def _not_geolocated(past: Past) -> Iterator[Interval]:
    return past.spans(MODE, "private", "intermediate")


def _without_contract(past: Past) -> Iterator[Interval]:
    """Yield the spans without a contract, each from when the vehicle was last without network or supply."""
    returns = [*past.done(surroundings.COVERAGE), *past.done(supply.VOLTAGE)]
    for span in past.spans(backoffice.CONTRACT, "ended"):
        last_ns = max((each.when.latest_ns for each in returns if each.when < span), default=0)
        cuts = sorted(each.when.latest_ns for each in returns if span.earliest_ns < each.when.latest_ns)
        begin_ns = max(span.earliest_ns, last_ns)
        for cut_ns in [*cuts, span.latest_ns]:
            end_ns = min(cut_ns, span.latest_ns)
            if begin_ns < end_ns:
                yield Interval(begin_ns, end_ns)
            begin_ns = max(begin_ns, cut_ns)


def _is_subscribed(message: Message) -> bool:
    return message["topic"] not in ("assistance", "privacy", "update") and is_shared(message)


def _unlocked(past: Past) -> list[Interval]:
    """Return the spans in which at least one door was unlocked."""
    merged: list[Interval] = []
    for span in sorted(span for port in LOCK.values() for span in past.spans(port, "unlocked")):
        if merged and span.earliest_ns <= merged[-1].latest_ns:
            merged[-1] = Interval(merged[-1].earliest_ns, max(merged[-1].latest_ns, span.latest_ns))
        else:
            merged.append(span)
    return merged


def _runs_unlocked(past: Past) -> Iterator[Breach]:
    """Find pre-conditioning that goes on longer than a minute after an unlock."""
    running = list(seen_awake(past, past.spans(PRECONDITIONING, "running")))
    for unlocked in _unlocked(past) if running else ():
        limit_ns = unlocked.earliest_ns + seconds(UNLOCKED_S + past.assumptions.tolerance_s(UNLOCKED_S) + LAG_S)
        for span in running:
            end_ns = min(span.latest_ns, unlocked.latest_ns)
            begin_ns = max(span.earliest_ns, unlocked.earliest_ns)
            if begin_ns < end_ns and end_ns > max(limit_ns, begin_ns + limit_ns - unlocked.earliest_ns):
                after_s = (end_ns - unlocked.earliest_ns) / S
                yield Breach(Interval.at(limit_ns), f"it ran {after_s:.1f} s after the unlock, and more")


def _begins_unlocked(past: Past) -> Iterator[Breach]:
    """Find pre-conditioning that begins while a door is unlocked."""
    for before, change in past.changes(PRECONDITIONING):
        if change.value == "running" and before.value != "running":
            for unlocked in _unlocked(past):
                since_ns = unlocked.earliest_ns + seconds(LAG_S)
                if (
                    since_ns < change.when.earliest_ns
                    and change.when.latest_ns + seconds(LAG_S) < unlocked.latest_ns
                ):
                    yield told(PRECONDITIONING, before.value, change)


def _charges_unplugged(past: Past) -> Iterator[Breach]:
    """Find a charge without a plug."""
    spans = list(seen_awake(past, past.spans(CHARGE, "charging")))
    if not spans or not any(True for _ in past.done(surroundings.PLUG)):
        return
    since_ns: int | None = past.since_ns
    unplugged: list[Interval] = []
    for done in past.done(surroundings.PLUG):
        if done.value == "plugged" and since_ns is not None:
            unplugged.append(Interval(since_ns, max(since_ns, done.when.earliest_ns)))
            since_ns = None
        elif done.value != "plugged" and since_ns is None:
            since_ns = done.when.latest_ns + seconds(past.assumptions.reaction_s)
    if since_ns is not None:
        unplugged.append(Interval(since_ns, max(since_ns, past.now_ns)))
    for span in spans:
        for without in unplugged:
            begin_ns, end_ns = max(span.earliest_ns, without.earliest_ns), min(span.latest_ns, without.latest_ns)
            if end_ns - begin_ns > seconds(LAG_S):  # what a bus that wakes has said last is old
                yield Breach(span, "charge.state: charging, and there is no plug")


def _shows_trip(past: Past) -> Iterator[Breach]:
    """Find a trip in the app that is too short for it, or too short for the consumption that it is shown with."""
    for before, change in past.changes(phone.TRIP):
        trip = change.value or {}
        if (length_m := trip.get("distance_m")) is None:
            continue
        if length_m < SHOWN_M or (trip.get("average_consumption") is not None and length_m <= CONSUMPTION_M):
            yield told(phone.TRIP, before.value, change)


def _lasts(port: Observation, on: tuple[str, ...], kind: str, *others: Causes, together: bool = True) -> Broken:
    """Return what finds lights or horn that are on for longer than their orders say, where nothing else is one.

    Args:
        port: Where it is seen.
        on: Its values while they are on.
        kind: That of the orders.
        others: What else may bring it about.
        together: Whether orders that follow one another make it last longer.
    """

    least = 1 if together else 2

    def find(past: Past) -> Iterator[Breach]:
        for span in seen_awake(past, past.spans(port, *on)):
            from_ns = span.earliest_ns - seconds(past.late_s)
            orders = sum(
                from_ns <= each.when.earliest_ns <= span.latest_ns for each in past.done(phone.ORDER, kind)
            )
            lasting = orders if together else 1
            most_s = lasting * (ON_ORDER_S + past.assumptions.tolerance_s(ON_ORDER_S)) + LAG_S
            lasted_s = (span.latest_ns - span.earliest_ns) / S
            if orders < least or lasted_s <= most_s or span.earliest_ns < past.since_ns:
                continue
            if not any(
                cause.from_ns <= span.latest_ns and span.earliest_ns <= cause.until_ns
                for other in others
                for cause in other(past)
            ):
                yield Breach(span, f"{port.name}: {on[0]} for {lasted_s:.1f} s after {orders} orders")

    return find


_CRASHES = (
    deed(controls.AIRBAG_CRASH, "fired", often=True),
    deed(controls.PRETENSIONER_CRASH, "fired", often=True),
)
_KEY = (deed(controls.KEY_LOCK, "pressed", often=True), deed(controls.KEY_UNLOCK, "pressed", often=True))
_OPENED = tuple(deed(port, often=True) for port in controls.DOOR.values())
_LIT_BY = (
    *_KEY,
    deed(controls.INSIDE_UNLOCK, "pressed", often=True),
    deed(phone.ORDER, "lock", "unlock", often=True),
    *_CRASHES,
    *_OPENED,
    deed(controls.IGNITION, often=True),
    deed(controls.START_BUTTON, often=True),
    deed(surroundings.WHEEL_SPEED, often=True),
)
"""Causes that lights may answer to besides an order for them: it may flash when it locks, or light the way."""


def _unlocks(door: str, port: Observation) -> Broken:
    return _caused(
        port,
        lambda before, now: now == "unlocked" and before in LOCKED,
        order("unlock"),
        deed(controls.KEY_UNLOCK, "pressed"),
        deed(controls.INSIDE_UNLOCK, "pressed"),
        deed(controls.LOCK_BY_HAND[door], "unlocked"),
        deed(controls.DOOR[door], "open"),
        *_CRASHES,
    )


def _locks(door: str, port: Observation) -> Broken:
    return _caused(
        port,
        lambda before, now: now in LOCKED and before == "unlocked",
        order("lock"),
        deed(controls.KEY_LOCK, "pressed"),
        deed(controls.LOCK_BY_HAND[door], "locked"),
        deed(surroundings.WHEEL_SPEED, often=True),
    )


INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "no emergency call is placed without a press of the SOS button, a crash or a call back",
        ("ECALL-04", "ECALL-05", "ECALL-17", "PRIV-17", "PRIV-21"),
        (
            _caused(
                psap.CALL,
                _to(*CALLING),
                pressed(controls.SOS_BUTTON),
                deed(controls.AIRBAG_CRASH, "fired"),
                deed(controls.PRETENSIONER_CRASH, "fired"),
                deed(psap.CALL_BACK),
                after_the_network,
                SUPPLY_RETURNS,
            ),
        ),
    ),
    Invariant(
        "no emergency call in voice contact ends by itself",
        ("ECALL-16", "ECALL-18"),
        (
            sequels.ends_alone(
                psap.CALL,
                deed(psap.HANG_UP),
                sequels.pressed_in_call,
                sequels.mode_ends_calls,
                deed(surroundings.COVERAGE),
                deed(supply.VOLTAGE),
            ),
        ),
    ),
    Invariant(
        "no breakdown call in voice contact ends by itself",
        ("BCALL-03",),
        (
            sequels.ends_alone(
                centre.CALL,
                deed(centre.HANG_UP),
                deed(controls.SOS_BUTTON, "pressed"),
                deed(controls.ASSISTANCE_BUTTON, "pressed", lasts_s=sequels.ENDS_S),
                deed(psap.CALL_BACK),
                deed(screen.TAP),
                deed(surroundings.COVERAGE),
                deed(supply.VOLTAGE),
                *_CRASHES,
            ),
        ),
    ),
    Invariant(
        "no breakdown call is placed without a press of the ASSISTANCE button that private mode lets through",
        ("BCALL-01", "PRIV-17", "PRIV-36"),
        (_caused(centre.CALL, _to(*CALLING), pressed(controls.ASSISTANCE_BUTTON), after_the_network),),
    ),
    Invariant(
        "no door is unlocked without an order that is granted, a key, a hand or a crash",
        ("REMOTE-13", "REMOTE-28", "PRIV-11", "USE-01", "USE-04"),
        tuple(_unlocks(door, port[door]) for port in (LOCK, senses.LATCH) for door in OPENINGS),
    ),
    Invariant(
        "no door is locked without an order that is granted, a key, a hand or a drive",
        ("REMOTE-13", "REMOTE-15", "PRIV-11", "USE-01", "USE-04"),
        tuple(_locks(door, port[door]) for port in (LOCK, senses.LATCH) for door in OPENINGS),
    ),
    Invariant(
        "the horn sounds once for each order that is granted, and for nothing else that is done from afar",
        ("REMOTE-22", "REMOTE-27", "PRIV-11", "USE-01", "USE-04"),
        (_caused(HORN, _any_to("on", "on_limited"), order("horn"), *_KEY, *_CRASHES, *_OPENED, pauses=True),),
    ),
    Invariant(
        "the horn sounds no longer than its orders say",
        ("REMOTE-26",),
        (_lasts(HORN, ("on", "on_limited"), "horn", *_KEY, *_CRASHES, *_OPENED),),
    ),
    Invariant(
        "the horn sounds at its full level for no longer than one order says",
        ("REMOTE-27",),
        (_lasts(HORN, ("on",), "horn", *_KEY, *_CRASHES, *_OPENED, together=False),),
    ),
    Invariant(
        "no light comes on without an order that is granted, or something done at the vehicle",
        ("REMOTE-18", "REMOTE-21", "PRIV-11", "USE-01", "USE-04"),
        tuple(_caused(port, _to("on"), order("lights"), *_LIT_BY, pauses=True) for port in LIGHTS),
    ),
    Invariant(
        "the lights are on no longer than their orders say",
        ("REMOTE-21",),
        tuple(_lasts(port, ("on",), "lights", *_LIT_BY) for port in LIGHTS),
    ),
    Invariant(
        "the privacy mode changes by the driver alone",
        ("PRIV-01", "PRIV-13", "PRIV-20"),
        (
            _caused(MODE, _to("private"), chosen(*CHOOSES["private"])),
            _caused(MODE, _to("intermediate"), chosen(*CHOOSES["intermediate"])),
            _caused(MODE, _to("geolocated"), chosen(*CHOOSES["geolocated"]), confirms),
        ),
    ),
    Invariant(
        "in private mode the vehicle tells the back office nothing but the mode and refusals",
        ("PRIV-02", "PRIV-05", "PRIV-06"),
        (_let_out(_private, is_shared),),
    ),
    Invariant(
        "no position leaves the vehicle unless it is in geolocated mode",
        ("PRIV-02", "PRIV-03"),
        (_let_out(_not_geolocated, has_position),),
    ),
    Invariant(
        "in private mode nothing new of the vehicle reaches the app",
        ("PRIV-07", "BTTRIP-19"),
        (
            _withheld_from_app(phone.INFORMATION, after_s=SENT_S),
            _withheld_from_app(phone.LOADING, "done", after_s=SENT_S),
            _withheld_from_app(phone.TRIP),
        ),
    ),
    Invariant(
        "the connected navigation has traffic data in geolocated mode alone",
        ("PRIV-08",),
        (_runs(NAVIGATION, "live", _not_geolocated),),
    ),
    Invariant(
        "no phone is on Mirror Screen in private mode",
        ("PRIV-09",),
        (_runs(screen.PROJECTION_SESSION, "active", _private),),
    ),
    Invariant(
        "the minimum set of data tells of the vehicle, its place, its occupants and what set off the call",
        ("ECALL-07", "ECALL-09", "ECALL-11", "ECALL-12", "ECALL-13", "ECALL-14"),
        (data_sets.emergency_data,),
    ),
    Invariant(
        "the data of a breakdown call tell of the vehicle, and of its place where the privacy mode lets that out",
        ("BCALL-04", "BCALL-06", "BCALL-08", "PRIV-03"),
        (data_sets.breakdown_data, data_sets.withheld_position),
    ),
    Invariant(
        "each emergency call is a 112 call, and no breakdown call is one",
        ("ECALL-15",),
        (data_sets.category,),
    ),
    Invariant(
        "without a contract no connected service sends data",
        ("TBOX-03",),
        (_let_out(_without_contract, _is_subscribed), _runs(NAVIGATION, "live", _without_contract)),
    ),
    Invariant(
        "pre-conditioning begins by an order that is granted or a programme alone",
        ("PRECOND-05", "PRIV-11", "USE-01", "USE-04"),
        (
            _caused(
                PRECONDITIONING,
                _to("running"),
                order("precond_start"),
                programme(phone.PROGRAMME_PRECONDITIONING),
            ),
        ),
    ),
    Invariant(
        "pre-conditioning begins only while doors and trunk are locked",
        ("PRECOND-14",),
        (_begins_unlocked,),
    ),
    Invariant(
        "pre-conditioning runs no longer than a minute after an unlock",
        ("PRECOND-15",),
        (_runs_unlocked,),
    ),
    Invariant(
        "a charge begins by an order that is granted, a programme, a plug or what held it back alone",
        ("CHARGE-01", "CHARGE-03", "CHARGE-06", "PRIV-11", "USE-04"),
        (
            _caused(
                CHARGE,
                lambda before, now: now == "charging" and before not in ("charging", "finished"),
                order("charge_start", "charge_immediate"),
                programme(phone.PROGRAMME_CHARGE),
                deed(surroundings.PLUG, "plugged", often=True),
                deed(surroundings.STATION_CONSENT, "allows", often=True),
                deed(surroundings.STATION_TYPE, often=True),
                deed(surroundings.STATE_OF_CHARGE, often=True),
                deed(surroundings.OUTSIDE_TEMPERATURE, often=True),
                seen(PRECONDITIONING, "off"),
                SUPPLY_RETURNS,
            ),
        ),
    ),
    Invariant(
        "pre-conditioning begins only with the battery level that it needs",
        ("PRECOND-22", "PRECOND-28"),
        (sequels.begins_low,),
    ),
    Invariant(
        "a charge that pre-conditioning has interrupted goes on when that has ended",
        ("PRECOND-20", "PRECOND-27"),
        (sequels.stays_interrupted,),
    ),
    Invariant("nothing is charged without a plug", ("CHARGE-02",), (_charges_unplugged,)),
    Invariant(
        "no charge runs beside pre-conditioning that excludes it, as that of a hybrid or in the cold does",
        ("PRECOND-19", "PRECOND-26"),
        (sequels.charges_beside,),
    ),
    Invariant(
        "a charge that an order has ended begins again by another order, a programme, a plug or a station alone",
        ("CHARGE-01", "PRECOND-20", "PRECOND-27"),
        (sequels.begins_though_ended,),
    ),
    Invariant(
        "pre-conditioning that a programme has begun ends 10 min after the target time",
        ("PRECOND-05", "PRECOND-07"),
        (sequels.outlives_its_target,),
    ),
    Invariant(
        "no vehicle that sleeps wakes before anything is done to it",
        ("REMOTE-03", "PRIV-11"),
        (sequels.wakes_alone,),
    ),
    Invariant(
        "the app shows no trip of less than 300 m, and no consumption of one of 2 km or less",
        ("BTTRIP-08", "BTTRIP-09"),
        (_shows_trip,),
    ),
    Invariant(
        "a refresh shows the lock status that the vehicle has",
        ("REMOTE-08", "REMOTE-12"),
        (shown.locks,),
    ),
    Invariant(
        "a refresh shows the charge that the vehicle has",
        ("STATUS-03", "STATUS-12"),
        (shown.charge, shown.level),
    ),
    Invariant(
        "the app shows no order as carried out that the vehicle has not carried out",
        ("REMOTE-14", "REMOTE-21", "REMOTE-26"),
        (*shown.MOVED, *shown.ON),
    ),
)
"""All of them."""
