"""A process beside a run on a bench that puts its outputs to rest when the run is dead.

A run that is killed (`kill -9`, out of memory, a crash of a driver) can release no button any more. The watchdog
learns of it by the end of its standard input, which the system closes with the run, and of a run that stands still
by the beats that do not come. It opens the instruments only then: many of them talk to one program alone. It holds
the bench until the outputs are at rest, so that no other run begins meanwhile.

The other way round a run whose watchdog is gone ends, since nobody would look after the bench.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyvisa

from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.safe_state import SafeCommand, safe_state, take_safe_state
from rigs.errors import RigFault
from rigs.files.hardware import Instrument
from rigs.files.places import FOR_ALL_USERS, ROOT, bench_place
from rigs.run.hold import SILENT_S, Held, watchdog_hold

if TYPE_CHECKING:  # the process of the watchdog needs none of these
    from rigs.bindings.lab import InstrumentDriver, Lab
    from rigs.files.dialect import Dialect
    from rigs.files.rig_file import RigFile

BEAT_S = 1.0
"""Time in s between two beats of a run."""

START_TIMEOUT_S = 30.0
"""Time in s that a watchdog may take to start, and to wait for that of the run before."""

PATIENCE_S = 10.0
"""Time in s that the watchdog of the run before may take to put the outputs to rest."""

ATTEMPTS = 300
"""Number of times that outputs are put to rest when some of them were not."""

PAUSE_S = 1.0
"""Time in s between two of these, in which an instrument may come back."""

LONGEST_WAIT_MS = 1000
"""Time in ms that an instrument may take to answer a watchdog where neither rig file nor driver says a time."""

BEAT, RELEASE = b".", b"q"

MARKS_OF_A_JOB = ("BUILD_ID", "JENKINS_NODE_COOKIE", "JENKINS_SERVER_COOKIE", "RUNNER_TRACKING_ID")
"""Variables by which Jenkins and the runner of GitHub find what a job has left, and kill it."""


@dataclass(frozen=True)
class Orders:
    """The facts that a watchdog must know, since it can ask nobody.

    Attributes:
        bench: The name of the rig.
        run: The process that is watched.
        command: What it runs, for people.
        commands: The safe state.
        instruments: The tables of the instruments in it, each with the driver that opens it.
    """

    bench: str
    run: int
    command: str
    commands: tuple[SafeCommand, ...]
    instruments: Mapping[str, tuple[Instrument, InstrumentDriver]]


def orders_of(rig: RigFile, lab: Lab, command: str) -> Orders:
    """Return what the watchdog of a run on a rig must know."""
    commands = safe_state(rig, lab.book)
    needed = {each.instrument: rig.instruments[each.instrument] for each in commands}
    dialects = lab.known.drivers
    instruments = {
        name: (_impatient(table, dialects[table.driver]), lab.drivers[table.driver])
        for name, table in needed.items()
    }
    return Orders(rig.name, os.getpid(), command, commands, instruments)


def _impatient(table: Instrument, dialect: Dialect) -> Instrument:
    if "timeout_ms" in {*table.model_fields_set, *dialect.line}:
        return table
    return table.model_copy(update={"timeout_ms": LONGEST_WAIT_MS})


class Watchdog:
    """The watchdog of this run.

    Args:
        orders: What it must know.
        beat: Done with each beat, such as a sign of life for people.

    Attributes:
        at_rest: Whether the run has put all outputs to rest, as far as it knows.
    """

    def __init__(self, orders: Orders, beat: Callable[[], None] = lambda: None) -> None:
        self.at_rest = False
        self._orders = orders
        self._beat = beat
        self._on_loss: Callable[[str], None] = lambda _why: None
        self._over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int:
        """Number of its process.

        Raises:
            RigFault: It has not been started.
        """
        if self._process is None:
            raise RigFault("the watchdog has not been started")
        return self._process.pid

    def start(self) -> None:
        """Start it, and wait until it watches; where there are no outputs there is nothing to watch.

        Raises:
            RigFault: It does not; says why.
        """
        if not self._orders.commands:
            self._on_a_thread(self._keep_beating)
            return
        try:
            told = pickle.dumps(self._orders)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise RigFault(
                f"the watchdog cannot take over a driver, which must be a function of a module: {error}"
            ) from error
        # In a session of its own: what ends the run or its terminal leaves it. It writes to no terminal.
        process = self._process = subprocess.Popen(  # our own module
            [sys.executable, "-m", "rigs.run.watchdog"],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        giving_up = threading.Timer(START_TIMEOUT_S, process.kill)
        giving_up.start()
        try:
            self._say(len(told).to_bytes(8, "big") + told)
            assert process.stdout is not None  # noqa: S101  # a pipe was asked for
            answer = process.stdout.readline().decode("utf-8").strip()
        finally:
            giving_up.cancel()
        if answer != READY:
            process.kill()
            process.wait()
            raise RigFault(answer or f"the watchdog ended at its start with exit code {process.returncode}")
        for work in (self._keep_beating, self._notice_loss):
            self._on_a_thread(work)

    def _on_a_thread(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="watchdog", daemon=True).start()

    def tell_loss(self, on_loss: Callable[[str], None]) -> None:
        """Call `on_loss`, on a thread of its own, with a reason when the watchdog ends before the run."""
        self._on_loss = on_loss
        if self._process is not None and self._process.poll() is not None:
            on_loss(self._loss())

    def release(self) -> None:
        """End it: the outputs are at rest."""
        self._over.set()
        self._say(RELEASE)
        self._end()

    def leave(self) -> None:
        """Leave to it what this run could not put to rest, as if the run were dead."""
        self._over.set()
        self._end()

    def _end(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def _say(self, data: bytes) -> None:
        if self._process is None or self._process.stdin is None:
            return
        with contextlib.suppress(OSError, ValueError):  # it has gone, which another thread notices
            self._process.stdin.write(data)
            self._process.stdin.flush()

    def _keep_beating(self) -> None:
        while not self._over.wait(BEAT_S):
            self._say(BEAT)
            self._beat()

    def _notice_loss(self) -> None:
        if self._process is not None:
            self._process.wait()
            if not self._over.is_set():
                self._on_loss(self._loss())

    def _loss(self) -> str:
        assert self._process is not None  # noqa: S101  # it was started before it was lost
        code = self._process.returncode
        return (
            f"the watchdog of bench {self._orders.bench} has gone (process {self._process.pid}, exit code {code})"
        )


def _environment() -> dict[str, str]:
    """Return the environment of a watchdog, which outlives the job of a CI that is cancelled."""
    kept = {name: value for name, value in os.environ.items() if name not in MARKS_OF_A_JOB}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


class Outputs:
    """The outputs of a bench, put to rest by a process that has nothing open.

    Args:
        orders: What must be known of them.
        pause: Waits for so many s between two attempts to put them to rest; by the clock where None.
    """

    def __init__(self, orders: Orders, pause: Callable[[float], object] | None = None) -> None:
        self._orders = orders
        self._pause = pause or threading.Event().wait
        self._managers: dict[str, pyvisa.ResourceManager] = {}
        self._links: dict[str, InstrumentLink] = {}

    def prepare(self) -> None:
        """Load what takes time, while nothing has happened yet."""
        for table, _ in self._orders.instruments.values():
            if table.backend not in self._managers:
                self._managers[table.backend] = pyvisa.ResourceManager(table.backend)

    def rest(self, attempts: int = ATTEMPTS) -> tuple[str, ...]:
        """Put all outputs to rest, again where some of them are not.

        Returns:
            What was not.
        """
        problems = take_safe_state(self._orders.commands, self._link)
        for _ in range(1, attempts):
            if not problems:
                break
            self._pause(PAUSE_S)
            problems = take_safe_state(self._orders.commands, self._link)
        return problems

    def _link(self, name: str) -> InstrumentLink:
        if name not in self._links:
            table, driver = self._orders.instruments[name]
            self._links[name] = driver(self._managers[table.backend], table.resource or "", name, table)
        return self._links[name]


# What follows runs in the process of the watchdog.

READY = "ready"

CANNOT_WATCH = (
    *(Held, OSError, ImportError, AttributeError, ValueError, EOFError),
    *(pickle.UnpicklingError, pyvisa.Error),
)
"""Exceptions of what a watchdog does before it watches."""


class _Watch(Outputs):
    """The watch over one run.

    Args:
        orders: What the run has told.
        source: Where its beats come from.
        pause: As of `Outputs`.
    """

    def __init__(self, orders: Orders, source: BinaryIO, pause: Callable[[float], object] | None = None) -> None:
        super().__init__(orders, pause)
        self._source = source
        self._beats: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def keep(self) -> str:
        """Watch until something happens.

        Returns:
            Why the outputs must be put to rest; nothing where they are.
        """
        threading.Thread(target=self._listen, name="beats", daemon=True).start()
        run = f"the run (process {self._orders.run}, {self._orders.command})"
        while True:
            try:
                heard = self._beats.get(timeout=SILENT_S)
            except queue.Empty:
                return f"{run} stands still: no beat for {SILENT_S:g} s"
            if heard == RELEASE:
                return ""
            if not heard:
                return f"{run} is dead"

    def _listen(self) -> None:
        heard = b"?"
        while heard and heard != RELEASE:
            heard = self._source.read(1)
            self._beats.put(heard)


def main() -> int:
    """Watch over the run that has started this process.

    Returns:
        0 where the outputs are at rest, else 1.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)  # the run is ended by them, and then says so
    source = sys.stdin.buffer
    size = int.from_bytes(source.read(8), "big")
    try:
        orders: Orders = pickle.loads(source.read(size))  # noqa: S301  # from the run that has started us
        watch = _Watch(orders, source)
        watch.prepare()
        hold = watchdog_hold(orders.bench, f"the watchdog of process {orders.run}")
        hold.take(PATIENCE_S)
    except CANNOT_WATCH as error:
        return _tell(f"the watchdog cannot watch: {error}", 1)
    with hold:
        _tell(READY, 0)
        why = watch.keep()
        problems = watch.rest() if why else ()
        if why:
            _log(orders.bench, why, problems)
    return 1 if problems else 0


def _tell(text: str, code: int) -> int:
    sys.stdout.write(f"{text.replace(os.linesep, '; ')}\n")
    sys.stdout.flush()
    return code


def _log(bench: str, why: str, problems: tuple[str, ...]) -> None:
    """Write down what was done, for whoever finds a bench at rest."""
    place = log_of(bench)
    said = "outputs at rest" if not problems else "; ".join(("NOT at rest", *problems))
    with contextlib.suppress(OSError):
        with place.open("a", encoding="utf-8") as log:
            log.write(f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC: {why}; {said}\n")
        place.chmod(FOR_ALL_USERS)


def log_of(bench: str) -> Path:
    """Return the file in which the watchdogs of a bench write down what they did."""
    return bench_place(bench).with_suffix(".log")


if __name__ == "__main__":
    sys.exit(main())
