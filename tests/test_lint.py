"""What is wrong with a feature file or a step, told before anything runs; and `--check-steps`."""

from __future__ import annotations

import pytest

from tests.feature_project import CONFTEST, GIVEN, Write, new_project, scenario

pytest_plugins = ["pytester"]


@pytest.fixture
def write(pytester: pytest.Pytester) -> Write:
    return new_project(pytester)


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
