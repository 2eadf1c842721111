"""Ports behind instruments: SCPI through pyvisa, in the dialect that the rig file writes down."""

from __future__ import annotations

import math

import pyvisa
from pyvisa.resources import MessageBasedResource

from rigs.errors import InstrumentFault
from rigs.event import Interval
from rigs.model import ObservationBinding, StimulusBinding
from rigs.track import Track
from simulators.kernel import MS, Kernel

NO_ERROR = ("0", "+0")
NO_NUMBER = 9.9e37
"""From here on SCPI means infinity, or that there is no value (SCPI-99 volume 1, 7.2.1)."""

FOREIGN = (pyvisa.Error, pyvisa.errors.VisaIOWarning, OSError, ValueError)
"""What pyvisa and its backends raise; a ValueError is an answer that is no text, or a bad address."""


def open_instrument(
    manager: pyvisa.ResourceManager, resource: str, name: str, timeout_ms: int = 2000
) -> MessageBasedResource:
    """Open an instrument that talks in lines.

    Raises:
        InstrumentFault: There is none at this address.
    """
    try:
        opened = manager.open_resource(resource, read_termination="\n", write_termination="\n", timeout=timeout_ms)
    except FOREIGN as error:
        raise InstrumentFault(f"{name}: cannot be opened at {resource}: {error}") from error
    if not isinstance(opened, MessageBasedResource):
        raise InstrumentFault(f"{name}: {resource} does not talk in messages")
    return opened


def apply(name: str, binding: StimulusBinding, instrument: MessageBasedResource, value: str) -> str:
    """Set a stimulus and make sure that the instrument took it.

    Returns:
        The command, for people.

    Raises:
        InstrumentFault: The instrument refused the command or did not answer.
    """
    command = binding.write.format(value=binding.words.get(value, value))
    answer = ask(name, binding.instrument, instrument, f"{command};:SYST:ERR?")
    if answer.split(",")[0].strip() not in NO_ERROR:
        raise InstrumentFault(f"{name}: {binding.instrument} refused {command!r}: {answer}")
    return command


def ask(name: str, label: str, instrument: MessageBasedResource, query: str) -> str:
    """The answer of an instrument to a query.

    Raises:
        InstrumentFault: There is none.
    """
    try:
        return instrument.query(query).strip()
    except FOREIGN as error:
        raise InstrumentFault(f"{name}: {label} gave no answer to {query!r}: {error}") from error


class Sampler:
    """Asks an instrument for an observation again and again and notes what changes.

    Args:
        binding: The query and its dialect.
        instrument: Who is asked.
        track: Where the values go.
        kernel: The clock.
    """

    def __init__(
        self, binding: ObservationBinding, instrument: MessageBasedResource, track: Track, kernel: Kernel
    ) -> None:
        self._binding = binding
        self._instrument = instrument
        self._track = track
        self._kernel = kernel
        track.lag_ns = binding.period_ms * MS
        self._previous_ns: int | None = None
        self._period_ns = binding.period_ms * MS
        self._timer = kernel.timer(self._sample)

    def start(self) -> None:
        """Sample now and from now on."""
        self._sample()

    def stop(self) -> None:
        """Sample no more."""
        self._timer.cancel()

    def _sample(self) -> None:
        before_ns = self._kernel.time_ns()
        answer = ask(self._track.name, self._binding.instrument, self._instrument, self._binding.query)
        value = self._value(answer)
        earliest_ns = before_ns if self._previous_ns is None else self._previous_ns
        self._previous_ns = before_ns
        self._track.add(Interval(earliest_ns, self._kernel.time_ns()), value)
        self._timer.arm_in(self._period_ns)

    def _value(self, answer: str) -> str | float:
        head = answer.split(",", maxsplit=1)[0].strip()
        words = self._binding.words
        if words:
            if head not in words:
                allowed = ", ".join(words)
                raise InstrumentFault(
                    f"{self._track.name}: {self._binding.instrument} answered {answer!r}"
                    f" to {self._binding.query!r}, allowed: {allowed}"
                )
            return words[head]
        try:
            number = float(head)
        except ValueError:
            number = math.nan
        if not abs(number) < NO_NUMBER:
            raise InstrumentFault(
                f"{self._track.name}: {self._binding.instrument} answered {answer!r} to {self._binding.query!r},"
                " which is no number"
            )
        return number


def apply_plain(label: str, instrument: MessageBasedResource, command: str) -> None:
    """Give an instrument a command that sets no port, and make sure that it took it.

    Raises:
        InstrumentFault: It refused or did not answer.
    """
    answer = ask(label, label, instrument, f"{command};:SYST:ERR?")
    if answer.split(",")[0].strip() not in NO_ERROR:
        raise InstrumentFault(f"{label} refused {command!r}: {answer}")
