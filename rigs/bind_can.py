"""Buses behind python-can: adapters of a bench, and the server of a twin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import can

from rigs.errors import BusFault
from rigs.recorder import Recorder
from simulators.kernel import Kernel


class Adapter:
    """One opened bus whose frames go to the recorder through the kernel's inbox.

    Args:
        recorder: Who hears the frames.
        kernel: Whose thread they are heard on.
        name: Of the bus.
        open_bus: Opens it.
        origin_ns: The adapter's clock at the kernel's time 0.

    Raises:
        BusFault: It cannot be opened.
    """

    def __init__(
        self, recorder: Recorder, kernel: Kernel, name: str, open_bus: Callable[[], can.BusABC], origin_ns: int
    ) -> None:
        self._hear = recorder.ear(name)
        self._kernel = kernel
        self._name = name
        self._origin_ns = origin_ns
        try:
            self._bus = open_bus()
        except (can.CanError, OSError, ValueError) as error:
            raise BusFault(f"bus {name} cannot be opened: {error}") from error
        self._notifier = can.Notifier([self._bus], [_Ear(self._take, self._lost)])

    def close(self) -> None:
        """Hear nothing more."""
        self._notifier.stop()
        self._bus.shutdown()

    def _take(self, message: can.Message) -> None:
        at_ns = round(message.timestamp * 1e9) - self._origin_ns
        self._kernel.post(partial(self._hear, at_ns, message))

    def _lost(self, error: Exception) -> None:
        self._kernel.post(partial(self._fail, error))

    def _fail(self, error: Exception) -> None:
        raise BusFault(f"bus {self._name} was lost: {error}") from error


class _Ear(can.Listener):
    def __init__(self, take: Callable[[can.Message], None], lost: Callable[[Exception], None]) -> None:
        self._take = take
        self._lost = lost

    def on_message_received(self, msg: can.Message) -> None:
        self._take(msg)

    def on_error(self, exc: Exception) -> None:
        self._lost(exc)
