"""An interval against its limits."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clock.kernel import S
from rigs.values.interval import Interval
from rigs.values.measurement import Limits, Measurement, Verdict, measurements_json, spread

PASS, FAIL, UNSURE = Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE


def measured(low: float | None, high: float | None, limits: Limits | None) -> Measurement:
    return Measurement("time until the door is locked", low, high, "s", limits)


@pytest.mark.parametrize(
    ("low", "high", "limits", "verdict"),
    [
        (7.8, 7.8, Limits(high=8), PASS),
        (8.0, 8.0, Limits(high=8), PASS),
        (8.2, 8.2, Limits(high=8), FAIL),
        (7.9, 8.1, Limits(high=8), UNSURE),
        (8.0, 8.1, Limits(high=8), UNSURE),
        (0.0, None, Limits(high=8), UNSURE),
        (12.0, None, Limits(high=8), FAIL),
        (9.0, 11.0, Limits(9, 11), PASS),
        (8.9, 9.1, Limits(9, 11), UNSURE),
        (8.0, 8.9, Limits(9, 11), FAIL),
        (11.1, 12.0, Limits(9, 11), FAIL),
        (8.0, 12.0, Limits(9, 11), UNSURE),
        (5.0, None, Limits(low=5), PASS),
        (4.9, None, Limits(low=5), UNSURE),
        (None, 4.9, Limits(low=5), FAIL),
        (None, 5.1, Limits(low=5), UNSURE),
        (None, None, Limits(low=5), UNSURE),
        (10.1, 10.2, Limits(high=10, fails_above=100), UNSURE),
        (99.9, 100.1, Limits(high=10, fails_above=100), UNSURE),
        (100.1, 100.2, Limits(high=10, fails_above=100), FAIL),
        (3.0, 3.0, None, Verdict.REPORTED),
    ],
)
def test_a_value_passes_wholly_inside_fails_wholly_outside_and_is_inconclusive_else(
    low: float | None, high: float | None, limits: Limits | None, verdict: Verdict
) -> None:
    assert measured(low, high, limits).verdict is verdict


@pytest.mark.parametrize(
    ("low", "high", "limits", "margin"),
    [
        (7.0, 7.5, Limits(high=8), 0.5),
        (8.5, 9.0, Limits(high=8), -1.0),
        (9.25, 10.5, Limits(9, 11), 0.25),
        (12.0, None, Limits(high=8), None),
        (3.0, 3.0, None, None),
        (3.0, 3.0, Limits(), None),
    ],
)
def test_the_margin_is_the_least_distance_to_a_limit(
    low: float, high: float | None, limits: Limits | None, margin: float | None
) -> None:
    assert measured(low, high, limits).margin == margin


bounds = st.floats(-1e6, 1e6, allow_nan=False)


@given(bounds, bounds, bounds, bounds)
def test_a_wider_interval_never_turns_a_verdict_into_its_opposite(a: float, b: float, c: float, d: float) -> None:
    low, inner_low, inner_high, high = sorted((a, b, c, d))
    limits = Limits(-1.0, 8.0)
    narrow = measured(inner_low, inner_high, limits).verdict
    wide = measured(low, high, limits).verdict
    assert wide in (narrow, UNSURE)


@given(bounds, bounds)
def test_a_margin_that_is_not_negative_and_a_pass_are_one(a: float, b: float) -> None:
    low, high = sorted((a, b))
    measurement = measured(low, high, Limits(-1.0, 8.0))
    assert measurement.margin is not None
    assert (measurement.margin >= 0) == (measurement.verdict is PASS)


def test_the_report_carries_the_interval_the_limits_the_margin_and_the_verdict() -> None:
    (only,) = json.loads(measurements_json([measured(7.0, 7.5, Limits(high=8.0))]))
    assert only == {
        "name": "time until the door is locked",
        "low": 7.0,
        "high": 7.5,
        "unit": "s",
        "limits": [None, 8.0],
        "fails_above": None,
        "asked": None,
        "margin": 0.5,
        "verdict": "pass",
    }


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf])
def test_the_report_of_a_bound_that_is_no_number_is_json(odd: float) -> None:
    measurement = measured(odd, odd, Limits(high=8))
    assert "NaN" not in measurements_json([measurement])
    assert "Infinity" not in measurements_json([measurement])
    assert measurement.as_dict()["low"] is None


def test_what_is_no_number_passes_no_limit() -> None:
    assert measured(math.nan, math.nan, Limits(1, 8)).verdict is Verdict.INCONCLUSIVE


def test_people_read_one_number_where_both_ends_agree() -> None:
    assert spread(7.8001, 7.8004) == "7.800"
    assert spread(7.9, 8.1) == "7.900 to 8.100"
    assert spread(12.0, None) == "more than 12.000"
    assert spread(None, 12.0) == "at most 12.000"
    assert spread(None, None) == "any"
    assert str(measured(7.9, 8.1, Limits(high=8))).endswith("7.900 to 8.100 s (allowed: at most 8 s)")
    suites = measured(7.9, 8.1, Limits(high=60, fails_above=600))
    assert str(suites).endswith("7.900 to 8.100 s (allowed: at most 60 s by the suite)")
    assert suites.as_dict()["fails_above"] == 600


@pytest.mark.parametrize(
    ("limits", "text"),
    [(Limits(), "any"), (Limits(high=8), "at most 8"), (Limits(low=8), "at least 8"), (Limits(9, 11), "9 to 11")],
)
def test_limits_are_told_in_words(limits: Limits, text: str) -> None:
    assert str(limits) == text


def test_the_time_between_two_uncertain_moments_is_as_uncertain_as_both() -> None:
    order = Interval.at(10 * S, S // 10)
    locked = Interval(17 * S, 18 * S)
    assert locked.since(order) == pytest.approx((6.9, 8.1))
    assert str(Interval.at(S)) == "1.000 s"
    assert str(locked) == "17.000 to 18.000 s"
    with pytest.raises(ValueError, match="no inside"):
        Interval(2, 1)
