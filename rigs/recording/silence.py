"""When silence is looked for on a bus, and when that would find nothing."""

from __future__ import annotations

from clock.kernel import MS
from rigs.recording.passage import Passage

SILENCE_NS = 500 * MS
"""A bus without a frame for this long is asleep: five times the cycle of the network master's message."""


class Looks:
    """The looks for silence that are left out while traffic is steady.

    Each comes `SILENCE_NS` after the last frame that the one before it has seen. They are worked out when frames
    are told, so that the first that is done again comes at the moment at which it would have come anyway.

    Attributes:
        left_out: Whether none is done at present.
    """

    def __init__(self) -> None:
        self.left_out = False
        self._due_ns = 0

    def leave_out(self, last_ns: int) -> None:
        """Do no more of them after one that has seen the last frame at a time in ns."""
        self.left_out = True
        self._due_ns = last_ns + SILENCE_NS

    def take_up(self, at_ns: int, last_ns: int) -> int:
        """Do them again from a time on; gives when the next one is, in ns."""
        self.left_out = False
        return self.before(at_ns, last_ns)

    def before(self, at_ns: int, last_ns: int) -> int:
        """Let those pass by that come before a frame.

        Args:
            at_ns: When the frame ended.
            last_ns: When the one before it did.

        Returns:
            When the next one is, in ns.
        """
        if self._due_ns < at_ns:
            self._due_ns = last_ns + SILENCE_NS
        return self._due_ns

    def through(self, passage: Passage, first_ns: int, last_ns: int) -> None:
        """Let those pass by that come before or in a stretch of steady traffic.

        Args:
            passage: The stretch, up to whose end no frame but its own has ended.
            first_ns: When its first frame ended.
            last_ns: When the frame before it did.
        """
        due_ns = self.before(first_ns, last_ns)
        self._due_ns = passage.pattern.follow_looks(due_ns, passage.until_ns, SILENCE_NS)
