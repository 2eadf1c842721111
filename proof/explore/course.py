"""The course of an interleaving: what was done and what was expected of it, so that less of it can be tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from proof.explore.action import Action, Expected
from proof.explore.knowledge import Knowledge
from proof.explore.story import Found, Story
from rigs.scene import Scene
from steps.gherkin.lint import StepIndex


@dataclass(frozen=True)
class Turn:
    """One thing that was done, and what was expected of it; None where nothing was judged."""

    action: Action
    expected: Expected | None = None


class Course:
    """A course on a vehicle at rest.

    Args:
        scene: The vehicle.
        index: What runs sentences.

    Attributes:
        known: What is known of the vehicle.
        story: It as it is told.
        turns: What was done.
    """

    def __init__(self, scene: Scene, index: StepIndex) -> None:
        self._scene = scene
        self.known = Knowledge(scene)
        self.story = Story(scene, index)
        self.turns: list[Turn] = []

    def take(self, turn: Turn) -> None:
        """Do something, and judge what was expected of it.

        Raises:
            Found: It did not come about.
        """
        self.turns.append(turn)
        self.story.tell(turn.action.line)
        turn.action.learn(self.known)
        if turn.expected is not None:
            self.story.tell(f"Then {turn.expected.text}", turn.expected.requirement)
        self._scene.catch_up()

    def take_again(self, turns: Sequence[Turn]) -> None:
        """Do as much as can be done, expect what is certain, and judge what stands for all scenarios.

        Raises:
            Found: Something did not come about, or an invariant is broken.
        """
        for turn in turns:
            if turn.action.may(self.known):
                certain = turn.expected is not None and turn.expected.when(self.known)
                self.take(turn if certain else Turn(turn.action))
        self.story.judge()


Retell = Callable[[Sequence[Turn]], tuple[Course, Found | None]]
"""Type of what takes turns again on a fresh vehicle; gives the course, and what it has found."""


def shrunk(course: Course, found: Found, again: Retell) -> tuple[Course, Found]:
    """Leave out of a course what the finding does without: halves first, at last single turns.

    Args:
        course: What has found something.
        found: What it has found; another finding is none.
        again: Takes turns again.
    """
    size = max(1, len(course.turns) // 2)
    while True:
        left_out = False
        for start in reversed(range(0, len(course.turns), size)):
            rest = course.turns[:start] + course.turns[start + size :]
            other, result = again(rest) if len(rest) < len(course.turns) else (course, None)
            if result is not None and other.story.shows == course.story.shows:
                course, found, left_out = other, result, True
        if size == 1 and not left_out:
            return course, found
        size = max(1, size // 2)
