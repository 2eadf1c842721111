"""Which scenarios run in which crossings when the whole suite runs: few runs, in which much meets.

Counted are pairs of a behaviour and a crossing: what a Then judges for a requirement, and what holds meanwhile.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from steps.gherkin.vocabulary import REPORTED

Behaviour = tuple[str, str, str]
"""Type of a behaviour: a requirement, the sentence of a Then and what is done before it, without their numbers."""

R = TypeVar("R")


def behaviours(requirements: Iterable[str], thens: Iterable[str], done: Iterable[str]) -> frozenset[Behaviour]:
    """Return what the Thens of a scenario judge of what is done; what differs in its numbers alone is no other."""
    sentences = {_without_numbers(then) for then in thens if not then.startswith(REPORTED)}
    cause = "\n".join(map(_without_numbers, done))
    return frozenset((requirement, sentence, cause) for requirement in requirements for sentence in sentences)


@cache
def _without_numbers(sentence: str) -> str:
    return re.sub(r"\d[\d.,:]*", "#", sentence)


@dataclass(frozen=True)
class Candidate(Generic[R]):
    """A run that may be chosen.

    Attributes:
        run: What tells which it is.
        judged: The behaviours that it judges.
        holding: The crossings that hold in it.
        steps: Number of its steps, by which one takes longer than another.
    """

    run: R
    judged: frozenset[Behaviour]
    holding: Set[str]
    steps: int


class Meetings:
    """The pairs of behaviour and crossing that the runs which were chosen bring together.

    Args:
        weight: Tells what it is worth to meet some crossings.
    """

    def __init__(self, weight: Callable[[Iterable[str]], int]) -> None:
        self._weight = weight
        self._met: defaultdict[Behaviour, set[str]] = defaultdict(set)

    def add(self, judged: Iterable[Behaviour], holding: Set[str]) -> None:
        """Note that some behaviours have met some crossings."""
        for behaviour in judged:
            self._met[behaviour] |= holding

    def worth(self, judged: Collection[Behaviour], holding: Set[str]) -> int:
        """Return what it is worth that some behaviours meet some crossings, as far as they have not yet."""
        met = [each for behaviour in judged if (each := self._met.get(behaviour, UNMET)) is not UNMET]
        new = len(judged) - len(met)
        return (new and new * self._weight(holding)) + sum(self._weight(holding - each) for each in met)

    def chosen(self, candidates: Sequence[Candidate[R]], least: float) -> Iterator[Candidate[R]]:
        """Yield the candidate that is worth the most for its time, again and again, and note what it brings.

        What a candidate is worth only falls, so that one whose turn has come is counted anew, and no other.

        Args:
            candidates: All of them; of two that are worth the same the first comes first.
            least: What one must be worth for each of its steps, those counted that each run has besides.
        """
        turns = [(-self._rate(each), place) for place, each in enumerate(candidates)]
        heapq.heapify(turns)
        while turns:
            _, place = heapq.heappop(turns)
            rate = self._rate(candidates[place])
            if turns and rate < -turns[0][0]:
                heapq.heappush(turns, (-rate, place))
                continue
            if rate < least:
                return
            self.add(candidates[place].judged, candidates[place].holding)
            yield candidates[place]

    def _rate(self, candidate: Candidate[R]) -> float:
        return self.worth(candidate.judged, candidate.holding) / (STEPS_BESIDES + candidate.steps)


UNMET: Set[str] = frozenset()
"""Crossings that a behaviour has met of which no run was chosen: none."""

STEPS_BESIDES = 10
"""Number of steps that take as long as what is not in a scenario: crossings, rest and what comes afterwards."""
