"""A folder from which several runs take the scenarios of one plan, each once.

Each scenario is a file, named by its place in the plan. A run takes it by renaming it, which a file system does
for one of those who try and for no other. Nobody needs a server, a lock or a clock that agrees with another's:

    NAME/about.json          what is to run: plan, commit, DUT software
    NAME/open/0007           to be taken
    NAME/held/0007@RUNNER    runs
    NAME/done/0007@RUNNER    has a verdict, in the results of that runner
    NAME/beats/RUNNER        changes as long as the runner lives

Whoever finds nothing more to take watches those who hold something. One whose file in `beats` does not change for
`SILENT_S`, by the clock of who watches, is taken for dead: what it holds goes back to `open`. A holder that lives
all the same finds out when it wants to put its scenario to `done`: its result does not count then.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from pydantic import BaseModel, ConfigDict

from dbc.arguments import why_not_writable
from rigs.errors import ConfigurationError, HarnessError

SILENT_S = 60.0
"""Time in s without a sign of life after which a runner is dead; a bench is at rest long before."""

BEAT_S = 5.0
"""Time in s between two signs of life."""

LOOK_S = 2.0
"""Time in s between two looks of a runner that waits for others."""

OPTION = "--pull"
ABOUT = "about.json"
OPEN, HELD, DONE, BEATS = "open", "held", "done", "beats"
_AT = "@"


class About(BaseModel):
    """The content of `about.json`: SHA-256 of the plan, its file, and what all runners must have in common.

    `key` is that of no other folder.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan: str
    file: str
    commit: str
    software: str
    seed: str
    scenarios: int
    key: str = ""


WORDS = {"commit": "commit", "software": "DUT software", "seed": "seed", "scenarios": "number of scenarios"}
"""Keys in which runners must not differ, in words."""


class Lost(HarnessError):
    """A scenario that its runner does not hold any more: others took it for dead, as it was silent."""


