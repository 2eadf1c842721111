"""A scripted exchange: what a driver must send to an instrument, and what the instrument answers."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Any, cast

import pyvisa
from pyvisa.constants import StatusCode
from pyvisa.resources import MessageBasedResource

from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.lab import InstrumentDriver
from rigs.files.rig_file import Instrument

ADDRESS = "TCPIP::192.0.2.1::5025::SOCKET"
"""An address at which there is nothing (RFC 5737)."""

Line = tuple[str, str | None]
"""A message, without its terminator, and its answer; None where it has none."""


class Script:
    """An instrument that follows a script, line by line; used as a context, it must have come to its end.

    Args:
        lines: What it is sent, in order, from the opening on.

    Attributes:
        opened: The options with which pyvisa was to open it last, such as `read_termination`.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self.opened: dict[str, Any] = {}
        self._lines = list(lines)
        self._next = 0

    def __enter__(self) -> Script:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End.

        Raises:
            AssertionError: Something of the script was not sent.
        """
        left = [message for message, _ in self._lines[self._next :]]
        if kind is None and left:
            raise AssertionError(f"the script goes on: {left} were not sent")

    def open(
        self, driver: InstrumentDriver, table: Instrument | None = None, address: str = ADDRESS
    ) -> InstrumentLink:
        """Open the instrument with a driver.

        Args:
            driver: What opens it.
            table: What the rig file says of it; nothing where None.
            address: Where it is.
        """
        manager = cast("pyvisa.ResourceManager", self)
        return driver(manager, address, "instrument", table or Instrument(resource=address))

    def open_resource(self, _name: str, **options: Any) -> MessageBasedResource:
        """See pyvisa's manager."""
        self.opened = options
        return _Scripted(self)

    def take(self, message: str, *, asks: bool) -> str:
        """Go on by one line.

        Args:
            message: What was sent.
            asks: Whether the answer is waited for.

        Raises:
            AssertionError: Something else comes next, or this has an answer, or none.
        """
        if self._next == len(self._lines):
            raise AssertionError(f"the script is at its end, and {message!r} was sent")
        expected, answer = self._lines[self._next]
        if message != expected:
            raise AssertionError(f"the script has {expected!r} next, and {message!r} was sent")
        if asks is (answer is None):
            raise AssertionError(f"{message!r} has {'no' if answer is None else 'an'} answer in the script")
        self._next += 1
        return answer or ""


class _Scripted(MessageBasedResource):
    """A resource of pyvisa without any session."""

    timeout = 0.0

    def __init__(self, script: Script) -> None:
        self._script = script
        self._session = None

    def write(self, message: str, *_: Any, **__: Any) -> int:
        """See pyvisa's resource."""
        self._script.take(message, asks=False)
        return len(message)

    def query(self, message: str, delay: float | None = None) -> str:
        """See pyvisa's resource."""
        return self._script.take(message, asks=True)

    def read_raw(self, size: int | None = None) -> bytes:
        """See pyvisa's resource: nothing comes unasked."""
        raise pyvisa.VisaIOError(StatusCode.error_timeout)

    def clear(self) -> None:
        """See pyvisa's resource."""

    def close(self) -> None:
        """See pyvisa's resource."""
