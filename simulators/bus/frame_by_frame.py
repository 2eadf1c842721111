"""A segment on which each cyclic frame is two events of the clock: its tick, and its end.

The plain way, and what `simulators.bus.quiet` is measured against. It is used where time is real, so that each
frame is heard at its moment anyway.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

import can

from clock.kernel import HEARING, TICK, WIRE, Kernel
from simulators.bus.segment import Reader, Segment, priority

if TYPE_CHECKING:
    from simulators.bus.canbus import VirtualBus
    from simulators.bus.cyclic import CyclicTask


class FrameByFrame(Segment):
    """See `Segment`."""

    def __init__(self, kernel: Kernel, name: str, bitrate: int, rank: int = 0) -> None:
        super().__init__(kernel, name, bitrate, rank)
        self._busy_ns = 0
        self._pending: list[tuple[int, int, can.Message, VirtualBus]] = []
        self._order = count()
        self._on_wire: tuple[int, int, can.Message, VirtualBus] | None = None
        self._started: dict[CyclicTask, int] = {}

    @property
    def busy_ns(self) -> int:
        """See `Segment.busy_ns`."""
        return self._busy_ns

    def follow(self, reader: Reader) -> None:
        """See `Segment.follow`."""
        self.tap(reader.hear)

    def settle(self) -> None:
        """See `Segment.settle`: each frame is read at its end."""

    def pattern(self) -> None:
        """See `Segment.pattern`; each frame is looked at by itself."""

    def steady(self) -> None:
        """See `Segment.steady`: each frame is read at its end."""

    def withdraw(self, sender: VirtualBus) -> None:
        """See `Segment.withdraw`."""
        self._pending = [entry for entry in self._pending if entry[3] is not sender]
        heapq.heapify(self._pending)

    def transmit(self, message: can.Message, sender: VirtualBus) -> None:
        """See `Segment.transmit`."""
        entry = (priority(message), next(self._order), message, sender)
        if self._on_wire is None:
            self._start(entry)
        else:
            heapq.heappush(self._pending, entry)

    def leave(self, bus: VirtualBus) -> None:
        """See `Segment.leave`."""
        self._started = {task: epoch for task, epoch in self._started.items() if task.bus is not bus}
        self.withdraw(bus)
        self.unsubscribe(bus)

    def start_cyclic(self, task: CyclicTask) -> None:
        """See `Segment.start_cyclic`."""
        now_ns = self.kernel.now_ns
        self._started[task] = epoch = next(self._order)
        self.kernel.call_at(now_ns, self._ticker(task, now_ns, epoch), TICK)

    def stop_cyclic(self, task: CyclicTask) -> None:
        """See `Segment.stop_cyclic`."""
        self._started.pop(task, None)

    def renew_cyclic(self, task: CyclicTask) -> None:
        """See `Segment.renew_cyclic`: each tick looks anew."""

    def _ticker(self, task: CyclicTask, start_ns: int, epoch: int) -> Callable[[], None]:
        bus, period_ns, next_ns = task.bus, task.period_ns, start_ns
        end_ns = None if task.duration_ns is None else start_ns + task.duration_ns
        transmit, call_at = self.transmit, self.kernel.call_at

        def tick() -> None:
            nonlocal next_ns
            # A task that was started anew has another ticker.
            if self._started.get(task) != epoch:
                return
            if end_ns is not None and next_ns >= end_ns:
                del self._started[task]
                return
            transmit(task.take_turn(task.messages), bus)
            next_ns += period_ns
            call_at(next_ns, tick, TICK)

        return tick

    def running(self, task: CyclicTask) -> bool:
        """See `Segment.running`."""
        return task in self._started

    def _start(self, entry: tuple[int, int, can.Message, VirtualBus]) -> None:
        self._on_wire = entry
        message = entry[2]
        duration_ns = self._durations_ns[message.is_extended_id][message.dlc]
        self._busy_ns += duration_ns
        self.kernel.call_at(self.kernel.now_ns + duration_ns, self._finish, WIRE)

    def _finish(self) -> None:
        entry = self._on_wire
        if entry is None:
            return
        if self._pending:
            self._start(heapq.heappop(self._pending))
        else:
            self._on_wire = None
        now_ns, message, sender = self.kernel.now_ns, entry[2], entry[3]
        self.kernel.call_at(now_ns, lambda: self._deliver(now_ns, message, sender), HEARING + (self._rank << 48))
