"""The databases of the buses and the suite's signal names, as immutable objects.

Nodes and rigs know signals by the suite's names alone; where a signal lies is written in signals.toml, which
a laboratory overrides for its own databases. A signal that has no name there is called `bus.Message.Signal`.

What is needed in order to listen must be there: identifiers, layout, cycle times. What only a simulated ECU needs
(sender, start value, bit rate) may be missing; `dbc.simulation` asks for it where one is simulated.
"""

from __future__ import annotations

import difflib
import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from cantools.database import load_string
from cantools.database.can import Database, Message, Signal

from dbc import attributes
from dbc.bits import raw_range
from dbc.consistency import Pages, identifier, pages, problems, text_problems
from dbc.errors import DatabaseError, listed
from dbc.places import names_of, places_of
from dbc.source import WINDOWS, Source, read_source
from dbc.value import Value

__all__ = ["DatabaseError", "MessageSpec", "Network", "SignalSpec", "Value"]

FORMATS = ("dbc", "kcd", "sym", "arxml")
"""The formats of databases by the ending of the file; a file with another ending is read as the first of them."""

_MS = 1_000_000


@dataclass(frozen=True, eq=False)
class SignalSpec:
    """One signal, in physical units or labels.

    `place` is `bus.Message.Signal`; `labels` maps the raw values that have a name. Every other raw value is a
    number from `minimum` to `maximum` in steps of `resolution`, all in `unit`; of a signal that is `only_named`
    such a number means nothing. `start` is what a decoded GenSigStartValue is. `pages` are the multiplexers that
    the signal stands behind, from the outermost on, each by its name in the database with the raw values for which
    this signal is sent; empty for a signal that is in every frame.
    """

    name: str
    place: str
    unit: str
    labels: Mapping[int, str]
    only_named: bool
    minimum: int | float
    maximum: int | float
    resolution: int | float
    start: Value
    pages: Pages
    layout: Signal = field(repr=False)


@dataclass(frozen=True, eq=False)
class MessageSpec:
    """One message with its signals by suite name.

    `frame_id` and `extended` together, number and length of the identifier, name a message of a bus. `fd` is None
    where the database does not say which format the frame has. `length` is in bytes; `senders` is empty where the
    database names none; `cycle_ns` is None for a message that is only sent on change or on demand, and for one of
    which only a default says that it is cyclic, and nothing how fast; one that is sent `if_active` may stop and
    start; `delay_ns` is the least distance of two frames and the longest wait from
    a change to its frame.
    """

    bus: str
    name: str
    frame_id: int
    extended: bool
    fd: bool | None
    length: int
    senders: tuple[str, ...]
    cycle_ns: int | None
    on_change: bool
    if_active: bool
    delay_ns: int
    signals: Mapping[str, SignalSpec]
    layout: Message = field(repr=False)

    @property
    def sender(self) -> str:
        """The senders for people; empty where the database names none."""
        return ", ".join(self.senders)

    @property
    def identifier(self) -> str:
        """The identifier for people: 3 digits for 11 bits, 8 for 29."""
        return identifier(self.frame_id, extended=self.extended)

    @property
    def multiplexed(self) -> bool:
        """True when a frame carries only some of the signals."""
        return any(signal.pages for signal in self.signals.values())


LOWEST_BITRATE = 5_000
"""The least bit/s that a bus can have (CiA 102 and the transceivers of today begin at 10 and 5 kbit/s)."""

HIGHEST_BITRATE = 1_000_000
"""The most bit/s that a bus can have in the arbitration phase (ISO 11898-2)."""


NO_DATABASE = "none"
"""The hash of a network without buses."""


