"""The parts of a plan: disjoint, whole together, of nearly one length, and the same on every machine."""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rigs.errors import ConfigurationError
from rigs.farm.plan_file import NightPlan

MOST_PARTS = 1000
"""Most parts of a plan."""

MS_PER_S = 1000

_SHARD = re.compile(r"(?P<number>[0-9]{1,4})/(?P<of>[0-9]{1,4})")


@dataclass(frozen=True)
class Part:
    """One of several parts, counted from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        """Return it as `--shard` takes it."""
        return f"{self.number}/{self.of}"


def parse_part(text: str, source: str = "--shard") -> Part:
    """Return the part that a text such as `2/3` names.

    Raises:
        ConfigurationError: It names none.
    """
    match = _SHARD.fullmatch(text)
    part = Part(int(match["number"]), int(match["of"])) if match else None
    if part is None or not 1 <= part.of <= MOST_PARTS:
        allowed = f"must be K/N with N from 1 to {MOST_PARTS}, such as 2/3 for the second of three parts"
        raise ConfigurationError(source, "part", text, allowed)
    if not 1 <= part.number <= part.of:
        known = ", ".join(str(Part(number, part.of)) for number in range(1, min(part.of, 3) + 1))
        more = f" ... {part.of}/{part.of}" if part.of > 3 else ""
        raise ConfigurationError(source, "part", text, f"allowed: {known}{more}; parts are counted from 1")
    return part


def parts_of(plan: NightPlan, count: int) -> list[tuple[str, ...]]:
    """Return the node ids of each part, in the order of the plan.

    What does not apply takes no time and is dealt out in turn.

    Args:
        plan: The plan.
        count: Number of parts.
    """
    places = dealt([each.s for each in plan.runs], count)
    for place in range(len(plan.not_applicable)):
        places[place % count].append(len(plan.runs) + place)
    selected = plan.selected
    return [tuple(selected[place] for place in held) for held in places]


def dealt(lengths_s: Sequence[float], count: int) -> list[list[int]]:
    """Return the places of each part.

    The longest goes to whichever part has the least so far, then the next one, and so on, in whole milliseconds,
    so that no machine rounds otherwise.

    Args:
        lengths_s: Length of what stands in each place.
        count: Number of parts.
    """
    places: list[list[int]] = [[] for _ in range(count)]
    loads = [(0, number) for number in range(count)]
    lengths = [round(each * MS_PER_S) for each in lengths_s]
    for place in sorted(range(len(lengths)), key=lambda each: (-lengths[each], each)):
        load, number = heapq.heappop(loads)
        places[number].append(place)
        heapq.heappush(loads, (load + lengths[place], number))
    return [sorted(held) for held in places]


def part_of(plan: NightPlan, part: Part) -> tuple[str, ...]:
    """Return the node ids of one part, in the order of the plan."""
    return parts_of(plan, part.of)[part.number - 1]


def length_s(plan: NightPlan, scenarios: tuple[str, ...]) -> float:
    """Return how long some scenarios of a plan take one after another, in s."""
    held = set(scenarios)
    return sum(each.s for each in plan.runs if each.scenario in held)
