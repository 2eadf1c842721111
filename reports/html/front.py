"""What the first page of a report tells: what did not pass, by how much, and how near to limits the rest came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.folder.reader import ScenarioResult
from reports.values.line import Line, line_of, lines_with_room, link_of, measured_of
from rigs.values.measurement import Verdict

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
        held_s: How long each scenario watched what must last, in s, that watched it for less than the suite asks.
    """

    verdicts: Counter[str]
    broken_requirements: int
    failures: Sequence[Line]
    doubts: Sequence[Line]
    margins: Sequence[Line]
    caught: Counter[str]
    held_s: Sequence[float] = ()


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
        margins=_blocks(line for result in passed for line in lines_with_room(result)),
        caught=Counter(result.campaign for result in results if result.campaign is not None),
        held_s=[result.held_s for result in results if result.held_s is not None],
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


def _failure(result: ScenarioResult, verdict: Verdict) -> Line:
    """Return the measured value that made it fail, else what its message says."""
    values = [] if result.campaign else [each for each in measured_of(result) if each.verdict == verdict]
    if values:
        return min((line_of(result, each.measurement()) for each in values), key=lambda line: line.share)
    first, *others = result.message.strip().splitlines() or [""]
    exception, _, rest = first.partition(": ")
    expected, _, came = (rest if _is_name(exception) else first).partition("; ")
    seen = next((line.strip() for line in others if line.strip().startswith("seen: ")), "")
    told = "; ".join(part for part in (came, seen) if part) or _verdict(result)
    return Line(result.requirements, result.name, link_of(result), expected or result.name, told)


def _is_name(text: str) -> bool:
    """Tell whether it is the dotted name of an exception, which says nothing to a reader."""
    return all(part.isidentifier() for part in text.split("."))
