"""The verdict of a scenario, from how its phases ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from reports.scenario import scenario_of
from rigs.errors import Inconclusive, RigFault, SetupFailed
from rigs.values.measurement import RAN_THROUGH, Measurement, Verdict

VERDICT_SO_FAR = pytest.StashKey[Verdict]()
"""Key of the verdict, on an item, that its phases have come to so far."""

ASSERTIONS = (AssertionError, pytest.fail.Exception)


def verdict_of(exception: BaseException | None, phase: str) -> Verdict:
    """Tell what the end of one phase says.

    Args:
        exception: What ended it, None when it went through.
        phase: setup, call or teardown.

    Returns:
        What went through is a pass, whatever a scenario comes to by it. In a setup all but a fault of the rig is
        *setup failed*. Elsewhere an exception that says nothing about the vehicle, such as a mistake in a step, is
        a *rig fault*: the bench did not do its part.
    """
    if exception is None:
        return Verdict.PASS
    if isinstance(exception, pytest.skip.Exception):
        return Verdict.NOT_APPLICABLE
    if isinstance(exception, KeyboardInterrupt | pytest.exit.Exception | Inconclusive) and phase != "setup":
        return Verdict.INCONCLUSIVE
    if isinstance(exception, RigFault):
        return Verdict.RIG_FAULT
    if isinstance(exception, SetupFailed) or phase == "setup":
        return Verdict.SETUP_FAILED
    return Verdict.FAIL if isinstance(exception, ASSERTIONS) else Verdict.RIG_FAULT


def note_phase(item: pytest.Item, exception: BaseException | None, phase: str) -> Verdict:
    """Take the end of one phase into the verdict of the item; the first that kept it from its end stays.

    A scenario that has run to its end is a pass, *reported* or *world model*.
    """
    verdict = item.stash.get(VERDICT_SO_FAR, Verdict.PASS)
    if verdict in RAN_THROUGH:
        verdict = verdict_of(exception, phase)
        scenario = scenario_of(item)
        if verdict is Verdict.PASS and phase != "setup" and scenario is not None:
            verdict = scenario.worth()
    item.stash[VERDICT_SO_FAR] = verdict
    return verdict


def worst_margins(measurements: Iterable[Measurement]) -> Mapping[str, float]:
    """Return the smallest margin of each unit.

    What was watched only as long as it had to hold has no margin worth telling, nor has a count.
    """
    worst: dict[str, float] = {}
    for measurement in measurements:
        margin = measurement.margin
        if margin is not None and measurement.high is not None and measurement.unit:
            worst[measurement.unit] = min(margin, worst.get(measurement.unit, margin))
    return worst


def held(measurements: Iterable[Measurement]) -> str | None:
    """Tell how long the rig has watched what must last, such as `60 s of 900 s`; None where that was in full.

    Of several the one of which most is missing.
    """
    shorter = [
        (each.asked - each.limits.low, each.limits.low, each.asked)
        for each in measurements
        if each.asked is not None and each.limits is not None and each.limits.low is not None
    ]
    if not shorter:
        return None
    _, held_s, asked_s = max(shorter)
    return f"{held_s:g} s of {asked_s:g} s"
