"""What readers said of the survivors: survivors.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PATH = Path(__file__).with_name("survivors.toml")


class Meaning(StrEnum):
    """The meaning of a mutant that no scenario noticed."""

    GAP = "gap"
    """A vehicle that breaks the source, which the suite passes."""
    OUTSIDE = "outside"
    """Another vehicle, but neither the source nor the suite speaks of what differs, or both allow it."""
    EQUIVALENT = "equivalent"
    """The same vehicle."""


@dataclass(frozen=True)
class Judgement:
    """The judgement on one survivor.

    Attributes:
        meaning: What it means.
        reason: One or two sentences.
        confirmed: Whether a second reader agreed that it is equivalent, or outside.
    """

    meaning: Meaning
    reason: str
    confirmed: bool = False


def load(path: Path = PATH) -> Mapping[str, Judgement]:
    """Return all judgements by the id of the mutant.

    Raises:
        ValueError: An entry is not allowed.
    """
    found = {}
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        unknown = entry.keys() - {"meaning", "reason", "confirmed"}
        if unknown:
            raise ValueError(f"{path.name}: {name}: {sorted(unknown)[0]}: allowed is meaning, reason, confirmed")
        if entry.get("meaning") not in set(Meaning):
            raise ValueError(f"{path.name}: {name}: meaning must be one of {', '.join(Meaning)}")
        if not entry.get("reason"):
            raise ValueError(f"{path.name}: {name}: reason is missing")
        found[name] = Judgement(Meaning(entry["meaning"]), entry["reason"], bool(entry.get("confirmed", False)))
    return found
