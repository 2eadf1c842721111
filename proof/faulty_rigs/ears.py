"""Ways in which what is heard of a bus is not what was sent on it.

Each stands between a bus and the recorder, has a state of its own for each bus and scenario, and knows the time by
the stamps of frames.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

import can

from clock.kernel import MS, S

Hear = Callable[[int, can.Message], None]
Ear = Callable[[Hear], Hear]
"""Type of what stands between a bus and the recorder."""


def lagging(lag_s: float) -> Ear:
    """Make time stamps late by a fixed time in s, or early when it is negative."""
    return lambda hear: lambda at_ns, message: hear(at_ns - round(lag_s * S), message)


def running_at(rate: float) -> Ear:
    """Make the clock of the stamps run at another rate than that of the rig."""
    return lambda hear: lambda at_ns, message: hear(round(at_ns * rate), message)


def jumping(by_s: float, at_s: float) -> Ear:
    """Make the clock of the stamps jump once."""

    def ear(hear: Hear) -> Hear:
        return lambda at_ns, message: hear(at_ns + (round(by_s * S) if at_ns > at_s * S else 0), message)

    return ear


def stuck_from(begin_s: float) -> Ear:
    """Let the clock of the stamps stand still from some time on."""
    return lambda hear: lambda at_ns, message: hear(min(at_ns, round(begin_s * S)), message)


def losing(every: int) -> Ear:
    """Lose one frame of so many, whoever sent it."""

    def ear(hear: Hear) -> Hear:
        count = 0

        def take(at_ns: int, message: can.Message) -> None:
            nonlocal count
            count += 1
            if count % every:
                hear(at_ns, message)

        return take

    return ear


def deaf(begin_s: float, end_s: float, *identifiers: int) -> Ear:
    """Hear nothing for a while, or nothing of some identifiers."""

    def ear(hear: Hear) -> Hear:
        def take(at_ns: int, message: can.Message) -> None:
            lost = not identifiers or message.arbitration_id in identifiers
            if not (lost and begin_s * S <= at_ns < end_s * S):
                hear(at_ns, message)

        return take

    return ear


def losing_changes(identifier: int, cycle_ns: int) -> Ear:
    """Lose each frame of a message that was sent out of turn, because something had changed."""

    def ear(hear: Hear) -> Hear:
        last_ns = -S

        def take(at_ns: int, message: can.Message) -> None:
            nonlocal last_ns
            if message.arbitration_id == identifier:
                if at_ns - last_ns < cycle_ns - 10 * MS:
                    return
                last_ns = at_ns
            hear(at_ns, message)

        return take

    return ear


def telling(error_class: int, data: bytes = b"") -> Ear:
    """Tell of an error of the adapter's own, once, 3 s after the start."""
    error = can.Message(arbitration_id=error_class, is_error_frame=True, data=data.ljust(8, b"\0"))

    def ear(hear: Hear) -> Hear:
        told = False

        def take(at_ns: int, message: can.Message) -> None:
            nonlocal told
            hear(at_ns, message)
            if not told and at_ns > 3 * S:
                told = True
                hear(at_ns, error)

        return take

    return ear


def repeating(times: int, after_ns: int = 0) -> Ear:
    """Hear each frame several times, as from an adapter that hears itself or has two channels on one bus."""

    def ear(hear: Hear) -> Hear:
        def take(at_ns: int, message: can.Message) -> None:
            for number in range(times):
                hear(at_ns + number * after_ns, message)

        return take

    return ear


def swapping_neighbours(hear: Hear) -> Hear:
    """Hear each two frames in the wrong order, with their own stamps."""
    held: list[tuple[int, can.Message]] = []

    def take(at_ns: int, message: can.Message) -> None:
        if not held:
            held.append((at_ns, message))
            return
        hear(at_ns, message)
        hear(*held.pop())

    return take


def in_bursts(every_s: float) -> Ear:
    """Hear frames late, many at once, with their own stamps."""

    def ear(hear: Hear) -> Hear:
        held: list[tuple[int, can.Message]] = []

        def take(at_ns: int, message: can.Message) -> None:
            held.append((at_ns, message))
            if at_ns - held[0][0] >= every_s * S:
                for each in held:
                    hear(*each)
                held.clear()

        return take

    return ear


def changing(change: Callable[[can.Message], can.Message], *identifiers: int, from_s: float = 0.0) -> Ear:
    """Hear other frames than were sent, of some identifiers or of all."""

    def ear(hear: Hear) -> Hear:
        def take(at_ns: int, message: can.Message) -> None:
            meant = not identifiers or message.arbitration_id in identifiers
            hear(at_ns, change(message) if meant and at_ns >= from_s * S else message)

        return take

    return ear


def shortened(message: can.Message) -> can.Message:
    """Return a frame that has lost its last byte."""
    return can.Message(
        arbitration_id=message.arbitration_id,
        is_extended_id=message.is_extended_id,
        data=bytes(message.data)[:-1],
        channel=message.channel,
    )


def inverted(message: can.Message) -> can.Message:
    """Return a frame with all bits inverted."""
    made = copy(message)
    made.data = bytearray(0xFF - byte for byte in message.data)
    return made


def extended(message: can.Message) -> can.Message:
    """Return a frame whose identifier is taken for one of 29 bits."""
    made = copy(message)
    made.is_extended_id = True
    return made


def frozen(hear: Hear) -> Hear:
    """Hear of each message its first payload for ever, as from an adapter whose buffer is never refreshed."""
    first: dict[int, can.Message] = {}
    return lambda at_ns, message: hear(at_ns, first.setdefault(message.arbitration_id, message))


def with_second_sender(identifier: int, begin_s: float, every_ns: int) -> Ear:
    """Hear a message also of a second node, which sends for ever what the message bore first."""

    def ear(hear: Hear) -> Hear:
        first: can.Message | None = None
        next_ns = round(begin_s * S)

        def take(at_ns: int, message: can.Message) -> None:
            nonlocal first, next_ns
            hear(at_ns, message)
            if first is None and message.arbitration_id == identifier:
                first = copy(message)
            if first is not None and at_ns >= next_ns:
                next_ns = at_ns + every_ns
                hear(at_ns, copy(first))

        return take

    return ear


def losing_of(identifier: int, every: int, from_s: float = 0.0) -> Ear:
    """Lose one frame of so many of one message, from some time on."""

    def ear(hear: Hear) -> Hear:
        count = 0

        def take(at_ns: int, message: can.Message) -> None:
            nonlocal count
            if message.arbitration_id == identifier and at_ns >= from_s * S:
                count += 1
                if count % every == 0:
                    return
            hear(at_ns, message)

        return take

    return ear


def as_can_fd(message: can.Message) -> can.Message:
    """Return a frame that is taken for one of CAN FD."""
    made = copy(message)
    made.is_fd = True
    return made
