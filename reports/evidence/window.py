"""Which part of a scenario reports show, and from where they count its time."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import S
from rigs.recording.journal import Expected, Journal
from rigs.values.interval import Event

NEAR_NS = 5 * S
"""Longest distance in ns to what is shown at which something is shown too, however short that is."""


@dataclass(frozen=True)
class Window:
    """A span of rig time.

    Attributes:
        begin_ns: Of the span.
        end_ns: Of the span, later than its start.
        zero_ns: What shown times count from.
        zero: The first event inside, at `zero_ns`; None when nothing happened.
        recorded_ns: Where the record ends; later than it only limits are shown.
    """

    begin_ns: int
    end_ns: int
    zero_ns: int
    zero: Event | None
    recorded_ns: int

    def seconds(self, when_ns: int) -> float:
        """Return a rig time as it is shown."""
        return (when_ns - self.zero_ns) / S


def limit_ns(expected: Expected) -> int:
    """Return the last limit of a timed expectation; its start when it has none, 0 when it has no start."""
    if expected.start is None:
        return 0
    return expected.start.when.latest_ns + (expected.high_ns or expected.low_ns or 0)


def settled_ns(expected: Expected) -> int:
    """Return up to when an expectation was watched: what was measured, else its last limit."""
    measurement = expected.measurement
    if expected.start is None or measurement is None:
        return limit_ns(expected)
    end_s = measurement.low if measurement.high is None else measurement.high
    return expected.start.when.latest_ns + round((end_s or 0.0) * S)


def window_of(journal: Journal) -> Window:
    """Return the time from the first stimulus of what was judged to the last limit or the end of the record.

    An earlier stimulus belongs to it unless the wait in between is longer than all that follows: the hour in
    which a vehicle fell asleep is not shown.
    """
    judged = [
        (expected.start.when.earliest_ns, max(limit_ns(expected), settled_ns(expected)))
        for expected in journal.expectations
        if expected.start is not None
    ]
    events = sorted(journal.events, key=lambda event: event.when.earliest_ns)
    begin = min((first for first, _ in judged), default=events[-1].when.latest_ns if events else journal.begin_ns)
    end = max(
        [begin + S, journal.end_ns, *(last for _, last in judged), *(event.when.latest_ns for event in events)]
    )
    for event in reversed(events):
        if begin - event.when.earliest_ns > max(end - begin, NEAR_NS):
            break
        begin = min(begin, event.when.earliest_ns)
    zero = next((event for event in events if event.when.earliest_ns >= begin), None)
    for expected in journal.expectations:  # of several names of one moment, the one that limits refer to
        if zero and expected.start and expected.start.when == zero.when:
            zero = expected.start
            break
    pad = (end - begin) // 25
    recorded = min(journal.end_ns or end + pad, end + pad)
    return Window(begin - pad, end + pad, zero.when.earliest_ns if zero else begin, zero, recorded)
