"""What steady cyclic traffic looks like on the wires: a pattern that repeats.

While no message starts or stops and nothing is sent out of turn, the frames on a segment follow from phase,
period, length and priority of its cyclic messages. All of it repeats with the least common multiple of the
periods, the hyperperiod. Payloads are no part of it.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby, pairwise
from math import lcm
from operator import itemgetter
from types import MappingProxyType

import can

from simulators.bus.series import Series

NO_SERIES: Mapping[int, tuple[Series, bool]] = MappingProxyType({})

MOST_FRAMES = 20_000
"""Frames in a hyperperiod from which on it is not worth its memory."""

Key = tuple[int, bool]
"""Identifier of a message, and whether it has 29 bits."""


@dataclass(frozen=True)
class Steady:
    """A cyclic message as a pattern knows it.

    Attributes:
        key: Its identifier.
        priority: Of its frames; lower wins.
        duration_ns: Time in ns that a frame takes.
        period_ns: Time in ns from tick to tick.
        tick_ns: Any of the moments at which it is sent, in ns.
    """

    key: Key
    priority: int
    duration_ns: int
    period_ns: int
    tick_ns: int

    def next_tick_ns(self, after_ns: int) -> int:
        """Give the first tick later than a time."""
        return after_ns + self.period_ns - (after_ns - self.tick_ns) % self.period_ns


def hyperperiod_ns(messages: Sequence[Steady]) -> int | None:
    """Give the time in ns after which all of the traffic repeats; None where that is too much to be held."""
    whole_ns = lcm(*(message.period_ns for message in messages))
    return whole_ns if sum(whole_ns // message.period_ns for message in messages) <= MOST_FRAMES else None


class Pattern:
    """The frames of one hyperperiod on a segment that is idle at its begin and at its end.

    Frames are numbered through all repetitions; frame `n` of the first is frame `n + len(pattern)` of the second.
    Ticks and ends are numbered alike: both belong to the same burst, which is all that goes over the wires without
    a pause between.

    Args:
        messages: In the order in which they go first when they tick together.
        begin_ns: A time in ns at which the wires are idle.
        period_ns: The hyperperiod.

    Attributes:
        begin_ns: When frame 0 is still to come.
        period_ns: The hyperperiod.
        senders: The messages, by the number that ticks and ends have for them.
        idle_at_end: Whether it can be repeated: the wires are idle at the end of the hyperperiod.
        longest_pause_ns: Longest time between the ends of two frames that follow each other, of whatever message.
    """

    def __init__(self, messages: Sequence[Steady], begin_ns: int, period_ns: int) -> None:
        self.begin_ns = begin_ns
        self.period_ns = period_ns
        self.senders = tuple(messages)
        ticks: list[tuple[int, int]] = []
        for number, message in enumerate(messages):
            first_ns = message.next_tick_ns(begin_ns) - begin_ns
            ticks.extend((tick_ns, number) for tick_ns in range(first_ns, period_ns + 1, message.period_ns))
        ticks.sort()
        self.tick_ns = [tick_ns for tick_ns, _ in ticks]
        self.tick_sender = [number for _, number in ticks]
        self.end_ns: list[int] = []
        self.end_sender: list[int] = []
        self.end_tick: list[int] = []  # number of the tick that each frame was sent at
        self._burst: list[int] = []
        self._arbitrate(ticks)
        self.idle_at_end = not self.end_ns or self.end_ns[-1] <= period_ns
        durations = (messages[number].duration_ns for number in self.end_sender)
        self._busy_ns = list(accumulate(durations, initial=0))
        self._ends: dict[int, list[int]] = {}
        ends = self.end_ns
        wrapped = [ends[-1] - period_ns, *ends] if ends else []
        self.longest_pause_ns = max((later - earlier for earlier, later in pairwise(wrapped)), default=0)

    def __len__(self) -> int:
        return len(self.end_ns)

    def _arbitrate(self, ticks: Sequence[tuple[int, int]]) -> None:
        """Let each tick's frame go over the wires; what ticks as a frame ends waits with the others."""
        messages, end_ns, burst = self.senders, self.end_ns, self._burst
        end_sender, end_tick = self.end_sender, self.end_tick
        order = [(message.priority, message.duration_ns) for message in messages]
        waiting: list[tuple[int, int, int]] = []
        free_ns, first, index, count = 0, 0, 0, len(ticks)
        while index < count or waiting:
            if not waiting:
                free_ns, number = ticks[index]
                first = tick = index
                index += 1
            else:
                _, tick, number = heapq.heappop(waiting)
            free_ns += order[number][1]
            end_ns.append(free_ns)
            end_sender.append(number)
            end_tick.append(tick)
            burst.append(first)
            while index < count and ticks[index][0] <= free_ns:
                number = ticks[index][1]
                heapq.heappush(waiting, (order[number][0], index, number))
                index += 1

    def frame_after(self, at_ns: int) -> tuple[int, int]:
        """Find the last moment up to a time at which the wires are idle.

        Args:
            at_ns: A time from `begin_ns` on.

        Returns:
            That moment, and the number of the first frame that is sent after it.
        """
        turns, offset_ns = divmod(at_ns - self.begin_ns, self.period_ns)
        ended = bisect_right(self.end_ns, offset_ns)
        if ended < len(self.tick_ns) and self.tick_ns[ended] <= offset_ns:
            ended = self._burst[ended]
            offset_ns = self.tick_ns[ended] - 1
        return self.begin_ns + turns * self.period_ns + offset_ns, turns * len(self.end_ns) + ended

    def ended(self, at_ns: int) -> int:
        """Give the number of frames that have ended at a time."""
        turns, offset_ns = divmod(at_ns - self.begin_ns, self.period_ns)
        return turns * len(self.end_ns) + bisect_right(self.end_ns, offset_ns)

    def tick(self, frame: int) -> tuple[int, int]:
        """Give the time in ns of a tick, and the number of its sender."""
        turns, index = divmod(frame, len(self.tick_ns))
        return self.begin_ns + turns * self.period_ns + self.tick_ns[index], self.tick_sender[index]

    def end(self, frame: int) -> int:
        """Give the time in ns at which a frame ends."""
        turns, index = divmod(frame, len(self.end_ns))
        return self.begin_ns + turns * self.period_ns + self.end_ns[index]

    def follow_looks(self, due_ns: int, until_ns: int, wait_ns: int) -> int:
        """Follow looks at the last frame, each some time after the end of the frame that the one before it saw.

        Args:
            due_ns: When the first is due, in ns; no earlier than the end of frame 0.
            until_ns: The time in ns up to which they are followed.
            wait_ns: How long each comes after that end, in ns.

        Returns:
            When the next one is due, in ns.
        """
        begin_ns, period_ns, end_ns = self.begin_ns, self.period_ns, self.end_ns
        while due_ns <= until_ns:
            turns, offset_ns = divmod(due_ns - begin_ns, period_ns)
            ended = bisect_right(end_ns, offset_ns)
            seen_ns = end_ns[ended - 1] if ended else end_ns[-1] - period_ns
            due_ns = begin_ns + turns * period_ns + seen_ns + wait_ns
        return due_ns

    def busy_ns(self, first: int, last: int) -> int:
        """Give the time in ns that the frames from `first` on take, without `last` and those after it."""
        return self._busy_until(last) - self._busy_until(first)

    def _busy_until(self, frame: int) -> int:
        turns, index = divmod(frame, len(self.end_ns))
        return turns * self._busy_ns[-1] + self._busy_ns[index]

    def last_sent_ns(self, sender: int, idle_ns: int) -> tuple[int, int] | None:
        """Give tick and end of the last frame of a message before a moment at which the wires are idle.

        None where none has been sent yet.
        """
        message = self.senders[sender]
        first_ns = message.next_tick_ns(self.begin_ns)
        if first_ns > idle_ns:
            return None
        turn = (idle_ns - first_ns) // message.period_ns
        tick_ns = first_ns + turn * message.period_ns
        return tick_ns, self.end_of(sender, tick_ns)

    def end_of(self, sender: int, tick_ns: int) -> int:
        """Give the time in ns at which the frame ends that a message sends at one of its ticks."""
        turns, offset_ns = divmod(tick_ns - self.begin_ns - 1, self.period_ns)
        ends_ns = self._ends.get(sender) or self._ends_of(sender)
        return self.begin_ns + turns * self.period_ns + ends_ns[offset_ns // self.senders[sender].period_ns]

    def first_end_ns(self, sender: int, frame: int) -> int:
        """Give the time in ns at which the first frame of a message ends, counted from a frame on."""
        return self.end_of(sender, self.senders[sender].next_tick_ns(self.tick(frame)[0] - 1))

    def sent(self, sender: int, first_ns: int, last_ns: int) -> list[tuple[int, int]]:
        """Give tick and end in ns of the frames of a message that end between two times, these included."""
        message, repeat_ns = self.senders[sender], self.period_ns
        period_ns, ends_ns = message.period_ns, self._ends.get(sender) or self._ends_of(sender)
        tick_ns = message.next_tick_ns(first_ns - 2 * period_ns)
        turns, offset_ns = divmod(tick_ns - self.begin_ns - 1, repeat_ns)
        base_ns, index = self.begin_ns + turns * repeat_ns, offset_ns // period_ns
        sent = []
        while tick_ns < last_ns:
            end_ns = base_ns + ends_ns[index]
            if first_ns <= end_ns <= last_ns:
                sent.append((tick_ns, end_ns))
            tick_ns += period_ns
            index += 1
            if index == len(ends_ns):
                index = 0
                base_ns += repeat_ns
        return sent

    def shortest_return_ns(self, turns: int, senders: Sequence[int]) -> int:
        """Give the shortest time from the last frame of a payload to the first of the next but one, in ns.

        Args:
            turns: Who sends each new payload.
            senders: All who send the message, `turns` among them.
        """
        ends = sorted(
            (end_ns + repetition * self.period_ns, sender == turns)
            for sender in senders
            for end_ns in self._ends_of(sender)
            for repetition in range(3)
        )
        shortest_ns, last_ns, before_ns = self.period_ns * 3, -1, -1
        for end_ns, new in ends:
            if new:
                if before_ns >= 0:
                    shortest_ns = min(shortest_ns, end_ns - before_ns)
                before_ns = last_ns
            last_ns = end_ns
        return shortest_ns

    def longest_cycle_ns(self, sender: int) -> int:
        """Give an upper bound of the time in ns from frame to frame of a message, whatever else is sent between.

        A frame that other traffic delays comes closer to the next one; the one before it ended no sooner than it
        took after its tick.
        """
        message = self.senders[sender]
        first_ns = message.next_tick_ns(self.begin_ns) - self.begin_ns
        late_ns = (
            end_ns - first_ns - turn * message.period_ns for turn, end_ns in enumerate(self._ends_of(sender))
        )
        return message.period_ns + max(late_ns) - message.duration_ns

    def _ends_of(self, sender: int) -> list[int]:
        if not self._ends:
            self._ends = {number: [] for number in range(len(self.senders))}
            for end_ns, number in zip(self.end_ns, self.end_sender, strict=True):
                self._ends[number].append(end_ns)
        return self._ends[sender]


@dataclass(slots=True)
class Passage:
    """A stretch of a pattern: frames that went over the wires and told nothing new.

    Attributes:
        pattern: Where they stand in time.
        first: Number of the first.
        last: Number of the first that is no longer among them.
        messages: What was sent, by the number of the sender.
        until_ns: A time in ns after the last at which the wires were idle.
        series: Of the senders whose messages change: what they send, and whether they are its turns or its cycle.
    """

    pattern: Pattern
    first: int
    last: int
    messages: Sequence[can.Message]
    until_ns: int
    series: Mapping[int, tuple[Series, bool]] = field(default_factory=lambda: NO_SERIES)

    def __len__(self) -> int:
        return self.last - self.first

    @property
    def ends_ns(self) -> tuple[int, int]:
        """Times in ns at which the first and the last frame ended."""
        return self.pattern.end(self.first), self.pattern.end(self.last - 1)

    def __iter__(self) -> Iterator[tuple[int, can.Message]]:
        """Give the frames with the times in ns at which they ended."""
        pattern, messages, series = self.pattern, self.messages, self.series
        ends, senders, count = pattern.end_ns, pattern.end_sender, len(pattern)
        turns, index = divmod(self.first, count)
        base_ns = pattern.begin_ns + turns * pattern.period_ns
        for _ in range(self.first, self.last):
            if index == count:
                index = 0
                base_ns += pattern.period_ns
            sender = senders[index]
            if sender in series:
                told, turns = series[sender]
                tick_ns = base_ns + pattern.tick_ns[pattern.end_tick[index]]
                yield base_ns + ends[index], told.message_of(tick_ns, turns=turns)
            else:
                yield base_ns + ends[index], messages[sender]
            index += 1

    @property
    def changing(self) -> Collection[int]:
        """Senders whose messages change in it."""
        return self.series.keys()

    def runs(self, senders: Sequence[int], first_ns: int, last_ns: int) -> Iterator[tuple[int, int, can.Message]]:
        """Give what some of those that change say between two times in ns, each with its first and its last end.

        A frame is made when it is asked for.
        """
        frames: list[tuple[int, int, Series]] = []
        for sender in senders:
            series, turns = self.series[sender]
            frames += (
                (end_ns, series.turn_of(tick_ns, turns=turns), series)
                for tick_ns, end_ns in self.pattern.sent(sender, first_ns, last_ns)
            )
        frames.sort(key=itemgetter(0))
        for (turn, series), run in groupby(frames, key=itemgetter(1, 2)):
            ends = [end_ns for end_ns, _, _ in run]
            yield ends[0], ends[-1], series.message(turn)

    def shortest_return_ns(self, senders: Sequence[int]) -> int:
        """Give how soon after its last frame a payload can come back with another one in between, in ns."""
        turns = [sender for sender in senders if sender in self.series and self.series[sender][1]]
        one = len(turns) == 1 and all(sender in self.series for sender in senders)
        return self.pattern.shortest_return_ns(turns[0], senders) if one else 0

    def split(self, frame: int) -> tuple[Passage, Passage]:
        """Give what comes before a frame, and the rest."""
        frame = min(max(frame, self.first), self.last)
        return replace(self, last=frame), replace(self, first=frame)
