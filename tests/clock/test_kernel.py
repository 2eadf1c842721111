"""What nodes may rely on of either kernel, and what the wall kernel adds. No real time passes here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from clock.kernel import MS, Kernel, S, VirtualKernel, seconds
from clock.wall import WallKernel


def test_a_wall_kernel_does_not_look_at_the_clock_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def stepped() -> int:
        raise AssertionError("NTP may set it at any time")

    for name in ("time", "time_ns", "localtime", "gmtime"):
        monkeypatch.setattr(time, name, stepped)
    kernel = WallKernel()
    came: list[int] = []
    kernel.call_in(2 * MS, lambda: came.append(kernel.time_ns()))
    kernel.run_for(3 * MS)
    assert came[0] >= 2 * MS


class Clock:
    """A clock that only waiting, or the test, moves."""

    def __init__(self) -> None:
        self.ns = 5 * S
        self.on_wait: Callable[[], None] | None = None

    def read(self) -> int:
        return self.ns

    def wait(self, delay_s: float) -> None:
        assert delay_s > 0
        if self.on_wait is None:
            self.ns += seconds(delay_s)
        else:
            self.on_wait()


def wall_kernel(seed: str | int = 0) -> WallKernel:
    clock = Clock()
    return WallKernel(seed, clock.read, clock.wait)


@pytest.fixture(params=[VirtualKernel, wall_kernel], ids=["virtual", "wall"])
def make(request: pytest.FixtureRequest) -> Callable[..., Kernel]:
    factory: Callable[..., Kernel] = request.param
    return factory


@pytest.fixture
def kernel(make: Callable[..., Kernel]) -> Kernel:
    return make()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wall(clock: Clock) -> WallKernel:
    return WallKernel(0, clock.read, clock.wait)


class TestOrder:
    def test_callbacks_run_in_the_order_of_their_times_and_see_them(self, kernel: Kernel) -> None:
        seen: list[int] = []
        for when_ns in (30, 10, 20):
            kernel.call_at(when_ns, lambda: seen.append(kernel.now_ns))
        kernel.run_until(100)
        assert seen == [10, 20, 30]

    def test_at_equal_times_the_first_in_is_the_first_out(self, kernel: Kernel) -> None:
        seen: list[int] = []
        for number in range(20):
            kernel.call_at(10, partial(seen.append, number))
        kernel.run_until(10)
        assert seen == list(range(20))

    def test_a_delay_counts_from_the_time_of_the_callback(self, kernel: Kernel) -> None:
        seen: list[int] = []
        kernel.call_at(10 * MS, lambda: kernel.call_in(5 * MS, lambda: seen.append(kernel.now_ns)))
        kernel.run_until(S)
        assert seen == [15 * MS]

    def test_a_time_that_has_passed_means_after_what_is_due(self, kernel: Kernel) -> None:
        seen: list[str] = []

        def late() -> None:
            kernel.call_at(1, lambda: seen.append(f"past at {kernel.now_ns}"))

        kernel.call_at(10, late)
        kernel.call_at(10, partial(seen.append, "due"))
        kernel.run_until(20)
        assert seen == ["due", "past at 10"]

    def test_what_is_due_at_the_deadline_runs_and_what_is_later_does_not(self, kernel: Kernel) -> None:
        seen: list[int] = []
        kernel.call_at(10, partial(seen.append, 10))
        kernel.call_at(11, partial(seen.append, 11))
        assert kernel.run_until(10) is False
        assert seen == [10]
        assert kernel.now_ns == 10

    def test_time_reaches_the_deadline_of_an_empty_queue(self, kernel: Kernel) -> None:
        kernel.run_for(3 * S)
        kernel.run_for(2 * S)
        assert kernel.now_ns == kernel.time_ns() == 5 * S

    def test_a_deadline_that_has_passed_does_not_turn_time_back(self, kernel: Kernel) -> None:
        kernel.run_until(10 * MS)
        assert kernel.run_until(5 * MS) is False
        assert kernel.now_ns == 10 * MS

    def test_what_was_posted_runs_once_and_in_order(self, kernel: Kernel) -> None:
        seen: list[int] = []
        for number in range(3):
            kernel.post(partial(seen.append, number))
        kernel.run_until(0)
        kernel.run_until(10)
        assert seen == [0, 1, 2]

    def test_what_a_posted_callback_posts_runs_too(self, kernel: Kernel) -> None:
        seen: list[str] = []
        kernel.post(lambda: kernel.post(partial(seen.append, "second")))
        kernel.run_until(10)
        assert seen == ["second"]


class TestTimer:
    def test_fires_once_at_its_time(self, kernel: Kernel) -> None:
        seen: list[int] = []
        timer = kernel.timer(lambda: seen.append(kernel.now_ns))
        assert not timer.armed
        timer.arm_in(10)
        assert timer.armed
        kernel.run_until(100)
        assert seen == [10]
        assert not timer.armed

    @pytest.mark.parametrize("second_ns", [5, 20])
    def test_arming_anew_moves_it(self, kernel: Kernel, second_ns: int) -> None:
        seen: list[int] = []
        timer = kernel.timer(lambda: seen.append(kernel.now_ns))
        timer.arm_at(10)
        timer.arm_at(second_ns)
        assert timer.when_ns == second_ns
        kernel.run_until(100)
        assert seen == [second_ns]

    def test_a_cancelled_timer_does_not_fire_and_can_be_armed_again(self, kernel: Kernel) -> None:
        seen: list[int] = []
        timer = kernel.timer(lambda: seen.append(kernel.now_ns))
        timer.arm_at(10)
        timer.cancel()
        timer.cancel()
        assert not timer.armed
        kernel.run_until(20)
        assert seen == []
        timer.arm_at(30)
        kernel.run_until(40)
        assert seen == [30]

    def test_a_cancelled_arming_stays_cancelled_when_the_timer_is_armed_for_later(self, kernel: Kernel) -> None:
        seen: list[int] = []
        timer = kernel.timer(lambda: seen.append(kernel.now_ns))
        timer.arm_at(10)
        timer.cancel()
        timer.arm_at(15)
        kernel.run_until(20)
        assert seen == [15]

    def test_can_be_armed_by_its_own_callback(self, kernel: Kernel) -> None:
        seen: list[int] = []

        def tick() -> None:
            seen.append(kernel.now_ns)
            timer.arm_in(10)

        timer = kernel.timer(tick)
        timer.arm_in(10)
        kernel.run_until(35)
        assert seen == [10, 20, 30]


class TestInterrupt:
    def test_ends_the_run_after_the_callback_that_asks_for_it(self, kernel: Kernel) -> None:
        seen: list[str] = []

        def stop() -> None:
            kernel.interrupt()
            seen.append("stop")

        kernel.call_at(10, stop)
        kernel.call_at(10, partial(seen.append, "next"))
        assert kernel.run_until(100) is True
        assert seen == ["stop"]
        assert kernel.run_until(100) is False
        assert seen == ["stop", "next"]

    def test_from_a_posted_callback_ends_the_run_and_loses_nothing(self, kernel: Kernel) -> None:
        seen: list[str] = []
        kernel.post(kernel.interrupt)
        kernel.post(partial(seen.append, "next"))
        assert kernel.run_until(100) is True
        assert seen == []
        assert kernel.run_until(100) is False
        assert seen == ["next"]

    def test_outside_a_run_it_does_nothing(self, kernel: Kernel) -> None:
        kernel.interrupt()
        assert kernel.run_until(10) is False


class TestFaults:
    @pytest.mark.parametrize("posted", [False, True], ids=["queued", "posted"])
    def test_an_exception_is_raised_in_the_caller_and_the_queue_stays_usable(
        self, kernel: Kernel, posted: bool
    ) -> None:
        seen: list[str] = []

        def fail() -> None:
            raise OSError("node broke")

        if posted:
            kernel.post(fail)
        else:
            kernel.call_at(0, fail)
        kernel.call_at(0, partial(seen.append, "same time"))
        kernel.call_at(10, partial(seen.append, "later"))
        with pytest.raises(OSError, match="node broke"):
            kernel.run_until(100)
        assert kernel.run_until(100) is False
        assert seen == ["same time", "later"]

    def test_a_callback_must_not_run_the_kernel(self, kernel: Kernel) -> None:
        def wait() -> None:
            kernel.run_for(5)

        kernel.call_at(10, wait)
        with pytest.raises(RuntimeError, match="a callback must not run the kernel"):
            kernel.run_until(100)
        assert kernel.run_until(100) is False


class TestRandom:
    def test_a_stream_is_the_same_for_the_same_seed_and_name(self, make: Callable[..., Kernel]) -> None:
        first, second = make("seed").random("com.BODY"), make("seed").random("com.BODY")
        assert [first.random() for _ in range(5)] == [second.random() for _ in range(5)]

    def test_another_seed_or_name_gives_another_stream(self, make: Callable[..., Kernel]) -> None:
        draws = {
            make(seed).random(name).random() for seed in ("seed", "other") for name in ("com.BODY", "com.CLIMATE")
        }
        assert len(draws) == 4

    def test_a_stream_does_not_depend_on_what_others_drew(self, kernel: Kernel) -> None:
        alone = kernel.random("a").random()
        kernel.random("b").random()
        assert kernel.random("a").random() == alone

    def test_a_stream_stays_what_it_has_always_been(self, make: Callable[..., Kernel]) -> None:
        assert make(7).random("com.BODY").randrange(1_000_000) == STABLE_DRAW


STABLE_DRAW = 307790
"""A trace of an old run can be reproduced as long as this draw comes from seed 7 and the name com.BODY."""


class TestWall:
    def test_waits_until_the_next_callback_is_due(self, wall: WallKernel, clock: Clock) -> None:
        seen: list[int] = []
        wall.call_at(250 * MS, lambda: seen.append(clock.ns - wall.origin_ns))
        wall.run_until(S)
        assert seen == [250 * MS]
        assert clock.ns == wall.origin_ns + S
        assert wall.take_lateness_ns() == 0

    def test_a_late_callback_sees_the_time_it_was_due_at_and_does_not_drift(
        self, wall: WallKernel, clock: Clock
    ) -> None:
        seen: list[int] = []

        def tick() -> None:
            seen.append(wall.now_ns)
            clock.ns += 3 * MS
            wall.call_in(10 * MS, tick)

        wall.call_in(10 * MS, tick)
        wall.run_until(50 * MS)
        assert seen == [10 * MS, 20 * MS, 30 * MS, 40 * MS, 50 * MS]

    def test_the_worst_lateness_is_told_once(self, wall: WallKernel, clock: Clock) -> None:
        def take_long() -> None:
            clock.ns += 30 * MS

        wall.call_at(10 * MS, take_long)
        wall.call_at(15 * MS, lambda: None)
        wall.call_at(25 * MS, lambda: None)
        wall.run_until(S)
        assert [wall.take_lateness_ns(), wall.take_lateness_ns()] == [25 * MS, 0]

    def test_what_is_posted_is_not_late_in_a_run_up_to_a_time_that_has_passed(
        self, wall: WallKernel, clock: Clock
    ) -> None:
        seen: list[int] = []
        clock.ns += 3 * S
        wall.post(lambda: seen.append(wall.now_ns))
        wall.run_until(S)
        assert (seen, wall.take_lateness_ns()) == ([S], 0)

    def test_a_callback_is_late_in_a_run_up_to_a_time_that_has_passed(
        self, wall: WallKernel, clock: Clock
    ) -> None:
        wall.call_at(S // 2, lambda: None)
        clock.ns += 3 * S
        wall.run_until(S)
        assert wall.take_lateness_ns() == 5 * S // 2

    @pytest.mark.parametrize("arm", ["call_in", "timer", "call_at"])
    def test_outside_a_run_a_delay_counts_from_the_clock(self, wall: WallKernel, clock: Clock, arm: str) -> None:
        seen: list[int] = []
        wall.run_until(S)
        clock.ns += 5 * S

        def note() -> None:
            seen.append(clock.ns - wall.origin_ns)

        if arm == "call_in":
            wall.call_in(S, note)
        elif arm == "timer":
            wall.timer(note).arm_in(S)
        else:
            wall.call_at(wall.now_ns + S, note)
        wall.run_for(2 * S)
        assert seen == [7 * S]

    def test_overdue_callbacks_run_before_what_is_posted_later(self, wall: WallKernel, clock: Clock) -> None:
        seen: list[str] = []
        wall.call_at(S, lambda: seen.append(f"timer at {wall.now_ns // S}"))
        clock.ns += 2 * S
        wall.post(lambda: seen.append(f"post at {wall.now_ns // S}"))
        wall.run_until(3 * S)
        assert seen == ["timer at 1", "post at 2"]

    def test_what_was_posted_runs_even_when_the_deadline_has_passed(self, wall: WallKernel, clock: Clock) -> None:
        seen: list[str] = []
        clock.ns += 2 * S
        assert wall.now_ns == 2 * S
        wall.post(partial(seen.append, "post"))
        wall.run_until(S)
        assert seen == ["post"]

    def test_a_post_while_it_waits_runs_at_that_time(self, wall: WallKernel, clock: Clock) -> None:
        seen: list[int] = []

        def post_after_300_ms() -> None:
            clock.ns += 300 * MS
            clock.on_wait = None
            wall.post(lambda: seen.append(wall.now_ns))

        clock.on_wait = post_after_300_ms
        wall.run_until(S)
        assert seen == [300 * MS]

    def test_posts_without_end_do_not_keep_it_from_its_deadline(self, wall: WallKernel, clock: Clock) -> None:
        due: list[int] = []

        def again() -> None:
            clock.ns += MS
            wall.post(again)

        wall.post(again)
        wall.call_at(5 * MS, partial(due.append, 5))
        assert wall.run_until(10 * MS) is False
        assert due == [5]

    def test_a_post_from_another_thread_wakes_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kernel = WallKernel()
        wait = kernel._wait

        def tell_and_wait(delay_s: float) -> None:
            waiting.set()
            woken.append(wait(delay_s))

        monkeypatch.setattr(kernel, "_wait", tell_and_wait)
        waiting = threading.Event()
        woken: list[object] = []
        threads: list[int] = []

        def stop() -> None:
            threads.append(threading.get_ident())
            kernel.interrupt()

        def post() -> None:
            waiting.wait()
            kernel.post(stop)

        poster = threading.Thread(target=post)
        poster.start()
        kernel.post(lambda: None)
        # Far longer than a post takes: reaching this deadline means that it did not wake the kernel.
        assert kernel.run_for(30 * S) is True
        poster.join()
        assert threads == [threading.get_ident()]
        assert woken == [True]
