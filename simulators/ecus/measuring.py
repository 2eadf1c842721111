"""When an ECU measures that does so once a second: those times are left out that would show nothing new."""

from __future__ import annotations

from collections.abc import Callable

from clock.kernel import Kernel, S


class Measuring:
    """The seconds of an ECU, counted from a start on.

    Whoever measures says after each time when the next one can show something new. What changes it earlier asks
    for the next second. So everything is shown at the second at which it would be if each of them were taken.

    Args:
        kernel: The clock.
        measure: Called at each second that is taken.
    """

    def __init__(self, kernel: Kernel, measure: Callable[[], None]) -> None:
        self._kernel = kernel
        self._timer = kernel.timer(measure)
        self._begin_ns: int | None = None

    def start(self) -> None:
        """Count the seconds from now on; none is taken before it is asked for."""
        self._begin_ns = self._kernel.now_ns
        self._timer.cancel()

    def stop(self) -> None:
        """Take none until the next start, whoever asks."""
        self._begin_ns = None
        self._timer.cancel()

    def take_next(self) -> None:
        """Take the next second."""
        self.take_after(0.0)

    def take_after(self, wait_s: float) -> None:
        """Take the last second that comes no later than some time in s, which is the next one at the earliest.

        Infinite for none. What has been asked for and comes sooner stays.
        """
        if self._begin_ns is None or wait_s == float("inf"):
            return
        now_ns = self._kernel.now_ns
        when_ns = now_ns + S - (now_ns - self._begin_ns) % S + max(0, int(wait_s) - 1) * S
        if not self._timer.armed or when_ns < self._timer.when_ns:
            self._timer.arm_at(when_ns)
