"""The lanes of a timing diagram: events, expectations with their deadlines, words, numbers, truth values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import Any, Protocol

from clock.kernel import S
from reports.evidence.callouts import Callout, placed
from reports.evidence.svg import Canvas, fit, number, text_width
from reports.evidence.window import Window
from rigs.recording.journal import Expected
from rigs.values.interval import Event
from rigs.values.measurement import Verdict, spread
from rigs.values.track import Change, Track

LEFT, RIGHT = 218, 984
"""Start and end of the time axis, in px; labels stand left of it."""
LABEL_WIDTH = LEFT - 16
BOLD = 1.12
"""Factor by which the bound of bold text is wider than that of other text."""
_SMALLEST_BOX = 6.0  # px; what changes faster is drawn as one dense block, which bounds the size of the file
_SMALLEST_STEP = 3.0  # px; numbers are drawn as one minimum and one maximum per step
_ROWS_OF_EVENTS = 8
_ROWS_OF_WORDS = 3
_ROW = 13.0  # px, from one row of names to the next
_LONGEST_WORD = 230.0  # px; a longer value is cut, and whole when the mouse is over it

CLASS_OF = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.INCONCLUSIVE: "open",
    Verdict.SETUP_FAILED: "open",
}


class Scale:
    """The scale that turns rig time into px.

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
        """Return the place of a time, at the edge when it lies outside."""
        return min(max(LEFT + (when_ns - self.window.begin_ns) * self._per_ns, LEFT), RIGHT)


