"""Conditions over ports that show a name where a number is judged."""

from __future__ import annotations

import math

import pytest

from rigs.judging.condition import Condition, TruthTrack
from rigs.ports.signals import signal
from rigs.values.interval import Interval
from rigs.values.track import Track

LEVEL = signal("battery.soc_percent", "%")
FULL = Condition("the battery is full", (LEVEL,), lambda percent: percent >= 100)
EMPTY = Condition("the battery is empty", (LEVEL,), lambda percent: percent < 1)


@pytest.mark.parametrize("condition", [FULL, EMPTY])
@pytest.mark.parametrize("value", ["not available", math.nan])
def test_no_statement_of_numbers_holds_for_what_is_none(condition: Condition, value: object) -> None:
    assert condition.truth((value,)) is False


def test_a_mistake_in_a_condition_is_no_name() -> None:
    with pytest.raises(TypeError):
        Condition("wrong", (LEVEL,), lambda percent: percent >= "100").truth((5,))


def test_a_condition_follows_a_quantity_through_its_names() -> None:
    level = Track(LEVEL.name)
    truth = TruthTrack(FULL, {LEVEL.name: level})
    for at_ns, value in enumerate(("not available", 100, math.nan, 100.0)):
        level.add(Interval(at_ns, at_ns), value)
    assert [change.value for change in truth.track] == [False, True, False, True]


def test_a_track_has_not_a_number_once() -> None:
    track = Track("voltage")
    for at_ns in range(3):
        track.add(Interval(at_ns, at_ns), math.nan)
    assert len(track) == 1
