"""Signals of the suite's own range that a rig file declares absent, by their names or the first part of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbc.suite_words import own_signals
from rigs.files.allowed import near


def named(bus: str, words: Sequence[str]) -> Iterator[str]:
    """Yield the signals of a bus that words name: `privacy.mode`, or with `order_report` all that begin so."""
    for name, place in own_signals().items():
        if place == bus and any(name == word or name.startswith(f"{word}.") for word in words):
            yield name


def problem(bus: str, word: str) -> str | None:
    """Say what may stand there instead of a word that names no signal of the suite's own range on a bus."""
    if any(named(bus, [word])):
        return None
    names = [name for name, place in own_signals().items() if place == bus]
    first = dict.fromkeys(name.partition(".")[0] for name in names)
    return f"is no signal of the suite's own range on the {bus} bus; {near(word, [*names, *first])}"
