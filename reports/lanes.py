"""The lanes of a timing diagram: events, expectations with their deadlines, words, numbers, truth values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from reports.svg import Canvas, fit, number, text_width
from reports.window import Window
from rigs.event import Event
from rigs.journal import Expected
from rigs.measure import Measurement, Verdict, spread
from rigs.track import Change, Track
from simulators.kernel import S

LEFT, RIGHT = 218, 984
"""Where the time axis begins and ends, in px; labels stand left of it."""
LABEL_WIDTH = LEFT - 16
_SMALLEST_BOX = 6.0  # px; what changes faster is drawn as one dense block, which bounds the size of the file
_SMALLEST_STEP = 3.0  # px; numbers are drawn as one minimum and one maximum per step
_ROWS_OF_NAMES = 6

CLASS_OF = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.INCONCLUSIVE: "open",
    Verdict.SETUP_FAILED: "open",
}


class Scale:
    """Turns rig time into px.

    Args:
        window: What the axis shows.

    Attributes:
        end: Where the record ends, in px.
    """

    def __init__(self, window: Window) -> None:
        self.window = window
        self._per_ns = (RIGHT - LEFT) / (window.end_ns - window.begin_ns)
        self.end = self.x(window.recorded_ns)

    def x(self, when_ns: int) -> float:
        """The place of a time, at the edge when it lies outside."""
        return min(max(LEFT + (when_ns - self.window.begin_ns) * self._per_ns, LEFT), RIGHT)


class Lane(Protocol):
    """One row of the diagram."""

    @property
    def height(self) -> float:
        """In px."""

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draws it below `top`."""


@dataclass(frozen=True)
class Span:
    """A value and the px from which, for certain, to which it was in force; it may have begun at `maybe`."""

    maybe: float
    begin: float
    end: float
    value: Any


def shown_changes(track: Track, window: Window) -> list[Change]:
    """The value at the begin of the window and all changes inside."""
    before = track.at(window.begin_ns)
    inside = [each for each in track.after(window.begin_ns) if each.when.latest_ns <= window.recorded_ns]
    return inside if before is None else [before, *inside]


def spans(track: Track, scale: Scale) -> list[Span]:
    """A track cut into the times in which its value stayed."""
    changes = shown_changes(track, scale.window)
    if not changes:
        return []
    ends = [scale.x(change.when.earliest_ns) for change in changes[1:]] + [scale.end]
    made = [
        Span(scale.x(change.when.earliest_ns), scale.x(change.when.latest_ns), end, change.value)
        for change, end in zip(changes, ends, strict=True)
    ]
    if track.at(changes[0].when.earliest_ns - 1) is None:
        made[0] = replace(made[0], maybe=made[0].begin)  # what was never seen before has no begin of its own
    return made


