"""The file that `python -m rigs plan` writes: what runs in a night, how long, in which order, and what does not.

It is TOML, a line for each scenario, so that an engineer reads it and two plans can be compared. All that a part
of it is reckoned from stands in it, so that each machine comes to the same parts whatever it remembers itself.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from dbc.text_file import read_text
from rigs.errors import ConfigurationError
from rigs.files.rig_file import Name, validated
from rigs.files.table import read_table

SEAL = Path("features", "suite.lock")
"""The lock of the suite, from the root of the project: what it judges, as it was reviewed."""

EACH_ITS_OWN = "each scenario's own"
"""The vehicle of a plan in which each scenario finds its own."""

KnownBy = Literal["last run", "vehicle time", "sentences"]
"""Words for where a duration comes from: the last run on a rig of that name, the vehicle time that the suite keeps
of the scenario (`rigs.files.lengths`), or what its sentences speak of."""

S_PER_HOUR = 3600.0

_MOST_S = 1e8
"""Longest duration in s that a file may have: some three years."""

Text = Annotated[str, Field(min_length=1)]
Seconds = Annotated[float, Field(ge=0, le=_MOST_S, allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Entry(_Part):
    """One scenario that takes time: its node id, how long it takes in s, and how that is known."""

    s: Seconds
    by: KnownBy
    scenario: Text


class Left(_Part):
    """One scenario that takes none, and why: it does not apply to the rig, or may not run on it."""

    scenario: Text
    why: Text


class NightPlan(_Part):
    """The content of a plan.

    `rigs` are the names of the benches that share it, all of one `kind` and with one `vehicle`. `seal` is the
    SHA-256 of what the suite judges, as it is sealed. What must last is watched for `hold_s` at most, in s, as the
    rig files have it; None where they do not. Each of the `parts` takes `hours` at most. `runs` stands in
    the order of the night. `not_applicable` runs behind it, for the result that says why. `does_not_fit` and
    `not_allowed` do not run.
    """

    schema_version: Literal[1] = Field(alias="schema")
    rigs: Annotated[tuple[Name, ...], Field(min_length=1, strict=False)]
    kind: Name
    vehicle: Name
    seal: Text
    hold_s: Annotated[float, Field(gt=0, le=_MOST_S, allow_inf_nan=False)] | None = None
    hours: Annotated[float, Field(gt=0, le=_MOST_S / S_PER_HOUR, allow_inf_nan=False)]
    parts: Annotated[int, Field(ge=1, le=1000)]
    runs: tuple[Entry, ...] = Field(strict=False)
    does_not_fit: tuple[Entry, ...] = Field(strict=False)
    not_applicable: tuple[Left, ...] = Field(strict=False)
    not_allowed: tuple[Left, ...] = Field(strict=False)

    @field_validator("rigs")
    @classmethod
    def _each_once(cls, value: Sequence[str], info: ValidationInfo) -> Sequence[str]:
        if len(set(value)) < len(value):
            raise PydanticCustomError("twice", "must name each rig once")
        return value

    @model_validator(mode="after")
    def _each_scenario_once(self) -> Self:
        counts = Counter(self.scenarios())
        if twice := [name for name, count in counts.items() if count > 1]:
            raise PydanticCustomError(
                "twice", "must have each scenario once, and has twice: {name}", {"name": twice[0]}
            )
        return self

    @property
    def selected(self) -> tuple[str, ...]:
        """Node ids of all that is to leave a result, in their order."""
        return (*(each.scenario for each in self.runs), *(each.scenario for each in self.not_applicable))

    @property
    def left_out(self) -> tuple[str, ...]:
        """Node ids of all that leaves none."""
        return (*(each.scenario for each in self.does_not_fit), *(each.scenario for each in self.not_allowed))

    @property
    def total_s(self) -> float:
        """All durations of what runs, in s."""
        return sum(each.s for each in self.runs)

    @property
    def digest(self) -> str:
        """SHA-256 of what stands in the plan, however the file is laid out."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()

    def scenarios(self) -> Iterator[str]:
        """Yield the node ids of all lists."""
        yield from self.selected
        yield from self.left_out


def load_plan(path: Path) -> NightPlan:
    """Read a plan.

    Raises:
        ConfigurationError: It cannot be read, or something in it is not allowed; a line for each.
    """
    return validated(NightPlan, path, read_table(path))


def plan_text(plan: NightPlan, head: Iterable[str] = ()) -> str:
    """Write the text of a plan.

    Args:
        plan: The plan.
        head: Lines for people at its top.
    """
    lines = [*(f"# {line}" for line in head), "schema = 1"]
    for key in ("rigs", "kind", "vehicle", "seal", "hold_s", "hours", "parts"):
        if (value := getattr(plan, key)) is not None:
            lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    for name, entries in (("runs", plan.runs), ("does_not_fit", plan.does_not_fit)):
        lines += _table(name, (f"s = {each.s}, by = {_quoted(each.by)}" for each in entries), entries)
    for name, left in (("not_applicable", plan.not_applicable), ("not_allowed", plan.not_allowed)):
        lines += _table(name, (f"why = {_quoted(each.why)}" for each in left), left)
    return "\n".join(lines) + "\n"


def _table(name: str, told: Iterable[str], entries: Sequence[Entry | Left]) -> Iterator[str]:
    """Yield the lines of a list, its scenarios at their ends where they are easy to read."""
    if not entries:
        yield f"{name} = []"
        return
    yield f"{name} = ["
    for words, entry in zip(told, entries, strict=True):
        yield f"    {{ {words}, scenario = {_quoted(entry.scenario)} }},"
    yield "]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def seal_of(root: Path) -> str:
    """Return the SHA-256 of what is sealed in a checkout.

    Raises:
        ConfigurationError: Nothing is, or it cannot be read.
    """
    path = root / SEAL
    try:
        return hashlib.sha256(read_text(path).encode()).hexdigest()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            path, "file", str(error), "must be the lock that the suite is sealed with"
        ) from error


def digest_of(scenarios: Iterable[str]) -> str:
    """Return the SHA-256 of a set of node ids."""
    return hashlib.sha256("\n".join(sorted(scenarios)).encode("utf-8", "surrogatepass")).hexdigest()
