"""The machine that interleaves: one action after the other, on a fresh vehicle for each interleaving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from proof.explore.action import Action
from proof.explore.actions import ACTIONS
from proof.explore.course import Course, Turn, shrunk
from proof.explore.in_the_world import TIME
from proof.explore.item import NEEDS
from proof.explore.story import Found, Story
from rigs.errors import ServiceFault
from rigs.judging.sequels import LEVEL
from rigs.ports.port import Observation
from rigs.rest.rest_state import prepare
from rigs.run.session import RigSession
from rigs.scene import Scene
from steps.gherkin.lint import StepIndex
from steps.gherkin.vocabulary import ports_in

BATCH = 100
"""Interleavings of one seed, which are always the same."""

STEPS = 40
"""Most actions of one interleaving; beginning and end of one take as long as a dozen of them, and what takes three
things in a row comes five times as often among 40 as among 24."""

PICKED = (4, 8, 12, 18)
"""Numbers of functions, one of which an interleaving has besides time: few meet each other soon and come twice; of
many, more meet."""

AGAIN = 4
"""Number of actions of which one is of the function of the action before for certain."""

ENDING = ("When the driver turns the ignition off", "When 5 min pass", "Given the vehicle is asleep")
"""The actions at the end of each interleaving, as far as they can be done: what was set off comes about, and a
vehicle that nothing keeps awake sleeps at last."""

CHOICES = 99999
"""Highest of the numbers that stand for a choice of functions, and `DRAWN` of those for an action and for what is
judged of it."""

DRAWN = 99999

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
        course: That of the last interleaving, of what was found when there is a finding.
    """

    session: RigSession
    index: StepIndex
    number: int
    actions: Sequence[Action]
    ports: Sequence[Observation]
    count: int = 0
    vehicle_s: float = 0.0
    course: Course | None = None

    @classmethod
    def on(cls, session: RigSession, index: StepIndex, number: int) -> Batch:
        """Make that of a seed on the vehicle of a run."""
        profile = session.plan.profile_for(NEEDS)
        tags = profile.tags if profile else frozenset()
        actions = [each for each in ACTIONS if tags.issuperset(each.needs)]
        lines = [line for each in actions for line in (each.line, *(expected.text for expected in each.expects))]
        return cls(session, index, number, actions, [*ports_in([*lines, *WATCHED]), LEVEL])

    @contextmanager
    def scene(self) -> Iterator[Scene]:
        """Yield a vehicle at rest, of which all is watched that an interleaving speaks of."""
        with self.session.scene(f"explore::{self.number}", NEEDS, may_call=True) as scene:
            prepare(scene)
            scene.arm(self.ports)
            yield scene

    def run(self, interleavings: int = BATCH, *, shrinks: bool = True) -> Found | None:
        """Run interleavings until all have been or one has found something.

        Args:
            interleavings: How many.
            shrinks: Whether what is not needed for a finding is left out of it.

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
                        phases=(Phase.generate,),
                        verbosity=Verbosity.quiet,
                        print_blob=False,
                        report_multiple_bugs=False,
                        suppress_health_check=list(HealthCheck),
                    ),
                )
        except Found as found:
            assert self.course is not None  # noqa: S101  # it has ended by what it has found
            if shrinks:
                self.course, found = shrunk(self.course, found, self._again)
            return found
        return None

    def ended(self, course: Course) -> None:
        """Take the course of an interleaving that has ended."""
        self.course = course
        self.count += 1
        self.vehicle_s += course.known.now_s

    def _again(self, turns: Sequence[Turn]) -> tuple[Course, Found | None]:
        with self.scene() as scene:
            course = Course(scene, self.index)
            try:
                course.take_again(turns)
            except Found as found:
                return course, found
            finally:
                self.ended(course)
        return course, None

    def retold(self, lines: Sequence[str]) -> Found | None:
        """Tell a story again, whatever is known of the vehicle; None where all holds.

        What answers something that another vehicle alone has done, such as the end of its call, is left out.
        """
        with self.scene() as scene:
            story = Story(scene, self.index)
            try:
                for line in lines:
                    with suppress(ServiceFault):
                        story.tell(line)
                story.judge()
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
        scene = self._stack.enter_context(self.batch.scene())
        self.course = Course(scene, self.batch.index)
        self.actions = self.batch.actions
        self.function = ""
        self.over = False

    @initialize(number=st.integers(0, CHOICES))
    def pick(self, number: int) -> None:
        """Pick the functions of this interleaving."""
        random = Random(number)
        functions = [each for each in dict.fromkeys(each.function for each in self.actions) if each != TIME]
        picked = {TIME, *random.sample(functions, random.choice(PICKED))}
        self.actions = [each for each in self.actions if each.function in picked]

    @rule(number=st.integers(0, DRAWN), judged=st.integers(0, DRAWN))
    def act(self, number: int, judged: int) -> None:
        """Do one of the things that can be done now, and judge what comes of it, or do not.

        A number stands for it, since draws from it are even; a choice among rules dwells on few of them. Functions
        are as likely as each other, however many actions they have, but that of the action before is likelier:
        some things come of what is done directly after another.
        """
        known = self.course.known
        possible: dict[str, list[Action]] = {}
        for each in self.actions:
            if each.may(known):
                possible.setdefault(each.function, []).append(each)
        number, other = divmod(number, AGAIN)
        rest, function = divmod(number, len(possible))
        if other or self.function not in possible:
            self.function = [*possible][function]
        actions = possible[self.function]
        action = actions[rest % len(actions)]
        certain = [None, *(each for each in action.expects if each.when(known))]
        try:
            self.course.take(Turn(action, certain[judged % len(certain)]))
        except BaseException:
            self._end()
            raise

    def teardown(self) -> None:
        """Let time pass, let the vehicle sleep if it may, and judge what was."""
        if self.over:
            return
        endings = {each.line: each for each in self.batch.actions if each.line in ENDING}
        try:
            self.course.take_again([Turn(endings[line]) for line in ENDING])
        finally:
            self._end()

    def _end(self) -> None:
        self.over = True
        self.batch.ended(self.course)
        self._stack.close()


def _mutates_nothing(_runner: ConjectureRunner, _data: object) -> None:
    """Leave out what hypothesis does after each new interleaving: up to five more that are almost the same."""
