"""Crossings: what may hold while a scenario runs, and must not matter to it.

`features/crossings.toml` holds them, and the scenarios to which one matters, each with its reason.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

from rigs.files.table import load_table
from steps.gherkin.prelude import Excepted, Prelude, Preludes, Strings

CROSSINGS = Path("features", "crossings.toml")  # from the root of the project

ALL_AT_ONCE: tuple[str, ...] = ("all at once", *(f"all at once {place}" for place in range(2, 7)))
"""Names of what stands for many crossings: those that go with a scenario and with each other.

Of what is left, since two of them exclude each other, the second takes as much as it can, and so on.
"""


WEIGHT_OF_A_FUNCTION = 5
"""Number of other crossings that one in which a function runs is worth."""


class Crossing(Prelude):
    """One thing that may hold meanwhile.

    Attributes:
        apart_from: Words of steps that it does not go with, in a scenario as in another crossing: those of what it
            changes itself.
        runs: Whether a function of the vehicle runs in it, rather than that something is so: these come first.
        worth: Number of crossings in which something is so that it is worth as much as; None for that of its kind.
        at_once: Whether it is one of those that hold together when the whole suite runs.
    """

    apart_from: Strings = Field(default_factory=list)
    at_once: bool = True
    runs: bool = False
    worth: PositiveInt | None = None

    @property
    def weight(self) -> int:
        """Worth of meeting it."""
        return self.worth or (WEIGHT_OF_A_FUNCTION if self.runs else 1)

    @property
    def all_steps(self) -> Strings:
        """Its steps before the scenario and in it."""
        return [*self.steps, *self.meanwhile]

    def goes_with(self, sentences: str) -> bool:
        """Tell whether no step of a scenario, a line each, speaks of what this changes."""
        for words in self.apart_from:
            if words in sentences:  # quicker than the pattern, which tells where words begin
                return _words(tuple(self.apart_from)).search(sentences) is None
        return True


@cache
def _words(each: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of some words, or how it begins."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, each))})")


class _Excepted(Excepted):
    names: Annotated[Strings, Field(min_length=1, alias="during")]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    crossing: dict[str, Crossing] = Field(default_factory=dict)
    excepted: list[_Excepted] = Field(default_factory=list, alias="except")


@dataclass(frozen=True)
class Crossings(Preludes[Crossing]):
    """All crossings, and what is excepted from them."""

    RESERVED = ALL_AT_ONCE

    path: Path = CROSSINGS

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file; none is there where a project has no crossings.

        Raises:
            ConfigurationError: Keys, names or values in it are not allowed; a line for each.
        """
        if not path.is_file():
            return cls(path)
        file = load_table(path, _File)
        return cls(path, file.crossing, file.excepted).check("crossing", "during")

    @cached_property
    def excluded(self) -> Mapping[str, Set[str]]:
        """The crossings that cannot hold together with one, by its name."""
        lines = {name: "\n".join(each.all_steps) for name, each in self.by_name.items()}
        return {
            name: {
                other
                for other, theirs in self.by_name.items()
                if not (each.goes_with(lines[other]) and theirs.goes_with(lines[name]))
            }
            for name, each in self.by_name.items()
        }

    def in_turn(self, scenario: str) -> list[str]:
        """Return those that may hold at once, in an order of the scenario's own, for of two the first counts."""
        turned: list[str] = []
        for running in (True, False):
            names = [name for name, each in self.by_name.items() if each.at_once and each.runs is running]
            first = zlib.crc32(scenario.encode()) % len(names) if names else 0
            turned += names[first:] + names[:first]
        return turned

    def is_done_to_it(self, name: str) -> bool:
        """Tell whether a crossing does something to the vehicle, rather than being a kind of vehicle."""
        return bool(self.by_name[name].all_steps)

    def weight(self, names: Iterable[str]) -> int:
        """Return what it is worth to meet some crossings."""
        return sum(map(self._weights.__getitem__, names))

    @cached_property
    def _weights(self) -> Mapping[str, int]:
        return {name: each.weight for name, each in self.by_name.items()}