def word(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {word(part)}" for name, part in value.items())
    return str(value)


class Stimuli:
    """What the scenario did, as named marks.

    Args:
        events: All of them.
        starts: Those that limits count from; their names come first where there is no room for all.
        scale: Of the time axis.
    """

    def __init__(self, events: Sequence[Event], starts: Sequence[Event], scale: Scale) -> None:
        shown = {id(event): event for event in (*starts, *events) if _inside(event, scale.window)}
        distinct = {(event.name, event.when): event for event in shown.values()}
        self._rows: list[list[tuple[float, float]]] = []
        self._marks = [(x, event, self._row(x, event.name)) for x, event in _placed(distinct.values(), scale)]

    def _row(self, x: float, name: str) -> int | None:
        """The first row in which the name finds room, None when there is none."""
        end = x + text_width(name) + 14
        for row, taken in enumerate(self._rows):
            if all(end <= first or last <= x for first, last in taken):
                taken.append((x, end))
                return row
        if len(self._rows) == _ROWS_OF_NAMES:
            return None
        self._rows.append([(x, end)])
        return len(self._rows) - 1

    @property
    def height(self) -> float:
        return 14.0 * max(len(self._rows), 1) + 16

    def draw(self, canvas: Canvas, top: float) -> None:
        canvas.text(8, top + 18, "stimuli and events", "label")
        bottom = top + self.height - 6
        drawn: set[int] = set()
        for x, event, row in self._marks:
            y = bottom - 4 if row is None else top + 7 + 14 * row
            if round(x) not in drawn or row is not None:
                canvas.path(f"M{number(x)} {number(bottom)}V{number(y)}", "event")
                canvas.path(f"M{number(x - 4)} {number(bottom - 7)}h8l-4 7z", "mark")
            if row is not None:
                name = fit(event.name, canvas.width - x - 8)
                canvas.text(x + 5, y + 7, name, "name", f"{event.name} at {event.when} {event.detail}".rstrip())
            drawn.add(round(x))


class Judged:
    """The truth of a judged condition, with the time it was allowed and the verdict.

    Args:
        expected: What was judged.
        measurement: What was measured for it, if known.
        track: The truth of the condition, None where it was not kept.
        scale: Of the time axis.
    """

    height = 46.0

    def __init__(
        self, expected: Expected, measurement: Measurement | None, track: Track | None, scale: Scale
    ) -> None:
        self._expected = expected
        self._measurement = measurement
        self._track = track
        self._scale = scale

    def draw(self, canvas: Canvas, top: float) -> None:
        kind = CLASS_OF.get(self._expected.verdict, "quiet")
        first, second = _two_lines(self._expected.condition, LABEL_WIDTH)
        canvas.text(8, top + 13, first, "label", self._expected.text)
        canvas.text(8, top + 26, second, "label", self._expected.text)
        canvas.text(8, top + (39 if second else 27), self._outcome(), f"verdict {kind}")
        self._allowed(canvas, top)
        if self._track is not None:
            _wave(canvas, spans(self._track, self._scale), top + 18, top + 39, kind)

    def _outcome(self) -> str:
        measurement = self._measurement
        if measurement is None:
            return str(self._expected.verdict)
        return f"{self._expected.verdict}: {spread(measurement.low, measurement.high)} {measurement.unit}"

    def _allowed(self, canvas: Canvas, top: float) -> None:
        """The span in which the condition had to come true or hold, its limits, and the event they count from."""
        start, low_ns, high_ns = self._expected.start, self._expected.low_ns, self._expected.high_ns
        if start is None:
            return
        x, when = self._scale.x, start.when
        bottom = top + self.height
        begin = x(when.earliest_ns + (low_ns or 0))
        end = float(RIGHT) if high_ns is None else x(when.latest_ns + high_ns)
        if low_ns is not None or high_ns is not None:
            canvas.rect(begin, top + 1, max(end - begin, 1), self.height - 2, "allowed")
        canvas.vertical(x(when.latest_ns), top, bottom, "start")
        taken = float(LEFT)
        for limit_ns, kind in ((low_ns, "lower"), (high_ns, "limit")):
            if limit_ns is None:
                continue
            first, last = x(when.earliest_ns + limit_ns), x(when.latest_ns + limit_ns)
            if last - first >= 1:
                canvas.rect(first, top, last - first, self.height, f"{kind} band")
            canvas.vertical(last, top, bottom, kind)
            label = f"{limit_ns / S:g} s after {start.name}"
            width = text_width(label, 10) + 6
            if last - width >= taken or last + width > RIGHT:
                canvas.text(last - 4, top + 11, label, f"{kind} small end")
                taken = last
            else:
                canvas.text(last + 4, top + 11, label, f"{kind} small")
                taken = last + width


class Words:
    """A track whose values are words, as labelled boxes."""

    height = 28.0

    def __init__(self, track: Track, scale: Scale) -> None:
        self._track = track
        self._scale = scale

    def draw(self, canvas: Canvas, top: float) -> None:
        canvas.text(8, top + 18, fit(self._track.name, LABEL_WIDTH), "label", self._track.name)
        shown = spans(self._track, self._scale)
        if all(isinstance(span.value, bool) for span in shown):
            _wave(canvas, shown, top + 6, top + 23, "plain")
            return
        upper, lower = top + 5, top + 24
        boxes: list[str] = []
        blocks: list[str] = []
        for x0, x1, value in _merged(shown):
            if value is None:
                blocks.append(f"M{number(x0)} {number(upper)}H{number(x1)}V{number(lower)}H{number(x0)}z")
            else:
                boxes.append(_box(x0, x1, upper, lower))
        canvas.path("".join(boxes), "box")
        canvas.path("".join(blocks), "dense")
        canvas.path(_unsure(shown, upper, lower), "unsure")
        for x0, x1, value in _merged(shown):
            if value is not None:
                self._name(canvas, x0, x1, top + 18, word(value))

    def _name(self, canvas: Canvas, x0: float, x1: float, y: float, text: str) -> None:
        room = x1 - x0 - 8
        if x1 == self._scale.end and text_width(text) > room:
            canvas.text(x1 + 4, y, fit(text, RIGHT - x1 - 4), "quiet", text)  # the last value, beside its box
        else:
            canvas.text(x0 + 6, y, fit(text, room), "name", text)


class Numbers:
    """A track whose values are numbers, as a line that steps from value to value."""

    height = 42.0

    def __init__(self, track: Track, scale: Scale) -> None:
        self._track = track
        self._scale = scale

    def draw(self, canvas: Canvas, top: float) -> None:
        changes = shown_changes(self._track, self._scale.window)
        values = [float(change.value) for change in changes if change.value is not None]
        low, high = min(values), max(values)
        canvas.text(8, top + 18, fit(self._track.name, LABEL_WIDTH), "label", self._track.name)
        unit = self._track.unit
        canvas.text(8, top + 31, f"{low:.4g} to {high:.4g} {unit}".rstrip(), "quiet small")
        upper, lower = top + 6.0, top + self.height - 6
        height_per_unit = (lower - upper) / (high - low) if high > low else 0.0

        def y(value: float) -> str:
            return number(lower - (value - low) * height_per_unit)

        points = list(self._points(changes))
        commands = [f"M{number(points[0][0])} {y(points[0][1])}"]
        for x, first, least, most, last in points:
            commands.append(f"H{number(x)}")
            wanted = [first, least, most, last] if least < min(first, last) or most > max(first, last) else [last]
            commands += [f"V{y(value)}" for value in wanted]
        canvas.path("".join(commands) + f"H{number(self._scale.end)}", "line")
        canvas.path(_unsure(spans(self._track, self._scale), upper, lower), "unsure")

    def _points(self, changes: Sequence[Change]) -> Iterator[tuple[float, float, float, float, float]]:
        """Steps of the axis with the first, least, greatest and last value in each."""
        at = first = least = most = last = -1.0
        for change in changes:
            if change.value is None:
                continue
            x, value = self._scale.x(change.when.latest_ns), float(change.value)
            if at >= 0 and x - at < _SMALLEST_STEP:
                least, most, last = min(least, value), max(most, value), value
                continue
            if at >= 0:
                yield at, first, least, most, last
            at, first, least, most, last = x, value, value, value, value
        yield at, first, least, most, last


def is_number(track: Track, window: Window) -> bool:
    """Whether all values of a track that are shown are numbers that have a place on an axis."""
    return all(
        isinstance(change.value, int | float)
        and not isinstance(change.value, bool)
        and math.isfinite(change.value)
        for change in shown_changes(track, window)
    )


def _placed(events: Iterable[Event], scale: Scale) -> Iterator[tuple[float, Event]]:
    for event in events:
        yield scale.x(event.when.earliest_ns), event


def _inside(event: Event, window: Window) -> bool:
    return window.begin_ns <= event.when.latest_ns and event.when.earliest_ns <= window.end_ns


def _two_lines(text: str, width: float) -> tuple[str, str]:
    """A label broken between words; what does not find room on the second line is cut."""
    if text_width(text) <= width:
        return text, ""
    words = text.split()
    first = words.pop(0)
    while words and text_width(f"{first} {words[0]}") <= width:
        first += f" {words.pop(0)}"
    return fit(first, width), fit(" ".join(words), width)


def _merged(shown: Sequence[Span]) -> Iterator[tuple[float, float, Any]]:
    """Boxes as begin, end, value; neighbours too narrow to draw become one block of value None."""
    block: tuple[float, float] | None = None
    for span in shown:
        if span.end - span.maybe < _SMALLEST_BOX and span is not shown[-1]:
            block = (block[0] if block else span.maybe, span.end)
            continue
        if block:
            yield *block, None
            block = None
        yield span.maybe, span.end, span.value
    if block:
        yield *block, None


def _box(x0: float, x1: float, upper: float, lower: float) -> str:
    """The hexagon that stands for a value on a bus of wires."""
    half = (lower - upper) / 2
    slope = min(2.5, (x1 - x0) / 2)
    a, h, w = number(slope), number(half), number(x1 - x0 - 2 * slope)
    return f"M{number(x0)} {number(upper + half)}l{a} -{h}h{w}l{a} {h}l-{a} {h}h-{w}z"


def _unsure(shown: Sequence[Span], upper: float, lower: float) -> str:
    """The spans in which a change may have happened, where they are wide enough to be seen."""
    return "".join(
        f"M{number(span.maybe)} {number(upper)}H{number(span.begin)}V{number(lower)}H{number(span.maybe)}z"
        for span in shown
        if span.begin - span.maybe >= _SMALLEST_STEP
    )


def _wave(canvas: Canvas, shown: Sequence[Span], high: float, low: float, kind: str) -> None:
    """Truth values as a line, high while true, above a fill; what toggles faster than a box is a dense block."""
    line: list[str] = []
    fill: list[str] = []
    for x0, x1, value in _merged(shown):
        if value is None:
            fill.append(f"M{number(x0)} {number(high)}H{number(x1)}V{number(low)}H{number(x0)}z")
            line.append(f"M{number(x1)} {number(low)}")
            continue
        y = high if value else low
        line.append(f"{'V' if line else f'M{number(x0)} '}{number(y)}H{number(x1)}")
        if value:
            fill.append(f"M{number(x0)} {number(high)}H{number(x1)}V{number(low)}H{number(x0)}z")
    canvas.path("".join(fill), f"fill {kind}")
    canvas.path(_unsure(shown, high, low), "unsure")
    canvas.path("".join(line), f"wave {kind}")
