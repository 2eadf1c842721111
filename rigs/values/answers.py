"""Where an answer becomes a value. What is nearly right is refused, never shortened to something that fits."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from dbc.strict_toml import check_bounds

VALUE = "value"
"""The name of the part of an answer that counts; see `part_of`."""

UNIT = "unit"
"""The name of the part of an answer that says in which unit it is."""

NO_NUMBER = 9.9e37
"""Number from which on SCPI means infinity, or that there is no value (SCPI-99 volume 1, 7.2.1)."""

NO_ERROR = ("0", "+0")

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?", re.ASCII | re.IGNORECASE)
"""NR1, NR2 and NR3 of SCPI-99: `62`, `62.5`, `+6.25E+01`."""

_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)

_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')
"""A comma that does not stand in a quoted text."""


def part_of(answer: str, parts: Sequence[str] = ()) -> str:
    """Return the part of an answer that counts.

    Args:
        answer: As the instrument gave it.
        parts: What stands between the commas, in order; one of them is `VALUE`. Without them the part before the
            first comma counts, unless it is a number of which the rest could stand behind the comma: `62,5` and
            `1,234.5` are refused, `62.5,dB,OK` is not.

    Raises:
        ValueError: The answer has other parts, or could be read in two ways; the text goes on behind the answer.
    """
    if parts:
        found = _COMMA.split(answer)
        if len(found) != len(parts):
            raise ValueError(f"which has not the parts {', '.join(parts)}")
        return found[parts.index(VALUE)].strip()
    head, _, rest = answer.partition(",")
    head = head.strip()
    if rest.lstrip()[:1].isdigit() and _NUMBER.fullmatch(head):
        raise ValueError(
            "of which the part behind the comma could belong to the number;"
            " where it does not, `parts` in the rig file says what it is"
        )
    return head


def number_in(text: str) -> float:
    """Return the number that a text is, as SCPI-99 writes numbers.

    Raises:
        ValueError: It is none, or stands for infinity or for no value; the text goes on behind the answer.
    """
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not abs(number) < NO_NUMBER:
        raise ValueError("which is no number")
    return number


def is_error_entry(answer: str) -> bool:
    """Tell whether an answer is an entry of an error queue: a whole number, and after a comma its text."""
    return _WHOLE.fullmatch(answer.partition(",")[0].strip()) is not None


def is_no_error(answer: str) -> bool:
    """Tell whether an answer of an error queue says that there is no error."""
    try:
        return part_of(answer) in NO_ERROR
    except ValueError:
        return False


def json_in(content: bytes) -> Any:
    """Return the JSON that an answer is.

    Raises:
        ValueError: It is none, or a number in it is none: NaN, infinity, more than 64 bits.
    """
    try:
        value = json.loads(content, parse_constant=_refuse, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    check_bounds(value)
    return value


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")
