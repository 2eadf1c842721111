"""Honks in the levels of a sound level meter that is asked every 50 ms."""

from __future__ import annotations

import math
import random

import pytest

from clock.kernel import MS
from rigs.hearing.horn import Honk, honks
from rigs.values.interval import Interval
from rigs.values.track import Track

ROOM_DB = 45.0
PERIOD_MS = 50

Sounds = list[tuple[float, float, float]]
"""Start and end in seconds, level in dB."""


def heard(sounds: Sounds, *, phase_ms: float = 0.0, noise_db: float = 0.0, until_s: float = 20.0) -> list[Honk]:
    """The honks of a meter that shows the mean power of each 50 ms."""
    track, noise = Track("sound.level", "dB"), random.Random(1)
    begin_s = phase_ms / 1000
    while begin_s < until_s:
        end_s = begin_s + PERIOD_MS / 1000
        power = 10 ** (ROOM_DB / 10) + sum(
            max(0.0, min(end_s, stop_s) - max(begin_s, start_s)) / (end_s - begin_s) * 10 ** (level_db / 10)
            for start_s, stop_s, level_db in sounds
        )
        level_db = 10 * math.log10(power) + noise.uniform(-noise_db, noise_db)
        track.add(Interval(round(begin_s * 1e9), round(end_s * 1e9)), level_db)
        begin_s = end_s
    return honks(track, step_db=3.0, gap_s=1.0)


def holds(interval: Interval | None, when_s: float) -> bool:
    slack_ns = MS // 1000
    when_ns = round(when_s * 1e9)
    return interval is not None and interval.earliest_ns - slack_ns <= when_ns <= interval.latest_ns + slack_ns


phases = pytest.mark.parametrize("phase_ms", [0.0, 0.1, 5, 12.5, 24, 25, 26, 37.5, 45, 49.9])


@phases
@pytest.mark.parametrize("noise_db", [0.0, 1.0])
def test_a_honk_begins_and_ends_within_its_intervals(phase_ms: float, noise_db: float) -> None:
    (honk,) = heard([(2.0, 12.0, 105.0)], phase_ms=phase_ms, noise_db=noise_db)
    assert holds(honk.begin, 2.0)
    assert holds(honk.end, 12.0)
    assert honk.level_db == pytest.approx(105, abs=1.1)
    assert honk.end is not None
    shortest_s, longest_s = honk.end.since(honk.begin)
    assert longest_s - shortest_s <= 0.2001


@phases
def test_a_second_level_without_a_gap_is_a_second_honk(phase_ms: float) -> None:
    first, second = heard([(2.0, 12.0, 105.0), (12.0, 18.0, 95.0)], phase_ms=phase_ms)
    assert (first.level_db, second.level_db) == pytest.approx((105, 95), abs=0.1)
    assert holds(first.end, 12.0)
    assert holds(second.begin, 12.0)
    assert holds(second.end, 18.0)


@phases
def test_a_step_of_three_decibel_is_a_new_honk_and_a_smaller_one_is_not(phase_ms: float) -> None:
    assert len(heard([(2.0, 5.0, 100.0), (5.0, 8.0, 96.9)], phase_ms=phase_ms)) == 2
    assert len(heard([(2.0, 5.0, 96.9), (5.0, 8.0, 100.0)], phase_ms=phase_ms)) == 2
    assert len(heard([(2.0, 5.0, 100.0), (5.0, 8.0, 97.2)], phase_ms=phase_ms)) == 1


@phases
def test_a_short_gap_belongs_to_the_honk(phase_ms: float) -> None:
    for gap_s in (0.02, 0.05, 0.3, 0.9):
        (honk,) = heard([(2.0, 5.0, 100.0), (5.0 + gap_s, 8.0, 100.0)], phase_ms=phase_ms)
        assert holds(honk.begin, 2.0)
        assert holds(honk.end, 8.0)


@phases
def test_a_gap_of_a_second_parts_two_honks(phase_ms: float) -> None:
    first, second = heard([(2.0, 5.0, 100.0), (6.2, 8.0, 100.0)], phase_ms=phase_ms)
    assert holds(first.end, 5.0)
    assert holds(second.begin, 6.2)


@phases
def test_a_quieter_honk_after_a_short_gap_is_another(phase_ms: float) -> None:
    assert len(heard([(2.0, 5.0, 100.0), (5.5, 8.0, 95.0)], phase_ms=phase_ms)) == 2


def test_a_honk_that_goes_on_has_no_end() -> None:
    (honk,) = heard([(2.0, 30.0, 100.0)])
    assert honk.end is None


def test_the_room_is_no_honk() -> None:
    assert heard([(2.0, 5.0, 60.0)]) == []


def test_a_chirp_shorter_than_a_sample_is_a_honk() -> None:
    (honk,) = heard([(2.01, 2.03, 100.0)])
    assert holds(honk.begin, 2.01)
