"""Nobody waits for a client of the served vehicle: one that does not read, or sends no end, is dropped."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator

import can
import httpx
import pytest

from clock.kernel import VirtualKernel
from clock.wall import WallKernel
from simulators.bus.canbus import VirtualBus
from simulators.bus.frame_by_frame import FrameByFrame
from simulators.bus.segment import Segment
from simulators.offboard.service import Service
from simulators.plant.wiring import Wiring
from simulators.scpi.devices_power import PowerSupply
from simulators.scpi.server import LONGEST_MESSAGE, MOST_UNREAD, ScpiServer
from simulators.servers.http import LARGEST_BODY, HttpApi
from simulators.servers.socketcand import LONGEST_COMMAND, Client, SocketcandServer

GUARD_S = 20.0
"""What has not come about by then never does; no test depends on how fast it came."""

MOST_FRAMES = 100_000
"""More than any system keeps for a socket with a small buffer."""


class Log(logging.Handler):
    """What has been told, and whether anything has."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.told = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        self.told.set()


@pytest.fixture
def log() -> Iterator[Log]:
    handler = Log()
    logging.getLogger("simulators").addHandler(handler)
    yield handler
    logging.getLogger("simulators").removeHandler(handler)


@pytest.fixture
def kernel() -> Iterator[WallKernel]:
    """A clock that runs on a thread of its own, as that of a served vehicle does."""
    kernel = WallKernel()
    thread = threading.Thread(target=kernel.run_until, args=(10**18,), daemon=True)
    thread.start()
    yield kernel
    kernel.post(kernel.interrupt)
    thread.join(GUARD_S)
    assert not thread.is_alive()


