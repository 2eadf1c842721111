"""TOML files as what they must be: read with what they include, laid over one another, validated.

What is wrong is told of the file in which it stands, in the words of those who write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dbc.strict_toml import parse_toml
from dbc.text_file import read_text
from rigs.errors import ConfigurationError
from rigs.files.allowed import RENAMED, allowed_at, mistakes, near
from rigs.files.places import exists, near_file

T = TypeVar("T", bound=BaseModel)

OWN_KEYS = {
    "include": "a file that is included includes none itself",
    "kind": "must stand in the rig file itself: what a rig is cannot be included",
    "isolation": "must stand in the rig file itself: whether this one bench is isolated cannot be included",
    "hazards": "must stand in the rig file itself: what this one bench allows cannot be included",
    "time": "must stand in the rig file itself: how long this one rig watches cannot be included",
}
"""Keys that count in the rig file alone, with what is said of them elsewhere.

A bench that took over the isolation of another one would place calls without having declared anything, and one
that took over what another allows would sound its horn. A rig that watches what must last for less says so itself.
"""

COMMANDS = ("write", "query", "sets", "reads")
"""Keys that say what is sent, in words or by a name of the driver: where one stands, no other stays."""

DIALECT = ("words", "parts", "pattern", "unit", "nothing", "channel", "range", "read_back", "answers")
"""Keys that go with a command or query: where an including file says another one, nothing of them stays.

The words of another command, such as a relay's `CLOS`, would be sent to an instrument that knows none of them.
"""

Layers = Sequence[tuple[Path, Mapping[str, Any]]]
"""Files and what stands in them; what stands in an earlier one hides what stands in a later one."""


def load_table(path: Path, model: type[T]) -> T:
    """Read a TOML file as what it must be.

    Raises:
        ConfigurationError: The file cannot be read, or keys or values in it are not allowed; a line for each.
    """
    return validated(model, path, read_table(path), strict=True)


def validated(model: type[T], source: Path, table: Mapping[str, Any], *, strict: bool | None = None) -> T:
    """Take a table of a file as what it must be; `strict` as pydantic has it, None leaves it to the model.

    Raises:
        ConfigurationError: Keys or values in it are not allowed; a line for each.
    """
    return validated_layers(model, [(source, table)], table, strict=strict)


def validated_layers(
    model: type[T],
    layers: Layers,
    table: Mapping[str, Any],
    *,
    strict: bool | None = None,
    context: object = None,
) -> T:
    """Take a table that several files make up as what it must be.

    Args:
        model: What it must be.
        layers: The files.
        table: What they make up.
        strict: As pydantic has it; None leaves it to the model.
        context: What the validators of the model are told.

    Raises:
        ConfigurationError: Keys or values in it are not allowed; a line for each.
    """
    try:
        return model.model_validate(table, strict=strict, context=context)
    except ValidationError as error:
        wrong = []
        for mistake in mistakes(error.errors()):
            where = tuple(str(part) for part in mistake["loc"] if part != "[key]")
            value, allowed = mistake["input"], allowed_at(mistake, where)
            if mistake["type"] == "missing":
                value, allowed = "nothing", "must be given"
            elif mistake["type"] == "extra_forbidden":
                allowed = _no_key(where[-1], _keys_at(model, where[:-1]))
            wrong.append(error_at(layers, where, value, allowed))
        raise ConfigurationError.joined(wrong) from error


def read_table(path: Path) -> dict[str, Any]:
    """Read a TOML file as it stands.

    Raises:
        ConfigurationError: The file cannot be read, or is no TOML.
    """
    try:
        return parse_toml(read_text(path))
    except OSError as error:
        raise ConfigurationError(path, "file", error.strerror, "must be a file that can be read") from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise ConfigurationError(path, "file", str(error), "must be TOML in UTF-8") from error


def read_layers(path: Path) -> Layers:
    """Read a TOML file and all that it includes, itself first.

    Raises:
        ConfigurationError: One of them cannot be read, or has a key that cannot be included.
    """
    table = read_table(path)
    includes = table.get("include", [])
    if not isinstance(includes, list) or not all(isinstance(name, str) for name in includes):
        raise ConfigurationError(path, "include", includes, "must be a list of file names")
    layers = [(path, table)]
    for name in reversed(includes):
        included = path.parent / name
        if not exists(included):
            raise ConfigurationError(path, "include", name, f"must be a file; {near_file(included)}")
        layers.append((included, read_table(included)))
        for key, why in OWN_KEYS.items():
            if key in layers[-1][1]:
                raise ConfigurationError(included, key, "...", why)
    return layers


def merged(layers: Layers) -> dict[str, Any]:
    """Lay files over one another, key by key; `DIALECT` apart."""
    table: dict[str, Any] = {}
    for _, layer in reversed(layers):
        _overlay(table, layer)
    return table


def error_at(layers: Layers, where: tuple[str, ...], value: object, allowed: str) -> ConfigurationError:
    """Return an error of the file in which the key stands, or the nearest table above it."""
    path = max(layers, key=lambda layer: _depth(layer[1], where))[0]
    key = ".".join(f'"{part}"' if "." in part else part for part in where) or "file"
    return ConfigurationError(path, key, value, allowed)


def _overlay(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        present = below.get(key)
        if key not in DIALECT and isinstance(present, dict) and isinstance(value, Mapping):
            if any(command in value for command in COMMANDS):
                for stale in (*COMMANDS, *DIALECT):
                    present.pop(stale, None)
            _overlay(present, value)
        else:
            below[key] = deepcopy(value)


def _no_key(key: str, known: Sequence[str]) -> str:
    new = RENAMED.get(key)
    return f"is called {new!r} now" if new in known else f"is not a key; {near(key, known)}"


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
