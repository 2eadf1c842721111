"""What all simulated instruments have in common: identity, status, error queue, execution of messages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import ClassVar

from clock.kernel import Kernel
from simulators.plant.wiring import INPUTS, Value, Wiring
from simulators.scpi.parser import Command, CommandCall, ErrorEntry, Grammar, Parameter, ScpiError

MANUFACTURER = "Connect HIL"
FIRMWARE = "1.0"
QUEUE_DEPTH = 20

OPERATION_COMPLETE, QUERY_ERROR, DEVICE_ERROR, EXECUTION_ERROR, COMMAND_ERROR, POWER_ON = 1, 4, 8, 16, 32, 128
_EVENT_OF_CLASS = {1: COMMAND_ERROR, 2: EXECUTION_ERROR, 3: DEVICE_ERROR, 4: QUERY_ERROR}


def block(data: bytes) -> bytes:
    """Build a definite length arbitrary block (IEEE 488.2, 8.7.9)."""
    length = str(len(data))
    return f"#{len(length)}{length}".encode() + data


class Device:
    """An instrument that is connected to the wiring of a vehicle.

    A class of devices names its `MODEL` and declares its commands in `COMMANDS`; everything that is common to
    them (IEEE 488.2, SYSTem:ERRor) is added. Its methods run on the thread of the kernel alone.

    Args:
        kernel: The clock.
        wiring: The vehicle.
    """

    MODEL: ClassVar[str]
    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    _grammar: ClassVar[Grammar]

    def __init_subclass__(cls) -> None:
        """Compile the command table."""
        cls._grammar = Grammar((*COMMON, *cls.COMMANDS))

    def __init__(self, kernel: Kernel, wiring: Wiring) -> None:
        self.kernel = kernel
        self.wiring = wiring
        self._errors: deque[ErrorEntry] = deque()
        self._events = POWER_ON

    def execute(self, message: str) -> bytes:
        """Carry out one message.

        Args:
            message: Without its terminator.

        Returns:
            The answers, separated by semicolons and ended by a newline; empty when nothing was asked.
        """
        answers: list[bytes] = []
        for call in self._grammar.parse(message):
            if isinstance(call, ErrorEntry):
                self._note(call)
                continue
            try:
                answer = call.command.handler(self, *call.arguments)
            except ScpiError as error:
                self._note(error.fault)
                continue
            if answer is not None:
                answers.append(answer.encode() if isinstance(answer, str) else answer)
        return b";".join(answers) + b"\n" if answers else b""

    def watch(self, query: str, changed: Callable[[], None]) -> bool:
        """Call `changed` whenever the answer to a query may become another.

        Returns:
            Whether it is known when that is; else the answer may change at any time.
        """
        calls = self._grammar.parse(query)
        call = calls[0] if len(calls) == 1 else None
        if not isinstance(call, CommandCall) or call.command.lines is None:
            return False
        for line in call.command.lines(self, *call.arguments):
            line.watch(lambda _value: changed())
        return True

    def asked_at(self, when_ns: int) -> None:
        """Be as if a query had been asked at a moment up to which nothing has changed since it was asked last."""

    def settled(self) -> bool:
        """Tell whether what is measured stays as it is until `changed` is called."""
        return True

    def reset(self) -> None:
        """Put the lines that the instrument drives back to an undisturbed bench (*RST)."""
        for command in self.COMMANDS:
            if command.drives is not None:
                self.wiring[command.drives].set(INPUTS[command.drives])

    def identity(self) -> str:
        """Answer with manufacturer, model, serial number and firmware."""
        return f"{MANUFACTURER},{self.MODEL},0,{FIRMWARE}"

    def clear_status(self) -> None:
        """Clear the status registers and the queue of errors (*CLS)."""
        self._errors.clear()
        self._events = 0

    def complete(self) -> None:
        """Set the bit of completion (*OPC): every command is complete before the next one starts."""
        self._events |= OPERATION_COMPLETE

    def is_complete(self) -> str:
        """Answer that every command is complete (*OPC?)."""
        return "1"

    def events(self) -> str:
        """Answer with the standard event register, which reading clears (*ESR?)."""
        events, self._events = self._events, 0
        return str(events)

    def next_error(self) -> str:
        """Answer with the oldest entry of the queue of errors, which reading removes (SYSTem:ERRor?)."""
        fault = self._errors.popleft() if self._errors else ErrorEntry(0, "No error")
        text = fault.text.replace('"', "'")
        return f'{fault.code},"{text}"'

    def _note(self, fault: ErrorEntry) -> None:
        self._events |= _EVENT_OF_CLASS[-fault.code // 100]
        if len(self._errors) < QUEUE_DEPTH:
            self._errors.append(fault)
        else:
            self._errors[-1] = ErrorEntry.of(-350)


COMMON = (
    Command("*IDN?", Device.identity),
    Command("*RST", lambda device: device.reset()),
    Command("*CLS", Device.clear_status),
    Command("*OPC", Device.complete),
    Command("*OPC?", Device.is_complete),
    Command("*ESR?", Device.events),
    Command("SYSTem:ERRor[:NEXT]?", Device.next_error),
)


def setting(header: str, line: str, parameter: Parameter, *, moves: bool = False) -> tuple[Command, Command]:
    """Make the command and the query of a setting that drives a line as it stands.

    Args:
        header: Of the command.
        line: Its name.
        parameter: What the command takes.
        moves: Whether the line sets something that moves on by itself, so that a value may be set once more.
    """

    def write(device: Device, value: Value) -> None:
        driven = device.wiring[line]
        (driven.command if moves else driven.set)(value)

    def read(device: Device) -> str:
        return parameter.answer(device.wiring[line].value)

    return Command(header, write, parameter, drives=line), Command(f"{header}?", read)
