"""Whether results release what they are about, and if not, why."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from reports.folder_checks import EACH_ITS_OWN, check_folder, check_together
from reports.judgement import Judgement, Kind, Reason, Suite
from reports.policy import Policy, Waiver
from reports.reader import Run, ScenarioResult, read_run
from rigs.catalogue import Requirement
from rigs.errors import ConfigurationError
from rigs.measure import Verdict

AUDIT = "features/audit/"

_LACKS = re.compile(r"(Skipped: )?not applicable: vehicle (?P<vehicle>\S+) lacks (?P<tags>[\w, ]+)")
_UNDECIDED = {
    Verdict.INCONCLUSIVE: Kind.INCONCLUSIVE,
    Verdict.SETUP_FAILED: Kind.SETUP_FAILED,
    Verdict.RIG_FAULT: Kind.RIG_FAULT,
}

Results = Mapping[str, Sequence[tuple[str, ScenarioResult]]]
"""Of one requirement by scenario: on which kind of rig, and what it came to."""


def judge(
    folders: Sequence[Path], policy: Policy, waivers: Mapping[str, Waiver], suite: Suite, now: dt.datetime
) -> Judgement:
    """Judge results folders together.

    All results of a scenario count: a pass in a later run does not take back a failure in an earlier one.
    """
    judgement = Judgement()
    found = [] if folders else [Reason(Kind.UNUSABLE, "no results folder")]
    found += suite.unsealed
    for folder in folders:
        try:
            judgement.runs.append(read_run(folder))
        except ConfigurationError as error:
            found += [Reason(Kind.UNUSABLE, line) for line in str(error).splitlines()]
    runs = judgement.runs
    for run in runs:
        found += check_folder(run, policy, suite, now)
    found += check_together(runs, policy)
    for run in runs:
        found += _audit(run)
        for result in run.results:
            found += _result(run, result, suite)
    if runs:
        found += _requirements(runs, policy, suite)
    _settle(judgement, found, waivers, now.date())
    judgement.notes += [*_passing(runs, waivers), *_tolerable(runs, suite)]
    judgement.tolerated += sorted(suite.open_ids) if runs and not policy.open_block else []
    return judgement


def _result(run: Run, result: ScenarioResult, suite: Suite) -> Iterator[Reason]:
    """What blocks because one scenario came to this."""
    required = tuple(name for name in result.requirements if suite.requires(name))
    told = _told(result)
    if result.status == "failed" or result.verdict == Verdict.FAIL:
        yield Reason(Kind.PRODUCT_FAILURE, told, result.requirements)
    elif _is_not_applicable(result):
        if problem := _unfounded(run, result, suite):
            yield Reason(Kind.UNFOUNDED, f"{told}: {problem}", required)
    elif _is_undecided(result):
        if required:
            yield Reason(_UNDECIDED[Verdict(result.verdict)], told, required)
    elif not _is_pass(result):
        yield Reason(Kind.UNKNOWN_VERDICT, f"{told}: {result.status}, {result.verdict or 'no verdict'}")
    for name in result.requirements:
        if name not in suite.catalogue:
            yield Reason(Kind.VERSIONS, f"{result.node_id} carries {name}, which the catalogue does not have")


def _told(result: ScenarioResult) -> str:
    about = ", ".join((*result.requirements, result.rig or "no rig"))
    return f"{result.node_id} ({about})"


def _is_pass(result: ScenarioResult) -> bool:
    return result.verdict == Verdict.PASS and result.status == "passed"


def _is_not_applicable(result: ScenarioResult) -> bool:
    return result.verdict == Verdict.NOT_APPLICABLE and result.status == "skipped"


def _is_undecided(result: ScenarioResult) -> bool:
    return result.verdict in _UNDECIDED and result.status == "broken"


def _unfounded(run: Run, result: ScenarioResult, suite: Suite) -> str | None:
    """Why what a profile says does not make a scenario inapplicable; None where it does."""
    match = _LACKS.fullmatch(result.message)
    if match is None:
        return f"no profile is named in {result.message!r}"
    vehicle, tags = match["vehicle"], match["tags"].split(", ")
    if vehicle != run.manifest.vehicle:
        return f"{vehicle} is not the vehicle of the run, {run.manifest.vehicle}"
    profile = suite.vehicles.get(vehicle)
    if profile is None:
        return f"there is no profile {vehicle}"
    if had := [tag for tag in tags if tag in profile.tags]:
        return f"{vehicle} has {', '.join(had)}"
    if needless := [tag for tag in tags if tag not in result.tags]:
        return f"it does not need {', '.join(needless)}"
    return None


def _audit(run: Run) -> Iterator[Reason]:
    """The vehicle of a run must be what it declares."""
    vehicle = run.manifest.vehicle
    audited = [result for result in run.results if result.node_id.startswith(AUDIT)]
    if not any(_is_pass(result) and vehicle in (result.vehicle, EACH_ITS_OWN) for result in audited):
        whose = "no vehicle" if vehicle == EACH_ITS_OWN else f"vehicle {vehicle}"
        passed = "has passed" if vehicle == EACH_ITS_OWN else "has not passed"
        yield Reason(Kind.AUDIT, f"{run.folder}: {whose} {passed} a scenario of {AUDIT}")
    for result in audited:
        if not (_is_pass(result) or _is_not_applicable(result)):
            yield Reason(Kind.AUDIT, f"{result.node_id}: {result.verdict or 'no verdict'}")


def _requirements(runs: Sequence[Run], policy: Policy, suite: Suite) -> Iterator[Reason]:
    """Every *must* requirement has passed, in all of its scenarios, where that counts."""
    carried: dict[str, dict[str, list[tuple[str, ScenarioResult]]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        for result in run.results:
            for name in result.requirements:
                carried[name][result.node_id].append((run.manifest.rig_kind, result))
    for requirement in suite.catalogue:
        if requirement.strength != "must":
            continue
        if requirement.id not in suite.open_ids:
            yield from _requirement(requirement, carried.get(requirement.id, {}), policy)
        elif policy.open_block:
            yield Reason(Kind.OPEN, f"{requirement.id}: no scenario carries it yet", (requirement.id,))


def _requirement(requirement: Requirement, scenarios: Results, policy: Policy) -> Iterator[Reason]:
    name, counting = requirement.id, policy.rigs.get(requirement.verification, [])
    where = " or ".join(counting) or "no kind of rig"
    applies_always = policy.releases == "suite"
    missing = [
        node_id for node_id, results in scenarios.items() if not _is_settled(results, counting, applies_always)
    ]
    if not scenarios:
        yield Reason(Kind.NOT_PASSED, f"{name}: no scenario has a result", (name,))
    elif missing:
        text = f"{name}: {len(missing)} of {len(scenarios)} scenarios have none on {where}: {missing[0]}"
        yield Reason(Kind.NOT_PASSED, text if len(missing) == 1 else f"{text} ...", (name,))


def _is_settled(
    results: Iterable[tuple[str, ScenarioResult]], counting: Sequence[str], applies_always: bool
) -> bool:
    """Whether a scenario has a result that counts.

    That it does not apply is one for the vehicle that is released, and none for the suite, which is for all
    vehicles. What is neither a pass nor of this kind blocks by itself.
    """
    return any(
        (kind in counting and not applies_always)
        if _is_not_applicable(result)
        else (kind in counting or not _is_pass(result))
        for kind, result in results
    )


def _settle(judgement: Judgement, found: Iterable[Reason], waivers: Mapping[str, Waiver], today: dt.date) -> None:
    """Let waivers take reasons away; one that has expired takes nothing and blocks itself."""
    for waiver in waivers.values():
        if waiver.expires < today:
            text = f"{waiver.requirement}: {waiver.owner}, until {waiver.expires}: {waiver.reason}"
            judgement.reasons.append(Reason(Kind.EXPIRED, text))
    for reason in dict.fromkeys(found):
        signed = [waivers.get(name) for name in reason.requirements]
        valid = [waiver for waiver in signed if waiver is not None and waiver.expires >= today]
        if valid and len(valid) == len(signed):
            judgement.waived.append((reason, min(valid, key=lambda waiver: waiver.expires)))
        else:
            judgement.reasons.append(reason)


def _passing(runs: Sequence[Run], waivers: Iterable[str]) -> Iterator[str]:
    """Waivers that nothing needs."""
    for name in waivers:
        results = [result for run in runs for result in run.results if name in result.requirements]
        if not results:
            yield f"waived {name} has no result"
        elif any(map(_is_pass, results)) and all(_is_pass(each) or _is_not_applicable(each) for each in results):
            yield f"waived {name} passes: the waiver can go"


def _tolerable(runs: Sequence[Run], suite: Suite) -> Iterator[str]:
    """What came to no verdict and does not block, since nothing that must hold depends on it."""
    for run in runs:
        for result in run.results:
            if _is_undecided(result) and not any(suite.requires(name) for name in result.requirements):
                yield f"not required: {_told(result)}: {result.verdict}"
