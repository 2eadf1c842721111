"""How a scenario that runs after something, or while something holds, is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

AFTER = "after"
WHILE = "while"
_VARIED = re.compile(rf"(?P<scenario>.+)\[(?P<kind>{AFTER}|{WHILE}): (?P<name>[^\]]+)\]", re.DOTALL)


@dataclass(frozen=True)
class Variation:
    """A history that a scenario runs after, or a crossing that it runs in.

    Attributes:
        kind: `AFTER` or `WHILE`.
        name: Of the history or the crossing.
    """

    kind: str
    name: str

    def __str__(self) -> str:
        """Return it as titles show it."""
        return f"{self.kind}: {self.name}"

    def of(self, title: str) -> str:
        """Return the title, or node id, of a scenario with this."""
        return f"{title}[{self}]"


def variations_in(title: str) -> tuple[str, tuple[Variation, ...]]:
    """Return a scenario, by title or node id, and what varies it: first what stands nearest to its title."""
    found: list[Variation] = []
    while title.endswith("]") and (match := _VARIED.fullmatch(title)) is not None:
        title = match["scenario"]
        found.insert(0, Variation(match["kind"], match["name"]))
    return title, tuple(found)
