"""One thing in which a checkout differs from what is sealed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_NAMED = 4
"""Most requirements or definitions that are named in one line."""


class Weight(StrEnum):
    """The weight of a difference, with the head under which it is told. All of them block until sealed."""

    WEAKER = "judges less than is sealed"
    CHANGED = "judges otherwise than is sealed"
    MILD = "judges more than is sealed, or elsewhere"


@dataclass(frozen=True)
class Difference:
    """One difference.

    Attributes:
        weight: How it is to be taken.
        about: The requirements, or the file.
        text: What differs, as a release manager reads it.
    """

    weight: Weight
    about: str
    text: str

    def __str__(self) -> str:
        return f"{self.about}: {self.text}"


def named(names: Sequence[str]) -> str:
    """List some names, and how many more there are."""
    more = len(names) - MOST_NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:MOST_NAMED])} and {more} more"


def number_of(count: int, noun: str) -> str:
    """Write a count with its noun, such as `1 scenario`, `4 scenarios`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def heaviest_first(differences: Iterable[Difference]) -> list[Difference]:
    """Return each once, weaker ones first, else as they come."""
    order = list(Weight)
    return sorted(dict.fromkeys(differences), key=lambda each: order.index(each.weight))
