"""What fits into a night, and in which order it runs.

Each requirement comes first, by its shortest scenario, then all that is left, the shortest first: a night that is
cut short has shown as many requirements as it could, and what does not fit is what takes the longest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rigs.farm.parts import dealt
from rigs.farm.plan_file import S_PER_HOUR, Entry


@dataclass(frozen=True)
class Candidate:
    """A scenario that could run.

    Attributes:
        entry: What the plan says of it.
        requirements: Ids that it carries.
        early: Whether it comes before all others that are not, such as what makes a noise before quiet hours.
    """

    entry: Entry
    requirements: tuple[str, ...] = ()
    early: bool = False


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return scenarios in the order of a night."""
    shortest = sorted(candidates, key=lambda each: each.entry.s)
    shown: set[str] = set()
    first: list[Candidate] = []
    later: list[Candidate] = []
    for each in shortest:
        (later if shown.issuperset(each.requirements) else first).append(each)
        shown.update(each.requirements)
    return sorted([*first, *later], key=lambda each: not each.early)


def fitting(candidates: Sequence[Candidate], hours: float, parts: int) -> tuple[list[Entry], list[Entry]]:
    """Return what fits into parts of so many hours each, and what does not, both in their order.

    Args:
        candidates: In the order in which they matter.
        hours: Length of each part.
        parts: How many there are.
    """
    room = [hours * S_PER_HOUR] * parts
    fits: list[Entry] = []
    left: list[Entry] = []
    for each in candidates:
        widest = max(range(parts), key=lambda number: room[number])
        if each.entry.s <= room[widest]:
            room[widest] -= each.entry.s
            fits.append(each.entry)
        else:
            left.append(each.entry)
    while fits and _longest_s(fits, parts) > hours * S_PER_HOUR:  # cut by length, as the parts of a plan are
        left.insert(0, fits.pop())
    return fits, left


def _longest_s(entries: Sequence[Entry], parts: int) -> float:
    """Return how long the longest part takes, in s."""
    lengths_s = [each.s for each in entries]
    return max(sum(lengths_s[place] for place in held) for held in dealt(lengths_s, parts))
