"""Two runs side by side: where their verdicts differ, and their measured values by more than both can be wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import inf

from reports.folder.reader import Run, ScenarioResult
from reports.values.line import measured_of, quantity
from reports.values.measured import Measured
from rigs.values.measurement import Verdict, spread


@dataclass(frozen=True)
class Value:
    """One measured value of a scenario in both runs.

    Attributes:
        scenario: Node id.
        name: What was measured.
        unit: Its unit; both where they are not the same.
        first: In the first run, None where only the second measured it.
        second: The same the other way.
        gap: What lies between the two values, each taken as wide as its bench was unsure; 0 where they overlap,
            without end where the units differ.
    """

    scenario: str
    name: str
    unit: str
    first: Measured | None
    second: Measured | None
    gap: float

    @property
    def in_both(self) -> bool:
        """True where both runs measured it."""
        return self.first is not None and self.second is not None

    @property
    def differs(self) -> bool:
        """True where both runs measured it, and the values differ by more than their uncertainties."""
        return self.in_both and self.gap > 0

    def __str__(self) -> str:
        beyond = (
            "" if self.gap in (0, inf) else f", {quantity(self.gap, self.unit, 3)} beyond what both can be wrong"
        )
        return f"{self.name}: {_shown(self.first)} against {_shown(self.second)}{beyond}"


@dataclass(frozen=True)
class Pair:
    """A scenario that both runs have judged on the same vehicle.

    Attributes:
        scenario: Node id.
        first: Its verdict in the first run.
        second: That in the second.
        values: What was measured in either, in its order.
    """

    scenario: str
    first: str
    second: str
    values: tuple[Value, ...]

    @property
    def agrees(self) -> bool:
        """True where the verdicts are the same."""
        return self.first == self.second


@dataclass(frozen=True)
class Comparison:
    """All that can be said of two runs beside each other.

    Attributes:
        pairs: What both have judged, by node id.
        left_out: Why other scenarios are not compared, in words, each with their node ids.
    """

    pairs: tuple[Pair, ...]
    left_out: Mapping[str, tuple[str, ...]]

    @property
    def verdicts_that_differ(self) -> list[Pair]:
        """Scenarios with another verdict."""
        return [pair for pair in self.pairs if not pair.agrees]

    @property
    def values_that_differ(self) -> list[Value]:
        """Values that differ by more than their uncertainties; of scenarios whose verdicts agree, since where
        they do not both have seen other things anyway.
        """
        return [value for pair in self.pairs if pair.agrees for value in pair.values if value.differs]

    @property
    def measured_once(self) -> Mapping[str, int]:
        """Count of values that one of the runs alone has, by name; what a rig cannot watch it does not measure."""
        return Counter(value.name for pair in self.pairs for value in pair.values if not value.in_both)


def compare(first: Run, second: Run) -> Comparison:
    """Lay two runs side by side.

    Of several results of one scenario the last counts. Left out is what only one of them has, what did not apply
    in one, and what ran on another vehicle.

    Raises:
        ConfigurationError: Measured values are missing, or none.
    """
    left, right = _last(first), _last(second)
    pairs: list[Pair] = []
    left_out: dict[str, list[str]] = defaultdict(list)
    for name in sorted(left.keys() | right.keys()):
        reason = _why_not(left.get(name), right.get(name))
        if reason is None:
            pairs.append(_pair(name, left[name], right[name]))
        else:
            left_out[reason].append(name)
    return Comparison(tuple(pairs), {reason: tuple(names) for reason, names in left_out.items()})


def _last(run: Run) -> dict[str, ScenarioResult]:
    return {
        each.node_id if each.fault is None else f"{each.node_id}, faulty vehicle {each.fault}": each
        for each in sorted(run.results, key=lambda result: result.stop_ms)
    }


def _why_not(first: ScenarioResult | None, second: ScenarioResult | None) -> str | None:
    if first is None or second is None:
        return "in the second run alone" if first is None else "in the first run alone"
    not_applicable = [each.verdict == Verdict.NOT_APPLICABLE for each in (first, second)]
    if all(not_applicable):
        return "not applicable in both"
    if any(not_applicable):
        return f"not applicable in the {'first' if not_applicable[0] else 'second'} run"
    if first.vehicle != second.vehicle:
        return "on another vehicle"
    return None


def _pair(name: str, first: ScenarioResult, second: ScenarioResult) -> Pair:
    return Pair(name, _word(first), _word(second), tuple(_values(name, first, second)))


def _word(result: ScenarioResult) -> str:
    return result.campaign or result.verdict


def _values(scenario: str, first: ScenarioResult, second: ScenarioResult) -> Iterator[Value]:
    left, right = _by_name(first), _by_name(second)
    for name in dict.fromkeys([*left, *right]):
        for one, other in zip_longest(left.get(name, ()), right.get(name, ())):
            units = " or ".join(dict.fromkeys(each.unit for each in (one, other) if each is not None))
            yield Value(scenario, name, units, one, other, _gap(one, other))


def _by_name(result: ScenarioResult) -> Mapping[str, Sequence[Measured]]:
    found: dict[str, list[Measured]] = defaultdict(list)
    for each in measured_of(result):
        found[each.name].append(each)
    return found


def _gap(one: Measured | None, other: Measured | None) -> float:
    """Tell what lies between two values, in their unit; a bound that is not known may lie anywhere."""
    if one is None or other is None:
        return 0.0
    if one.unit != other.unit:
        return inf
    (low, high), (other_low, other_high) = (
        (-inf if each.low is None else each.low, inf if each.high is None else each.high) for each in (one, other)
    )
    return max(low - other_high, other_low - high, 0.0)


def _shown(measured: Measured | None) -> str:
    return "nothing" if measured is None else f"{spread(measured.low, measured.high)} {measured.unit}".rstrip()
