"""Whether results release what they are about, and if not, why."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from reports.folder.reader import Run, ScenarioResult, read_run
from reports.gate.beside import failed_beside
from reports.gate.endings import (
    UNDECIDED,
    came_through,
    has_run,
    is_no_judgement,
    is_not_applicable,
    is_pass,
    is_undecided,
)
from reports.gate.folder_checks import EACH_ITS_OWN, check_folder, check_together, is_whole
from reports.gate.inapplicable import is_not_of_the_vehicle, unfounded
from reports.gate.judgement import Judgement, Kind, Reason, Suite, Terms
from reports.gate.origin_checks import check_judge, check_origin, few, labs_own
from reports.gate.parts import check_parts, whole_plans
from reports.gate.policy import Policy
from rigs.errors import ConfigurationError
from rigs.files.catalogue import Requirement, Why
from rigs.values.measurement import Verdict

AUDIT = "features/audit/"

Results = Mapping[str, Sequence[tuple[str, ScenarioResult]]]
"""Results of one requirement by scenario: on which kind of rig, and what it came to."""


def judge(folders: Sequence[Path], terms: Terms, suite: Suite, now: dt.datetime) -> Judgement:
    """Judge results folders together.

    All results of a scenario count: a pass in a later run does not take back a failure in an earlier one, but a
    fault of the rig, which says nothing of the product.
    """
    judgement = Judgement()
    found = [] if folders else [Reason(Kind.UNUSABLE, "no results folder")]
    found += suite.unsealed
    for folder in folders:
        try:
            judgement.runs.append(read_run(folder))
        except ConfigurationError as error:
            found += [Reason(Kind.UNUSABLE, line) for line in str(error).splitlines()]
    runs, policy = judgement.runs, terms.policy
    found += check_judge(terms, suite)
    for run in runs:
        found += [*check_folder(run, policy, now), *check_origin(run, terms, suite)]
    found += check_together(runs, policy, whole_plans(runs, terms.plans))
    found += check_parts(runs, terms.plans, policy, now)
    found += _beside(judgement, terms, suite)
    repeated = _passed_again(runs)
    for run in runs:
        found += _audit(run, runs, repeated)
        for result in run.results:
            if result not in repeated:
                found += _result(run, result, suite)
    if runs:
        found += _requirements(runs, policy, suite)
    _settle(judgement, found, terms, now.date())
    judgement.words = {
        name: suite.catalogue.requirement(name).text
        for reason in judgement.reasons
        for name in reason.requirements
        if name in suite.catalogue
    }
    judgement.notes += [f"rig fault, passed when it ran again: {_told(result)}" for result in repeated]
    judgement.notes += [
        f"{run.folder}: the rig has files of the laboratory's own: {few(own)}"
        for run in runs
        if (own := labs_own(run, policy))
    ]
    judgement.notes += [*_passing(runs, terms.waivers), *_tolerable(runs, suite, repeated)]
    judgement.notes += _watched_for_less(runs, policy)
    judgement.tolerated += sorted(suite.open_ids) if runs and not policy.open_block else []
    if runs:
        judgement.not_judged = {
            why: [each.id for each in suite.catalogue if each.why == why] for why in get_args(Why)
        }
    return judgement


def _passed_again(runs: Sequence[Run]) -> list[ScenarioResult]:
    """Return faults of the rig after which the same scenario came through in a later run on a rig of that kind."""
    passes: dict[tuple[str, str], int] = {}
    for run in runs:
        for result in filter(came_through, run.results):
            key = (run.manifest.rig_kind, result.node_id)
            passes[key] = max(passes.get(key, 0), result.start_ms)
    return [
        result
        for run in runs
        for result in run.results
        if result.verdict == Verdict.RIG_FAULT
        and is_undecided(result)
        and passes.get((run.manifest.rig_kind, result.node_id), 0) > result.stop_ms
    ]


def _beside(judgement: Judgement, terms: Terms, suite: Suite) -> Iterator[Reason]:
    """Check that a failed run beside those that are judged is judged too, or is left out for a reason."""
    passed = {result.node_id for run in judgement.runs for result in run.results if came_through(result)}
    asked = {_resolved(name): why for name, why in terms.left_out.items()}
    for failed in failed_beside(judgement.runs, suite.root):
        told = few([f"{node_id}: {verdict}" for node_id, verdict in sorted(failed.not_passed.items())])
        why = asked.pop(_resolved(failed.name), None)
        if why is not None:
            judgement.left_out.append(f"{failed.name}, because {why}: {told}")
        elif all(verdict == Verdict.RIG_FAULT and name in passed for name, verdict in failed.not_passed.items()):
            judgement.notes.append(f"rig fault in {failed.name}, passed here: {few(sorted(failed.not_passed))}")
        else:
            yield Reason(Kind.BESIDE, f"{failed.name}: {told}")
    for name in asked:
        judgement.notes.append(f"left out in vain, it is no failed run beside these: {name}")


def _resolved(name: str) -> str:
    """Return a folder as one name for it; what is none, such as a time, stays."""
    return str(Path(name).resolve()) if Path(name).is_dir() else name


def _result(run: Run, result: ScenarioResult, suite: Suite) -> Iterator[Reason]:
    """Find what blocks because one scenario came to this."""
    required = tuple(name for name in result.requirements if suite.requires(name))
    told = _told(result)
    if result.status == "failed" or result.verdict == Verdict.FAIL:
        yield Reason(Kind.PRODUCT_FAILURE, told, result.requirements)
    elif is_not_applicable(result):
        if problem := unfounded(run, result, suite):
            yield Reason(Kind.UNFOUNDED, f"{told}: {problem}", required)
    elif is_undecided(result):
        if required:
            yield Reason(UNDECIDED[Verdict(result.verdict)], told, required)
    elif not came_through(result):
        steps = "" if has_run(result) else ", and no step that ran to its end"
        yield Reason(Kind.UNKNOWN_VERDICT, f"{told}: {result.status}, {result.verdict or 'no verdict'}{steps}")
    for name in result.requirements:
        if name not in suite.catalogue:
            yield Reason(Kind.VERSIONS, f"{result.node_id} carries {name}, which the catalogue does not have")


def _told(result: ScenarioResult) -> str:
    about = ", ".join((*result.requirements, result.rig or "no rig"))
    return f"{result.node_id} ({about})"


def _audit(run: Run, runs: Sequence[Run], repeated: Sequence[ScenarioResult]) -> Iterator[Reason]:
    """Check that the vehicle of a run is what it declares; a part may have shown it in the whole beside it."""
    vehicle = run.manifest.vehicle
    by = [run] if is_whole(run) else [other for other in runs if other.manifest.vehicle == vehicle]
    shown = [result for other in by for result in other.results if result.node_id.startswith(AUDIT)]
    if not any(is_pass(result) and vehicle in (result.vehicle, EACH_ITS_OWN) for result in shown):
        whose = "no vehicle" if vehicle == EACH_ITS_OWN else f"vehicle {vehicle}"
        passed = "has passed" if vehicle == EACH_ITS_OWN else "has not passed"
        yield Reason(Kind.AUDIT, f"{run.folder}: {whose} {passed} a scenario of {AUDIT}")
    for result in run.results:
        fine = is_pass(result) or is_not_of_the_vehicle(result) or result in repeated
        if result.node_id.startswith(AUDIT) and not fine:
            yield Reason(Kind.AUDIT, f"{result.node_id}: {result.verdict or 'no verdict'}")


def _requirements(runs: Sequence[Run], policy: Policy, suite: Suite) -> Iterator[Reason]:
    """Check that every *must* requirement has passed, in all of its scenarios, where that counts."""
    carried: dict[str, dict[str, list[tuple[str, ScenarioResult]]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        for result in run.results:
            for name in result.requirements:
                carried[name][result.node_id].append((run.manifest.rig_kind, result))
    for requirement in suite.catalogue:
        if requirement.strength != "must" or requirement.judged == "no":
            continue
        if requirement.id not in suite.open_ids:
            yield from _requirement(requirement, carried.get(requirement.id, {}), policy)
        elif policy.open_block:
            yield Reason(Kind.OPEN, f"{requirement.id}: no scenario carries it yet", (requirement.id,))


def _requirement(requirement: Requirement, scenarios: Results, policy: Policy) -> Iterator[Reason]:
    name, counting = requirement.id, policy.rigs.get(requirement.verification, [])
    where = " or ".join(counting) or "no kind of rig"
    missing = [node_id for node_id, results in scenarios.items() if not _is_settled(results, policy, counting)]
    if not scenarios:
        yield Reason(Kind.NOT_PASSED, f"{name}: no scenario has a result", (name,))
    elif all(is_no_judgement(result) for results in scenarios.values() for _, result in results):
        text = f"{name}: no scenario judges the vehicle, all are reported or of the world's model"
        yield Reason(Kind.NOT_PASSED, text, (name,))
    elif missing:
        text = f"{name}: {len(missing)} of {len(scenarios)} scenarios have none on {where}: {missing[0]}"
        yield Reason(Kind.NOT_PASSED, text if len(missing) == 1 else f"{text} ...", (name,))


def _is_settled(results: Iterable[tuple[str, ScenarioResult]], policy: Policy, counting: Sequence[str]) -> bool:
    """Tell whether a scenario has a result that counts.

    That it does not apply to the vehicle is one for the vehicle that is released, and none for the suite, which is
    for all vehicles; that the rig lacks something for it is none at all. What is only reported need be no more
    than run where a pass would count. One that was watched for less than the policy is content with is none
    either. Anything else blocks by itself.
    """
    return any(
        (kind in counting and policy.releases != "suite" and is_not_of_the_vehicle(result))
        if is_not_applicable(result)
        else ((kind in counting and policy.is_content_with(result.held_s)) or not came_through(result))
        for kind, result in results
    )


def _settle(judgement: Judgement, found: Iterable[Reason], terms: Terms, today: dt.date) -> None:
    """Let waivers take reasons away; one that has expired or ends too late takes nothing and blocks itself."""
    last = today + dt.timedelta(days=terms.policy.waiver_max_days)
    for waiver in terms.waivers.values():
        text = f"{waiver.requirement}: {waiver.owner}, until {waiver.expires}"
        if waiver.expires < today:
            judgement.reasons.append(Reason(Kind.EXPIRED, f"{text}: {waiver.reason}"))
        elif waiver.expires > last:
            days = terms.policy.waiver_max_days
            judgement.reasons.append(Reason(Kind.LAX, f"{text}: longer than {days} days, at most until {last}"))
    if len(terms.waivers) > terms.policy.waivers_max:
        text = f"{len(terms.waivers)} waivers, where the policy allows {terms.policy.waivers_max}"
        judgement.reasons.append(Reason(Kind.LAX, text))
    for reason in dict.fromkeys(found):
        signed = [terms.waivers.get(name) for name in reason.requirements]
        valid = [waiver for waiver in signed if waiver is not None and today <= waiver.expires <= last]
        if valid and len(valid) == len(signed):
            judgement.waived.append((reason, min(valid, key=lambda waiver: waiver.expires)))
        else:
            judgement.reasons.append(reason)


def _passing(runs: Sequence[Run], waivers: Iterable[str]) -> Iterator[str]:
    """Yield the waivers that nothing needs."""
    for name in waivers:
        results = [result for run in runs for result in run.results if name in result.requirements]
        if not results:
            yield f"waived {name} has no result"
        elif any(map(is_pass, results)) and all(
            came_through(each) or is_not_of_the_vehicle(each) for each in results
        ):
            yield f"waived {name} passes: the waiver can go"


def _watched_for_less(runs: Sequence[Run], policy: Policy) -> Iterator[str]:
    """Yield how long runs have watched what must last, where that is less than the suite asks for."""
    for run in runs:
        for counts in (True, False):
            times_s = [
                each.held_s
                for each in run.results
                if each.held_s is not None and came_through(each) and policy.is_content_with(each.held_s) is counts
            ]
            if times_s:
                what = f"{len(times_s)} scenarios watched what must last for {min(times_s):g} s and not for longer"
                told = "counts" if counts else "does not count"
                yield f"{run.folder}: {what}, which {told} by hold_s of the policy"


def _tolerable(runs: Sequence[Run], suite: Suite, repeated: Sequence[ScenarioResult]) -> Iterator[str]:
    """Yield what came to no verdict and does not block, since nothing that must hold depends on it."""
    for run in runs:
        for result in run.results:
            required = any(suite.requires(name) for name in result.requirements)
            if is_undecided(result) and not required and result not in repeated:
                yield f"not required: {_told(result)}: {result.verdict}"
