"""Collection of .feature files: what is run, under which name, and how a failure reads."""

from __future__ import annotations

import json

import pytest

from steps.gherkin.collect import ScenarioItem
from tests.support.feature_project import CONFTEST, GIVEN, Write, new_project, scenario

pytest_plugins = ["pytester"]


@pytest.fixture
def write(pytester: pytest.Pytester) -> Write:
    return new_project(pytester)


LOCKING = """\
@req-REMOTE-15
Feature: Locking

  Background:
    Given the vehicle is awake

  Rule: The doors lock in time

    Background:
      Given the doors are closed

    @smoke
    Scenario: A lock order is obeyed within 7.8 s
      When the driver orders a lock
      Then the doors are locked

    Scenario Outline: A lock order reaches a vehicle that is <state>
      Given the vehicle is <state>
      When the driver orders a lock
      Then the doors are locked

      Examples:
        | state  |
        | awake  |

      @long @electric
      Examples: at night
        | state  |
        | asleep |

  @req-REMOTE-16
  Rule: Nothing unlocks by itself

    Scenario: A locked door stays locked
      When the driver orders a lock
      Then the doors are unlocked
"""

TITLES = [
    "A lock order is obeyed within 7.8 s",
    "A lock order reaches a vehicle that is awake",
    "A lock order reaches a vehicle that is asleep",
    "A locked door stays locked",
]


@pytest.fixture
def locking(write: Write) -> str:
    """A project with one good feature and one in another folder; the path of the good one."""
    write("remote_control/locking.feature", LOCKING)
    write(
        "calls/sos.feature",
        "@req-REMOTE-16\nFeature: F\n  Scenario: A call\n    Then nothing happens\n",
    )
    return "features/remote_control/locking.feature"


def selected(pytester: pytest.Pytester, *arguments: str) -> list[str]:
    """Titles of what pytest would run."""
    result = pytester.runpytest_inprocess("--collect-only", "-q", *arguments)
    assert result.ret == pytest.ExitCode.OK, result.stdout.str()
    return [line.partition("::")[2] for line in result.outlines if ".feature::" in line]


# What is run


def test_each_scenario_and_each_row_is_one_test_named_by_its_title(
    pytester: pytest.Pytester, locking: str
) -> None:
    result = pytester.runpytest_inprocess("features/remote_control", "-v")

    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(
        [f"{locking}::{title} {'PASSED' if title in TITLES[:3] else 'FAILED'}*" for title in TITLES]
    )


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["features"], ["A call", *TITLES]),
        (["features/remote_control"], TITLES),
        (["{file}"], TITLES),
        (["{file}::A locked door stays locked"], TITLES[3:]),
        (["{file}::A lock order reaches a vehicle that is asleep"], TITLES[2:3]),
        (["features", "-k", "obeyed or asleep"], [TITLES[0], TITLES[2]]),
        (["features", "-k", "REMOTE-16"], ["A call", TITLES[3]]),
        (["features", "-m", "smoke"], TITLES[:1]),
        (["features", "-m", "long and electric"], TITLES[2:3]),
        (["{file}:1"], TITLES),  # the tag of the Feature
        (["{file}:2"], TITLES),  # the Feature
        (["{file}:5"], TITLES),  # its Background
        (["{file}:7"], TITLES[:3]),  # a Rule
        (["{file}:10"], TITLES[:3]),  # the Background of a Rule
        (["{file}:12"], TITLES[:1]),  # the tag of a scenario
        (["{file}:15"], TITLES[:1]),  # a step
        (["{file}:17"], TITLES[1:3]),  # an outline
        (["{file}:20"], TITLES[1:3]),  # its step
        (["{file}:22"], TITLES[1:2]),  # its first table
        (["{file}:24"], TITLES[1:2]),  # a row
        (["{file}:26"], TITLES[2:3]),  # the tag of its second table
        (["{file}:29"], TITLES[2:3]),  # a row of it
        (["{file}:31"], TITLES[3:]),  # the tag of the second Rule
        (["{file}:15", "{file}:29"], [TITLES[0], TITLES[2]]),
    ],
    ids=str,
)
def test_a_run_is_selected_by(
    pytester: pytest.Pytester, locking: str, arguments: list[str], titles: list[str]
) -> None:
    assert selected(pytester, *(each.format(file=locking) for each in arguments)) == titles


def test_a_line_is_found_from_a_subfolder(
    pytester: pytest.Pytester, locking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pytester.path / "features")

    assert selected(pytester, "remote_control/locking.feature:15") == TITLES[:1]


