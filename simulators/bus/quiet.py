"""A segment on which only those frames are events of the clock that tell someone something new.

A cyclic frame that is the same object as the one before it changes nothing: no ECU acts on it, and of a recording
its time follows from phase, period and priority. So the segment lets time pass and works out afterwards what went
over the wires, at the latest before something touches it. Where cyclic traffic has been steady for a while it does
not even do that frame by frame, but reads it from a `Pattern`.

A frame that someone must hear at its moment is one that was sent out of turn, the first with a new payload, or any
where a listener asks for repetitions. For such a frame the segment wakes at the earliest time at which it can end,
and then as often as it takes until the frame has ended just then.

The frames of a series all tell something new, but what they will tell is known long before. Where all who hear
them are content to hear later, they are no events either, and become a part of the pattern like any other.
"""

from __future__ import annotations

import heapq
from itertools import count
from typing import TYPE_CHECKING

import can

from clock.kernel import HEARING, TICK, Kernel
from simulators.bus.carriage import Carriage, Frame
from simulators.bus.cyclic_state import NEVER, Cyclic, same_form
from simulators.bus.pattern import Key
from simulators.bus.segment import Reader, key_of, priority
from simulators.bus.series import Series

if TYPE_CHECKING:
    from simulators.bus.canbus import VirtualBus
    from simulators.bus.cyclic import CyclicTask


