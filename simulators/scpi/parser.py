"""The grammar of SCPI 1999 and IEEE 488.2, as far as bench instruments use it.

A device declares its commands in one table of `Command`; a `Grammar` made of that table turns a message into
calls. Headers are written as in manuals: capitals are the short form, `[...]` may be left out, `#` stands for a
numeric suffix (1 when it is left out):

    Command("[SOURce:]VOLTage[:LEVel]", PowerSupply.set_voltage, Number(0.0, 20.0, "V"))
    Command("MEASure:LED#:COLour?", LedAnalyser.colour)

Not part of it: expressions other than channel lists, numbers in other bases than ten, parameters of queries
such as `VOLT? MAX`.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from simulators.plant.wiring import Line

ERRORS = {
    -102: "Syntax error",
    -104: "Data type error",
    -108: "Parameter not allowed",
    -109: "Missing parameter",
    -113: "Undefined header",
    -114: "Header suffix out of range",
    -131: "Invalid suffix",
    -221: "Settings conflict",
    -222: "Data out of range",
    -224: "Illegal parameter value",
    -350: "Queue overflow",
}
"""The errors of SCPI 1999, volume 2, chapter 21, that the simulated instruments report."""


class ErrorEntry(NamedTuple):
    """One entry of an error queue."""

    code: int
    text: str

    @classmethod
    def of(cls, code: int, detail: str = "") -> ErrorEntry:
        """Return the standard's text for `code`, with `detail` behind a semicolon."""
        return cls(code, f"{ERRORS[code]};{detail}" if detail else ERRORS[code])

    @property
    def command_error(self) -> bool:
        """True when the message was not understood, as against understood and refused."""
        return -200 < self.code <= -100


class ScpiError(Exception):
    """A command that cannot be carried out; the device puts its fault into the error queue."""

    def __init__(self, code: int, detail: str = "") -> None:
        self.fault = ErrorEntry.of(code, detail)
        super().__init__(f"{code},{self.fault.text}")


class Parameter(Protocol):
    """One parameter of a command."""

    def parse(self, text: str) -> Any:
        """Return the value that `text` stands for.

        Raises:
            ScpiError: `text` is not such a value.
        """

    def answer(self, value: Any) -> str:
        """Return how a query answers with `value`."""


_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:\s*E\s*[+-]?\d+)?)\s*([A-Z%/]*)", re.IGNORECASE)
_MULTIPLIERS = {"": 1.0, "U": 1e-6, "M": 1e-3, "K": 1e3, "MA": 1e6}


def number(value: float) -> str:
    """Write a numeric answer, up to nine digits."""
    return f"{value:.9G}"


def short_form(word: str) -> str:
    """Return `VOLT` of `VOLTage`."""
    return "".join(letter for letter in word if not letter.islower())


def _is_word(text: str, word: str) -> bool:
    return text.upper() in {word.upper(), short_form(word)}


@dataclass(frozen=True)
class Number:
    """A decimal number from `low` to `high`, or one of MINimum and MAXimum.

    The number may carry `unit`, and that one the multipliers U, M, K and MA.
    """

    low: float
    high: float
    unit: str = ""

    def parse(self, text: str) -> float:
        """See `Parameter.parse`."""
        match = _NUMBER.fullmatch(text)
        if match is None:
            return self._limit(text)
        value = float(re.sub(r"\s", "", match[1])) * self._multiplier(match[2].upper())
        if not self.low <= value <= self.high:
            raise ScpiError(-222, f"{text} is not in {number(self.low)} to {number(self.high)}")
        return value

    def answer(self, value: float) -> str:
        """See `Parameter.answer`."""
        return number(value)

    def _limit(self, text: str) -> float:
        for word, limit in (("MINimum", self.low), ("MAXimum", self.high)):
            if _is_word(text, word):
                return limit
        raise ScpiError(-104, f"{text} is not a number")

    def _multiplier(self, suffix: str) -> float:
        if not suffix:
            return 1.0
        multiplier = _MULTIPLIERS.get(suffix.removesuffix(self.unit)) if suffix.endswith(self.unit) else None
        if multiplier is None or not self.unit:
            raise ScpiError(-131, suffix)
        return multiplier


@dataclass(frozen=True)
class Integer:
    """A whole number from `low` to `high`; SCPI rounds what is not whole."""

    low: int
    high: int

    def parse(self, text: str) -> int:
        """See `Parameter.parse`."""
        return math.floor(Number(self.low, self.high).parse(text) + 0.5)

    def answer(self, value: int) -> str:
        """See `Parameter.answer`."""
        return str(value)


