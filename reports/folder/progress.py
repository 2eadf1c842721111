"""How far a run of a plan has come: a line for each verdict, so that it can go on however it was stopped.

The file lies among the results. Its first line says what the run is of: a run goes on only with the same plan,
part, files, rig and vehicle, so that all that is in the folder is of one run.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from reports.folder.manifest import Moment
from rigs.errors import ConfigurationError

NAME = "progress.jsonl"
"""Name of the file in the folder of the results."""

SAME: dict[str, str] = {
    "plan": "plan",
    "share": "part",
    "commit": "commit",
    "judging": "files that judge",
    "rig": "rig",
    "rig_files": "rig file",
    "vehicle": "vehicle",
    "software": "DUT software",
    "seed": "seed",
}
"""Keys of the first line in which a run that goes on must not differ, in words."""


class Head(BaseModel):
    """The first line: what the run is of. `judging` and `rig_files` are a SHA-256 of all of these files."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["run"] = "run"
    plan: str
    share: str
    commit: str
    judging: str
    rig: str
    rig_files: str
    vehicle: str
    software: str
    seed: str


class Began(BaseModel):
    """A stretch of the run: when it began, on which host, with which modules.

    `runner` is its name in a shared folder, empty without one; `self_test` as in a manifest.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["began"] = "began"
    at: Moment
    host: str = ""
    modules: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    runner: str = ""
    self_test: str | None = None


class Ended(BaseModel):
    """The end of a stretch that was not killed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["ended"] = "ended"
    at: Moment


class Done(BaseModel):
    """A verdict."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["done"] = "done"
    scenario: str
    verdict: str


class Dropped(BaseModel):
    """A verdict that does not count: the scenario had been given to another runner meanwhile."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["dropped"] = "dropped"
    scenario: str


Line = Head | Began | Ended | Done | Dropped
_LINES: TypeAdapter[Line] = TypeAdapter(Annotated[Line, Field(discriminator="kind")])


class Progress:
    """The progress of one run.

    Args:
        folder: Of its results.
        head: What it is of.

    Attributes:
        verdicts: By node id, of all that has one.
        sittings: The stretches in which it ran: when each began and ended.
        begun: The line that each of them began with.
    """

    def __init__(self, folder: Path, head: Head) -> None:
        self._path = folder / NAME
        self.head = head
        self.verdicts: dict[str, str] = {}
        self.sittings: list[tuple[dt.datetime, dt.datetime | None]] = []
        self.begun: list[Began] = []

    @property
    def runners(self) -> list[str]:
        """The names of the stretches in a shared folder."""
        return [each.runner for each in self.begun if each.runner]

    def begin(self, began: Began) -> None:
        """Note that the run begins, or goes on."""
        if self.sittings:
            self._cut()
        else:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._write(self.head, anew=True)
        self.sittings.append((began.at, None))
        self.begun.append(began)
        self._write(began)

    def end(self, now: dt.datetime) -> None:
        """Note that it ends, or is stopped."""
        self.sittings[-1] = (self.sittings[-1][0], now)
        self._write(Ended(at=now))

    def note(self, scenario: str, verdict: str) -> None:
        """Note a verdict, once its result is written."""
        self.verdicts[scenario] = verdict
        self._write(Done(scenario=scenario, verdict=verdict))

    def drop(self, scenario: str) -> None:
        """Note that a verdict does not count."""
        self.verdicts.pop(scenario, None)
        self._write(Dropped(scenario=scenario))

    def _cut(self) -> None:
        """Remove a last line that was not written to its end, which the next one would else stand behind."""
        content = self._path.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if whole != content:
            self._path.write_bytes(whole)

    def _write(self, line: Line, *, anew: bool = False) -> None:
        with self._path.open("w" if anew else "a", encoding="utf-8") as file:
            file.write(f"{line.model_dump_json()}\n")


def read_progress(folder: Path) -> Progress | None:
    """Return how far the run of a folder has come; None where it was none of a plan.

    A last line that was not written to its end, such as by a run that was killed, is no line.

    Raises:
        ConfigurationError: The file cannot be read, or is none of a run.
    """
    path = folder / NAME
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigurationError(path, "file", error.strerror, "must be a file that can be read") from error
    lines = [*_lines(path, text)]
    if not lines or not isinstance(lines[0], Head):
        raise ConfigurationError(path, "line 1", text[:40], "must say what the run is of; remove the folder")
    made = Progress(folder, lines[0])
    for line in lines[1:]:
        match line:
            case Began():
                made.sittings.append((line.at, None))
                made.begun.append(line)
            case Ended() if made.sittings:
                made.sittings[-1] = (made.sittings[-1][0], line.at)
            case Done():
                made.verdicts[line.scenario] = line.verdict
            case Dropped():
                made.verdicts.pop(line.scenario, None)
    return made


def written_since(folder: Path, known: str) -> list[Line] | None:
    """Return the lines behind those of which the file consisted when it had a hash; None where it never had it.

    Args:
        folder: Of the results.
        known: SHA-256 of the file at that time.

    Raises:
        ConfigurationError: A line is none of a run.
    """
    path = folder / NAME
    content = path.read_bytes()
    found = hashlib.sha256()
    end = 0
    for line in content.splitlines(keepends=True):
        found.update(line)
        end += len(line)
        if found.hexdigest() == known:
            return [*_lines(path, content[end:].decode("utf-8", "replace"))]
    return None


def _lines(path: Path, text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n")[:-1], start=1):  # behind the last end of a line stands none
        try:
            yield _LINES.validate_python(json.loads(line))
        except (ValueError, ValidationError, RecursionError) as error:
            allowed = "is no line of a run; remove the folder, or name another one"
            raise ConfigurationError(path, f"line {number}", line, allowed) from error
