"""Values of signals: a name of the value table, or a number in the signal's unit."""

from __future__ import annotations

Value = str | int | float


def same(first: object, second: object) -> bool:
    """Tell whether two values are one; not-a-number, which no comparison finds equal, is the same as itself."""
    return first == second or (first != first and second != second)  # noqa: PLR0124  # only NaN differs from itself
