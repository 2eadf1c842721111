"""Thens of a state that are content with the moment in which it comes: a lint of `--check-steps`.

A vehicle that locks and unlocks again a second later has been locked. So a Then that a state comes has a tail,
such as `and stay so for 60 s`, or another Then of its scenario says that the state stays. One that stands
before a When needs none: what it says is where the scenario goes on from. An event needs none either, and its
condition says that it is one: `condition(..., happens=True)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_bdd.parser import Step

from rigs.judging.condition import Condition
from steps.gherkin.lint import Definition, StepIndex
from steps.gherkin.vocabulary import is_state

WITHOUT_TAIL = (
    "a state that nobody judges to last: {step}; end it with 'and stay so for N', add a Then that it stays, or,"
    " where it is an event, define its condition with happens=True"
)


def without_tail(steps: Sequence[Step], index: StepIndex) -> Iterator[tuple[int, str]]:
    """Yield the Thens of a scenario that lack a tail, each with its line and what is wrong."""
    last_when = max((place for place, step in enumerate(steps) if step.type == "when"), default=-1)
    thens = [(step, definition) for step in steps[last_when + 1 :] for definition in index.matches(step)]
    lasting = {each for step, definition in thens for each in _conditions(step, definition, "lasting")}
    for step, definition in thens:
        if index.could_have_tail(definition):
            for condition in _conditions(step, definition, "condition"):
                if is_state(condition) and condition not in lasting:
                    yield step.line_number, WITHOUT_TAIL.format(step=step.name)


def _conditions(step: Step, definition: Definition, name: str) -> Iterator[Condition]:
    """Yield the condition that stands for a placeholder, if there is one."""
    value = (definition.context.parser.parse_arguments(step.name) or {}).get(name)
    if isinstance(value, Condition):
        yield value
