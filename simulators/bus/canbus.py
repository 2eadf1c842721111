"""A CAN bus on the kernel: bit times, priority and load of a real segment, behind python-can's interface.

`Segment` is the pair of wires, `VirtualBus` one node's controller on it. Frames take as long as their
longest bit stuffing allows, the lowest identifier wins when the wires become free, and every node hears
every frame at its end. One `can.Message` is shared by all who hear it; its time is passed beside it.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Sequence
from itertools import count

import can
from can.broadcastmanager import ModifiableCyclicTaskABC

from clock.kernel import Kernel, seconds

FrameListener = Callable[[int, can.Message], None]
"""A callable that gets the time in ns at which a frame ended and the frame, which must not be changed."""

_STANDARD_BITS = 44
_EXTENDED_BITS = 64
_STUFFED_STANDARD_BITS = 34
_STUFFED_EXTENDED_BITS = 54
_INTERFRAME_BITS = 3
_MAX_LENGTH = 8


def frame_bits(length: int, *, extended: bool = False) -> int:
    """Return an upper bound of the bits of a data frame, interframe space included.

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


def _priority(message: can.Message) -> int:
    """Return the arbitration field as a number: lower wins, standard before extended of the same prefix."""
    identifier = message.arbitration_id
    if message.is_extended_id:
        return (identifier >> 18 << 19) | (1 << 18) | (identifier & 0x3FFFF)
    return identifier << 19


def _check(messages: Sequence[can.Message]) -> None:
    for message in messages:
        if message.is_fd or message.is_remote_frame or message.is_error_frame or message.dlc > _MAX_LENGTH:
            raise can.CanOperationError(f"{message} is not a classic data frame of at most {_MAX_LENGTH} bytes")


class Segment:
    """One virtual bus.

    Args:
        kernel: The clock.
        name: Name of the channel, such as `can0`.
        bitrate: Bits per second.
    """

    def __init__(self, kernel: Kernel, name: str, bitrate: int) -> None:
        self.kernel = kernel
        self.name = name
        self.bitrate = bitrate
        self.busy_ns = 0
        self._durations_ns = {
            extended: [round(frame_bits(n, extended=extended) * 1e9 / bitrate) for n in range(_MAX_LENGTH + 1)]
            for extended in (False, True)
        }
        self._pending: list[tuple[int, int, can.Message, VirtualBus]] = []
        self._order = count()
        self._on_wire: tuple[int, int, can.Message, VirtualBus] | None = None
        self._taps: list[tuple[FrameListener, VirtualBus | None]] = []
        self._heard: dict[bool, dict[int, list[tuple[FrameListener, VirtualBus]]]] = {False: {}, True: {}}

    def tap(self, listener: FrameListener, owner: VirtualBus | None = None) -> None:
        """Hear every frame, but those that `owner` itself sends."""
        self._taps.append((listener, owner))

    def subscribe(
        self, arbitration_id: int, listener: FrameListener, owner: VirtualBus, *, extended: bool = False
    ) -> None:
        """Hear the frames of one identifier of 11 or, `extended`, 29 bits, but those that `owner` itself sends."""
        self._heard[extended].setdefault(arbitration_id, []).append((listener, owner))

    def unsubscribe(self, owner: VirtualBus) -> None:
        """Let `owner` hear nothing more."""
        self._taps = [tap for tap in self._taps if tap[1] is not owner]
        for heard in self._heard.values():
            for arbitration_id, entries in heard.items():
                heard[arbitration_id] = [entry for entry in entries if entry[1] is not owner]

    def withdraw(self, sender: VirtualBus) -> None:
        """Drop the frames of `sender` that still wait for the wires."""
        self._pending = [entry for entry in self._pending if entry[3] is not sender]
        heapq.heapify(self._pending)

    def transmit(self, message: can.Message, sender: VirtualBus) -> None:
        """Queue a frame; it goes out when the wires are free and no frame of higher priority waits."""
        entry = (_priority(message), next(self._order), message, sender)
        if self._on_wire is None:
            self._start(entry)
        else:
            heapq.heappush(self._pending, entry)

    def _start(self, entry: tuple[int, int, can.Message, VirtualBus]) -> None:
        self._on_wire = entry
        message = entry[2]
        duration_ns = self._durations_ns[message.is_extended_id][message.dlc]
        self.busy_ns += duration_ns
        self.kernel.call_in(duration_ns, self._finish)

    def _finish(self) -> None:
        entry = self._on_wire
        if entry is None:
            return
        message, sender = entry[2], entry[3]
        if self._pending:
            self._start(heapq.heappop(self._pending))
        else:
            self._on_wire = None
        now_ns = self.kernel.now_ns
        for listener, owner in self._taps:
            if owner is not sender:
                listener(now_ns, message)
        for listener, owner in self._heard[message.is_extended_id].get(message.arbitration_id, ()):
            if owner is not sender:
                listener(now_ns, message)