@pytest.mark.parametrize("line", [0, 99])
def test_a_line_that_the_file_lacks_is_refused(pytester: pytest.Pytester, locking: str, line: int) -> None:
    result = pytester.runpytest_inprocess(f"{locking}:{line}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*locking.feature: no line {line}; allowed is 1 to 36"])


def test_the_last_failures_alone_run_again(pytester: pytest.Pytester, locking: str) -> None:
    pytester.runpytest_inprocess("features")
    result = pytester.runpytest_inprocess("features", "--lf", "-v")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"{locking}::{TITLES[3]} FAILED*"])


@pytest.mark.parametrize(
    ("argument", "passed", "failed"),
    [("features", 4, 1), pytest.param("{file}:17", 2, 0, marks=pytest.mark.thorough)],
    ids=["folder", "line"],
)
def test_two_workers_share_the_scenarios(
    pytester: pytest.Pytester, locking: str, argument: str, passed: int, failed: int
) -> None:
    result = pytester.runpytest_subprocess("-n", "2", argument.format(file=locking))

    result.assert_outcomes(passed=passed, failed=failed)
    if failed:
        result.stdout.fnmatch_lines([f"{locking}:36: Then the doors are unlocked", "E*the doors are locked"])


def test_rows_that_their_title_does_not_tell_apart_show_their_values(
    pytester: pytest.Pytester, write: Write
) -> None:
    write(
        "rows.feature",
        """\
        @req-REMOTE-15
        Feature: F
          Scenario Outline: From <state>
            Given the vehicle is <state>
            Then the doors are <doors>
            Examples:
              | state | doors    |
              | awake | locked   |
              | awake | unlocked |
        """,
    )

    assert selected(pytester, "features") == ["From awake (doors=locked)", "From awake (doors=unlocked)"]
    assert selected(pytester, "features/rows.feature:9") == ["From awake (doors=unlocked)"]
    items, _ = pytester.inline_genitems("features")
    assert [item.scenario.name for item in items if isinstance(item, ScenarioItem)] == [
        "From awake (doors=locked)",
        "From awake (doors=unlocked)",
    ]


def test_an_item_tells_where_it_stands_and_what_it_shows(pytester: pytest.Pytester, locking: str) -> None:
    items, _ = pytester.inline_genitems(locking)
    row, last = items[2:]
    assert isinstance(row, ScenarioItem)
    assert isinstance(last, ScenarioItem)

    assert row.nodeid == f"{locking}::{TITLES[2]}"
    assert row.location == (locking, 28, f"Scenario: {TITLES[2]}")
    assert row.line == 29
    assert row.tags == ("req-REMOTE-15", "long", "electric")
    assert row.requirements == ("REMOTE-15",)
    assert row.needs == ("electric",)
    assert {mark.name for mark in row.iter_markers()} == {"long", "electric"}
    assert (row.chapter, row.feature, row.rule) == ("remote_control", "Locking", "The doors lock in time")
    assert last.requirements == ("REMOTE-15", "REMOTE-16")


def test_the_hooks_of_pytest_bdd_are_called_in_order(pytester: pytest.Pytester, locking: str) -> None:
    hooks = """
def pytest_bdd_before_scenario(request, feature, scenario):
    print("before scenario", feature.name, "/", scenario.name, "/", scenario.rule.name)
def pytest_bdd_after_scenario(scenario):
    print("after scenario")
def pytest_bdd_before_step(step):
    print("before", step.keyword, step.name, step.line_number)
def pytest_bdd_after_step(step):
    print("after", step.name)
def pytest_bdd_step_error(step, exception):
    print("error in", step.name, type(exception).__name__)
"""
    pytester.makeconftest(CONFTEST + hooks)
    result = pytester.runpytest_inprocess(f"{locking}:36", "-s")

    lines = [line for line in result.outlines if line.split(" ")[0] in ("before", "after", "error")]
    assert lines == [
        "before Given the vehicle is awake 5",
        "after the vehicle is awake",
        "before When the driver orders a lock 35",
        "after the driver orders a lock",
        "before Then the doors are unlocked 36",
        "error in the doors are unlocked AssertionError",
        "after scenario",
    ]
    result.stdout.fnmatch_lines(
        ["*before scenario Locking / A locked door stays locked / Nothing unlocks by itself"]
    )


