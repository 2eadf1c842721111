"""What a scenario comes to when all of its steps run to their end.

It passes where one Then of it judges the vehicle. One that only measures is *reported*; one that judges what the
world around the vehicle makes of itself, which the suite simulates (AMB-05), is *world model*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytest_bdd.parser import Step

from rigs.files.catalogue import Requirement
from rigs.judging.condition import Condition
from rigs.ports.port import Observation
from rigs.values.measurement import Verdict
from steps.gherkin.lint import Definition
from steps.gherkin.vocabulary import REPORTED

Act = tuple[Step, Definition]
"""Type of a step with what runs it."""


def worth_of(acts: Iterable[Act], requirements: Iterable[Requirement]) -> Verdict:
    """Tell what a scenario comes to.

    Args:
        acts: Its Thens, each with its definition.
        requirements: Those that it carries.

    Returns:
        *Reported* where none of its Thens can fail. *World model* where each that can reads what the world makes
        of itself, or where the catalogue says so of all that it carries. Else a pass.
    """
    judged = [act for act in acts if not act[0].name.startswith(REPORTED)]
    if not judged:
        return Verdict.REPORTED
    strengths = {requirement.strength for requirement in requirements}
    if strengths == {"world_model"} or all(map(_judges_the_world, judged)):
        return Verdict.WORLD_MODEL
    return Verdict.PASS


def _judges_the_world(act: Act) -> bool:
    return any(port.of_world for port in _ports(act))


def _ports(act: Act) -> Iterator[Observation]:
    """Yield the ports that a Then speaks of in its conditions and in the words that stand for a port."""
    step, definition = act
    values = definition.context.parser.parse_arguments(step.name) or {}
    for value in values.values():
        if isinstance(value, Condition):
            yield from value.ports
        for part in value if isinstance(value, tuple) else ():
            if isinstance(part, Observation):
                yield part
