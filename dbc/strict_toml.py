"""TOML that a program can work with: every number has 64 bits, and nesting an end."""

from __future__ import annotations

import tomllib
from typing import Any

MOST_LEVELS = 60
"""Tables and lists in each other; no file of a user comes near."""

_LEAST, _MOST = -(1 << 63), (1 << 63) - 1


def parse_toml(text: str) -> dict[str, Any]:
    """Return what stands in a TOML file.

    Raises:
        ValueError: It is no TOML, or `check_bounds` refuses it.
    """
    try:
        table = tomllib.loads(text)
    except RecursionError as error:
        raise ValueError(f"nested in more than {MOST_LEVELS} levels") from error
    check_bounds(table)
    return table


def check_bounds(value: object) -> None:
    """Refuse what cannot even be shown in a message.

    Raises:
        ValueError: A number has more than 64 bits, or tables and lists are nested too deep.
    """
    _check_inner([value], MOST_LEVELS + 1)


def _check_inner(table: dict[str, Any] | list[Any], levels: int) -> None:
    if levels == 0:
        raise ValueError(f"nested in more than {MOST_LEVELS} levels")
    for value in table.values() if isinstance(table, dict) else table:
        if isinstance(value, dict | list):
            _check_inner(value, levels - 1)
        elif isinstance(value, int) and not _LEAST <= value <= _MOST:
            raise ValueError("a number has more than 64 bits")
