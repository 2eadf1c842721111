"""A node's controller on a virtual bus, behind python-can's interface."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

import can

from clock.kernel import seconds
from simulators.bus.cyclic import CyclicTask
from simulators.bus.segment import FrameListener, Segment, Subscription, check_classic
from simulators.bus.series import Series


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

    def subscribe(
        self, arbitration_id: int, listener: FrameListener, *, extended: bool = False, repeats: bool = True
    ) -> Subscription:
        """Hear the frames of one identifier that other nodes send; see `Segment.subscribe`."""
        return self.segment.subscribe(arbitration_id, listener, self, extended=extended, repeats=repeats)

    def send(self, msg: can.Message, timeout: float | None = None) -> None:
        """Queue a frame for the wires; `timeout` has no meaning, the queue has no end.

        Raises:
            can.CanOperationError: The bus has been shut down, or this is no classic data frame.
        """
        self.check_open()
        check_classic([msg])
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
        self.check_open()
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

    def foretell(
        self,
        task: can.broadcastmanager.CyclicSendTaskABC,
        first_ns: int,
        period_ns: int,
        make: Callable[[int], can.Message],
    ) -> Series:
        """Send frames of a series from now on; see `Series`, which also ends it.

        Raises:
            TypeError: The task is none of this bus.
        """
        if not isinstance(task, CyclicTask):
            raise TypeError(f"{self.channel_info} foretells nothing of a {type(task).__name__}")
        series = Series(task, first_ns, period_ns, make)
        self.segment.foretell(series)
        return series

    def flush_tx_buffer(self) -> None:
        """Drop what waits for the wires."""
        self.segment.withdraw(self)

    def shutdown(self) -> None:
        """Leave the segment; sends nothing more, hears nothing more."""
        if not self._is_shutdown:
            super().shutdown()
            self.segment.leave(self)

    def _keep(self, at_ns: int, message: can.Message) -> None:
        self._received.append((at_ns, message))
        if self._awaits:
            self.segment.kernel.interrupt()

    def check_open(self) -> None:
        """Refuse what a bus that has been shut down cannot do.

        Raises:
            can.CanOperationError: It has been shut down.
        """
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
        task = CyclicTask(self, msgs, period, duration)
        if autostart:
            task.start()
        return task
