"""Ports behind instruments: SCPI through pyvisa, in the dialect that the rig file writes down."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

import numpy as np
import pyvisa
from pyvisa.constants import StatusCode
from pyvisa.resources import MessageBasedResource
from pyvisa.rname import ResourceName
from pyvisa.util import parse_ieee_block_header

from rigs.errors import InstrumentFault
from rigs.files.dialect import Dialect, Range
from rigs.files.rig_file import Instrument, StimulusBinding
from rigs.files.spoken import out_of_range
from rigs.loggers import instrument_logger
from rigs.values.answers import is_error_entry, is_no_error

FOREIGN = (pyvisa.Error, pyvisa.errors.VisaIOWarning, OSError, ValueError)
"""Exceptions of pyvisa and its backends; a ValueError is an answer that is no text, or a bad address."""

MOST_UNREAD = 1000
"""An instrument from which more than this comes without a question, lines or errors, does not stop by itself."""

UNSUPPORTED = (StatusCode.error_nonsupported_operation, StatusCode.error_nonimplemented_operation)

Samples = np.ndarray[Any, np.dtype[np.int16]]


class Steady(Protocol):
    """An instrument of a virtual rig, which knows when an answer can become another.

    So that nobody need ask again and again what stays as it is.
    """

    def watch(self, query: str, changed: Callable[[], None]) -> bool:
        """Call `changed` whenever the answer to a query may become another; False where that is not known."""

    def asked_at(self, when_ns: int) -> None:
        """Be as if a query had been asked at a moment up to which nothing has changed since it was asked last."""

    def settled(self) -> bool:
        """Tell whether what is measured stays as it is until `changed` is called."""


class InstrumentLink:
    """The connection to one instrument, trusted only while each question has had its answer.

    After anything that went wrong nobody knows what is still to come: an answer that is late would be taken for
    that of the next question. So the connection is closed, and the next question is asked on a new one. The
    exceptions of pyvisa pass through; `ask`, `ask_samples` and `command` make faults of them.

    Args:
        name: Of the instrument, as the rig file has it.
        address: Its VISA resource name.
        connect: Opens it.

    Attributes:
        steady: The instrument itself where it knows when an answer can change; None on a bench.
        driver: Name of the driver, for people; empty where the rig file says all that is sent.
        dialect: What the driver knows of the instrument.
        unit_id: Address of the instrument on a line that several share.
        ranges: The lowest and the highest number of what can be set, by its name, as the instrument itself tells.
    """

    def __init__(self, name: str, address: str, connect: Callable[[], MessageBasedResource]) -> None:
        self.name = name
        self.address = address
        self.error_query = ""
        self.steady: Steady | None = None
        self.driver = ""
        self.unit_id = 1
        self.dialect = Dialect()
        self.ranges: dict[str, Range] = {}
        self._clear = ""
        self._setup: tuple[str, ...] = ()
        self._preset: tuple[str, ...] = ()
        self._connect = connect
        self._resource: MessageBasedResource | None = None
        self._unread = False
        self._log = instrument_logger(name)

    def open(self) -> MessageBasedResource:
        """Open the connection where it is not open, with no late answer on its way and no old error kept.

        Raises:
            InstrumentFault: That does not work; names the instrument and its address.
        """
        if self._resource is not None:
            return self._resource
        try:
            resource = self._resource = self._connect()
        except Exception as error:  # pyvisa-py raises no other where it cannot reach a host
            raise self._fault(error) from error
        self._log.debug("opened at %s", self.address)
        self._prepare(
            resource, self.drop_late_answers, self.greet, self._forget_errors, self._set_up, self._set_preset
        )
        return resource

    def greet(self, resource: MessageBasedResource) -> None:
        """Tell the instrument what it must know before it takes commands, such as that it is remote-controlled.

        A driver gives this; an instrument of the suite needs nothing. It is done on each connection, since what
        was told on one that was lost may be forgotten.

        Args:
            resource: The connection, on which nothing has been asked yet.

        Raises:
            ValueError: The instrument answered something else than it must; says what.
        """

    def exchange(self, resource: MessageBasedResource, query: str) -> str:
        """Return the answer to a question.

        A driver gives this whose instrument must be told something first, or does not talk in such words.

        Raises:
            ValueError: The instrument answered something else than it must; says what.
        """
        return str(resource.query(query))

    def read_samples(self, resource: MessageBasedResource, query: str) -> Samples:
        """Return the block of 16 bit samples that answers a query; a driver gives this that has them otherwise.

        Raises:
            ValueError: The answer is none.
        """
        return np.frombuffer(_block(resource, query), dtype="<i2").astype(np.int16)

    def check_errors(self, query: str, clear: str) -> None:
        """Ask for an error behind each command from now on.

        Errors of before are forgotten, here and whenever the connection is opened anew.

        Args:
            query: Reads the oldest entry of the error queue; empty where the instrument has none.
            clear: Empties the queue; empty where it is to be read empty.

        Raises:
            InstrumentFault: The queue cannot be emptied.
        """
        self.error_query, self._clear = query, clear
        if self._resource is None:
            self.open()
        else:
            self._prepare(self._resource, self._forget_errors)

    def set_up(self, commands: Sequence[str]) -> None:
        """Send commands now, and whenever the connection is opened anew.

        Raises:
            InstrumentFault: One of them was refused.
        """
        self._setup = tuple(commands)
        self._prepare(self.open(), self._set_up)

    def preset(self, commands: Sequence[str]) -> None:
        """Send commands now, and behind those of `set_up` whenever the connection is opened anew.

        They may switch an output on: a watchdog, which opens an instrument to put it to rest, gives none.

        Raises:
            InstrumentFault: One of them was refused.
        """
        self._preset = tuple(commands)
        self._prepare(self.open(), self._set_preset)

    def forget_preset(self) -> None:
        """Send no commands of `preset` any more: the instrument is to stay at rest."""
        self._preset = ()

    def with_check(self, command: str) -> str | None:
        """Return what to ask so that a command is carried out and its answer says whether it was taken.

        A driver of an instrument that acknowledges each command in its own way gives other words here, and says in
        `was_taken` which answers are good.

        Returns:
            None where the instrument cannot tell; then the command is only sent.
        """
        if not self.error_query:
            return None
        root = "" if self.error_query.startswith((":", "*")) else ":"
        return f"{command};{root}{self.error_query}"

    def was_taken(self, answer: str) -> bool:
        """Say whether an answer to what `with_check` asks means that the command was carried out."""
        return is_no_error(answer)

    def close(self) -> None:
        """Trust the connection no more: the next question opens another."""
        resource, self._resource = self._resource, None
        self._unread = False
        if resource is not None:
            _close(resource)
            self._log.debug("closed")

    def write(self, command: str) -> None:
        """Send what has no answer that counts."""
        self._log.debug("-> %s", command)
        try:
            self.open().write(command)
            self._unread = True
        except BaseException as error:
            self._lose(error)
            raise

    def query(self, query: str) -> str:
        """Return the line that answers a query."""
        self._log.debug("-> %s", query)
        try:
            answer = self.exchange(self._ready(), query)
        except BaseException as error:
            self._lose(error)
            raise
        self._log.debug("<- %s", answer)
        return answer

    def query_samples(self, query: str) -> Samples:
        """Return the block of 16 bit samples that answers a query."""
        self._log.debug("-> %s", query)
        try:
            samples = self.read_samples(self._ready(), query)
        except BaseException as error:
            self._lose(error)
            raise
        self._log.debug("<- %d samples", len(samples))
        return samples

    def _lose(self, error: BaseException) -> None:
        self._log.debug("lost: %s", error)
        self.close()

    def _prepare(self, resource: MessageBasedResource, *steps: Callable[[MessageBasedResource], None]) -> None:
        try:
            for step in steps:
                step(resource)
        except BaseException as error:
            self.close()
            if isinstance(error, FOREIGN):
                raise self._fault(error) from error
            raise

    def _fault(self, error: Exception) -> InstrumentFault:
        return InstrumentFault(f"{self.name}: cannot be opened at {self.address}: {error}")

    def _ready(self) -> MessageBasedResource:
        resource = self.open()
        if self._unread:
            # Some instruments acknowledge a command; what came before a question is no answer to it.
            timeout_ms, resource.timeout = resource.timeout, 0
            _read_away(resource)
            resource.timeout = timeout_ms
            self._unread = False
        return resource

    def drop_late_answers(self, resource: MessageBasedResource) -> None:
        """Drop answers that came too late; a driver gives this whose instrument is at no VISA address.

        A socket is as new as its connection; of another interface the instrument's output outlives it.
        """
        kind = ResourceName.from_string(self.address)
        if kind.interface_type == "ASRL":
            _read_away(resource)
        elif kind.resource_class == "INSTR":
            try:
                resource.clear()
            except pyvisa.VisaIOError as error:
                if error.error_code not in UNSUPPORTED:
                    raise

    def _forget_errors(self, resource: MessageBasedResource) -> None:
        if not self.error_query:
            return
        if self._clear:
            resource.write(self._clear)
        # Not only where nothing clears the queue: to one that does not know the command it is an error as well.
        for _ in range(MOST_UNREAD):
            try:
                answer = resource.query(self.error_query).strip()
            except pyvisa.VisaIOError as error:
                raise ValueError(f"no answer to its error_query {self.error_query!r}: {error}") from error
            if is_no_error(answer):
                return
            if not is_error_entry(answer):
                raise ValueError(f"it answered {answer!r} to {self.error_query!r}, which is no error of a queue")
        raise ValueError(f"{self.error_query!r} finds one error after the other, the last is {answer}")

    def _set_up(self, resource: MessageBasedResource) -> None:
        self._send("setup", self._setup, resource)

    def _set_preset(self, resource: MessageBasedResource) -> None:
        self._send("preset", self._preset, resource)

    def _send(self, key: str, commands: Sequence[str], resource: MessageBasedResource) -> None:
        for command in commands:
            checked = self.with_check(command)
            if checked is None:
                resource.write(command)
                self._unread = True
            elif not self.was_taken(answer := self.exchange(resource, checked).strip()):
                raise ValueError(f"{key} {command!r} was refused: {answer}")


def open_instrument(
    manager: pyvisa.ResourceManager,
    resource: str,
    name: str,
    timeout_ms: int = 2000,
    link_class: type[InstrumentLink] = InstrumentLink,
    table: Instrument | None = None,
) -> InstrumentLink:
    """Open an instrument that talks in lines.

    Args:
        manager: Where it is found.
        resource: Its VISA name.
        name: As the rig file has it.
        timeout_ms: How long it may take to answer.
        link_class: What a driver makes of the connection.
        table: What the rig file says of it, such as how its lines end; what is usual where None.

    Raises:
        InstrumentFault: There is none at this address.
    """
    link = link_class(name, resource, partial(open_resource, manager, resource, timeout_ms, table or Instrument()))
    link.open()
    return link


def open_scpi(manager: pyvisa.ResourceManager, resource: str, name: str, table: Instrument) -> InstrumentLink:
    """Open an instrument that is spoken to as its table of the rig file says; the driver `scpi`.

    Args:
        manager: Where it is found.
        resource: Its VISA name.
        name: As the rig file has it.
        table: What the rig file says of it.

    Raises:
        InstrumentFault: There is none at this address, or its error queue cannot be emptied.
    """
    link = open_instrument(manager, resource, name, table.timeout_ms, table=table)
    link.check_errors(table.error_query, table.clear)
    link.set_up(table.setup)
    return link


def open_resource(
    manager: pyvisa.ResourceManager, resource: str, timeout_ms: int, table: Instrument
) -> MessageBasedResource:
    """Open what is at a VISA address.

    Args:
        manager: Where it is found.
        resource: Its VISA name.
        timeout_ms: How long it may take to answer.
        table: What the rig file says of it.

    Raises:
        ValueError: It does not talk in messages.
        pyvisa.Error: It cannot be opened.
    """
    serial: dict[str, Any] = {} if table.baud_rate is None else {"baud_rate": table.baud_rate}
    opened = manager.open_resource(
        resource,
        read_termination=table.read_termination,
        write_termination=table.write_termination,
        timeout=timeout_ms,
        open_timeout=timeout_ms,
        **serial,
    )
    if not isinstance(opened, MessageBasedResource):
        raise ValueError("it does not talk in messages")
    return opened


def _block(resource: MessageBasedResource, query: str) -> bytes:
    """Return what stands in the block of definite length (IEEE 488.2, 8.7.9) that answers a query.

    Once its length is known it is read as one piece. pyvisa itself goes on reading up to each byte that looks like
    the end of a line, of which sound has thousands.

    Raises:
        ValueError: The answer is no such block.
    """
    resource.write(query)
    answer = resource.read_raw()
    begin, length = parse_ieee_block_header(answer)
    ending = resource.read_termination
    left = begin + length + len(ending or "") - len(answer)
    if length < 0:
        raise ValueError("a block that does not tell its length")
    if left > 0:
        try:
            resource.read_termination = None
            answer += resource.read_bytes(left)
        finally:
            resource.read_termination = ending
    return bytes(answer[begin : begin + length])


def _close(resource: MessageBasedResource) -> None:
    with contextlib.suppress(*FOREIGN):
        resource.close()


def _read_away(resource: MessageBasedResource) -> None:
    """Read until nothing comes for the time-out of the resource.

    Raises:
        ValueError: It does not end.
    """
    for _ in range(MOST_UNREAD):
        try:
            resource.read_raw()
        except pyvisa.VisaIOError as error:
            if error.error_code != StatusCode.error_timeout:
                raise
            return
    raise ValueError("it talks without being asked")


def ask(name: str, label: str, instrument: InstrumentLink, query: str) -> str:
    """Return the answer of an instrument to a query.

    Raises:
        InstrumentFault: There is none.
    """
    try:
        return instrument.query(query).strip()
    except FOREIGN as error:
        raise InstrumentFault(f"{name}: {label} gave no answer to {query!r}: {error}") from error


def ask_samples(name: str, label: str, instrument: InstrumentLink, query: str) -> Samples:
    """Return the samples with which an instrument answers a query.

    Raises:
        InstrumentFault: There are none.
    """
    try:
        return instrument.query_samples(query)
    except FOREIGN as error:
        raise InstrumentFault(f"{name}: {label} gave no samples to {query!r}: {error}") from error


def command(name: str, label: str, instrument: InstrumentLink, text: str) -> None:
    """Give an instrument a command and make sure that it took it, as far as it can tell.

    Raises:
        InstrumentFault: It refused or did not answer.
    """
    checked = instrument.with_check(text)
    if checked is None:
        try:
            instrument.write(text)
        except FOREIGN as error:
            raise InstrumentFault(f"{name}: {label} did not take {text!r}: {error}") from error
        return
    answer = ask(name, label, instrument, checked)
    if not instrument.was_taken(answer):
        instrument.close()  # what else it has against us is not to be blamed on the next command
        raise InstrumentFault(f"{name}: {label} refused {text!r}: {answer}")


def apply(name: str, binding: StimulusBinding, instrument: InstrumentLink, value: str, unit: str = "") -> str:
    """Set a stimulus and make sure that the instrument took it.

    Args:
        name: Of the port.
        binding: The command and its dialect.
        instrument: Who is told.
        value: Of the port.
        unit: Of the port.

    Returns:
        The command, for people.

    Raises:
        InstrumentFault: The instrument refused the command or did not answer; or the value is out of its range,
            and nothing was sent.
    """
    try:
        for limits in (binding.range, instrument.ranges.get(binding.sets or "")):
            allowed = None if binding.words else out_of_range(value, limits, unit)
            if allowed is not None:
                raise ValueError(allowed)
        text = text_of(binding, value)
    except ValueError as error:
        known_as = f" ({instrument.driver})" if instrument.driver else ""
        said = f"{value} {unit}".rstrip()
        raise InstrumentFault(
            f"{name}: {binding.instrument}{known_as} {error}, not {said}; nothing was sent"
        ) from error
    command(name, binding.instrument, instrument, text)
    _read_back(name, binding, instrument, text, value)
    return text


def _read_back(name: str, binding: StimulusBinding, instrument: InstrumentLink, text: str, value: str) -> None:
    """Make sure that what an instrument took it has done, where the rig file says how that is asked.

    Raises:
        InstrumentFault: It has not, or did not answer.
    """
    expected = binding.answers.get(value)
    if not binding.read_back or expected is None:
        return
    answer = ask(name, binding.instrument, instrument, binding.read_back)
    if answer != expected:
        raise InstrumentFault(
            f"{name}: {binding.instrument} took {text!r}, and answered {answer!r} to {binding.read_back!r},"
            f" not {expected!r}: it was not done"
        )


def text_of(binding: StimulusBinding, value: str) -> str:
    """Return the command that sets a stimulus to a value.

    Raises:
        ValueError: The instrument does not take it; says what is allowed.
    """
    return binding.write.format(value=binding.form(binding.words.get(value, value)))
