"""The machine that interleaves: one action after the other, on a fresh vehicle for each interleaving."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from proof.explore.actions import ACTIONS, Action
from proof.explore.knowledge import Knowledge
from proof.explore.story import Found, Story
from rigs.rest.rest_state import prepare
from rigs.run.session import RigSession
from steps.gherkin.lint import StepIndex
from steps.gherkin.vocabulary import ports_in

BATCH = 100
"""Interleavings of one seed, which are always the same."""

STEPS = 14
"""Most actions of one interleaving."""

PICKED = 13
"""Actions that one interleaving has to choose from, besides `ALWAYS`: so few meet one another soon."""

ALWAYS = frozenset({"When 1 s pass", "When 15 s pass", "When 3 min pass"})

AFTERWARDS = "When 2 min pass"
"""The sentence at the end of each interleaving, in which what was set off comes about."""


WATCHED = (
    "the lights are on",
    "the horn sounds",
    "all doors and the trunk are locked",
    "charging is running",
    "pre-conditioning is running",
)
"""Conditions whose ports are watched from the beginning."""


@dataclass
class Batch:
    """The interleavings of one seed.

    Attributes:
        session: The run.
        index: What runs sentences.
        needs: What the vehicle must have for the actions to be done, as tags name it.
        number: The seed.
        count: How many interleavings were run, those that shrank a finding among them.
        vehicle_s: Time of the vehicle in all of them, in s.
        story: The interleaving of the finding, when there is one.
    """

    session: RigSession
    index: StepIndex
    actions: Sequence[Action]
    needs: tuple[str, ...]
    number: int
    count: int = 0
    vehicle_s: float = 0.0
    story: Story | None = None

    def run(self, interleavings: int = BATCH) -> Found | None:
        """Run interleavings until all have been or one has found something, which is then shrunk.

        Raises:
            HarnessError: The exploration or the rig failed.
        """
        machine = type("Interleavings", (Interleaving,), {"batch": self})
        try:
            with patch.object(ConjectureRunner, "generate_mutations_from", _mutates_nothing):
                run_state_machine_as_test(
                    seed(self.number)(machine),
                    settings=settings(
                        max_examples=interleavings,
                        stateful_step_count=STEPS,
                        database=None,
                        deadline=None,
                        phases=(Phase.generate, Phase.shrink),
                        verbosity=Verbosity.quiet,
                        print_blob=False,
                        report_multiple_bugs=False,
                        suppress_health_check=list(HealthCheck),
                    ),
                )
        except Found as found:
            return found
        return None


class Interleaving(RuleBasedStateMachine):
    """One interleaving.

    Attributes:
        batch: What it belongs to.
    """

    batch: Batch

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        scene = self._stack.enter_context(
            self.batch.session.scene(f"explore::{self.batch.number}", self.batch.needs, may_call=True)
        )
        prepare(scene)
        self.scene = scene
        scene.arm(ports_in([*(action.line for action in ACTIONS), *WATCHED]))
        self.known = Knowledge(scene)
        self.story = Story(scene, self.batch.index)
        self.ended = False
        self.picked = frozenset(action.line for action in self.batch.actions)

    @initialize(number=st.integers(0, 2**32))
    def pick(self, number: int) -> None:
        """Pick the actions of this interleaving; 0 stands for all of them, towards which a finding shrinks."""
        if number:
            lines = [action.line for action in self.batch.actions]
            self.picked = ALWAYS.union(Random(number).sample(lines, min(PICKED, len(lines))))

    @rule(number=st.integers(0, 2**32), judged=st.booleans())
    def act(self, number: int, judged: bool) -> None:
        """Do one of the things that can be done now, and judge what comes of it.

        A number stands for it, since draws from it are even; a choice among rules dwells on few of them.
        """
        actions = [each for each in self.batch.actions if each.line in self.picked and each.may(self.known)]
        action = actions[number % len(actions)]
        expected = action.expect(self.known)
        try:
            self.story.tell(action.line)
            action.learn(self.known)
            if judged and expected is not None:
                text, requirement = expected
                self.story.tell(f"Then {text}", requirement)
            self.scene.catch_up()
            self.story.judge()
        except BaseException:
            self._end()
            raise

    def teardown(self) -> None:
        """Let time pass, and judge what happens in it."""
        if not self.ended:
            try:
                self.story.tell(AFTERWARDS)
                self.story.judge()
            finally:
                self._end()

    def _end(self) -> None:
        self.ended = True
        batch = self.batch
        batch.count += 1
        batch.vehicle_s += self.known.now_s
        batch.story = self.story
        self._stack.close()


def _mutates_nothing(_runner: ConjectureRunner, _data: object) -> None:
    """Leave out what hypothesis does after each new interleaving: up to five more that are almost the same."""
