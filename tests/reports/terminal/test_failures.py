"""What a run shows of a scenario that did not pass."""

from __future__ import annotations

import shlex

import pytest

from tests.reports.test_reports_allure import CONFTEST, THEN, Suite, scenario

pytest_plugins = ["pytester"]

PLUGINS = 'pytest_plugins = ["reports.terminal.fold", "reports.terminal.pointers", "steps.gherkin.collect",'
MEASURED = """

@then(parsers.re(r"it comes after (?P<came>.+) s"))
def comes(journal, came):
    raise Failed(f"expected the lock within 8 s of the order; it came {came} s after it\\n  seen: locked")
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> Suite:
    made = Suite(pytester)
    pytester.makeconftest(CONFTEST.replace('pytest_plugins = ["steps.gherkin.collect",', PLUGINS) + MEASURED)
    return made


def late(title: str, what: str = "late") -> str:
    return scenario(title, "Given the vehicle is awake", f"Then it ends with {what}")


def lines_of(suite: Suite, *arguments: str) -> list[str]:
    """The part of the output that shows failures."""
    suite.ran = suite.pytester.runpytest_inprocess(*arguments)
    lines = suite.ran.outlines
    begin = next(place for place, line in enumerate(lines) if "= FAILURES =" in line or "= ERRORS =" in line)
    return lines[begin:]


def test_a_verdict_shows_the_line_of_the_feature_and_its_message_alone(suite: Suite) -> None:
    suite.write(late("It is late"))
    lines = lines_of(suite)
    place = next(number for number, line in enumerate(lines) if "locking.feature:" in line)
    assert lines[place].endswith(": Then it ends with late")
    assert lines[place + 1] == "E   rigs.errors.Failed: ended with late"
    assert "to look into it" in lines[place + 2]


def test_a_mistake_in_step_code_shows_where_it_was_made(suite: Suite) -> None:
    suite.write(late("It is wrong", "a typo"))
    lines = lines_of(suite)
    assert any(line.startswith("conftest.py:") and line.endswith(": in ends") for line in lines)
    assert not any("rigs/run" in line or "steps/gherkin" in line for line in lines)


@pytest.mark.parametrize("option", ["-vv", "--full-trace", "--tb=long"])
def test_all_frames_of_a_verdict_are_shown_on_demand(suite: Suite, option: str) -> None:
    suite.write(late("It is late"))
    assert any("raise ERRORS[what]" in line for line in lines_of(suite, option))


def test_a_failure_names_the_events_and_the_traffic_as_they_lie(suite: Suite) -> None:
    suite.write(late("It is late"))
    lines = lines_of(suite)
    (events,) = (line.removeprefix("events: ") for line in lines if line.startswith("events: "))
    (traffic,) = (line.removeprefix("traffic log: ") for line in lines if line.startswith("traffic log: "))
    assert (
        (suite.pytester.path / events)
        .read_text()
        .startswith("features/remote_control/locking.feature::It is late")
    )
    assert (suite.pytester.path / traffic).suffix == ".gz"
    assert (suite.pytester.path / traffic).is_file()


def test_a_failure_ends_with_the_line_that_runs_it_again(suite: Suite) -> None:
    suite.write(late("It is late"))
    (again,) = (line for line in lines_of(suite) if line.startswith("run it again: "))
    command = shlex.split(again.removeprefix("run it again: "))
    assert command == ["pytest", "features/remote_control/locking.feature::It is late", "--seed", "7"]


def test_where_pytest_was_started_elsewhere_the_line_goes_to_the_root_first(
    suite: Suite, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite.write(late("It is late"))
    monkeypatch.chdir(suite.pytester.path / "features" / "remote_control")
    lines = lines_of(suite)
    (again,) = (line for line in lines if line.startswith("run it again: "))
    assert again.startswith("run it again: cd ../.. && pytest ")
    assert any(line.startswith("events: ../../") for line in lines)


def comes(title: str, came: str) -> str:
    return scenario(title, "Given the vehicle is awake", f"Then it comes after {came} s")


def heads(lines: list[str]) -> list[str]:
    return [line.strip("_ ") for line in lines if line.startswith("_")]


def test_scenarios_that_failed_in_one_step_with_one_message_are_one_block(suite: Suite) -> None:
    suite.write(late("It is late"), late("It is late again"), late("It is unclear", "unclear"), late("Late, too"))
    lines = lines_of(suite)
    assert heads(lines) == ["Scenario: It is late", "Scenario: It is unclear"]
    (place,) = (number for number, line in enumerate(lines) if "2 more failed so" in line)
    assert lines[place + 1 : place + 3] == [
        "remote_control/locking  It is late again",
        "remote_control/locking  Late, too",
    ]
    suite.ran.assert_outcomes(passed=1, failed=4)
    assert sum("::" in line and line.startswith("FAIL") for line in lines) == 3


def test_a_number_in_the_step_or_in_what_is_expected_tells_failures_apart(suite: Suite) -> None:
    suite.write(comes("One", "8.2"), comes("Other", "8.3"))
    assert heads(lines_of(suite)) == ["Scenario: One", "Scenario: Other"]


@pytest.mark.thorough
def test_failures_on_two_workers_are_folded_as_well(suite: Suite) -> None:
    suite.write(late("It is late"), late("It is late again"))
    suite.ran = suite.pytester.runpytest_subprocess("-n", "2")
    assert len(heads(suite.ran.outlines)) == 1
    assert any("1 more failed so" in line for line in suite.ran.outlines)


def test_all_blocks_are_shown_with_v_twice(suite: Suite) -> None:
    suite.write(late("It is late"), late("It is late again"))
    assert len([line for line in heads(lines_of(suite, "-vv")) if line.startswith("Scenario")]) == 2


def test_what_passed_has_no_pointers(suite: Suite) -> None:
    suite.write(scenario("It works", "Given the vehicle is awake", THEN))
    suite.ran = suite.pytester.runpytest_inprocess("-rA")
    assert "run it again" not in suite.ran.stdout.str()
