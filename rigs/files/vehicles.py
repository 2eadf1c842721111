"""The vehicle profiles of a folder, read and checked together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rigs.errors import ConfigurationError
from rigs.files.places import VEHICLES
from rigs.files.table import load_table
from vehicle.profile import VehicleProfile


def load_vehicles(folder: Path = VEHICLES) -> dict[str, VehicleProfile]:
    """Read all vehicle profiles by name, lowest rank first.

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


def _vehicle(path: Path, others: Iterable[VehicleProfile]) -> VehicleProfile:
    profile = load_table(path, VehicleProfile)
    if profile.name != path.stem:
        raise ConfigurationError(path, "name", profile.name, f"must be the name of the file, {path.stem!r}")
    for other in others:
        if profile.rank == other.rank:
            raise ConfigurationError(path, "rank", profile.rank, f"must be its own; {other.name} has it too")
    return profile
