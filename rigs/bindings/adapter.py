"""Buses behind python-can: adapters of a bench, and the server of a twin."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

import can
import can.util
from can.interfaces.socketcand import SocketCanDaemonBus

from clock.kernel import Kernel
from rigs.bindings.socketcan import listens_only
from rigs.bindings.stamps import Stamps
from rigs.errors import BusFault
from rigs.files.hardware import Bus
from rigs.loggers import bus_logger
from rigs.recording.recorder import Recorder

OPENINGS = 5
"""An opening of a socketcand channel fails now and then on a bus that is awake: a frame and the server's word that
the channel is open share a segment, and python-can understands neither."""

CONNECT_S = 5.0
"""Time in s that a socketcand server may take to accept a connection."""

FOREIGN = (can.CanError, OSError, ValueError, TypeError, ImportError, AttributeError, NameError)
"""Exceptions of an opening: python-can's own, an option that the interface does not know or take, a package or a
library of the maker that is not installed."""


class Joined(Protocol):
    """The simulated ECUs that are nodes of a bus beside the real ones."""

    def join(self, bus: can.BusABC, lost: Callable[[Exception], object]) -> None:
        """Send on a bus from now on; `lost` is called when it no longer sends."""

    def part(self) -> None:
        """Send nothing more until another bus is joined."""

    def take(self, at_ns: int, message: can.Message) -> None:
        """Take a frame that came in, with its time; the recorder hears of it too."""


class Adapter:
    """One opened bus whose frames go to the recorder through the kernel's inbox.

    A bus that was lost is told of once, and heard again after `resume`.

    Args:
        recorder: Who hears the frames.
        kernel: Whose thread they are heard on.
        name: Of the bus.
        open_bus: Opens it.
        stamps: Makes times of the rig of its time stamps.
        explain: Called when the bus was lost; raises the cause where it is known.
        joined: Who sends on it, and hears before the recorder does; None where the rig only listens.

    Raises:
        BusFault: It cannot be opened.
    """

    def __init__(
        self,
        recorder: Recorder,
        kernel: Kernel,
        name: str,
        open_bus: Callable[[], can.BusABC],
        stamps: Stamps,
        explain: Callable[[], None] = lambda: None,
        joined: Joined | None = None,
    ) -> None:
        self._recorder = recorder
        self._joined = joined
        self._hear = recorder.ear(name) if joined is None else joined.take
        self._kernel = kernel
        self._name = name
        self.stamps = stamps
        self._open_bus = open_bus
        self._explain = explain
        self._log = bus_logger(name)
        self._open()

    @property
    def bus(self) -> can.BusABC:
        """The open bus, for who asks on it besides; another one once it was lost."""
        return self._bus

    @property
    def notifier(self) -> can.Notifier:
        """The thread that hears it."""
        return self._notifier

    @property
    def hears(self) -> bool:
        """False when the thread that hears it has ended, which nobody else would be told of."""
        readers = getattr(self._notifier, "_readers", ())  # python-can has no public name for them
        return all(reader.is_alive() for reader in readers if isinstance(reader, threading.Thread))

    def doubt(self) -> str | None:
        """Tell why nothing that was not heard proves anything; None where all is heard."""
        return None if self._ear.lost or self.hears else f"bus {self._name}: the thread that hears it has ended"

    @property
    def opened_as(self) -> str:
        """Name that python-can gives it, for people."""
        return f"{self._bus.channel_info}"

    def resume(self) -> None:
        """Open the bus anew where it was lost.

        Raises:
            BusFault: It cannot be opened.
        """
        if self._ear.lost or not self.hears:
            self.close()
            self._recorder.begin_anew(self._name)
            self._open()

    def close(self) -> None:
        """Hear and send nothing more."""
        if self._joined is not None:
            self._joined.part()
        self._ear.over.set()
        self._notifier.stop()
        self._bus.shutdown()
        self._log.debug("closed")

    def _open(self) -> None:
        try:
            self._bus = self._open_bus()
        except FOREIGN as error:
            said = f"{error}" or type(error).__name__
            if isinstance(error, ImportError | can.CanInterfaceNotImplementedError):
                said += "; packages that adapters need: uv sync --group adapters"
            raise BusFault(f"bus {self._name} cannot be opened: {said}") from error
        self._ear = _AdapterListener(self._take, self._lost)
        self._notifier = can.Notifier([self._bus], [self._ear])
        self._log.debug("opened as %s", self._bus.channel_info)
        if self._joined is not None:
            self._joined.join(self._bus, partial(self._lost_sending, self._ear))

    def _lost_sending(self, ear: _AdapterListener, error: Exception) -> None:
        ear.lost = True
        self._fail(ear, error)

    def _take(self, message: can.Message) -> None:
        at_ns = self.stamps.time_ns(round(message.timestamp * 1e9), self._kernel.time_ns())
        self._kernel.post(partial(self._hear, at_ns, message))

    def _lost(self, error: Exception) -> None:
        self._kernel.post(partial(self._fail, self._ear, error))

    def _fail(self, ear: _AdapterListener, error: Exception) -> None:
        if ear is self._ear:
            self._log.debug("lost: %s", error)
            self._explain()
            raise BusFault(f"bus {self._name} was lost: {error}") from error


class _AdapterListener(can.Listener):
    def __init__(self, take: Callable[[can.Message], None], lost: Callable[[Exception], None]) -> None:
        self._take = take
        self._lost = lost
        self.lost = False
        self.over = threading.Event()

    def on_message_received(self, msg: can.Message) -> None:
        self._take(msg)

    def on_error(self, exc: Exception) -> None:
        self.lost = True
        self._lost(exc)
        self.over.wait()  # the notifier's thread would ask a lost bus again at once, and for ever


class SocketcandBus(SocketCanDaemonBus):
    """A channel of a socketcand server that tells when the server has closed it.

    python-can takes that for silence, for ever and as fast as it can.
    """

    def _recv_internal(self, timeout: float | None) -> tuple[can.Message | None, bool]:
        message, filtered = super()._recv_internal(timeout)  # type: ignore[no-untyped-call]  # has no hints
        if message is None:
            connection = _socket_of(self)
            readable, _, _ = select.select([connection], [], [], 0)
            if readable and not connection.recv(1, socket.MSG_PEEK):
                raise can.CanOperationError(f"{self.channel_info} was closed")
        return message, filtered


def open_adapter(table: Bus, *, speaks: bool = False) -> can.BusABC:
    """Open the adapter of a bus as its table of the rig file says.

    Nothing else is read, of a can.conf no more than the section that the table names.

    Args:
        table: The table.
        speaks: Whether the rig sends on it.

    Raises:
        can.CanError: It cannot be opened, or only listens where the rig is to send.
        OSError: Likewise.
        ImportError: What python-can needs for this interface is not installed.
        ValueError: An option has a value that it does not take.
        TypeError: The interface has no such option, or lacks one.
    """
    if speaks and table.interface == "socketcan" and listens_only(f"{table.channel}"):
        remedy = f"`ip link set {table.channel} type can listen-only off` while it is down"
        raise can.CanInitializationError(f"{table.channel} only listens, and the rig sends on it: {remedy}")
    options: dict[str, Any] = dict(table.adapter)
    options |= {key: getattr(table, key) for key in ("bitrate", "data_bitrate") if getattr(table, key) is not None}
    if "fd" in table.model_fields_set:  # some interfaces take FD where nobody says anything
        options["fd"] = table.fd
    if table.can_conf is not None:
        given = {"interface": table.interface, "channel": table.channel, **options}
        options = {**can.util.load_config(config=given, context=table.can_conf)}
        for key in ("interface", "channel"):
            del options[key]
    if table.interface == "socketcand":
        options.pop("bitrate", None)  # its server has set it
        return open_socketcand(f"{table.channel}", **options)
    return can.Bus(table.channel, table.interface, ignore_config=True, **options)


def open_socketcand(channel: str, host: str, port: int, **options: Any) -> SocketcandBus:
    """Open a channel of a socketcand server.

    Raises:
        can.CanError: It does not understand the protocol, or has no such channel.
        OSError: Nobody listens there.
    """
    # Where nobody listens python-can tries for ten seconds as fast as it can, with a line in its log each time.
    socket.create_connection((host, port), CONNECT_S).close()
    options = {"tcp_tune": True, **options}
    for opening in range(OPENINGS):
        try:
            return SocketcandBus(channel, host, port, **options)  # type: ignore[no-untyped-call]  # likewise
        except can.CanError:
            if opening == OPENINGS - 1:
                raise
    raise AssertionError("the last opening returns or raises")


def _socket_of(bus: SocketCanDaemonBus) -> socket.socket:
    """Return the connection, for which python-can has no public name."""
    connection: socket.socket = vars(bus)["_SocketCanDaemonBus__socket"]
    return connection
