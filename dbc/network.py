"""The databases of the buses and the suite's signal names, as immutable objects.

Nodes and rigs know signals by the suite's names alone; where a signal lies is written in signals.toml, which
a laboratory overrides for its own databases. A signal that has no name there is called `bus.Message.Signal`.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from cantools.database import load_string
from cantools.database.can import Database, Message, Signal
from cantools.database.errors import Error as CantoolsError

from dbc.strict_toml import parse_toml

Value = str | int | float

SEND_TYPES: Mapping[str, tuple[bool, bool]] = {
    "Cyclic": (True, False),
    "Spontaneous": (False, True),
    "CyclicAndSpontaneous": (True, True),
}
"""Send types of the attribute GenMsgSendType: whether the message is cyclic, whether it is sent on change."""

_MS = 1_000_000


class DatabaseError(ValueError):
    """A database or signals.toml cannot be used; names file, key, value and what is allowed."""

    def __init__(self, file: Path, key: str, value: object, allowed: str) -> None:
        super().__init__(f"{file}: {key} = {value!r}; allowed: {allowed}")


@dataclass(frozen=True, eq=False)
class SignalSpec:
    """One signal, in physical units or labels.

    `place` is `bus.Message.Signal`; `labels` maps raw values of an enumeration and is empty for a quantity;
    `minimum`, `maximum` and `resolution` are in `unit` (of an enumeration: raw); `start` is what a decoded
    GenSigStartValue is.
    """

    name: str
    place: str
    unit: str
    labels: Mapping[int, str]
    minimum: int | float
    maximum: int | float
    resolution: int | float
    start: Value
    layout: Signal = field(repr=False)


@dataclass(frozen=True, eq=False)
class MessageSpec:
    """One message with its signals by suite name.

    `length` is in bytes; `cycle_ns` is None for a message that is only sent on change or on demand;
    `delay_ns` is the least distance of two frames and the longest wait from a change to its frame.
    """

    bus: str
    name: str
    frame_id: int
    length: int
    sender: str
    cycle_ns: int | None
    on_change: bool
    delay_ns: int
    signals: Mapping[str, SignalSpec]
    layout: Message = field(repr=False)


@dataclass(frozen=True)
class _Source:
    """A file and its content: what a loaded network is cached by."""

    path: Path
    text: str


class Network:
    """All buses, their messages and signals. Immutable; get one from `load`."""

    def __init__(self, bitrates: Mapping[str, int], messages: Iterable[MessageSpec], digest: str) -> None:
        self.hash = digest
        self._bitrates = MappingProxyType(dict(bitrates))
        self._messages = tuple(messages)
        self._message_of = {name: message for message in self._messages for name in message.signals}

    @staticmethod
    def load(databases: Mapping[str, Path], signals: Path, overrides: Path | None = None) -> Network:
        """The network of these files; the same object as long as paths and contents are the same.

        Args:
            databases: One DBC file per bus.
            signals: The suite's signal names, each with its `bus.Message.Signal`.
            overrides: A file of the same form whose places replace those of `signals`.

        Raises:
            DatabaseError: A file is missing or not well formed, or its content does not fit together.
        """
        return _load(
            tuple((bus, _read(path)) for bus, path in databases.items()),
            _read(signals),
            None if overrides is None else _read(overrides),
        )

    @property
    def buses(self) -> tuple[str, ...]:
        """The names of the buses."""
        return tuple(self._bitrates)

    def bitrate(self, bus: str) -> int:
        """Bit/s of a bus.

        Raises:
            KeyError: There is no such bus.
        """
        return self._bitrates[bus]

    def messages(self, bus: str) -> list[MessageSpec]:
        """The messages of a bus, in the order of the database."""
        return [message for message in self._messages if message.bus == bus]

    def sent_by(self, node: str) -> list[MessageSpec]:
        """The messages that a node sends, on all buses."""
        return [message for message in self._messages if message.sender == node]

    def message_of(self, signal_name: str) -> MessageSpec:
        """The message that carries a signal.

        Raises:
            KeyError: There is no signal of that suite name.
        """
        try:
            return self._message_of[signal_name]
        except KeyError:
            near = difflib.get_close_matches(signal_name, self._message_of)
            raise KeyError(f"no signal {signal_name!r}; near: {_list(near)}") from None

    def signal(self, name: str) -> SignalSpec:
        """A signal by its suite name.

        Raises:
            KeyError: There is no signal of that suite name.
        """
        return self.message_of(name).signals[name]


def _read(path: Path) -> _Source:
    try:
        return _Source(path, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DatabaseError(path, "file", str(error), "a readable text file") from error


@lru_cache(maxsize=16)
def _load(databases: tuple[tuple[str, _Source], ...], signals: _Source, overrides: _Source | None) -> Network:
    parsed = {bus: (source.path, _parse(source)) for bus, source in databases}
    names = _names(parsed, _places(signals, overrides))
    digest = hashlib.sha256()
    for part in (
        *(f"{bus}\0{source.text}" for bus, source in databases),
        signals.text,
        overrides.text if overrides else "",
    ):
        digest.update(part.encode() + b"\0")
    return Network(
        {bus: _bitrate(path, database) for bus, (path, database) in parsed.items()},
        [message for bus, (path, database) in parsed.items() for message in _messages(bus, path, database, names)],
        digest.hexdigest()[:12],
    )


def _parse(source: _Source) -> Database:
    try:
        database = load_string(source.text, database_format="dbc", strict=True)
    except (CantoolsError, ValueError, KeyError) as error:
        raise DatabaseError(source.path, "database", str(error), "a DBC that cantools reads strictly") from error
    assert isinstance(database, Database)  # noqa: S101 - narrows the type; the format above is always CAN
    ids: dict[int, str] = {}
    for message in database.messages:
        other = ids.setdefault(message.frame_id, message.name)
        if other != message.name:
            raise DatabaseError(
                source.path,
                f"{message.name}.id",
                hex(message.frame_id),
                f"an identifier that is not that of {other}",
            )
    return database


def _bitrate(path: Path, database: Database) -> int:
    baudrate = database.buses[0].baudrate if database.buses else None
    if not baudrate:
        raise DatabaseError(path, "Baudrate", baudrate, "bit/s of the bus, above 0, with DBName")
    return int(baudrate)


def _places(signals: _Source, overrides: _Source | None) -> dict[str, tuple[Path, str]]:
    """Each suite name with the file that places it, and the place."""
    places = {name: (signals.path, place) for name, place in _table(signals)}
    for name, place in _table(overrides) if overrides else ():
        assert overrides is not None  # noqa: S101 - the line above iterates only then
        if name not in places:
            near = difflib.get_close_matches(name, places)
            raise DatabaseError(overrides.path, name, place, f"names of {signals.path.name}; near: {_list(near)}")
        places[name] = (overrides.path, place)
    return places


def _table(source: _Source) -> list[tuple[str, str]]:
    try:
        table = parse_toml(source.text)
    except ValueError as error:
        raise DatabaseError(source.path, "file", str(error), "TOML, each name once") from error
    return list(_flat(source.path, "", table))


def _flat(path: Path, prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(path, f"{prefix}{key}.", value)
        elif isinstance(value, str) and value.count(".") == 2:
            yield f"{prefix}{key}", value
        else:
            raise DatabaseError(path, f"{prefix}{key}", value, '"bus.Message.Signal"')


def _names(parsed: Mapping[str, tuple[Path, Database]], places: Mapping[str, tuple[Path, str]]) -> dict[str, str]:
    """The suite name of each place that has one."""
    names: dict[str, str] = {}
    for name, (path, place) in places.items():
        bus, message_name, signal_name = place.split(".")
        if bus not in parsed:
            raise DatabaseError(path, name, place, f"buses {_list(parsed)}")
        messages = {message.name: message for message in parsed[bus][1].messages}
        if message_name not in messages:
            raise DatabaseError(path, name, place, f"messages of {bus}: {_list(messages)}")
        signals = [signal.name for signal in messages[message_name].signals]
        if signal_name not in signals:
            raise DatabaseError(path, name, place, f"signals of {message_name}: {_list(signals)}")
        if place in names:
            raise DatabaseError(path, name, place, f"a place without a name; this is {names[place]}")
        names[place] = name
    return names


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def _messages(bus: str, path: Path, database: Database, names: Mapping[str, str]) -> Iterator[MessageSpec]:
    for message in database.messages:
        send_type = message.send_type or ""
        if send_type not in SEND_TYPES:
            raise DatabaseError(path, f"{message.name}.GenMsgSendType", send_type, _list(SEND_TYPES))
        cyclic, on_change = SEND_TYPES[send_type]
        cycle_ms = message.cycle_time or 0
        if cyclic != (cycle_ms > 0):
            allowed = "ms above 0" if cyclic else "0"
            raise DatabaseError(path, f"{message.name}.GenMsgCycleTime", cycle_ms, f"{allowed} with {send_type}")
        if len(message.senders) != 1:
            raise DatabaseError(path, f"{message.name}.sender", message.senders, "one node")
        specs = [_signal(f"{bus}.{message.name}", path, signal, names) for signal in message.signals]
        delay = message.dbc.attributes.get("GenMsgDelayTime") if message.dbc else None
        yield MessageSpec(
            bus=bus,
            name=message.name,
            frame_id=message.frame_id,
            length=message.length,
            sender=message.senders[0],
            cycle_ns=cycle_ms * _MS if cyclic else None,
            on_change=on_change,
            delay_ns=int(delay.value) * _MS if delay else 0,
            signals=MappingProxyType({spec.name: spec for spec in specs}),
            layout=message,
        )


def _signal(message_place: str, path: Path, signal: Signal, names: Mapping[str, str]) -> SignalSpec:
    place = f"{message_place}.{signal.name}"
    labels = {raw: str(label) for raw, label in (signal.choices or {}).items()}
    minimum, maximum = _range(signal)
    raw_start = signal.raw_initial or 0
    start: Value
    if labels:
        if raw_start not in labels:
            raise DatabaseError(
                path, f"{place}.GenSigStartValue", raw_start, f"raw values {_list(map(str, labels))}"
            )
        start = labels[int(raw_start)]
    else:
        start = signal.conversion.raw_to_scaled(raw_start, decode_choices=False)  # type: ignore[assignment]  # without choices it is a number
        if not minimum <= start <= maximum:  # type: ignore[operator]  # as above
            unit = signal.unit or ""
            raise DatabaseError(
                path, f"{place}.GenSigStartValue", raw_start, f"raw values of {minimum} to {maximum} {unit}"
            )
    return SignalSpec(
        name=names.get(place, place),
        place=place,
        unit=signal.unit or "",
        labels=MappingProxyType(labels),
        minimum=minimum,
        maximum=maximum,
        resolution=abs(signal.scale),
        start=start,
        layout=signal,
    )


def _range(signal: Signal) -> tuple[int | float, int | float]:
    """The declared range, as far as the bits reach."""
    if signal.is_float:
        floats = (signal.minimum, signal.maximum)
        return (
            float("-inf") if floats[0] is None else floats[0],
            float("inf") if floats[1] is None else floats[1],
        )
    raw_low = -(1 << (signal.length - 1)) if signal.is_signed else 0
    raw_high = raw_low + (1 << signal.length) - 1
    low, high = sorted(raw * signal.scale + signal.offset for raw in (raw_low, raw_high))
    return (
        low if signal.minimum is None else max(signal.minimum, low),
        high if signal.maximum is None else min(signal.maximum, high),
    )
