"""What may come before a scenario or stand while it runs, as a file of the suite writes it down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Generic, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rigs.errors import ConfigurationError
from rigs.files.allowed import near

Strings = list[str]

_NAME = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")
STEP = re.compile(r"(?:Given|When) \S.*")
"""The form of a line of a prelude."""


def _lines(steps: list[str]) -> list[str]:
    for step in steps:
        if not STEP.fullmatch(step):
            raise ValueError(f"{step!r}: must begin with Given or When")
    return steps


class Prelude(BaseModel):
    """Steps that run in the scenario's world before its own.

    Attributes:
        sentence: What they bring about, for people; read behind the word After or While.
        steps: What happens, a Given or When each.
        meanwhile: What happens besides, as soon as the first When of the scenario has happened.
        needs: What the vehicle must have for it, as tags name it.
        tags: Tags that a scenario has with it, such as `calls`.
        not_with: Tags of scenarios that it is not combined with.
        of_office: Whether it is of office and app alone, and so goes with what no vehicle has a part in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    sentence: Annotated[str, Field(pattern=r"^[a-z].*[^.]$")]
    steps: Annotated[Strings, AfterValidator(_lines)] = Field(default_factory=list)
    meanwhile: Annotated[Strings, AfterValidator(_lines)] = Field(default_factory=list)
    needs: Strings = Field(default_factory=list)
    tags: Strings = Field(default_factory=list)
    not_with: Strings = Field(default_factory=list)
    of_office: bool = False


def joined(preludes: Sequence[Prelude]) -> Prelude:
    """Return several as one; their steps run in this order."""
    return Prelude.model_construct(
        sentence=", and ".join(each.sentence for each in preludes),
        steps=[step for each in preludes for step in each.steps],
        meanwhile=[step for each in preludes for step in each.meanwhile],
        needs=[tag for each in preludes for tag in each.needs],
        tags=[tag for each in preludes for tag in each.tags],
        not_with=[tag for each in preludes for tag in each.not_with],
    )


class Excepted(BaseModel):
    """Scenarios to which some preludes matter.

    Attributes:
        names: Of the preludes.
        scenarios: Node ids; a * stands for any letters.
        reason: Why they matter, in the words of the statement.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    names: Annotated[Strings, Field(min_length=1)]
    scenarios: Annotated[Strings, Field(min_length=1)]
    reason: Annotated[str, Field(pattern=r"^[A-Z].*\.$")]

    def holds_of(self, scenario: str) -> bool:
        """Tell whether a node id is one of its scenarios."""
        return _any_of(tuple(self.scenarios)).fullmatch(scenario) is not None


P = TypeVar("P", bound=Prelude)


@dataclass(frozen=True)
class Preludes(Generic[P]):
    """All preludes of one kind, and what is excepted from them.

    Attributes:
        path: The file, which errors name.
        by_name: The preludes, in the order of the file.
        excepted: What is excepted.
    """

    RESERVED: ClassVar[tuple[str, ...]] = ()
    """Names that stand for many of them, and that none of them has."""

    path: Path
    by_name: Mapping[str, P] = field(default_factory=dict)
    excepted: Sequence[Excepted] = ()

    def named(self, name: str, source: str) -> None:
        """Check a name that a source, such as an option, has given.

        Raises:
            ConfigurationError: None has it.
        """
        if name not in (*self.RESERVED, *self.by_name):
            raise ConfigurationError(source, "name", name, near(name, (*self.by_name, *self.RESERVED)))

    def reason(self, scenario: str, name: str) -> str | None:
        """Tell why a prelude matters to a scenario, None where it must not."""
        reasons = (each.reason for each in self.excepted if name in each.names and each.holds_of(scenario))
        return next(reasons, None)

    def strangers(self, scenarios: Iterable[str], files: Iterable[str]) -> Iterator[str]:
        """Yield what is excepted and is no scenario, of files that were read whole."""
        known, read = list(scenarios), set(files)
        for each in self.excepted:
            for one in each.scenarios:
                if one.partition("::")[0] in read and not any(map(_any_of((one,)).fullmatch, known)):
                    yield one

    def check(self, kind: str, key: str) -> Self:
        """Return it where all names are allowed: those of the preludes, and those that exceptions give.

        Args:
            kind: The table of the preludes in the file.
            key: The key of an exception that gives their names.

        Raises:
            ConfigurationError: Some are not; a line for each.
        """
        wrong = [
            ConfigurationError(self.path, kind, name, "must be letters and numbers, with a space or - between")
            for name in self.by_name
            if not _NAME.fullmatch(name)
        ]
        wrong += [
            ConfigurationError(self.path, kind, name, "any other name; this one stands for many")
            for name in self.RESERVED
            if name in self.by_name
        ]
        wrong += [
            ConfigurationError(self.path, f"except.{place}.{key}", name, near(name, self.by_name))
            for place, each in enumerate(self.excepted)
            for name in each.names
            if name not in self.by_name
        ]
        if wrong:
            raise ConfigurationError.joined(wrong)
        return self


@cache
def _any_of(scenarios: tuple[str, ...]) -> re.Pattern[str]:
    """Return what fits one of some node ids; nothing but * stands for other letters in them."""
    ids = (".*".join(map(re.escape, each.split("*"))) for each in scenarios)
    return re.compile("|".join(ids), re.DOTALL)
