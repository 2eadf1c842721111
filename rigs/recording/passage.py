"""What a recorder needs to know of frames that it is told of later, because they told nothing new."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol, Self

import can

Key = tuple[int, bool]
"""Type of an identifier, and whether it has 29 bits."""


class Sender(Protocol):
    """A message of a pattern."""

    @property
    def key(self) -> Key:
        """Its identifier."""


class Pattern(Protocol):
    """Steady traffic that repeats; its frames are numbered through all repetitions."""

    @property
    def longest_pause_ns(self) -> int:
        """Longest time in ns between the ends of two frames that follow each other."""

    @property
    def senders(self) -> Sequence[Sender]:
        """Its messages; elsewhere a message is named by its place here."""

    def __len__(self) -> int:
        """Give the number of frames after which it repeats."""

    def ended(self, at_ns: int, /) -> int:
        """Give the number of frames that have ended at a time in ns."""

    def end(self, frame: int, /) -> int:
        """Give the time in ns at which a frame ends."""

    def follow_looks(self, due_ns: int, until_ns: int, wait_ns: int, /) -> int:
        """Follow looks at the last frame, each some time in ns after the end of the frame that the one before saw.

        Gives when the first is due that is later than `until_ns`.
        """

    def last_sent_ns(self, sender: int, idle_ns: int, /) -> tuple[int, int] | None:
        """Give tick and end of the last frame of a message before a moment at which the wires are idle.

        None where none has been sent yet.
        """

    def first_end_ns(self, sender: int, frame: int, /) -> int:
        """Give the time in ns at which the first frame of a message ends, counted from a frame on."""

    def longest_cycle_ns(self, sender: int, /) -> int:
        """Give an upper bound of the time in ns from frame to frame of a message."""


class Passage(Protocol):
    """A stretch of steady traffic that told nothing new."""

    @property
    def pattern(self) -> Pattern:
        """Pattern that it follows."""

    @property
    def messages(self) -> Sequence[can.Message]:
        """Messages that were sent, by the place of the sender in the pattern."""

    @property
    def until_ns(self) -> int:
        """Time in ns after the last frame at which the wires were idle."""

    @property
    def ends_ns(self) -> tuple[int, int]:
        """Times in ns at which the first and the last frame ended."""

    @property
    def first(self) -> int:
        """Number of its first frame in the pattern."""

    @property
    def last(self) -> int:
        """Number of the first frame in the pattern that is no longer among its own."""

    def __len__(self) -> int:
        """Give the number of its frames."""

    def __iter__(self) -> Iterator[tuple[int, can.Message]]:
        """Give the frames with the times in ns at which they ended."""

    @property
    def changing(self) -> Collection[int]:
        """Those senders, by their place in the pattern, whose messages change in it."""

    def runs(
        self, senders: Sequence[int], first_ns: int, last_ns: int, /
    ) -> Iterator[tuple[int, int, can.Message]]:
        """Give what some of those that change say between two times in ns, each with its first and its last end.

        Of the same senders it may be asked for later times too, as long as they followed the pattern. A frame is
        made when it is asked for, which may be much later.
        """

    def shortest_return_ns(self, senders: Sequence[int], /) -> int:
        """Give how soon after its last frame a payload can come back with another one in between, in ns.

        Args:
            senders: All who send one message; 0 where that cannot be told of them.
        """

    def split(self, frame: int, /) -> tuple[Self, Self]:
        """Give what comes before a frame of the pattern, and the rest."""


class Wires(Protocol):
    """A bus that tells of frames which tell nothing new when it is asked, or when something new comes."""

    def follow(self, reader: Reader, /) -> None:
        """Let `reader` have all that goes over the wires from now on."""

    def settle(self) -> None:
        """Let all readers have what has gone over the wires until now."""

    def pattern(self) -> Pattern | None:
        """Give the pattern that cyclic messages follow, whatever else is sent; None where there is none."""

    def steady(self) -> tuple[Pattern, int] | None:
        """Give the pattern of the traffic since the last stretch, and when its last frame ended until now.

        None where something else went over the wires, or where readers have heard of all.
        """

    def note_attention(self, key: Key, /) -> None:
        """Take note that frames of an identifier which may come late must be heard at their end, or no longer."""


class Reader(Protocol):
    """Reader of all that goes over a bus."""

    def hear(self, at_ns: int, message: can.Message, /) -> None:
        """Take a frame that tells something new, at its end."""

    def catch_up(self, frames: Sequence[tuple[int, can.Message]], /) -> None:
        """Take frames that told nothing new, some time after the times in ns at which they ended."""

    def pass_over(self, passage: Passage, /) -> None:
        """Take a stretch of steady traffic, some time after it."""

    def pattern_ends(self) -> None:
        """Take note that cyclic messages no longer follow the pattern of before."""

    def come_late(self, key: Key, /) -> None:
        """Take note that frames of an identifier may tell something new some time after their end, from now on."""

    def attends(self, key: Key, /) -> bool:
        """Tell whether a frame of such an identifier must be heard at its end nevertheless."""
