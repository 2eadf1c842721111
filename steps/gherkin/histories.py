"""Histories: what a vehicle may have been through before a scenario begins, and what must not matter to it.

`features/histories.toml` holds them, and the scenarios to which one matters, each with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rigs.files.table import load_table
from steps.gherkin.prelude import STEP, Excepted, Prelude, Preludes, Strings

HISTORIES = Path("features", "histories.toml")  # from the root of the project
ITSELF = "the scenario itself"
"""The line that stands for the scenario's own steps, from which the vehicle then comes to rest."""

OTHERS = "other scenarios of its chapter"
"""The line that stands for what `steps.gherkin.siblings` chooses, one after another, each from rest to rest."""

REST = "the vehicle comes to rest"
"""The line that stands between histories in turn, as `STILL` does behind one that leaves the vehicle at rest."""

STILL = "the vehicle is still at rest"

ALL_IN_TURN = "all in turn"
"""The name of what stands for all histories that fit a scenario, one after another."""


def _lines(steps: list[str]) -> list[str]:
    for step in steps:
        if step not in (ITSELF, OTHERS) and not STEP.fullmatch(step):
            raise ValueError(f"{step!r}: must be {ITSELF!r} or {OTHERS!r}, or begin with Given or When")
    return steps


class History(Prelude):
    """One thing that may have been before.

    Attributes:
        steps: What happens, a Given or When each, `ITSELF` or `OTHERS`.
        at_rest: Whether its own steps leave the vehicle at rest, so that nothing is done to bring it there.
        in_turn: Whether it is one of those that run in turn when the whole suite runs on a virtual rig.
    """

    steps: Annotated[Strings, Field(min_length=1), AfterValidator(_lines)]
    at_rest: bool = False
    in_turn: bool = True


class _Excepted(Excepted):
    names: Annotated[Strings, Field(min_length=1, alias="after")]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    history: dict[str, History] = Field(default_factory=dict)
    excepted: list[_Excepted] = Field(default_factory=list, alias="except")


@dataclass(frozen=True)
class Histories(Preludes[History]):
    """All histories, and what is excepted from them."""

    RESERVED = (ALL_IN_TURN,)

    path: Path = HISTORIES

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file; none is there where a project has no histories.

        Raises:
            ConfigurationError: Keys, names or values in it are not allowed; a line for each.
        """
        if not path.is_file():
            return cls(path)
        file = load_table(path, _File)
        return cls(path, file.history, file.excepted).check("history", "after")
