"""The kinds of text that stand in a rig file, each with what it must be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from rigs.files.wiring import takes_only


def _path(path: Path) -> Path:
    if "\0" in str(path):
        raise PydanticCustomError("no_path", "must be a path")
    return path


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise PydanticCustomError("lines", "must be one line, of signs that can be printed")
    return text


def _naming(text: str) -> str:
    if not any(sign.isalnum() for sign in text):
        raise PydanticCustomError("no_name", "must name something, in letters or digits")
    return _one_line(text)


def _word(text: str) -> str:
    if not re.fullmatch(r"\w[\w-]*", text):
        raise PydanticCustomError("no_word", "must be a word of letters, digits, _ and -")
    return text


def _bus_name(text: str) -> str:
    if not re.fullmatch(r"[a-z]\w*", text, re.ASCII):
        raise PydanticCustomError("no_bus", "must be a name of small letters, digits and _, such as comfort")
    return text


def _as_it_is(text: str) -> str:
    if not takes_only(text, None):
        raise PydanticCustomError("placeholder", "must be sent as it is; nothing is put in for a {placeholder}")
    return text


def _query_or_nothing(text: str) -> str:
    if text and "?" not in text:
        raise PydanticCustomError("no_query", "must be a query, or empty where the instrument has no error queue")
    return text


def _no_query(text: str) -> str:
    if "?" in text:
        raise PydanticCustomError("query", "must be a command without an answer, or empty")
    return text


PathText = Annotated[Path, Field(strict=False), AfterValidator(_path)]
"""A path, written as a text."""

Name = Annotated[str, AfterValidator(_naming)]
"""Name that people give to something; blanks and signs that nobody sees are no name."""

Word = Annotated[str, AfterValidator(_word)]
"""The name of a channel, which stands between blanks in traffic logs."""

BusName = Annotated[str, AfterValidator(_bus_name)]
"""The name of a bus, with which the names of its signals begin."""

Line = Annotated[str, AfterValidator(_one_line)]
"""A message to an instrument; of two messages in one the second would have an answer of its own."""

Command = Annotated[Line, AfterValidator(_naming), AfterValidator(_as_it_is)]
"""A message that is sent as it is."""

ErrorQuery = Annotated[Line, AfterValidator(_query_or_nothing)]
"""A query for the oldest entry of an error queue; empty where the instrument has none."""

Unanswered = Annotated[Line, AfterValidator(_no_query)]
"""A message that has no answer; empty where nothing is to be sent."""
