"""Collection of .feature files: what is run, under which name, and what is refused before anything runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from steps.collect import ScenarioItem

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent

INI = f"""
[pytest]
strict = true
pythonpath = {ROOT}
addopts = -p no:hypothesispytest
markers =
    smoke: the quick cross-section
    long: over 2 minutes of vehicle time
    takes(argument): no plain tag
"""

CATALOGUE = """
[REMOTE-15]
area = "REMOTE"
line = 524

[REMOTE-16]
area = "REMOTE"
line = 525
"""

CONFTEST = """
import pytest
from pytest_bdd import given, when, then, parsers

pytest_plugins = ["steps.collect"]

def pytest_configure(config):
    from steps.collect import register_needs
    register_needs(config, ["electric", "combustion"])

@pytest.fixture
def world():
    return {}

@given(parsers.re(r"the vehicle is (?P<state>awake|asleep)"), target_fixture="vehicle")
def vehicle_is(world, state):
    return {"state": state, **world}

@given("the doors are closed")
def doors_are_closed(vehicle):
    vehicle["doors"] = "closed"

@when("the driver orders a lock")
def driver_orders_a_lock(vehicle):
    vehicle["locked"] = True

@then("the doors are locked")
def doors_are_locked(vehicle):
    assert vehicle["locked"]

@then("the doors are unlocked")
def doors_are_unlocked(vehicle):
    assert not vehicle["locked"], "the doors are locked"
"""

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

Write = Callable[[str, str], Path]


@pytest.fixture
def write(pytester: pytest.Pytester) -> Write:
    """A project without features; call it to add one."""
    pytester.makeini(INI)
    pytester.makeconftest(CONFTEST)
    features = pytester.mkdir("features")
    (features / "requirements.toml").write_text(CATALOGUE)

    def write(name: str, text: str) -> Path:
        path = features / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text))
        return path

    return write


@pytest.fixture
def locking(write: Write) -> str:
    """A project with one good feature and one in another folder; the path of the good one."""
    write("remote_control/locking.feature", LOCKING)
    write(
        "calls/sos.feature",
        "@req-REMOTE-16\nFeature: F\n  Scenario: A call\n    Given the vehicle is awake\n",
    )
    return "features/remote_control/locking.feature"


def selected(pytester: pytest.Pytester, *arguments: str) -> list[str]:
    """Titles of what pytest would run."""
    result = pytester.runpytest_inprocess("--collect-only", "-q", *arguments)
    assert result.ret == pytest.ExitCode.OK, result.stdout.str()
    return [line.partition("::")[2] for line in result.outlines if ".feature::" in line]


def scenario(steps: str, title: str = "S", above: str = "@req-REMOTE-15") -> str:
    """The text of a feature of one scenario; its steps begin in line 4."""
    lines = "\n".join(f"    {line.strip()}" for line in steps.strip().splitlines())
    return f"{above}\nFeature: F\n  Scenario: {title}\n{lines}\n"


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
    ("argument", "passed", "failed"), [("features", 4, 1), ("{file}:17", 2, 0)], ids=["folder", "line"]
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
    write("a.feature", scenario("Given the vehicle is awake"))
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


# What is refused

GIVEN = "Given the vehicle is awake"
OUTLINE = """\
@req-REMOTE-15
Feature: F
  Scenario Outline: From <state>
    Given the vehicle is <state>
