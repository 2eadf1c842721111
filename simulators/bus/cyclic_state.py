"""What a quiet segment keeps of each cyclic message that runs on it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

import can

from simulators.bus.pattern import Key
from simulators.bus.series import Series

if TYPE_CHECKING:
    from simulators.bus.cyclic import CyclicTask

NEVER = 1 << 80
"""A time in ns that does not come."""


class Cyclic:
    """A task that runs, or the turns of a series.

    Attributes:
        series: What it sends, where that changes by itself.
        cycle: Of the turns of a series: what sends their frames again; None of a task.
        tick_ns: One of its ticks, in ns.
        order: Its place among those that tick together: the longer period first, then who was started first.
        least_ns: Time in ns that its next frame takes at least.
        messages: What it sends from its next tick on.
        admitted: Whether it has ticked.
    """

    __slots__ = (
        "admitted",
        "cycle",
        "duration_ns",
        "keys",
        "least_ns",
        "messages",
        "number",
        "order",
        "period_ns",
        "priority",
        "sender",
        "series",
        "stopped",
        "task",
        "tick_ns",
        "until_ns",
    )

    def __init__(self, task: CyclicTask | Series, start_ns: int, number: int) -> None:
        self.task = task
        self.series: Series | None = None
        self.cycle: Cyclic | None = None
        self.sender = task.bus
        self.tick_ns = start_ns
        self.period_ns = task.period_ns
        self.order = (-task.period_ns, number)
        self.until_ns = NEVER if task.duration_ns is None else start_ns + task.duration_ns
        self.messages: Sequence[can.Message] = task.messages
        self.stopped = False
        self.admitted = False
        self.number = 0
        self.priority = 0
        self.duration_ns = self.least_ns = 0
        self.keys: Set[Key] = frozenset()

    @property
    def steady(self) -> bool:
        """True when a pattern can hold it."""
        return len(self.messages) == 1 and self.until_ns == NEVER

    def next_tick_ns(self, after_ns: int) -> int:
        return after_ns + self.period_ns - (after_ns - self.tick_ns) % self.period_ns


def same_form(message: can.Message, other: can.Message) -> bool:
    """Tell whether two messages are the same to a pattern, whatever their payload."""
    return (
        message.arbitration_id == other.arbitration_id
        and message.dlc == other.dlc
        and message.is_extended_id == other.is_extended_id
    )
