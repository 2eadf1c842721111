"""The pytest plugin of the exploration: `--explore 10m`, `--explore 2000`, with `--seed N`.

The run is made of batches, each of one seed and always the same; `-n 2` lets two processes take every other seed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rigs.errors import ConfigurationError, Failed
from rigs.files.known import VIRTUAL
from rigs.run.plugin import PLAN
from rigs.run.session import open_session
from steps.gherkin.collect import FeatureFile, ScenarioItem

if TYPE_CHECKING:
    from proof.explore.actions import Action
    from proof.explore.machine import Batch

OUTPUT = Path("explore")
"""Folder of results and findings below reports/output."""

FINDINGS = Path("reports", "output", "explore", "findings")

SECONDS_PER = {"s": 1, "m": 60, "h": 3600}
_BUDGET = re.compile(r"(?P<number>[1-9]\d*)(?P<unit>[smh]?)")

NEEDS = ("connected", "private_menu_menu")
"""Tags that a vehicle must have so that there is something to explore."""


@dataclass(frozen=True)
class Budget:
    """The length of an exploration: so many interleavings, or so many seconds; the other is None."""

    interleavings: int | None
    seconds: float | None

    @classmethod
    def parse(cls, text: str) -> Budget:
        """Read `10m`, `90s`, `1h` or a number of interleavings.

        Raises:
            ConfigurationError: It is none of these.
        """
        match = _BUDGET.fullmatch(text)
        if match is None:
            allowed = "a time such as 10m, 90s or 1h, or a number of interleavings such as 2000"
            raise ConfigurationError("--explore", "budget", text, allowed)
        number = int(match["number"])
        return cls(None, number * SECONDS_PER[match["unit"]]) if match["unit"] else cls(number, None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("features").addoption(
        "--explore",
        metavar="BUDGET",
        help="run no scenario; interleave at random what can be done, for a time (10m) or a number (2000)",
    )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.option.explore is None:
        return
    try:
        _check(config)
    except ConfigurationError as error:
        raise pytest.UsageError(str(error)) from error


def _check(config: pytest.Config) -> None:
    """Check the options of an exploration.

    Raises:
        ConfigurationError: One is not allowed with it.
    """
    option, rig = config.option, config.stash[PLAN].rig
    Budget.parse(option.explore)
    if rig.kind != VIRTUAL.name:
        allowed = "--explore needs a rig of kind 'virtual': thousands of interleavings take virtual time"
        raise ConfigurationError(option.rig, "kind", rig.kind, allowed)
    for name, value in (
        ("--prove", option.prove),
        ("--histories", option.histories),
        ("--history", option.history),
        ("--vehicles", option.vehicles),
        ("--check-steps", option.check_steps),
    ):
        if value:
            raise ConfigurationError("--explore", name, value, "one of the two")
    if find_spec("hypothesis") is None:
        allowed = "needs hypothesis, which is in the dependency group dev: uv sync --group dev"
        raise ConfigurationError("--explore", "package", "hypothesis", allowed)


@pytest.hookimpl(tryfirst=True)
def pytest_connect_hil_output(config: pytest.Config) -> Path | None:
    return OUTPUT if config.option.explore is not None else None


def pytest_connect_hil_environment(config: pytest.Config) -> Mapping[str, str]:
    return {"exploration": config.option.explore} if config.option.explore is not None else {}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Put the exploration in the place of all scenarios, one part for each process.

    Raises:
        pytest.UsageError: No scenario was collected, whose steps it could take, or no vehicle has what it needs.
    """
    files = [item.parent for item in items if isinstance(item, ScenarioItem)]
    if config.option.check_steps and files:
        _use_steps(files[0])
    if config.option.explore is None or session.testsfailed:
        return
    plan = config.stash[PLAN]
    if not files or not isinstance(files[0], FeatureFile):
        raise pytest.UsageError("--explore: no scenario was collected; name the folder of features")
    if (reason := plan.lacking(NEEDS)) is not None:
        raise pytest.UsageError(f"--explore: {reason}")
    parts = int(getattr(config, "workerinput", {}).get("workercount", 1))
    items[:] = [
        ExplorationItem.from_parent(
            session, name=f"exploration {part + 1} of {parts}", file=files[0], place=(part, parts)
        )
        for part in range(parts)
    ]


