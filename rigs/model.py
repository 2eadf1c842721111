"""The rig file: what a bench consists of and what stands behind each port.

A rig file is read and checked whole before anything is opened.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dbc.network import Network
from rigs.errors import ConfigurationError
from rigs.ports import OBSERVATIONS, STIMULI
from simulators.profile import VehicleProfile

T = TypeVar("T", bound=BaseModel)

ROOT = Path(__file__).resolve().parent.parent
"""The folder that paths in rig files are relative to."""

VEHICLES = Path(__file__).resolve().parent / "vehicles"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bus(_Table):
    """One bus: its database, its name in traffic logs and, on a bench, its adapter as python-can calls it."""

    database: Path
    channel: Literal["can0", "can1"]
    interface: str | None = None
    adapter: dict[str, str | int | float | bool] = Field(default_factory=dict)


class Instrument(_Table):
    """One instrument; `resource` is its VISA name, which virtual rigs and twins find out by themselves."""

    resource: str | None = None
    timeout_ms: int = Field(default=2000, gt=0)


class StimulusBinding(_Table):
    """A stimulus behind an instrument.

    `write` is the command with `{value}` in it, `words` translates the port's words into the dialect of the
    instrument.
    """

    instrument: str
    write: str
    words: dict[str, str] = Field(default_factory=dict)


class ObservationBinding(_Table):
    """An observation behind an instrument that is asked every `period_ms` while a scenario needs it.

    Of the answer the part before the first comma counts. `words` translates it; without words it is a number,
    known to plus or minus `error`.
    """

    instrument: str
    query: str
    period_ms: int = Field(default=50, gt=0)
    words: dict[str, str] = Field(default_factory=dict)
    error: float = Field(default=0.0, ge=0)


class AudioBinding(_Table):
    """The capture of the loudspeaker: commands of the instrument and the clips to compare with."""

    instrument: str
    start: str
    data: str
    clips: Path
    period_ms: int = Field(default=100, gt=0)


class Isolation(_Table):
    """What keeps calls of the vehicle from leaving the bench, and the identity of the test network."""

    by: Literal["cell_simulator", "shielded_box"]
    network_identity: str = Field(min_length=1)


class RigFile(_Table):
    """One rig."""

    name: str
    kind: Literal["virtual", "twin", "bench"]
    vehicle: str | None = None
    include: tuple[Path, ...] = ()
    signals: Path = Path("dbc/signals.toml")
    signal_overrides: Path | None = None
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
        return Network.load(databases, ROOT / self.signals, overrides)


def load_rig(path: Path) -> RigFile:
    """Read and check a rig file with all that it includes.

    Raises:
        ConfigurationError: The file cannot be read, or a key or value in it is not allowed.
    """
    rig = _validated(RigFile, path, _merged(path))
    for section, names, known in (
        ("stimuli", rig.stimuli, STIMULI),
        ("observations", rig.observations, OBSERVATIONS),
    ):
        for name in names:
            if name not in known:
                raise ConfigurationError(path, f"{section}.{name}", "...", f"allowed: {', '.join(known)}")
    bindings: list[tuple[str, str]] = [
        *((f"stimuli.{name}", binding.instrument) for name, binding in rig.stimuli.items()),
        *((f"observations.{name}", binding.instrument) for name, binding in rig.observations.items()),
        *([("audio", rig.audio.instrument)] if rig.audio else []),
    ]
    for key, instrument in bindings:
        if instrument not in rig.instruments:
            allowed = f"allowed: {', '.join(rig.instruments) or 'none is described'}"
            raise ConfigurationError(path, f"{key}.instrument", instrument, allowed)
    _check_words(path, rig)
    _check_kind(path, rig)
    return rig


def load_vehicles(folder: Path = VEHICLES) -> dict[str, VehicleProfile]:
    """All vehicle profiles by name, lowest rank first.

    Raises:
        ConfigurationError: A file cannot be read, a key or value is not allowed, or two share a name or rank.
    """
    found: dict[str, VehicleProfile] = {}
    for path in sorted(folder.glob("*.toml")):
        profile = _validated(VehicleProfile, path, _read(path))
        if profile.name != path.stem:
            raise ConfigurationError(path, "name", profile.name, f"must be the name of the file, {path.stem!r}")
        if any(profile.rank == other.rank for other in found.values()):
            raise ConfigurationError(path, "rank", profile.rank, "another vehicle has this rank")
        found[profile.name] = profile
    if not found:
        raise ConfigurationError(folder, "*.toml", "nothing", "at least one vehicle must be described")
    return dict(sorted(found.items(), key=lambda item: item[1].rank))


def _check_words(path: Path, rig: RigFile) -> None:
    for name, binding in rig.stimuli.items():
        words = STIMULI[name].words
        if words and binding.words and set(binding.words) != set(words):
            allowed = f"must translate each of {', '.join(words)} and nothing else"
            raise ConfigurationError(path, f"stimuli.{name}.words", sorted(binding.words), allowed)
        if "{value" not in binding.write:
            raise ConfigurationError(path, f"stimuli.{name}.write", binding.write, "must contain {value}")


def _check_kind(path: Path, rig: RigFile) -> None:
    if rig.kind == "bench":
        for name, instrument in rig.instruments.items():
            if instrument.resource is None:
                key = f"instruments.{name}.resource"
                raise ConfigurationError(path, key, None, "a bench needs the VISA name of each instrument")
        for name, bus in rig.buses.items():
            if bus.interface is None:
                key = f"buses.{name}.interface"
                raise ConfigurationError(path, key, None, "a bench needs the python-can interface of each bus")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(path, "file", error.strerror, "must be a file that can be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(path, "file", str(error), "must be TOML in UTF-8") from error


def _merged(path: Path) -> dict[str, Any]:
    table = _read(path)
    includes = table.get("include", [])
    if not isinstance(includes, list) or not all(isinstance(name, str) for name in includes):
        raise ConfigurationError(path, "include", includes, "must be a list of file names")
    merged: dict[str, Any] = {}
    for name in includes:
        _overlay(merged, _read(path.parent / name))
    _overlay(merged, table)
    return merged


def _overlay(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        present = below.get(key)
        if isinstance(present, dict) and isinstance(value, Mapping):
            _overlay(present, value)
        else:
            below[key] = value


def _validated(model: type[T], path: Path, table: Mapping[str, Any]) -> T:
    try:
        return model.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if part != "[key]") or "file"
        value = "nothing" if first["type"] == "missing" else first["input"]
        allowed = first["msg"]
        if first["type"] == "extra_forbidden":
            allowed = f"is not a key; allowed: {', '.join(_keys_at(model, first['loc'][:-1]))}"
        raise ConfigurationError(path, key, value, allowed) from error


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    fields = model.model_fields
    for part in loc:
        annotation = fields[str(part)].annotation if str(part) in fields else None
        inner = _models_in(annotation)
        if inner:
            fields = inner[0].model_fields
    return list(fields)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
