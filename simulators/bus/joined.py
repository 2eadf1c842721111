"""A segment whose wires are a bus behind python-can, so that simulated ECUs are nodes of a real one.

What nodes of this process send goes out there, and each hears what the others have sent once it has gone out; all
of them hear what comes in. Nothing is arbitrated here: that is done on the bus.

Cyclic frames are python-can's: those of SocketCAN its kernel sends, those of any other interface a thread for each
message, so that no callback of a node makes them late.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from typing import cast

import can
from can.broadcastmanager import ModifiableCyclicTaskABC, ThreadBasedCyclicSendTask
from can.interfaces.socketcan import SocketcanBus
from can.interfaces.udp_multicast import UdpMulticastBus

from clock.kernel import Kernel
from simulators.bus.canbus import VirtualBus
from simulators.bus.cyclic import CyclicTask
from simulators.bus.pattern import Key
from simulators.bus.segment import FrameListener, Reader, Segment, key_of

FOREIGN = (can.CanError, OSError, ValueError)
"""Exceptions with which an interface of python-can tells that a frame did not go out."""


class JoinedSegment(Segment):
    """See `Segment`; it carries nothing before it has joined a bus.

    Args:
        kernel: The clock.
        name: Name of the channel.
        bitrate: Bits per second, which the bus itself knows better.
        rank: Its place among the segments of a world.
        own: Identifiers that its nodes send; by them their frames are told from those of others.

    Attributes:
        sent: Called with each frame that one of its nodes has sent, when it has gone out.
        heard: Called with each frame that came in.
        intruders: Identifiers of its own that somebody else has sent.
    """

    def __init__(self, kernel: Kernel, name: str, bitrate: int, rank: int = 0, *, own: Collection[Key]) -> None:
        super().__init__(kernel, name, bitrate, rank)
        self.sent: FrameListener = _nobody
        self.heard: FrameListener = _nobody
        self.intruders: set[Key] = set()
        self._own = frozenset(own)
        self._outside = VirtualBus(self)
        self._senders: dict[Key, VirtualBus] = {}
        self._bus: can.BusABC | None = None
        self._lost: Callable[[Exception], object] = _nothing
        self._sending = threading.Lock()
        self._awaited: Counter[Key] = Counter()  # frames that a multicast brings back to who has sent them
        self._started: dict[CyclicTask, ModifiableCyclicTaskABC | None] = {}

    @property
    def busy_ns(self) -> int:
        """See `Segment.busy_ns`: nobody here knows."""
        return 0

    def join(self, bus: can.BusABC, lost: Callable[[Exception], object]) -> None:
        """Send on a bus from now on, what is cyclic anew; what comes in from it is for `take`.

        Args:
            bus: The open bus.
            lost: Called with what it says when it no longer sends; the segment has then parted from it.
        """
        self.part()
        self._bus, self._lost = bus, lost
        for task in self._started:
            self._started[task] = self._begin(task)

    def part(self) -> None:
        """Send nothing more until another bus is joined."""
        with self._sending:  # what is being sent goes out
            self._bus = None
            self._awaited.clear()
        for task, sending in self._started.items():
            if sending is not None:
                sending.stop()
            self._started[task] = None

    def take(self, at_ns: int, message: can.Message) -> None:
        """Take a frame that came in.

        Args:
            at_ns: When it was on the bus.
            message: The frame; one of a node of this process comes back on some interfaces.
        """
        key = key_of(message)
        sender = self._senders.get(key, self._outside)
        if key in self._own and not message.is_error_frame:
            if not message.is_rx:  # SocketCAN tells by it of what its kernel has sent for us
                self._tell(at_ns, message, sender)
                return
            if self._comes_back(key):
                return
            self.intruders.add(key)
        self.heard(at_ns, message)
        if not message.is_error_frame:
            self._deliver(at_ns, message, self._outside)

    def transmit(self, message: can.Message, sender: VirtualBus) -> None:
        """See `Segment.transmit`: it is handed over at once.

        Raises:
            can.CanOperationError: It is no message of these nodes, which is never sent.
        """
        self._check_own(message)
        self._senders[key_of(message)] = sender
        self.hand_over(message, sender)

    def hand_over(self, message: can.Message, sender: VirtualBus) -> None:
        """Send a frame, on whatever thread, and tell of it on that of the kernel."""
        bus = None
        try:
            with self._sending:
                bus = self._bus
                if bus is None:
                    return
                if isinstance(bus, UdpMulticastBus):
                    self._awaited[key_of(message)] += 1
                bus.send(message)
        except FOREIGN as error:
            self.kernel.post(partial(self._lose, bus, error))
            return
        self.kernel.post(partial(self._tell, self.kernel.time_ns(), message, sender))

    def withdraw(self, sender: VirtualBus) -> None:
        """See `Segment.withdraw`: nothing waits here."""

    def leave(self, bus: VirtualBus) -> None:
        """See `Segment.leave`."""
        for task in [task for task in self._started if task.bus is bus]:
            self.stop_cyclic(task)
        self.unsubscribe(bus)

    def start_cyclic(self, task: CyclicTask) -> None:
        """See `Segment.start_cyclic`.

        Raises:
            can.CanOperationError: It is no message of these nodes, or is to end by itself.
        """
        if task.duration_ns is not None:
            raise can.CanOperationError(f"{self.name}: a cyclic message goes on until it is stopped")
        for message in task.messages:
            self._check_own(message)
            self._senders[key_of(message)] = task.bus
        self._started[task] = self._begin(task)

    def stop_cyclic(self, task: CyclicTask) -> None:
        """See `Segment.stop_cyclic`."""
        sending = self._started.pop(task, None)
        if sending is not None:
            sending.stop()

    def running(self, task: CyclicTask) -> bool:
        """See `Segment.running`."""
        return task in self._started

    def renew_cyclic(self, task: CyclicTask) -> None:
        """See `Segment.renew_cyclic`."""
        sending = self._started.get(task)
        if sending is not None:
            sending.modify_data(task.messages)

    def follow(self, reader: Reader) -> None:
        """See `Segment.follow`."""
        self.tap(reader.hear)

    def settle(self) -> None:
        """See `Segment.settle`: each frame is read when it is told of."""

    def pattern(self) -> None:
        """See `Segment.pattern`; each frame is looked at by itself."""

    def steady(self) -> None:
        """See `Segment.steady`: each frame is read when it is told of."""

    def _begin(self, task: CyclicTask) -> ModifiableCyclicTaskABC | None:
        bus = self._bus
        if bus is None:
            return None
        if isinstance(bus, SocketcanBus):
            return cast("ModifiableCyclicTaskABC", bus.send_periodic(task.messages, task.period, store_task=False))
        through = cast("can.BusABC", _Through(self, task.bus))
        return ThreadBasedCyclicSendTask(through, threading.Lock(), task.messages, task.period)

    def _tell(self, at_ns: int, message: can.Message, sender: VirtualBus) -> None:
        self.sent(at_ns, message)
        self._deliver(at_ns, message, sender)

    def _comes_back(self, key: Key) -> bool:
        with self._sending:
            awaited = self._awaited[key] > 0
            if awaited:
                self._awaited[key] -= 1
        return awaited

    def _lose(self, bus: can.BusABC | None, error: Exception) -> None:
        if bus is not None and bus is self._bus:
            self.part()
            self._lost(error)

    def _check_own(self, message: can.Message) -> None:
        if key_of(message) not in self._own:
            raise can.CanOperationError(f"{self.name}: {message} is of no ECU that is simulated here")


class _Through:
    """A bus as a thread of python-can needs it: each of its frames is told of."""

    def __init__(self, segment: JoinedSegment, sender: VirtualBus) -> None:
        self._segment = segment
        self._sender = sender

    def send(self, message: can.Message) -> None:
        self._segment.hand_over(message, self._sender)


def _nobody(_at_ns: int, _message: can.Message) -> None:
    """Hear nothing."""


def _nothing(_error: Exception) -> None:
    """Do nothing: no bus has been joined."""
