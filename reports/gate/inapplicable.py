"""Why a scenario does not apply, as its result tells it: the vehicle lacks something, or the rig does."""

from __future__ import annotations

import re

from dbc.suite_words import own_signals
from reports.folder.reader import Run, ScenarioResult
from reports.gate.endings import is_not_applicable
from reports.gate.judgement import Suite

_LACKS = re.compile(
    r"(Skipped: )?not applicable: (vehicle (?P<vehicle>\S+) lacks (?P<tags>[\w, ]+)"
    r"|(cannot [\w -]+: )?rig (?P<rig>.+?) (has no (?P<ports>[\w., ]+)"
    r"|does not allow [\w, ]+|has quiet hours now \([\d:-]+\), without [\w, ]+"
    r"|declares (?P<absent>[\w., ]+) absent, and nothing else shows it|serves nothing behind [\w.]+: [\s\S]+))"
)


def unfounded(run: Run, result: ScenarioResult, suite: Suite) -> str | None:
    """Tell why what a result names does not make its scenario inapplicable; None where it does."""
    match = _LACKS.fullmatch(result.message)
    if match is None:
        return f"neither a profile nor a rig is named in {result.message!r}"
    if match["rig"] is None:
        return _not_lacked(run, result, suite, match["vehicle"], match["tags"].split(", "))
    if match["rig"] != run.manifest.rig:
        return f"{match['rig']} is not the rig of the run, {run.manifest.rig}"
    if foreign := [name for name in (match["absent"] or "").split(", ") if name and name not in own_signals()]:
        return f"{', '.join(foreign)} is no signal of the suite's own range"
    return None


def _not_lacked(run: Run, result: ScenarioResult, suite: Suite, vehicle: str, tags: list[str]) -> str | None:
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


def is_not_of_the_vehicle(result: ScenarioResult) -> bool:
    """Tell whether a scenario does not apply to the vehicle; one for which the rig lacks something may well."""
    match = _LACKS.fullmatch(result.message)
    return is_not_applicable(result) and (match is None or match["rig"] is None)
