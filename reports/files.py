"""The files that a scenario leaves, by the names under which people look for them."""

from __future__ import annotations

from pathlib import Path

import pytest

EVENTS = "events"
TRAFFIC = "traffic log"

_FILES = pytest.StashKey[dict[str, Path]]()


def note_file(item: pytest.Item, name: str, path: Path) -> None:
    """Note a file that was written for an item; the last one of a name counts."""
    item.stash.setdefault(_FILES, {})[name] = path


def files_of(item: pytest.Item) -> dict[str, Path]:
    """Return the files of an item that are there, by their names."""
    return {name: path for name, path in item.stash.get(_FILES, {}).items() if path.is_file()}
