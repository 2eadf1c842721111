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
from collections import deque
from collections.abc import Mapping, Sequence
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING

import can

from clock.kernel import HEARING, MS, TICK, Kernel
from simulators.bus.cyclic_state import NEVER, Cyclic, same_form
from simulators.bus.pattern import NO_SERIES, Key, Passage, Pattern, Steady, hyperperiod_ns
from simulators.bus.segment import Reader, Segment, key_of, priority
from simulators.bus.series import Series

if TYPE_CHECKING:
    from simulators.bus.canbus import VirtualBus
    from simulators.bus.cyclic import CyclicTask

CALM_NS = 250 * MS
"""Time in ns without a start or a stop of a message after which a pattern is worth its making."""

_Frame = tuple[int, int, can.Message, "VirtualBus", Cyclic | None]
"""Type of a frame that waits or is on the wires: priority, order, message, sender, and its task if it has one."""


class QuietSegment(Segment):
    """See `Segment`."""

    def __init__(self, kernel: Kernel, name: str, bitrate: int, rank: int = 0) -> None:
        super().__init__(kernel, name, bitrate, rank)
        self._lane = HEARING + (rank << 48)
        self._shortest_ns = self._durations_ns[False][0]
        self._busy_ns = 0
        self._order = count()
        self._starts = count()
        self._settled_ns = kernel.now_ns
        self._pending: list[_Frame] = []
        self._on_wire: _Frame | None = None
        self._end_ns = 0
        self._cyclic: dict[CyclicTask | Series, Cyclic] = {}
        self._turns: dict[Key, Cyclic] = {}  # those of each series
        self._attended: set[Key] = set()  # of them those whose frames somebody must hear at their end
        self._shared: set[Key] = set()  # of them those that somebody else has sent too
        self._late: dict[Key, tuple[int, can.Message, VirtualBus]] = {}  # the last that is still to be told
        self._row_series: Mapping[int, tuple[Series, bool]] = NO_SERIES
        self._heap: list[tuple[int, tuple[int, int], Cyclic]] | None = []
        self._pattern: Pattern | None = None
        self._frame = 0  # of the pattern: the next that ticks
        self._row: list[Cyclic] = []  # the senders of the pattern
        self._messages: list[can.Message] = []  # what they send
        self._steady_from_ns = NEVER
        self._heard: dict[Key, can.Message] = {}
        self._repeated: set[Key] = set()
        self._senders: dict[Key, list[Cyclic]] = {}
        self._alert: set[Cyclic] = set()  # whose next frame has to be heard at its end
        self._due: deque[tuple[can.Message, VirtualBus]] = deque()
        self._passed: list[tuple[int, can.Message]] = []
        self._readers: list[Reader] = []
        self._wake_ns = NEVER

    @property
    def busy_ns(self) -> int:
        """See `Segment.busy_ns`."""
        self._advance(self.kernel.now_ns)
        return self._busy_ns

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

    def pattern(self) -> Pattern | None:
        """See `Segment.pattern`."""
        return self._pattern

    def steady(self) -> tuple[Pattern, int] | None:
        """See `Segment.steady`."""
        if self._pattern is None or self._on_wire is not None:
            return None
        ended = self._pattern.ended(self.kernel.now_ns)
        return (self._pattern, self._pattern.end(ended - 1)) if ended > self._frame else None

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

    def _judge_attention(self, key: Key) -> None:
        """See whether somebody must hear the frames of a series at their end."""
        if (
            key in self._shared
            or not all(each.late for each in self._subscriptions.get(key, ()))
            or any(reader.attends(key) for reader in self._readers)
        ):
            self._attended.add(key)
        else:
            self._attended.discard(key)

    def _note_shared(self, key: Key) -> None:
        """Hear each frame of a series at its end from now on: somebody else sends the same message."""
        turns = self._turns.get(key)
        if turns is not None and key not in self._shared:
            self._shared.add(key)
            self._attended.add(key)
            self._watch(turns)

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

    def _earliest_end_ns(self, cyclic: Cyclic, after_ns: int) -> int:
        """Tell when the next frame of a task ends at the earliest.

        Where the traffic is a pattern and the wires were idle when it was looked at last, that is when it ends.
        """
        tick_ns = cyclic.next_tick_ns(after_ns)
        if self._pattern is None or self._on_wire is not None:
            return tick_ns + cyclic.least_ns
        return self._pattern.end_of(cyclic.number, tick_ns)

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

    def _dismiss(self, cyclic: Cyclic) -> None:
        """Let a task tick no more."""
        del self._cyclic[cyclic.task]
        if cyclic.series is not None:
            self._end_series(cyclic, cyclic.series)
        cyclic.stopped = True
        self._alert.discard(cyclic)
        if cyclic.admitted:
            for key in cyclic.keys:
                self._senders[key].remove(cyclic)
            self._disturb()

    def _end_series(self, cyclic: Cyclic, series: Series) -> None:
        """Let the turns of a series and its cycle part, whichever of them ends."""
        turns = self._cyclic[series] if cyclic.cycle is None else cyclic
        cycle = turns.cycle
        turns.series = None
        if cycle is not None:
            cycle.series = None
            series.task.messages = tuple(cycle.messages)
        for key in turns.keys:
            del self._turns[key]
            self._attended.discard(key)
            self._shared.discard(key)
            for each in self._subscriptions.get(key, ()):
                each.settle = None
        if turns is not cyclic:
            self._dismiss(turns)
        elif cycle is not None:
            self._watch(cycle)

    def _disturb(self) -> None:
        """Go on without a pattern until the set of messages has been the same for a while."""
        self._steady_from_ns = self.kernel.now_ns + CALM_NS
        if self._pattern is not None:
            self._pattern = None
            self._heap = None
            for reader in self._readers:
                reader.pattern_ends()

    def _take_over(self, cyclic: Cyclic, messages: Sequence[can.Message]) -> None:
        """Let a task send these from now on."""
        message = messages[0]
        keys = {key_of(each) for each in messages}
        if keys != cyclic.keys:
            for key in cyclic.keys:
                self._senders[key].remove(cyclic)
            for key in keys:
                if cyclic.series is None:
                    self._note_shared(key)
                self._senders.setdefault(key, []).append(cyclic)
        cyclic.keys, cyclic.messages = keys, messages
        cyclic.priority = priority(message)
        cyclic.duration_ns = self._durations_ns[message.is_extended_id][message.dlc]
        cyclic.least_ns = cyclic.duration_ns if len(messages) == 1 else self._shortest_ns

    def _note_payload(self, cyclic: Cyclic) -> None:
        """Let the pattern have what a task sends from now on."""
        if self._pattern is not None:
            self._messages = self._messages.copy()  # what has passed keeps the old list
            self._messages[cyclic.number] = cyclic.messages[0]

    def _heap_of_ticks(self) -> list[tuple[int, tuple[int, int], Cyclic]]:
        if self._heap is None:
            settled_ns = self._settled_ns
            self._heap = [
                (cyclic.next_tick_ns(settled_ns), cyclic.order, cyclic)
                for cyclic in self._cyclic.values()
                if cyclic.admitted
            ]
            heapq.heapify(self._heap)
        return self._heap

    def _advance(self, to_ns: int) -> None:
        """Let everything go over the wires that is due up to and including `to_ns`."""
        while self._settled_ns < to_ns:
            if self._on_wire is not None or not self._skip(to_ns):
                self._run(to_ns)

    def _skip(self, to_ns: int) -> bool:
        """Pass over frames of the pattern, up to the next that tells something new; tell whether time passed."""
        settled_ns = self._settled_ns
        if self._pattern is None and settled_ns >= self._steady_from_ns:
            self._find_pattern()
        pattern = self._pattern
        if pattern is None:
            return False
        for cyclic in self._alert:
            tick_ns = cyclic.next_tick_ns(settled_ns)
            if tick_ns <= to_ns:
                to_ns = tick_ns - 1
        if to_ns <= settled_ns:
            return False
        idle_ns, frame = pattern.frame_after(to_ns)
        if idle_ns <= settled_ns:
            return False
        if frame > self._frame:
            self._busy_ns += pattern.busy_ns(self._frame, frame)
            if self._readers:
                self._hand_over()
                passage = Passage(pattern, self._frame, frame, self._messages, idle_ns, self._row_series)
                for reader in self._readers:
                    reader.pass_over(passage)
            self._frame = frame
            for number, (series, turns) in self._row_series.items():
                if turns:
                    self._pass_turns(self._row[number], series, settled_ns, idle_ns)
        self._settled_ns = idle_ns
        return True

    def _pass_turns(self, turns: Cyclic, series: Series, from_ns: int, to_ns: int) -> None:
        """Take note of the last turn of a series in a stretch of the pattern."""
        turn = series.turns(to_ns) - 1
        if turn < series.turns(from_ns) or self._pattern is None:
            return
        tick_ns = series.first_ns + turn * series.period_ns
        self._change(turns, series, tick_ns)
        self._note_late(turns, self._pattern.end_of(turns.number, tick_ns), turns.messages[0])

    def _change(self, turns: Cyclic, series: Series, tick_ns: int) -> None:
        """Let a series and its cycle send what the turn at a time says."""
        turns.messages = (series.message_of(tick_ns, turns=True),)
        if turns.cycle is not None:
            turns.cycle.messages = turns.messages

    def _note_late(self, cyclic: Cyclic, end_ns: int, message: can.Message) -> None:
        """Take note of a frame that tells something new, but later."""
        key = key_of(message)
        self._heard[key] = message
        self._late[key] = end_ns, message, cyclic.sender

    def _tell_late(self) -> None:
        """Let nodes hear what they are content to hear late."""
        if self._late:
            late, self._late = self._late, {}
            for key, (end_ns, message, sender) in late.items():
                for each in self._subscriptions.get(key, ()):
                    if each.late and each.owner is not sender:  # any other hears each frame at its end
                        each.listener(end_ns, message)

    def _find_pattern(self) -> None:
        """Find the pattern of the traffic from now on, while the wires are idle."""
        row = sorted((cyclic for cyclic in self._cyclic.values() if cyclic.admitted), key=attrgetter("order"))
        steady = [
            Steady(
                key_of(cyclic.messages[0]), cyclic.priority, cyclic.duration_ns, cyclic.period_ns, cyclic.tick_ns
            )
            for cyclic in row
            if cyclic.steady
        ]
        period_ns = hyperperiod_ns(steady) if row and len(steady) == len(row) else None
        if period_ns is None:
            self._steady_from_ns = NEVER
            return
        pattern = Pattern(steady, self._settled_ns, period_ns)
        if not pattern.idle_at_end:
            self._steady_from_ns = self._settled_ns + CALM_NS
            return
        self._pattern, self._row, self._frame, self._heap = pattern, row, 0, None
        self._messages = [cyclic.messages[0] for cyclic in row]
        self._row_series = {
            number: (cyclic.series, cyclic.cycle is not None)
            for number, cyclic in enumerate(row)
            if cyclic.series is not None
        }
        for number, cyclic in enumerate(row):
            cyclic.number = number

    def _run(self, to_ns: int) -> None:
        """Go on frame by frame, until the wires are idle where a pattern can go on from there."""
        steady = self._pattern is not None
        tick_ns, cyclic = self._next_tick()
        while True:
            if self._on_wire is not None and self._end_ns < tick_ns:
                end_ns = self._end_ns
                if end_ns > to_ns:
                    break
                self._finish(self._on_wire, end_ns)
                if self._on_wire is None and (steady or end_ns >= self._steady_from_ns):
                    self._settled_ns = end_ns
                    return
            elif cyclic is None or tick_ns > to_ns:
                break
            else:
                if tick_ns >= cyclic.until_ns:
                    self._settled_ns = tick_ns - 1
                    self._dismiss(cyclic)
                else:
                    if steady:
                        self._frame += 1
                    else:
                        heapq.heapreplace(
                            self._heap_of_ticks(), (tick_ns + cyclic.period_ns, cyclic.order, cyclic)
                        )
                    self._tick(cyclic, tick_ns)
                tick_ns, cyclic = self._next_tick()
        self._settled_ns = to_ns

    def _next_tick(self) -> tuple[int, Cyclic | None]:
        if self._pattern is not None:
            tick_ns, number = self._pattern.tick(self._frame)
            return tick_ns, self._row[number]
        heap = self._heap_of_ticks()
        while heap and heap[0][2].stopped:
            heapq.heappop(heap)
        return (heap[0][0], heap[0][2]) if heap else (NEVER, None)

    def _tick(self, cyclic: Cyclic, tick_ns: int) -> None:
        if cyclic.cycle is not None and cyclic.series is not None:
            self._change(cyclic, cyclic.series, tick_ns)
        if len(cyclic.messages) == 1 or isinstance(cyclic.task, Series):
            message, rank = cyclic.messages[0], cyclic.priority
        else:
            message = cyclic.task.take_turn(cyclic.messages)
            rank = priority(message)
        self._offer((rank, next(self._order), message, cyclic.sender, cyclic), tick_ns)

    def _offer(self, frame: _Frame, now_ns: int) -> None:
        if self._on_wire is None:
            self._begin(frame, now_ns)
        else:
            heapq.heappush(self._pending, frame)

    def _begin(self, frame: _Frame, now_ns: int) -> None:
        self._on_wire = frame
        duration_ns = self._durations_ns[frame[2].is_extended_id][frame[2].dlc]
        self._end_ns = now_ns + duration_ns
        self._busy_ns += duration_ns

    def _finish(self, frame: _Frame, end_ns: int) -> None:
        """Take the frame off the wires, and let the next one begin."""
        if self._pending:
            self._begin(heapq.heappop(self._pending), end_ns)
        else:
            self._on_wire = None
        _, _, message, sender, cyclic = frame
        key = key_of(message)
        if self._tells(key, message, cyclic):
            self._due.append((message, sender))
            self._heard[key] = message
            for each in self._senders.get(key, ()):
                self._watch(each)
        else:
            self._passed.append((end_ns, message))
            if cyclic is not None and cyclic.series is not None and self._heard.get(key) is not message:
                self._note_late(cyclic, end_ns, message)
            if cyclic in self._alert:
                self._watch(cyclic)

    def _tells(self, key: Key, message: can.Message, cyclic: Cyclic | None) -> bool:
        """Tell whether somebody has to hear a frame at its end."""
        if cyclic is None or self._taps or key in self._repeated:
            return True
        heard = self._heard.get(key)
        if heard is message or (heard is not None and key in self._turns and key not in self._attended):
            return False
        return bool(self._readers) or bool(self._subscriptions.get(key))

    def _frame_tells(self, frame: _Frame) -> bool:
        return self._tells(key_of(frame[2]), frame[2], frame[4])

    def _watch(self, cyclic: Cyclic) -> None:
        """See whether the next frame of a task has to be heard at its end."""
        if cyclic.cycle is not None:
            self._watch_turns(cyclic)
            return
        for message in cyclic.messages:
            if self._tells(key_of(message), message, cyclic):
                self._alert.add(cyclic)
                return
        self._alert.discard(cyclic)

    def _watch_turns(self, turns: Cyclic) -> None:
        """See the same for a series, whose next frame says something new."""
        (key,) = turns.keys
        heard_by_any = bool(self._readers) or bool(self._subscriptions.get(key))
        if (
            self._taps
            or key in self._repeated
            or (heard_by_any and (key in self._attended or key not in self._heard))
        ):
            self._alert.add(turns)
        else:
            self._alert.discard(turns)

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

    def _hand_over(self) -> None:
        """Let readers have the frames that told nothing new."""
        if self._passed:
            passed, self._passed = self._passed, []
            for reader in self._readers:
                reader.catch_up(passed)

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