class Network:
    """All buses, their messages and signals. Immutable; get one from `load`.

    Attributes:
        hash: Of all that it was made from.
        files: The database of each bus.
        stated_bitrates: Bit/s of the buses of which the databases themselves say it.
    """

    def __init__(
        self,
        files: Mapping[str, Path],
        bitrates: Mapping[str, object],
        messages: Iterable[MessageSpec],
        digest: str,
        stated_bitrates: Mapping[str, object],
    ) -> None:
        self.hash = digest
        self.stated_bitrates = MappingProxyType({bus: rate for bus, rate in stated_bitrates.items() if rate})
        self.files = MappingProxyType(dict(files))
        self._bitrates = MappingProxyType(dict(bitrates))
        self._messages = tuple(messages)
        self._message_of = {name: message for message in self._messages for name in message.signals}

    @staticmethod
    def load(
        databases: Mapping[str, Path],
        signals: Path,
        overrides: Path | None = None,
        bitrates: Mapping[str, int] | None = None,
        absent: Collection[str] = (),
    ) -> Network:
        """Return the network of these files; the same object as long as paths and contents are the same.

        Args:
            databases: One database per bus; without any no signal has a place.
            signals: The suite's signal names, each with its `bus.Message.Signal`.
            overrides: A file of the same form whose places replace those of `signals`.
            bitrates: Bit/s of buses, in place of what their databases say.
            absent: Names of `signals` that these databases need not have a place for.

        Raises:
            DatabaseError: A file is missing or not well formed, or its content does not fit together; a part for
                each thing that is wrong.
        """
        if not databases:
            return Network({}, {}, (), NO_DATABASE, {})
        wrong: list[DatabaseError] = []
        found = [(bus, _read(path, wrong, fallback=WINDOWS)) for bus, path in databases.items()]
        names = _read(signals, wrong)
        others = None if overrides is None else _read(overrides, wrong)
        if wrong or names is None:
            raise DatabaseError.joined(wrong)
        sources = tuple((bus, source) for bus, source in found if source is not None)
        return _load(sources, names, others, tuple((bitrates or {}).items()), frozenset(absent))

    @property
    def buses(self) -> tuple[str, ...]:
        """The names of the buses."""
        return tuple(self._bitrates)

    def bitrate(self, bus: str) -> int:
        """Return the bit rate, in bit/s, of a bus.

        Raises:
            KeyError: There is no such bus.
            DatabaseError: Neither its database nor the rig file says a rate that a bus can have.
        """
        rate = self._bitrates[bus]
        if not isinstance(rate, int | float) or not LOWEST_BITRATE <= rate <= HIGHEST_BITRATE:
            allowed = f"{LOWEST_BITRATE} to {HIGHEST_BITRATE} bit/s, or bitrate in [buses.{bus}] of the rig file"
            raise DatabaseError(self.files[bus], "Baudrate", rate, allowed)
        return int(rate)

    def messages(self, bus: str) -> list[MessageSpec]:
        """Return the messages of a bus, in the order of the database."""
        return [message for message in self._messages if message.bus == bus]

    def sent_by(self, node: str) -> list[MessageSpec]:
        """Return the messages that a node sends, on all buses."""
        return [message for message in self._messages if node in message.senders]

    def message_of(self, signal_name: str) -> MessageSpec:
        """Return the message that carries a signal.

        Raises:
            KeyError: There is no signal of that suite name.
        """
        try:
            return self._message_of[signal_name]
        except KeyError:
            near = difflib.get_close_matches(signal_name, self._message_of)
            raise KeyError(f"no signal {signal_name!r}; near: {listed(near)}") from None

    def signal(self, name: str) -> SignalSpec:
        """Return a signal by its suite name.

        Raises:
            KeyError: There is no signal of that suite name.
        """
        return self.message_of(name).signals[name]


def _read(path: Path, wrong: list[DatabaseError], fallback: str | None = None) -> Source | None:
    try:
        return read_source(path, fallback=fallback)
    except DatabaseError as error:
        wrong.append(error)
        return None