class QuietSegment(Carriage):
    """See `Segment`."""

    def __init__(self, kernel: Kernel, name: str, bitrate: int, rank: int = 0) -> None:
        super().__init__(kernel, name, bitrate, rank)
        self._lane = HEARING + (rank << 48)
        self._starts = count()
        self._wake_ns = NEVER

    def follow(self, reader: Reader) -> None:
        """See `Segment.follow`."""
        self._advance(self.kernel.now_ns)
        self._hand_over()
        self._readers.append(reader)
        self._heard.clear()
        for key in self._turns:
            reader.come_late(key)
            self._judge_attention(key)
        self._note_taps()

    def settle(self) -> None:
        """See `Segment.settle`."""
        self._advance(self.kernel.now_ns)
        self._hand_over()
        self._tell_late()

    def transmit(self, message: can.Message, sender: VirtualBus) -> None:
        """See `Segment.transmit`."""
        now_ns = self.kernel.now_ns
        self._advance(now_ns)
        if self._turns:
            self._note_shared(key_of(message))
        self._offer((priority(message), next(self._order), message, sender, None), now_ns)
        self._wake_at(self._end_ns)  # of whatever is on the wires: this one comes then, or is looked at then

    def withdraw(self, sender: VirtualBus) -> None:
        """See `Segment.withdraw`."""
        self._advance(self.kernel.now_ns)
        self._pending = [entry for entry in self._pending if entry[3] is not sender]
        heapq.heapify(self._pending)

    def leave(self, bus: VirtualBus) -> None:
        """See `Segment.leave`."""
        self.withdraw(bus)
        for task in [task for task in self._cyclic if task.bus is bus and not isinstance(task, Series)]:
            self.stop_cyclic(task)
        self.unsubscribe(bus)

    def start_cyclic(self, task: CyclicTask) -> None:
        """See `Segment.start_cyclic`."""
        now_ns = self.kernel.now_ns
        self._advance(now_ns)
        self._cyclic[task] = cyclic = Cyclic(task, now_ns, next(self._starts))
        # Whoever starts it may still send something, or change it, before its first frame.
        self.kernel.call_at(now_ns, lambda: self._admit(cyclic), TICK)

    def stop_cyclic(self, task: CyclicTask) -> None:
        """See `Segment.stop_cyclic`."""
        self._advance(self.kernel.now_ns)
        cyclic = self._cyclic.get(task)
        if cyclic is not None:
            self._dismiss(cyclic)
            self._arm()

    def foretell(self, series: Series) -> None:
        """See `Segment.foretell`; frames that others send too, or that are no steady message, are events."""
        now_ns = self.kernel.now_ns
        self._advance(now_ns)
        cycle = self._cyclic.get(series.task)
        if cycle is None or not cycle.admitted or not cycle.steady or cycle.series is not None:
            super().foretell(series)
            return
        (key,) = cycle.keys
        if key in self._turns or self._senders[key] != [cycle]:
            super().foretell(series)
            return
        self._disturb()
        turns = Cyclic(series, series.first_ns, next(self._starts))
        turns.order = (1, turns.order[1])  # after all that ticks at the same moment
        turns.series = cycle.series = series
        turns.cycle = cycle
        turns.admitted = True
        if self._heap is not None:
            heapq.heappush(self._heap, (series.first_ns, turns.order, turns))
        self._cyclic[series] = self._turns[key] = turns
        self._take_over(turns, cycle.messages)
        for reader in self._readers:
            reader.come_late(key)
        for each in self._subscriptions.get(key, ()):
            each.settle = self.settle
        self._judge_attention(key)
        self._watch(turns)
        self._arm()

    def retract(self, series: Series) -> None:
        """See `Segment.retract`."""
        turns = self._cyclic.get(series)
        if turns is None:
            super().retract(series)
            return
        self.settle()
        self._dismiss(turns)
        self._arm()

    def note_attention(self, key: Key) -> None:
        """See `Segment.note_attention`."""
        turns = self._turns.get(key)
        if turns is not None:
            self.settle()
            self._judge_attention(key)
            self._watch(turns)
            self._arm()

    def running(self, task: CyclicTask) -> bool:
        """See `Segment.running`."""
        if task not in self._cyclic:
            return False
        self._advance(self.kernel.now_ns)
        return task in self._cyclic

    def renew_cyclic(self, task: CyclicTask) -> None:
        """See `Segment.renew_cyclic`."""
        cyclic = self._cyclic.get(task)
        if cyclic is None or not cyclic.admitted:
            return
        # All that has ticked goes out as it is; the next tick has the new messages.
        self._advance(self.kernel.now_ns)
        messages = task.messages
        alike = len(messages) == len(cyclic.messages) and all(map(same_form, messages, cyclic.messages))
        if alike:
            cyclic.messages = messages
            self._note_payload(cyclic)
        else:
            self._take_over(cyclic, messages)
            self._disturb()
        self._watch(cyclic)
        if not alike:
            self._arm()
        elif cyclic in self._alert:
            self._wake_at(self._earliest_end_ns(cyclic, self._settled_ns))

    def _admit(self, cyclic: Cyclic) -> None:
        """Let a task tick for the first time."""
        if cyclic.stopped:
            return
        now_ns = cyclic.tick_ns
        self._advance(now_ns)
        if cyclic.until_ns <= now_ns:
            self._dismiss(cyclic)
            return
        self._disturb()
        heapq.heappush(self._heap_of_ticks(), (now_ns + cyclic.period_ns, cyclic.order, cyclic))
        cyclic.admitted = True
        self._take_over(cyclic, cyclic.task.messages)
        self._tick(cyclic, now_ns)
        self._watch(cyclic)
        self._arm()

    def _frame_tells(self, frame: Frame) -> bool:
        return self._tells(key_of(frame[2]), frame[2], frame[4])

    def _arm(self) -> None:
        """Wake at the earliest time at which a frame can end that has to be heard."""
        when_ns = NEVER
        for cyclic in self._alert:
            when_ns = min(when_ns, self._earliest_end_ns(cyclic, self._settled_ns))
        frame = self._on_wire
        if (
            frame is not None
            and self._end_ns < when_ns
            and (self._frame_tells(frame) or any(map(self._frame_tells, self._pending)))
        ):
            when_ns = self._end_ns
        if when_ns < self._wake_ns:
            self._wake_at(when_ns)

    def _wake_at(self, when_ns: int) -> None:
        if when_ns < self._wake_ns:
            self._wake_ns = when_ns
            self.kernel.call_at(when_ns, self._wake, self._lane)

    def _wake(self) -> None:
        now_ns = self.kernel.now_ns
        if now_ns < self._wake_ns:
            return  # an earlier time was found after this one
        self._wake_ns = NEVER
        self._advance(now_ns)
        try:
            if self._due:
                self._hand_over()
                self._tell_late()
            while self._due:
                message, sender = self._due.popleft()
                for reader in self._readers:
                    reader.hear(now_ns, message)
                self._deliver(now_ns, message, sender)
        finally:
            self._arm()

    def _note_taps(self) -> None:
        self._advance(self.kernel.now_ns)
        for cyclic in self._cyclic.values():
            if cyclic.admitted:
                self._watch(cyclic)
        self._arm()

    def _note_subscriptions(self, key: Key, *, newcomer: bool = False) -> None:
        self._advance(self.kernel.now_ns)
        if any(entry.repeats for entry in self._subscriptions[key]):
            self._repeated.add(key)
        else:
            self._repeated.discard(key)
        if newcomer:
            self._heard.pop(key, None)
        if key in self._turns:
            for entry in self._subscriptions[key]:
                entry.settle = self.settle
            self._judge_attention(key)
        for cyclic in self._senders.get(key, ()):
            self._watch(cyclic)
        self._arm()  # also without senders: a newcomer may have to hear the frame on the wires at its end
