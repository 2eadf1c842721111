"""Time that passes for a faulty vehicle: on its rig, and by what the simulated sky is set ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from weakref import WeakKeyDictionary

from clock.kernel import Kernel, S, Timer, seconds
from simulators.world import World

LEAST_LEAP_S = 1.5
"""A time that is set ahead by less, in s, is the time as it was, rounded to the second."""


class Sky:
    """The date of a world, which may leap.

    Args:
        world: The world.
        kernel: Its clock.
    """

    def __init__(self, world: World, kernel: Kernel) -> None:
        self._kernel = kernel
        line = world.wiring.number("gnss.utc_s")
        self._utc_s, self._set_ns = line.value, kernel.now_ns
        self._leapt_s = 0.0
        self._timers: list[Timer] = []
        line.watch(self._on_set)

    @property
    def passed_s(self) -> float:
        """Time in s since the world was made."""
        return self._kernel.now_ns / S + self._leapt_s

    def call_in(self, delay_s: float, callback: Callable[[], object]) -> None:
        """Call back once so much time in s has passed."""

        def act() -> None:
            self._timers.remove(timer)
            callback()

        timer = self._kernel.timer(act)
        self._timers.append(timer)
        timer.arm_in(seconds(delay_s))

    def _on_set(self, utc_s: float) -> None:
        now_ns = self._kernel.now_ns
        ahead_s = utc_s - self._utc_s - (now_ns - self._set_ns) / S
        self._utc_s, self._set_ns = utc_s, now_ns
        if ahead_s < LEAST_LEAP_S:
            return
        self._leapt_s += ahead_s
        for timer in self._timers:
            timer.arm_at(max(now_ns, timer.when_ns - seconds(ahead_s)))


_SKIES: WeakKeyDictionary[Kernel, Sky] = WeakKeyDictionary()


def let_age(world: World, kernel: Kernel) -> None:
    """Let what asks for it in a world, by `passed_s` and `call_in`, count the time that is set ahead too."""
    _SKIES[kernel] = Sky(world, kernel)


def passed_s(kernel: Kernel) -> float:
    """Give the time in s that has passed for the world of a kernel."""
    sky = _SKIES.get(kernel)
    return kernel.now_ns / S if sky is None else sky.passed_s


def call_in(kernel: Kernel, delay_s: float, callback: Callable[[], object]) -> None:
    """Call back once so much time in s has passed for the world of a kernel."""
    sky = _SKIES.get(kernel)
    if sky is None:
        kernel.call_in(seconds(delay_s), cast("Callable[[], None]", callback))
    else:
        sky.call_in(delay_s, callback)