@lru_cache(maxsize=16)
def _load(
    databases: tuple[tuple[str, Source], ...],
    signals: Source,
    overrides: Source | None,
    bitrates: tuple[tuple[str, int], ...],
    absent: frozenset[str],
) -> Network:
    wrong: list[DatabaseError] = []
    parsed = {bus: (source.path, _parse(source, wrong)) for bus, source in databases}
    places = places_of(signals, overrides, wrong)
    for name in absent:
        places.pop(name, None)
    if wrong:
        raise DatabaseError.joined(wrong)
    known = {bus: (path, database) for bus, (path, database) in parsed.items() if database is not None}
    names = names_of(known, places, wrong)
    if wrong:
        raise DatabaseError.joined(wrong)
    digest = hashlib.sha256()
    for part in (
        *(f"{bus}\0{source.text}" for bus, source in databases),
        signals.text,
        overrides.text if overrides else "",
        *(f"{bus}\0{rate}" for bus, rate in bitrates),
        *sorted(absent),
    ):
        digest.update(part.encode() + b"\0")
    return Network(
        {bus: path for bus, (path, _) in known.items()},
        {bus: attributes.bitrate(database) for bus, (_, database) in known.items()} | dict(bitrates),
        [message for bus, (_, database) in known.items() for message in _messages(bus, database, names)],
        digest.hexdigest()[:12],
        {bus: attributes.stated_bitrate(database) for bus, (_, database) in known.items()},
    )


def _parse(source: Source, wrong: list[DatabaseError]) -> Database | None:
    """Return the database, or what is wrong with it."""
    ending = source.path.suffix.removeprefix(".").lower()
    form = ending if ending in FORMATS else FORMATS[0]
    found = list(text_problems(source.text)) if form == "dbc" else []
    database = None
    try:
        database = _quietly(lambda: load_string(source.text, database_format=form, strict=False))
    except Exception as error:  # a parser raises whatever it happens to meet in a file that is none
        if not found:
            found.append(("database", str(error), f"a {form.upper()} that cantools reads"))
    if isinstance(database, Database):
        found += problems(database)
    wrong += [DatabaseError(source.path, key, value, allowed) for key, value, allowed in found]
    return database if isinstance(database, Database) else None


def _quietly(load: Callable[[], object]) -> object:
    """Load without the warnings of cantools: what they tell of is refused, with message and attribute."""
    logger = logging.getLogger("cantools")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        return load()
    finally:
        logger.setLevel(before)


def _messages(bus: str, database: Database, names: Mapping[str, str]) -> Iterator[MessageSpec]:
    for message in database.messages:
        kind = attributes.send_type(message)
        assert kind is not None  # noqa: S101 - narrows the type; `problems` has refused every other
        specs = [_signal(f"{bus}.{message.name}", message, signal, names) for signal in message.signals]
        yield MessageSpec(
            bus=bus,
            name=message.name,
            frame_id=message.frame_id,
            extended=message.is_extended_frame,
            fd=attributes.is_fd(message, database),
            length=message.length,
            senders=attributes.senders(message),
            cycle_ns=(round((attributes.cycle_ms(message) or 0) * _MS) or None) if kind.cyclic else None,
            on_change=kind.on_change,
            if_active=kind.if_active,
            delay_ns=round((attributes.delay_ms(message) or 0) * _MS),
            signals=MappingProxyType({spec.name: spec for spec in specs}),
            layout=message,
        )


def _signal(message_place: str, message: Message, signal: Signal, names: Mapping[str, str]) -> SignalSpec:
    place = f"{message_place}.{signal.name}"
    labels = {int(raw): str(label) for raw, label in (signal.choices or {}).items()}
    minimum, maximum = _range(signal)
    raw_start = attributes.raw_start(signal)
    start = labels.get(raw_start)  # type: ignore[call-overload]  # 254.0 and 254 are one key
    if start is None:
        start = signal.conversion.raw_to_scaled(0 if raw_start is None else raw_start, decode_choices=False)
    return SignalSpec(
        name=names.get(place, place),
        place=place,
        unit=signal.unit or "",
        labels=MappingProxyType(labels),
        only_named=bool(labels) and attributes.only_named(signal),
        minimum=minimum,
        maximum=maximum,
        resolution=abs(signal.scale),
        start=start,
        pages=pages(message, signal) or (),
        layout=signal,
    )


def _range(signal: Signal) -> tuple[int | float, int | float]:
    """Return the declared range, as far as the bits reach."""
    if signal.is_float:
        floats = (signal.minimum, signal.maximum)
        return (
            float("-inf") if floats[0] is None else floats[0],
            float("inf") if floats[1] is None else floats[1],
        )
    low, high = sorted(raw * signal.scale + signal.offset for raw in raw_range(signal))
    return (
        low if signal.minimum is None else max(signal.minimum, low),
        high if signal.maximum is None else min(signal.maximum, high),
    )
