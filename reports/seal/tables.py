"""What a TOML file says: each value by its key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dbc.strict_toml import parse_toml
from reports.seal.features import Items
from rigs.errors import ConfigurationError, one_line


def table_of(text: str, source: Path | str) -> Mapping[str, Any]:
    """Return the tables of a TOML file.

    Raises:
        ConfigurationError: It is none.
    """
    try:
        return parse_toml(text)
    except ValueError as error:
        raise ConfigurationError(source, "file", one_line(str(error)), "must be TOML") from error


def table_items(table: Mapping[str, Any]) -> Items:
    """Return each value by its key, with dots."""
    return {key: (value,) for key, value in _flat(table, "")}


def lines_of(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Write each value as a line `key = value`, sorted."""
    return tuple(sorted(f"{key} = {value}" for key, value in _flat(table, "")))


def _flat(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _flat(inner, f"{key}.{name}" if key else str(name))
    elif isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
        for place, inner in enumerate(value):
            yield from _flat(inner, f"{key}[{inner.get('name', place)}]")
    else:
        yield one_line(key), one_line(json.dumps(value, ensure_ascii=False, default=str))
