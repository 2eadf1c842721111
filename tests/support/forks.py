"""Runs of pytest, each in a process of its own, that do not read the libraries anew.

To read them takes longer than most runs. A server has read those that every run needs, none of the suite's own and
no plugin of pytest, and is forked for each run.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import IO

SERVER = Path(__file__).with_name("fork_server.py")


class ForkedRun:
    """A run under way.

    Args:
        pid: Its process.
        told: Where the server tells how it ended.
        streams: The files of its output and its errors.
    """

    def __init__(self, pid: int, told: IO[str], streams: Sequence[Path]) -> None:
        self.pid = pid
        self._told = told
        self._streams = streams
        self._code: int | None = None

    @property
    def code(self) -> int | None:
        """How the process ended, as `subprocess` tells it; None while it goes on."""
        return self._code if self._code is not None else self._hear(0)

    def end(self, timeout_s: float) -> tuple[int, str]:
        """Wait for its end.

        Returns:
            How the process ended, and what it wrote: first all output, then all errors.

        Raises:
            subprocess.TimeoutExpired: It takes longer; it is killed.
        """
        code = self._code if self._code is not None else self._hear(timeout_s)
        if code is None:
            self.kill()
            raise subprocess.TimeoutExpired("pytest", timeout_s, "".join(self.said))
        return code, "".join(self.said)

    @property
    def said(self) -> Iterator[str]:
        """What it wrote: first all output, then all errors."""
        return (stream.read_text("utf-8", "replace") for stream in self._streams)

    def kill(self) -> None:
        """Kill it, where it has not ended."""
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            self._code = int(self._told.readline())

    def _hear(self, timeout_s: float) -> int | None:
        with DefaultSelector() as selector:
            selector.register(self._told, EVENT_READ)
            if selector.select(timeout_s):
                self._code = int(self._told.readline())
        return self._code


class ForkServer:
    """The server of this process, which ends with it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        command = [sys.executable, str(SERVER)]
        self._process = subprocess.Popen(  # noqa: S603  # our own server
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
        )
        atexit.register(self.close)

    def run(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], timeout_s: float
    ) -> tuple[int, str]:
        """Run pytest in a folder.

        Returns:
            How the process ended, as `subprocess` tells it, and what it wrote: first all output, then all errors.

        Raises:
            subprocess.TimeoutExpired: It takes longer; it is killed.
        """
        with self.running(arguments, folder, environment) as run:
            return run.end(timeout_s)

    @contextmanager
    def running(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> Iterator[ForkedRun]:
        """Have a run of pytest in a folder, which has ended when the block is left."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        with tempfile.TemporaryDirectory() as place:
            streams = [Path(place, name) for name in ("out", "err")]
            asked = {"arguments": arguments, "folder": str(folder), "environment": dict(environment)}
            process.stdin.write(json.dumps({**asked, "streams": [*map(str, streams)]}) + "\n")
            process.stdin.flush()
            run = ForkedRun(int(process.stdout.readline()), process.stdout, streams)
            try:
                yield run
            finally:
                run.kill()

    def close(self) -> None:
        """End the server."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@cache
def fork_server() -> ForkServer:
    """Return the server, which is started by the first who asks."""
    from tests.support.project import CLEAN  # noqa: PLC0415  # which asks for this one

    return ForkServer(CLEAN)
