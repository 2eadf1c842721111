"""What each requirement came to, for whoever releases: a line in plain words, with the worst that was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reports.folder.reader import ScenarioResult
from reports.values.line import Line, line_of, lines_with_room, measured_of
from rigs.files.catalogue import Requirement
from rigs.values.measurement import Verdict

OPEN = "open"
"""The state of a requirement that `features/open.txt` names: no scenario carries it yet."""
NOT_RUN = "not run"
"""The state of one whose scenarios have no result here."""
NOT_JUDGED = "not judged"
"""The state of one that the catalogue says nobody can judge; its reason follows."""
WORST_FIRST = (
    *(Verdict.FAIL, Verdict.SETUP_FAILED, Verdict.RIG_FAULT, Verdict.INCONCLUSIVE),
    *(Verdict.PASS, Verdict.WORLD_MODEL, Verdict.REPORTED, Verdict.NOT_APPLICABLE),
)

_FACTORS: Mapping[str, float] = MappingProxyType({"min": 60.0, "h": 3600.0})
"""Factors by which a number of the catalogue becomes one of a measured value, by its unit."""


@dataclass(frozen=True)
class Plain:
    """A requirement with what it came to.

    Attributes:
        requirement: Of the catalogue.
        state: Its worst verdict.
        worst: The measured value that came nearest to its limit, or furthest beyond; None where none has a limit.
    """

    requirement: Requirement
    state: str
    worst: Line | None

    @property
    def sentence(self) -> str:
        """The plain words of the requirement; its text where it has none."""
        return self.requirement.plain or self.requirement.text


def plain_lines(catalogue: Iterable[Requirement], results: Iterable[ScenarioResult]) -> Iterator[Plain]:
    """Yield a line for each requirement that a result carries, in the order of the catalogue.

    Results of faulty vehicles say nothing of a requirement, and are left out.

    Raises:
        ConfigurationError: Measurements are missing, or none.
    """
    carried: dict[str, list[ScenarioResult]] = {}
    for result in results:
        if result.campaign is None and result.fault is None:
            for name in result.requirements:
                carried.setdefault(name, []).append(result)
    for requirement in catalogue:
        if found := carried.get(requirement.id):
            state = state_of(requirement, {result.verdict for result in found})
            yield Plain(requirement, state, worst_of(requirement, found))


def state_of(requirement: Requirement, verdicts: Iterable[str], known_open: Iterable[str] = ()) -> str:
    """Tell what a requirement came to: the worst verdict of its scenarios, or why there is none.

    What the catalogue gives to the model of the world is no pass, whatever else its scenarios judge.
    """
    if requirement.why is not None:
        return f"{NOT_JUDGED}: {requirement.why.replace('_', ' ')}"
    known = set(verdicts)
    for verdict in WORST_FIRST:
        if verdict in known:
            of_world = verdict is Verdict.PASS and requirement.strength == "world_model"
            return str(Verdict.WORLD_MODEL if of_world else verdict)
    return OPEN if requirement.id in known_open else NOT_RUN


def worst_of(requirement: Requirement, results: Sequence[ScenarioResult]) -> Line | None:
    """Find the worst measured value of a requirement.

    Those against a limit that the requirement names come first; others only where it names none that was measured.

    Raises:
        ConfigurationError: Measurements are missing, or none.
    """
    lines = [line for result in results for line in (*lines_with_room(result), *_beyond(result))]
    own = _numbers(requirement)
    named = [line for line in lines if own.intersection((*line.limits, *_between(line)))]
    return min(named or lines, key=lambda line: line.share, default=None)


def _beyond(result: ScenarioResult) -> Iterator[Line]:
    for each in measured_of(result):
        if each.verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE):
            yield line_of(result, each.measurement())


def _between(line: Line) -> Iterator[float]:
    """Yield the number on both sides of which a line has a limit: what has a tolerance."""
    if len(line.limits) > 1:
        yield sum(line.limits) / len(line.limits)


def _numbers(requirement: Requirement) -> frozenset[float]:
    """Return the numbers of a requirement that may be limits, times in seconds."""
    return frozenset(
        value * _FACTORS.get(name.rpartition("_")[2], 1.0)
        for name, value in requirement.parameters.items()
        if "tolerance" not in name
    )


def told(worst: Line | None) -> str:
    """Tell of the worst value in words, with its limit and its scenario; nothing where there is none."""
    return "" if worst is None else f"worst {worst.value} ({worst.allowed}), in {worst.scenario}"
