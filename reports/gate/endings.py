"""What a result in a folder is taken for: verdict and status must say the same, and steps must have run."""

from __future__ import annotations

from reports.folder.reader import ScenarioResult
from reports.gate.judgement import Kind
from rigs.values.measurement import RAN_THROUGH, Verdict

UNDECIDED = {
    Verdict.INCONCLUSIVE: Kind.INCONCLUSIVE,
    Verdict.SETUP_FAILED: Kind.SETUP_FAILED,
    Verdict.RIG_FAULT: Kind.RIG_FAULT,
}
"""Verdicts that allow none, with the kind of reason that each is."""


def is_pass(result: ScenarioResult) -> bool:
    return result.verdict == Verdict.PASS and came_through(result)


def is_no_judgement(result: ScenarioResult) -> bool:
    """Tell whether it ran to its end and said nothing of the vehicle: *reported*, or *world model*."""
    return came_through(result) and not is_pass(result)


def came_through(result: ScenarioResult) -> bool:
    """Tell whether it ran to its end, and is a pass or says nothing of the vehicle."""
    return result.verdict in RAN_THROUGH and result.status == "passed" and has_run(result)


def has_run(result: ScenarioResult) -> bool:
    """Tell whether it has steps, and each has run to its end."""
    return bool(result.steps) and set(result.steps) == {"passed"}


def is_not_applicable(result: ScenarioResult) -> bool:
    return result.verdict == Verdict.NOT_APPLICABLE and result.status == "skipped"


def is_undecided(result: ScenarioResult) -> bool:
    return result.verdict in UNDECIDED and result.status == "broken"
