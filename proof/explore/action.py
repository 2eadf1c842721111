"""What an action of an exploration is: a sentence, when it may be said, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from proof.explore.knowledge import Knowledge

Test: TypeAlias = Callable[[Knowledge], bool]
"""Type of what tells whether something is surely so, by what is known of the vehicle."""

Learn: TypeAlias = Callable[[Knowledge], None]
"""Type of what notes what is known once something was done."""


def always(_known: Knowledge) -> bool:
    """Tell that it is so at any time."""
    return True


def nothing(_known: Knowledge) -> None:
    """Note nothing."""


@dataclass(frozen=True)
class Expected:
    """One thing that must come of an action.

    Attributes:
        text: The Then without its keyword.
        requirement: Id of the requirement that it judges.
        when: Whether it is certain, as things stand just before the action.
    """

    text: str
    requirement: str
    when: Test = always


@dataclass(frozen=True)
class Action:
    """One thing that can be done.

    Attributes:
        function: What it belongs to, such as the horn; actions of one function are picked together.
        line: The sentence, with its keyword.
        needs: What the vehicle must have for it, as tags name it.
        may: Whether it can be done now.
        learn: Notes what is known once it was done.
        expects: What must come about where it is certain.
    """

    function: str
    line: str
    needs: tuple[str, ...] = ()
    may: Test = always
    learn: Learn = nothing
    expects: tuple[Expected, ...] = ()


def known_as(**values: Any) -> Test:
    """Return what tells whether values of `Knowledge` are these."""
    return lambda known: all(getattr(known, name) == value for name, value in values.items())


def negated(test: Test) -> Test:
    """Return what tells whether something is not so."""
    return lambda known: not test(known)


def both(*tests: Test) -> Test:
    """Return what tells whether all of some things are so."""
    return lambda known: all(test(known) for test in tests)


def notes(**values: Any) -> Learn:
    """Return what notes values of `Knowledge`."""

    def learn(known: Knowledge) -> None:
        for name, value in values.items():
            setattr(known, name, value)

    return learn
