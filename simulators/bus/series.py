"""What a cyclic message will say at moments that are known in advance, such as the seconds of a clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import can

if TYPE_CHECKING:
    from simulators.bus.canbus import VirtualBus
    from simulators.bus.cyclic import CyclicTask

MOST_KNOWN = 64
"""Frames of a series that are remembered at most; each can be made anew."""


class Series:
    """Frames of a cyclic message: each goes out at its turn, and at the cycles from then until the next turn.

    Args:
        task: The message; it sends one frame, and goes on without an end.
        first_ns: When turn 0 comes, in ns; a period from the start of the series on at most.
        period_ns: Time from turn to turn, in ns.
        make: Gives the frame of a turn: always the same for the same turn, and never that of the one before.
    """

    duration_ns = None

    def __init__(
        self, task: CyclicTask, first_ns: int, period_ns: int, make: Callable[[int], can.Message]
    ) -> None:
        self.task = task
        self.bus: VirtualBus = task.bus
        self.messages = task.messages
        self.first_ns = first_ns
        self.period_ns = period_ns
        self._make = make
        self._known: dict[int, can.Message] = {}

    def turns(self, until_ns: int) -> int:
        """Give the number of turns that come up to and including a time in ns."""
        return max(0, (until_ns - self.first_ns) // self.period_ns + 1)

    def message(self, turn: int) -> can.Message:
        """Give the frame of a turn; of the one before the first, which is -1, what was sent before."""
        if turn < 0:
            return self.messages[0]
        message = self._known.get(turn)
        if message is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            message = self._known[turn] = self._make(turn)
        return message

    def turn_of(self, tick_ns: int, *, turns: bool) -> int:
        """Give the turn of what is sent at a tick: a turn itself, or one of the cycle, which goes before it."""
        return (tick_ns - self.first_ns - (not turns)) // self.period_ns

    def message_of(self, tick_ns: int, *, turns: bool) -> can.Message:
        """Give what is sent at a tick; see `turn_of`."""
        turn = self.turn_of(tick_ns, turns=turns)
        known = self._known.get(turn)
        return self.message(turn) if known is None else known

    def retract(self) -> int:
        """Send no more of it, and go on with what was sent last; gives the number of turns that have come."""
        self.bus.segment.retract(self)
        return self.turns(self.bus.segment.kernel.now_ns)
