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
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector

SERVER = Path(__file__).with_name("fork_server.py")


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
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        with tempfile.TemporaryDirectory() as place:
            streams = [str(Path(place, name)) for name in ("out", "err")]
            asked = {"arguments": arguments, "folder": str(folder), "environment": dict(environment)}
            process.stdin.write(json.dumps({**asked, "streams": streams}) + "\n")
            process.stdin.flush()
            pid = int(process.stdout.readline())
            with DefaultSelector() as selector:
                selector.register(process.stdout, EVENT_READ)
                if not selector.select(timeout_s):
                    os.kill(pid, signal.SIGKILL)
                    process.stdout.readline()
                    raise subprocess.TimeoutExpired(["pytest", *arguments], timeout_s)
            code = int(process.stdout.readline())
            return code, "".join(Path(stream).read_text("utf-8", "replace") for stream in streams)

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
