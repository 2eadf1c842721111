"""Moments that a clock dates are moved when it is set, however exactly it was read before and after."""

from __future__ import annotations

from clock.kernel import MS, S
from rigs.values.interval import Event, Interval
from tests.support.kernel_rig import KernelRig


def test_a_moment_that_was_known_better_than_the_clock_is_now_moves_with_it() -> None:
    scene = KernelRig().scene
    scene.mark("the target time", Event("the target time", Interval(100 * S, 100 * S + 10 * MS)))
    scene.redate(["the target time"], -49 * S, -50 * S)
    when = scene.event("the target time").when
    assert (when.earliest_ns, when.latest_ns) == (50 * S + 10 * MS, 51 * S)
