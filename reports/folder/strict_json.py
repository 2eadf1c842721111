"""JSON as strict as TOML: no key twice, no number without end, no text that UTF-8 cannot write."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from dbc.strict_toml import check_bounds
from rigs.errors import ConfigurationError

MOST_OF_ERROR = 100
"""Most characters that are shown of what the parser says."""


def read_json(path: Path) -> Any:
    """Return what stands in a JSON file.

    Raises:
        ConfigurationError: It is no plain file, cannot be read, is no JSON, or reads two ways.
    """
    try:
        if path.exists() and not path.is_file():
            raise ConfigurationError(path, "file", "a folder or device", "must be a file that can be read")
        raw = path.read_bytes()
        content = json.loads(raw, object_pairs_hook=_once, parse_constant=_refuse)
        if b"\\ud" in raw.lower():  # half of a pair, as in "\\ud800", is read without a word
            json.dumps(content, ensure_ascii=False).encode()
        check_bounds(content)
        return content
    except OSError as error:
        raise ConfigurationError(path, "file", error.strerror, "must be a file that can be read") from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(path, "file", str(error)[:MOST_OF_ERROR], "must be JSON in UTF-8") from error


def read_json_table(path: Path) -> dict[str, Any]:
    """Return the same of a file that holds one table.

    Raises:
        ConfigurationError: As `read_json`, or it holds something else.
    """
    content = read_json(path)
    if not isinstance(content, dict):
        raise ConfigurationError(path, "file", type(content).__name__, "must be a table")
    return content


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"key {twice!r} stands there twice")
    return table


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")
