"""A bus behind python-can that ECUs in this process are on, with their arrivals in the inbox of the kernel."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import can

from clock.kernel import Kernel
from simulators.bus.joined import JoinedSegment

FOREIGN = (can.CanError, OSError, ValueError, TypeError, ImportError, NotImplementedError)
"""Exceptions of an opening: python-can's own, a package that is not installed, a channel that is none."""


SWITCH_S = 0.0005
"""Time in s for which a thread may keep the others from running: those that send are due every few ms."""


class GateError(Exception):
    """A bus cannot be joined, in one line."""


class Place(NamedTuple):
    """Interface, channel and options as python-can calls them."""

    interface: str
    channel: str
    options: Mapping[str, Any]


class Gate:
    """An open bus that a segment has joined.

    Args:
        kernel: The clock; what comes in is heard on its thread.
        segment: Whose nodes send on it.
        place: Where python-can finds it.

    Raises:
        GateError: It cannot be opened.
    """

    def __init__(self, kernel: Kernel, segment: JoinedSegment, place: Place) -> None:
        try:
            self._bus = can.Bus(place.channel, place.interface, ignore_config=True, **place.options)
        except FOREIGN as error:
            raise GateError(f"{place.interface}:{place.channel} cannot be opened: {error}") from error
        self._segment = segment
        sys.setswitchinterval(SWITCH_S)
        segment.join(self._bus, _fail)
        self._listener = _Inbox(kernel, segment)
        self._notifier = can.Notifier([self._bus], [self._listener])

    def close(self) -> None:
        """Hear and send nothing more."""
        self._listener.over.set()
        self._segment.part()
        self._notifier.stop()
        with contextlib.suppress(can.CanError, OSError):
            self._bus.shutdown()


class _Inbox(can.Listener):
    def __init__(self, kernel: Kernel, segment: JoinedSegment) -> None:
        self._kernel = kernel
        self._segment = segment
        self.over = threading.Event()

    def on_message_received(self, msg: can.Message) -> None:
        self._kernel.post(partial(self._segment.take, self._kernel.time_ns(), msg))

    def on_error(self, exc: Exception) -> None:
        self._kernel.post(partial(_fail, exc))
        self.over.wait()  # the thread of python-can would ask a lost bus again at once, and for ever


def _fail(error: Exception) -> None:
    """End the server: without its bus nobody hears the vehicle."""
    raise error
