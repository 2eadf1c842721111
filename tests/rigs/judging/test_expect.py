"""The forms of Then, with a kernel and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clock.kernel import S, seconds
from rigs.errors import Failed, Inconclusive
from rigs.files.hardware import Time
from rigs.judging.condition import Condition
from rigs.ports import phone
from rigs.recording.journal import Expected
from rigs.values.interval import Interval
from rigs.values.measurement import Limits, Measurement, Verdict
from tests.support.kernel_rig import LOCK, LOCKED, KernelRig


@pytest.fixture
def rig() -> KernelRig:
    made = KernelRig()
    made.show("unlocked", 0)
    return made


def only(rig: KernelRig) -> tuple[Expected, Measurement]:
    (expected,), (measurement,) = rig.journal.expectations, rig.journal.measurements
    return expected, measurement


# within


def test_what_comes_after_7_8_s_is_within_8_s(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    rig.show("locked", 17.8)
    event = rig.scene.expect(LOCKED).within(8, after=order)
    assert event.name == "the door is locked"
    assert event.when.latest_ns == seconds(17.8)
    expected, measurement = only(rig)
    assert (measurement.low, measurement.high, measurement.margin) == pytest.approx((7.8, 7.8, 0.2))
    assert measurement.limits == Limits(high=8)
    assert (expected.start, expected.low_ns, expected.high_ns) == (order, None, 8 * S)
    assert expected.verdict is Verdict.PASS
    assert rig.kernel.now_ns == seconds(17.8)


def test_what_comes_after_8_2_s_is_late(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    rig.show("locked", 18.2)
    with pytest.raises(Failed, match=r"it came 8\.200 s after the order") as failure:
        rig.scene.expect(LOCKED).within(8, after=order)
    assert "never" not in str(failure.value)
    expected, measurement = only(rig)
    assert expected.verdict is measurement.verdict is Verdict.FAIL
    assert (measurement.low, measurement.high, measurement.margin) == pytest.approx((8.2, 8.2, -0.2))


def test_what_never_comes_fails_in_words_of_its_own(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    with pytest.raises(Failed, match="it never came, 12 s were waited") as failure:
        rig.scene.expect(LOCKED).within(8, after=order)
    assert "it came" not in str(failure.value)
    expected, measurement = only(rig)
    assert expected.verdict is measurement.verdict is Verdict.FAIL
    assert (measurement.low, measurement.high) == (12, None)


def test_an_observation_that_straddles_8_s_is_inconclusive(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    rig.show("locked", 18.1, 17.7)
    with pytest.raises(Inconclusive, match=r"it came 7\.700 to 8\.100 s after the order"):
        rig.scene.expect(LOCKED).within(8, after=order)
    expected, measurement = only(rig)
    assert expected.verdict is measurement.verdict is Verdict.INCONCLUSIVE


def test_an_uncertain_event_makes_the_measured_time_uncertain(rig: KernelRig) -> None:
    order = rig.event("the order", 10.2, 9.8)
    rig.show("locked", 18.0)
    with pytest.raises(Inconclusive, match=r"7\.800 to 8\.200 s"):
        rig.scene.expect(LOCKED).within(8, after=order)


@pytest.mark.parametrize("form", ["within", "reacts"])
def test_what_held_already_is_no_reaction(rig: KernelRig, form: str) -> None:
    rig.show("locked", 5)
    order = rig.event("the order", 10)
    with pytest.raises(Inconclusive, match=r"it held already 5\.000 s before the order, which is no reaction"):
        getattr(rig.scene.expect(LOCKED), form)(8, after=order)
    assert [expected.verdict for expected in rig.journal.expectations] == [Verdict.INCONCLUSIVE]


def test_a_fact_may_have_held_before_its_event(rig: KernelRig) -> None:
    rig.show("locked", 5)
    rig.scene.expect(LOCKED).reacts(8, after=rig.event("the order", 10), held_before=True)
    assert (only(rig)[1].low, only(rig)[1].high) == (0, 0)


def test_what_does_not_come_again_comes_once(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    rig.show("locked", 12)
    rig.show("unlocked", 14)
    expectation = rig.scene.expect(LOCKED)
    expectation.once(60, after=expectation.within(8, after=order))
    assert rig.journal.measurements[-1].limits == Limits(low=60)
    assert rig.kernel.now_ns >= 72 * S


def test_what_comes_again_fails_to_come_once(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    for value, at_s in (("locked", 12), ("unlocked", 14), ("locked", 40)):
        rig.show(value, at_s)
    expectation = rig.scene.expect(LOCKED)
    came = expectation.within(8, after=order)
    with pytest.raises(Failed, match=r"it came again 28\.000 s after"):
        expectation.once(60, after=came)


def test_what_held_only_before_the_event_does_not_count(rig: KernelRig) -> None:
    rig.show("locked", 5)
    rig.show("unlocked", 9)
    order = rig.event("the order", 10)
    with pytest.raises(Failed, match="never came"):
        rig.scene.expect(LOCKED).within(8, after=order)


def test_what_has_come_and_gone_by_the_time_it_is_judged_counts(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    rig.show("locked", 12)
    rig.show("unlocked", 13)
    rig.run(60)
    assert rig.scene.expect(LOCKED).within(8, after=order).when.latest_ns == 12 * S


def test_a_port_that_is_told_late_is_waited_for(rig: KernelRig) -> None:
    late = Condition("it is heard", (replace(LOCK, lag_s=10.0),), lambda value: value == "locked")
    order = rig.event("the order", 10)
    rig.at(29, lambda: rig.show("locked", 29, 17))
    with pytest.raises(Inconclusive, match=r"7\.000 to 19\.000 s"):
        rig.scene.expect(late).within(8, after=order)


def test_a_failure_says_expected_seen_start_when_and_nearest_event(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    rig.event("the door was opened", 11)
    rig.show("locked", 18.5)
    with pytest.raises(Failed) as failure:
        rig.scene.expect(LOCKED).within(8, after=order)
    assert str(failure.value).splitlines() == [
        "expected the door is locked within 8 s of the order; it came 8.500 s after the order",
        "  seen: doors.front_left.lock = unlocked until 8.500 s, then locked",
        "  counted from: the order at 10.000 s (sent by the app)",
        "  at: 18.500 s of rig time (18.500 s when the verdict was reached)",
        "  nearest event: the door was opened at 11.000 s (sent by the app)",
    ]


def test_an_event_that_the_limit_counts_from_is_told_once(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    with pytest.raises(Failed) as failure:
        rig.scene.expect(LOCKED).within(8, after=order)
    assert "counted from: the order at 10.000 s" in str(failure.value)
    assert "nearest event" not in str(failure.value)


def test_what_came_behind_the_end_of_the_watch_is_not_told(rig: KernelRig) -> None:
    order = rig.event("the order", 10)
    rig.show("locked", 30)
    rig.run(60)
    with pytest.raises(Failed, match="it came 20") as failure:
        rig.scene.expect(LOCKED).within(8, after=order)
    assert "unlocked until 20.000 s, then locked" in str(failure.value)
    rig.show("unlocked", 70)
    rig.run(80)
    with pytest.raises(Failed) as failure:
        rig.scene.expect(LOCKED).stays(5, after=order)
    assert "seen: doors.front_left.lock = unlocked\n" in str(failure.value)


def test_a_port_that_was_never_seen_is_named_in_the_failure() -> None:
    rig = KernelRig()
    with pytest.raises(Failed, match=r"doors\.front_left\.lock = never seen"):
        rig.scene.expect(LOCKED).within(8, after=rig.event("the order", 10))


# between


@pytest.mark.parametrize(
    ("came_s", "verdict"),
    [(8.9, Failed), (9.1, None), (10.9, None), (11.1, Failed), (14.0, Failed), (30.0, Failed)],
)
def test_between_has_two_sides(rig: KernelRig, came_s: float, verdict: type[Failed] | None) -> None:
    order = rig.event("the order", 10)
    rig.show("locked", 10 + came_s)
    if verdict is None:
        rig.scene.expect(LOCKED).between(9, 11, after=order)
    else:
        with pytest.raises(verdict, match="9 to 11 s after the order"):
            rig.scene.expect(LOCKED).between(9, 11, after=order)
    expected, _ = only(rig)
    assert (expected.low_ns, expected.high_ns) == (9 * S, 11 * S)


def test_what_held_all_the_time_came_too_early_for_between(rig: KernelRig) -> None:
    rig.show("locked", 5)
    order = rig.event("the order", 10)
    with pytest.raises(Failed, match=r"it came 0\.000 s after"):
        rig.scene.expect(LOCKED).between(9, 11, after=order)


# now


def test_now_is_the_present(rig: KernelRig) -> None:
    rig.show("locked", 5)
    rig.run(4.999)
    with pytest.raises(Failed, match=r"expected the door is locked\n  seen: doors\.front_left\.lock = unlocked"):
        rig.scene.expect(LOCKED).now()
    rig.run(5)
    rig.scene.expect(LOCKED).now()
    assert [each.verdict for each in rig.journal.expectations] == [Verdict.FAIL, Verdict.PASS]
    assert [each.start for each in rig.journal.expectations] == [None, None]


def test_now_takes_in_what_is_due_at_this_moment(rig: KernelRig) -> None:
    rig.run(5)
    rig.show("locked", 5)
    rig.scene.expect(LOCKED).now()


def test_a_port_that_was_never_seen_allows_no_verdict_on_the_present() -> None:
    rig = KernelRig()
    with pytest.raises(Inconclusive, match="never seen"):
        rig.scene.expect(LOCKED).now()
    assert [each.verdict for each in rig.journal.expectations] == [Verdict.INCONCLUSIVE]


# stays


def test_what_holds_for_the_whole_time_stays(rig: KernelRig) -> None:
    rig.show("locked", 5)
    rig.show("unlocked", 15.1)
    rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10))
    expected, measurement = only(rig)
    assert (measurement.low, measurement.high, measurement.limits) == (5, None, Limits(low=5))
    assert (expected.high_ns, expected.verdict) == (5 * S, Verdict.PASS)


def test_what_ends_early_does_not_stay(rig: KernelRig) -> None:
    rig.show("locked", 5)
    rig.show("unlocked", 14.5)
    with pytest.raises(Failed, match=r"locked for 5 s after the order; it held for 4\.500 s"):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10))
    expected, measurement = only(rig)
    assert expected.verdict is measurement.verdict is Verdict.FAIL


def test_what_comes_before_a_later_moment_and_holds_on_stays_from_then_on(rig: KernelRig) -> None:
    rig.show("locked", 17.8)
    rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10).later(8))
    expected, measurement = only(rig)
    assert expected.start is not None
    assert (expected.start.name, expected.start.when) == ("8 s after the order", Interval.at(18 * S))
    assert measurement.verdict is Verdict.PASS


def test_what_comes_after_a_later_moment_does_not_stay_from_then_on(rig: KernelRig) -> None:
    rig.show("locked", 18.2)
    with pytest.raises(Failed, match="locked for 5 s after 8 s after the order"):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10).later(8))


def test_a_break_that_is_over_again_is_a_break(rig: KernelRig) -> None:
    rig.show("locked", 5)
    rig.show("unlocked", 12)
    rig.show("locked", 12.1)
    order = rig.event("the order", 10)
    rig.run(60)
    with pytest.raises(Failed, match=r"it held for 2\.000 s"):
        rig.scene.expect(LOCKED).stays(5, after=order)


def test_what_does_not_hold_at_the_begin_does_not_stay(rig: KernelRig) -> None:
    rig.show("locked", 11)
    with pytest.raises(Failed, match=r"it held for 0\.000 s"):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10))
    assert rig.kernel.now_ns < 11 * S


def test_an_end_that_straddles_the_limit_is_inconclusive(rig: KernelRig) -> None:
    rig.show("locked", 5)
    rig.show("unlocked", 15.009, 14.9)
    with pytest.raises(Inconclusive, match=r"it held for 4\.900 to 5\.009 s"):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10))


def test_a_begin_that_straddles_the_event_is_inconclusive(rig: KernelRig) -> None:
    rig.show("locked", 10.005, 9.9)
    with pytest.raises(Inconclusive, match="not seen whether it held at the order"):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10))


def test_a_begin_that_straddles_the_event_does_not_hide_an_early_end(rig: KernelRig) -> None:
    rig.show("locked", 10.005, 9.9)
    rig.show("unlocked", 13)
    with pytest.raises(Failed, match=r"it held for 0\.000 to 3\.000 s"):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10))


def test_an_uncertain_event_counts_from_its_end_at_the_earliest(rig: KernelRig) -> None:
    rig.show("locked", 5)
    rig.show("unlocked", 15)
    with pytest.raises(Inconclusive, match=r"it held for 4\.800 to 5\.200 s"):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10.2, 9.8))


def test_a_port_that_was_never_seen_allows_no_verdict_on_a_span() -> None:
    rig = KernelRig()
    with pytest.raises(Inconclusive, match="never seen"):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10))
    assert only(rig)[1].verdict is Verdict.INCONCLUSIVE


def test_a_port_that_is_first_seen_within_a_span_allows_no_pass() -> None:
    rig = KernelRig()
    rig.show("locked", 12, 0)
    with pytest.raises(Inconclusive):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10))


def test_a_port_that_is_first_seen_broken_within_a_span_fails() -> None:
    rig = KernelRig()
    rig.show("unlocked", 12, 0)
    with pytest.raises(Failed, match=r"it held for 0\.000 to 2\.000 s"):
        rig.scene.expect(LOCKED).stays(5, after=rig.event("the order", 10))


def test_without_an_event_a_span_begins_now(rig: KernelRig) -> None:
    rig.show("locked", 5)
    rig.run(7)
    rig.scene.expect(LOCKED).stays(5)
    assert rig.kernel.now_ns >= 12 * S
    rig.show("unlocked", 14)
    with pytest.raises(Failed, match="after now"):
        rig.scene.expect(LOCKED).stays(5)


# reacts


def test_a_reaction_within_the_limit_passes(rig: KernelRig) -> None:
    rig.show("locked", 19.9)
    rig.scene.expect(LOCKED).reacts(10, after=rig.event("the crash", 10))
    assert only(rig)[1].verdict is Verdict.PASS


@pytest.mark.parametrize("after_s", [10.1, 50.0, 99.9])
def test_a_late_reaction_is_inconclusive(rig: KernelRig, after_s: float) -> None:
    rig.show("locked", 10 + after_s)
    with pytest.raises(Inconclusive, match=f"it came {after_s:.3f} s after the crash"):
        rig.scene.expect(LOCKED).reacts(10, after=rig.event("the crash", 10))
    expected, measurement = only(rig)
    assert expected.verdict is measurement.verdict is Verdict.INCONCLUSIVE
    assert measurement.low == pytest.approx(after_s)


def test_no_reaction_by_ten_times_the_limit_fails(rig: KernelRig) -> None:
    with pytest.raises(Failed, match="never came"):
        rig.scene.expect(LOCKED).reacts(10, after=rig.event("the crash", 10))
    assert only(rig)[1].verdict is Verdict.FAIL
    assert rig.kernel.now_ns > 110 * S


def test_a_reaction_to_what_was_done_in_vain_fails_at_the_limit(rig: KernelRig) -> None:
    tap = replace(rig.event("the tap", 10), in_vain=True)
    rig.show("locked", 60)
    with pytest.raises(Failed, match="never came"):
        rig.scene.expect(LOCKED).reacts(10, after=tap)
    assert only(rig)[1].verdict is Verdict.FAIL


def test_a_reaction_that_comes_after_ten_times_the_limit_fails(rig: KernelRig) -> None:
    rig.show("locked", 150)
    crash = rig.event("the crash", 10)
    rig.run(200)
    with pytest.raises(Failed, match=r"it came 140\.000 s after"):
        rig.scene.expect(LOCKED).reacts(10, after=crash)


# reported


def test_what_is_reported_is_measured_and_never_judged(rig: KernelRig) -> None:
    rig.show("locked", 39)
    order = rig.event("the order", 10)
    came = rig.scene.expect(LOCKED).reported(30, after=order)
    assert came is not None
    assert came.when.latest_ns == 39 * S
    assert rig.scene.expect(LOCKED).reported(30, after=order) is not None
    expected, measurement = rig.journal.expectations[0], rig.journal.measurements[0]
    assert expected.verdict is measurement.verdict is Verdict.REPORTED
    assert (measurement.low, measurement.high) == (29, 29)


def test_what_does_not_come_is_reported_as_more_than_the_wait(rig: KernelRig) -> None:
    assert rig.scene.expect(LOCKED).reported(30, after=rig.event("the order", 10)) is None
    measurement = only(rig)[1]
    assert (measurement.low, measurement.high, measurement.verdict) == (30, None, Verdict.REPORTED)


def test_the_truth_that_was_judged_is_kept_for_diagrams(rig: KernelRig) -> None:
    rig.show("locked", 12)
    rig.scene.expect(LOCKED).within(8, after=rig.event("the order", 10))
    track = rig.journal.tracks[only(rig)[0].condition]
    assert [change.value for change in track] == [False, True]


def test_a_port_of_a_service_that_has_published_nothing_shows_nothing_and_is_seen() -> None:
    class Phone:
        error_ns = 0

        def call(self, verb: str, argument: object = None) -> None:
            raise NotImplementedError

        def watch(self, listener: object) -> None:
            pass

    rig = KernelRig(services={"phone": Phone()})
    banner = Condition("a banner is shown", (phone.BANNER,), bool)
    with pytest.raises(Failed):
        rig.scene.expect(banner).now()


def test_what_may_have_ended_before_the_event_does_not_count_as_there(rig: KernelRig) -> None:
    rig.show("locked", 5)
    unsure = Interval(seconds(10.2), seconds(11.2))  # a clock that may be off by half a second, seen at 10.7 s
    rig.at(10.7, lambda: rig.scene.track(LOCK).add(unsure, "unlocked"))
    rig.show("locked", 15)
    order = rig.event("the order", 10.9)
    rig.scene.expect(LOCKED).within(8, after=order)
    assert only(rig)[1].low == pytest.approx(4.1)


def test_waiting_for_the_end_of_what_never_ends_is_given_up(rig: KernelRig) -> None:
    rig.show("locked", 1)
    rig.kernel.run_until(seconds(2))
    rig.scene.settle_quiet(LOCKED, 3)
    assert rig.kernel.now_ns == seconds(32)


def test_what_has_ended_is_waited_out_for_the_silence_alone(rig: KernelRig) -> None:
    rig.show("locked", 1)
    rig.show("unlocked", 6)
    rig.kernel.run_until(seconds(2))
    rig.scene.settle_quiet(LOCKED, 3)
    assert rig.kernel.now_ns == seconds(9)


# for less than the suite asks


def test_what_a_rig_watches_for_less_says_what_was_asked(rig: KernelRig) -> None:
    start = rig.event("the order", 10)
    rig.show("locked", 10)
    rig.scene.expect(LOCKED).stays(60, after=start, asked_s=900)
    expected, measurement = only(rig)
    assert seconds(70) <= rig.kernel.now_ns < seconds(71)
    assert (measurement.limits, measurement.asked, measurement.verdict) == (Limits(low=60), 900, Verdict.PASS)
    assert "for 60 s of the 900 s asked after the order" in expected.text
    assert str(measurement).endswith("more than 60.000 s (allowed: at least 60 s of the 900 s asked)")


def test_what_a_rig_watches_in_full_says_nothing_of_less(rig: KernelRig) -> None:
    start = rig.event("the order", 10)
    rig.show("locked", 10)
    rig.scene.expect(LOCKED).stays(60, after=start, asked_s=60)
    expected, measurement = only(rig)
    assert measurement.asked is None
    assert "asked" not in expected.text


def test_what_comes_again_within_less_than_was_asked_fails(rig: KernelRig) -> None:
    rig.show("locked", 10)
    came = rig.event("the lock", 10)
    rig.show("unlocked", 20)
    rig.show("locked", 30)
    with pytest.raises(Failed, match="not again for 60 s of the 900 s asked"):
        rig.scene.expect(LOCKED).once(60, after=came, asked_s=900)


@pytest.mark.parametrize(
    ("hold_s", "asked_s", "watched_s"), [(None, 900, 900), (60, 900, 60), (60, 10, 10), (60, 120, 120)]
)
def test_a_rig_takes_less_only_of_what_the_source_does_not_ask_for(
    rig: KernelRig, hold_s: float | None, asked_s: float, watched_s: float
) -> None:
    scene = rig.scene
    scene.rig = scene.rig.model_copy(update={"time": Time(hold_s=hold_s)})
    scene.source_s = frozenset({120.0})
    assert scene.watched_s(asked_s) == watched_s
