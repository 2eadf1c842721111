"""Every verdict from the vehicle to Allure: one scenario on vehicles that keep its limit, miss it, or break."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.planted_vehicles import VEHICLES
from tests.support.project import Project, Result, new_project

STEPS = """
      Given all doors are closed
      And all doors are unlocked
      And the vehicle is asleep
      When the driver orders a lock from the app
      Then the bus says that all doors are locked within 8 s of the order
      And the bus says that all doors are locked
"""
GIVEN = "Given all doors are closed"
JUDGED = "Then the bus says that all doors are locked within 8 s of the order"
LAST = "And the bus says that all doors are locked"
NOT_REACHED = f"{LAST} (not reached)"
HEADER = "Feature: Verdicts\n  @req-REMOTE-15\n  Rule: The doors lock within 8 s of the order\n"
TIME_TO_LOCK = "time from the order until the bus says that all doors are locked"
KEYS = {"name", "low", "high", "unit", "limits", "asked", "fails_above", "margin", "verdict"}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """One run with a scenario for each planted vehicle."""
    project: Project = new_project(tmp_path_factory)
    project.plant_rig("planted_vehicles.py")
    text = HEADER + "".join(f"\n    Scenario: {title}{STEPS}" for title in VEHICLES)
    project.write("features/remote_control/verdicts.feature", text)
    run = project.run("features/remote_control/verdicts.feature")
    results = project.results()
    assert run.code == 1, run.output
    assert set(results) == set(VEHICLES)
    return results


def time_to_lock(result: Result) -> dict[str, Any]:
    (measured,) = (each for each in result.measurements if each["name"] == TIME_TO_LOCK)
    assert set(measured) == KEYS
    assert measured["unit"] == "s"
    assert measured["limits"] == [None, 8.0]
    return measured


def test_a_vehicle_that_keeps_the_limit_passes(results: dict[str, Result]) -> None:
    result = results["Sound"]
    assert (result.status, result.verdict) == ("passed", "pass")
    assert set(result.steps.values()) == {"passed"}
    assert len(result.steps) == 6
    assert 0.5 < time_to_lock(result)["low"] < time_to_lock(result)["high"] < 7


def test_a_lock_after_7_8_s_passes_with_its_margin(results: dict[str, Result]) -> None:
    result = results["7.8 s"]
    assert (result.status, result.verdict) == ("passed", "pass")
    measured = time_to_lock(result)
    assert measured["verdict"] == "pass"
    assert 7.75 < measured["low"] <= 7.8 <= measured["high"] < 7.85
    assert measured["margin"] == pytest.approx(8 - measured["high"])


def test_a_lock_after_8_2_s_fails_and_says_when_it_came(results: dict[str, Result]) -> None:
    result = results["8.2 s"]
    assert (result.status, result.verdict) == ("failed", "fail")
    measured = time_to_lock(result)
    assert measured["verdict"] == "fail"
    assert 8.15 < measured["low"] <= 8.2 <= measured["high"] < 8.25
    assert measured["margin"] == pytest.approx(8 - measured["high"])
    first, *rest = result.message.splitlines()
    assert "expected the bus says that all doors are locked within 8 s of the order; it came 8.1" in first
    assert "Never" not in result.message
    words = dict(line.strip().split(": ", 1) for line in rest)
    assert re.search(
        r"doors\.rear_right\.lock\b.* = unlocked until 8\.\d{3} to 8\.\d{3} s, then locked", words["seen"]
    )
    assert "of rig time" in words["at"]
    assert re.fullmatch(r"the order at \d+\.\d{3} s \(phone order lock\)", words["counted from"])


def test_no_lock_at_all_fails_in_words_of_its_own(results: dict[str, Result]) -> None:
    result = results["Never"]
    assert (result.status, result.verdict) == ("failed", "fail")
    measured = time_to_lock(result)
    assert (measured["low"], measured["high"], measured["margin"]) == (12.0, None, None)
    words = (
        "expected the bus says that all doors are locked within 8 s of the order; it never came, 12 s were waited"
    )
    assert words in result.message
    assert "it came " not in result.message
    assert "seen: doors.front_left.lock, doors.front_right.lock, " in result.message
    assert "doors.rear_right.lock = unlocked\n" in result.message
    assert "counted from: the order at " in result.message


@pytest.mark.parametrize("title", ["8.0 s", "7.8 s by a clock that is off"])
def test_an_observation_on_both_sides_of_the_limit_is_inconclusive(results: dict[str, Result], title: str) -> None:
    result = results[title]
    assert (result.status, result.verdict) == ("broken", "inconclusive")
    measured = time_to_lock(result)
    assert measured["low"] < 8 < measured["high"]
    assert measured["verdict"] == "inconclusive"
    assert f"it came {measured['low']:.3f} to {measured['high']:.3f} s after the order" in result.message
    assert result.steps[NOT_REACHED] == "skipped"


def test_the_error_of_the_clock_widens_what_was_measured(results: dict[str, Result]) -> None:
    exact, off = (time_to_lock(results[title]) for title in ("7.8 s", "7.8 s by a clock that is off"))
    assert off["low"] == pytest.approx(exact["low"] - 0.5, abs=0.001)
    assert off["high"] == pytest.approx(exact["high"] + 0.5, abs=0.001)


def test_an_ecu_that_raises_is_a_fault_of_the_rig(results: dict[str, Result]) -> None:
    result = results["An ECU raises"]
    assert (result.status, result.verdict) == ("broken", "rig fault")
    assert "NodeFault: an ECU on the rig raised ZeroDivisionError: a mistake in an ECU" in result.message
    assert result.measurements == []


def test_a_finding_of_a_monitor_fails_a_scenario_whose_steps_passed(results: dict[str, Result]) -> None:
    result = results["An unknown frame"]
    assert (result.status, result.verdict) == ("failed", "fail")
    assert set(result.steps.values()) == {"passed"}
    assert "the traffic was not as it must be" in result.message
    assert "unknown id: can1: 0x7FF is in no database of inter_system at " in result.message
    assert time_to_lock(result)["verdict"] == "pass"


def test_a_finding_of_a_monitor_does_not_hide_what_failed(results: dict[str, Result]) -> None:
    result = results["Never and an unknown frame"]
    assert (result.status, result.verdict) == ("failed", "fail")
    assert "it never came" in result.message
    assert "0x7FF" not in result.message


@pytest.mark.parametrize("title", ["8.2 s", "Never", "8.0 s", "Never and an unknown frame"])
def test_what_stands_after_the_step_that_failed_is_not_reached(results: dict[str, Result], title: str) -> None:
    steps = results[title].steps
    assert list(steps)[-2:] == [JUDGED, NOT_REACHED]
    assert steps[JUDGED] in ("failed", "broken")
    assert steps[NOT_REACHED] == "skipped"


@pytest.mark.parametrize(
    ("title", "statement"),
    [
        ("An unsure trunk", "doors.trunk.lock is locked or superlocked: doors.trunk.lock = unlocked"),
        ("A private vehicle", "privacy.mode is geolocated: privacy.mode = private"),
    ],
)
def test_a_vehicle_that_is_not_at_rest_is_a_set_up_that_failed(
    results: dict[str, Result], title: str, statement: str
) -> None:
    result = results[title]
    assert (result.status, result.verdict) == ("broken", "setup failed")
    first, *wrong = result.message.splitlines()
    assert "SetupFailed: the vehicle did not come to the rest state:" in first
    assert [line.strip() for line in wrong] == [statement]
    assert [name.endswith("(not reached)") for name in result.steps] == [False, *[True] * 5]
    assert result.measurements == []


def test_a_rig_that_fails_at_the_end_does_not_hide_what_failed_before(results: dict[str, Result]) -> None:
    result = results["Never and no capture at the end"]
    assert (result.status, result.verdict) == ("failed", "fail")
    assert "it never came" in result.message
    assert "audio gave no samples" not in result.message.splitlines()[0]


def test_a_rig_that_fails_at_the_end_of_a_good_scenario_is_a_fault_of_the_rig(results: dict[str, Result]) -> None:
    result = results["No capture at the end"]
    assert (result.status, result.verdict) == ("broken", "rig fault")
    assert "InstrumentFault: audio gave no samples" in result.message
