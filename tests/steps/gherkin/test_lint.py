"""What is wrong with a feature file or a step, told before anything runs; and `--check-steps`."""

from __future__ import annotations

import pytest

from tests.support.feature_project import CONFTEST, GIVEN, THEN, Write, new_project, scenario

pytest_plugins = ["pytester"]


@pytest.fixture
def write(pytester: pytest.Pytester) -> Write:
    return new_project(pytester)


OUTLINE = f"""\
@req-REMOTE-15
Feature: F
  Scenario Outline: From <state>
    Given the vehicle is <state>
    {THEN}
"""
BAD = {
    "two scenarios of one title": (
        scenario(GIVEN) + f"  Scenario: S\n    {GIVEN}\n    {THEN}\n",
        "6: title 'S' is taken by line 3",
    ),
    "two rows alike": (
        OUTLINE + "    Examples:\n      | state |\n      | awake |\n      | awake |\n",
        "9: title 'From awake' is taken by line 8",
    ),
    "no title": (scenario(GIVEN, title=""), "3: scenario without a title"),
    "no steps": (scenario(""), "3: scenario 'S' has no steps, it would pass untested"),
    "no Examples": (OUTLINE, "3: outline 'From <state>' has no Examples"),
    "no rows": (OUTLINE + "    Examples:\n      | state |\n", "6: Examples without rows*"),
    "no table": (OUTLINE + "    Examples:\n", "6: Examples without rows*"),
    "no column": (
        OUTLINE + "    Then the doors are <doors>\n    Examples:\n      | state |\n      | awake |\n",
        "6: <doors> has no column in the Examples of line 7",
    ),
    "column not used": (
        OUTLINE + "    Examples:\n      | state | doors |\n      | awake | shut  |\n",
        "7: column 'doors' is used nowhere",
    ),
    "column twice": (
        OUTLINE + "    Examples:\n      | state | state  |\n      | awake | asleep |\n",
        "7: column 'state' stands twice",
    ),
    "placeholder outside": (
        scenario("Given the vehicle is <state>"),
        "4: <state> stands in a scenario without Examples",
    ),
    "bracket": (scenario(GIVEN, title="A [x]"), "3: title 'A [[]x]' holds '[[]', which pytest cannot select"),
    "lower case": (scenario(GIVEN, title="a door"), "3: title 'a door': 'a' must begin with a capital letter"),
    "lower case in a row": (
        OUTLINE.replace("From <state>", "<state> at first") + "    Examples:\n      | state |\n      | awake |\n",
        "8: title 'awake at first': 'awake' must begin with a capital letter",
    ),
    "a before a vowel": (
        OUTLINE.replace("From", "From a") + "    Examples:\n      | state |\n      | awake |\n",
        "8: title 'From a awake': 'a awake' must be 'an'",
    ),
    "one of many": (
        scenario(GIVEN, title="It counts 1 occupants"),
        "3: title 'It counts 1 occupants': '1 occupants' must be singular",
    ),
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
    "not to be judged": (
        scenario(GIVEN, above="@req-REMOTE-17"),
        "1: tag @req-REMOTE-17: the catalogue says that nobody can judge it: advice",
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
        "6: Rule 'R' has no scenarios",
    ),
    "empty file": ("", "1: holds no Feature"),
    "no Gherkin": (
        scenario(GIVEN) + "    Gven x\n",
        "6: cannot read 'Gven x' here; expected *Step, *Scenario*",
    ),
    "ragged table": (
        OUTLINE + "    Examples:\n      | state |\n      | a | b |\n",
        "8: inconsistent cell count within the table",
    ),
    "no Then": (
        "@req-REMOTE-15\nFeature: F\n  Scenario: S\n    Given the vehicle is awake\n",
        "3: scenario 'S' has no Then, it would pass unjudged",
    ),
    "background without steps": (
        "@req-REMOTE-15\nFeature: F\n  Background:\n  Scenario: S\n    Then nothing happens\n",
        "3: Background without steps",
    ),
    "table under a step that takes none": (
        scenario(f"{GIVEN}\n| a | b |\n| 1 | 2 |\n{THEN}"),
        "5: a table that no step reads: Given 'the vehicle is (*' (conftest.py:*) takes none",
    ),
    "text under a step that takes none": (
        scenario(f'{GIVEN}\n{THEN}\n"""\nand the horn sounds\n"""'),
        "6: a text that no step reads: Then 'nothing happens' (conftest.py:*) takes none",
    ),
    "table in a Background": (
        scenario(GIVEN).replace("  Scenario", f"  Background:\n    {GIVEN}\n      | a |\n  Scenario"),
        "5: a table that no step reads: *",
    ),
    "text in the Background of a Rule": (
        "@req-REMOTE-15\nFeature: F\n  Rule: R\n    Background:\n"
        f"      {GIVEN}\n        ```\n        x\n        ```\n    Scenario: S\n      {THEN}\n",
        "6: a text that no step reads: *",
    ),
    "step below a Rule": (
        f"@req-REMOTE-15\nFeature: F\n  Rule: R\n    Then the doors are shut\n    Scenario: S\n      {THEN}\n",
        "4: 'Then the doors are shut' reads like a step, but is part of a description",
    ),
    "colon of a Scenario forgotten": (
        f"@req-REMOTE-15\nFeature: F\n  Scenario A\n    {GIVEN}\n  Scenario: S\n    {THEN}\n",
        f"4: '{GIVEN}' reads like a step, but is part of a description",
    ),
    "keyword misspelt above the first step": (
        scenario(f"Thne nothing happens\n{THEN}"),
        "4: 'Thne nothing happens' reads like a step, but is part of a description: Then 'nothing happens' (*",
    ),
    "keyword in lower case below Examples": (
        OUTLINE + "    Examples:\n      when the driver orders a lock\n      | state |\n      | awake |\n",
        "7: 'when the driver orders a lock' reads like a step, but is part of a description: When *",
    ),
    "table in a description": (
        scenario(f"| a | b |\n{THEN}"),
        "4: '| a | b |' stands under no step and is read by nobody",
    ),
    "text in a description": (
        f'@req-REMOTE-15\nFeature: F\n  """\n  Scenario: S\n    {THEN}\n',
        '3: \'"""\' stands under no step and is read by nobody',
    ),
    "words behind a row": (
        OUTLINE + "    Examples:\n      | state |\n      | awake | within 8 s\n",
        "8: 'within 8 s' stands behind the last | of its row and is read by nobody",
    ),
    "placeholder in a cell": (
        OUTLINE + "    Examples:\n      | state   |\n      | <other> |\n",
        "8: <other> stands in a cell, where no value is put in",
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


@pytest.mark.parametrize(
    ("parameters", "under", "message"),
    [
        ("datatable", "", "4: a table is missing under the step: Given 'a note' (conftest.py:*) takes one"),
        ("docstring", "", "4: a text is missing under the step: Given 'a note' (conftest.py:*) takes one"),
        ("datatable", '"""\nx\n"""', "5: a text that no step reads: Given 'a note' (conftest.py:*) takes none"),
        ("docstring", "| x |", "5: a table that no step reads: Given 'a note' (conftest.py:*) takes none"),
        ("docstring=None", "", None),
        ("docstring=None", '"""\nx\n"""', None),
        ("datatable", "| x |", None),
    ],
)
def test_a_step_has_under_it_what_its_definition_takes_and_nothing_else(
    pytester: pytest.Pytester, write: Write, parameters: str, under: str, message: str | None
) -> None:
    pytester.makeconftest(CONFTEST + f'@given("a note")\ndef note({parameters}): ...\n')
    write("a.feature", scenario(f"Given a note\n{under}\n{THEN}"))
    result = pytester.runpytest_inprocess("features")

    if message is None:
        result.assert_outcomes(passed=1)
    else:
        assert result.ret == pytest.ExitCode.INTERRUPTED
        result.stdout.fnmatch_lines([f"features/a.feature:{message}"])


def test_prose_of_a_description_is_no_mistake(pytester: pytest.Pytester, write: Write) -> None:
    text = scenario(THEN).replace(
        "Feature: F\n",
        "Feature: F\n  A vehicle that is asleep wakes up,\n  and the doors follow.\n"
        "\n  * one\n  * two\n  # Then nothing\n",
    )
    write("a.feature", text)

    pytester.runpytest_inprocess("features").assert_outcomes(passed=1)


@pytest.mark.parametrize("name", ["a.Feature", "a.feature.txt", "A.FEATURE"])
def test_a_feature_whose_name_hides_it_is_told(pytester: pytest.Pytester, write: Write, name: str) -> None:
    write("good.feature", scenario(GIVEN))
    write(name, scenario(GIVEN))
    result = pytester.runpytest_inprocess("features")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines([f"features/{name}:1: the name of a feature file ends in .feature"])


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
And the doors are unlocked
And nothing happens"""


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "with workers"])
def test_check_steps_runs_nothing_and_counts(pytester: pytest.Pytester, write: Write, workers: list[str]) -> None:
    write("good.feature", scenario(ALL_STEPS))
    result = pytester.runpytest_inprocess("features", "--check-steps", *workers)

    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes()
    result.stdout.fnmatch_lines(["1 scenarios, 6 steps, 6 step definitions, 0 of them unused"])


def test_check_steps_lists_definitions_that_no_scenario_uses(pytester: pytest.Pytester, write: Write) -> None:
    write("good.feature", scenario(GIVEN))
    result = pytester.runpytest_inprocess("features", "--check-steps")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "no scenario uses Given 'the doors are closed' (conftest.py:18)",
            "no scenario uses When 'the driver orders a lock' (conftest.py:*)",
            "no scenario uses Then 'the doors are locked' (conftest.py:*)",
            "1 scenarios, 2 steps, 6 step definitions, 4 of them unused",
        ]
    )
    result.stdout.no_fnmatch_line("no scenario uses Given 'the vehicle is*")


def test_check_steps_tells_mistakes_as_a_run_does(pytester: pytest.Pytester, write: Write) -> None:
    write("bad.feature", scenario(""))
    result = pytester.runpytest_inprocess("features", "--check-steps")

    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["features/bad.feature:3: scenario 'S' has no steps*"])
