"""A measured value as a line for people: what it was, what was allowed, and how much room there was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor, inf, log10

from reports.folder.reader import MEASUREMENTS, ScenarioResult
from reports.values.measured import Measured, measured_in
from rigs.values.measurement import Limits, Measurement, Verdict

_MINUTES_FROM_S = 120.0


@dataclass(frozen=True)
class Line:
    """A line of the first page: scenarios of which the same is to be said.

    Attributes:
        requirements: Ids of the catalogue.
        scenario: Title of the one that says it most clearly.
        link: What the address of that scenario ends with in the report; empty where it has none.
        what: What was measured, or what was expected.
        value: What came, with its unit.
        allowed: With its unit; empty where there is no measured limit.
        distance: How far that is beyond its limit, or within.
        share: The same in parts of what is allowed, negative beyond the limit; by it lines are sorted.
        scenarios: How many say the same.
        limits: The numbers of `allowed`, by which the requirement is found that names them.
    """

    requirements: tuple[str, ...]
    scenario: str
    link: str
    what: str
    value: str
    allowed: str = ""
    distance: str = ""
    share: float = -inf
    scenarios: int = 1
    limits: tuple[float, ...] = ()


def measured_of(result: ScenarioResult) -> Iterator[Measured]:
    """Read the measured values of a result.

    Raises:
        ConfigurationError: They are missing, or none.
    """
    for attachment in result.attachments:
        if attachment.name == MEASUREMENTS:
            yield from measured_in(attachment.path)


def lines_with_room(result: ScenarioResult) -> Iterator[Line]:
    """Yield its measured values with the room that they had; what was watched only as long as it had to hold has
    none worth telling, nor has a count."""
    for each in measured_of(result):
        measurement = each.measurement()
        judged_alone = measurement.high is not None and measurement.unit
        if each.verdict == Verdict.PASS and judged_alone and _allowance(measurement.limits):
            yield line_of(result, measurement)


def line_of(result: ScenarioResult, measurement: Measurement) -> Line:
    """Tell of one measured value."""
    limits, unit, margin = measurement.limits, measurement.unit, measurement.margin
    digits = 3 if margin is None else _digits(margin)
    line = Line(
        requirements=result.requirements,
        scenario=result.name,
        link=link_of(result),
        what=measurement.name,
        value=_value(measurement, digits),
        allowed=_allowed(limits, unit),
        limits=() if limits is None else tuple(each for each in (limits.low, limits.high) if each is not None),
    )
    if margin is None:
        return replace(line, distance="never came" if measurement.high is None else "")
    side = f" {_side(measurement)}" if margin < 0 else ""
    distance = f"{quantity(abs(margin), unit, digits)}{side}"
    return replace(line, distance=distance, share=margin / (_allowance(limits) or 1.0))


def _value(measurement: Measurement, digits: int) -> str:
    if measurement.high is None:
        return f"not in {quantity(measurement.low or 0.0, measurement.unit, 0)}"
    if measurement.low is None:
        return f"at most {quantity(measurement.high, measurement.unit, digits)}"
    ends = (quantity(end, measurement.unit, digits) for end in (measurement.low, measurement.high))
    return " to ".join(dict.fromkeys(ends))


def _side(measurement: Measurement) -> str:
    """Tell on which side of its limits a value is that lies outside, in words that fit what was measured."""
    limits, high = measurement.limits, measurement.high
    above = limits is not None and limits.high is not None and high is not None and high > limits.high
    for begin, (more, less) in _SIDES.items():
        if measurement.name.startswith(begin):
            return more if above else less
    return "too much" if above else "too little"


_SIDES = {
    "time from ": ("too late", "too early"),
    "time that ": ("too long", "too short"),
    "how much longer ": ("too long", "too short"),
}


def _allowance(limits: Limits | None) -> float:
    """Tell what is allowed: half the way between two limits, else the one limit; 0 where there is none."""
    if limits is None:
        return 0.0
    if limits.low is not None and limits.high is not None:
        return (limits.high - limits.low) / 2
    return abs(limits.high or limits.low or 0.0)


def _digits(margin: float) -> int:
    """Tell how many digits after the point show two of a margin."""
    return 3 if margin == 0 else min(max(1 - floor(log10(abs(margin))), 0), 3)


def _allowed(limits: Limits | None, unit: str) -> str:
    if limits is None:
        return ""
    if limits.low == limits.high and limits.low is not None:
        return quantity(limits.low, unit, 3)
    if limits.low is not None and limits.high is not None:
        return f"{quantity(limits.low, unit, 3)} to {quantity(limits.high, unit, 3)}"
    if limits.high is not None:
        return f"at most {quantity(limits.high, unit, 3)}{limits.whose}"
    return "" if limits.low is None else f"at least {quantity(limits.low, unit, 3)}"


def quantity(value: float, unit: str, digits: int) -> str:
    """Write a value with its unit for people: from two minutes on as minutes and hours; no digits that are 0."""
    if unit == "s" and abs(value) >= _MINUTES_FROM_S:
        rounded = round(abs(value), digits)
        minutes, seconds = divmod(rounded, 60)
        hours, minutes = divmod(int(minutes), 60)
        parts = ((f"{hours}", "h"), (f"{minutes}", "min"), (_plain(seconds, digits), "s"))
        sign = "-" if value < 0 else ""
        return sign + " ".join(f"{text} {name}" for text, name in parts if text != "0")
    return f"{_plain(value, digits)} {unit}".rstrip()


def _plain(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def link_of(result: ScenarioResult) -> str:
    """Return the name that the generator gives a result."""
    return hashlib.md5(result.uuid.encode(), usedforsecurity=False).hexdigest() if result.uuid else ""
