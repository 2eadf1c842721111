"""The timing diagram of a scenario: stimuli, judged conditions with their deadlines, and what changed, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

from clock.kernel import S
from reports.evidence.lanes import (
    BOLD,
    LEFT,
    RIGHT,
    Judged,
    Lane,
    Numbers,
    Scale,
    Stimuli,
    Words,
    are_numbers,
    changes_inside,
    shown_changes,
)
from reports.evidence.svg import Canvas, fit, number
from reports.evidence.window import Window, window_of
from rigs.recording.journal import Journal
from rigs.values.interval import Interval
from rigs.values.measurement import Verdict
from rigs.values.track import Change, Track

MEDIA_TYPE = "image/svg+xml"
WIDTH = 1000
MOST_LANES = 14
"""Most lanes, the one of the stimuli apart; what is left out is named below the picture."""
MOST_JUDGED = 7
MOST_NAMED = 4
_MOST_SIGNALS = 2  # of one condition that are shown each by itself

_TOP = 52.0
_TICKS = 8
_UNITS = (("h", 3600.0, 14_400.0), ("min", 60.0, 600.0), ("s", 1.0, 0.0))
"""Units in which the axis counts, each with its seconds and the length in seconds from which it is used."""

_STYLE = {
    "text": "font:11px 'DejaVu Sans',Verdana,Arial,sans-serif;fill:#1f2328",
    ".title": "font-size:15px;font-weight:bold",
    ".quiet": "fill:#59636e",
    ".small": "font-size:10px",
    ".end": "text-anchor:end",
    ".mid": "text-anchor:middle",
    ".label": "fill:#1f2328",
    ".name": "font-size:11px",
    ".verdict": "font-weight:bold",
    "text.pass": "fill:#1a7f37",
    "text.fail": "fill:#cf222e",
    "text.open": "fill:#9a6700",
    "path": "fill:none;stroke:#424a53",
    ".grid": "stroke:#e4e7eb",
    ".rule": "stroke:#d1d9e0",
    ".odd": "fill:#f6f8fa",
    ".event": "stroke:#0969da;stroke-dasharray:2 2",
    ".mark": "fill:#0969da;stroke:none",
    "path.start": "stroke:#0969da",
    ".allowed": "fill:#1a7f37;fill-opacity:.09",
    "path.limit": "stroke:#cf222e;stroke-width:1.6;stroke-dasharray:5 3",
    "text.limit": "fill:#cf222e",
    "path.lower": "stroke:#9a6700;stroke-width:1.6;stroke-dasharray:5 3",
    "text.lower": "fill:#9a6700",
    ".band": "fill-opacity:.2",
    ".band.limit": "fill:#cf222e",
    ".band.lower": "fill:#9a6700",
    "path.wave": "fill:none;stroke-width:1.6",
    "path.wave.pass": "stroke:#1a7f37",
    "path.wave.fail": "stroke:#cf222e",
    "path.wave.open": "stroke:#9a6700",
    "path.fill": "fill:#424a53;fill-opacity:.14;stroke:none",
    "path.fill.pass": "fill:#1a7f37",
    "path.fill.fail": "fill:#cf222e",
    "path.fill.open": "fill:#9a6700",
    ".unrecorded": "fill:#59636e;fill-opacity:.07",
    ".lead": "stroke:#afb8c1",
    ".box": "fill:#fff",
    ".dense": "fill:#afb8c1;stroke:none",
    ".unsure": "fill:#d4a72c;fill-opacity:.45;stroke:none",
    ".line": "stroke:#0550ae;stroke-width:1.3",
}


def timing_diagram(journal: Journal) -> str:
    """Draw the picture of one scenario as an SVG document; equal journals give equal documents.

    Shown are the events, what steps have set up, each condition judged against time, then what changed in the same
    span, most relevant first. Yellow marks the spans in which a change may have happened, grey the time after the
    end of the record.
    """
    window = window_of(journal)
    scale = Scale(window)
    starts = [expected.start for expected in journal.expectations if expected.start is not None]
    named = _named_tracks(journal, window)
    judged = list(_judged_lanes(journal, scale))
    tracks = [track for track in _relevant_tracks(journal, window) if track not in named]
    room = MOST_LANES - len(named) - min(len(judged), MOST_JUDGED)
    lanes: list[Lane] = [
        Stimuli(journal.events, starts, scale),
        *(_lane(track, scale) for track in named),
        *(lane for _, lane in judged[:MOST_JUDGED]),
        *(_lane(track, scale) for track in tracks[:room]),
    ]
    left_out = [name for name, _ in judged[MOST_JUDGED:]] + [track.name for track in tracks[room:]]
    bottom = _TOP + sum(lane.height for lane in lanes)
    canvas = Canvas(WIDTH, _STYLE)
    title = journal.scenario.rpartition("::")[2]
    canvas.text(8, 20, fit(title, (WIDTH - 16) / BOLD, 15), "title", journal.scenario)
    canvas.text(8, 37, fit(_subtitle(journal, window), WIDTH - 16, 10), "quiet small")
    _draw(canvas, lanes, scale, bottom)
    height = bottom + 40
    if left_out:
        more = f"{len(left_out)} more not shown: {', '.join(left_out)}"
        canvas.text(8, height, fit(more, WIDTH - 16, 10), "quiet small")
        height += 14
    return canvas.document(height, f"Timing diagram: {title}")


def _draw(canvas: Canvas, lanes: list[Lane], scale: Scale, bottom: float) -> None:
    top = _TOP
    for place, lane in enumerate(lanes):
        if place % 2:
            canvas.rect(0, top, WIDTH, lane.height, "odd")
        top += lane.height
    _axis(canvas, scale, bottom)
    top = _TOP
    for lane in lanes:
        lane.draw(canvas, top)
        top += lane.height
        canvas.path(f"M0 {number(top)}H{WIDTH}", "rule")


def _axis(canvas: Canvas, scale: Scale, bottom: float) -> None:
    window = scale.window
    span_s = (window.end_ns - window.begin_ns) / S
    unit, unit_s = next(((name, each_s) for name, each_s, from_s in _UNITS if span_s >= from_s))
    step = _step(span_s / unit_s / _TICKS)
    first = ceil(window.seconds(window.begin_ns) / unit_s / step)
    last = floor(window.seconds(window.end_ns) / unit_s / step)
    grid: list[str] = []
    for tick in range(first, last + 1):
        x = scale.x(window.zero_ns + round(tick * step * unit_s * S))
        grid.append(f"M{number(x)} {number(_TOP)}V{number(bottom + 4)}")
        canvas.text(x, bottom + 16, f"{tick * step:g}", "quiet small mid")
    canvas.path("".join(grid), "grid")
    if scale.end < RIGHT:
        canvas.rect(scale.end, _TOP, RIGHT - scale.end, bottom - _TOP, "unrecorded")
    zero = window.zero.name if window.zero else "the start"
    canvas.text(8, bottom + 16, fit(f"{unit} from {zero}", LEFT - 40, 10), "quiet small")
    canvas.path(f"M{LEFT} {number(_TOP)}V{number(bottom)}M{RIGHT} {number(_TOP)}V{number(bottom)}", "rule")


def _step(least: float) -> float:
    """Return the next of 1, 2, 5, 10 ... that is not below `least`."""
    power = 10.0 ** floor(log10(least))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least * 0.999)


def _subtitle(journal: Journal, window: Window) -> str:
    zero = f"0 s = {window.zero.name}, " if window.zero else "0 s = "
    parts = [f"rig {journal.rig}", f"vehicle {journal.vehicle}", f"seed {journal.seed}"]
    return " · ".join([*parts, f"{zero}{window.zero_ns / S:.3f} s of rig time"])


def _judged_lanes(journal: Journal, scale: Scale) -> Iterator[tuple[str, Lane]]:
    """Yield the expectations over time first, then of the present ones those that did not pass."""
    timed = [expected for expected in journal.expectations if expected.start is not None]
    present = [expected for expected in journal.expectations if expected.start is None]
    for expected in (*timed, *(each for each in present if each.verdict is not Verdict.PASS)):
        yield expected.text, Judged(expected, journal.tracks.get(expected.condition), scale)


def _lane(track: Track, scale: Scale) -> Lane:
    return Numbers(track, scale) if are_numbers(shown_changes(track, scale.window)) else Words(track, scale)


def _named_tracks(journal: Journal, window: Window) -> list[Track]:
    """Return the signals that steps have set up, the last ones where there is no room for all.

    Of a condition over many signals its truth is shown; of signals alike, such as those of each door, all or none.
    """
    groups: dict[str, list[str]] = {}
    for condition, signals in journal.set_up.items():
        for name in signals if len(signals) <= _MOST_SIGNALS else (condition,):
            if name in journal.tracks and shown_changes(journal.tracks[name], window):
                groups.setdefault(f"{_group(name)} {name.rpartition('.')[2]}", []).append(name)
    judged = {expected.condition for expected in journal.expectations}
    named: list[str] = []
    for group in reversed(groups.values()):
        fresh = [name for name in dict.fromkeys(group) if name not in judged]
        if len(fresh) + len(named) <= MOST_NAMED:
            named = [*fresh, *named]
    return [journal.tracks[name] for name in named]


def _relevant_tracks(journal: Journal, window: Window) -> list[Track]:
    """Return the tracks that changed inside the window: first what made a judged condition change."""
    judged = {expected.condition for expected in journal.expectations}
    causes = {
        change.when
        for name in judged & journal.tracks.keys()
        for change in shown_changes(journal.tracks[name], window)
    }
    shown: dict[str, list[Change]] = {}
    for name in journal.tracks.keys() - judged:
        if changes := changes_inside(journal.tracks[name], window):
            shown[name] = changes
    moments = {when.latest_ns for when in causes}
    direct = {
        name
        for name, changes in shown.items()
        if any(change.when.latest_ns in moments and change.when in causes for change in changes)
    }
    groups = {_group(name) for name in direct}

    def rank(name: str) -> tuple[int, bool, int, Interval, str]:
        kind, only_appeared = _kind(journal.tracks[name], shown[name], window), len(journal.tracks[name]) == 1
        nearness = 0 if name in direct else 1 if _group(name) in groups else 2
        return (3 if kind == _TRUTH else nearness), only_appeared, kind, shown[name][0].when, name

    return [journal.tracks[name] for name in sorted(shown, key=rank)]


_WORDS, _NUMBERS, _TRUTH = range(3)


def _group(name: str) -> str:
    """Return `doors` of `doors.front_left.lock`."""
    return name.partition(".")[0]


def _kind(track: Track, inside: Sequence[Change], window: Window) -> int:
    """Rank a track: truth values are derived from words and numbers; numbers change all the time."""
    if isinstance(inside[0].value, str):
        return _WORDS
    changes = shown_changes(track, window)
    if are_numbers(changes):
        return _NUMBERS
    return _TRUTH if all(isinstance(change.value, bool) for change in changes) else _WORDS
