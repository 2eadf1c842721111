"""What a sound level meter heard of the horn: honks with their begin, end and level.

The suite assumes (AMB-30, a second horn order) that a step of the level of 3 dB, or a gap of 1 s, begins a new
honk; shorter gaps belong to it (AMB-29, ten seconds of light or horn).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clock.kernel import MS
from rigs.values.interval import Interval
from rigs.values.track import Change

PLATEAU_S = 0.12
"""A level that holds for less is a sample in which the horn began or ended, and no level of the horn."""

AUDIBLE_DB = 65.0
"""A honk is louder; 20 dB above a room of 45 dB."""

FAST_NS = 125 * MS
"""Time constant of the weighting FAST (IEC 61672-1)."""


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
    """Return the honks in a track of short equivalent levels.

    Args:
        changes: Of the level in dB, in their order.
        step_db: Such a step begins a new honk.
        gap_s: Such a gap begins a new honk.
    """
    found: list[Honk] = []
    for burst, end in _bursts(changes):
        for honk in _plateaus(burst, end, step_db):
            last = found[-1] if found else None
            if last is None or _parted(last, honk, gap_s) or abs(honk.level_db - last.level_db) >= step_db:
                found.append(honk)
            else:
                last.end = honk.end
                last.level_db = max(last.level_db, honk.level_db)
    return found


def _bursts(changes: Iterable[Change]) -> Iterator[tuple[list[Change], Interval | None]]:
    """Yield the changes between one silence and the next, and when that began."""
    burst: list[Change] = []
    for change in changes:
        if change.value > AUDIBLE_DB:
            burst.append(change)
        elif burst:
            yield burst, change.when
            burst = []
    if burst:
        yield burst, None


def _plateaus(burst: Sequence[Change], end: Interval | None, step_db: float) -> list[Honk]:
    """Return the levels within a burst.

    A sample in which the level changed shows something in between: it is the edge of a level and none of its own.
    So is what is shorter than the weighting FAST can tell.
    """
    groups: list[list[Change]] = []
    for change in burst:
        levels = [each.value for each in groups[-1]] if groups else []
        if levels and max(levels) - step_db < change.value < min(levels) + step_db:
            groups[-1].append(change)
        else:
            groups.append([change])
    found: list[Honk] = []
    begin = burst[0].when
    for group, following in zip(groups, [*(later[0].when for later in groups[1:]), end], strict=True):
        edge, inner = following, group
        if following is not None and _in_one_sample(group[-1], following):
            edge, inner = Interval(group[-1].when.earliest_ns, following.latest_ns), group[:-1]
            if following.earliest_ns - group[0].when.earliest_ns < FAST_NS:
                inner = []
        if not inner and following is end and found:
            found[-1].end = Interval(begin.earliest_ns, group[-1].when.latest_ns)
        elif inner or following is end:
            level_db = max(float(change.value) for change in _without_edge(inner or burst))
            found.append(Honk(begin, edge, level_db))
            if edge is not None:
                begin = edge
    return found


def _without_edge(group: Sequence[Change]) -> Sequence[Change]:
    return group[1:] if len(group) > 1 and _in_one_sample(group[0], group[1].when) else group


def _in_one_sample(change: Change, following: Interval) -> bool:
    return following.earliest_ns <= change.when.latest_ns


def _parted(last: Honk, honk: Honk, gap_s: float) -> bool:
    return last.end is not None and honk.begin.since(last.end)[0] >= gap_s
