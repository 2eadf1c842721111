"""Names beside what they name: in rows, each led to its place by a line, none over another and none crossed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GAP = 3.0
"""Distance in px between a line and its name, and at least between a name and whatever stands beside it."""


@dataclass(frozen=True)
class Callout:
    """A name that has found its place.

    Attributes:
        x: Of what it names, and of the line that leads there.
        begin: Where its text begins, in px.
        end: Where its text ends.
        row: Counted from the one that is nearest to what is named.
    """

    x: float
    begin: float
    end: float
    row: int


def placed(
    wanted: Iterable[tuple[float, float]], left: float, right: float, most_rows: int, taken: Sequence[Callout] = ()
) -> list[Callout | None]:
    """Find a place for names, from right to left, so that the lines of those further left pass the nearer rows.

    Args:
        wanted: Place and width of each, in px; a name stands right of its place, or left of it.
        left: Where names may begin.
        right: Where they must end.
        most_rows: How many rows there may be.
        taken: Names that have their place already.

    Returns:
        In the order of `wanted`; None where there is no place.
    """
    names = list(wanted)
    found: list[Callout | None] = [None] * len(names)
    there = list(taken)
    for place in sorted(range(len(names)), key=lambda place: (-names[place][0], place)):
        x, width = names[place]
        candidates = (
            Callout(x, begin, begin + width, row)
            for row in range(most_rows)
            for begin in (x + GAP, x - GAP - width)
            if left <= begin and begin + width <= right
        )
        callout = next((each for each in candidates if not any(_disturbs(each, other) for other in there)), None)
        if callout is not None:
            found[place] = callout
            there.append(callout)
    return found


def _disturbs(one: Callout, other: Callout) -> bool:
    """Tell whether the texts meet, or the line of one runs through the text of the other."""
    if one.row == other.row and one.begin < other.end + GAP and other.begin < one.end + GAP:
        return True
    near, far = (one, other) if one.row <= other.row else (other, one)
    return near.row < far.row and near.begin - 1 < far.x < near.end + 1
