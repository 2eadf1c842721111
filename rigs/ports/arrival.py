"""Ports that tell whether a message arrives now."""

from __future__ import annotations

from collections.abc import Callable

from rigs.ports.book import PortBook
from rigs.ports.derived import Message, arrivals
from rigs.ports.port import Derived, Observation
from rigs.ports.values import Truth


def any_message(_message: Message) -> bool:
    """Count each message."""
    return True


def arrival(
    book: PortBook, name: str, doc: str, of: Observation, counts: Callable[[Message], bool] = any_message
) -> Observation:
    """Declare what tells whether a message of a kind arrives now.

    Args:
        book: Where it is declared.
        name: As rig files say it.
        doc: What it is, for people.
        of: The port that shows the last message of all.
        counts: Whether a message is of the kind.
    """
    return book.add(Observation(name, doc, Truth(), Derived(arrivals(counts), of)))
