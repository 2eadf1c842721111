"""What a scenario that passed keeps in place of its pictures: its journal as JSON, of which they are drawn later.

To draw a diagram and to write out the events takes several times as long as to keep what they are made of, and of
most scenarios that passed nobody ever looks at them. `reports.evidence.reading` reads what is kept here.
"""

from __future__ import annotations

import json
from typing import Any

from rigs.ports.values import NoTable
from rigs.recording.journal import Expected, Journal
from rigs.values.interval import Event
from rigs.values.measurement import Measurement
from rigs.values.track import Track

MEDIA_TYPE = "application/json"
SCHEMA = 1
"""Number of the form in which journals are kept."""

_PLAIN = frozenset({str, int, float, bool, type(None)})


def kept_journal(journal: Journal) -> str | None:
    """Write what diagram and events are made of.

    A signal that tells its values late, such as the seconds of a clock, stays out where nobody has asked for it.

    Returns:
        None where a port has shown what JSON cannot carry as it is; its pictures must be drawn at once.
    """
    judged = {expected.condition for expected in journal.expectations}
    shown = (track for name, track in journal.tracks.items() if name in judged or (track.asked and track.seen))
    try:
        content = {
            "schema": SCHEMA,
            "scenario": journal.scenario,
            "seed": journal.seed,
            "rig": journal.rig,
            "vehicle": journal.vehicle,
            "connected_ns": journal.connected_ns,
            "begin_ns": journal.begin_ns,
            "end_ns": journal.end_ns,
            "notes": journal.notes,
            "set_up": journal.set_up,
            "events": [_event(event) for event in journal.events],
            "expectations": [_expected(expected) for expected in journal.expectations],
            "tracks": [_track(track) for track in shown],
        }
        return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError):
        return None


def _track(track: Track) -> list[Any]:
    """Return name, unit, earliest and latest times in ns and values of all changes.

    Raises:
        TypeError: A value would be another one when it is read.
    """
    changes = list(track)
    values = [change.value for change in changes]
    if not _PLAIN.issuperset(map(type, values)):
        values = [_table(value) for value in values]
    earliest_ns = [change.when.earliest_ns for change in changes]
    latest_ns = [change.when.latest_ns for change in changes]
    return [track.name, track.unit, earliest_ns, latest_ns, values]


def _table(value: Any) -> Any:
    """Return a value of a port as JSON has it; an empty table stands for the one that says that there is none.

    Raises:
        TypeError: It would be another one when it is read.
    """
    if isinstance(value, NoTable):
        return {}
    if value == {}:
        raise TypeError("an empty table")
    _check(value)
    return value


def _check(value: Any) -> None:
    """Let a value pass that JSON carries as it is.

    Raises:
        TypeError: It does not, as for a tuple, which would come back as a list.
    """
    if type(value) is dict and all(type(key) is str for key in value):
        value = list(value.values())
    if type(value) is list:
        for part in value:
            _check(part)
    elif not isinstance(value, str | int | float | None):
        raise TypeError(f"{value!r} is no value of JSON")


def _event(event: Event) -> list[Any]:
    return [event.name, event.when.earliest_ns, event.when.latest_ns, event.detail]


def _expected(expected: Expected) -> dict[str, Any]:
    return {
        "text": expected.text,
        "condition": expected.condition,
        "start": None if expected.start is None else _event(expected.start),
        "low_ns": expected.low_ns,
        "high_ns": expected.high_ns,
        "verdict": expected.verdict,
        "measurement": None if expected.measurement is None else _measurement(expected.measurement),
    }


def _measurement(measurement: Measurement) -> dict[str, Any]:
    limits = measurement.limits
    return {
        "name": measurement.name,
        "low": measurement.low,
        "high": measurement.high,
        "unit": measurement.unit,
        "limits": None if limits is None else [limits.low, limits.high, limits.fails_above],
        "asked": measurement.asked,
    }
