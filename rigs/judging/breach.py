"""What a standing invariant is judged by: where it was broken, and what finds that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from rigs.judging.causes import Past
from rigs.ports.port import Observation
from rigs.values.interval import Interval
from rigs.values.track import Change


@dataclass(frozen=True)
class Breach:
    """One time that an invariant was broken: when, and what was seen of it."""

    when: Interval
    seen: str


Broken: TypeAlias = Callable[[Past], Iterable[Breach]]
"""Type of what finds the times that an invariant was broken."""


def told(port: Observation, before: object, change: Change) -> Breach:
    """Return the breach that a change of a port is."""
    return Breach(change.when, f"{port.name}: {before}, then {change.value}")
