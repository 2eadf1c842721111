"""The kernel in real time, for twins and benches."""

from __future__ import annotations

import heapq
import threading
import time
from collections import deque
from collections.abc import Callable

from clock.kernel import Callback, Kernel


class WallKernel(Kernel):
    """A kernel that runs the queue in real time on the thread that calls `run_until`.

    Other threads (an adapter's reader, a server) hand work over with `post`. Callbacks run in the order of
    their times, as on the virtual kernel, and see the time they were due at: what is late does not drift.
    What was posted is due when it is taken in.

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
        self._clock_ns = clock_ns
        self.origin_ns = clock_ns()
        self._reached_ns = 0
        super().__init__(seed)
        self._inbox: deque[Callback] = deque()
        self._posted = threading.Event()
        self._wait: Callable[[float], object] = wait or self._posted.wait
        self._worst_lateness_ns = 0
        self._taken_in_ns: dict[int, int] = {}

    @property
    def now_ns(self) -> int:
        """Time on the kernel: in a callback when it was due, else what the clock shows; never goes back."""
        if not self._running:
            self._reached_ns = max(self._reached_ns, self.time_ns())
        return self._reached_ns

    @now_ns.setter
    def now_ns(self, value_ns: int) -> None:
        self._reached_ns = value_ns

    def time_ns(self) -> int:
        """See `Kernel.time_ns`."""
        return self._clock_ns() - self.origin_ns

    def post(self, callback: Callback) -> None:
        """See `Kernel.post`."""
        self._inbox.append(callback)
        self._posted.set()

    def _run(self, deadline_ns: int) -> bool:
        queue = self._queue
        while True:
            # Before the inbox is emptied, or a post in between would not end the wait.
            self._posted.clear()
            clock_ns = self.time_ns()
            due_ns = min(clock_ns, deadline_ns)
            while self._inbox:
                self._entries += 1
                if due_ns < clock_ns:  # its place is before a deadline that had passed when it came
                    self._taken_in_ns[self._entries] = clock_ns
                heapq.heappush(queue, (due_ns, self._entries, self._inbox.popleft()))
            while queue and queue[0][0] <= due_ns:
                when_ns, entry, callback = heapq.heappop(queue)
                since_ns = self._taken_in_ns.pop(entry, when_ns)
                self._worst_lateness_ns = max(self._worst_lateness_ns, self.time_ns() - since_ns)
                self._reached_ns = max(self._reached_ns, when_ns)
                callback()
                if self._interrupted:
                    return True
            if clock_ns >= deadline_ns:
                self._reached_ns = max(self._reached_ns, deadline_ns)
                return False
            next_ns = min(queue[0][0], deadline_ns) if queue else deadline_ns
            left_ns = next_ns - self.time_ns()
            if left_ns > 0:
                self._wait(left_ns / 1e9)

    def take_lateness_ns(self) -> int:
        """See `Kernel.take_lateness_ns`."""
        worst_ns, self._worst_lateness_ns = self._worst_lateness_ns, 0
        return worst_ns