class SharedFolder:
    """A runner's access to a shared folder.

    Args:
        folder: The folder of one plan, as `open_folder` makes it.
        scenarios: Node ids of the plan in their order.
        runner: Name of the runner, of no other one ever.
        clock: Seconds that pass here.
    """

    def __init__(
        self,
        folder: Path,
        scenarios: Sequence[str],
        runner: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self.runner = runner
        self._scenarios = scenarios
        self._clock = clock
        self._beats = 0
        self._seen: dict[str, tuple[str, float]] = {}

    @property
    def key(self) -> str:
        """The key of the folder, which no other one has.

        Raises:
            ConfigurationError: The folder cannot be read any more.
        """
        return _about(self.folder).key

    def beat(self) -> None:
        """Give a sign of life; one that cannot be written is no harm until others miss several."""
        self._beats += 1
        with suppress(OSError):
            (self.folder / BEATS / self.runner).write_text(str(self._beats), encoding="ascii")

    def take(self) -> str | None:
        """Take the first scenario that nobody has taken; None where there is none."""
        for place in sorted(_names(self.folder / OPEN)):
            if self._moved(self.folder / OPEN / place, self._held(place)):
                return self._scenarios[int(place)]
        return None

    def finish(self, scenario: str) -> None:
        """Put a scenario that has a verdict to what is done.

        Raises:
            Lost: It was given to another runner meanwhile.
        """
        place = self._place(scenario)
        if not self._moved(self._held(place), self.folder / DONE / f"{place}{_AT}{self.runner}"):
            raise Lost(f"{scenario}: was given to another runner, since nothing was heard of {self.runner}")

    def give_back(self, scenario: str) -> None:
        """Give a scenario back that was interrupted."""
        place = self._place(scenario)
        self._moved(self._held(place), self.folder / OPEN / place)

    def give_back_of_the_silent(self) -> list[str]:
        """Give back what runners hold that have been silent for long; returns who they were."""
        silent = [runner for runner in sorted(self._holders()) if self._is_silent(runner)]
        for runner in silent:
            self._give_back_of(runner)
        return silent

    def take_over(self, runner: str, scenarios: Sequence[str]) -> list[str]:
        """Take over from an earlier runner with the same results, which is dead.

        Args:
            runner: Its name.
            scenarios: What it has brought to a verdict, by its results.

        Returns:
            Those of them that count: nobody else has been given them.
        """
        count = []
        for scenario in scenarios:
            done = self.folder / DONE / f"{self._place(scenario)}{_AT}{runner}"
            held = self.folder / HELD / done.name
            if done.exists() or self._moved(held, done):
                count.append(scenario)
        self._give_back_of(runner)
        return count

    def knows(self, runner: str) -> bool:
        """Tell whether a runner has ever taken from this folder."""
        return (self.folder / BEATS / runner).exists()

    def left(self) -> tuple[int, int]:
        """Count what nobody has taken, and what others hold."""
        held = [name for name in _names(self.folder / HELD) if name.partition(_AT)[2] != self.runner]
        return len(_names(self.folder / OPEN)), len(held)

    def _give_back_of(self, runner: str) -> None:
        for name in _names(self.folder / HELD):
            place, _, holder = name.partition(_AT)
            if holder == runner:
                self._moved(self.folder / HELD / name, self.folder / OPEN / place)

    def _holders(self) -> set[str]:
        return {name.partition(_AT)[2] for name in _names(self.folder / HELD)} - {self.runner}

    def _is_silent(self, runner: str) -> bool:
        """Tell whether a runner's sign of life has not changed for long, as far as this one has seen."""
        try:
            sign = (self.folder / BEATS / runner).read_text(encoding="ascii", errors="replace")
        except OSError:
            sign = ""
        known, since = self._seen.get(runner, (None, 0.0))
        now = self._clock()
        if sign != known:
            self._seen[runner] = (sign, now)
            return False
        return now - since >= SILENT_S

    def _held(self, place: str) -> Path:
        return self.folder / HELD / f"{place}{_AT}{self.runner}"

    def _place(self, scenario: str) -> str:
        return _numbered(self._scenarios.index(scenario))

    def _moved(self, source: Path, target: Path) -> bool:
        """Move a file by its name; False where it is not there any more.

        A server may tell a client that asks again that the file is gone, though it was this client that moved it:
        so the target tells, which bears the name of the runner, unless it is one to be taken.

        Raises:
            ConfigurationError: The folder cannot be written to any more.
        """
        try:
            source.rename(target)
        except FileNotFoundError:
            return _AT in target.name and target.exists()
        except OSError as error:
            text = f"{error.strerror or error}; must be a folder that all runners can write to"
            raise ConfigurationError(OPTION, "folder", str(self.folder.parent), text) from error
        return True


def open_folder(shared: Path, about: About) -> Path:
    """Return the folder of a plan in a shared folder; the first who asks makes it, whole or not at all.

    Raises:
        ConfigurationError: It cannot be written to, or is of something else.
    """
    if (why := why_not_writable(shared)) is not None:
        text = f"{why}; must be a folder that all runners can write to"
        raise ConfigurationError(OPTION, "folder", str(shared), text)
    folder = shared / f"plan-{about.plan[:12]}"
    try:
        if not folder.exists():
            _lay_out(shared, folder, about)
    except OSError as error:
        text = f"{error.strerror or error}; must be a folder that all runners can write to"
        raise ConfigurationError(OPTION, "folder", str(shared), text) from error
    there = _about(folder)
    for key, words in WORDS.items():
        was, here = getattr(there, key), getattr(about, key)
        if was != here:
            text = (
                f"its {words} is {was}, here it is {here}: all runners must have the same;"
                " go there, or name another folder"
            )
            raise ConfigurationError(OPTION, "folder", str(folder), text)
    return folder


def _about(folder: Path) -> About:
    """Read what a folder is of.

    Raises:
        ConfigurationError: It cannot be read, or is none that a runner has made.
    """
    try:
        return About.model_validate(json.loads((folder / ABOUT).read_text(encoding="utf-8")))
    except OSError as error:
        text = f"{error.strerror or error}; must be a folder that all runners can write to"
        raise ConfigurationError(OPTION, "folder", str(folder.parent), text) from error
    except ValueError as error:
        text = "is none that a runner has made; remove it, or name another folder"
        raise ConfigurationError(OPTION, "folder", str(folder / ABOUT), text) from error


def _lay_out(shared: Path, folder: Path, about: About) -> None:
    """Make the folder of a plan beside its place and move it there: of several who do that one has its way."""
    draft = shared / f".{folder.name}-{uuid4().hex}"
    for name in (OPEN, HELD, DONE, BEATS):
        (draft / name).mkdir(parents=True)
    for place in range(about.scenarios):
        (draft / OPEN / _numbered(place)).touch()
    own = about.model_copy(update={"key": uuid4().hex})
    (draft / ABOUT).write_text(own.model_dump_json(indent=1), encoding="utf-8")
    try:
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not folder.exists():
            raise


def _numbered(place: int) -> str:
    return f"{place:05}"


def _names(folder: Path) -> list[str]:
    """Name the files of a folder that are no secret of the file system, such as `.nfs0001`."""
    return [path.name for path in _entries(folder) if not path.name.startswith(".")]


def _entries(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except OSError as error:
        text = f"{error.strerror or error}; must be a folder that all runners can write to"
        raise ConfigurationError(OPTION, "folder", str(folder.parent), text) from error
