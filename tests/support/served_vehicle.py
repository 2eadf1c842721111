"""A simulated vehicle in a process of its own, and plain sockets to talk to it."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.project import ROOT

GUARD_S = 20.0
"""What is not there by then never comes; no test depends on how fast it came."""

FRAME = re.compile(
    r"< frame (?P<id>[0-9A-F]{3}|[0-9A-F]{8}) (?P<time>\d+\.\d{6}) (?P<data>(?:[0-9A-F]{2}){0,8}) >"
)


@contextmanager
def served(
    folder: Path, *options: str, command: str = "serve"
) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, Any]]]:
    """A server, with the addresses that it wrote; it has ended when the block is left."""
    ports = folder / "ports.json"
    line = [sys.executable, "-m", "simulators", command, "--ports", str(ports), *options]
    with subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE) as process:  # noqa: S603  # our own module
        try:
            for _ in range(int(GUARD_S / 0.02)):
                if ports.exists():
                    break
                if ended(process, 0.02) is not None:
                    raise AssertionError(f"the server ended with {process.returncode}")
            yield process, json.loads(ports.read_text(encoding="utf-8"))
        finally:
            process.kill()


def ended(process: subprocess.Popen[bytes], within_s: float = GUARD_S) -> int | None:
    """The exit code of a process, None when it goes on."""
    try:
        return process.wait(within_s)
    except subprocess.TimeoutExpired:
        return None


def asked(ports: dict[str, Any], instrument: str, query: str) -> str:
    """The answer of an instrument on a connection of its own."""
    with socket.create_connection(("127.0.0.1", ports["scpi"][instrument]), GUARD_S) as connection:
        checked = query if "?" in query else f"{query};:SYST:ERR?"
        connection.sendall(f"{checked}\n".encode("ascii"))
        return connection.makefile().readline().strip()


def outputs(ports: dict[str, Any]) -> tuple[str, str, float]:
    """What the relays of SOS and ignition, and the supply, are at."""
    sos, ignition = (asked(ports, "io", f"ROUT:CLOS? (@{channel})") for channel in (101, 111))
    return sos, ignition, float(asked(ports, "supply", "VOLT?"))


class Client:
    """A client of the socketcand server that knows of nothing but bytes."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=GUARD_S)
        self._pending = ""
        assert self.hear() == "< hi >"

    def say(self, text: str) -> None:
        self._socket.sendall(text.encode("ascii"))

    def hear(self) -> str:
        """The next element, with its brackets."""
        while ">" not in self._pending:
            received = self._socket.recv(4096)
            assert received, "the server hung up"
            self._pending += received.decode("ascii")
        element, _, self._pending = self._pending.partition(">")
        return f"{element.lstrip()}>"

    def ask(self, text: str) -> str:
        self.say(text)
        return self.hear()

    def join(self, channel: str) -> None:
        """Open a channel and switch to raw mode."""
        assert self.ask(f"< open {channel} >") == "< ok >"
        assert self.ask("< rawmode >") == "< ok >"

    def frames(self) -> Iterator[tuple[str, str]]:
        """Identifier and data of each frame that is heard, for ever."""
        while True:
            element = self.hear()
            match = FRAME.fullmatch(element)
            assert match, element
            yield match["id"], match["data"]

    def close(self) -> None:
        self._socket.close()
