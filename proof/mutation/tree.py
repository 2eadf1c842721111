"""A private copy of what the features need, so that nobody's work changes under a run."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "reports" / "output" / "mutation"

_PARTS = ("conftest.py", "pyproject.toml", "dbc", "features", "reports", "rigs", "simulators", "steps")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "output")


def copy_tree(target: Path, root: Path = ROOT) -> Path:
    """Copy the project without its tests and outputs; what was there goes.

    Returns:
        The root of the copy.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for part in _PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, target / part, ignore=_LEFT_OUT)
        else:
            shutil.copy2(root / part, target / part)
    return target


def hash_of(root: Path, parts: Iterable[str] = _PARTS) -> str:
    """Return twelve hexadecimal digits from the text files below some parts of a project."""
    digest = hashlib.sha256()
    for part in parts:
        paths = [root / part] if (root / part).is_file() else sorted((root / part).rglob("*"))
        for path in paths:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
