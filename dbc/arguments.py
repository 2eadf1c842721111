"""Paths that are typed on a command line, for argparse: refused before anything is read or made of them."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

MOST_SHOWN = 100
"""Most characters that are shown of a name that is not allowed."""


def path_argument(text: str) -> Path:
    """Take a path that need not be there.

    Raises:
        argparse.ArgumentTypeError: No file can bear this name, or what is there may not be looked at.
    """
    try:
        if not text:
            raise ValueError("is empty")
        Path(text).stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # too long, a loop of links, not permitted; a sign that no name has
        reason = getattr(error, "strerror", None) or error
        raise argparse.ArgumentTypeError(f"{text[:MOST_SHOWN]!r}: {reason}; must be a path") from error
    return Path(text)


def file_argument(text: str) -> Path:
    """Take the path of a file that need not be there.

    Raises:
        argparse.ArgumentTypeError: As `path_argument`, or it is that of a folder.
    """
    path = path_argument(text)
    if not path.name or path.is_dir():
        raise argparse.ArgumentTypeError(f"{text[:MOST_SHOWN]!r}: is a folder; must be a file")
    return path


def why_not_writable(folder: Path) -> str | None:
    """Say what keeps files from being written to a folder that need not be there yet; None when nothing does."""
    place = folder
    try:
        while not place.exists():
            place = place.parent
        if not place.is_dir():
            return f"{place} is a file"
        with tempfile.TemporaryFile(dir=place):
            return None
    except OSError as error:
        return error.strerror or str(error)
