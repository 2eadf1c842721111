"""The decoded event list of a scenario: all that was done, seen and judged, in time order, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from clock.kernel import MS, S
from reports.evidence.lanes import are_of_numbers, word
from reports.evidence.window import Window, settled_ns, window_of
from rigs.recording.journal import Journal
from rigs.values.interval import Interval
from rigs.values.track import Change, Track

MEDIA_TYPE = "text/plain"
MOST_CHANGES = 200
"""Most changes of a track of numbers that are listed, its least and greatest among them."""

_Row = tuple[int, int, str, str, str]  # sorting time, rank among equal times, shown time, kind, text
_STIMULUS, _AT_REST, _OBSERVED, _JUDGED = range(4)


def event_list(journal: Journal) -> str:
    """Write the list; times in s of rig time, as in the traffic log, then from the first event of the diagram."""
    window = window_of(journal)
    thinned: list[str] = []
    rows = [
        *_stimuli(journal, window),
        *_at_rest(journal, window),
        *_observed(journal, window, thinned),
        *_judgements(journal, window),
    ]
    rows.sort(key=itemgetter(0, 1))
    zero = f"{window.zero.name}, " if window.zero else ""
    lines = [
        journal.scenario,
        f"rig {journal.rig}, vehicle {journal.vehicle}, seed {journal.seed}",
        f"times: s of rig time | s from {zero}{window.zero_ns / S:.3f} s",
        *(f"thinned out, it changed more than {MOST_CHANGES} times: {name}" for name in thinned),
        *(f"note: {note}" for note in journal.notes),
        "",
        *(f"{shown}  {kind:<8}  {text}" for _, _, shown, kind, text in rows),
    ]
    return "\n".join(lines) + "\n"


def _stimuli(journal: Journal, window: Window) -> Iterator[_Row]:
    """Yield one line for each stimulus, with the names that steps have given to its moment."""
    for (when, detail), events in groupby(journal.events, key=lambda event: (event.when, event.detail)):
        names = ", ".join(dict.fromkeys(event.name for event in events))
        text = f"{names}: {detail}" if detail else names
        yield when.latest_ns, _STIMULUS, _shown(when, window), "stimulus", text


def _at_rest(journal: Journal, window: Window) -> Iterator[_Row]:
    """Yield one line for all that was first seen on the way to the rest state."""
    first = [(track, change) for track, change in _first_seen(journal) if _is_of_rest(journal, change)]
    if not first:
        return
    times = [change.when.latest_ns for _, change in first]
    values = ", ".join(f"{track.name} {_with_unit(track, change)}" for track, change in first)
    text = f"first seen until {max(times) / S:.3f} s: {values}"
    yield min(times), _AT_REST, _shown(Interval.at(min(times)), window), "observed", text


def _first_seen(journal: Journal) -> Iterator[tuple[Track, Change]]:
    """Yield the first change of each port that had shown nothing before the rig was connected."""
    judged = {expected.condition for expected in journal.expectations}
    for name, track in journal.tracks.items():
        first = next(iter(track), None)
        if first is not None and name not in judged and first.when.latest_ns >= journal.connected_ns:
            yield track, first


def _is_of_rest(journal: Journal, change: Change) -> bool:
    return journal.connected_ns <= change.when.latest_ns < journal.begin_ns


def _observed(journal: Journal, window: Window, thinned: list[str]) -> Iterator[_Row]:
    judged = {expected.condition for expected in journal.expectations}
    for name, track in journal.tracks.items():
        earlier = track.at(journal.connected_ns - 1)
        later = track.after(journal.connected_ns - 1)
        changes = later if earlier is None else [earlier, *later]
        if not changes:
            continue
        if len(changes) > MOST_CHANGES and are_of_numbers(change.value for change in changes):
            changes = _coarse(changes)
            thinned.append(name)
        kind = "truth" if name in judged else "observed"
        first, *others = changes
        if kind == "truth" or not _is_of_rest(journal, first):
            origin = "first seen" if earlier is None else "from before"
            text = f"{name}: {_with_unit(track, first)} ({origin})"
            yield first.when.latest_ns, _OBSERVED, _shown(first.when, window), kind, text
        before = word(first.value) if others else ""
        for change in others:
            value = word(change.value)
            after = f"{value} {track.unit}".rstrip()
            shown = _shown(change.when, window)
            yield change.when.latest_ns, _OBSERVED, shown, kind, f"{name}: {before} -> {after}"
            before = value


def _with_unit(track: Track, change: Change) -> str:
    return f"{word(change.value)} {track.unit}".rstrip()


def _judgements(journal: Journal, window: Window) -> Iterator[_Row]:
    """Yield the judgements; those of the present state carry no time and stand behind the one before them."""
    reached_ns = 0
    for expected in journal.expectations:
        reached_ns = max(reached_ns, settled_ns(expected))
        value = f" ({expected.measurement})" if expected.measurement else ""
        text = f"{expected.verdict}: {expected.text}{value}"
        shown = _shown(Interval.at(reached_ns), window) if expected.start else " " * _SHOWN_WIDTH
        yield reached_ns, _JUDGED, shown, "judged", text


def _shown(when: Interval, window: Window) -> str:
    """Write rig time, both ends where they differ, then the shown time."""
    span = f"{when.latest_ns / S:.3f}"
    if when.latest_ns - when.earliest_ns >= MS:
        span = f"{when.earliest_ns / S:.3f}..{span}"
    return f"{span:>22} | {window.seconds(when.latest_ns):10.3f}"


_SHOWN_WIDTH = 35


def _coarse(changes: Sequence[Change]) -> list[Change]:
    """Return evenly chosen changes, with the first of the least and of the greatest value."""
    values = [change.value for change in changes]
    kept = {*range(0, len(changes), -(-len(changes) // (MOST_CHANGES - 2)))}
    kept.update((values.index(min(values)), values.index(max(values))))
    return [changes[place] for place in sorted(kept)]
