"""Text files as tools save them: UTF-8 with or without a byte order mark, and for databases code page 1252."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from dbc.errors import DatabaseError
from dbc.text_file import ENCODING

WINDOWS = "cp1252"
"""The encoding that the tools that made the DBC format write."""

_MARKS = {
    codecs.BOM_UTF8: ENCODING,
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


@dataclass(frozen=True)
class Source:
    """A file and its text: what a loaded network is cached by."""

    path: Path
    text: str


def read_source(path: Path, *, fallback: str | None = None) -> Source:
    """Read a text file in the encoding that it is in, with line ends as Python has them.

    Args:
        path: The file.
        fallback: The encoding of a file without a mark that is no UTF-8; None refuses whatever is no UTF-8.

    Raises:
        DatabaseError: It cannot be read, or is no text.
    """
    try:
        data = path.read_bytes()
        text = _decoded(data, fallback)
    except (OSError, UnicodeError) as error:
        raise DatabaseError(path, "file", str(error), "a readable text file") from error
    return Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(data: bytes, fallback: str | None) -> str:
    if fallback is None:
        return data.decode(ENCODING)
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(fallback, errors="replace")
