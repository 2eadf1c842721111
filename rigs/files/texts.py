"""The kinds of text that stand in a rig file, each with what it must be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from rigs.files.wiring import takes_only

TIME_OF_DAY = r"(?:[01]\d|2[0-3]):[0-5]\d"
"""The pattern of a time such as 06:00."""


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


def is_word(text: object) -> bool:
    """Say whether a text can stand between the blanks of a traffic log."""
    return isinstance(text, str) and re.fullmatch(r"\w[\w-]*", text) is not None


def _channel(channel: str | int) -> str | int:
    if isinstance(channel, str):
        _naming(channel)
    return channel


def _terminator(text: str) -> str:
    if not text or not text.isascii() or text.isalnum():
        raise PydanticCustomError("no_end", 'must be what ends a line, such as "\\n" or "\\r\\n"')
    return text


def _bus_name(text: str) -> str:
    if not re.fullmatch(r"[a-z]\w*", text, re.ASCII):
        raise PydanticCustomError("no_bus", "must be a name of small letters, digits and _, such as comfort")
    return text


def _account_prefix(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,19}", text):
        raise PydanticCustomError("no_prefix", "must be 2 to 20 small letters, digits and -, such as hil")
    return text


def _variable(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z_]\w*", text, re.ASCII):
        allowed = "must be the name of an environment variable, of letters, digits and _, and not what it holds"
        raise PydanticCustomError("no_variable", "{allowed}", {"allowed": allowed})
    return text


def _address_form(text: str) -> str:
    filled = text.replace("{person}", "p").replace("{accounts}", "a")
    if text.count("{person}") != 1 or not re.fullmatch(r"[^\s@{}]+@[^\s@{}]+", filled):
        allowed = "must be an address with one {person} in it, such as hil+{person}@lab.example"
        raise PydanticCustomError("no_address", "{allowed}", {"allowed": allowed})
    return text


def _account_form(text: str) -> str:
    if text.count("{account}") != 1 or not text.replace("{account}", "").strip():
        allowed = "must be what the page says, with one {account} in it, such as Logged in as {account}"
        raise PydanticCustomError("no_account", "{allowed}", {"allowed": allowed})
    return _one_line(text)


def _hours(text: str) -> str:
    found = re.fullmatch(rf"({TIME_OF_DAY})-({TIME_OF_DAY})", text, re.ASCII)
    if found is None or found[1] == found[2]:
        raise PydanticCustomError("no_hours", 'must be two times of the day, such as "22:00-06:00"')
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


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise PydanticCustomError(
            "no_pattern", "must be a regular expression: {why}", {"why": f"{error}"}
        ) from error
    return text


PathText = Annotated[Path, Field(strict=False), AfterValidator(_path)]
"""A path, written as a text."""

Name = Annotated[str, AfterValidator(_naming)]
"""Name that people give to something; blanks and signs that nobody sees are no name."""

Channel = Annotated[str | int, AfterValidator(_channel)]
"""A channel as the interface of python-can calls it: a name, a number, or an address."""

Terminator = Annotated[str, AfterValidator(_terminator)]
"""The signs that end a message of an instrument, such as a line feed."""

BusName = Annotated[str, AfterValidator(_bus_name)]
"""The name of a bus, with which the names of its signals begin."""

AccountPrefix = Annotated[str, AfterValidator(_account_prefix)]
"""The word with which the names of accounts begin that a run makes."""

VariableName = Annotated[str, AfterValidator(_variable)]
"""The name of an environment variable."""

AddressForm = Annotated[str, AfterValidator(_address_form)]
"""The e-mail address of a test person, whose name in the suite stands in the place of {person}."""

AccountForm = Annotated[str, AfterValidator(_account_form)]
"""The words with which a page says who is logged in, whose mail address stands in the place of {account}."""

Line = Annotated[str, AfterValidator(_one_line)]
"""A message to an instrument; of two messages in one the second would have an answer of its own."""

Command = Annotated[Line, AfterValidator(_naming), AfterValidator(_as_it_is)]
"""A message that is sent as it is."""

HoursOfDay = Annotated[str, AfterValidator(_hours)]
"""Two times of a day with a - between them."""

Pattern = Annotated[Line, AfterValidator(_pattern)]
"""A regular expression of Python, which the whole of an answer matches."""

ErrorQuery = Annotated[Line, AfterValidator(_query_or_nothing)]
"""A query for the oldest entry of an error queue; empty where the instrument has none."""

Unanswered = Annotated[Line, AfterValidator(_no_query)]
"""A message that has no answer; empty where nothing is to be sent."""
