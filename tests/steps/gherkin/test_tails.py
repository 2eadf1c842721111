"""A Then that a state comes has a tail; what needs none is told by the kind of its condition, and by its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from pytest_bdd.parser import Step
from pytest_bdd.steps import step_function_context_registry

from rigs.files.rig_file import ROOT
from steps import expectations
from steps.gherkin.lint import Definition, StepIndex
from steps.gherkin.tails import without_tail
from tests.support.feature_project import Write, new_project
from tests.support.suite_cases import cases_of

pytest_plugins = ["pytester"]

ORDER = "When the driver orders a lock from the app"
LOCKED = "Then all doors are locked within 8 s of the order"


@cache
def index() -> StepIndex:
    """The forms of Then that serve every chapter."""
    contexts = [
        context
        for context in step_function_context_registry.values()
        if context.step_func.__module__ == expectations.__name__
    ]
    return StepIndex(
        Definition(each, each.type, str(each.parser.name), Path("steps.py"), 1, is_async=False)
        for each in contexts
    )


def named(*lines: str) -> list[str]:
    """The Thens that lack a tail."""
    words = [line.partition(" ") for line in lines]
    steps = [Step(text, word.lower(), 0, number, word) for number, (word, _, text) in enumerate(words)]
    return [lines[line] for line, _ in without_tail(steps, index())]


@pytest.mark.parametrize(
    "then",
    [
        LOCKED,
        "Then all doors are locked in reaction to the order",
        "Then pre-conditioning is off 60 s after the unlock",
        "Then the home page shows the vehicle as locked within 60 s of the refresh",
    ],
)
def test_a_state_without_a_tail_is_named(then: str) -> None:
    assert named(ORDER, then) == [then]


@pytest.mark.parametrize(
    "thens",
    [
        [f"{LOCKED} and stay so for 60 s"],
        [LOCKED, "Then all doors stay locked for 60 s after the order"],
        ["Then it is reported when all doors are locked within 8 s of the order"],
        ["Then all doors are locked"],
        ["Then a notification confirms the lock order in reaction to the order"],
        ["Then the PSAP is called in reaction to the SOS press"],
        ["Then the horn sounds in reaction to the order"],
    ],
)
def test_what_lasts_is_reported_or_happens_is_not_named(thens: Sequence[str]) -> None:
    assert named(ORDER, *thens) == []


def test_a_state_from_which_the_scenario_goes_on_needs_no_tail() -> None:
    assert named(ORDER, LOCKED, "When 60 s pass", f"{LOCKED} and stay so for 60 s") == []
    assert named(ORDER, "When 60 s pass", LOCKED) == [LOCKED]


def test_that_another_state_stays_does_not_help() -> None:
    assert named(ORDER, LOCKED, "Then the trunk stays locked for 60 s after the order") == [LOCKED]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "features").rglob("*.feature")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_no_feature_is_content_with_one_moment_of_a_state(path: Path) -> None:
    assert {place for case in cases_of(path) for place in without_tail(case.scenario.steps, index())} == set()


STEPS = """
from pytest_bdd import then
from steps.gherkin.vocabulary import condition, event, phrase
import steps.expectations
from rigs.ports.port import Observation, Signal
from rigs.ports.values import Truth
SHUT = Observation("shut", "whether it is shut", Truth(), Signal("shut"))
condition("the {name} hatch is shut", SHUT, test=bool)
event("the {name} push")

@then(phrase("{condition} within {limit:duration} of {event}"))
def comes(condition, limit, event): ...

@then(phrase("{condition} within {limit:duration} of {event} {tail} for {duration}"))
def comes_and_lasts(condition, limit, event, tail, duration): ...
"""


def test_check_steps_names_it_with_file_and_line_and_fails(pytester: pytest.Pytester) -> None:
    write: Write = new_project(pytester)
    steps = STEPS.replace("{name}", "test")  # the vocabulary is that of the whole process
    write("doors/conftest.py", steps)
    then = "Then the test hatch is shut within 8 s of the test push"
    write(
        "doors/hatch.feature",
        f"""\
        @req-REMOTE-15
        Feature: F
          Scenario: The hatch is shut
            {then}
        """,
    )
    result = pytester.runpytest_inprocess("features", "--check-steps")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    sentence = then.removeprefix("Then ")
    result.stdout.fnmatch_lines(
        [f"features/doors/hatch.feature:4: a state that nobody judges to last: {sentence}; *"]
    )
