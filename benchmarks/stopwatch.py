"""CPU time by part of a program, each moment counted for one part alone."""

from __future__ import annotations

import functools
import time
from collections import Counter
from collections.abc import Callable
from typing import Any


class Stopwatch:
    """Counts CPU time for the innermost part that is entered.

    Entering a part inside another stops the outer one until the inner one is left, so the parts add up to the
    whole. Time outside every part is counted for `rest`.

    Args:
        rest: Name of what is in no part.
        clock: The clock in ns; the CPU time of this process unless told otherwise.
    """

    def __init__(self, rest: str, clock: Callable[[], int] = time.process_time_ns) -> None:
        self.spent_ns: Counter[str] = Counter()
        self.entries = 0
        self._clock = clock
        self._part = rest
        self._outer: list[str] = []
        self._since_ns = clock()

    def enter(self, part: str) -> None:
        """Count for `part` from now on."""
        self._settle()
        self.entries += 1
        self._outer.append(self._part)
        self._part = part

    def leave(self) -> None:
        """Count again for what was counted before `enter`."""
        self._settle()
        self._part = self._outer.pop()

    def read(self) -> dict[str, int]:
        """What each part has taken up to now, in ns."""
        self._settle()
        return dict(self.spent_ns)

    def watch(self, owner: type, method: str, part: str) -> None:
        """Count every call of a method of a class for `part`.

        Raises:
            AttributeError: The class has no such method: the measurement would be of something else.
        """
        original = getattr(owner, method)
        enter, leave = self.enter, self.leave

        @functools.wraps(original)
        def counted(*arguments: Any, **named: Any) -> Any:
            enter(part)
            try:
                return original(*arguments, **named)
            finally:
                leave()

        setattr(owner, method, counted)

    def _settle(self) -> None:
        now_ns = self._clock()
        self.spent_ns[self._part] += now_ns - self._since_ns
        self._since_ns = now_ns