@dataclass(frozen=True)
class Choice:
    """One of several words, each of which stands for a value."""

    words: Mapping[str, Any]

    def parse(self, text: str) -> Any:
        """See `Parameter.parse`."""
        if not text.isalpha():
            raise ScpiError(-104, f"{text} is not one of {'|'.join(self.words)}")
        for word, value in self.words.items():
            if _is_word(text, word):
                return value
        raise ScpiError(-224, f"{text} is not one of {'|'.join(self.words)}")

    def answer(self, value: Any) -> str:
        """See `Parameter.answer`: the short form of the word."""
        return next(short_form(word) for word, meaning in self.words.items() if meaning == value)


@dataclass(frozen=True)
class Boolean:
    """ON, OFF or a number, of which all but zero mean ON."""

    def parse(self, text: str) -> bool:
        """See `Parameter.parse`."""
        if _NUMBER.fullmatch(text):
            return Integer(-(2**31), 2**31).parse(text) != 0
        return bool(Choice({"ON": True, "OFF": False}).parse(text))

    def answer(self, value: bool) -> str:
        """See `Parameter.answer`."""
        return "1" if value else "0"


@dataclass(frozen=True)
class Text:
    """A string in single or double quotes; a quote inside it is doubled."""

    def parse(self, text: str) -> str:
        """See `Parameter.parse`."""
        quote = text[:1]
        if quote not in {'"', "'"} or len(text) < 2 or not text.endswith(quote):
            raise ScpiError(-104, f"{text} is not a string")
        return text[1:-1].replace(quote * 2, quote)

    def answer(self, value: str) -> str:
        """See `Parameter.answer`."""
        return '"' + value.replace('"', '""') + '"'


_CHANNELS = re.compile(r"\(\s*@\s*(\d+(?:\s*:\s*\d+)?(?:\s*,\s*\d+(?:\s*:\s*\d+)?)*)\s*\)")
_LONGEST_RANGE = 1000


@dataclass(frozen=True)
class Channels:
    """A channel list such as `(@101,103:105)`; the device says which channels it has."""

    def parse(self, text: str) -> tuple[int, ...]:
        """See `Parameter.parse`."""
        match = _CHANNELS.fullmatch(text)
        if match is None:
            raise ScpiError(-104, f"{text} is not a channel list")
        return tuple(itertools.chain.from_iterable(self._range(part) for part in match[1].split(",")))

    def answer(self, value: Iterable[int]) -> str:
        """See `Parameter.answer`."""
        return f"(@{','.join(map(str, value))})"

    def _range(self, text: str) -> Iterable[int]:
        first, _, last = text.partition(":")
        channels = range(int(first), int(last or first) + 1)
        if not 0 < len(channels) <= _LONGEST_RANGE:
            raise ScpiError(-222, text)
        return channels


class Command:
    """One row of a device's command table.

    Args:
        header: As in a manual; see the module.
        handler: Called with the device, the numeric suffixes, then the parameters; a query returns its answer.
        parameters: Those that must be there.
        optional: Those that may follow.
        drives: The line that the command sets and *RST puts back.
        lines: Called as `handler` is, gives the lines on which alone the answer of a query depends: while they
            keep their values, so does the answer. None where an answer changes by itself too.
    """

    def __init__(
        self,
        header: str,
        handler: Callable[..., str | bytes | None],
        *parameters: Parameter,
        optional: tuple[Parameter, ...] = (),
        drives: str | None = None,
        lines: Callable[..., Sequence[Line[Any]]] | None = None,
    ) -> None:
        self.header = header
        self.handler = handler
        self.parameters = parameters
        self.optional = optional
        self.drives = drives
        self.lines = lines

    def arguments(self, texts: list[str]) -> tuple[Any, ...]:
        """Return the values of the parameters of a message.

        Raises:
            ScpiError: There are too many or too few, or one does not fit.
        """
        if len(texts) < len(self.parameters):
            raise ScpiError(-109, self.header)
        accepted = (*self.parameters, *self.optional)
        if len(texts) > len(accepted):
            raise ScpiError(-108, texts[len(accepted)])
        return tuple(parameter.parse(text) for parameter, text in zip(accepted, texts, strict=False))


class CommandCall(NamedTuple):
    """A command of a message, ready to be carried out."""

    command: Command
    arguments: tuple[Any, ...]


