"""How frames get over the wires: by a pattern where traffic is steady, else one by one."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Mapping, Sequence
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING

import can

from clock.kernel import MS, Kernel
from simulators.bus.attention import Attention
from simulators.bus.cyclic_state import NEVER, Cyclic
from simulators.bus.pattern import NO_SERIES, Passage, Pattern, Steady, hyperperiod_ns
from simulators.bus.segment import key_of, priority
from simulators.bus.series import Series

if TYPE_CHECKING:
    from simulators.bus.canbus import VirtualBus
    from simulators.bus.cyclic import CyclicTask

CALM_NS = 250 * MS
"""Time in ns without a start or a stop of a message after which a pattern is worth its making."""

Frame = tuple[int, int, can.Message, "VirtualBus", Cyclic | None]
"""Type of a frame that waits or is on the wires: priority, order, message, sender, and its task if it has one."""


class Carriage(Attention):
    """A segment that works out afterwards what went over its wires; see `simulators.bus.quiet`."""

    def __init__(self, kernel: Kernel, name: str, bitrate: int, rank: int = 0) -> None:
        super().__init__(kernel, name, bitrate, rank)
        self._shortest_ns = self._durations_ns[False][0]
        self._busy_ns = 0
        self._order = count()
        self._settled_ns = kernel.now_ns
        self._pending: list[Frame] = []
        self._on_wire: Frame | None = None
        self._end_ns = 0
        self._cyclic: dict[CyclicTask | Series, Cyclic] = {}
        self._row_series: Mapping[int, tuple[Series, bool]] = NO_SERIES
        self._heap: list[tuple[int, tuple[int, int], Cyclic]] | None = []
        self._pattern: Pattern | None = None
        self._frame = 0  # of the pattern: the next that ticks
        self._row: list[Cyclic] = []  # the senders of the pattern
        self._messages: list[can.Message] = []  # what they send
        self._steady_from_ns = NEVER
        self._due: deque[tuple[can.Message, VirtualBus]] = deque()
        self._passed: list[tuple[int, can.Message]] = []

    @property
    def busy_ns(self) -> int:
        """See `Segment.busy_ns`."""
        self._advance(self.kernel.now_ns)
        return self._busy_ns

    def pattern(self) -> Pattern | None:
        """See `Segment.pattern`."""
        return self._pattern

    def steady(self) -> tuple[Pattern, int] | None:
        """See `Segment.steady`."""
        if self._pattern is None or self._on_wire is not None:
            return None
        ended = self._pattern.ended(self.kernel.now_ns)
        return (self._pattern, self._pattern.end(ended - 1)) if ended > self._frame else None

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

    def _tick(self, cyclic: Cyclic, tick_ns: int) -> None:
        if cyclic.cycle is not None and cyclic.series is not None:
            self._change(cyclic, cyclic.series, tick_ns)
        if len(cyclic.messages) == 1 or isinstance(cyclic.task, Series):
            message, rank = cyclic.messages[0], cyclic.priority
        else:
            message = cyclic.task.take_turn(cyclic.messages)
            rank = priority(message)
        self._offer((rank, next(self._order), message, cyclic.sender, cyclic), tick_ns)

    def _offer(self, frame: Frame, now_ns: int) -> None:
        if self._on_wire is None:
            self._begin(frame, now_ns)
        else:
            heapq.heappush(self._pending, frame)

    def _begin(self, frame: Frame, now_ns: int) -> None:
        self._on_wire = frame
        duration_ns = self._durations_ns[frame[2].is_extended_id][frame[2].dlc]
        self._end_ns = now_ns + duration_ns
        self._busy_ns += duration_ns

    def _finish(self, frame: Frame, end_ns: int) -> None:
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

    def _earliest_end_ns(self, cyclic: Cyclic, after_ns: int) -> int:
        """Tell when the next frame of a task ends at the earliest.

        Where the traffic is a pattern and the wires were idle when it was looked at last, that is when it ends.
        """
        tick_ns = cyclic.next_tick_ns(after_ns)
        if self._pattern is None or self._on_wire is not None:
            return tick_ns + cyclic.least_ns
        return self._pattern.end_of(cyclic.number, tick_ns)

    def _hand_over(self) -> None:
        """Let readers have the frames that told nothing new."""
        if self._passed:
            passed, self._passed = self._passed, []
            for reader in self._readers:
                reader.catch_up(passed)
