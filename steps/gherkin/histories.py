"""Histories: what a vehicle may have been through before a scenario begins, and what must not matter to it.

`features/histories.toml` holds them, and the scenarios to which one matters, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rigs.errors import ConfigurationError
from rigs.files.allowed import near
from rigs.files.table import load_table

HISTORIES = Path("features", "histories.toml")  # from the root of the project
ITSELF = "the scenario itself"
"""The line that stands for the scenario's own steps, from which the vehicle then comes to rest."""

SUFFIX = re.compile(r"(?P<scenario>.+)\[after: (?P<history>[^\]]+)\]", re.DOTALL)
"""The form of a node id of a scenario after a history."""

JUDGED = "the scenario itself, judged"
"""The same, where the first time counts as well."""

_NAME = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_LINE = re.compile(rf"{ITSELF}|{JUDGED}|(?:Given|When) \S.*")


def _lines(steps: list[str]) -> list[str]:
    wrong = [step for step in steps if not _LINE.fullmatch(step)]
    if wrong:
        raise ValueError(f"{wrong[0]!r}: must be {ITSELF!r}, {JUDGED!r}, or begin with Given or When")
    return steps


Strings = list[str]


class History(BaseModel):
    """One thing that may have been before.

    Attributes:
        sentence: What has happened, for people; read behind the word After.
        steps: What happens, a Given or When each, `ITSELF` or `JUDGED`.
        needs: What the vehicle must have for it, as tags name it.
        tags: Tags that a scenario has after it, such as `calls`.
        not_with: Tags of scenarios that it is not combined with.
        at_rest: Whether its own steps leave the vehicle at rest, so that nothing is done to bring it there.
        covers: Names of histories that it has in it; it runs in their place when the whole suite runs on a virtual
            rig, and where one of them matters to a scenario the others run alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    sentence: Annotated[str, Field(pattern=r"^[a-z].*[^.]$")]
    steps: Annotated[Strings, Field(min_length=1), AfterValidator(_lines)]
    needs: Strings = Field(default_factory=list)
    tags: Strings = Field(default_factory=list)
    not_with: Strings = Field(default_factory=list)
    at_rest: bool = False
    covers: Strings = Field(default_factory=list)


class Excepted(BaseModel):
    """Scenarios that histories matter to.

    Attributes:
        after: Names of the histories.
        scenarios: Node ids; a * stands for any letters.
        reason: Why it matters, in the words of the statement.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    after: Annotated[Strings, Field(min_length=1)]
    scenarios: Annotated[Strings, Field(min_length=1)]
    reason: Annotated[str, Field(pattern=r"^[A-Z].*\.$")]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    history: dict[str, History] = Field(default_factory=dict)
    excepted: list[Excepted] = Field(default_factory=list, alias="except")


@dataclass(frozen=True)
class Histories:
    """All histories, and what is excepted from them.

    Attributes:
        path: The file, which errors name.
        by_name: The histories, in the order of the file.
        excepted: What is excepted.
    """

    path: Path = HISTORIES
    by_name: Mapping[str, History] = field(default_factory=dict)
    excepted: Sequence[Excepted] = ()

    @classmethod
    def load(cls, path: Path) -> Histories:
        """Read the file; none is there where a project has no histories.

        Raises:
            ConfigurationError: Keys, names or values in it are not allowed; a line for each.
        """
        if not path.is_file():
            return cls(path)
        file = load_table(path, _File)
        wrong = [
            ConfigurationError(path, "history", name, "must be letters and numbers, with spaces between")
            for name in file.history
            if not _NAME.fullmatch(name)
        ]
        wrong += [
            ConfigurationError(path, f"except.{place}.after", name, near(name, file.history))
            for place, each in enumerate(file.excepted)
            for name in each.after
            if name not in file.history
        ]
        wrong += [
            ConfigurationError(path, f"history.{history}.covers", name, near(name, file.history))
            for history, each in file.history.items()
            for name in each.covers
            if name not in file.history
        ]
        if wrong:
            raise ConfigurationError.joined(wrong)
        return cls(path, file.history, file.excepted)

    def named(self, name: str, source: str) -> History:
        """Return the history of a name that a source, such as an option, has given.

        Raises:
            ConfigurationError: There is none.
        """
        if name not in self.by_name:
            raise ConfigurationError(source, "name", name, near(name, self.by_name))
        return self.by_name[name]

    def reason(self, scenario: str, name: str) -> str | None:
        """Tell why a history matters to a scenario, None where it must not."""
        names = (name, *self.by_name[name].covers)
        for each in self.excepted:
            if not set(names).isdisjoint(each.after) and any(
                fnmatchcase(scenario, _literal(one)) for one in each.scenarios
            ):
                return each.reason
        return None

    def strangers(self, scenarios: Iterable[str], files: Iterable[str]) -> Iterator[str]:
        """Yield what is excepted and is no scenario, of files that were read whole."""
        known, read = list(scenarios), set(files)
        for each in self.excepted:
            for one in each.scenarios:
                if one.partition("::")[0] in read and not any(fnmatchcase(name, _literal(one)) for name in known):
                    yield one


def suffixed(node_id: str, name: str) -> str:
    """Return the node id, or title, of a scenario after a history."""
    return f"{node_id}[after: {name}]"


def _literal(pattern: str) -> str:
    """Let nothing but * stand for other letters."""
    return re.sub(r"[\[?]", lambda match: f"[{match[0]}]", pattern)
