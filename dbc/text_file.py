"""Text files as people's tools save them."""

from __future__ import annotations

from pathlib import Path

ENCODING = "utf-8-sig"
"""UTF-8; a byte order mark at the start is no content."""


def read_text(path: Path) -> str:
    """Read a file in UTF-8, with or without a byte order mark, and with line ends of any system as `\\n`.

    Raises:
        OSError: It cannot be read.
        UnicodeDecodeError: It is not UTF-8.
    """
    return path.read_text(encoding=ENCODING)
