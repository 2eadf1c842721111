"""What the ports of a condition have shown, told in words for the message of a failure."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from rigs.values.interval import Interval
from rigs.values.measurement import spread
from rigs.values.track import Change, Track

MOST_TOLD = 4
"""Most changes of a port that are told one by one; of more, the first values, their number and the last value."""

Test = Callable[..., object]


def story(tracks: Sequence[Track], test: Test, start: Interval, end_ns: int) -> str:
    """Tell what tracks have shown from a start up to an end, with times in seconds from the start.

    Ports with one story are told together. Of a table the fields are told that the test reads.

    Args:
        tracks: Of the ports of a condition, in their order.
        test: Of the condition, of the values of the ports.
        start: From when on.
        end_ns: Up to when, in rig time.
    """
    stories: dict[str, list[str]] = {}
    for position, track in enumerate(tracks):
        told = _course(track, partial(_told, tracks, test, position), start, end_ns)
        stories.setdefault(told, []).append(track.name)
    return "; ".join(f"{', '.join(names)} = {told}" for told, names in stories.items())


def present(tracks: Sequence[Track], test: Test) -> str:
    """Tell what tracks show at present."""
    latest_ns = max((change.when.latest_ns for track in tracks if (change := track.last)), default=0)
    return ", ".join(
        f"{track.name} = {_told(tracks, test, position, latest_ns)}" for position, track in enumerate(tracks)
    )


def _course(track: Track, told: Callable[[int], str], start: Interval, end_ns: int) -> str:
    before = track.at(start.latest_ns)
    later = [change for change in track.after(start.latest_ns) if change.when.earliest_ns <= end_ns]
    values = [told(start.latest_ns)]
    times: list[str] = []
    for change in later:
        value = told(change.when.latest_ns)
        if value != values[-1]:
            values.append(value)
            times.append(_time(change, start))
    if len(values) > MOST_TOLD:
        numbers = [change.value for change in ([before] if before else []) + later]
        if all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers):
            unit = f" {track.unit}".rstrip()
            return f"{min(numbers):g} to {max(numbers):g}{unit}, at last {values[-1]}"
        left_out = len(values) - MOST_TOLD
        del values[MOST_TOLD - 1 : -1]
        del times[MOST_TOLD - 1 :]
        values[-1] = f"{values[-1]} ({left_out} values between left out)"
    parts = [f"{value} until {time} s" for value, time in zip(values, times, strict=False)]
    return ", then ".join([*parts, values[-1]])


def _time(change: Change, start: Interval) -> str:
    low, high = change.when.since(start)
    return spread(max(low, 0.0), max(high, 0.0))


def _told(tracks: Sequence[Track], test: Test, position: int, when_ns: int) -> str:
    """Tell the value of one track at a time; what is read of a table depends on the values beside it."""
    change = tracks[position].at(when_ns)
    if change is None:
        return "never seen"
    if not isinstance(change.value, Mapping) or not change.value:
        return change.detail or shown(change.value)
    read: dict[str, object] = {}
    values = [each.value if each else None for each in (track.at(when_ns) for track in tracks)]
    values[position] = _Read(change.value, read)
    with contextlib.suppress(Exception):  # what was read up to there is told all the same
        test(*values)
    leaves = {key: value for key, value in read.items() if not any(other.startswith(f"{key}.") for other in read)}
    if not leaves:
        return f"a table of {', '.join(change.value)}"
    return ", ".join(f"{key} {'missing' if value is None else shown(value)}" for key, value in leaves.items())


def shown(value: object) -> str:
    """Return a value as people read it; an empty text is nothing."""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping) and value:
        return f"a table of {', '.join(value)}"
    if isinstance(value, list | tuple):
        return " and ".join(shown(each) for each in value) or "nothing"
    return str(value) or "nothing"


class _Read(dict[str, Any]):
    """A table that writes down which of its fields are read, and those of the tables in it.

    Args:
        table: Its content.
        read: The fields that were read, by their keys with dots.
        path: The keys that lead to this table, with a dot behind each.
    """

    def __init__(self, table: Mapping[str, Any], read: dict[str, object], path: str = "") -> None:
        super().__init__(table)
        self._read = read
        self._path = path

    def get(self, key: str, default: Any = None) -> Any:
        """Read a field."""
        value = super().get(key, default)
        name = f"{self._path}{key}"
        self._read[name] = value
        return _Read(value, self._read, f"{name}.") if isinstance(value, Mapping) and value else value

    def __getitem__(self, key: str) -> Any:
        """Read a field that is there."""
        super().__getitem__(key)
        return self.get(key)