_NODE = re.compile(r"(\[)?:?([*A-Za-z]+)(#)?:?(\])?")


def _spellings(header: str) -> Iterator[tuple[str, tuple[bool, ...]]]:
    """Yield all ways to write a header, `#` for a written suffix, and which of its suffixes each one writes."""
    nodes: list[list[tuple[str, tuple[bool, ...]]]] = []
    for optional, name, suffix, _ in _NODE.findall(header.removesuffix("?")):
        ways: list[tuple[str, tuple[bool, ...]]] = []
        for word in sorted({name.upper(), short_form(name)}):
            ways += [(word + "#", (True,)), (word, (False,))] if suffix else [(word, ())]
        if optional:
            ways.append(("", (False,) if suffix else ()))
        nodes.append(ways)
    mark = "?" if header.endswith("?") else ""
    for way in itertools.product(*nodes):
        yield (
            ":".join(word for word, _ in way if word) + mark,
            tuple(itertools.chain.from_iterable(written for _, written in way)),
        )


# A unit ends at a semicolon and a parameter at a comma, unless inside a string or in parentheses.
_QUOTED = r""""[^"]*"|'[^']*'"""
_UNIT = re.compile(rf"(?:[^;\"']|{_QUOTED})+")
_PARAMETER = re.compile(rf"(?:[^,\"'(]|{_QUOTED}|\([^)]*\))+")
_PARTS = re.compile(r"(:?)(\*?[A-Za-z][\w:]*\??)(?:\s+(.*))?", re.DOTALL | re.ASCII)
_SUFFIX = re.compile(r"\d+(?=[:?]|$)")


def _split(text: str, part: re.Pattern[str], separator: str) -> list[str]:
    """Return the stripped parts of `text`; an unclosed quote or parenthesis is a syntax error."""
    parts: list[str] = []
    at = 0
    while True:
        match = part.match(text, at)
        end = match.end() if match else at
        parts.append(text[at:end].strip())
        if end == len(text):
            return parts
        if text[end] != separator:
            raise ScpiError(-102, text[end:])
        at = end + 1


class Grammar:
    """The messages that a class of devices understands.

    Args:
        commands: The command table.

    Raises:
        ValueError: Two commands can be written alike.
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        self._commands: dict[str, tuple[Command, tuple[bool, ...]]] = {}
        for command in commands:
            for spelling, written in _spellings(command.header):
                if spelling in self._commands:
                    raise ValueError(f"{spelling} means {self._commands[spelling][0].header} and {command.header}")
                self._commands[spelling] = (command, written)
        # A rig sends the same few messages all the time, in every scenario.
        self.parse = lru_cache(maxsize=1024)(self._parse)

    def _parse(self, message: str) -> tuple[CommandCall | ErrorEntry, ...]:
        """Return the calls of a message in their order.

        A refused parameter gives a fault and the rest is carried out; a message that cannot be understood is
        carried out up to there.
        """
        calls: list[CommandCall | ErrorEntry] = []
        if not message.strip():
            return ()
        try:
            units = _split(message, _UNIT, ";")
        except ScpiError as error:
            return (error.fault,)
        path = ""
        for unit in units:
            if not unit:
                continue
            try:
                header, texts, path = self._dissect(unit, path)
                calls.append(self._call(header, texts))
            except ScpiError as error:
                calls.append(error.fault)
                if error.fault.command_error:
                    break
        return tuple(calls)

    @staticmethod
    def _dissect(unit: str, path: str) -> tuple[str, list[str], str]:
        """Return the full header, the parameters and the path that the next header of the message starts from."""
        parts = _PARTS.fullmatch(unit)
        if parts is None:
            raise ScpiError(-102, unit)
        root, header, rest = parts[1], parts[2].upper(), parts[3]
        texts = _split(rest.strip(), _PARAMETER, ",") if rest else []
        if header.startswith("*"):
            return header, texts, path
        if not root:
            header = path + header
        return header, texts, header[: header.rfind(":") + 1]

    def _call(self, header: str, texts: list[str]) -> CommandCall:
        found = self._commands.get(_SUFFIX.sub("#", header))
        if found is None:
            raise ScpiError(-113, header)
        command, written = found
        digits = iter(_SUFFIX.findall(header))
        suffixes = tuple(int(next(digits)) if is_written else 1 for is_written in written)
        return CommandCall(command, (*suffixes, *command.arguments(texts)))
