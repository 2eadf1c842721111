"""What an instrument's answer means for a port: a number in its unit, one of its words, a text or a table."""

from __future__ import annotations

import re
from typing import Any

from rigs.files.rig_file import ObservationBinding
from rigs.ports.values import Table, Text, Truth, Values
from rigs.values.answers import UNIT, VALUE, number_in, part_of
from rigs.values.units import factor

TRUTHS = {"true": True, "false": False}
"""Words of a rig file for a port that shows whether something is so."""


class Reading:
    """The way from an answer to a value.

    Args:
        binding: What the rig file says of the answer.
        shows: The values of the port.
    """

    def __init__(self, binding: ObservationBinding, shows: Values) -> None:
        self._binding = binding
        self._shows = shows
        self._pattern = None if binding.pattern is None else re.compile(binding.pattern)

    def value(self, answer: str) -> Any:
        """Return what the port shows.

        Raises:
            ValueError: The answer is none of its values; the text goes on behind the answer.
        """
        if answer == self._binding.nothing:
            return self._shows.nothing
        value = self._read(answer)
        allowed = self._shows.problem(value)
        if allowed is not None:
            raise ValueError(f"allowed: {allowed}")
        return value

    def _read(self, answer: str) -> Any:
        groups = self._groups(answer)
        if isinstance(self._shows, Table):
            return groups
        part = part_of(answer, self._binding.parts) if self._pattern is None else groups[VALUE]
        words = self._binding.words
        if words:
            if part not in words:
                raise ValueError(f"allowed: {', '.join(words)}")
            return TRUTHS.get(words[part]) if isinstance(self._shows, Truth) else words[part]
        if isinstance(self._shows, Text):
            return part
        return self._converted(number_in(part), groups.get(UNIT) or self._binding.unit)

    def _groups(self, answer: str) -> dict[str, str]:
        if self._pattern is None:
            return {}
        found = self._pattern.fullmatch(answer)
        if found is None:
            raise ValueError(f"which is not of the pattern {self._binding.pattern!r}")
        return {name: text.strip() for name, text in found.groupdict(default="").items()}

    def _converted(self, number: float, said: str | None) -> float:
        if said is None:
            return number
        size = factor(said, self._shows.unit)
        if size is None:
            raise ValueError(f"of which the unit {said!r} cannot be turned into {self._shows.unit!r}")
        return number * size
