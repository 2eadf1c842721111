"""What the app shows of the vehicle, against what the vehicle is; read from what has been observed anyway."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clock.kernel import seconds
from rigs.judging.breach import Breach, Broken, told
from rigs.judging.causes import Past
from rigs.judging.sequels import CHARGE, LEVEL, LEVEL_ERROR_PERCENT
from rigs.ports import phone
from rigs.ports.port import Observation
from rigs.ports.signals import signal
from rigs.values.interval import Interval
from vehicle.profile import DOORS

LAG_S = 1.0
"""Time in s by which what a refresh has asked for may be older than the refresh."""

OPENINGS = (*DOORS, "trunk")
LOCK = {door: signal(f"doors.{door}.lock") for door in OPENINGS}
LOCKED = ("locked", "superlocked")


def refreshes(past: Past) -> Iterator[Interval]:
    """Yield the spans of the refreshes that have ended well, each with the time by which it may be older."""
    began_ns = 0
    for before, change in past.changes(phone.LOADING):
        if change.value == "loading":
            began_ns = change.when.earliest_ns
        elif change.value == "done" and before.value == "loading":
            yield Interval(began_ns - seconds(LAG_S), change.when.latest_ns)


def locks(past: Past) -> Iterator[Breach]:
    """Find a refresh that ends with a lock status which the vehicle had at no time of it."""
    for span in refreshes(past):
        status = past.value(phone.LOCKS, span.latest_ns)
        if status in ("locked", "unlocked") and status not in set(_lock_statuses(past, span)):
            yield Breach(Interval.at(span.latest_ns), f"{phone.LOCKS.name}: {status}, and the vehicle never was")


def _lock_statuses(past: Past, span: Interval) -> Iterator[str]:
    """Yield the lock statuses that a vehicle had in a span; a door that was not seen may have been either."""
    for moment_ns in _moments(past, span, *LOCK.values()):
        bolts = [past.value(port, moment_ns) for port in LOCK.values()]
        if None in bolts:
            yield from ("locked", "unlocked")
        yield "unlocked" if "unlocked" in bolts else "locked"


def _moments(past: Past, span: Interval, *ports: Observation) -> list[int]:
    """Return the moments of a span at which ports may show something new, in ns: its ends and each change."""
    moments = {span.earliest_ns, span.latest_ns}
    for port in ports:
        track = past.tracks.get(port.name)
        moments.update(each.when.latest_ns for each in (track.after(span.earliest_ns) if track else ()))
    return sorted(each for each in moments if each <= span.latest_ns)


def _had(app: Observation, vehicle: Observation, same: Callable[[object, object], bool]) -> Broken:
    """Return what finds a refresh that ends with what a signal of the vehicle told at no time of it."""

    def find(past: Past) -> Iterator[Breach]:
        for span in refreshes(past):
            value = past.value(app, span.latest_ns)
            if value in (None, app.shows.nothing):
                continue
            had = [past.value(vehicle, moment_ns) for moment_ns in _moments(past, span, vehicle)]
            if None not in had and not any(same(value, each) for each in had):
                yield Breach(Interval.at(span.latest_ns), f"{app.name}: {value}, and {vehicle.name} was {had[-1]}")

    return find


charge = _had(phone.CHARGE_STATUS, CHARGE, lambda status, state: status == state)
level = _had(
    phone.CHARGE_LEVEL,
    LEVEL,
    lambda shown, told_percent: abs(float(str(shown)) - float(str(told_percent))) <= LEVEL_ERROR_PERCENT,
)


def _shown_in_vain(kind: str, value: str, ports: tuple[Observation, ...], *wanted: str) -> Broken:
    """Return what finds that the app shows an order as carried out which no door, lamp or horn has carried out.

    Args:
        kind: That of the order.
        value: What the button shows then.
        ports: Where the vehicle shows that it was carried out; all of them at once.
        wanted: The values that they have then.
    """

    def find(past: Past) -> Iterator[Breach]:
        port = phone.PROGRESS[kind]
        for before, change in past.changes(port):
            given = [
                each for each in past.done(phone.ORDER, kind) if each.when.earliest_ns < change.when.latest_ns
            ]
            if change.value != value or not given:
                continue
            span = Interval(given[-1].when.earliest_ns, change.when.latest_ns + seconds(LAG_S))
            states = [[past.value(each, at_ns) for each in ports] for at_ns in _moments(past, span, *ports)]
            if not any(all(each is None or each in wanted for each in state) for state in states):
                yield told(port, before.value, change)

    return find


MOVED = (
    _shown_in_vain("lock", "done", tuple(LOCK.values()), *LOCKED),
    _shown_in_vain("unlock", "done", tuple(LOCK.values()), "unlocked"),
)
ON = (_shown_in_vain("horn", "on", (signal("horn.state"),), "on", "on_limited"),)
"""Findings of orders that the app alone has carried out; lights are of one kind or another, by the vehicle."""
