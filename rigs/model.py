"""The rig file: what a bench consists of and what stands behind each port.

A rig file is read and checked whole before anything is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from dbc.network import HIGHEST_BITRATE, LOWEST_BITRATE, Network
from dbc.strict_toml import parse_toml
from dbc.text_file import read_text
from rigs.answers import VALUE
from rigs.audio import ClipsError, load_clips
from rigs.errors import ConfigurationError
from rigs.ports.house import HOUSE
from simulators.profile import VehicleProfile

T = TypeVar("T", bound=BaseModel)


def _nameable(path: Path) -> Path:
    if "\0" in str(path):
        raise PydanticCustomError("no_path", "must be a path")
    return path


PathText = Annotated[Path, Field(strict=False), AfterValidator(_nameable)]
"""A path, written as a text."""


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


Line = Annotated[str, AfterValidator(_one_line)]
"""What is sent to an instrument in one message; of two messages the second would have an answer of its own."""

Layers = Sequence[tuple[Path, Mapping[str, Any]]]
"""Files and what stands in them; what stands in an earlier one hides what stands in a later one."""

ROOT = Path(__file__).resolve().parent.parent
"""The folder that paths in rig files are relative to, but those of `include`, which start at the file itself."""

VEHICLES = Path(__file__).resolve().parent / "vehicles"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class Bus(_Table):
    """One bus: its database, its name in traffic logs and, on a bench, its adapter as python-can calls it.

    `bitrate` is in bit/s and counts in place of what the database says, which need not say any.
    """

    database: PathText
    bitrate: int | None = Field(default=None, ge=LOWEST_BITRATE, le=HIGHEST_BITRATE)
    channel: Literal["can0", "can1"]
    interface: str | None = None
    adapter: dict[str, str | int | float | bool] = Field(default_factory=dict)


class Instrument(_Table):
    """One instrument; `resource` is its VISA name, which virtual rigs and twins find out by themselves.

    `error_query` reads the oldest entry of its error queue and stands behind each command; it is empty where the
    instrument has no such queue, and then nothing proves that a command was taken. When the instrument is opened,
    `clear` empties the queue of what is old, and what is left is read; where `clear` is empty, all is read.
    """

    resource: str | None = None
    timeout_ms: int = Field(default=2000, gt=0)
    error_query: Annotated[Line, AfterValidator(_query_or_nothing)] = "SYST:ERR?"
    clear: Annotated[Line, AfterValidator(_no_query)] = "*CLS"


class StimulusBinding(_Table):
    """A stimulus behind an instrument.

    `write` is the command with `{value}` in it, `words` translates the port's words into the dialect of the
    instrument.
    """

    instrument: str
    write: Line
    words: dict[str, str] = Field(default_factory=dict)


class ObservationBinding(_Table):
    """An observation behind an instrument that is asked every `period_ms` while a scenario needs it.

    Of the answer the part before the first comma counts, unless `parts` names what stands between its commas: the
    one called `value` counts then. Without them an answer is refused of which the number could go on behind the
    comma. `words` translates the part that counts; without words it is a number, known to plus or minus `error`.
    """

    instrument: str
    query: Line
    period_ms: int = Field(default=50, gt=0)
    parts: tuple[str, ...] = Field(default=(), strict=False)
    words: dict[str, str] = Field(default_factory=dict)
    error: float = Field(default=0.0, ge=0)


class AudioBinding(_Table):
    """The capture of the loudspeaker: commands of the instrument and the clips to compare with.

    `tone` lets the instrument's calibrator sound a tone at the microphone (`rigs.tone`): silence proves something
    only on a capture that can hear.
    """

    instrument: str
    start: Line
    data: Line
    tone: Line
    clips: PathText
    period_ms: int = Field(default=200, gt=0)


class Isolation(_Table):
    """What keeps calls of the vehicle from leaving the bench, and the identity of the test network."""

    by: Literal["cell_simulator", "shielded_box"]
    network_identity: str = Field(min_length=1)


class RigFile(_Table):
    """One rig."""

    name: str
    kind: Literal["virtual", "twin", "bench"]
    vehicle: str | None = None
    include: tuple[PathText, ...] = Field(default=(), strict=False)
    signals: PathText = Path("dbc/signals.toml")
    signal_overrides: PathText | None = None
    clock_error_ms: float = Field(default=0.0, ge=0)
    isolation: Isolation | None = None
    buses: dict[Literal["comfort", "inter_system"], Bus]
    instruments: dict[str, Instrument] = Field(default_factory=dict)
    stimuli: dict[str, StimulusBinding] = Field(default_factory=dict)
    observations: dict[str, ObservationBinding] = Field(default_factory=dict)
    audio: AudioBinding | None = None
    ecus: dict[str, Literal["real", "simulated", "absent"]] = Field(default_factory=dict)

    @property
    def contained(self) -> bool:
        """Whether no call can leave this rig: nothing real is in it, or it declares its isolation."""
        return self.kind in ("virtual", "twin") or self.isolation is not None

    def load_network(self) -> Network:
        """The databases of the rig.

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


def load_rig(path: Path) -> RigFile:
    """Read and check a rig file with all that it includes.

    Raises:
        ConfigurationError: The file cannot be read, or keys or values in it are not allowed; a line for each.
    """
    layers = _layers(path)
    merged: dict[str, Any] = {}
    for _, table in reversed(layers):
        _overlay(merged, table)
    rig = _validated(RigFile, layers, merged)
    problems = [*_bad_stimuli(rig), *_bad_observations(rig), *_bad_audio(rig), *_bad_buses(rig), *_bad_kind(rig)]
    if problems:
        raise ConfigurationError.joined([_error(layers, *problem) for problem in problems])
    return rig


