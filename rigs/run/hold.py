"""Holds what there is once, such as a results folder or a bench, for as long as one process needs it.

The lock is the operating system's (flock, or its kin elsewhere) and ends with the process, however that ends: no
holder that is dead holds anything, and neither a restart of the machine nor a process id that is used again can
make it look alive. Who holds it since when stands in a file of its own, for people alone.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import json
import os
import socket
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from rigs.errors import HarnessError
from rigs.files.places import FOR_ALL_USERS, bench_place

LOCK = ".hold"
"""Name of the lock file that lies in the folder which it holds."""

SILENT_S = 10.0
"""Time in s without a beat after which a holder stands still, such as one that somebody has stopped."""


class Held(HarnessError):
    """A refused hold: another process has it."""


class Hold:
    """A lock on a file or folder, which need not be there.

    Args:
        thing: What is held.
        holder: What holds it, for people: the command.
        shown: What it is called in messages; its path by default.
        mode: Rights of the lock file; those of any new file by default.
        beats: Whether the holder calls `beat` every few seconds, so that one that stands still can be told.
    """

    def __init__(
        self, thing: Path, holder: str, *, shown: str = "", mode: int | None = None, beats: bool = False
    ) -> None:
        self._shown = shown or str(thing)
        self._holder = holder
        self._beats = beats
        thing = thing.resolve()
        # Beside it, so that nothing lies among the results; inside where it is all that may be written to.
        inside = not thing.name or (thing.is_dir() and not os.access(thing.parent, os.W_OK))
        place = thing / LOCK if inside else thing.with_name(f".{thing.name}.hold")
        self._about = place.with_name(f"{place.name}.json")
        self._lock = (
            FileLock(place, thread_local=False) if mode is None else FileLock(place, mode=mode, thread_local=False)
        )

    @property
    def known(self) -> bool:
        """True when somebody has or has had it."""
        return Path(self._lock.lock_file).exists()

    def take(self, wait_s: float = 0) -> None:
        """Take it, or find it taken.

        Args:
            wait_s: So long who has it may take to let go of it.

        Raises:
            Held: Another process has it; says which, and since when.
            OSError: The lock cannot be made.
        """
        Path(self._lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise Held(f"{self._shown} is in use {self._told()}") from error
        with contextlib.suppress(OSError):  # on a full disk it is held all the same
            self._about.write_text(json.dumps({**_myself(self._holder), "beats": self._beats}), encoding="utf-8")

    def beat(self) -> None:
        """Give a sign of life, for whoever finds it taken, and for what cleans up files that nobody touches."""
        for path in (Path(self._lock.lock_file), self._about):
            with contextlib.suppress(OSError):
                os.utime(path)

    def release(self) -> None:
        """Let go of it; harmless when it is not held."""
        if self._lock.is_locked:
            self._about.unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _told(self) -> str:
        try:
            about = json.loads(self._about.read_text(encoding="utf-8"))
            since, command, process = about["since"], about["command"], about["process"]
            told = f"since {since} by {command} (process {process} of {about['user']} on {about['host']})"
            silent_s = time.time() - self._about.stat().st_mtime
            if not about.get("beats") or silent_s < SILENT_S:
                return told
            return f"{told}, silent for {silent_s:.0f} s: if it stands still, end it (kill -9 {process})"
        except (OSError, ValueError, KeyError, TypeError):
            return "by another process"


def bench_hold(name: str, holder: str) -> Hold:
    """Return the hold of a bench, which is there once for all checkouts and users of this machine.

    Args:
        name: Of the rig.
        holder: As of `Hold`.
    """
    return Hold(bench_place(name), holder, shown=f"bench {name}", mode=FOR_ALL_USERS, beats=True)


def watchdog_hold(name: str, holder: str) -> Hold:
    """Return the hold of those who put the outputs of a bench to rest after a run; the arguments are the same."""
    place = bench_place(name)
    shown = f"bench {name}, whose outputs are still put to rest,"
    return Hold(place.with_name(f"{place.name}-watchdog"), holder, shown=shown, mode=FOR_ALL_USERS)


def _myself(command: str) -> dict[str, str | int]:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a container may run as a number without a name
        user = "an unknown user"
    return {
        "command": command,
        "process": os.getpid(),
        "user": user,
        "host": socket.gethostname(),
        "since": f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC",
    }