def _use_steps(file: object) -> None:
    """Count the sentences of the exploration as used, and refuse one that is no step."""
    if find_spec("hypothesis") is None or not isinstance(file, FeatureFile):
        return
    from proof.explore.actions import ACTIONS  # noqa: PLC0415  # most runs explore nothing
    from proof.explore.story import HOLDS, step_of  # noqa: PLC0415

    for line in (*(action.line for action in ACTIONS), HOLDS):
        try:
            file.context_of(step_of(line))
        except file.CollectError as error:
            raise pytest.UsageError(f"proof/explore/actions.py: {line!r}: {error}") from error


class ExplorationItem(pytest.Item):
    """One part of an exploration, which takes every so many-th seed.

    Attributes:
        requirements: Those that the first finding breaks.
        labels: What reports add to its labels.
    """

    def __init__(self, *, file: FeatureFile, place: tuple[int, int], **arguments: object) -> None:
        """Take the file whose steps it uses and which part of how many it is, and what `pytest.Item` takes."""
        super().__init__(**arguments)  # type: ignore[arg-type]  # passed on as given
        self.requirements: tuple[str, ...] = ()
        self.labels: dict[str, str] = {}
        self._file = file
        self._place = place

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where it stands in reports."""
        return self._file.path.parent, None, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> object:  # type: ignore[override]  # a text does
        """Tell a finding in words: no line of code has anything to do with it."""
        return str(excinfo.value) if isinstance(excinfo.value, Failed) else super().repr_failure(excinfo)

    def runtest(self) -> None:
        """Run interleavings until the budget is used up or something is found.

        Raises:
            Failed: Something was found.
        """
        from proof.explore.finding import write  # noqa: PLC0415  # most runs explore nothing

        count, vehicle_s = 0, 0.0
        for batch, interleavings in self._batches():
            found = batch.run(interleavings)
            count += batch.count
            vehicle_s += batch.vehicle_s
            self.user_properties[:] = [("interleavings", count), ("vehicle_h", round(vehicle_s / 3600, 1))]
            if found is not None and batch.story is not None:
                rerun = self._rerun(batch.number, interleavings)
                path, text = write(self.config.rootpath / FINDINGS, batch.story, batch.number, rerun)
                self.requirements = batch.story.requirements
                where = path.relative_to(self.config.rootpath)
                told = [f"{found}", f"after {count} interleavings, shrunk to:", text]
                raise Failed("\n\n".join((*told, f"written to {where}; again: {rerun}"))) from found

    def _batches(self) -> Iterator[tuple[Batch, int]]:
        """Yield the batches of this part, each with how many interleavings it may run."""
        from proof.explore.actions import ACTIONS  # noqa: PLC0415
        from proof.explore.machine import BATCH, Batch  # noqa: PLC0415

        plan = self.config.stash[PLAN]
        budget = Budget.parse(self.config.option.explore)
        profile = plan.profile_for(NEEDS)
        assert profile is not None  # noqa: S101  # checked at collection
        actions: list[Action] = [each for each in ACTIONS if profile.tags.issuperset(each.needs)]
        part, parts = self._place
        session = open_session(plan)
        end_s = time.monotonic() + (budget.seconds or 0.0)
        left = (
            None
            if budget.interleavings is None
            else budget.interleavings // parts + (part < budget.interleavings % parts)
        )
        number = plan.seed + part
        try:
            while (left or 0) > 0 if budget.seconds is None else time.monotonic() < end_s:
                interleavings = BATCH if left is None else min(BATCH, left)
                yield Batch(session, self._file.index, actions, NEEDS, number), interleavings
                left = None if left is None else left - interleavings
                number += parts
        finally:
            session.close()

    def _rerun(self, number: int, interleavings: int) -> str:
        option, plan = self.config.option, self.config.stash[PLAN]
        words = ["pytest", "features/", "--explore", str(interleavings), "--seed", str(number)]
        words += ["--vehicle", option.vehicle] if option.vehicle else []
        words += ["--fault", plan.fault] if plan.fault else []
        return " ".join(words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.option.explore is None:
        return
    totals = {"interleavings": 0.0, "vehicle_h": 0.0}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in (
                getattr(report, "user_properties", ()) if getattr(report, "when", "") == "call" else ()
            ):
                if name in totals:
                    totals[name] += value
    terminalreporter.write_line(
        f"{totals['interleavings']:.0f} interleavings, {totals['vehicle_h']:.0f} h of the vehicle"
    )
