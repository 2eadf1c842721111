"""The items of an exploration: one part of it, or one faulty vehicle that it must find."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rigs.errors import ConfigurationError, Failed, NotProven
from rigs.run.plugin import PLAN
from rigs.run.session import Plan, open_session
from rigs.values.measurement import Campaign
from steps.gherkin.collect import FeatureFile

if TYPE_CHECKING:
    from proof.explore.machine import Batch
    from proof.explore.story import Story
    from proof.fault import FaultyVehicle

FINDINGS = Path("reports", "output", "explore", "findings")

NEEDS = ("connected", "private_menu_menu")
"""Tags that a vehicle must have so that there is something to explore."""

SECONDS_PER = {"s": 1, "m": 60, "h": 3600}
_BUDGET = re.compile(r"(?P<number>[1-9]\d*)(?P<unit>[smh]?)")


@dataclass(frozen=True)
class Budget:
    """The length of an exploration: so many interleavings, or so many seconds of computing; the other is None."""

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


class ExplorationItem(pytest.Item):
    """One part of an exploration, which takes every so many-th seed.

    Attributes:
        requirements: Those that the first finding breaks.
        labels: What reports add to its labels.
    """

    def __init__(self, *, file: FeatureFile, place: tuple[int, int] = (0, 1), **arguments: object) -> None:
        """Take the file whose steps it uses and which part of how many it is, and what `pytest.Item` takes."""
        super().__init__(**arguments)  # type: ignore[arg-type]  # passed on as given
        self.requirements: tuple[str, ...] = ()
        self.labels: dict[str, str] = {}
        self._file = file
        self._place = place
        self._count, self._vehicle_s = 0, 0.0

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where it stands in reports."""
        return self._file.path.parent, None, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> object:  # type: ignore[override]  # a text does
        """Tell a finding in words: no line of code has anything to do with it."""
        told = isinstance(excinfo.value, Failed | NotProven)
        return str(excinfo.value) if told else super().repr_failure(excinfo)

    def runtest(self) -> None:
        """Run interleavings until the budget is used up or something is found.

        Raises:
            Failed: Something was found.
        """
        from proof.explore.finding import write  # noqa: PLC0415  # most runs explore nothing

        plan = self.config.stash[PLAN]
        for batch, interleavings in self._batches(plan):
            found = batch.run(interleavings)
            self._note(batch)
            if found is not None and batch.course is not None:
                story = batch.course.story
                rerun = self._rerun(plan, batch.number, interleavings)
                path, text = write(self.config.rootpath / FINDINGS, story, batch.number, rerun)
                self.requirements = story.requirements
                where = path.relative_to(self.config.rootpath)
                told = [f"{found}", f"after {self._count} interleavings, shrunk to:", text]
                raise Failed("\n\n".join((*told, f"written to {where}; again: {rerun}"))) from found

    def _note(self, batch: Batch) -> None:
        """Count what a batch has run."""
        self._count += batch.count
        self._vehicle_s += batch.vehicle_s
        self.user_properties[:] = [
            ("interleavings", self._count),
            ("vehicle_h", round(self._vehicle_s / 3600, 1)),
        ]

    def _batches(self, plan: Plan) -> Iterator[tuple[Batch, int]]:
        """Yield the batches of this part, each with how many interleavings it may run."""
        from proof.explore.machine import BATCH, Batch  # noqa: PLC0415  # as above

        budget = Budget.parse(self.config.option.explore)
        part, parts = self._place
        left = budget.interleavings
        if left is not None:
            left = left // parts + (part < left % parts)
        end_s = time.process_time() + (budget.seconds or 0.0)
        number = plan.seed + part
        with closing(open_session(plan)) as session:
            while time.process_time() < end_s if left is None else left > 0:
                interleavings = BATCH if left is None else min(BATCH, left)
                yield Batch.on(session, self._file.index, number), interleavings
                left = None if left is None else left - interleavings
                number += parts

    def _rerun(self, plan: Plan, number: int, interleavings: int) -> str:
        words = ["pytest", "features/", "--explore", str(interleavings), "--seed", str(number)]
        words += ["--vehicle", self.config.option.vehicle] if self.config.option.vehicle else []
        words += ["--fault", plan.fault] if plan.fault else []
        return " ".join(words)


class HuntItem(ExplorationItem):
    """One faulty vehicle, which an exploration must find.

    Args:
        vehicle: The faulty vehicle.
        baseline: Node id of the exploration of the vehicle as it should be.
    """

    def __init__(self, *, vehicle: FaultyVehicle, baseline: str, **arguments: object) -> None:
        """Take the vehicle and the baseline, and what `ExplorationItem` takes."""
        super().__init__(**arguments)  # type: ignore[arg-type]  # passed on as given
        self._vehicle = vehicle
        self.labels.update(fault=vehicle.id, scenario=baseline, campaign=str(Campaign.INFRASTRUCTURE_ERROR))

    def runtest(self) -> None:
        """Run interleavings until the vehicle is found; what the usual one shows as well does not count.

        Raises:
            NotProven: It was not found.
        """
        usual = self.config.stash[PLAN]
        plan = usual.with_fault(self._vehicle.id, self._vehicle.build)
        begun_s = time.process_time()
        for batch, interleavings in self._batches(plan):
            found = batch.run(interleavings, shrinks=False)
            self._note(batch)
            if found is None or batch.course is None or not self._holds_on(usual, batch, batch.course.story):
                continue
            self.labels["campaign"] = str(Campaign.CAUGHT)
            seconds = time.process_time() - begun_s
            shown = batch.course.story.shows
            told = f"{self._vehicle.id}: {seconds:.0f} s, {self._count} interleavings: {shown}"
            self.user_properties.append(("found", told))
            return
        self.labels["campaign"] = str(Campaign.SURVIVED)
        spent_s = time.process_time() - begun_s
        told = f"not found in {self._count} interleavings, {spent_s:.0f} s of one core"
        raise NotProven(f"{self._vehicle.id}: {told}\n  {self._vehicle.description}")

    def _holds_on(self, usual: Plan, batch: Batch, story: Story) -> bool:
        """Tell whether all of the interleaving that found something holds on the vehicle as it should be."""
        from proof.explore.machine import Batch  # noqa: PLC0415  # as above

        with closing(open_session(usual)) as session:
            return Batch.on(session, batch.index, batch.number).retold(story.lines) is None
