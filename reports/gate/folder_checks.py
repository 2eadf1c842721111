"""Whether results can be believed: what is wrong with their folders, whatever the scenarios came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from reports.convert import FORMATS, SUFFIXES
from reports.folder.manifest import digests
from reports.folder.reader import Run, ScenarioResult
from reports.folder.whole import was_of_all
from reports.gate.judgement import Kind, Reason
from reports.gate.policy import Policy
from rigs.values.measurement import WITHOUT_COMPLAINT

EACH_ITS_OWN = "each scenario's own"
"""The vehicle of a run in which each scenario finds its own."""

CLOCK_STEP = dt.timedelta(minutes=1)
"""Most that a clock may be set during a run."""

ENDED = (0, 1)
"""Exit codes of pytest when all has run: all passed, or some did not."""

CONVERTED = tuple(f".{form}" for form in FORMATS)
"""Endings of what `python -m reports trace` makes beside a log."""


def check_folder(run: Run, policy: Policy, now: dt.datetime) -> Iterator[Reason]:
    """Find what is wrong with one folder."""
    yield from _tampering(run)
    yield from _strangers(run)
    yield from _purpose(run)
    yield from _completeness(run)
    yield from _age(run, policy, now)


def check_together(runs: Sequence[Run], policy: Policy, parts: Sequence[Run] = ()) -> Iterator[Reason]:
    """Find what is wrong with folders as one set of results.

    A real vehicle has one software in all of them; beside it may stand results of this suite's simulated one. A
    part of the features may stand beside the whole of them.

    Args:
        runs: All of them.
        policy: What it takes.
        parts: Those that are together a whole run.
    """
    for run in runs:
        if run.manifest.rig_kind not in policy.known_kinds:
            allowed = "is no kind that the policy knows; it must stand under [kinds], as real or simulated"
            yield Reason(Kind.ELSEWHERE, f"{run.folder}: rig kind {run.manifest.rig_kind!r} {allowed}")
    benches = [run for run in runs if policy.has_vehicle(run.manifest.rig_kind)]
    for what, values in (
        ("suites", {run.manifest.commit for run in runs}),
        ("DUT software", {run.manifest.dut_software for run in benches}),
    ):
        if len(values) > 1:
            yield Reason(Kind.VERSIONS, f"results of different {what}: {', '.join(sorted(values))}")
    of_vehicle = policy.releases == "vehicle"
    if runs and of_vehicle and not benches:
        yield Reason(Kind.NOT_RUN, "no run on a bench: what was simulated alone never releases a vehicle")
    elif not any(is_whole(run) or run in parts for run in (benches if of_vehicle else runs)):
        for run in runs:
            if run.manifest.ended and not run.manifest.whole and run.manifest.plan is None:
                where = " on a bench" if of_vehicle else ""
                left_out = f" ({run.manifest.deselected} deselected)" if run.manifest.deselected else ""
                text = f"{run.folder}: a part of features/ alone{left_out}, without a whole run{where} beside it"
                yield Reason(Kind.NOT_RUN, text)


def is_whole(run: Run) -> bool:
    """Tell whether a run came to its end and was of all features."""
    return run.manifest.ended and run.manifest.whole and was_of_all(run)


def _tampering(run: Run) -> Iterator[Reason]:
    """Find files that are not those that the run has left; a log that was converted is no harm."""
    there, told = digests(run.folder), run.manifest.files
    if run.overtaken:
        text = (
            "another run into this folder has begun and not come to its end: these results are of an earlier one"
        )
        yield Reason(Kind.NOT_RUN, f"{run.folder}: {text}")
    logs = {stem for name in told for stem in _stems(name)}
    for name in [name for name in there.keys() - told.keys() if name.endswith(CONVERTED) and name[:-4] in logs]:
        del there[name]
    for kind, names in (
        ("is missing", told.keys() - there.keys()),
        ("was added", there.keys() - told.keys()),
        ("was changed", {name for name in there.keys() & told.keys() if there[name] != told[name]}),
    ):
        for name in sorted(names):
            yield Reason(Kind.TAMPERED, f"{run.folder / name} {kind} after the run")


def _stems(log: str) -> Iterator[str]:
    """Yield the name of a traffic log without its ending, which a converted one shares."""
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if log.endswith(suffix):
            yield log.removesuffix(suffix)
            return


def _strangers(run: Run) -> Iterator[Reason]:
    """Find results that are not of the run, though it has sealed them: they lay in its folder before."""
    selected = set(run.manifest.selected)
    for result in run.results:
        if problem := _strange(run, result):
            yield Reason(Kind.TAMPERED, f"{result.node_id} {problem}")
        elif result.node_id not in selected:
            yield Reason(Kind.TAMPERED, f"{result.node_id} has a result and was not to run")


def _strange(run: Run, result: ScenarioResult) -> str | None:
    manifest = run.manifest
    begun, ended = (dt.datetime.fromtimestamp(ms / 1000, dt.UTC) for ms in (result.start_ms, result.stop_ms))
    if begun < manifest.started - CLOCK_STEP or ended > manifest.finished + CLOCK_STEP:
        return f"ran at {begun:%Y-%m-%d %H:%M} UTC, outside of its run, or the clock was set by more than a minute"
    if ended < begun - CLOCK_STEP:
        return "ended before it began"
    if result.rig and result.rig != manifest.rig:
        return f"ran on rig {result.rig}, its run on {manifest.rig}"
    if result.vehicle and manifest.vehicle not in (result.vehicle, EACH_ITS_OWN):
        return f"ran on vehicle {result.vehicle}, its run on {manifest.vehicle}"
    if manifest.fault is None and not manifest.campaign and (result.fault or result.campaign):
        return f"ran on the faulty vehicle {result.fault or 'of a campaign'}, its run did not"
    return None


def _purpose(run: Run) -> Iterator[Reason]:
    """Find results that were never meant to release anything."""
    if not run.results:
        yield Reason(Kind.UNUSABLE, f"{run.folder}: no result in it")
    if run.manifest.fault is not None:
        yield Reason(Kind.UNUSABLE, f"{run.folder}: of the faulty vehicle {run.manifest.fault}")
    if run.manifest.campaign:
        yield Reason(Kind.UNUSABLE, f"{run.folder}: of a campaign on faulty vehicles")
    if (address := run.manifest.self_test) is not None:
        text = f"a self-test: at {address} was the suite's own office, which says nothing of the real one"
        yield Reason(Kind.UNUSABLE, f"{run.folder}: {text}")


def _completeness(run: Run) -> Iterator[Reason]:
    """Find what did not run, or left no trace."""
    manifest, name = run.manifest, run.folder
    if not manifest.ended or manifest.exit_status not in ENDED:
        yield Reason(Kind.NOT_RUN, f"{name}: pytest was stopped (exit status {manifest.exit_status})")
    for file in manifest.uncollected:
        yield Reason(Kind.NOT_RUN, f"{file or 'features'} could not be collected")
    there = {result.node_id for result in run.results}
    for node_id in dict.fromkeys(manifest.selected):
        if node_id not in there:
            yield Reason(Kind.NOT_RUN, node_id)
    silent = all(result.verdict in WITHOUT_COMPLAINT for result in run.results)
    if manifest.exit_status == 1 and silent and run.results and not manifest.uncollected:
        yield Reason(Kind.UNUSABLE, f"{name}: pytest ended with a failure that no result tells")


def _age(run: Run, policy: Policy, now: dt.datetime) -> Iterator[Reason]:
    started, finished = run.manifest.started, run.manifest.finished
    if now - finished > dt.timedelta(days=policy.max_age_days):
        yield Reason(Kind.OLD, f"{run.folder}: of {finished:%Y-%m-%d}, allowed {policy.max_age_days:g} days")
    if finished - now > dt.timedelta(seconds=policy.clock_tolerance_s) or started > finished:
        yield Reason(Kind.OLD, f"{run.folder}: the times {started} to {finished} cannot be")