class VirtualBus(can.BusABC):
    """A node's controller on a `Segment`.

    Args:
        channel: The segment.
        can_filters: See `can.BusABC.set_filters`; they act on what `recv` returns.
        receive: Keep what is heard for `recv`; nodes that subscribe do without.

    Dropping it without `shutdown` is harmless: it holds nothing but its place on the segment.
    """

    def __init__(
        self,
        channel: Segment,
        can_filters: can.typechecking.CanFilters | None = None,
        *,
        receive: bool = False,
    ) -> None:
        self.segment = channel
        self.channel_info = f"virtual {channel.name} at {channel.bitrate // 1000} kbit/s"
        self._receive = receive
        self._received: deque[tuple[int, can.Message]] = deque()
        self._awaits = False
        if receive:
            channel.tap(self._keep, self)
        super().__init__(channel.name, can_filters)

    def __del__(self) -> None:
        """Do nothing: python-can's own warns of each bus that a finished world leaves behind."""

    def subscribe(self, arbitration_id: int, listener: FrameListener, *, extended: bool = False) -> None:
        """Hear the frames of one identifier of 11 or, `extended`, 29 bits that other nodes send."""
        self.segment.subscribe(arbitration_id, listener, self, extended=extended)

    def send(self, msg: can.Message, timeout: float | None = None) -> None:
        """Queue a frame for the wires; `timeout` has no meaning, the queue has no end.

        Raises:
            can.CanOperationError: The bus has been shut down, or this is no classic data frame.
        """
        self._check_open()
        _check([msg])
        self.segment.transmit(msg, self)

    def recv(self, timeout: float | None = None) -> can.Message | None:
        """Return the next frame heard, with kernel time as its timestamp.

        With nothing at hand and a timeout it runs the kernel, so it is for tests and tools, not for nodes.

        Args:
            timeout: Seconds of kernel time to wait; None waits for a frame for ever.

        Raises:
            can.CanOperationError: The bus has been shut down, or was made without `receive`.
            RuntimeError: A callback of the kernel waits for a frame.
        """
        self._check_open()
        if not self._receive:
            raise can.CanOperationError(f"{self.channel_info} keeps nothing for recv: make it with receive=True")
        kernel = self.segment.kernel
        deadline_ns = None if timeout is None else kernel.now_ns + seconds(timeout)
        while True:
            while self._received:
                at_ns, message = self._received.popleft()
                if self._matches_filters(message):
                    return self._stamped(at_ns, message)
            if deadline_ns is not None and kernel.now_ns >= deadline_ns:
                return None
            self._awaits = True
            try:
                kernel.run_until(kernel.now_ns + seconds(1) if deadline_ns is None else deadline_ns)
            finally:
                self._awaits = False

    def flush_tx_buffer(self) -> None:
        """Drop what waits for the wires."""
        self.segment.withdraw(self)

    def shutdown(self) -> None:
        """Leave the segment; sends nothing more, hears nothing more."""
        if not self._is_shutdown:
            super().shutdown()
            self.segment.withdraw(self)
            self.segment.unsubscribe(self)

    def _keep(self, at_ns: int, message: can.Message) -> None:
        self._received.append((at_ns, message))
        if self._awaits:
            self.segment.kernel.interrupt()

    def _check_open(self) -> None:
        if self._is_shutdown:
            raise can.CanOperationError(f"{self.channel_info} has been shut down")

    def _stamped(self, at_ns: int, message: can.Message) -> can.Message:
        copy = message.__copy__()
        copy.timestamp = at_ns / 1e9
        copy.channel = self.segment.name
        copy.is_rx = True
        return copy

    def _send_periodic_internal(
        self,
        msgs: Sequence[can.Message] | can.Message,
        period: float,
        duration: float | None = None,
        autostart: bool = True,
        modifier_callback: Callable[[can.Message], None] | None = None,
    ) -> can.broadcastmanager.CyclicSendTaskABC:
        if modifier_callback is not None:
            raise NotImplementedError("a frame is shared by all who hear it: change it with modify_data")
        task = _CyclicTask(self, msgs, period, duration)
        if autostart:
            task.start()
        return task


class _CyclicTask(ModifiableCyclicTaskABC, can.broadcastmanager.RestartableCyclicTaskABC):
    """A task that sends its messages in turn at kernel times start, start + period, ... until stopped."""

    def __init__(
        self,
        bus: VirtualBus,
        messages: Sequence[can.Message] | can.Message,
        period_s: float,
        duration_s: float | None,
    ) -> None:
        super().__init__(messages, period_s)
        _check(self.messages)
        if self.period_ns <= 0:
            raise ValueError(f"period = {period_s!r} s; allowed: 1 ns or more")
        self._bus = bus
        self._kernel = bus.segment.kernel
        self._duration_ns = None if duration_s is None else seconds(duration_s)
        self._end_ns: int | None = None
        self._next_ns = 0
        self._turn = 0
        self._epoch = 0
        self._running = False

    def start(self) -> None:
        """Send the first frame now and go on from there.

        Raises:
            can.CanOperationError: The bus has been shut down.
        """
        self._bus._check_open()
        if self._running:
            return
        self._running = True
        self._epoch += 1
        self._next_ns = self._kernel.now_ns
        if self._duration_ns is not None:
            self._end_ns = self._next_ns + self._duration_ns
        self._kernel.call_at(self._next_ns, self._ticker(self._epoch))

    def stop(self) -> None:
        """Send nothing more."""
        self._running = False

    def _check_modified_messages(self, messages: tuple[can.Message, ...]) -> None:
        super()._check_modified_messages(messages)
        _check(messages)

    def _ticker(self, epoch: int) -> Callable[[], None]:
        def tick() -> None:
            # A task that was started anew is no longer among those that shutdown stops.
            if not self._running or epoch != self._epoch or bus._is_shutdown:
                return
            if self._end_ns is not None and self._next_ns >= self._end_ns:
                self._running = False
                return
            messages = self.messages
            transmit(messages[self._turn % len(messages)], bus)
            self._turn += 1
            self._next_ns += period_ns
            call_at(self._next_ns, tick)

        bus, period_ns = self._bus, self.period_ns
        transmit, call_at = bus.segment.transmit, self._kernel.call_at
        return tick
