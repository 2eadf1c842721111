"""The clock that every node, instrument and service of a rig lives by.

One queue of callbacks ordered by time; at equal times by lane, and first in first out in each lane. Time is an
integer number of nanoseconds since the kernel was made. `VirtualKernel` jumps from one entry to the next;
`clock.wall.WallKernel` runs the same queue in real time. Node code cannot tell them apart.
"""

from __future__ import annotations

import abc
import heapq
import random
from collections.abc import Callable
from functools import partial

US = 1_000
MS = 1_000_000
S = 1_000_000_000

Callback = Callable[[], None]

TICK = -3 << 56
"""The lane of what sends by the clock: of all that is due at one moment it comes first."""

WIRE = -2 << 56
"""The lane of a frame that leaves the wires, after all that ticks at that moment."""

FORETOLD = -3 << 55
"""The lane of what is sent at a moment that was known long before; it comes before anyone is heard or acts."""

HEARING = -1 << 56
"""The lane in which a frame is heard that has left the wires; segment by segment, by adding the number of one."""

PLAIN = 0
"""The lane of everything else, which finds the wires as they are after this moment's ticks and ends."""


def seconds(value_s: float) -> int:
    """Return a number of seconds in nanoseconds, rounded to the nearest."""
    return round(value_s * S)


class Timer:
    """A callback that can be armed, armed anew and cancelled; it fires once for each arming.

    Arming an armed timer moves it: its earlier time is forgotten.
    """

    __slots__ = ("_armings", "_callback", "_kernel", "_live", "when_ns")

    def __init__(self, kernel: Kernel, callback: Callback) -> None:
        self._kernel = kernel
        self._callback = callback
        self._armings = 0
        self._live = False
        self.when_ns = 0

    @property
    def armed(self) -> bool:
        """True while the timer is going to fire."""
        return self._live

    def arm_at(self, when_ns: int) -> None:
        """Fire at `when_ns`, or at once when that has passed."""
        self._armings += 1
        self._live = True
        self.when_ns = when_ns
        self._kernel.call_at(when_ns, partial(self._fire, self._armings))

    def arm_in(self, delay_ns: int) -> None:
        """Fire `delay_ns` from now."""
        self.arm_at(self._kernel.now_ns + delay_ns)

    def cancel(self) -> None:
        """Do not fire; harmless when the timer is not armed."""
        self._live = False

    def _fire(self, arming: int) -> None:
        if self._live and arming == self._armings:
            self._live = False
            self._callback()


class Kernel(abc.ABC):
    """The queue that both kernels share.

    Args:
        seed: What every random stream of this kernel derives from.
    """

    def __init__(self, seed: str | int = 0) -> None:
        self.now_ns = 0
        self._seed = seed
        self._queue: list[tuple[int, int, Callback]] = []
        self._entries = 0
        self._interrupted = False
        self._running = False

    def call_at(self, when_ns: int, callback: Callback, lane: int = PLAIN) -> None:
        """Call back at `when_ns`; a time that has passed means now, after what is already due in the lane."""
        self._entries += 1
        now_ns = self.now_ns
        # The busiest place of a run; max() would cost more than all the rest but the push.
        heapq.heappush(self._queue, (when_ns if when_ns > now_ns else now_ns, lane + self._entries, callback))

    def call_in(self, delay_ns: int, callback: Callback) -> None:
        """Call back `delay_ns` from now."""
        self.call_at(self.now_ns + delay_ns, callback)

    def timer(self, callback: Callback) -> Timer:
        """Make a timer of this kernel, not armed yet."""
        return Timer(self, callback)

    def random(self, name: str) -> random.Random:
        """Return a stream of pseudo-random numbers that depends on the seed and `name` alone.

        It draws phases, latencies and noise, never a verdict.
        """
        return random.Random(f"{self._seed}/{name}")

    def interrupt(self) -> None:
        """Make `run_until` return after the callback that is running; without one it does nothing."""
        self._interrupted = True

    def run_for(self, duration_ns: int) -> bool:
        """Run for `duration_ns`; see `run_until`."""
        return self.run_until(self.now_ns + duration_ns)

    def run_until(self, deadline_ns: int) -> bool:
        """Run everything that is due up to and including `deadline_ns`.

        Returns:
            True when `interrupt` ended it early, False when the deadline was reached.

        Raises:
            RuntimeError: A callback called it; time is moved by whoever runs the kernel alone.
            Exception: Whatever a callback raised; the queue stays usable.
        """
        if self._running:
            raise RuntimeError("a callback must not run the kernel: arm a timer and return")
        self._running = True
        self._interrupted = False
        try:
            return self._run(deadline_ns)
        finally:
            self._running = False

    @abc.abstractmethod
    def _run(self, deadline_ns: int) -> bool:
        """Run the loop of `run_until`."""

    @abc.abstractmethod
    def time_ns(self) -> int:
        """Return what a clock shows at this moment.

        In virtual time this is `now_ns`; in real time it runs on between and during callbacks.
        """

    def take_lateness_ns(self) -> int:
        """Return by how much a callback was late at worst since this was last asked; never in virtual time."""
        return 0

    @abc.abstractmethod
    def post(self, callback: Callback) -> None:
        """Call back as soon as possible; the one method that other threads may use."""


class VirtualKernel(Kernel):
    """Time jumps to the next entry of the queue; nothing ever waits."""

    def _run(self, deadline_ns: int) -> bool:
        queue = self._queue
        pop = heapq.heappop
        while queue and queue[0][0] <= deadline_ns:
            when_ns, _, callback = pop(queue)
            self.now_ns = when_ns
            callback()
            if self._interrupted:
                return True
        self.now_ns = max(self.now_ns, deadline_ns)
        return False

    def time_ns(self) -> int:
        """See `Kernel.time_ns`."""
        return self.now_ns

    def post(self, callback: Callback) -> None:
        """See `Kernel.post`; there is no other thread in virtual time."""
        self.call_at(self.now_ns, callback)
