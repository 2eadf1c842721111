"""Serves the instruments on raw TCP sockets, as SCPI instruments with a LAN connector do.

Nobody waits for a client: one that leaves answers unread and asks on, or sends what never becomes a message, is
dropped with a line in the log.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Mapping
from functools import partial

from clock.kernel import Kernel
from simulators.scpi.device import Device

HOST = "127.0.0.1"
LONGEST_MESSAGE = 64 * 1024
"""Bytes that a client may send without ending a message."""

MOST_UNREAD = 1024 * 1024
"""Bytes of answers that may wait for a client when it gets one more."""

_LOG = logging.getLogger(__name__)


class _Connection(asyncio.Protocol):
    """One client of one device: a message ends with a newline, and so does an answer."""

    def __init__(self, kernel: Kernel, device: Device, connections: set[asyncio.Transport]) -> None:
        self._kernel = kernel
        self._device = device
        self._connections = connections
        self._loop = asyncio.get_running_loop()
        self._unfinished = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  # a stream server makes no other
        self._transport = transport
        self._connections.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        *messages, self._unfinished = (self._unfinished + data).split(b"\n")
        for message in messages:
            self._kernel.post(partial(self._execute, message.decode("latin-1")))
        if len(self._unfinished) > LONGEST_MESSAGE:
            self._drop(f"has sent {len(self._unfinished)} bytes that are no message")

    def _execute(self, message: str) -> None:
        """Execute a message on the kernel's thread."""
        if self._transport.is_closing():
            return
        answer = self._device.execute(message)
        if answer:
            # The server may have been closed since the message came in, and nobody waits for the answer.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._answer, answer)

    def _answer(self, answer: bytes) -> None:
        """Send the answer; runs on the thread of the loop, as what follows."""
        if self._transport.is_closing():
            return
        if self._transport.get_write_buffer_size() > MOST_UNREAD:
            self._drop("does not read its answers")
        else:
            self._transport.write(answer)

    def _drop(self, why: str) -> None:
        host, port = self._transport.get_extra_info("peername")
        _LOG.warning("SCPI: client %s:%d %s: dropped", host, port, why)
        self._transport.abort()


class ScpiServer:
    """One port for each device on loopback; messages are carried out on the thread of the kernel.

    Args:
        kernel: One whose `post` other threads may use: `clock.wall.WallKernel`.
        devices: The instruments by name.
    """

    def __init__(self, kernel: Kernel, devices: Mapping[str, Device]) -> None:
        self._kernel = kernel
        self._devices = devices
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="scpi-server", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._connections: set[asyncio.Transport] = set()

    def start(self) -> dict[str, int]:
        """Listen.

        Returns:
            The port of each device, a free one of the system's choice.

        Raises:
            OSError: No port can be opened.
        """
        self._thread.start()
        return asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()

    def close(self) -> None:
        """Close ports and connections; messages that were not carried out yet get no answer."""
        asyncio.run_coroutine_threadsafe(self._shut(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self) -> dict[str, int]:
        ports: dict[str, int] = {}
        for name, device in self._devices.items():
            make = partial(_Connection, self._kernel, device, self._connections)
            server = await self._loop.create_server(make, HOST, 0)
            self._servers.append(server)
            ports[name] = server.sockets[0].getsockname()[1]
        return ports

    async def _shut(self) -> None:
        for server in self._servers:
            server.close()
        for transport in list(self._connections):
            transport.abort()
        while self._connections:
            await asyncio.sleep(0)
