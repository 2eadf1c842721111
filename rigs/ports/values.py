"""The values that ports take and show."""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

NOTHING = "nothing"
"""The value of what a service has not published yet, or has taken back."""


class NoTable(dict[str, Any]):
    """The empty table that stands for a message or an MSD that there is not."""

    def __str__(self) -> str:
        return NOTHING

    __repr__ = __str__


class Values(ABC):
    """The values that a port takes or shows.

    Attributes:
        unit: Of numbers; empty for all else.
        words: All words, where the values are words of a list; else empty.
        nothing: The value that stands for none.
    """

    unit: str = ""
    words: tuple[str, ...] = ()
    nothing: Any = NOTHING

    @abstractmethod
    def problem(self, value: object) -> str | None:
        """Say what is allowed instead of a value, None when it is allowed itself."""


class Words(Values):
    """Some words and no others."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def problem(self, value: object) -> str | None:
        """See `Values.problem`."""
        return None if value in self.words else ", ".join(self.words)


class Number(Values):
    """Numbers from `low` to `high`, both included, in a unit."""

    def __init__(self, unit: str = "", low: float = -math.inf, high: float = math.inf) -> None:
        self.unit = unit
        self.low = low
        self.high = high

    def problem(self, value: object) -> str | None:
        """See `Values.problem`."""
        number = math.nan if isinstance(value, bool) or not isinstance(value, int | float) else value
        if math.isfinite(number) and self.low <= number <= self.high:
            return None
        if self.low == -self.high == -math.inf:
            return f"a number in {self.unit}" if self.unit else "a number"
        return f"a number from {self.low:g} to {self.high:g} {self.unit}".rstrip()


class Text(Values):
    """Texts of a form, said in words and by a regular expression."""

    def __init__(self, form: str, pattern: str = r".+") -> None:
        self.form = form
        self.pattern = re.compile(pattern, re.DOTALL)

    def problem(self, value: object) -> str | None:
        """See `Values.problem`."""
        return None if isinstance(value, str) and self.pattern.fullmatch(value) else self.form


class Truth(Values):
    """True and False."""

    def problem(self, value: object) -> str | None:
        """See `Values.problem`."""
        return None if isinstance(value, bool) else "True, False"


class Table(Values):
    """Tables that have some keys at least, such as the message that an app shows."""

    nothing = NoTable()

    def __init__(self, *keys: str) -> None:
        self.keys = keys

    def problem(self, value: object) -> str | None:
        """See `Values.problem`."""
        fits = isinstance(value, Mapping) and (not value or value.keys() >= set(self.keys))
        return None if fits else f"a table with {', '.join(self.keys)}"


class Anything(Values):
    """Whatever the database of a bus says of its signal."""

    def __init__(self, unit: str = "") -> None:
        self.unit = unit

    def problem(self, value: object) -> str | None:
        """See `Values.problem`."""
        return None
