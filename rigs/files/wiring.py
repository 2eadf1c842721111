"""What the commands of a rig file reach: each port has a relay, and each instrument an address, of its own.

A rig that declares no isolation refuses the ports that can place a call (`rigs.safety`). That is worth something
only while nothing but these ports reaches what stands behind them, under whatever name and in whatever command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from pyvisa.rname import InvalidResourceName, ResourceName

from rigs.files.dialect import Dialect
from rigs.ports.book import PortBook
from rigs.ports.port import Stimulus

if TYPE_CHECKING:
    from rigs.files.rig_file import RigFile, StimulusBinding

Problem = tuple[tuple[str, ...], object, str]
"""A place in a rig file, what stands there, and what may stand there."""

Span = tuple[int | str, int | str]
"""The first and the last channel of a range; numbers where the instrument counts them."""

ANY_VALUE = "\0"
"""A sign that stands in a command for a value that no list limits."""

MOST_DIGITS = 19
"""The number of digits from which on a channel is no number."""

RECALL = "*RCL"
"""The command that brings back a state of all relays, which nobody can see in the rig file."""

HIGHEST_PORT = 65_535
"""The highest port number of TCP."""

EXAMPLE_ADDRESS = "TCPIP::192.168.0.10::5025::SOCKET"
"""A VISA name, as errors show one."""

ONLY_OF_VISA = ("resource", "backend", "read_termination", "write_termination", "baud_rate")
"""Keys of an instrument that only say how pyvisa opens it."""

ONLY_ON_A_BENCH = "must be left out: a rig of kind {!r} has {} of its own"
"""The answer to a key that only a bench has, with places for the kind of rig and for what it is said of."""

_CHANNELS = re.compile(r"\(@([^)]*)\)")
_MNEMONIC = re.compile(r"([A-Z_]+)(\d*)")
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")


def takes_only(template: str, placeholder: str | None) -> bool:
    """Say whether a command has a placeholder, as it is and no other; with None, whether it has none."""
    try:
        fields = [(field, spec, conversion) for _, field, spec, conversion in Formatter().parse(template)]
    except ValueError:
        return False
    found = {each for each in fields if each[0] is not None}
    return found == ({(placeholder, "", None)} if placeholder else set())


def bad_wiring(rig: RigFile, book: PortBook, drivers: Mapping[str, Dialect]) -> Iterator[Problem]:
    """Find ports that reach the relay of another one, and commands that reach what can place a call."""
    commands = list(_stimuli(rig, book))
    for index, mine in enumerate(commands):
        yield from _bad_words(mine)
        if any("{value}" in channels for channels in _CHANNELS.findall(mine.shown)):
            yield (
                mine.where,
                mine.shown,
                "must name its channel itself; {value} may not stand in a list of channels",
            )
        for other in commands[:index]:
            shared = _shared(mine, other)
            if shared:
                yield (
                    mine.where,
                    mine.shown,
                    f"must reach a relay of its own; {shared} is that of {other.port.name}",
                )
                break
    hazards = [each for each in commands if each.port.hazard]
    for here, instrument, shown, text in _other_commands(rig, drivers):
        for hazard in hazards:
            if hazard.instrument == instrument and _sets_off(text, hazard):
                allowed = f"must leave alone what {hazard.port.name} sets, which can place a call"
                yield here, shown, allowed
                break


def bad_addresses(rig: RigFile, drivers: Mapping[str, Dialect]) -> Iterator[Problem]:
    """Find instruments of a bench at no address, or at that of another one; several may share a line."""
    known: dict[str, dict[int | None, str]] = {}
    for name, instrument in rig.instruments.items():
        here = ("instruments", name, "resource")
        if rig.simulated:
            for key in ONLY_OF_VISA:
                if key in instrument.model_fields_set:
                    where = ("instruments", name, key)
                    yield where, getattr(instrument, key), ONLY_ON_A_BENCH.format(rig.kind, "instruments")
        elif instrument.driver in drivers and not drivers[instrument.driver].is_visa:
            continue
        elif instrument.resource is None:
            yield here, None, f"a {rig.kind} needs the VISA name of each instrument"
        else:
            try:
                address = _address(instrument.resource)
            except ValueError:
                yield here, instrument.resource, f"must be a VISA name, such as {EXAMPLE_ADDRESS!r}"
                continue
            has_units = instrument.driver in drivers and drivers[instrument.driver].has_units
            unit = instrument.unit_id if has_units else None
            there = known.setdefault(address, {})
            other = next((there[each] for each in there if each == unit or None in (each, unit)), None)
            if other is not None:
                own = "must be its own" if unit is None else "must be its own, or have a unit_id of its own"
                yield here, instrument.resource, f"{own}; {other} has it too"
            there.setdefault(unit, name)


@dataclass(frozen=True)
class _Command:
    """A stimulus with all that it can send, in a spelling in which what means the same is the same."""

    port: Stimulus
    where: tuple[str, ...]
    shown: str
    instrument: str
    by_value: dict[str, str]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self.by_value.values())

    @property
    def switches(self) -> bool:
        return bool(self.port.takes.words)


def _stimuli(rig: RigFile, book: PortBook) -> Iterator[_Command]:
    for name, binding in rig.stimuli.items():
        port = book.stimuli.get(name)
        if port is not None and takes_only(binding.write, "value"):
            where = ("stimuli", name, "write")
            yield _Command(port, where, binding.write, binding.instrument, _sent(port, binding))


def _sent(port: Stimulus, binding: StimulusBinding) -> dict[str, str]:
    values = {word: binding.words.get(word, word) for word in port.takes.words} or {ANY_VALUE: ANY_VALUE}
    return {value: _plain(binding.write.format(value=sent)) for value, sent in values.items()}


def _bad_words(command: _Command) -> Iterator[Problem]:
    """Find two words that are one command: the port would say *released* and press."""
    said: dict[str, str] = {}
    for word, text in command.by_value.items():
        other = said.setdefault(text, word)
        if other != word:
            yield command.where, command.shown, f"must say something else for {word} than for {other}"


def _shared(mine: _Command, other: _Command) -> str:
    """Name what two ports both reach, empty where they reach nothing in common."""
    if mine.instrument != other.instrument:
        return ""
    same = set(mine.texts) & set(other.texts)
    if same:
        return repr(min(same).replace(ANY_VALUE, "{value}"))
    if not (mine.switches and other.switches):
        return _hazardous(mine, other) or _hazardous(other, mine)
    return (
        _overlap(" ".join(mine.texts), " ".join(other.texts)) or _hazardous(mine, other) or _hazardous(other, mine)
    )


def _hazardous(one: _Command, hazard: _Command) -> str:
    if hazard.port.hazard and any(_sets_off(text, hazard) for text in one.texts):
        return f"what {one.shown!r} reaches"
    return ""


def _sets_off(text: str, hazard: _Command) -> bool:
    """Say whether a command, in the plain spelling, does something to what a hazard sets, asking apart."""
    dangerous = [sent for value, sent in hazard.by_value.items() if value != hazard.port.at_rest]
    units = [unit for unit in _units(text) if not unit.split(" ")[0].endswith("?")]
    for unit in units:
        header = unit.split(" ")[0]
        if header == RECALL or ANY_VALUE in header or _overlap(unit, " ".join(hazard.texts)):
            return True
        for sent in dangerous:
            same = header == sent.split(" ")[0]
            unclear = ANY_VALUE in unit or (_CHANNELS.search(sent) and not _CHANNELS.search(unit))
            if unit == sent or header.startswith(f"{sent.split(' ')[0]}:ALL") or (same and unclear):
                return True
    return any(f";{sent};" in f";{text};" for sent in dangerous)


def _overlap(one: str, other: str) -> str:
    """Name the channel that both commands name, empty where there is none."""
    for first, last in _spans(one):
        for low, high in _spans(other):
            ints = [isinstance(each, int) for each in (first, last, low, high)]
            if all(ints):
                if int(first) <= int(high) and int(low) <= int(last):
                    return f"channel {max(int(first), int(low))}"
            elif {first, last} & {low, high}:
                return f"channel {first}"
    return ""


def _spans(text: str) -> Iterator[Span]:
    for channels in _CHANNELS.findall(text):
        for part in channels.split(","):
            first, _, last = part.partition(":")
            span = [
                int(each) if each.isdecimal() and len(each) < MOST_DIGITS else each
                for each in (first, last or first)
            ]
            if all(isinstance(each, int) for each in span):
                span.sort(key=int)
            yield span[0], span[1]


def _other_commands(
    rig: RigFile, drivers: Mapping[str, Dialect]
) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    """Yield all that is sent but the stimuli: place, instrument, text and its plain spelling."""
    for name, instrument in rig.instruments.items():
        for key in ("clear", "error_query"):
            text = getattr(instrument, key)
            yield ("instruments", name, key), name, text, _plain(text)
        for text in instrument.setup:
            yield ("instruments", name, "setup"), name, text, _plain(text)
        if instrument.preset and instrument.driver in drivers:
            for text in drivers[instrument.driver].commands(instrument.preset, instrument.channel):
                yield ("instruments", name, "preset"), name, text, _plain(text)
    for number, step in enumerate(rig.power_on, start=1):
        if step.instrument is not None and step.write is not None:
            yield ("power_on", str(number), "write"), step.instrument, step.write, _plain(step.write)
    for number, cut in enumerate(rig.power_off, start=1):
        yield ("power_off", str(number), "write"), cut.instrument, cut.write, _plain(cut.write)
    asked = {
        ("stimuli", name, "read_back"): (each.instrument, each.read_back) for name, each in rig.stimuli.items()
    }
    for name, binding in rig.observations.items():
        asked["observations", name, "query"] = binding.instrument, binding.query
    yield from ((where, instrument, text, _plain(text)) for where, (instrument, text) in asked.items())
    if rig.audio is not None:
        for key in ("start", "data", "tone"):
            text = getattr(rig.audio, key)
            yield ("audio", key), rig.audio.instrument, text, _plain(text)


def _plain(text: str) -> str:
    """Spell a command in one way: short forms in capitals, no needless blanks; what is quoted stays as it is."""
    parts = _QUOTED.split(text)
    return "".join(part if index % 2 else _plain_unquoted(part) for index, part in enumerate(parts))


def _plain_unquoted(text: str) -> str:
    text = re.sub(r"\s+", " ", text.upper()).strip()
    text = re.sub(r"\s*([(),;:@])\s*", r"\1", text).replace("(@", " (@")
    text = re.sub(r" +", " ", text)
    return _MNEMONIC.sub(lambda found: _short(found[1]) + ("" if found[2] == "1" else found[2]), text)


def _short(mnemonic: str) -> str:
    """Return the short form of a mnemonic (SCPI-99 volume 1, 6.2.1)."""
    if len(mnemonic) <= 4:
        return mnemonic
    return mnemonic[:3] if mnemonic[3] in "AEIOU" else mnemonic[:4]


def _units(text: str) -> Iterator[str]:
    parts = _QUOTED.split(text)
    joined = "".join("\x01" * len(part) if index % 2 else part for index, part in enumerate(parts))
    start = 0
    for found in [*(match.start() for match in re.finditer(";", joined)), len(text)]:
        yield text[start:found].strip().removeprefix(":").strip()
        start = found + 1


def _address(resource: str) -> str:
    """Spell a VISA name in one way, with what may be left out.

    Raises:
        ValueError: It is none.
    """
    try:
        parsed = ResourceName.from_string(resource)
    except InvalidResourceName as error:
        raise ValueError(str(error)) from error
    if ":" in getattr(parsed, "host_address", "") or getattr(parsed, "lan_device_name", "").isdecimal():
        raise ValueError("it has a port that belongs between :: and ::SOCKET")
    port = getattr(parsed, "port", None)
    if port is not None and not (str(port).isdecimal() and 1 <= int(port) <= HIGHEST_PORT):
        raise ValueError("it has a port that TCP does not know")
    parts = [_number_or_word(part) for part in re.split(r"([:.])", str(parsed))]
    return "".join(parts)


def _number_or_word(part: str) -> str:
    return str(int(part)) if part.isdecimal() else part.casefold()
