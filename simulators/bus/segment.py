"""The wires of a virtual bus: bit times, priority, and who hears what.

A frame takes as long as its longest bit stuffing allows, the lowest identifier wins when the wires become free,
and every node hears every frame at its end. One `can.Message` is shared by all who hear it; its time is passed
beside it.

Two segments carry the same frames at the same nanosecond. `simulators.bus.frame_by_frame` makes an event of each
of them, as a reference and where time is real; `simulators.bus.quiet` of those alone that someone has to hear.
"""

from __future__ import annotations

import abc
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

import can

from clock.kernel import FORETOLD, Kernel
from simulators.bus.pattern import Key, Passage, Pattern
from simulators.bus.series import Series

if TYPE_CHECKING:
    from simulators.bus.canbus import VirtualBus
    from simulators.bus.cyclic import CyclicTask

FrameListener = Callable[[int, can.Message], None]
"""Type of what is called with the time in ns at which a frame ended and the frame, which must not be changed."""

_STANDARD_BITS = 44
_EXTENDED_BITS = 64
_STUFFED_STANDARD_BITS = 34
_STUFFED_EXTENDED_BITS = 54
_INTERFRAME_BITS = 3
MAX_LENGTH = 8
"""Bytes of data that a classic frame carries at most."""


def frame_bits(length: int, *, extended: bool = False) -> int:
    """Give the upper bound of the bits of a data frame, interframe space included.

    Stuffing may add a bit after every four of the fields from start of frame to CRC (ISO 11898-1).

    Args:
        length: Data length in bytes, 0 to 8.
        extended: Whether the identifier has 29 bits.
    """
    fixed, stuffed = (
        (_EXTENDED_BITS, _STUFFED_EXTENDED_BITS) if extended else (_STANDARD_BITS, _STUFFED_STANDARD_BITS)
    )
    data_bits = 8 * length
    return fixed + data_bits + (stuffed + data_bits - 1) // 4 + _INTERFRAME_BITS


def priority(message: can.Message) -> int:
    """Give the arbitration field as a number: lower wins, standard before extended of the same prefix."""
    identifier = message.arbitration_id
    if message.is_extended_id:
        return (identifier >> 18 << 19) | (1 << 18) | (identifier & 0x3FFFF)
    return identifier << 19


def key_of(message: can.Message) -> Key:
    """Give the identifier of a frame, and whether it has 29 bits."""
    return message.arbitration_id, message.is_extended_id


def check_classic(messages: Sequence[can.Message]) -> None:
    """Refuse what these wires do not carry.

    Raises:
        can.CanOperationError: One is no classic data frame.
    """
    for message in messages:
        if message.is_fd or message.is_remote_frame or message.is_error_frame or message.dlc > MAX_LENGTH:
            raise can.CanOperationError(f"{message} is not a classic data frame of at most {MAX_LENGTH} bytes")


class Reader(Protocol):
    """Reader of all that a segment carries, who need not have a frame that tells nothing new at its moment."""

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


class Subscription:
    """A listener to the frames of one identifier, but those that `owner` itself sends.

    Attributes:
        owner: Its controller.
        late: Whether it may hear of the frames of a series after their end, and of the last one alone.
        settle: Lets it hear of those that have ended until now; None while there is no series.
    """

    __slots__ = ("_noted", "_repeats", "late", "listener", "owner", "settle")

    def __init__(
        self, listener: FrameListener, owner: VirtualBus, noted: Callable[[], object], *, repeats: bool
    ) -> None:
        self.listener = listener
        self.owner = owner
        self._noted = noted
        self._repeats = repeats
        self.late = False
        self.settle: Callable[[], None] | None = None

    def note(self) -> None:
        """Let the segment know that it may no longer hear of frames late, or may from now on."""
        self._noted()

    @property
    def repeats(self) -> bool:
        """True while it must hear a frame that is the same object as the last one of its identifier."""
        return self._repeats

    @repeats.setter
    def repeats(self, wanted: bool) -> None:
        if wanted != self._repeats:
            self._repeats = wanted
            self._noted()


