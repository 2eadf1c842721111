"""The rig file: what a bench consists of and what stands behind each port.

A rig file is read and checked whole before anything is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from can.interfaces import VALID_INTERFACES
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from dbc.network import HIGHEST_BITRATE, LOWEST_BITRATE, Network
from dbc.strict_toml import parse_toml
from dbc.text_file import read_text
from rigs.errors import ConfigurationError
from rigs.files.allowed import RENAMED, allowed_at, mistakes, near
from rigs.files.known import HOUSE_KINDS, HOUSE_KNOWN, SCPI, TWIN, Known, RigKind
from rigs.files.wiring import ONLY_ON_A_BENCH, Problem, bad_addresses, bad_wiring, takes_only
from rigs.hearing.prompts import ClipsError, load_clips
from rigs.ports.book import PortBook
from rigs.ports.port import Observation
from rigs.ports.signals import BUSES
from rigs.values.answers import VALUE
from vehicle.profile import ECUS, VehicleProfile

T = TypeVar("T", bound=BaseModel)


def _nameable(path: Path) -> Path:
    if "\0" in str(path):
        raise PydanticCustomError("no_path", "must be a path")
    return path


PathText = Annotated[Path, Field(strict=False), AfterValidator(_nameable)]
"""A path, written as a text."""


def _naming(text: str) -> str:
    if not any(sign.isalnum() for sign in text):
        raise PydanticCustomError("no_name", "must name something, in letters or digits")
    return _one_line(text)


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise PydanticCustomError("lines", "must be one line, of signs that can be printed")
    return text


def _query_or_nothing(text: str) -> str:
    if text and "?" not in text:
        raise PydanticCustomError("no_query", "must be a query, or empty where the instrument has no error queue")
    return text


def _no_query(text: str) -> str:
    if "?" in text:
        raise PydanticCustomError("query", "must be a command without an answer, or empty")
    return text


def _no_placeholder(text: str) -> str:
    if not takes_only(text, None):
        raise PydanticCustomError("placeholder", "must be sent as it is; nothing is put in for a {placeholder}")
    return text


Name = Annotated[str, AfterValidator(_naming)]
"""A name for people; blanks and signs that nobody sees are no name."""


def _word(text: str) -> str:
    if not re.fullmatch(r"\w[\w-]*", text):
        raise PydanticCustomError("no_word", "must be a word of letters, digits, _ and -")
    return text


def _bus_name(text: str) -> str:
    if not re.fullmatch(r"[a-z]\w*", text, re.ASCII):
        raise PydanticCustomError("no_bus", "must be a name of small letters, digits and _, such as comfort")
    return text


Word = Annotated[str, AfterValidator(_word)]
"""The name of a channel, which stands between blanks in traffic logs."""

BusName = Annotated[str, AfterValidator(_bus_name)]
"""The name of a bus, with which the names of its signals begin."""

Line = Annotated[str, AfterValidator(_one_line)]
"""A message to an instrument; of two messages the second would have an answer of its own."""

Command = Annotated[Line, AfterValidator(_naming), AfterValidator(_no_placeholder)]
"""A message that is sent as it is."""

LONGEST_MS = 600_000
"""Longest time in ms that is waited for, or after which something is repeated: ten minutes."""

WORST_CLOCK_MS = 1000.0
"""Largest error of a clock in ms; with a larger one no limit of a few seconds could be judged."""

OWN_KEYS = {
    "include": "a file that is included includes none itself",
    "kind": "must stand in the rig file itself: what a rig is cannot be included",
    "isolation": "must stand in the rig file itself: whether this one bench is isolated cannot be included",
}
"""Keys that count in the rig file alone, with what is said of it elsewhere.

A bench that took over the isolation of another one would place calls without having declared anything.
"""

DIALECT = ("words", "parts")
"""Keys that go with a command or query: where an including file says another one, nothing of it stays.

