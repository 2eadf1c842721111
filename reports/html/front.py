"""What the first page of a report tells: what did not pass, by how much, and how near to limits the rest came."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor, inf, log10

from reports.folder.reader import MEASUREMENTS, ScenarioResult
from reports.html.measured import Measured, measured_in
from rigs.values.measurement import Limits, Measurement, Verdict

MOST_FAILURES = 10
MOST_DOUBTS = 6
MOST_MARGINS = 6

_VERDICTS = {
    "passed": Verdict.PASS,
    "failed": Verdict.FAIL,
    "broken": Verdict.INCONCLUSIVE,
    "skipped": Verdict.NOT_APPLICABLE,
}
"""Verdicts for which Allure's status stands where a result carries no word of the suite."""

_DOUBTS = (Verdict.INCONCLUSIVE, Verdict.SETUP_FAILED, Verdict.RIG_FAULT)
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


@dataclass(frozen=True)
class Front:
    """The first page.

    Attributes:
        verdicts: How many results came to each.
        broken_requirements: How many requirements a failed scenario carries.
        failures: Worst first: what never came or cannot be measured, then the furthest beyond its limit in
            proportion to it.
        doubts: What said nothing of the vehicle.
        margins: The nearest to its limit first, in proportion to it.
        caught: Of a campaign, how many items came to each; empty elsewhere.
    """

    verdicts: Counter[str]
    broken_requirements: int
    failures: Sequence[Line]
    doubts: Sequence[Line]
    margins: Sequence[Line]
    caught: Counter[str]


def front_of(results: Sequence[ScenarioResult]) -> Front:
    """Read the results.

    Raises:
        ConfigurationError: Measurements are missing, or none.
    """
    by_verdict: dict[str, list[ScenarioResult]] = {}
    for result in results:
        by_verdict.setdefault(_verdict(result), []).append(result)
    failed = by_verdict.get(Verdict.FAIL, [])
    doubtful = [result for verdict in _DOUBTS for result in by_verdict.get(verdict, [])]
    passed = [result for result in by_verdict.get(Verdict.PASS, []) if result.campaign is None]
    return Front(
        verdicts=Counter({verdict: len(members) for verdict, members in by_verdict.items()}),
        broken_requirements=len({name for result in failed for name in result.requirements}),
        failures=_blocks(_failure(result, Verdict.FAIL) for result in failed),
        doubts=_blocks(_failure(result, Verdict.INCONCLUSIVE) for result in doubtful),
        margins=_blocks(line for result in passed for line in _margins(result)),
        caught=Counter(result.campaign for result in results if result.campaign is not None),
    )


def _verdict(result: ScenarioResult) -> str:
    """Return the verdict; an item of a campaign is judged by its status: its scenario had to fail."""
    status = str(_VERDICTS.get(result.status, result.status))
    return status if result.campaign else result.verdict or status


def _blocks(lines: Iterable[Line]) -> list[Line]:
    """Merge lines of one kind into one, the one with the smallest share; smallest first."""
    kinds: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        kinds.setdefault((line.what, line.allowed or line.value), []).append(line)
    made = []
    for members in kinds.values():
        first = min(members, key=lambda line: line.share)
        requirements = dict.fromkeys(name for line in (first, *members) for name in line.requirements)
        count = len({line.scenario for line in members})
        made.append(replace(first, requirements=tuple(requirements), scenarios=count))
    return sorted(made, key=lambda line: (line.share, -line.scenarios, line.requirements, line.scenario))


def _measured(result: ScenarioResult) -> Iterator[Measured]:
    for attachment in result.attachments:
        if attachment.name == MEASUREMENTS:
            yield from measured_in(attachment.path)


def _failure(result: ScenarioResult, verdict: Verdict) -> Line:
    """Return the measured value that made it fail, else what its message says."""
    values = [] if result.campaign else [each for each in _measured(result) if each.verdict == verdict]
    if values:
        return min((_line(result, each.measurement()) for each in values), key=lambda line: line.share)
    first, *others = result.message.strip().splitlines() or [""]
    exception, _, rest = first.partition(": ")
    expected, _, came = (rest if _is_name(exception) else first).partition("; ")
    seen = next((line.strip() for line in others if line.strip().startswith("seen: ")), "")
    told = "; ".join(part for part in (came, seen) if part) or _verdict(result)
    return Line(result.requirements, result.name, _link(result), expected or result.name, told)


def _is_name(text: str) -> bool:
    """Tell whether it is the dotted name of an exception, which says nothing to a reader."""
    return all(part.isidentifier() for part in text.split("."))


def _margins(result: ScenarioResult) -> Iterator[Line]:
    """Yield its measured values with the room that they had; what was watched only as long as it had to hold has
    none worth telling, nor has a count."""
    for each in _measured(result):
        measurement = each.measurement()
        judged_alone = measurement.high is not None and measurement.unit
        if each.verdict == Verdict.PASS and judged_alone and _allowance(measurement.limits):
            yield _line(result, measurement)


def _line(result: ScenarioResult, measurement: Measurement) -> Line:
    limits, unit, margin = measurement.limits, measurement.unit, measurement.margin
    digits = 3 if margin is None else _digits(margin)
    line = Line(
        requirements=result.requirements,
        scenario=result.name,
        link=_link(result),
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


def _link(result: ScenarioResult) -> str:
    """Return the name that the generator gives a result."""
    return hashlib.md5(result.uuid.encode(), usedforsecurity=False).hexdigest() if result.uuid else ""