class Lane(Protocol):
    """One row of the diagram."""

    @property
    def height(self) -> float:
        """Height in px."""

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it below `top`."""


@dataclass(frozen=True)
class Span:
    """A value and the px from which, for certain, to which it was in force; it may have begun at `maybe`."""

    maybe: float
    begin: float
    end: float
    value: Any


def shown_changes(track: Track, window: Window) -> list[Change]:
    """Return the value at the start the window and all changes inside."""
    before = track.at(window.begin_ns)
    inside = changes_inside(track, window)
    return inside if before is None else [before, *inside]


def changes_inside(track: Track, window: Window) -> list[Change]:
    """Return all changes inside the window."""
    later = track.after(window.begin_ns)
    if not later or later[-1].when.latest_ns <= window.recorded_ns:
        return [*later]
    return [each for each in later if each.when.latest_ns <= window.recorded_ns]


def spans(track: Track, scale: Scale) -> list[Span]:
    """Cut a track into the times in which its value stayed."""
    changes = shown_changes(track, scale.window)
    if not changes:
        return []
    ends = [scale.x(change.when.earliest_ns) for change in changes[1:]] + [scale.end]
    made = [
        Span(scale.x(change.when.earliest_ns), scale.x(change.when.latest_ns), end, change.value)
        for change, end in zip(changes, ends, strict=True)
    ]
    if track.at(changes[0].when.earliest_ns - 1) is None:
        made[0] = replace(made[0], maybe=made[0].begin)  # what was never seen before has no start of its own
    return made


def word(value: Any) -> str:
    """Write a value as people read it."""
    if isinstance(value, str | int):  # most are, and to tell a mapping takes long
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping) and value:
        return ", ".join(f"{name}: {word(part)}" for name, part in value.items())
    return str(value)


class Stimuli:
    """The stimuli of a scenario, as named marks.

    Args:
        events: All of them.
        starts: Those that limits count from; their names come first where there is no room for all.
        scale: Of the time axis.
    """

    def __init__(self, events: Sequence[Event], starts: Sequence[Event], scale: Scale) -> None:
        shown = {id(event): event for event in (*starts, *events) if _inside(event, scale.window)}
        self._events = list({(event.name, event.when): event for event in shown.values()}.values())
        self._x = [scale.x(event.when.earliest_ns) for event in self._events]
        self._names = [fit(event.name, (RIGHT - LEFT) / 2 - 8) for event in self._events]
        wanted = [(x, text_width(name)) for x, name in zip(self._x, self._names, strict=True)]
        self._places = placed(wanted, LEFT, RIGHT, _ROWS_OF_EVENTS)
        count = len({(event.name, event.when) for event in starts if _inside(event, scale.window)})
        if None in self._places[:count]:
            first = placed(wanted[:count], LEFT, RIGHT, _ROWS_OF_EVENTS)
            there = [each for each in first if each is not None]
            self._places = [*first, *placed(wanted[count:], LEFT, RIGHT, _ROWS_OF_EVENTS, there)]
        self._rows = _rows(self._places)
        nameless = zip(self._events, self._places, strict=True)
        self._others = ", ".join(event.name for event, place in nameless if place is None)

    @property
    def height(self) -> float:
        return _ROW * (max(self._rows, 1) + bool(self._others)) + 16

    def draw(self, canvas: Canvas, top: float) -> None:
        canvas.text(8, top + 18, "stimuli and events", "label")
        bottom = top + _ROW * max(self._rows, 1) + 10
        highest: dict[float, float] = {}
        for x, place in zip(self._x, self._places, strict=True):
            y = bottom - 7 if place is None else bottom - 14 - _ROW * place.row
            highest[round(x)] = min(y, highest.get(round(x), y))
        for x in dict.fromkeys(self._x):
            canvas.path(f"M{number(x)} {number(bottom)}V{number(highest[round(x)])}", "event")
            canvas.path(f"M{number(x - 4)} {number(bottom - 7)}h8l-4 7z", "mark")
        for event, name, place in zip(self._events, self._names, self._places, strict=True):
            if place is not None:
                tip = f"{event.name} at {event.when} {event.detail}".rstrip()
                _called(canvas, place, bottom - 10 - _ROW * place.row, name, "name", tip)
        if self._others:
            text = fit(f"also, in the list of events: {self._others}", RIGHT - LEFT - 8, 10)
            canvas.text(LEFT + 4, bottom + 12, text, "quiet small", self._others)


class Judged:
    """The truth of a judged condition, with the time it was allowed and the verdict.

    Args:
        expected: What was judged.
        track: The truth of the condition, None where it was not kept.
        scale: Of the time axis.
    """

    def __init__(self, expected: Expected, track: Track | None, scale: Scale) -> None:
        self._expected = expected
        self._track = track
        self._scale = scale
        self._lines = _lines(expected.condition, LABEL_WIDTH)
        self._outcome = _lines(self._told(), LABEL_WIDTH / BOLD)

    @property
    def height(self) -> float:
        return max(46.0, _ROW * (len(self._lines) + len(self._outcome)) + 7)

    def draw(self, canvas: Canvas, top: float) -> None:
        kind = CLASS_OF.get(self._expected.verdict, "quiet")
        for place, line in enumerate(self._lines):
            canvas.text(8, top + _ROW * (place + 1), line, "label", self._expected.text)
        for place, line in enumerate(self._outcome, len(self._lines)):
            canvas.text(8, top + _ROW * (place + 1), line, f"verdict {kind}")
        self._allowed(canvas, top)
        if self._track is not None:
            _wave(canvas, spans(self._track, self._scale), top + 18, top + 39, kind)

    def _told(self) -> str:
        measurement = self._expected.measurement
        if measurement is None:
            return str(self._expected.verdict)
        return f"{self._expected.verdict}: {spread(measurement.low, measurement.high)} {measurement.unit}"

    def _allowed(self, canvas: Canvas, top: float) -> None:
        """Draw the span for the condition to come true or hold, its limits, and the event they count from."""
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
        limits = [(ns, kind) for ns, kind in ((low_ns, "lower"), (high_ns, "limit")) if ns is not None]
        for limit_ns, kind in limits:
            first, last = x(when.earliest_ns + limit_ns), x(when.latest_ns + limit_ns)
            if last - first >= 1:
                canvas.rect(first, top, last - first, self.height, f"{kind} band")
            canvas.vertical(last, top, bottom, kind)
        lines = [(x(when.latest_ns + limit_ns), limit_ns / S, kind) for limit_ns, kind in limits]
        for label in _limit_labels(lines, start.name, x(when.latest_ns)):
            canvas.text(label.x, top + 11, label.text, label.kind)


@dataclass(frozen=True)
class _Label:
    """The text at a limit: where it stands at its line, and the span that it takes, in px."""

    x: float
    begin: float
    end: float
    text: str
    kind: str


def _limit_labels(lines: Sequence[tuple[float, float, str]], start: str, start_x: float) -> Sequence[_Label]:
    """Place one text for each limit where there is room, else one for all.

    Args:
        lines: Place in px, seconds and class of each limit, in their order.
        start: Name of the event that they count from.
        start_x: Where that stands, in px; no text is drawn across it where there is another place.
    """
    if not lines:
        return ()
    own = [_beside(x, x, f"{limit_s:g} s after {start}", kind) for x, limit_s, kind in lines]
    seconds = " to ".join(f"{limit_s:g}" for _, limit_s, _ in lines)
    together = [_beside(lines[0][0], lines[-1][0], f"{seconds} s after {start}", lines[-1][2])]
    for options in (own, together):
        choices = [choice for choice in product(*options) if _fits(choice, [x for x, _, _ in lines])]
        if choices:
            return min(choices, key=lambda choice: sum(each.begin < start_x < each.end for each in choice))
    text = fit(f"{seconds} s after {start}", RIGHT - LEFT - 8, 10)
    return (_Label(LEFT + 4, LEFT + 4, RIGHT, text, f"{lines[-1][2]} small"),)


def _beside(first: float, last: float, text: str, kind: str) -> Sequence[_Label]:
    """Place a text left of a first line or right of a last one."""
    width = text_width(text, 10)
    return (
        _Label(first - 4, first - 4 - width, first - 4, text, f"{kind} small end"),
        _Label(last + 4, last + 4, last + 4 + width, text, f"{kind} small"),
    )


def _fits(labels: Sequence[_Label], lines: Sequence[float]) -> bool:
    """Tell whether no label lies on another, on a limit or outside of the axis."""
    apart = all(one.end + 4 <= other.begin for one, other in pairwise(sorted(labels, key=lambda each: each.begin)))
    free = not any(label.begin < x < label.end for label in labels for x in lines)
    return apart and free and all(label.begin >= LEFT and label.end <= RIGHT for label in labels)


class Words:
    """A track whose values are words, as labelled boxes; what a box has no room for stands below it."""

    def __init__(self, track: Track, scale: Scale) -> None:
        self._track = track
        self._spans = spans(track, scale)
        self._is_truth = all(isinstance(span.value, bool) for span in self._spans)
        self._boxes = [] if self._is_truth else list(_merged(self._spans))
        self._below: list[tuple[float, str]] = []
        self._inside: list[tuple[float, str, str]] = []
        for x0, x1, value in self._boxes:
            if value is not None:
                self._take(x0, x1, word(value))
        wanted = [(x, text_width(fit(text, _LONGEST_WORD, 10), 10)) for x, text in self._below]
        self._places = placed(wanted, LEFT, RIGHT, _ROWS_OF_WORDS)
        nameless = zip(self._below, self._places, strict=True)
        self._others = ", ".join(text for (_, text), place in nameless if place is None)
        self._rows = _rows(self._places)

    def _take(self, x0: float, x1: float, text: str) -> None:
        """Put a word into its box, or below it; a long one is cut in a box that shows enough of it."""
        room = x1 - x0 - 10
        if text_width(text) <= room or room >= _LONGEST_WORD:
            self._inside.append((x0 + 6, fit(text, room), text))
        else:
            self._below.append(((x0 + x1) / 2 if room < 0 else x0 + 4, text))

    @property
    def height(self) -> float:
        rows = self._rows + bool(self._others)
        return 28.0 + (_ROW * rows + 2 if rows else 0)

    def draw(self, canvas: Canvas, top: float) -> None:
        canvas.text(8, top + 18, fit(self._track.name, LABEL_WIDTH), "label", self._track.name)
        if self._is_truth:
            _wave(canvas, self._spans, top + 6, top + 23, "plain")
            return
        upper, lower = top + 5, top + 24
        boxes: list[str] = []
        blocks: list[str] = []
        for x0, x1, value in self._boxes:
            if value is None:
                blocks.append(f"M{number(x0)} {number(upper)}H{number(x1)}V{number(lower)}H{number(x0)}z")
            else:
                boxes.append(_box(x0, x1, upper, lower))
        canvas.path("".join(boxes), "box")
        canvas.path("".join(blocks), "dense")
        canvas.path(_unsure(self._spans, upper, lower), "unsure")
        for x, text, whole in self._inside:
            canvas.text(x, top + 18, text, "name", whole)
        self._draw_below(canvas, lower)

    def _draw_below(self, canvas: Canvas, top: float) -> None:
        for (_, text), place in zip(self._below, self._places, strict=True):
            if place is not None:
                y = top + _ROW * (place.row + 1) - 1
                canvas.path(f"M{number(place.x)} {number(top - 4)}V{number(y)}", "lead")
                _called(canvas, place, y, fit(text, _LONGEST_WORD, 10), "small", text)
        if self._others:
            text = fit(f"also, in their order: {self._others}", RIGHT - LEFT - 8, 10)
            canvas.text(LEFT + 4, top + _ROW * (self._rows + 1) - 1, text, "quiet small", self._others)


def _rows(places: Iterable[Callout | None]) -> int:
    return max((place.row + 1 for place in places if place is not None), default=0)


def _called(canvas: Canvas, place: Callout, y: float, text: str, kind: str, tip: str) -> None:
    """Draw a name beside the line that leads to what it names."""
    if place.begin > place.x:
        canvas.text(place.begin, y, text, kind, tip)
    else:
        canvas.text(place.end, y, text, f"{kind} end", tip)


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
        """Yield steps of the axis with the first, least, greatest and last value in each."""
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


def are_numbers(changes: Iterable[Change]) -> bool:
    """Tell whether all values of a track that are shown are numbers that have a place on an axis."""
    values = [change.value for change in changes]
    return are_of_numbers(values) and all(map(math.isfinite, values))


def are_of_numbers(values: Iterable[Any]) -> bool:
    """Tell whether all values are numbers, be they finite or not."""
    return all(issubclass(kind, int | float) and kind is not bool for kind in {*map(type, values)})


def _inside(event: Event, window: Window) -> bool:
    return window.begin_ns <= event.when.latest_ns and event.when.earliest_ns <= window.end_ns


def _lines(text: str, width: float) -> list[str]:
    """Break a label between words; a word that is wider than a line is cut."""
    lines: list[str] = []
    for each in text.split():
        if lines and text_width(f"{lines[-1]} {each}") <= width:
            lines[-1] += f" {each}"
        else:
            lines.append(each)
    return [fit(line, width) for line in lines]


def _merged(shown: Sequence[Span]) -> Iterator[tuple[float, float, Any]]:
    """Yield boxes as begin, end, value; neighbours too narrow to draw become one block of value None."""
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
    """Draw the hexagon that stands for a value on a bus of wires."""
    half = (lower - upper) / 2
    slope = min(2.5, (x1 - x0) / 2)
    a, h, w = number(slope), number(half), number(x1 - x0 - 2 * slope)
    return f"M{number(x0)} {number(upper + half)}l{a} -{h}h{w}l{a} {h}l-{a} {h}h-{w}z"


def _unsure(shown: Sequence[Span], upper: float, lower: float) -> str:
    """Draw the spans in which a change may have happened, where they are wide enough to be seen."""
    return "".join(
        f"M{number(span.maybe)} {number(upper)}H{number(span.begin)}V{number(lower)}H{number(span.maybe)}z"
        for span in shown
        if span.begin - span.maybe >= _SMALLEST_STEP
    )


def _wave(canvas: Canvas, shown: Sequence[Span], high: float, low: float, kind: str) -> None:
    """Draw truth values as a line, high while true, above a fill; what toggles too fast is a dense block."""
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
