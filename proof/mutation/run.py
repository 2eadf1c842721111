"""One run over a sample: resumable, several mutants at a time if wanted, one JSON line each."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from proof.mutation import reach
from proof.mutation.mutants import Mutant
from proof.mutation.places import Place, Places
from proof.mutation.trial import Ended, Judge, Kind, Trial, run_forked

Told = Callable[[str], None]


@dataclass(frozen=True)
class Record:
    """The outcome of a mutant.

    Attributes:
        mutant: The change.
        before: The line that changes.
        after: The same in the mutant.
        reached: How many scenarios run what changes; None where it runs at import.
        whole: Whether those that do not run it were to follow.
        ended: What the run of the features came to.
    """

    mutant: Mutant
    before: str
    after: str
    reached: int | None
    whole: bool
    ended: Ended

    @classmethod
    def from_json(cls, line: str) -> Record:
        """Read a line of the results."""
        values: dict[str, Any] = json.loads(line)
        return cls(
            mutant=Mutant(**values["mutant"]),
            before=values["before"],
            after=values["after"],
            reached=values["reached"],
            whole=values["whole"],
            ended=Ended.from_dict(values["ended"]),
        )

    def to_json(self) -> str:
        """Write it as a line."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def told(self) -> str:
        """Write it for a person."""
        mutant = self.mutant
        what = f"{mutant.id}  {self.ended.kind:<15}  {mutant.path}:{mutant.line}  {mutant.operator}"
        return f"{what}  {self.ended.scenario.rpartition('/')[2]}  ({self.ended.seconds:.0f} s)"


class Runner:
    """A runner of mutants of one copy of the project.

    Args:
        root: The copy.
        known: What its scenarios reach.
        jobs: How many runs go on at once.
        whole: Whether the scenarios that do not reach a mutant run after those that do. What runs at import is
            tried with all of them in any case.
    """

    def __init__(self, root: Path, known: reach.Reach, jobs: int, *, whole: bool = True) -> None:
        self._root = root
        self._known = known
        self._jobs = jobs
        self.whole = whole
        self._places: dict[str, Places] = {}
        self._going: dict[int, tuple[Mutant, int | None, Trial]] = {}

    def run(self, mutants: Sequence[Mutant]) -> Iterator[Record]:
        """Run the mutants one by one, those first that few scenarios reach; to stop early ends what goes on."""
        left = sorted(mutants, key=self._effort, reverse=True)
        try:
            while left or self._going:
                while left and len(self._going) < self._jobs:
                    self._start(left.pop())
                process, status = os.wait()
                mutant, reached, trial = self._going.pop(process)
                whole = self.whole or reached is None
                yield Record(mutant, *mutant.lines(self._root), reached, whole, trial.ended(status))
        finally:
            for _, _, trial in self._going.values():
                trial.abandon()

    def _place(self, mutant: Mutant) -> Place:
        if mutant.path not in self._places:
            self._places[mutant.path] = Places.of((self._root / mutant.path).read_text(encoding="utf-8"))
        place = self._places[mutant.path].at(mutant.line)
        assert place is not None
        return place

    def _effort(self, mutant: Mutant) -> int:
        place = self._place(mutant)
        return len(self._known.cpu_s) if place.at_import else len(self._known.scenarios(mutant.path, place))

    def _start(self, mutant: Mutant) -> None:
        place = self._place(mutant)
        first = self._known.scenarios(mutant.path, place)
        judge = Judge(first, self._known.cpu_s, rest=self.whole or place.at_import)
        trial = run_forked(self._root, judge, mutant=(mutant.path, mutant.source(self._root)))
        self._going[trial.process] = mutant, None if place.at_import else len(first), trial


def read_results(path: Path) -> dict[str, Record]:
    """Return what was decided, by the ids of the mutants; a line that was being written is passed over."""
    if not path.is_file():
        return {}
    whole, _, _ = path.read_text(encoding="utf-8").rpartition("\n")
    records = [Record.from_json(line) for line in whole.splitlines()]
    return {record.mutant.id: record for record in records}


def keep(record: Record, results: Path) -> None:
    """Add what was decided; of several lines on one mutant the last one counts."""
    _cut_torn_line(results)
    with results.open("a", encoding="utf-8") as file:
        file.write(record.to_json() + "\n")


def resume(runner: Runner, mutants: Sequence[Mutant], results: Path, tell: Told) -> list[Record]:
    """Run what is not decided yet and add it to the results.

    Returns:
        All of the mutants, in their order.
    """
    decided = {
        name: record
        for name, record in read_results(results).items()
        if record.whole or not (runner.whole and survived(record))
    }
    left = [mutant for mutant in mutants if mutant.id not in decided]
    if len(left) < len(mutants):
        tell(f"{len(mutants) - len(left)} of {len(mutants)} mutants were decided before")
    began_s = time.monotonic()
    for record in runner.run(left):
        decided[record.mutant.id] = record
        keep(record, results)
        done = sum(mutant.id in decided for mutant in mutants)
        tell(f"[{done}/{len(mutants)}] {record.told()}")
    if left:
        tell(f"{len(left)} mutants in {time.monotonic() - began_s:.0f} s")
    return [decided[mutant.id] for mutant in mutants]


def _cut_torn_line(results: Path) -> None:
    if results.is_file():
        text = results.read_text(encoding="utf-8")
        results.write_text(text[: text.rfind("\n") + 1], encoding="utf-8")


def survived(record: Record) -> bool:
    """Tell whether no scenario noticed it."""
    return record.ended.kind == Kind.SURVIVED
