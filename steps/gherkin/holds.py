"""How long a scenario watches what must last, of which a rig file may take less (`hold_s`).

The length is mostly the suite's own choice; where the source gives it, it is a number of the requirement. What
lasts from a programming on reaches up to a time that was programmed, and is watched in full as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from pytest_bdd.parser import Step

from rigs.files.catalogue import SECONDS_PER

IN_FULL = "the programming"
"""The event from which on nothing is watched for less."""

_TIME = r"(\d+(?:\.\d+)?) (s|min|h)"
_WAIT = re.compile(rf"{_TIME} pass")
_HOLD = re.compile(rf" for {_TIME}(?: after .+)?$")
_FROM_TO = re.compile(rf" from {_TIME} to {_TIME} after ")
_OF_THE_WAIT = " after the start of the wait"


def judged_waits_s(steps: Sequence[Step]) -> frozenset[float]:
    """Return the waits in s that are not needed, since each Then behind them watches what must last.

    A wait of the same length that something else comes after keeps all of them as they are.
    """
    judged: set[float] = set()
    kept: set[float] = set()
    for place, step in enumerate(steps):
        wait = _WAIT.fullmatch(step.name)
        if wait is not None:
            length_s = _seconds(*wait.groups())
            thens = [*takewhile(lambda each: each.type == "then", steps[place + 1 :])]
            alone = thens and all(_hold_s(each) is not None for each in thens)
            (judged if alone else kept).add(length_s)
    return frozenset(judged - kept)


def saved_s(steps: Sequence[Step], source_s: Collection[float], hold_s: float) -> float:
    """Return by how much a scenario is shorter, in s, where what must last is watched for `hold_s` at most.

    Thens that stand together watch at the same time.

    Args:
        steps: Its steps.
        source_s: The times that the source gives for what it judges, in s.
        hold_s: How long it is watched.
    """
    judged_s = judged_waits_s(steps)
    saved = together = waited_s = 0.0
    for step in steps:
        if step.type != "then":
            saved, together = saved + together, 0.0
        wait = _WAIT.fullmatch(step.name)
        length_s = _seconds(*wait.groups()) if wait is not None else _hold_s(step)
        if length_s is None or length_s in source_s:
            continue
        if wait is None:  # what a wait has passed that nothing shortens is passed
            passed_s = waited_s if _OF_THE_WAIT in step.name else 0.0
            together = max(together, length_s - max(hold_s, passed_s))
        elif length_s in judged_s:
            waited_s, together = hold_s, max(0.0, length_s - hold_s)
        else:
            waited_s = length_s
    return saved + together


def _hold_s(step: Step) -> float | None:
    """Return how long a Then says that something must last, in s; None where nothing of that is to be had less."""
    if step.type != "then" or step.name.endswith(f" after {IN_FULL}"):
        return None
    if (span := _FROM_TO.search(step.name)) is not None:
        number, unit, end, of = span.groups()
        return _seconds(end, of) - _seconds(number, unit)
    hold = _HOLD.search(step.name)
    return None if hold is None else _seconds(*hold.groups())


def _seconds(number: str, unit: str) -> float:
    return float(number) * SECONDS_PER[unit]
