"""A socketcand server for virtual segments, so that any tool that speaks the protocol is a node on them.

The protocol is line free: `< command ... >`. A client opens one channel and switches to raw mode; from then on it
receives every frame of others and may send its own. Frame times are seconds of the machine's monotonic clock,
which client and server of a twin share.

Nobody waits for a client: one that does not read what it is sent, or sends what never becomes a command, is
dropped with a line in the log.
"""

from __future__ import annotations

import contextlib
import logging
import selectors
import socket
import threading
from collections.abc import Mapping
from functools import partial

import can

from clock.kernel import Kernel
from simulators.bus.canbus import VirtualBus
from simulators.bus.segment import Segment

_GREETING = b"< hi >"
_OK = b"< ok >"
_HIGHEST_STANDARD = 0x7FF
_HIGHEST_EXTENDED = 0x1FFF_FFFF

LONGEST_COMMAND = 1024
"""Characters that a client may send without ending a command; the longest of the protocol has some 50."""

_LOG = logging.getLogger(__name__)


class SocketcandServer:
    """A server of segments on a TCP port of the loopback interface.

    Args:
        kernel: The clock; frames of clients go through its inbox.
        segments: By channel name.
        origin_ns: The machine's monotonic clock at kernel time 0.
    """

    def __init__(self, kernel: Kernel, segments: Mapping[str, Segment], origin_ns: int) -> None:
        self._kernel = kernel
        self._segments = segments
        self._origin_ns = origin_ns
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._clients: set[Client] = set()

    def start(self) -> int:
        """Accept clients from now on.

        Returns:
            The port.
        """
        threading.Thread(target=self._accept, name="socketcand", daemon=True).start()
        return int(self._listening.getsockname()[1])

    def close(self) -> None:
        """Drop all clients and accept no more."""
        _shut(self._listening)
        for client in list(self._clients):
            client.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, address = self._listening.accept()
                name = f"{address[0]}:{address[1]}"
                client = Client(connection, name, self._kernel, self._segments, self._origin_ns)
                self._clients.add(client)
                threading.Thread(target=self._serve, args=(client,), name="socketcand client", daemon=True).start()

    def _serve(self, client: Client) -> None:
        client.serve()
        self._clients.discard(client)


class Client:
    """One connection; its frames are written on the kernel's thread, its commands are read on their own.

    Args:
        connection: To it.
        name: Its address, for the log.
        kernel: See `SocketcandServer`, as for the rest.
    """

    def __init__(
        self,
        connection: socket.socket,
        name: str,
        kernel: Kernel,
        segments: Mapping[str, Segment],
        origin_ns: int,
    ) -> None:
        self._connection = connection
        self._connection.setblocking(False)
        with contextlib.suppress(OSError):  # there is none on a local socket
            self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._name = name
        self._writing = threading.Lock()
        self._kernel = kernel
        self._segments = segments
        self._origin_ns = origin_ns
        self._segment: Segment | None = None
        self._bus: VirtualBus | None = None
        self._dropped = False

    def serve(self) -> None:
        """Answer commands until the connection ends."""
        with contextlib.suppress(OSError, ValueError), selectors.DefaultSelector() as readable:
            readable.register(self._connection, selectors.EVENT_READ)
            self._write(_GREETING)
            pending = ""
            while not self._dropped:
                readable.select()
                received = self._connection.recv(4096)
                if not received:
                    break
                pending += received.decode("ascii", errors="replace")
                *commands, pending = pending.split(">")
                for command in commands:
                    self._obey(command.strip().removeprefix("<").split())
                if len(pending) > LONGEST_COMMAND:
                    self._drop(f"has sent {len(pending)} characters that are no command")
        self._kernel.post(self._leave)
        self._connection.close()

    def close(self) -> None:
        """End the connection, and with it `serve`."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def _drop(self, why: str) -> None:
        if not self._dropped:
            self._dropped = True
            _LOG.warning("socketcand: client %s %s: dropped", self._name, why)
            self.close()

    def _obey(self, words: list[str]) -> None:
        match words:
            case ["open", channel] if channel in self._segments:
                self._segment = self._segments[channel]
                self._write(_OK)
            case ["rawmode"] if self._segment is not None:
                self._write(_OK)
                self._kernel.post(partial(self._join, self._segment))
            case ["send", identifier, length, *data] if _is_frame(identifier, length, data):
                message = can.Message(
                    arbitration_id=int(identifier, 16),
                    is_extended_id=len(identifier) > 3,  # the protocol's way to tell them apart
                    data=bytes(int(byte, 16) for byte in data),
                )
                self._kernel.post(partial(self._send, message))
            case ["echo"]:
                self._write(b"< echo >")
            case _:
                self._write(f"< error unknown command {' '.join(words)} >".encode())

    def _write(self, text: bytes) -> None:
        """Send a text if the system takes it at once; what it does not take, nobody has read for long."""
        with self._writing:
            try:
                whole = self._connection.send(text) == len(text)
            except BlockingIOError:
                whole = False
            except OSError:  # it has hung up, which `serve` sees
                return
        if not whole:
            self._drop("does not read what it is sent")

    def _join(self, segment: Segment) -> None:
        self._bus = VirtualBus(segment)
        segment.tap(self._forward, self._bus)

    def _leave(self) -> None:
        if self._bus is not None:
            self._bus.shutdown()

    def _send(self, message: can.Message) -> None:
        if self._bus is not None:
            self._bus.send(message)

    def _forward(self, at_ns: int, message: can.Message) -> None:
        at_us = (self._origin_ns + at_ns) // 1000
        identifier = f"{message.arbitration_id:08X}" if message.is_extended_id else f"{message.arbitration_id:03X}"
        frame = f"< frame {identifier} {at_us // 1_000_000}.{at_us % 1_000_000:06d} {message.data.hex().upper()} >"
        self._write(frame.encode("ascii"))
        if self._dropped:
            self._leave()


def _is_frame(identifier: str, length: str, data: list[str]) -> bool:
    highest = _HIGHEST_STANDARD if len(identifier) <= 3 else _HIGHEST_EXTENDED
    try:
        values = [int(byte, 16) for byte in data]
        return (
            len(values) == int(length, 16) <= 8  # bytes of a classic frame
            and all(0 <= value <= 255 for value in values)
            and 0 <= int(identifier, 16) <= highest
        )
    except ValueError:
        return False


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
