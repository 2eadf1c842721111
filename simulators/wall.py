"""The kernel in real time, for twins and benches."""

from __future__ import annotations

import heapq
import threading
import time
from collections import deque
from collections.abc import Callable

from simulators.kernel import Callback, Kernel


class WallKernel(Kernel):
    """Runs the queue in real time on the thread that calls `run_until`.

    Other threads (an adapter's reader, a server) hand work over with `post`. Callbacks due at one time run
    in the order of their entry, as on the virtual kernel; what was posted runs at the time it is taken in.

    Args:
        seed: See `Kernel`.
        clock_ns: A monotonic clock in nanoseconds.
        wait: Waits for at most so many seconds, or until another thread posts; defaults to an event that
            `post` sets. A test passes one that moves its clock.
    """

    def __init__(
        self,
        seed: str | int = 0,
        clock_ns: Callable[[], int] = time.monotonic_ns,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        super().__init__(seed)
        self._clock_ns = clock_ns
        self.origin_ns = clock_ns()
        self._inbox: deque[Callback] = deque()
        self._posted = threading.Event()
        self._wait: Callable[[float], object] = wait or self._posted.wait
        self.late_callbacks = 0
        self.worst_lateness_ns = 0

    LATE_NS = 20_000_000
    """From this lateness on a callback counts as late; see `late_callbacks`."""

    def time_ns(self) -> int:
        """See `Kernel.time_ns`; `now_ns` follows it from callback to callback."""
        return self._clock_ns() - self.origin_ns

    def post(self, callback: Callback) -> None:
        """See `Kernel.post`."""
        self._inbox.append(callback)
        self._posted.set()

    def run_until(self, deadline_ns: int) -> bool:
        """See `Kernel.run_until`; returns once real time has reached the deadline."""
        self._interrupted = False
        queue = self._queue
        while True:
            self._posted.clear()
            reached_ns = self.time_ns()
            while self._inbox:
                callback = self._inbox.popleft()
                self.now_ns = max(self.now_ns, reached_ns)
                callback()
                if self._interrupted:
                    return True
            while queue and queue[0][0] <= min(reached_ns, deadline_ns):
                when_ns, _, callback = heapq.heappop(queue)
                self._note_lateness(reached_ns - when_ns)
                self.now_ns = max(self.now_ns, when_ns)
                callback()
                if self._interrupted:
                    return True
                if self._inbox:
                    break
            if self._inbox:
                continue
            if reached_ns >= deadline_ns:
                self.now_ns = max(self.now_ns, deadline_ns)
                return False
            next_ns = min(queue[0][0], deadline_ns) if queue else deadline_ns
            if next_ns > reached_ns:
                self._wait((next_ns - reached_ns) / 1e9)

    def _note_lateness(self, lateness_ns: int) -> None:
        if lateness_ns >= self.LATE_NS:
            self.late_callbacks += 1
        self.worst_lateness_ns = max(self.worst_lateness_ns, lateness_ns)
