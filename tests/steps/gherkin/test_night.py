"""How long a scenario of a plan takes is told by the best that is known of it."""

from __future__ import annotations

import pytest

from rigs.farm.plan_file import Left
from steps.gherkin.night import LEAST_VIRTUAL_S, MOST_REASONS, TO_REST_S, TWIN_TO_REST_S, USUAL_S, Estimate, told
from tests.support.night_plans import plan_of

LOCK = "features/remote_control/locking.feature::A lock order locks"
AFTER = f"{LOCK}[after: midnight]"
NEW = "features/remote_control/locking.feature::What nobody has measured"
SAID_S = {LOCK: 10.0, AFTER: 86_410.0, NEW: 300.0}


def known(
    scenario: str, *, virtual: bool = False, took_s: float | None = None, length_s: float | None = 71.0
) -> tuple[float, str]:
    """What a plan says of a scenario."""
    took = {} if took_s is None else {LOCK: took_s}
    lengths = {} if length_s is None else {LOCK: length_s}
    entry = Estimate(took, lengths, SAID_S, virtual=virtual).of(scenario)
    return entry.s, entry.by


def test_the_last_run_on_the_rig_is_the_best_that_is_known() -> None:
    assert known(LOCK, took_s=12.5) == (12.5, "last run")


def test_a_bench_takes_as_long_as_the_suite_keeps_and_its_way_to_rest() -> None:
    assert known(LOCK) == (71.0 + TO_REST_S, "vehicle time")


def test_a_twin_comes_to_rest_more_quickly() -> None:
    twin = Estimate({}, {LOCK: 71.0}, SAID_S, virtual=False, to_rest_s=TWIN_TO_REST_S)
    assert twin.of(LOCK).s == 71.0 + TWIN_TO_REST_S < 71.0 + TO_REST_S


def test_a_bench_that_watches_what_must_last_for_less_takes_less() -> None:
    estimate = Estimate({}, {LOCK: 71.0}, SAID_S, virtual=False, saved_s={LOCK: 40.0})
    assert estimate.of(LOCK).s == 31.0 + TO_REST_S


def test_a_variation_takes_as_long_as_its_scenario_and_what_its_sentences_add() -> None:
    assert known(AFTER) == (71.0 + 86_400.0 + TO_REST_S, "vehicle time")


def test_what_was_not_measured_takes_what_its_sentences_say_and_what_others_take_beyond() -> None:
    assert known(NEW) == (300.0 + 61.0 + TO_REST_S, "sentences")
    assert known(NEW, length_s=None) == (300.0 + USUAL_S + TO_REST_S, "sentences")


@pytest.mark.parametrize("scenario", [LOCK, AFTER, NEW])
def test_on_a_virtual_rig_a_day_of_waiting_is_no_more_than_a_moment(scenario: str) -> None:
    took_s, _ = known(scenario, virtual=True)

    assert LEAST_VIRTUAL_S <= took_s < 0.2


def test_of_many_reasons_those_of_the_most_scenarios_are_told() -> None:
    whys = ["no horn", *(f"no port {number:02}" for number in range(MOST_REASONS + 1)), "no horn"]
    left = tuple(Left(scenario=f"features/a.feature::{number}", why=why) for number, why in enumerate(whys))
    plan = plan_of().model_copy(update={"not_applicable": left})
    lines = [line for line in told(plan) if line.startswith("not applicable")]

    assert len(lines) == MOST_REASONS + 1
    assert lines[0] == "not applicable: 2: no horn"
    assert lines[-1] == "not applicable: 2 for 2 more reasons, which the plan tells"