"""
BAD = {
    "two scenarios of one title": (
        scenario(GIVEN) + f"  Scenario: S\n    {GIVEN}\n",
        "5: title 'S' is taken by line 3",
    ),
    "two rows alike": (
        OUTLINE + "    Examples:\n      | state |\n      | awake |\n      | awake |\n",
        "8: title 'From awake' is taken by line 7",
    ),
    "no title": (scenario(GIVEN, title=""), "3: scenario without a title"),
    "no steps": (scenario(""), "3: scenario 'S' has no steps, it would pass untested"),
    "no Examples": (OUTLINE, "3: outline 'From <state>' has no Examples"),
    "no rows": (OUTLINE + "    Examples:\n      | state |\n", "5: Examples without rows*"),
    "no table": (OUTLINE + "    Examples:\n", "5: Examples without rows*"),
    "no column": (
        OUTLINE + "    Then the doors are <doors>\n    Examples:\n      | state |\n      | awake |\n",
        "5: <doors> has no column in the Examples of line 6",
    ),
    "column not used": (
        OUTLINE + "    Examples:\n      | state | doors |\n      | awake | shut  |\n",
        "6: column 'doors' is used nowhere",
    ),
    "column twice": (
        OUTLINE + "    Examples:\n      | state | state  |\n      | awake | asleep |\n",
        "6: column 'state' stands twice",
    ),
    "placeholder outside": (
        scenario("Given the vehicle is <state>"),
        "4: <state> stands in a scenario without Examples",
    ),
    "bracket": (scenario(GIVEN, title="A [x]"), "3: title 'A [[]x]' holds '[[]', which pytest cannot select"),
    "colons": (scenario(GIVEN, title="A::x"), "3: title 'A::x' holds '::', which pytest cannot select"),
    "no requirement": (scenario(GIVEN, above="@smoke"), "3: scenario 'S' has no @req- tag"),
    "unknown requirement": (
        scenario(GIVEN, above="@req-REMOTE-51"),
        "1: tag @req-REMOTE-51: *requirements.toml: no requirement 'REMOTE-51' (nearest: REMOTE-1*)",
    ),
    "unknown tag": (
        scenario(GIVEN, above="@req-REMOTE-15 @smoek"),
        "1: tag @smoek is not registered (nearest: @smoke)",
    ),
    "marker with arguments": (
        scenario(GIVEN, above="@req-REMOTE-15 @takes"),
        "1: tag @takes is not registered (see pytest --markers)",
    ),
    "skipping": (scenario(GIVEN, above="@req-REMOTE-15 @skip"), "1: tag @skip is not registered*"),
    "no definition": (
        scenario("Given the door are closed"),
        '4: no definition for the step: Given "the door are closed"',
    ),
    "another keyword": (scenario("When the doors are locked"), "4: no definition for the step: When *"),
    "no scenarios": ("@req-REMOTE-15\nFeature: F\n", "2: Feature without scenarios"),
    "rule without scenarios": (
        scenario(GIVEN) + "  Rule: R\n",
        "5: Rule 'R' has no scenarios",
    ),
    "empty file": ("", "1: holds no Feature"),
    "no Gherkin": (
        scenario(GIVEN) + "    Gven x\n",
        "5: cannot read 'Gven x' here; expected *Step, *Scenario*",
    ),
    "ragged table": (
        OUTLINE + "    Examples:\n      | state |\n      | a | b |\n",
        "7: inconsistent cell count within the table",
    ),
    "first step is And": (scenario("And the vehicle is awake"), "4: First step *"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD.keys())
def test_a_mistake_is_a_collection_error_with_file_and_line(
    pytester: pytest.Pytester, write: Write, text: str, message: str
) -> None:
    write("bad.feature", text)
    write("good.feature", scenario(GIVEN))
    result = pytester.runpytest_inprocess("features")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*_ ERROR collecting features/bad.feature _*", f"features/bad.feature:{message}"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_all_mistakes_of_a_file_are_told_at_once_in_order(pytester: pytest.Pytester, write: Write) -> None:
    write("bad.feature", scenario("Given a cat\nWhen a dog", above="@smoek"))
    result = pytester.runpytest_inprocess("features")

    told = [line.split(":")[1] for line in result.outlines if line.startswith("features/bad.feature:")]
    assert told == ["1", "3", "4", "5"]


def test_a_missing_definition_is_told_with_the_nearest_ones_and_a_snippet(
    pytester: pytest.Pytester, write: Write
) -> None:
    write("bad.feature", scenario("Given the door are closed\nWhen the doors are locked"))
    result = pytester.runpytest_inprocess("features")

    result.stdout.fnmatch_lines(
        [
            "    nearest: Given 'the doors are closed' (conftest.py:18)",
            "        @given('the door are closed')",
            "        def the_door_are_closed() -> None: ...",
            '*:5: no definition for the step: When "the doors are locked"',
            "    nearest: Then 'the doors are locked' (conftest.py:*)",
        ]
    )


def test_a_step_with_two_definitions_is_refused_and_both_are_named(
    pytester: pytest.Pytester, write: Write
) -> None:
    pytester.makeconftest(CONFTEST + '@given(parsers.parse("the vehicle {what}"))\ndef other(): ...\n')
    write("bad.feature", scenario(GIVEN))
    result = pytester.runpytest_inprocess("features")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(
        [
            'features/bad.feature:4: 2 definitions fit the step: Given "the vehicle is awake"',
            "    Given 'the vehicle is (*' (conftest.py:14)",
            "    Given 'the vehicle {what}' (conftest.py:*)",
        ]
    )


def test_the_same_phrase_defined_again_nearer_is_ambiguous_too(pytester: pytest.Pytester, write: Write) -> None:
    write("sub/good.feature", scenario(GIVEN))
    steps = 'from pytest_bdd import when\n@when("the driver orders a lock")\ndef again(): ...\n'
    write("sub/conftest.py", steps)
    write("sub/bad.feature", scenario("When the driver orders a lock"))
    result = pytester.runpytest_inprocess("features")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["    When * (features/sub/conftest.py:2)"])


def test_a_definition_counts_only_where_it_is_visible(pytester: pytest.Pytester, write: Write) -> None:
    write("sub/conftest.py", 'from pytest_bdd import given\n@given("a key")\ndef key(): ...\n')
    write("sub/good.feature", scenario("Given a key"))
    write("without.feature", scenario("Given a key"))  # collected after sub/
    result = pytester.runpytest_inprocess("features")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["features/without.feature:4: no definition for the step: *"])


@pytest.mark.parametrize("body", ["pass", "yield"])
def test_an_async_step_is_refused(pytester: pytest.Pytester, write: Write, body: str) -> None:
    pytester.makeconftest(CONFTEST + f'@given("a wait")\nasync def wait():\n    {body}\n')
    write("bad.feature", scenario("Given a wait"))
    result = pytester.runpytest_inprocess("features")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["features/bad.feature:4: the definition is async and would never*'a wait'*"])


def test_a_wrong_catalogue_is_told_as_it_is(pytester: pytest.Pytester, write: Write) -> None:
    write("requirements.toml", "[REMOTE-15]\nline = 1\n")
    write("good.feature", scenario(GIVEN))
    result = pytester.runpytest_inprocess("features")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines([f"{pytester.path}/features/requirements.toml: [[]REMOTE-15[]] area: is missing"])


def test_a_phrase_that_cannot_be_compiled_is_told_without_a_traceback(
    pytester: pytest.Pytester, write: Write
) -> None:
    phrase = """
