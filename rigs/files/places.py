"""Where files lie, and which one somebody may have meant by a file that is not there."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from rigs.files.allowed import near

ROOT = Path(__file__).resolve().parents[2]
"""The folder that paths in rig files are relative to, but those of `include`, which start at the file itself."""

VEHICLES = ROOT / "rigs" / "vehicles"
"""The folder of the vehicle profiles."""

FOR_ALL_USERS = 0o666
"""Rights of what lies machine-wide: whoever comes next may be another user."""


def bench_place(name: str) -> Path:
    """Return where what belongs to a bench lies on this machine, whoever runs on it."""
    words = "-".join(re.findall(r"\w+", name)) or "unnamed"
    return Path(tempfile.gettempdir(), f"connect-hil-bench-{words}")


def exists(path: Path) -> bool:
    """Say whether there is something of a path, also of one that no file system can have."""
    try:
        return path.exists()
    except OSError:
        return False


def near_file(path: Path) -> str:
    """Name files that somebody may have meant by one that is not there."""
    try:
        there = sorted(each.name for each in path.parent.iterdir() if each.suffix == path.suffix)
    except OSError:
        return f"there is no folder {path.parent}"
    return f"in {path.parent} {near(path.name, there) if there else 'is none of its kind'}"