def test_docstrings_tables_and_step_fixtures_reach_the_step(pytester: pytest.Pytester, write: Write) -> None:
    steps = """
@given("a note", target_fixture="note")
def note(docstring):
    yield docstring
    print("note put away")

@given("a table", target_fixture="table")
def table(datatable):
    return datatable

@then("both are kept")
def kept(note, table):
    assert (note, table) == ("on awake", [["state", "awake"]])
"""
    pytester.makeconftest(CONFTEST + steps)
    write(
        "note.feature",
        """\
        @req-REMOTE-15
        Feature: F
          Scenario Outline: A note
            Given a note
              \"\"\"
              on <state>
              \"\"\"
            And a table
              | state | <state> |
            Then both are kept
            Examples:
              | state |
              | awake |
        """,
    )
    result = pytester.runpytest_inprocess("features", "-s")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*note put away*"])


# How a failure reads


def test_a_failure_shows_the_line_of_the_feature_and_the_error_alone(
    pytester: pytest.Pytester, locking: str
) -> None:
    result = pytester.runpytest_inprocess(f"{locking}:36")

    result.stdout.fnmatch_lines(
        [
            f"*_ Scenario: {TITLES[3]} _*",
            f"{locking}:36: Then the doors are unlocked",
            "conftest.py:*: in doors_are_unlocked",
            "E   AssertionError: the doors are locked",
            f"FAILED {locking}::{TITLES[3]} - *",  # and the error, as far as the terminal is wide
        ]
    )
    result.stdout.no_fnmatch_line("*pytest_bdd*")
    result.stdout.no_fnmatch_line("*collect.py*")
    result.stdout.no_fnmatch_line("*call_fixture_func*")


@pytest.mark.parametrize("option", ["-vv", "--full-trace"])
def test_a_failure_is_shown_in_full_on_demand(pytester: pytest.Pytester, locking: str, option: str) -> None:
    result = pytester.runpytest_inprocess(f"{locking}:36", option)

    result.stdout.fnmatch_lines([f"{locking}:36: Then the doors are unlocked", "*call_fixture_func*"])


def test_a_step_that_asks_for_a_missing_fixture_is_named(pytester: pytest.Pytester, write: Write) -> None:
    pytester.makeconftest(CONFTEST + '@given("a wish")\ndef wish(nowhere): ...\n')
    write("wish.feature", scenario("Given a wish"))
    result = pytester.runpytest_inprocess("features")

    result.stdout.fnmatch_lines(["features/wish.feature:4: Given a wish", "E*no fixture 'nowhere'"])


def test_a_failure_behind_the_last_step_is_not_laid_to_it(pytester: pytest.Pytester, write: Write) -> None:
    hook = 'def pytest_bdd_after_scenario():\n    raise RuntimeError("the bench is gone")\n'
    pytester.makeconftest(CONFTEST + hook)
    write("a.feature", scenario(GIVEN))
    result = pytester.runpytest_inprocess("features")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E*the bench is gone"])
    result.stdout.no_fnmatch_line("*a.feature:4: Given*")


def test_a_failure_of_a_teardown_is_not_laid_to_a_step(pytester: pytest.Pytester, write: Write) -> None:
    broken = """
@pytest.fixture(autouse=True)
def bench():
    yield
    raise RuntimeError("the bench does not come to rest")
"""
    pytester.makeconftest(CONFTEST + broken)
    write(
        "a.feature",
        scenario("Given the vehicle is awake\nWhen the driver orders a lock\nThen the doors are unlocked"),
    )
    result = pytester.runpytest_inprocess("features")

    result.assert_outcomes(failed=1, errors=1)
    assert result.stdout.str().count("a.feature:6: Then the doors are unlocked") == 1
    result.stdout.fnmatch_lines(["E*the bench does not come to rest"])


def test_allure_sees_one_stable_result_per_scenario(pytester: pytest.Pytester, locking: str) -> None:
    def results(folder: str) -> dict[str, dict[str, object]]:
        pytester.runpytest_subprocess("features/remote_control", "--alluredir", folder)
        files = (pytester.path / folder).glob("*-result.json")
        return {str(each["name"]): each for each in (json.loads(file.read_text()) for file in files)}

    first, second = results("one"), results("two")

    assert sorted(first) == sorted(TITLES)
    for title, result in first.items():
        assert result["fullName"] == f"features.remote_control.locking#{title}"
        assert result["historyId"] == second[title]["historyId"]
        assert result["testCaseId"] == second[title]["testCaseId"]
    assert len({result["historyId"] for result in first.values()}) == len(TITLES)
    assert first[TITLES[3]]["status"] == "failed"
    details = first[TITLES[3]]["statusDetails"]
    assert isinstance(details, dict)
    assert details["message"].startswith("AssertionError: the doors are locked")
    assert f"{locking}:36: Then the doors are unlocked" in details["trace"]
    assert "pytestbdd" not in json.dumps(first)
    containers = "".join(file.read_text() for file in (pytester.path / "one").glob("*-container.json"))
    assert "pytestbdd" not in containers
