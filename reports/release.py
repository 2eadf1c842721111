"""Whether results release what they are about, and if not, why."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reports.manifest import digests
from reports.policy import Policy, Waiver
from reports.reader import Run, ScenarioResult, read_run
from rigs.catalogue import Catalogue, Requirement
from rigs.errors import ConfigurationError
from rigs.measure import Verdict
from simulators.profile import VehicleProfile

AUDIT = "features/audit/"
EACH_ITS_OWN = "each scenario's own"
"""The vehicle of a run in which each scenario finds its own."""

_LACKS = re.compile(r"not applicable: vehicle (?P<vehicle>\S+) lacks (?P<tags>[\w, ]+)")
_UNDECIDED = (Verdict.INCONCLUSIVE, Verdict.SETUP_FAILED, Verdict.RIG_FAULT)


@dataclass(frozen=True)
class Reason:
    """One thing that blocks.

    Attributes:
        kind: Of which kind: the head under which it is told.
        text: What exactly.
        requirements: What it is about; it can be waived where all of them are.
    """

    kind: str
    text: str
    requirements: tuple[str, ...] = ()


@dataclass
class Judgement:
    """What a gate says.

    Attributes:
        runs: The runs that could be read.
        reasons: Why it blocks; empty when it releases.
        waived: What would block without a waiver, with the waiver.
        notes: What somebody should know.
    """

    runs: list[Run] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    waived: list[tuple[Reason, Waiver]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Suite:
    """What results are measured against.

    Attributes:
        catalogue: All requirements.
        open_ids: Requirements that no scenario carries yet.
        vehicles: Profiles by name.
        version: Of the suite that judges.
        simulators: Software of the simulated vehicle of the suite that judges, as a manifest names it.
    """

    catalogue: Catalogue
    open_ids: frozenset[str]
    vehicles: Mapping[str, VehicleProfile]
    version: str
    simulators: str


def judge(
    folders: Sequence[Path], policy: Policy, waivers: Mapping[str, Waiver], suite: Suite, now: dt.datetime
) -> Judgement:
    """Judge results folders together.

    All results of a scenario count: a pass in a later run does not take back a failure in an earlier one.
    """
    judgement = Judgement()
    found: list[Reason] = []
    for folder in folders:
        try:
            judgement.runs.append(read_run(folder))
        except ConfigurationError as error:
            found += [Reason("unusable results", line) for line in str(error).splitlines()]
    runs = judgement.runs
    for run in runs:
        found += _run(run, policy, suite, now)
    found += _together(runs)
    found += _scenarios(runs, suite)
    found += _audit(runs)
    if runs:
        found += _requirements(runs, policy, suite)
    _settle(judgement, found, waivers, now.date())
    judgement.notes += _notes(runs, policy, waivers, suite)
    return judgement


def _run(run: Run, policy: Policy, suite: Suite, now: dt.datetime) -> Iterator[Reason]:
    """What one folder says of itself."""
    manifest, name = run.manifest, str(run.folder)
    yield from _tampering(run)
    if not run.results:
        yield Reason("unusable results", f"{name}: no result in it")
    if manifest.fault is not None:
        yield Reason("unusable results", f"{name}: of the faulty vehicle {manifest.fault}")
    if manifest.campaign:
        yield Reason("unusable results", f"{name}: of a campaign on faulty vehicles")
    if not manifest.ended:
        yield Reason("not run", f"{name}: pytest was stopped (exit status {manifest.exit_status})")
    age = now - manifest.finished
    if age > dt.timedelta(days=policy.max_age_days):
        yield Reason(
            "old results", f"{name}: of {manifest.finished:%Y-%m-%d}, allowed {policy.max_age_days:g} days"
        )
    if manifest.finished > now or manifest.started > manifest.finished:
        yield Reason("old results", f"{name}: the times {manifest.started} to {manifest.finished} cannot be")
    if manifest.suite_version != suite.version:
        yield Reason("versions", f"{name}: of suite {manifest.suite_version}, this is {suite.version}")
    if policy.clean and manifest.commit.endswith("-dirty"):
        yield Reason("versions", f"{name}: of a suite with changes that are not committed")
    if policy.releases == "suite" and manifest.dut_software != suite.simulators and manifest.rig_kind != "bench":
        yield Reason("versions", f"{name}: of {manifest.dut_software}, this suite has {suite.simulators}")


def _tampering(run: Run) -> Iterator[Reason]:
    there, told = digests(run.folder), run.manifest.files
    for kind, names in (
        ("is missing", told.keys() - there.keys()),
        ("was added", there.keys() - told.keys()),
        ("was changed", {name for name in there.keys() & told.keys() if there[name] != told[name]}),
    ):
        for name in sorted(names):
            yield Reason("tampered results", f"{run.folder / name} {kind} after the run")


def _together(runs: Sequence[Run]) -> Iterator[Reason]:
    """What all folders must have in common."""
    for what, values in (
        ("suites", {run.manifest.commit for run in runs}),
        ("DUT software", {run.manifest.dut_software for run in runs}),
    ):
        if len(values) > 1:
            yield Reason("versions", f"results of different {what}: {', '.join(sorted(values))}")
    if runs and not any(run.manifest.whole for run in runs):
        yield Reason("not run", "no run had all of features/: parts alone do not show what is missing")


def _scenarios(runs: Sequence[Run], suite: Suite) -> Iterator[Reason]:
    for run in runs:
        names = {result.node_id for result in run.results}
        for name in run.manifest.selected:
            if name not in names:
                yield Reason("not run", name)
        for name in sorted(names - set(run.manifest.selected)):
            yield Reason("tampered results", f"{name} has a result and was not to run")
        for result in run.results:
            yield from _result(result, suite)


def _result(result: ScenarioResult, suite: Suite) -> Iterator[Reason]:
    required = tuple(name for name in result.requirements if _is_required(name, suite))
    told = f"{result.node_id} ({', '.join(result.requirements)}, {result.rig or 'unknown rig'})"
    if result.status == "failed" or result.verdict == Verdict.FAIL:
        yield Reason("product failure", told, result.requirements)
    elif result.verdict == Verdict.NOT_APPLICABLE and result.status == "skipped":
        if problem := _unfounded(result, suite):
            yield Reason("not applicable without a reason", f"{told}: {problem}", required)
    elif not (result.verdict == Verdict.PASS and result.status == "passed"):
        kind = str(result.verdict) if result.verdict in _UNDECIDED else "unknown verdict"
        if required or kind == "unknown verdict":
            yield Reason(kind, told, required)
    for name in result.requirements:
        if name not in suite.catalogue:
            yield Reason("versions", f"{result.node_id} carries {name}, which the catalogue does not have")


def _is_required(name: str, suite: Suite) -> bool:
    return name in suite.catalogue and suite.catalogue.requirement(name).strength == "must"


def _unfounded(result: ScenarioResult, suite: Suite) -> str | None:
    """Why what a profile says does not make a scenario inapplicable; None where it does."""
    match = _LACKS.search(result.message)
    if match is None:
        return f"no profile is named in {result.message!r}"
    profile = suite.vehicles.get(match["vehicle"])
    if profile is None:
        return f"there is no profile {match['vehicle']}"
    had = [tag for tag in match["tags"].split(", ") if tag in profile.tags]
    return f"{profile.name} has {', '.join(had)}" if had else None


def _audit(runs: Sequence[Run]) -> Iterator[Reason]:
    """Each vehicle that a run was for must be what it declares."""
    for run in runs:
        audited = [result for result in run.results if result.node_id.startswith(AUDIT)]
        if run.manifest.whole and not any(result.verdict == Verdict.PASS for result in audited):
            yield Reason("profile audit", f"{run.folder}: no scenario of {AUDIT} passed")
        for result in audited:
            if result.verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE):
                yield Reason("profile audit", f"{result.node_id}: {result.verdict or 'no verdict'}")
        vehicle = run.manifest.vehicle
        if vehicle != EACH_ITS_OWN and not any(result.vehicle == vehicle for result in audited):
            yield Reason("profile audit", f"{run.folder}: vehicle {vehicle} was not audited")


def _requirements(runs: Sequence[Run], policy: Policy, suite: Suite) -> Iterator[Reason]:
    """Each requirement that must hold has passed where that counts."""
    passes: dict[str, set[str]] = defaultdict(set)
    seen: dict[str, set[str]] = defaultdict(set)
    for run in runs:
        for result in run.results:
            for name in result.requirements:
                seen[name].add(result.verdict)
                if result.verdict == Verdict.PASS and result.status == "passed":
                    passes[name].add(run.manifest.rig_kind)
    for requirement in suite.catalogue:
        if requirement.strength == "must":
            yield from _requirement(requirement, passes, seen, policy, suite)


def _requirement(
    requirement: Requirement,
    passes: Mapping[str, set[str]],
    seen: Mapping[str, set[str]],
    policy: Policy,
    suite: Suite,
) -> Iterator[Reason]:
    name = requirement.id
    counting = policy.rigs.get(requirement.verification, [])
    if name in suite.open_ids:
        if policy.open_block:
            yield Reason("open requirements", f"{name}: no scenario carries it yet", (name,))
    elif passes.get(name, set()).isdisjoint(counting):
        where = ", ".join(sorted(passes.get(name, ()))) or "nowhere"
        if seen.get(name) != {str(Verdict.NOT_APPLICABLE)}:
            text = f"{name}: passed {where}, counts on {', '.join(counting) or 'no rig'}"
            yield Reason("requirements without a pass that counts", text, (name,))


def _settle(judgement: Judgement, found: Iterable[Reason], waivers: Mapping[str, Waiver], today: dt.date) -> None:
    """Let waivers take reasons away; one that has expired takes nothing and blocks itself."""
    for waiver in waivers.values():
        if waiver.expires < today:
            text = f"{waiver.requirement}: {waiver.owner}, until {waiver.expires}: {waiver.reason}"
            judgement.reasons.append(Reason("expired waivers", text))
    for reason in dict.fromkeys(found):
        signed = [waivers.get(name) for name in reason.requirements]
        valid = [waiver for waiver in signed if waiver is not None and waiver.expires >= today]
        if valid and len(valid) == len(signed):
            judgement.waived.append((reason, valid[0]))
        else:
            judgement.reasons.append(reason)


def _notes(runs: Sequence[Run], policy: Policy, waivers: Mapping[str, Waiver], suite: Suite) -> Iterator[str]:
    bad = {
        name
        for run in runs
        for result in run.results
        if result.verdict != Verdict.PASS
        for name in result.requirements
    }
    carried = {name for run in runs for result in run.results for name in result.requirements}
    for name in waivers:
        if name in carried and name not in bad:
            yield f"waived {name} passes: the waiver can go"
    if suite.open_ids and not policy.open_block:
        open_ids, known = len(suite.open_ids), len(suite.catalogue)
        yield f"{open_ids} of {known} requirements are open: no scenario carries them yet"
    reported = sum(
        result.verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE) for run in runs for result in run.results
    )
    if reported:
        yield f"{reported} results are no pass"
