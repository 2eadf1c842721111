"""An interleaving as it is told: sentences of the step library, each run as it is added."""

from __future__ import annotations

from dataclasses import dataclass, field
from inspect import signature
from typing import Any

from pytest_bdd.parser import Step
from pytest_bdd.scenario import parse_step_arguments

from rigs.errors import Failed, Inconclusive, InvariantBroken, SetupFailed
from rigs.scene import Scene
from steps.gherkin.lint import StepIndex

HOLDS = "Then no standing invariant has been broken"
"""The sentence that judges what stands for all scenarios."""


class Found(Exception):
    """An interleaving has shown something that must not be; its text is the message of the step that did."""


@dataclass
class Story:
    """The sentences so far, the last of which is where it ended if it has.

    Attributes:
        scene: The vehicle, at rest before the first sentence.
        index: What runs each sentence.
        lines: The sentences, with their keywords.
        requirements: Ids of those that the last sentence judges.
        broken: Sentences of the standing invariants that it broke.
    """

    scene: Scene
    index: StepIndex
    lines: list[str] = field(default_factory=list)
    requirements: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    _values: dict[str, Any] = field(default_factory=dict)

    @property
    def shows(self) -> str:
        """The sentence that does not hold: the first invariant that is broken, else the last one told."""
        return self.broken[0] if self.broken else self.lines[-1]

    def tell(self, line: str, *requirements: str) -> None:
        """Run a sentence; a Then that comes to no verdict is none.

        Raises:
            Found: It failed, or what it sets up did not come about.
        """
        self.lines.append(line)
        self.requirements = requirements
        try:
            self._run(step_of(line))
        except Inconclusive:
            self.lines.pop()
        except (Failed, SetupFailed) as error:
            raise Found(str(error)) from error

    def judge(self) -> None:
        """Judge what stands for all scenarios.

        Raises:
            Found: An invariant is broken.
        """
        try:
            self.scene.judge_invariants()
        except InvariantBroken as error:
            self.lines.append(HOLDS)
            self.requirements, self.broken = error.requirements, error.sentences
            raise Found(str(error)) from error

    def _run(self, step: Step) -> None:
        """Run a step as pytest-bdd does, with the scene and what steps before it have made."""
        (definition,) = self.index.matches(step)
        context = definition.context
        given = {**self._values, **parse_step_arguments(step, context), "scene": self.scene}
        value = context.step_func(**{name: given[name] for name in signature(context.step_func).parameters})
        if context.target_fixture is not None:
            self._values[context.target_fixture] = value


def step_of(line: str) -> Step:
    """Return the step that a sentence is."""
    keyword, _, text = line.partition(" ")
    return Step(text, keyword.lower(), indent=0, line_number=0, keyword=keyword)
