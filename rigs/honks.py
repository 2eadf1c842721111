"""What a sound level meter heard of the horn: honks with their begin, end and level.

Stand AMB-30: a step of the level of 3 dB, or a gap of 1 s, begins a new honk; shorter gaps belong to it (AMB-29).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rigs.event import Interval
from rigs.track import Change

PLATEAU_S = 0.12
"""A level that holds for less is a sample in which the horn began or ended, and no level of the horn."""

AUDIBLE_DB = 65.0
"""A honk is louder; 20 dB above a room of 45 dB."""


@dataclass
class Honk:
    """One honk.

    Attributes:
        begin: When it began.
        end: When it ended; None while it goes on.
        level_db: The highest short equivalent level in it. Of a steady sound that is its LAFmax, without what the
            weighting FAST still shows of a louder honk before it.
    """

    begin: Interval
    end: Interval | None
    level_db: float


def honks(changes: Iterable[Change], *, step_db: float, gap_s: float) -> list[Honk]:
    """The honks in a track of short equivalent levels.

    Args:
        changes: Of the level in dB, in their order.
        step_db: Such a step begins a new honk.
        gap_s: Such a gap begins a new honk.
    """
    found: list[Honk] = []
    course = list(changes)
    pending: Interval | None = None
    steady_db: float | None = None
    for change, after in zip(course, [*course[1:], None], strict=True):
        level_db = float(change.value)
        if level_db <= AUDIBLE_DB:
            if found and found[-1].end is None:
                found[-1].end = pending or change.when
            pending = None
            continue
        pending = pending or change.when
        if after is not None and after.when.since(change.when)[1] < PLATEAU_S:
            continue
        honk = found[-1] if found else None
        if honk is None or _parted(honk, pending, gap_s) or _stepped(steady_db, level_db, step_db):
            if honk is not None and honk.end is None:
                honk.end = pending
            found.append(Honk(pending, None, level_db))
        else:
            honk.end = None
            honk.level_db = max(honk.level_db, level_db)
        steady_db, pending = level_db, None
    return found


def _parted(honk: Honk, begin: Interval, gap_s: float) -> bool:
    return honk.end is not None and begin.since(honk.end)[0] >= gap_s


def _stepped(before_db: float | None, level_db: float, step_db: float) -> bool:
    return before_db is not None and abs(level_db - before_db) >= step_db
