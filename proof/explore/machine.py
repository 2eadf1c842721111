"""The machine that interleaves: one action after the other, on a fresh vehicle for each interleaving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from random import Random

from proof.explore.action import Action
from proof.explore.actions import ACTIONS
from proof.explore.course import Course, Turn, shrunk
from proof.explore.in_the_world import TIME
from proof.explore.item import NEEDS
from proof.explore.knowledge import PAGE, Knowledge
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

STEPS = 80
"""Number of actions of one interleaving; beginning and end of one take as long as a dozen of them, and what takes
three things in a row comes five times as often among 40 as among 24. Functions are picked anew after `PHASE`."""

PHASE = 40

CHAPTERS = (
    ("SOS", "assistance", "call back", "crash", "double-push", "network", "privacy", "ignition", "belts"),
    ("energy", "plug", "pre-conditioning", "refresh", "battery", "charge programme", "temperature"),
    ("pre-conditioning", "key", "hand", "battery", "programme", "doors"),
    ("doors", "lights", "horn", "key", "hand", "superlock", "refresh", "connection", "app", "network"),
    ("privacy", "contract", "activation", "ignition", "projection", "double-push", "refresh", "place"),
)
"""Functions that belong together, as the chapters of the source have them: what takes three takes mostly such."""

OF_ALL = 4
"""Number of times of which functions of all chapters are picked once, else mostly of one."""

PICKED = (4, 8, 12, 18)
"""Numbers of functions, one of which is picked of all chapters besides time: few meet each other soon and come
twice; of many, more meet."""

UPSETS = ("privacy", "network", "supply", "sleep", "SOS", "key", "refresh", "contract")
"""Functions that upset those of any chapter."""

KIN = (3, 5, 8)
"""Numbers of functions of one chapter, and `GUESTS` of what upsets them."""

GUESTS = (1, 2, 3)

SOON = 5
"""Number of actions of which one is of a function of the two before, and one has just become possible."""

ENDING = ("When the driver turns the ignition off", "When 5 min pass", "Given the vehicle is asleep")
"""The actions at the end of each interleaving, as far as they can be done: what was set off comes about, and a
vehicle that nothing keeps awake sleeps at last."""

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
        return cls(session, index, number, actions, [*ports_in([*lines, *WATCHED]), LEVEL, PAGE])

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
        for each in range(interleavings):
            try:
                self._interleave(Random(f"{self.number} {each}"))
            except Found as found:
                assert self.course is not None  # noqa: S101  # it has ended by what it has found
                if shrinks:
                    self.course, found = shrunk(self.course, found, self._again)
                return found
        return None

    def _interleave(self, random: Random) -> None:
        """Do one thing after the other on a fresh vehicle, let time pass, let it sleep if it may, and judge."""
        with self.scene() as scene:
            course = Course(scene, self.index)
            endings = {each.line: each for each in self.actions if each.line in ENDING}
            try:
                for step in range(STEPS):
                    if step % PHASE == 0:
                        choice = Choice(self.actions, random)
                    course.take(choice.turn(course.known))
                course.take_again([Turn(endings[line]) for line in ENDING])
            finally:
                self.ended(course)

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


class Choice:
    """Chance that chooses what is done next in a part of one interleaving.

    Args:
        actions: What can be done with the vehicle.
        random: The chance.
    """

    def __init__(self, actions: Sequence[Action], random: Random) -> None:
        self._random = random
        functions = [each for each in dict.fromkeys(each.function for each in actions) if each != TIME]
        picked = {TIME, *self._picked(functions)}
        self._actions = [each for each in actions if each.function in picked]
        self._last: tuple[str, ...] = ()
        self._possible: Sequence[Action] = self._actions

    def _picked(self, functions: Sequence[str]) -> Sequence[str]:
        """Pick functions: of one chapter and some that upset it, or of all."""
        if not self._random.randrange(OF_ALL):
            return self._sample(functions, PICKED)
        chapter = self._random.choice(CHAPTERS)
        kin = [each for each in functions if each in chapter]
        upsets = [each for each in functions if each in UPSETS and each not in chapter]
        return [*self._sample(kin, KIN), *self._sample(upsets, GUESTS)]

    def _sample(self, functions: Sequence[str], numbers: Sequence[int]) -> Sequence[str]:
        """Pick one of some numbers of functions, or all where there are fewer."""
        return self._random.sample(functions, min(self._random.choice(numbers), len(functions)))

    def turn(self, known: Knowledge) -> Turn:
        """Choose one of the things that can be done now, and what is judged of it, if anything.

        Functions are as likely as each other, however many actions they have. Those of the two actions before are
        likelier, and so is what has just become possible: some things come of what is done directly after another.
        """
        before = self._possible
        self._possible = [each for each in self._actions if each.may(known)]
        near = [each for each in self._possible if each.function in self._last]
        new = [each for each in self._possible if each not in before]
        lot = self._random.randrange(SOON)
        actions = {0: near, 1: new}.get(lot) or self._possible
        function = self._random.choice([*dict.fromkeys(each.function for each in actions)])
        action = self._random.choice([each for each in actions if each.function == function])
        self._last = (function, *self._last[:1])
        return Turn(action, self._random.choice([None, *(each for each in action.expects if each.when(known))]))