class Segment(abc.ABC):
    """One virtual bus.

    Args:
        kernel: The clock.
        name: Name of the channel, such as `can0`.
        bitrate: Bits per second.
        rank: Its place among the segments of a world: who is heard first of two frames that end together.
    """

    def __init__(self, kernel: Kernel, name: str, bitrate: int, rank: int = 0) -> None:
        self.kernel = kernel
        self.name = name
        self.bitrate = bitrate
        self._rank = rank
        self._durations_ns = {
            extended: [round(frame_bits(n, extended=extended) * 1e9 / bitrate) for n in range(MAX_LENGTH + 1)]
            for extended in (False, True)
        }
        self._taps: list[tuple[FrameListener, VirtualBus | None]] = []
        self._subscriptions: dict[Key, list[Subscription]] = {}
        self._series: set[Series] = set()

    @property
    @abc.abstractmethod
    def busy_ns(self) -> int:
        """Time in ns for which frames have occupied the wires, or will have when the present one ends."""

    @abc.abstractmethod
    def follow(self, reader: Reader) -> None:
        """Let `reader` have all that goes over the wires from now on."""

    @abc.abstractmethod
    def settle(self) -> None:
        """Let all readers have what has gone over the wires until now."""

    @abc.abstractmethod
    def pattern(self) -> Pattern | None:
        """Give the pattern that cyclic messages follow, whatever else is sent; None where there is none."""

    @abc.abstractmethod
    def steady(self) -> tuple[Pattern, int] | None:
        """Give the pattern of the traffic since the last stretch, and when its last frame ended until now.

        None where something else went over the wires, or where readers have heard of all.
        """

    @abc.abstractmethod
    def transmit(self, message: can.Message, sender: VirtualBus) -> None:
        """Queue a frame; it goes out when the wires are free and no frame of higher priority waits."""

    @abc.abstractmethod
    def withdraw(self, sender: VirtualBus) -> None:
        """Drop the frames of `sender` that still wait for the wires."""

    @abc.abstractmethod
    def leave(self, bus: VirtualBus) -> None:
        """Let `bus` send nothing more, what waits for the wires included, and hear nothing more."""

    @abc.abstractmethod
    def start_cyclic(self, task: CyclicTask) -> None:
        """Send the messages of `task` in turn, now and every period."""

    @abc.abstractmethod
    def stop_cyclic(self, task: CyclicTask) -> None:
        """Queue no more messages of `task`."""

    @abc.abstractmethod
    def running(self, task: CyclicTask) -> bool:
        """Tell whether `task` has been started and neither stopped nor come to its end."""

    @abc.abstractmethod
    def renew_cyclic(self, task: CyclicTask) -> None:
        """Take the messages that `task` has now for what it queues from now on."""

    def foretell(self, series: Series) -> None:
        """Send the frames of a series, each at its turn and by its task from then on.

        A frame of a turn comes after all that ticks at the same moment.
        """
        self._series.add(series)
        self.kernel.call_at(series.first_ns, partial(self._take_turn, series, 0), FORETOLD)

    def retract(self, series: Series) -> None:
        """Send no more of a series; its task goes on with what it has sent last."""
        self._series.discard(series)

    def _take_turn(self, series: Series, turn: int) -> None:
        if series not in self._series or not self.running(series.task):
            return
        message = series.message(turn)
        self.transmit(message, series.bus)
        series.task.messages = (message,)
        self.renew_cyclic(series.task)
        next_ns = series.first_ns + (turn + 1) * series.period_ns
        self.kernel.call_at(next_ns, partial(self._take_turn, series, turn + 1), FORETOLD)

    def note_attention(self, key: Key) -> None:  # noqa: B027  # who makes an event of each frame need not know
        """Take note that readers must hear the frames of an identifier at their end, or no longer."""

    def tap(self, listener: FrameListener, owner: VirtualBus | None = None) -> None:
        """Hear every frame at its end, but those that `owner` itself sends."""
        self._taps.append((listener, owner))
        self._note_taps()

    def subscribe(
        self,
        arbitration_id: int,
        listener: FrameListener,
        owner: VirtualBus,
        *,
        extended: bool = False,
        repeats: bool = True,
    ) -> Subscription:
        """Hear the frames of one identifier of 11 or, `extended`, 29 bits, but those that `owner` itself sends.

        Args:
            arbitration_id: The identifier.
            listener: Who hears.
            owner: Its controller.
            extended: Whether the identifier has 29 bits.
            repeats: Whether it must hear a frame that is the same object as the last one; without that it may.
        """
        key = (arbitration_id, extended)
        subscription = Subscription(listener, owner, partial(self._note_subscriptions, key), repeats=repeats)
        self._subscriptions.setdefault(key, []).append(subscription)
        self._note_subscriptions(key, newcomer=True)
        return subscription

    def unsubscribe(self, owner: VirtualBus) -> None:
        """Let `owner` hear nothing more."""
        self._taps = [tap for tap in self._taps if tap[1] is not owner]
        for key, entries in self._subscriptions.items():
            self._subscriptions[key] = [entry for entry in entries if entry.owner is not owner]
            self._note_subscriptions(key)
        self._note_taps()

    def _deliver(self, now_ns: int, message: can.Message, sender: VirtualBus) -> None:
        for listener, owner in self._taps:
            if owner is not sender:
                listener(now_ns, message)
        for each in self._subscriptions.get((message.arbitration_id, message.is_extended_id), ()):
            if each.owner is not sender:
                each.listener(now_ns, message)

    def _note_taps(self) -> None:  # noqa: B027  # who makes an event of each frame need not know
        """Take note of who hears all frames."""

    def _note_subscriptions(self, key: Key, *, newcomer: bool = False) -> None:  # noqa: B027  # so too
        """Take note of who hears an identifier; a newcomer among them has heard nothing of it yet."""
