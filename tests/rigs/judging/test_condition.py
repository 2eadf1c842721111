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
CALL, DATA = signal("ecall.state"), signal("ecall.cause")
HAS_DATA = Condition("the call has data", (CALL, DATA), lambda call, data: call == "ringing" and bool(data))
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


def test_what_holds_only_between_two_changes_of_one_moment_has_not_held() -> None:
    call, data = Track(CALL.name), Track(DATA.name)
    for at_ns, state, content in ((0, "ended", "of the call before"), (9, "ringing", "")):
        call.add(Interval(at_ns, at_ns), state)
        data.add(Interval(at_ns, at_ns), content)
    truth = TruthTrack(HAS_DATA, {CALL.name: call, DATA.name: data})
    assert [change.value for change in truth.track] == [False]


def test_what_holds_from_one_moment_to_the_next_has_held() -> None:
    call, data = Track(CALL.name), Track(DATA.name)
    call.add(Interval(0, 0), "ringing")
    for at_ns, content in ((0, ""), (1, "of this call"), (2, "")):
        data.add(Interval(at_ns, at_ns), content)
    truth = TruthTrack(HAS_DATA, {CALL.name: call, DATA.name: data})
    assert [(change.when.latest_ns, change.value) for change in truth.track] == [(0, False), (1, True), (2, False)]
