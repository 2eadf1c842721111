"""Whether the parts of a plan are one run: each scenario once, of one commit, on one software."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.folder.part import PlanPart
from reports.folder.reader import Run, read_run
from rigs.errors import ConfigurationError
from rigs.farm.night import PULLED
from rigs.farm.parts import Part, parse_part, part_of
from rigs.farm.plan_file import NightPlan, digest_of

SHOWN = 12
"""Number of characters of a commit or hash that are shown."""


@dataclass(frozen=True)
class PlanRuns:
    """A plan with the runs that say they are parts of it.

    Attributes:
        path: Its file.
        plan: Its content.
        runs: The runs.
    """

    path: Path
    plan: NightPlan
    runs: Sequence[Run]

    def wrong(self) -> Iterator[str]:
        """Yield what keeps the runs from being one, a line for each."""
        if not self.runs:
            yield f"{self.path}: none of these folders is a part of it"
            return
        yield from self._strangers()
        yield from self._differing()
        yield from self._shares()
        yield from self._doubled()

    def _strangers(self) -> Iterator[str]:
        plan = self.plan
        for run in self.runs:
            manifest = run.manifest
            if manifest.rig not in plan.rigs:
                yield f"{run.folder}: ran on rig {manifest.rig}, {self.path} is for {', '.join(plan.rigs)}"
            for what, value, wanted in (
                ("rig kind", manifest.rig_kind, plan.kind),
                ("vehicle", manifest.vehicle, plan.vehicle),
            ):
                if value != wanted:
                    yield f"{run.folder}: is of {what} {value}, {self.path} is for {wanted}"
            if _part(run).collected != digest_of(plan.scenarios()):
                yield f"{run.folder}: other features were there than {self.path} has in its lists"
            if run.manifest.whole and not was_of_all(run):
                yield f"{run.folder}: says that it is of all features, and was to run {len(run.manifest.selected)}"
            if message := self._other_scenarios(run):
                yield f"{run.folder}: {message}"

    def _other_scenarios(self, run: Run) -> str | None:
        """Tell where a run had other scenarios to run than its part of the plan has; None where it had those."""
        share, ran = _part(run).share, set(run.manifest.selected)
        if share == PULLED:
            wanted = ran & set(self.plan.selected)
        else:
            try:
                wanted = set(part_of(self.plan, parse_part(share, "share")))
            except ConfigurationError:
                return f"says that it is the part {share!r} of {self.path}, which is none"
        name = f"part {share} of {self.path}"
        if more := sorted(ran - wanted):
            return f"says that it is {name}, and ran {_few(more)}, which {_is(more)} not in it"
        if less := sorted(wanted - ran):
            return f"says that it is {name}, and was not to run {_few(less)}, which {_is(less)} in it"
        return None

    def _differing(self) -> Iterator[str]:
        """Yield in what runs differ that must not: they would be several runs."""
        first = self.runs[0]
        for run in self.runs[1:]:
            for what, key in (
                ("commit", "commit"),
                ("suite", "suite_version"),
                ("DUT software", "dut_software"),
                ("seed", "seed"),
            ):
                mine, theirs = getattr(run.manifest, key), getattr(first.manifest, key)
                if mine != theirs:
                    yield f"{run.folder} is of {what} {mine}, {first.folder} of {theirs}: parts are of one {what}"

    def _shares(self) -> Iterator[str]:
        """Yield which parts are missing or there twice."""
        shares: dict[str, list[Run]] = defaultdict(list)
        for run in self.runs:
            shares[_part(run).share].append(run)
        pulled = shares.pop(PULLED, [])
        divisions = sorted({share.rpartition("/")[2] for share in shares})
        if pulled and shares:
            told = f"{pulled[0].folder} took scenarios from a shared folder, {_folders(shares)} ran parts"
            yield f"{told}: one of the two"
        elif pulled:
            yield from self._not_taken(pulled)
        elif len(divisions) > 1:
            told = ", ".join(f"{share} in {runs[0].folder}" for share, runs in shares.items())
            yield f"{self.path} was divided in several ways: {told}"
        else:
            yield from self._missing(shares, divisions[0])

    def _missing(self, shares: dict[str, list[Run]], count: str) -> Iterator[str]:
        if not count.isdigit():
            return  # it has been told that this is no part
        for number in range(1, int(count) + 1):
            part = Part(number, int(count))
            if str(part) not in shares:
                names = part_of(self.plan, part)
                run = f"pytest features/ --plan {self.path} --shard {part}"
                yield f"part {part} of {self.path} is missing: {len(names)} scenarios; {run}"
        for share, runs in shares.items():
            if len(runs) > 1:
                told = ", ".join(str(run.folder) for run in runs)
                yield f"part {share} of {self.path} is there {_times(len(runs))}: {told}"

    def _not_taken(self, runs: Sequence[Run]) -> Iterator[str]:
        first = runs[0]
        for run in runs[1:]:
            if _part(run).shared != _part(first).shared:
                yield f"{run.folder} and {first.folder} took scenarios from two shared folders: name those of one"
        there = {name for run in runs for name in run.manifest.selected}
        if left := [name for name in self.plan.selected if name not in there]:
            allowed = "name the folders of all runners, and let those that were stopped go on"
            yield f"of {self.path} nobody here has run {_few(left)}: {allowed}"

    def _doubled(self) -> Iterator[str]:
        """Yield scenarios with several results, and results that stand in several folders."""
        where: dict[str, list[Path]] = defaultdict(list)
        results: dict[str, list[Path]] = defaultdict(list)
        for run in self.runs:
            for result in run.results:
                where[result.node_id].append(run.folder)
                if result.uuid:
                    results[result.uuid].append(run.folder)
        twice = {name: folders for name, folders in where.items() if len(folders) > 1}
        if twice:
            name, folders = next(iter(twice.items()))
            more = f", and {len(twice) - 1} more scenarios" if len(twice) > 1 else ""
            told = ", ".join(dict.fromkeys(map(str, folders)))
            yield f"{name} has a result {_times(len(folders))} in {told}{more}: each scenario runs once"
        copied = [folders for folders in results.values() if len(set(folders)) > 1]
        if copied:
            yield f"{len(copied)} results stand both in {copied[0][0]} and in {copied[0][1]}: one is a copy"


def group(plans: Sequence[tuple[Path, NightPlan]], runs: Sequence[Run]) -> list[PlanRuns]:
    """Return each plan with the runs that say they are parts of it."""
    return [
        PlanRuns(path, plan, [run for run in runs if run.manifest.plan and run.manifest.plan.plan == plan.digest])
        for path, plan in plans
    ]


def strangers(plans: Sequence[tuple[Path, NightPlan]], runs: Sequence[Run]) -> Iterator[str]:
    """Yield runs that are parts of none of the plans that are named."""
    known = {plan.digest for _, plan in plans}
    for run in runs:
        part = run.manifest.plan
        if part is None or part.plan in known:
            continue
        whose = f"part {part.share} of the plan {part.file} ({part.plan[:SHOWN]})"
        if plans:
            told = ", ".join(f"{path} ({plan.digest[:SHOWN]})" for path, plan in plans)
            yield f"{run.folder}: {whose}, and not of {told}"
        elif not (run.manifest.whole and was_of_all(run)):
            yield f"{run.folder}: {whose}; name the plan, with all of its parts: --plan {part.file}"


def was_of_all(run: Run) -> bool:
    """Tell whether a run of a plan was to run all features that it saw, whatever it says; True of other runs."""
    part = run.manifest.plan
    return part is None or part.collected == digest_of(run.manifest.selected)


def alike(groups: Iterable[PlanRuns]) -> list[list[PlanRuns]]:
    """Return plans by what they are for: those for one kind of rig and one vehicle may complete each other."""
    sets: dict[tuple[str, str], list[PlanRuns]] = defaultdict(list)
    for each in groups:
        sets[each.plan.kind, each.plan.vehicle].append(each)
    return [*sets.values()]


def covers_all(groups: Sequence[PlanRuns]) -> bool:
    """Tell whether the runs of sound plans that are alike have together run all features that there were."""
    ran = {name for each in groups for run in each.runs for name in run.manifest.selected}
    collected = {_part(run).collected for each in groups for run in each.runs}
    return bool(groups) and collected == {digest_of(ran)}


def left_out(groups: Iterable[PlanRuns]) -> list[str]:
    """Return the scenarios that plans leave out and that ran in none that is alike."""
    left: dict[str, None] = {}
    for members in alike(groups):
        ran = {name for each in members for name in each.plan.selected}
        left |= dict.fromkeys(name for each in members for name in each.plan.left_out if name not in ran)
    return [*left]


def told(plans: Sequence[tuple[Path, NightPlan]], folders: Sequence[Path]) -> list[str]:
    """Return lines that say whether folders are together whole runs of plans, and if not, why.

    Raises:
        ConfigurationError: A folder has no manifest, or something in it is no result.
    """
    runs = [read_run(folder) for folder in folders]
    groups = group(plans, runs)
    wrong = [*strangers(plans, runs), *(line for each in groups for line in each.wrong())]
    if wrong:
        return [f"not whole: {line}" for line in wrong]
    out = left_out(groups)
    rest = f"; it leaves out {len(out)} scenarios" if out else ""
    return [f"{each.path}: {len(each.runs)} parts, whole{rest}" for each in groups]


def _part(run: Run) -> PlanPart:
    part = run.manifest.plan
    assert part is not None  # noqa: S101  # narrows the type; the runs of a plan have one
    return part


def _folders(shares: dict[str, list[Run]]) -> str:
    return ", ".join(str(run.folder) for runs in shares.values() for run in runs)


def _few(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} scenarios, such as {names[0]}"


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"
