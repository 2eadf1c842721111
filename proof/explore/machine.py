"""The machine that interleaves: one action after the other, on a fresh vehicle for each interleaving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from proof.explore.action import Action
from proof.explore.actions import ACTIONS
from proof.explore.in_the_world import TIME
from proof.explore.item import NEEDS
from proof.explore.knowledge import Knowledge
from proof.explore.story import Found, Story
from rigs.ports.port import Observation
from rigs.rest.rest_state import prepare
from rigs.run.session import RigSession
from rigs.scene import Scene
from steps.gherkin.lint import StepIndex
from steps.gherkin.vocabulary import ports_in

BATCH = 100
"""Interleavings of one seed, which are always the same."""

STEPS = 24
"""Most actions of one interleaving; beginning and end of one take as long as a dozen of them."""

PICKED = (3, 4, 6, 9)
"""How many functions one interleaving has, besides time: of few, each meets each other soon and comes twice; of
many, more of them meet."""

IGNITION_OFF = "When the driver turns the ignition off"
AFTERWARDS = "When 3 min pass"
ASLEEP = "Given the vehicle is asleep"
"""The sentences at the end of each interleaving, in which what was set off comes about; a vehicle that nothing
keeps awake sleeps at last."""

CHOICES = 9999
"""Highest of the numbers that stand for a choice of functions, `DRAWN` for an action, `JUDGED` for what is judged
of it. The smaller they are, the sooner a finding is shrunk."""

DRAWN = 1023
JUDGED = 11

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
        number: The seed.
        actions: What can be done with the vehicle.
        ports: What is watched from the beginning.
        count: How many interleavings were run, those that shrank a finding among them.
        vehicle_s: Time of the vehicle in all of them, in s.
        story: The interleaving of the finding, when there is one.
    """

    session: RigSession
    index: StepIndex
    number: int
    actions: Sequence[Action]
    ports: Sequence[Observation]
    count: int = 0
    vehicle_s: float = 0.0
    story: Story | None = None

    @classmethod
    def on(cls, session: RigSession, index: StepIndex, number: int) -> Batch:
        """Make that of a seed on the vehicle of a run."""
        profile = session.plan.profile_for(NEEDS)
        tags = profile.tags if profile else frozenset()
        actions = [each for each in ACTIONS if tags.issuperset(each.needs)]
        lines = [line for each in actions for line in (each.line, *(expected.text for expected in each.expects))]
        return cls(session, index, number, actions, ports_in([*lines, *WATCHED]))

    @contextmanager
    def scene(self) -> Iterator[Scene]:
        """Yield a vehicle at rest, of which all is watched that an interleaving speaks of."""
        with self.session.scene(f"explore::{self.number}", NEEDS, may_call=True) as scene:
            prepare(scene)
            scene.arm(self.ports)
            yield scene

    def run(self, interleavings: int = BATCH, *, shrunk: bool = True) -> Found | None:
        """Run interleavings until all have been or one has found something.

        Args:
            interleavings: How many.
            shrunk: Whether a finding is shrunk.

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
                        phases=(Phase.generate, Phase.shrink) if shrunk else (Phase.generate,),
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
        self.scene = self._stack.enter_context(self.batch.scene())
        self.known = Knowledge(self.scene)
        self.story = Story(self.scene, self.batch.index)
        self.ended = False
        self.actions = self.batch.actions

    @initialize(number=st.integers(0, CHOICES))
    def pick(self, number: int) -> None:
        """Pick the functions of this interleaving; 0 stands for all of them, towards which a finding shrinks."""
        if number:
            random = Random(number)
            functions = [each for each in dict.fromkeys(each.function for each in self.actions) if each != TIME]
            picked = {TIME, *random.sample(functions, random.choice(PICKED))}
            self.actions = [each for each in self.actions if each.function in picked]

    @rule(number=st.integers(0, DRAWN), judged=st.integers(0, JUDGED))
    def act(self, number: int, judged: int) -> None:
        """Do one of the things that can be done now, and judge what comes of it, or do not.

        A number stands for it, since draws from it are even; a choice among rules dwells on few of them. Functions
        are as likely as each other, however many actions they have.
        """
        possible: dict[str, list[Action]] = {}
        for each in self.actions:
            if each.may(self.known):
                possible.setdefault(each.function, []).append(each)
        rest, function = divmod(number, len(possible))
        actions = [*possible.values()][function]
        action = actions[rest % len(actions)]
        certain = [None, *(each for each in action.expects if each.when(self.known))]
        expected = certain[judged % len(certain)]
        try:
            self.story.tell(action.line)
            action.learn(self.known)
            if expected is not None:
                self.story.tell(f"Then {expected.text}", expected.requirement)
            self.scene.catch_up()
        except BaseException:
            self._end()
            raise

    def teardown(self) -> None:
        """Let time pass, let the vehicle sleep if it may, and judge what was."""
        if self.ended:
            return
        try:
            if self.known.ignition != "off":
                self.story.tell(IGNITION_OFF)
                self.known.ignition = "off"
            self.story.tell(AFTERWARDS)
            if self.known.may_sleep:
                self.story.tell(ASLEEP)
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


def retold(batch: Batch, lines: Sequence[str]) -> Found | None:
    """Tell an interleaving again on the vehicle of a batch, whatever that knows of it; None where all holds."""
    with batch.scene() as scene:
        story = Story(scene, batch.index)
        try:
            for line in lines:
                story.tell(line)
            story.judge()
        except Found as found:
            return found
    return None


def _mutates_nothing(_runner: ConjectureRunner, _data: object) -> None:
    """Leave out what hypothesis does after each new interleaving: up to five more that are almost the same."""
