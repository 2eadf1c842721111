"""Scenarios that run after others of their chapter: which these are, and what is noticed by it."""

from __future__ import annotations

import pytest

from tests.support.project import Project, project_of

FEATURE = "features/remote_control/after.feature"
OTHER_FEATURE = "features/remote_control/before.feature"
ONE = "A lock order locks"
TWO = "A lock order locks before a horn order"
OTHERS = "others before"

SCENARIOS = """\
Feature: Locking after something else

  @req-REMOTE-27
  Scenario: One order honks once
    When the driver orders the horn from the app
    Then the horn sounds in reaction to the order
    And the vehicle honks once

  @req-REMOTE-15
  Scenario: A lock order locks
    Given all doors are unlocked
    When the driver orders a lock from the app
    Then all doors are locked within 8 s of the order

  @req-REMOTE-15
  Scenario: A lock order locks before a horn order
    Given all doors are unlocked
    When the driver orders a lock from the app, and 3 s later the horn
    And 10 s pass
    Then all doors are locked
"""

OF_ANOTHER_FILE = """\
Feature: Something else

  @req-REMOTE-28
  Scenario: An unlock order unlocks
    When the driver orders an unlock from the app
    Then all doors are unlocked within 8 s of the order
"""

HISTORIES = """\
[history."others before"]
sentence = "other scenarios of its chapter have run"
steps = ["other scenarios of its chapter"]
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = project_of(tmp_path_factory, "remote_control")
    for path in (made.root / "features" / "remote_control").iterdir():
        path.unlink()
    made.write(FEATURE, SCENARIOS)
    made.write(OTHER_FEATURE, OF_ANOTHER_FILE)
    made.write("features/histories.toml", HISTORIES)
    return made


def test_each_scenario_passes_after_others_of_its_chapter(project: Project) -> None:
    done = project.run("features/", "--history", OTHERS)
    assert (done.code, "4 passed" in done.output) == (0, True), done.output


def test_what_another_scenario_leaves_behind_is_noticed(project: Project) -> None:
    fault = ("--fault", "lock-works-once")
    plain = project.run(f"{FEATURE}::{ONE}", *fault)
    after = project.run(f"{FEATURE}::{ONE}[after: {OTHERS}]", *fault)
    assert (plain.code, after.code) == (0, 1), after.output


def test_a_failure_in_another_scenario_of_the_requirement_is_a_failure(project: Project) -> None:
    project.run(f"{FEATURE}::{ONE}[after: {OTHERS}]", "--fault", "lock-never")
    (result,) = project.results("faults/lock-never/allure").values()
    assert result.verdict == "fail"


def test_a_failure_in_a_scenario_of_other_requirements_is_a_set_up_that_failed(project: Project) -> None:
    honk = f"One order honks once[after: {OTHERS}]"
    project.run(f"{FEATURE}::{honk}", "--fault", "lock-never")
    (result,) = project.results("faults/lock-never/allure").values()
    assert result.verdict == "setup failed"
    assert f"{FEATURE}::{ONE}: " in result.message
