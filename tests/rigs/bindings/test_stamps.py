"""Whatever an adapter's clock shows, its frames get times of the rig; one that runs otherwise is doubted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clock.kernel import MS, S
from rigs.bindings.stamps import ArrivalStamps, EpochStamps, KnownStamps, MeasuredStamps, Stamps

EPOCH_NS = 1_795_000_000 * S
ERROR_NS = 5 * MS
FRAME_NS = 10 * MS
DELAYS_NS = (3 * MS, 1 * MS, 9 * MS, 2 * MS)
"""Delays from the wires to the recorder, in turn; the least of them cannot be told from an offset."""


def hear(
    stamps: Stamps, *, zero_ns: int = EPOCH_NS, speed: float = 1.0, begin_s: int = 0, end_s: int = 10
) -> list[int]:
    """Give how far each frame of a stretch of time is dated from when it was sent, in ns."""
    off = []
    for number, sent_ns in enumerate(range(begin_s * S, end_s * S, FRAME_NS)):
        arrival_ns = sent_ns + DELAYS_NS[number % len(DELAYS_NS)]
        off.append(stamps.time_ns(zero_ns + round(sent_ns * speed), arrival_ns) - sent_ns)
    return off


@pytest.mark.parametrize("zero_ns", [0, -7200 * S, EPOCH_NS, 12_345])
def test_a_measured_clock_is_right_to_the_delay_of_the_quickest_frame_whatever_it_shows(zero_ns: int) -> None:
    stamps = MeasuredStamps("body", ERROR_NS)
    off = hear(stamps, zero_ns=zero_ns)
    assert set(off[len(DELAYS_NS) :]) == {min(DELAYS_NS)}
    assert stamps.offset_ns == zero_ns - min(DELAYS_NS)
    assert stamps.doubt() is None


@pytest.mark.parametrize("speed", [1.5, 0.9, 0.0])
def test_a_clock_that_runs_otherwise_is_doubted(speed: float) -> None:
    stamps = MeasuredStamps("body", ERROR_NS)
    hear(stamps, speed=speed)
    assert "body: the clock of the adapter moved by" in (stamps.doubt() or "")
    assert "its file allows 5 ms" in (stamps.doubt() or "")


def test_a_clock_that_jumps_between_two_scenarios_is_doubted_and_believed_again_in_the_next() -> None:
    stamps = MeasuredStamps("body", ERROR_NS)
    hear(stamps)
    stamps.begin()
    hear(stamps, zero_ns=EPOCH_NS + S, begin_s=10, end_s=20)
    assert stamps.doubt() is not None
    stamps.begin()
    assert set(hear(stamps, zero_ns=EPOCH_NS + S, begin_s=20, end_s=30)) == {min(DELAYS_NS)}
    assert stamps.doubt() is None


def test_the_first_frame_of_a_scenario_is_not_dated_by_its_own_delay() -> None:
    stamps = MeasuredStamps("body", ERROR_NS)
    hear(stamps)
    stamps.begin()
    assert hear(stamps, begin_s=10, end_s=20)[0] == min(DELAYS_NS)


def test_a_slow_drift_is_followed_from_one_scenario_to_the_next() -> None:
    stamps = MeasuredStamps("body", ERROR_NS)
    hear(stamps)
    for number in range(1, 20):
        stamps.begin()
        zero_ns = EPOCH_NS - number * MS
        off = hear(stamps, zero_ns=zero_ns, begin_s=10 * number, end_s=10 * (number + 1))
        assert stamps.doubt() is None
        assert max(map(abs, off)) <= 2 * MS


@given(st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**9)), max_size=50))
def test_measured_times_never_go_back_and_none_lies_in_the_future(pairs: list[tuple[int, int]]) -> None:
    stamps, arrival_ns, last_ns = MeasuredStamps("body", ERROR_NS), 0, -1
    for stamp_ns, later_ns in pairs:
        arrival_ns += later_ns
        at_ns = stamps.time_ns(stamp_ns, arrival_ns)
        assert last_ns <= at_ns <= arrival_ns
        last_ns = at_ns


@pytest.mark.parametrize("step_ns", [3 * S, -3600 * S])
def test_a_clock_of_the_machine_that_is_set_moves_no_frame(step_ns: int) -> None:
    now_ns = EPOCH_NS
    stamps = EpochStamps(lambda: now_ns)
    assert stamps.time_ns(EPOCH_NS - 2 * MS, 10 * S) == 10 * S - 2 * MS

    now_ns += step_ns
    assert stamps.time_ns(EPOCH_NS + step_ns - 2 * MS, 11 * S) == 11 * S - 2 * MS


def test_a_known_clock_is_taken_as_it_is_and_an_unknown_one_not_at_all() -> None:
    assert KnownStamps(EPOCH_NS).time_ns(EPOCH_NS + 5, 7) == 5
    assert ArrivalStamps().time_ns(EPOCH_NS + 5, 7) == 7
    for stamps in (KnownStamps(0), ArrivalStamps()):
        stamps.begin()
        assert stamps.doubt() is None
