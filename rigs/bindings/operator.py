"""A person at the terminal who does what no machine of the bench can, such as tapping on a real phone."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, Protocol

from clock.kernel import Kernel, seconds
from rigs.bindings.service import ServiceListener
from rigs.errors import ServiceFault, SetupFailed

TERMINAL = ("CONIN$", "CONOUT$") if sys.platform == "win32" else ("/dev/tty", "/dev/tty")
"""Files that reach the person whatever pytest does with standard input and output."""

DONE = ("", "y", "yes")
"""Answers by which a person says that it is done."""

REFUSALS = ("n", "no")
"""Answers by which a person says that it cannot be done."""


class Console(Protocol):
    """A terminal with a person at it."""

    def say(self, text: str) -> None:
        """Write a line."""

    def hear(self, take: Callable[[str], None]) -> None:
        """Call `take` with each line that is typed from now on, and with "" at their end, on whatever thread."""

    def close(self) -> None:
        """Hear nothing more."""


class Terminal:
    """The terminal of this process.

    Raises:
        ServiceFault: There is none, as in a run of a CI.
    """

    def __init__(self) -> None:
        source, target = TERMINAL
        try:
            self._in = os.open(source, os.O_RDONLY)
            self._out = os.open(target, os.O_WRONLY)
        except OSError as error:
            raise ServiceFault(
                f"an operator is to be asked, and there is no terminal: {error.strerror}"
            ) from error

    def say(self, text: str) -> None:
        """See `Console.say`."""
        os.write(self._out, f"\n{text}\n".encode())

    def hear(self, take: Callable[[str], None]) -> None:
        """See `Console.hear`."""
        threading.Thread(target=self._read, args=(take,), name="operator", daemon=True).start()

    def close(self) -> None:
        """See `Console.close`; the thread ends with the process, since nothing ends a read of a terminal."""
        with contextlib.suppress(OSError):
            os.close(self._out)

    def _read(self, take: Callable[[str], None]) -> None:
        with contextlib.suppress(OSError), os.fdopen(self._in, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                take(line)
        take("")


class Operator:
    """The person at a console, asked for one thing after the other.

    Args:
        kernel: The clock, which goes on while the person is busy.
        console: Where the person sits.
    """

    def __init__(self, kernel: Kernel, console: Console) -> None:
        self._kernel = kernel
        self._console = console
        self._answer: str | None = None
        self._asked = False
        self._gone = False
        console.hear(lambda line: kernel.post(lambda: self._take(line)))

    def ask(self, what: str, timeout_s: float) -> None:
        """Have something done; who answers neither that it is done nor that it cannot be is asked again.

        Raises:
            SetupFailed: It was not done within the time, or cannot be.
            ServiceFault: Nobody can answer any more.
        """
        self._kernel.run_until(self._kernel.time_ns())  # what was typed before is no answer
        self._answer, self._asked = None, True
        self._console.say(f"{what}\n  Enter when it is done, n if it cannot be; {timeout_s:g} s left")
        deadline_ns = self._kernel.time_ns() + seconds(timeout_s)
        try:
            while (answer := self._answer and self._answer.casefold()) not in (*DONE, *REFUSALS):
                if answer is not None:
                    said, self._answer = self._answer, None
                    self._console.say(f"{said!r} is no answer: {what}\n  Enter when it is done, n if it cannot be")
                if self._gone:
                    raise ServiceFault(f"the terminal of the operator has ended, and nobody can answer: {what}")
                if not self._kernel.run_until(deadline_ns):
                    raise SetupFailed(f"the operator did not answer within {timeout_s:g} s: {what}")
        finally:
            self._asked = False
        if answer in REFUSALS:
            raise SetupFailed(f"the operator says that it cannot be done: {what}")

    def close(self) -> None:
        """Ask nothing more."""
        self._console.close()

    def _take(self, line: str) -> None:
        self._gone = self._gone or not line
        if self._asked:
            self._answer = line.strip() if line else None
            self._kernel.interrupt()


class OperatedService:
    """A service whose verbs a person carries out; it shows nothing.

    Args:
        name: Of the service.
        operator: Who is asked.
        timeout_s: How long the person may take.
    """

    error_ns = 0

    def __init__(self, name: str, operator: Operator, timeout_s: float) -> None:
        self._name = name
        self._operator = operator
        self._timeout_s = timeout_s

    def call(self, verb: str, argument: Any = None) -> Any:
        """See `rigs.bindings.service.ServicePort.call`.

        Raises:
            SetupFailed: It was not done.
        """
        said = "" if argument is None else f" {argument}"
        self._operator.ask(f"{self._name}: {verb.replace('_', ' ')}{said}", self._timeout_s)

    def watch(self, listener: ServiceListener) -> None:
        """See `rigs.bindings.service.ServicePort.watch`: a person publishes nothing."""