def connect(port: int) -> socket.socket:
    """A client whose system keeps little for it."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(GUARD_S)
    client.connect(("127.0.0.1", port))
    return client


def hung_up(client: socket.socket) -> bool:
    """Whether the server ends the connection, whatever it has sent before."""
    try:
        while client.recv(65536):
            pass
    except ConnectionError:
        return True
    return True


def hear(client: socket.socket, last: bytes) -> bytes:
    """All that comes up to some bytes."""
    heard = b""
    while last not in heard:
        received = client.recv(65536)
        assert received, f"the server hung up after {heard!r}"
        heard += received
    return heard


def pour(client: socket.socket, data: bytes) -> None:
    """Send until all is sent or the server has hung up."""
    try:
        client.sendall(data)
    except ConnectionError:
        return


class Ear:
    """One client of a segment in virtual time, whose commands are read on a thread."""

    def __init__(self, kernel: VirtualKernel, segment: Segment, name: str) -> None:
        self.near, far = socket.socketpair()
        far.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        self.near.settimeout(GUARD_S)
        serving = Client(far, name, kernel, {"can0": segment}, 0)
        self.thread = threading.Thread(target=serving.serve, daemon=True)
        self.thread.start()
        self.near.sendall(b"< open can0 >< rawmode >< echo >")
        hear(self.near, b"< echo >")
        kernel.run_for(0)


def test_a_socketcand_client_that_does_not_read_is_dropped_and_others_hear_every_frame(log: Log) -> None:
    kernel = VirtualKernel()
    segment = FrameByFrame(kernel, "comfort", 125_000)
    sender = VirtualBus(segment)
    deaf, ear = (Ear(kernel, segment, name) for name in ("deaf", "ear"))
    heard = bytearray()
    sent = 0
    while not log.lines and sent < MOST_FRAMES:
        sender.send(can.Message(arbitration_id=0x7F1, data=sent.to_bytes(8, "big"), is_extended_id=False))
        kernel.run_for(10_000_000)
        sent += 1
        heard += hear(ear.near, b"%016X" % (sent - 1))
    assert log.lines == ["socketcand: client deaf does not read what it is sent: dropped"]
    assert heard.count(b"< frame 7F1 ") == sent
    assert hung_up(deaf.near)
    deaf.thread.join(GUARD_S)
    assert not deaf.thread.is_alive()
    ear.near.close()
    ear.thread.join(GUARD_S)
    assert not ear.thread.is_alive()


def test_a_socketcand_client_that_never_ends_a_command_is_dropped(kernel: WallKernel, log: Log) -> None:
    server = SocketcandServer(kernel, {}, 0)
    port = server.start()
    with connect(port) as endless, connect(port) as half, connect(port) as other:
        half.sendall(b"< ec")
        pour(endless, b"x" * 10 * LONGEST_COMMAND)
        assert hung_up(endless)
        assert len(log.lines) == 1
        assert "characters that are no command: dropped" in log.lines[0]
        other.sendall(b"< echo >")
        hear(other, b"< echo >")
        half.sendall(b"ho >")
        hear(half, b"< echo >")
    server.close()


@pytest.fixture
def instrument(kernel: WallKernel) -> Iterator[int]:
    server = ScpiServer(kernel, {"one": PowerSupply(kernel, Wiring())})
    yield server.start()["one"]
    server.close()


@pytest.mark.thorough
def test_a_scpi_client_that_asks_and_does_not_read_is_dropped(instrument: int, log: Log) -> None:
    with connect(instrument) as deaf, connect(instrument) as other:
        question = b"*IDN?\n" * 1000
        for _ in range(100 * MOST_UNREAD // len(question)):
            pour(deaf, question)
            if log.told.is_set():
                break
        assert log.told.wait(GUARD_S)
        assert "does not read its answers: dropped" in log.lines[0]
        assert hung_up(deaf)
        other.sendall(b"*IDN?\n")
        assert b"," in other.recv(1000)
    assert len(log.lines) == 1


def test_a_scpi_client_that_never_ends_a_message_is_dropped(instrument: int, log: Log) -> None:
    with connect(instrument) as endless, connect(instrument) as other:
        pour(endless, b"x" * 100 * LONGEST_MESSAGE)
        assert hung_up(endless)
        other.sendall(b"*IDN?\n")
        assert b"," in other.recv(1000)
    assert len(log.lines) == 1
    assert "bytes that are no message: dropped" in log.lines[0]


class Phone(Service):
    name = "phone"


@pytest.fixture
def api(kernel: WallKernel) -> Iterator[str]:
    """An interface with more changes than a system keeps for a client, and no patience."""
    service = Phone(kernel)
    for _ in range(200):
        service.publish("text", "x" * 100_000)
    api = HttpApi(kernel, {"phone": service}, lambda: None, 0, read_timeout_s=0.05)
    yield api.start()
    api.close()


def port_of(address: str) -> int:
    return httpx.URL(address).port or 80


def test_an_http_client_that_does_not_read_is_dropped(api: str, log: Log) -> None:
    with connect(port_of(api)) as deaf:
        deaf.sendall(b"GET /changes HTTP/1.1\r\nHost: x\r\n\r\n")
        assert httpx.get(f"{api}/changes?since=200").json() == []
        assert log.told.wait(GUARD_S)
        assert hung_up(deaf)
    assert "timed out" in log.lines[0]
    assert log.lines[0].endswith(": dropped")


def test_an_http_client_that_announces_what_it_does_not_send_is_dropped(api: str, log: Log) -> None:
    with connect(port_of(api)) as half:
        half.sendall(b"POST /vehicle/power_on HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{")
        assert httpx.get(f"{api}/changes?since=200").json() == []
        assert log.told.wait(GUARD_S)
        assert hung_up(half)
    assert log.lines[0].endswith(": dropped")


@pytest.mark.parametrize("length", ["-1", "many", str(LARGEST_BODY + 1)])
def test_an_http_body_of_a_length_that_is_not_allowed_is_refused(api: str, length: str) -> None:
    with connect(port_of(api)) as client:
        client.sendall(f"POST /vehicle/power_on HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode())
        answer = b""
        while data := client.recv(65536):
            answer += data
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert f"Content-Length = '{length}': must be a number of bytes up to".encode() in answer
