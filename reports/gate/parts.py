"""The parts of plans, as a gate takes them: for one run where they are whole, and with what is wrong where not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from reports.folder.reader import Run
from reports.folder.whole import PlanRuns, alike, covers_all, group, left_out, strangers
from reports.gate.folder_checks import CLOCK_STEP
from reports.gate.judgement import Kind, Reason
from reports.gate.policy import Policy
from rigs.farm.plan_file import NightPlan

Plans = Sequence[tuple[Path, NightPlan]]
"""Type of the plans that a release names, with their files."""


def check_parts(runs: Sequence[Run], plans: Plans, policy: Policy, now: dt.datetime) -> Iterator[Reason]:
    """Find what keeps parts from being one run."""
    for text in strangers(plans, runs):
        yield Reason(Kind.PARTS, text)
    groups = group(plans, runs)
    for each in groups:
        for text in each.wrong():
            yield Reason(Kind.PARTS, text)
    for members in alike(groups):
        if len({_all_of(each) for each in members}) > 1:
            names = ", ".join(str(each.path) for each in members)
            yield Reason(Kind.PARTS, f"{names} are of different features, and complete each other in nothing")
    if out := left_out(groups):
        first = f"such as {out[0]}" if len(out) > 1 else out[0]
        text = f"the plan leaves out {len(out)} scenarios, {first}: they have no result"
        yield Reason(Kind.PARTS, text)
    for run in runs:
        if run.manifest.plan is not None:
            yield from _stretches(run, policy, now)


def whole_plans(runs: Sequence[Run], plans: Plans) -> list[Run]:
    """Return the runs that are together a whole run of all features on one kind of rig and one vehicle."""
    groups: list[PlanRuns] = group(plans, runs)
    if any(True for each in groups for _ in each.wrong()):
        return []
    whole = [[run for each in members for run in each.runs] for members in alike(groups) if covers_all(members)]
    return [run for parts in whole if all(each.manifest.ended for each in parts) for run in parts]


def _all_of(runs: PlanRuns) -> frozenset[str]:
    return frozenset(runs.plan.scenarios())


def _stretches(run: Run, policy: Policy, now: dt.datetime) -> Iterator[Reason]:
    """Find results of a run that went on which are older than it seems, or of no stretch of it."""
    manifest = run.manifest
    if now - manifest.started > dt.timedelta(days=policy.max_age_days) >= now - manifest.finished:
        text = f"{run.folder}: began on {manifest.started:%Y-%m-%d}, allowed {policy.max_age_days:g} days"
        yield Reason(Kind.OLD, text)
    assert manifest.plan is not None  # noqa: S101  # narrows the type; the caller has asked
    sittings = manifest.plan.sittings
    ends = [*(each.began for each in sittings[1:]), manifest.finished]
    spans = [(each.began, each.ended or end) for each, end in zip(sittings, ends, strict=True)] if sittings else []
    for result in run.results:
        began = dt.datetime.fromtimestamp(result.start_ms / 1000, dt.UTC)
        if not any(first - CLOCK_STEP <= began <= last + CLOCK_STEP for first, last in spans):
            text = f"{result.node_id} ran at {began:%Y-%m-%d %H:%M} UTC, when its run was stopped"
            yield Reason(Kind.TAMPERED, text)
    unsigned = [each.began for each in sittings[:-1] if each.ended is None or not each.signed]
    if unsigned and policy.demands_signatures:
        text = (
            f"{run.folder}: what the stretch left that began at {unsigned[0]:%Y-%m-%d %H:%M} UTC"
            " was not signed when the run went on"
        )
        yield Reason(Kind.SIGNATURE, text)
