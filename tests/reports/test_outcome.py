"""The verdict of a scenario grows with its phases: what kept it from its end stays, whatever it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

import pytest

from reports.outcome import held, note_phase
from rigs.errors import Failed, RigFault, SetupFailed
from rigs.values.measurement import Limits, Measurement, Verdict


def came_to(worth: Verdict, **phases: Exception | None) -> Verdict:
    """What a scenario comes to, of this worth, whose phases ended so."""
    names = dict.fromkeys(("scenario", "requirements", "rule", "feature", "chapter", "line", "labels"))
    item = cast("pytest.Item", SimpleNamespace(stash=pytest.Stash(), worth=lambda: worth, **names))
    ends: Mapping[str, Exception | None] = {"setup": None, "call": None, "teardown": None, **phases}
    return [note_phase(item, error, phase) for phase, error in ends.items()][-1]


@pytest.mark.parametrize("worth", [Verdict.PASS, Verdict.REPORTED, Verdict.WORLD_MODEL])
def test_a_scenario_that_came_through_is_what_it_is_worth(worth: Verdict) -> None:
    assert came_to(worth) is worth
    assert came_to(worth, call=Failed("late")) is Verdict.FAIL
    assert came_to(worth, call=Failed("late"), teardown=RigFault("lost")) is Verdict.FAIL
    assert came_to(worth, teardown=RigFault("lost")) is Verdict.RIG_FAULT
    assert came_to(worth, setup=SetupFailed("asleep")) is Verdict.SETUP_FAILED


def test_what_is_no_scenario_passes() -> None:
    item = cast("pytest.Item", SimpleNamespace(stash=pytest.Stash()))
    assert note_phase(item, None, "call") is Verdict.PASS


def test_of_several_times_that_were_cut_the_one_is_told_of_which_most_is_missing() -> None:
    measured = [
        Measurement("a", 60.0, None, "s", Limits(low=60.0), asked=300.0),
        Measurement("b", 60.0, None, "s", Limits(low=60.0), asked=900.0),
        Measurement("c", 30.0, None, "s", Limits(low=30.0)),
    ]
    assert held(measured) == "60 s of 900 s"
    assert held(measured[2:]) is None