from rigs.errors import SuiteError
class Phrase(parsers.StepParser):
    def is_matching(self, name):
        raise SuiteError("no such kind of word")
    def parse_arguments(self, name): ...
@given(Phrase("a {wrong:kind}"))
def wrong(): ...
"""
    pytester.makeconftest(CONFTEST + phrase)
    write("good.feature", scenario(GIVEN))
    result = pytester.runpytest_inprocess("features")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["no such kind of word"])


def test_a_bad_file_selected_by_line_tells_what_is_wrong(pytester: pytest.Pytester, write: Write) -> None:
    write("bad.feature", scenario(""))
    result = pytester.runpytest_inprocess("features/bad.feature:3")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["features/bad.feature:3: scenario 'S' has no steps*"])


# --check-steps

ALL_STEPS = f"""{GIVEN}
And the doors are closed
When the driver orders a lock
Then the doors are locked
And the doors are unlocked"""


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "with workers"])
def test_check_steps_runs_nothing_and_counts(pytester: pytest.Pytester, write: Write, workers: list[str]) -> None:
    write("good.feature", scenario(ALL_STEPS))
    result = pytester.runpytest_inprocess("features", "--check-steps", *workers)

    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes()
    result.stdout.fnmatch_lines(["1 scenarios, 5 steps, 5 step definitions, 0 of them unused"])


def test_check_steps_lists_definitions_that_no_scenario_uses(pytester: pytest.Pytester, write: Write) -> None:
    write("good.feature", scenario(GIVEN))
    result = pytester.runpytest_inprocess("features", "--check-steps")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "no scenario uses Given 'the doors are closed' (conftest.py:18)",
            "no scenario uses When 'the driver orders a lock' (conftest.py:*)",
            "no scenario uses Then 'the doors are locked' (conftest.py:*)",
            "1 scenarios, 1 steps, 5 step definitions, 4 of them unused",
        ]
    )
    result.stdout.no_fnmatch_line("no scenario uses Given 'the vehicle is*")


def test_check_steps_tells_mistakes_as_a_run_does(pytester: pytest.Pytester, write: Write) -> None:
    write("bad.feature", scenario(""))
    result = pytester.runpytest_inprocess("features", "--check-steps")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["features/bad.feature:3: scenario 'S' has no steps*"])