The words of another command, such as a relay's `CLOS`, would be sent to an instrument that knows none of them.
"""

Layers = Sequence[tuple[Path, Mapping[str, Any]]]
"""Files and what stands in them; what stands in an earlier one hides what stands in a later one."""

ROOT = Path(__file__).resolve().parents[2]
"""The folder that paths in rig files are relative to, but those of `include`, which start at the file itself."""

VEHICLES = ROOT / "rigs" / "vehicles"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class Bus(_Table):
    """One bus: its database, its name in traffic logs and, on a bench, its adapter as python-can calls it.

    `bitrate` is in bit/s, for a database that says none; one that says another contradicts it.
    """

    database: PathText
    bitrate: int | None = Field(default=None, ge=LOWEST_BITRATE, le=HIGHEST_BITRATE)
    channel: Word
    interface: str | None = None
    adapter: dict[str, str | int | float | bool] = Field(default_factory=dict)


class Instrument(_Table):
    """One instrument; `resource` is its VISA name, which virtual rigs and twins find out by themselves.

    `driver` names who speaks to it: `scpi` takes commands and queries as the rig file writes them.
    `error_query` reads the oldest entry of its error queue and stands behind each command; it is empty where the
    instrument has no such queue, and then nothing proves that a command was taken. When the instrument is opened,
    `clear` empties the queue of what is old, and what is left is read; where `clear` is empty, all is read.
    """

    resource: str | None = None
    driver: str = SCPI
    timeout_ms: int = Field(default=2000, gt=0, le=LONGEST_MS)
    error_query: Annotated[Line, AfterValidator(_query_or_nothing)] = "SYST:ERR?"
    clear: Annotated[Line, AfterValidator(_no_query)] = "*CLS"


class StimulusBinding(_Table):
    """A stimulus behind an instrument.

    `write` is the command with `{value}` in it, `words` translates the port's words into the dialect of the
    instrument.
    """

    instrument: str
    write: Line
    words: dict[str, Name] = Field(default_factory=dict)


class ObservationBinding(_Table):
    """An observation behind an instrument that is asked every `period_ms` while a scenario needs it.

    Of the answer the part before the first comma counts, unless `parts` names what stands between its commas: the
    one called `value` counts then. Without them an answer is refused of which the number could go on behind the
    comma. `words` translates the part that counts; without words it is a number, known to plus or minus `error`.
    """

    instrument: str
    query: Command
    period_ms: int = Field(default=50, gt=0, le=LONGEST_MS)
    parts: tuple[str, ...] = Field(default=(), strict=False)
    words: dict[str, str] = Field(default_factory=dict)
    error: float = Field(default=0.0, ge=0, le=1e6)


class AudioBinding(_Table):
    """The capture of the loudspeaker: commands of the instrument and the clips to compare with.

    `tone` lets the instrument's calibrator sound a tone at the microphone (`rigs.hearing.tone`): silence proves
    something only on a capture that can hear.
    """

    instrument: str
    start: Command
    data: Line
    tone: Command
    clips: PathText
    period_ms: int = Field(default=200, gt=0, le=LONGEST_MS)


class Isolation(_Table):
    """Means that keep calls of the vehicle from leaving the bench, and the identity of the test network."""

    by: Literal["cell_simulator", "shielded_box"]
    network_identity: Name


class RigFile(_Table):
    """One rig."""

    name: Name
    kind: str
    vehicle: str | None = None
    include: tuple[PathText, ...] = Field(default=(), strict=False)
    signals: PathText = Path("dbc/signals.toml")
    signal_overrides: PathText | None = None
    clock_error_ms: float = Field(default=0.0, ge=0, le=WORST_CLOCK_MS)
    isolation: Isolation | None = None
    buses: dict[BusName, Bus]
    instruments: dict[str, Instrument] = Field(default_factory=dict)
    stimuli: dict[str, StimulusBinding] = Field(default_factory=dict)
    observations: dict[str, ObservationBinding] = Field(default_factory=dict)
    audio: AudioBinding | None = None
    ecus: dict[str, Literal["real", "simulated", "absent"]] = Field(default_factory=dict)

    _kinds: Mapping[str, RigKind] = PrivateAttr(default_factory=lambda: HOUSE_KINDS)

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, kind: str, info: ValidationInfo) -> str:
        kinds = _known_in(info.context).kinds
        if kind not in kinds:
            named = ", ".join(f"'{name}'" for name in kinds)
            raise PydanticKnownError("literal_error", {"expected": " or ".join(named.rsplit(", ", 1))})
        return kind

    def model_post_init(self, context: Any, /) -> None:
        """Remember the kinds that were known when the file was read, since no other say what is simulated."""
        self._kinds = _known_in(context).kinds

    @property
    def simulated(self) -> bool:
        """True when nothing real is in it; a kind that does not say so, or that nobody knows, counts as real."""
        return self.kind in self._kinds and self._kinds[self.kind].simulated

    @property
    def contained(self) -> bool:
        """True when no call can leave this rig: nothing real is in it, or it declares its isolation."""
        return self.simulated or self.isolation is not None

    def load_network(self) -> Network:
        """Load the databases of the rig.

        Raises:
            dbc.network.DatabaseError: A database or the signal list cannot be used.
        """
        overrides = None if self.signal_overrides is None else ROOT / self.signal_overrides
        databases = {str(bus): ROOT / table.database for bus, table in self.buses.items()}
        return Network.load(databases, ROOT / self.signals, overrides, self.bitrates)

    @property
    def bitrates(self) -> dict[str, int]:
        """Bit/s of the buses that the rig file says it of."""
        return {str(bus): table.bitrate for bus, table in self.buses.items() if table.bitrate is not None}


def _known_in(context: object) -> Known:
    return context if isinstance(context, Known) else HOUSE_KNOWN


def load_rig(path: Path, known: Known = HOUSE_KNOWN) -> RigFile:
    """Read and check a rig file with all that it includes.

    What stands in the file itself hides what stands in a file that it includes, key by key; `DIALECT` apart.

    Args:
        path: The file.
        known: The ports, kinds of rig and drivers that it may name.

    Raises:
        ConfigurationError: The file cannot be read, or keys or values in it are not allowed; a line for each.
    """
    layers = _layers(path)
    merged: dict[str, Any] = {}
    for _, table in reversed(layers):
        _overlay(merged, table)
    unquoted = [_error(layers, *problem) for problem in _unquoted(merged, known.book)]
    if unquoted:
        raise ConfigurationError.joined(unquoted)
    rig = _validated(RigFile, layers, merged, known=known)
    problems = [*_bad_stimuli(rig, known.book), *_bad_observations(rig, known.book), *_bad_audio(rig)]
    problems += [*_bad_buses(rig), *_bad_kind(rig), *_bad_drivers(rig, known)]
    problems += [*_bad_paths(rig), *bad_addresses(rig), *bad_wiring(rig, known.book)]
    if problems:
        raise ConfigurationError.joined([_error(layers, *problem) for problem in problems])
    return rig


def files_of_rig(path: Path, rig: RigFile) -> tuple[Path, ...]:
    """Name the files that a rig is made of: its own, what that includes, and the databases and clips it names."""
    named = [*(bus.database for bus in rig.buses.values()), rig.signals, rig.signal_overrides]
    named.append(rig.audio.clips if rig.audio else None)
    return (*(layer for layer, _ in _layers(path)), *(ROOT / each for each in named if each is not None))


def load_vehicles(folder: Path = VEHICLES) -> dict[str, VehicleProfile]:
    """Return all vehicle profiles by name, lowest rank first.

    Raises:
        ConfigurationError: A file cannot be read, a key or value is not allowed, or two share a rank; a line for
            each.
    """
    found: dict[str, VehicleProfile] = {}
    wrong: list[ConfigurationError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            profile = _vehicle(path, found.values())
        except ConfigurationError as error:
            wrong.append(error)
        else:
            found[profile.name] = profile
    if wrong:
        raise ConfigurationError.joined(wrong)
    if not found:
        raise ConfigurationError(folder, "*.toml", "nothing", "at least one vehicle must be described")
    return dict(sorted(found.items(), key=lambda item: item[1].rank))


def load_table(path: Path, model: type[T]) -> T:
    """Read a TOML file as what it must be.

    Raises:
        ConfigurationError: The file cannot be read, or keys or values in it are not allowed; a line for each.
    """
    return validated(model, path, _read(path), strict=True)


def validated(model: type[T], source: Path, table: Mapping[str, Any], *, strict: bool | None = None) -> T:
    """Read a table of a file as what it must be; `strict` as pydantic has it, None leaves it to the model.

    Raises:
        ConfigurationError: Keys or values in it are not allowed; a line for each.
    """
    return _validated(model, [(source, table)], table, strict=strict)


def _vehicle(path: Path, others: Iterable[VehicleProfile]) -> VehicleProfile:
    table = _read(path)
    profile = _validated(VehicleProfile, [(path, table)], table, strict=True)
    if profile.name != path.stem:
        raise ConfigurationError(path, "name", profile.name, f"must be the name of the file, {path.stem!r}")
    for other in others:
        if profile.rank == other.rank:
            raise ConfigurationError(path, "rank", profile.rank, f"must be its own; {other.name} has it too")
    return profile


def _unquoted(table: Mapping[str, Any], book: PortBook) -> Iterator[Problem]:
    """Find names of ports that TOML takes for tables in tables, since they stand without quotes."""
    for key, ports in (("stimuli", book.stimuli), ("observations", book.observations)):
        for where in _tables_in(table.get(key, {})):
            name = ".".join(where)
            if len(where) > 1 and name in ports:
                yield (key, *where), "...", f'must have its name in quotes: "{name}"'


def _tables_in(table: object) -> Iterator[tuple[str, ...]]:
    if isinstance(table, Mapping):
        for name, inner in table.items():
            yield (name,)
            yield from ((name, *where) for where in _tables_in(inner))


def _bad_stimuli(rig: RigFile, book: PortBook) -> Iterator[Problem]:
    for name, binding in rig.stimuli.items():
        here = ("stimuli", name)
        port = book.stimuli.get(name)
        if port is None:
            yield here, "...", f"is no port; {near(name, book.stimuli)}"
        elif binding.words and not port.takes.words:
            yield (*here, "words"), sorted(binding.words), "the port has no words to translate"
        elif binding.words and set(binding.words) != set(port.takes.words):
            allowed = f"must translate each of {', '.join(port.takes.words)} and nothing else"
            yield (*here, "words"), sorted(binding.words), allowed
        if not takes_only(binding.write, "value"):
            yield (*here, "write"), binding.write, "must be a command with {value} and no other placeholder"
        yield from _bad_instrument(rig, here, binding.instrument)


def _bad_observations(rig: RigFile, book: PortBook) -> Iterator[Problem]:
    asked: dict[tuple[str, str, tuple[str, ...]], str] = {}
    for name, binding in rig.observations.items():
        port = book.observations.get(name)
        if port is None:
            yield ("observations", name), "...", f"is no port; {near(name, book.observations)}"
        else:
            yield from _bad_shown(("observations", name), binding, port)
            other = asked.setdefault((binding.instrument, binding.query, binding.parts), name)
            if other != name:
                yield ("observations", name, "query"), binding.query, f"must be its own; {other} asks the same"
        if binding.parts and binding.parts.count(VALUE) != 1:
            allowed = f"must name what stands between the commas of an answer, one of them {VALUE!r}"
            yield ("observations", name, "parts"), list(binding.parts), allowed
        yield from _bad_instrument(rig, ("observations", name), binding.instrument)


def _bad_shown(here: tuple[str, ...], binding: ObservationBinding, port: Observation) -> Iterator[Problem]:
    if binding.words and port.shows.unit:
        yield (
            (*here, "words"),
            sorted(binding.words.values()),
            f"the port shows a number in {port.shows.unit}, no words",
        )
    elif port.shows.words and not binding.words:
        yield (*here, "words"), "nothing", f"must translate answers into {', '.join(port.shows.words)}"
    elif port.shows.words:
        for answer, word in binding.words.items():
            if word not in port.shows.words:
                yield (*here, "words", answer), word, f"is no word of the port; {near(word, port.shows.words)}"
    if binding.error and binding.words:
        yield (*here, "error"), binding.error, "must be left out: words are not known to plus or minus a number"


def _bad_audio(rig: RigFile) -> Iterator[Problem]:
    if rig.audio is not None:
        yield from _bad_instrument(rig, ("audio",), rig.audio.instrument)
        if not takes_only(rig.audio.data, "first"):
            yield ("audio", "data"), rig.audio.data, "must be a query with {first} and no other placeholder"
        try:
            load_clips(ROOT / rig.audio.clips)
        except ClipsError as error:
            yield ("audio", "clips"), str(rig.audio.clips), str(error)


def _bad_instrument(rig: RigFile, where: tuple[str, ...], instrument: str) -> Iterator[Problem]:
    if instrument not in rig.instruments:
        allowed = near(instrument, rig.instruments) if rig.instruments else "no instrument is described"
        yield (*where, "instrument"), instrument, allowed


def _bad_drivers(rig: RigFile, known: Known) -> Iterator[Problem]:
    for name, instrument in rig.instruments.items():
        if instrument.driver not in known.drivers:
            allowed = f"is no driver that this run has; {near(instrument.driver, known.drivers)}"
            yield ("instruments", name, "driver"), instrument.driver, allowed


def _bad_buses(rig: RigFile) -> Iterator[Problem]:
    for name in BUSES:
        if rig.simulated and name not in rig.buses:
            allowed = f"must be described: the simulated ECUs of a rig of kind {rig.kind!r} are on it"
            yield ("buses", name), "nothing", allowed
    channels: dict[str, str] = {}
    for name, bus in rig.buses.items():
        if rig.kind == TWIN.name and bus.channel != BUSES.get(name):
            served = ", ".join(f"{bus} on {channel}" for bus, channel in BUSES.items())
            yield ("buses", name, "channel"), bus.channel, f"must be as the server of a twin has it: {served}"
        other = channels.setdefault(bus.channel, name)
        if other != name:
            yield ("buses", name, "channel"), bus.channel, f"must be its own; {other} has it too"


def _bad_kind(rig: RigFile) -> Iterator[Problem]:
    for name, bus in rig.buses.items():
        here = ("buses", name)
        if not rig.simulated:
            if bus.interface is None:
                yield (*here, "interface"), None, f"a {rig.kind} needs the python-can interface of each bus"
            elif bus.interface not in VALID_INTERFACES:
                allowed = f"is no interface of python-can; {near(bus.interface, sorted(VALID_INTERFACES))}"
                yield (*here, "interface"), bus.interface, allowed
            continue
        for key, value in (("interface", bus.interface), ("adapter", bus.adapter)):
            if value:
                yield (*here, key), value, ONLY_ON_A_BENCH.format(rig.kind, "buses")
    for ecu, how in rig.ecus.items():
        if ecu not in ECUS:
            yield ("ecus", ecu), how, f"is no ECU; {near(ecu, ECUS)}"
        elif rig.simulated and how != "simulated":
            yield ("ecus", ecu), how, f"must be 'simulated', as all are on a rig of kind {rig.kind!r}"


def _bad_paths(rig: RigFile) -> Iterator[Problem]:
    named: list[tuple[tuple[str, ...], Path]] = [
        (("buses", name, "database"), bus.database) for name, bus in rig.buses.items()
    ]
    named.append((("signals",), rig.signals))
    if rig.signal_overrides is not None:
        named.append((("signal_overrides",), rig.signal_overrides))
    for where, path in named:
        if not _exists(ROOT / path) or (ROOT / path).is_dir():
            yield where, str(path), f"must be a file; {_near_file(ROOT / path)}"


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that no file system can have
        return False


def _near_file(path: Path) -> str:
    """Name files that somebody may have meant by one that is not there."""
    try:
        there = sorted(each.name for each in path.parent.iterdir() if each.suffix == path.suffix)
    except OSError:
        return f"there is no folder {path.parent}"
    return f"in {path.parent} {near(path.name, there) if there else 'is none of its kind'}"


def _read(path: Path) -> dict[str, Any]:
    try:
        return parse_toml(read_text(path))
    except OSError as error:
        raise ConfigurationError(path, "file", error.strerror, "must be a file that can be read") from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise ConfigurationError(path, "file", str(error), "must be TOML in UTF-8") from error


def _layers(path: Path) -> Layers:
    table = _read(path)
    includes = table.get("include", [])
    if not isinstance(includes, list) or not all(isinstance(name, str) for name in includes):
        raise ConfigurationError(path, "include", includes, "must be a list of file names")
    layers = [(path, table)]
    for name in reversed(includes):
        included = path.parent / name
        if not _exists(included):
            raise ConfigurationError(path, "include", name, f"must be a file; {_near_file(included)}")
        layers.append((included, _read(included)))
        for key, why in OWN_KEYS.items():
            if key in layers[-1][1]:
                raise ConfigurationError(included, key, "...", why)
    return layers


def _overlay(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        present = below.get(key)
        if key not in DIALECT and isinstance(present, dict) and isinstance(value, Mapping):
            if "write" in value or "query" in value:
                for dialect in DIALECT:
                    present.pop(dialect, None)
            _overlay(present, value)
        else:
            below[key] = deepcopy(value)


def _validated(
    model: type[T],
    layers: Layers,
    table: Mapping[str, Any],
    *,
    strict: bool | None = None,
    known: Known = HOUSE_KNOWN,
) -> T:
    try:
        return model.model_validate(table, strict=strict, context=known)
    except ValidationError as error:
        wrong = []
        for mistake in mistakes(error.errors()):
            where = tuple(str(part) for part in mistake["loc"] if part != "[key]")
            value, allowed = mistake["input"], allowed_at(mistake, where)
            if mistake["type"] == "missing":
                value, allowed = "nothing", "must be given"
            elif mistake["type"] == "extra_forbidden":
                allowed = _no_key(where[-1], _keys_at(model, where[:-1]))
            wrong.append(_error(layers, where, value, allowed))
        raise ConfigurationError.joined(wrong) from error


def _no_key(key: str, known: Sequence[str]) -> str:
    new = RENAMED.get(key)
    return f"is called {new!r} now" if new in known else f"is not a key; {near(key, known)}"


def _error(layers: Layers, where: tuple[str, ...], value: object, allowed: str) -> ConfigurationError:
    """Make an error of the file in which the key stands, or the nearest table above it."""
    path = max(layers, key=lambda layer: _depth(layer[1], where))[0]
    key = ".".join(f'"{part}"' if "." in part else part for part in where) or "file"
    return ConfigurationError(path, key, value, allowed)


def _depth(table: object, where: tuple[str, ...]) -> int:
    for depth, part in enumerate(where):
        if not isinstance(table, Mapping) or part not in table:
            return depth
        table = table[part]
    return len(where)


def _keys_at(model: type[BaseModel], where: tuple[str, ...]) -> list[str]:
    fields = model.model_fields
    for part in where:
        annotation = fields[part].annotation if part in fields else None
        inner = _models_in(annotation)
        if inner:
            fields = inner[0].model_fields
    return list(fields)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