def files_of_rig(path: Path, rig: RigFile) -> tuple[Path, ...]:
    """Name the files that a rig is made of: its own, what that includes, and the databases and clips it names."""
    named = [*(bus.database for bus in rig.buses.values()), rig.signals, rig.signal_overrides]
    named.append(rig.audio.clips if rig.audio else None)
    return (*(layer for layer, _ in _layers(path)), *(ROOT / each for each in named if each is not None))


def load_vehicles(folder: Path = VEHICLES) -> dict[str, VehicleProfile]:
    """All vehicle profiles by name, lowest rank first.

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
    """A TOML file as what it must be.

    Raises:
        ConfigurationError: The file cannot be read, or keys or values in it are not allowed; a line for each.
    """
    return validated(model, path, _read(path), strict=True)


def validated(model: type[T], source: Path, table: Mapping[str, Any], *, strict: bool | None = None) -> T:
    """A table of a file as what it must be; `strict` as pydantic has it, None leaves it to the model.

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


Problem = tuple[tuple[str, ...], object, str]
"""Where in a rig file, what stands there, and what may stand there."""


def _bad_stimuli(rig: RigFile) -> Iterator[Problem]:
    for name, binding in rig.stimuli.items():
        here = ("stimuli", name)
        port = HOUSE.stimuli.get(name)
        if port is None:
            yield here, "...", f"is no port; {_near(name, HOUSE.stimuli)}"
        elif binding.words and not port.takes.words:
            yield (*here, "words"), sorted(binding.words), "the port has no words to translate"
        elif binding.words and set(binding.words) != set(port.takes.words):
            allowed = f"must translate each of {', '.join(port.takes.words)} and nothing else"
            yield (*here, "words"), sorted(binding.words), allowed
        if not _takes(binding.write, "value", ("1", "2")):
            yield (*here, "write"), binding.write, "must be a command with {value} and no other placeholder"
        yield from _bad_instrument(rig, here, binding.instrument)


def _bad_observations(rig: RigFile) -> Iterator[Problem]:
    for name, binding in rig.observations.items():
        if name not in HOUSE.observations:
            yield ("observations", name), "...", f"is no port; {_near(name, HOUSE.observations)}"
        if binding.parts and binding.parts.count(VALUE) != 1:
            allowed = f"must name what stands between the commas of an answer, one of them {VALUE!r}"
            yield ("observations", name, "parts"), list(binding.parts), allowed
        yield from _bad_instrument(rig, ("observations", name), binding.instrument)


def _bad_audio(rig: RigFile) -> Iterator[Problem]:
    if rig.audio is not None:
        yield from _bad_instrument(rig, ("audio",), rig.audio.instrument)
        if not _takes(rig.audio.data, "first", (1, 2)):
            yield ("audio", "data"), rig.audio.data, "must be a query with {first} and no other placeholder"
        try:
            load_clips(ROOT / rig.audio.clips)
        except ClipsError as error:
            yield ("audio", "clips"), str(rig.audio.clips), str(error)


def _bad_instrument(rig: RigFile, where: tuple[str, ...], instrument: str) -> Iterator[Problem]:
    if instrument not in rig.instruments:
        allowed = f"allowed: {', '.join(rig.instruments) or 'none, no instrument is described'}"
        yield (*where, "instrument"), instrument, allowed


def _bad_buses(rig: RigFile) -> Iterator[Problem]:
    channels: dict[str, str] = {}
    for name, bus in rig.buses.items():
        other = channels.setdefault(bus.channel, name)
        if other != name:
            yield ("buses", name, "channel"), bus.channel, f"must be its own; {other} has it too"


def _bad_kind(rig: RigFile) -> Iterator[Problem]:
    if rig.kind == "bench":
        for name, instrument in rig.instruments.items():
            if instrument.resource is None:
                yield ("instruments", name, "resource"), None, "a bench needs the VISA name of each instrument"
        for name, bus in rig.buses.items():
            if bus.interface is None:
                yield ("buses", name, "interface"), None, "a bench needs the python-can interface of each bus"


def _takes(template: str, placeholder: str, samples: tuple[object, object]) -> bool:
    try:
        first, second = (template.format(**{placeholder: sample}) for sample in samples)
    except (LookupError, ValueError, AttributeError):
        return False
    return first != second


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=3)
    return f"nearest: {', '.join(near)}" if near else f"allowed: {', '.join(known)}"


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
        layers.append((included, _read(included)))
        if "include" in layers[-1][1]:
            raise ConfigurationError(included, "include", "...", "a file that is included includes none itself")
    return layers


def _overlay(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        present = below.get(key)
        if isinstance(present, dict) and isinstance(value, Mapping):
            _overlay(present, value)
        else:
            below[key] = value


def _validated(model: type[T], layers: Layers, table: Mapping[str, Any], *, strict: bool | None = None) -> T:
    try:
        return model.model_validate(table, strict=strict)
    except ValidationError as error:
        wrong = []
        for detail in error.errors():
            where = tuple(str(part) for part in detail["loc"] if part != "[key]")
            value, allowed = detail["input"], detail["msg"]
            if detail["type"] == "missing":
                value, allowed = "nothing", "must be given"
            elif detail["type"] == "extra_forbidden":
                allowed = f"is not a key; allowed: {', '.join(_keys_at(model, where[:-1]))}"
            wrong.append(_error(layers, where, value, allowed))
        raise ConfigurationError.joined(wrong) from error


def _error(layers: Layers, where: tuple[str, ...], value: object, allowed: str) -> ConfigurationError:
    """An error of the file in which the key stands, or the nearest table above it."""
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
