"""TOML that a program can work with: every number has 64 bits, and nesting an end."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

MOST_LEVELS = 60
"""Tables and lists in each other; no file of a user comes near."""

_BITS = 63


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


def check_bounds(value: object, levels: int = MOST_LEVELS) -> None:
    """Refuse what cannot even be shown in a message.

    Raises:
        ValueError: A number has more than 64 bits, or tables and lists are nested too deep.
    """
    if isinstance(value, Mapping | list):
        if levels == 0:
            raise ValueError(f"nested in more than {MOST_LEVELS} levels")
        for inner in value.values() if isinstance(value, Mapping) else value:
            check_bounds(inner, levels - 1)
    elif isinstance(value, int) and not -(1 << _BITS) <= value < 1 << _BITS:
        raise ValueError("a number has more than 64 bits")
