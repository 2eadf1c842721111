"""What may come before a scenario or stand while it runs, as a file of the suite writes it down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

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
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    sentence: Annotated[str, Field(pattern=r"^[a-z].*[^.]$")]
    steps: Annotated[Strings, AfterValidator(_lines)] = Field(default_factory=list)
    meanwhile: Annotated[Strings, AfterValidator(_lines)] = Field(default_factory=list)
    needs: Strings = Field(default_factory=list)
    tags: Strings = Field(default_factory=list)
    not_with: Strings = Field(default_factory=list)


def joined(preludes: Sequence[Prelude], between: Sequence[str] = ()) -> Prelude:
    """Return several as one; their steps run in this order, with lines of their own between."""
    return Prelude.model_construct(
        sentence=", and ".join(each.sentence for each in preludes),
        steps=[step for each in preludes for step in (*between, *each.steps)][len(between) :],
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

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    names: Annotated[Strings, Field(min_length=1)]
    scenarios: Annotated[Strings, Field(min_length=1)]
    reason: Annotated[str, Field(pattern=r"^[A-Z].*\.$")]

    def holds_of(self, scenario: str) -> bool:
        """Tell whether a node id is one of its scenarios."""
        return any(fnmatchcase(scenario, _literal(one)) for one in self.scenarios)


def reason_of(excepted: Iterable[Excepted], scenario: str, names: Iterable[str]) -> str | None:
    """Tell why one of some preludes matters to a scenario, None where they must not."""
    asked = set(names)
    for each in excepted:
        if not asked.isdisjoint(each.names) and each.holds_of(scenario):
            return each.reason
    return None


def strangers(excepted: Iterable[Excepted], scenarios: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    """Yield what is excepted and is no scenario, of files that were read whole."""
    known, read = list(scenarios), set(files)
    for each in excepted:
        for one in each.scenarios:
            if one.partition("::")[0] in read and not any(fnmatchcase(name, _literal(one)) for name in known):
                yield one


def mistakes(
    path: Path, kind: str, key: str, by_name: Mapping[str, Prelude], excepted: Sequence[Excepted]
) -> list[ConfigurationError]:
    """Return what is wrong with names: those of the preludes, and those that exceptions give.

    Args:
        path: The file, which errors name.
        kind: The table of the preludes in it.
        key: The key of an exception that gives their names.
        by_name: The preludes.
        excepted: The exceptions.
    """
    wrong = [
        ConfigurationError(path, kind, name, "must be letters and numbers, with a space or - between")
        for name in by_name
        if not _NAME.fullmatch(name)
    ]
    wrong += [
        ConfigurationError(path, f"except.{place}.{key}", name, near(name, by_name))
        for place, each in enumerate(excepted)
        for name in each.names
        if name not in by_name
    ]
    return wrong


def _literal(pattern: str) -> str:
    """Let nothing but * stand for other letters."""
    return re.sub(r"[\[?]", lambda match: f"[{match[0]}]", pattern)
