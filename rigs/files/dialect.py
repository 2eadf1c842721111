"""What an instrument that is known by name can be set to and asked for, and how its makers have it spoken to.

A rig file names a driver, and with `sets` and `reads` what of it a port is; `rigs.files.spoken` puts the commands
of the driver in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

CHANNEL = "channel"
"""The name of the place in a command where the number of a channel goes."""

VALUE = "value"
"""The name of the place in a command where what is set goes."""

Range = tuple[float, float]
"""The lowest and the highest number, both included."""


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """Something that an instrument can be set to or asked for.

    Attributes:
        unit: Of its numbers; empty for all else.
        range: Of its numbers, in that unit; None where no number is out of it.
        ranges: The same for channels that differ from the others.
        channels: The channels that have it; empty where a command names none.
        doc: What it is, in a few words for people.
    """

    unit: str = ""
    range: Range | None = None
    ranges: Mapping[int, Range] = field(default_factory=dict)
    channels: Collection[int] = ()
    doc: str = ""

    def range_on(self, channel: int | None) -> Range | None:
        """Return the lowest and the highest number on a channel; None where there is none."""
        return self.range if channel is None else self.ranges.get(channel, self.range)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that it may be; none where it is a number or a text."""
        return ()

    @property
    def values(self) -> str:
        """The values that it may have, for people; empty where that is said nowhere."""
        spans = dict.fromkeys(filter(None, (*self.ranges.values(), self.range)))
        numbers = " or ".join(f"{low:g} to {high:g}" for low, high in spans)
        return ", ".join(self.choices) or f"{numbers} {self.unit}".strip()


@dataclass(frozen=True, kw_only=True)
class Setting(Quantity):
    """Something that an instrument can be set to.

    Attributes:
        write: The command, with `{value}` in it, and `{channel}` where the instrument has more than one.
        words: The instrument's word for each word that may be set.
        form: Writes a value as the instrument takes it. Raises ValueError with what is allowed where it takes
            none.
    """

    write: str
    words: Mapping[str, str] = field(default_factory=dict)
    form: Callable[[str], str] = str

    @property
    def choices(self) -> tuple[str, ...]:
        """See `Quantity.choices`."""
        return tuple(self.words)

    def command(self, value: str | float, channel: int | None) -> str:
        """Return what sets it.

        Args:
            value: A word or a number of its own.
            channel: The one that is meant, where it has several.

        Raises:
            ValueError: The instrument takes no such value.
        """
        sent = self.words.get(f"{value}", f"{value}")
        template = on_channel(self.write, channel if needs_channel(self.write) else None)
        return template.format(value=self.form(sent))


@dataclass(frozen=True, kw_only=True)
class Reading(Quantity):
    """Something that an instrument can be asked for.

    Attributes:
        query: The question, with `{channel}` in it where the instrument has more than one.
        words: The word for each answer that stands for one.
        pattern: The form of the whole answer, as in a rig file; None for a number or a word alone.
        period_ms: How often it is worth asking, in ms.
        error: By how much a number may be off, in its unit.
        form: Makes of an answer what counts. Raises ValueError with what is wrong; its text goes on behind the
            answer.
    """

    query: str
    words: Mapping[str, str] = field(default_factory=dict)
    pattern: str | None = None
    period_ms: int = 50
    error: float = 0.0
    form: Callable[[str], str] = str

    @property
    def choices(self) -> tuple[str, ...]:
        """See `Quantity.choices`."""
        return tuple(dict.fromkeys(self.words.values()))


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """Everything by which instruments of one make are spoken to.

    Attributes:
        sets: What they can be set to, by name.
        reads: What they can be asked for, by name.
        line: Keys of `[instruments.NAME]` that are other than usual, such as terminators; the rig file may say
            others.
        at_rest: What puts a channel, or the instrument, to rest: settings with their values.
        identity: The form of an answer to `*IDN?` by which they are known; None where they know no such question.
        is_visa: Whether they are at a VISA address; else `resource` is what their driver makes of it.
        has_units: Whether several of them may share a line, each with its `unit_id`.
        audio: Commands of a capture of sound, as `[audio]` has them.
    """

    sets: Mapping[str, Setting] = field(default_factory=dict)
    reads: Mapping[str, Reading] = field(default_factory=dict)
    line: Mapping[str, Any] = field(default_factory=dict)
    at_rest: Mapping[str, str | float] = field(default_factory=dict)
    identity: str | None = None
    is_visa: bool = True
    has_units: bool = False
    audio: Mapping[str, str] = field(default_factory=dict)

    def commands(self, values: Mapping[str, str | float], channel: int | None) -> tuple[str, ...]:
        """Return what sets several things to a value each; the arguments are those of `Setting.command`."""
        return tuple(self.sets[name].command(value, channel) for name, value in values.items())


def on_channel(template: str, channel: int | None) -> str:
    """Put the number of a channel into a command; `{value}` stays as it is."""
    if channel is None:
        return template
    parts = []
    for text, name, spec, _ in Formatter().parse(template):
        parts.append(text)
        if name == CHANNEL:
            parts.append(format(channel, spec or ""))
        elif name is not None:
            parts.append(f"{{{name}}}")
    return "".join(parts)


def needs_channel(template: str) -> bool:
    """Say whether a command names a channel."""
    return any(name == CHANNEL for _, name, _, _ in Formatter().parse(template))


def spans(channels: Collection[int]) -> str:
    """Name channels in few words, such as `1, 101 to 120`."""
    runs: list[list[int]] = []
    for channel in sorted(channels):
        if runs and channel == runs[-1][-1] + 1:
            runs[-1].append(channel)
        else:
            runs.append([channel])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
