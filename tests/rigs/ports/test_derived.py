"""A light that blinks, and orders that are told of, from the changes of what is seen alone."""

from __future__ import annotations

from functools import partial

import pytest

from clock.kernel import S, VirtualKernel, seconds
from rigs.ports import senses
from rigs.ports.derived import BLINK_EDGES, BLINK_GAP_NS, Blinking, numbered
from rigs.values.interval import Interval
from rigs.values.track import Track


class Lamp:
    def __init__(self) -> None:
        self.kernel = VirtualKernel()
        self.light = Track("led.sos")
        self.light.add(Interval(0, 0), "green")
        self.blinking = Track("led.sos.blinking")
        Blinking(self.light, self.blinking, self.kernel)

    def show(self, *times_s: float) -> None:
        for turn, when_s in enumerate(times_s):
            when = Interval(seconds(when_s) - 1000, seconds(when_s))
            self.kernel.call_at(when.latest_ns, partial(self.light.add, when, ("off", "green")[turn % 2]))

    def changes(self) -> list[tuple[bool, float]]:
        return [(change.value, change.when.latest_ns / S) for change in self.blinking]


@pytest.fixture
def lamp() -> Lamp:
    return Lamp()


def test_a_light_that_changes_again_and_again_blinks_from_its_first_change_to_its_last(lamp: Lamp) -> None:
    lamp.show(*(10 + 0.5 * turn for turn in range(8)))
    lamp.kernel.run_until(60 * S)
    assert lamp.changes() == [(False, 0), (True, 10.0), (False, 13.5)]


def test_the_interval_of_the_light_is_kept(lamp: Lamp) -> None:
    lamp.show(10, 10.5, 11, 11.5)
    lamp.kernel.run_until(60 * S)
    assert [change.when.latest_ns - change.when.earliest_ns for change in lamp.blinking] == [0, 1000, 1000]


@pytest.mark.parametrize("edges", range(1, BLINK_EDGES))
def test_fewer_changes_are_no_blinking(lamp: Lamp, edges: int) -> None:
    lamp.show(*(10 + 0.5 * turn for turn in range(edges)))
    lamp.kernel.run_until(60 * S)
    assert lamp.changes() == [(False, 0)]


def test_changes_that_are_more_than_a_second_apart_are_no_blinking(lamp: Lamp) -> None:
    lamp.show(*(10 + 1.01 * turn for turn in range(20)))
    lamp.kernel.run_until(60 * S)
    assert lamp.changes() == [(False, 0)]


def test_a_light_that_blinks_again_has_two_spans(lamp: Lamp) -> None:
    lamp.show(10, 10.5, 11, 11.5, 20, 20.5, 21, 21.5)
    lamp.kernel.run_until(60 * S)
    assert lamp.changes() == [(False, 0), (True, 10), (False, 11.5), (True, 20), (False, 21.5)]


def test_no_change_becomes_known_later_than_the_port_says(lamp: Lamp) -> None:
    slowest_s = (BLINK_EDGES - 1) * BLINK_GAP_NS / S
    assert slowest_s <= senses.SOS_LED_BLINKING.lag_s


class Reports:
    """What the bus has told of orders, and the moments in s in which a lock order was carried out."""

    def __init__(self, *first: tuple[int, str, str]) -> None:
        self.kernel = VirtualKernel()
        self.tracks = tuple(Track(f"order_report.{part}") for part in ("id", "kind", "result"))
        for report in first:
            self.tell(*report)
        self.carried_out = Track("order.carried_out.lock")
        numbered({"lock"}, {"running", "done"})(self.tracks, self.carried_out, self.kernel)

    def tell(self, *report: int | str) -> None:
        """One frame, whose changes come one after the other."""
        now_ns = self.kernel.now_ns
        for track, value in zip(self.tracks, report, strict=True):
            if value != track.value:
                track.add(Interval(now_ns - 1000 if now_ns else 0, now_ns), value)
        self.kernel.run_for(S)

    def moments_s(self) -> list[float]:
        return [change.when.latest_ns / S for change in self.carried_out if change.value is True]


def test_an_order_that_is_carried_out_is_told_once_and_the_next_one_like_it_again() -> None:
    reports = Reports()
    for number in (1, 2):
        for result in ("accepted", "running", "done"):
            reports.tell(number, "lock", result)
    assert reports.moments_s() == [1, 4]
    reports.tell(3, "lock", "done")
    assert reports.moments_s() == [1, 4, 6]
    assert reports.carried_out.value is False


@pytest.mark.parametrize("report", [(2, "lock", "accepted"), (2, "unlock", "done"), (2, "lock", "refused")])
def test_a_new_number_alone_and_another_kind_or_result_carry_no_order_out(report: tuple[int, str, str]) -> None:
    reports = Reports((1, "lock", "done"))
    reports.tell(*report)
    assert reports.moments_s() == []
