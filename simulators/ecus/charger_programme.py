"""When a deferred charge begins: the programmed time of day, as the charger stores it."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping

from simulators.com import Com, SignalValue, Values
from simulators.kernel import Kernel, S, seconds

DAY_S = 24 * 3600

# A copy of the clock that is off by more has been set, not merely rounded to the second.
_LEAP_S = 1.5


class ChargeProgramme:
    """Calls back at the programmed time of each day, on a sleeping bus too.

    Args:
        kernel: The clock.
        com: The charger's signals.
        memory: The charger's memory.
        due: Called at the programmed time.
    """

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        memory: MutableMapping[str, SignalValue],
        due: Callable[[], None],
    ) -> None:
        self._kernel = kernel
        self._com = com
        self._memory = memory
        self._due = due
        self._clock: tuple[int, int] | None = None
        self._timer = kernel.timer(self._on_due)

    def hear_clock(self) -> None:
        """Take over the vehicle's time of day."""
        hour, minute, second = (int(self._com.get(f"body_clock.{unit}")) for unit in ("hour", "minute", "second"))
        before_s = self._now_s()
        self._clock = (hour * 3600 + minute * 60 + second, self._kernel.now_ns)
        if before_s is None or abs(self._clock[0] - before_s) > _LEAP_S:
            self._plan()

    def store(self, programme: Values) -> None:
        """Keep a new time in place of the one before."""
        self._memory["programme_s"] = self.start_s(
            int(programme["body_charge.hour"]), int(programme["body_charge.minute"])
        )
        self._plan()

    def start_s(self, hour: int, minute: int) -> int:
        """The second of the day at which a programme begins to charge."""
        return hour * 3600 + minute * 60

    def power_off(self) -> None:
        """Forget the time of day; what is stored stays."""
        self._timer.cancel()
        self._clock = None

    def _now_s(self) -> float | None:
        if self._clock is None:
            return None
        heard_s, heard_ns = self._clock
        return (heard_s + (self._kernel.now_ns - heard_ns) / S) % DAY_S

    def _plan(self) -> None:
        now_s, start_s = self._now_s(), self._memory.get("programme_s")
        if now_s is None or start_s is None:
            self._timer.cancel()
            return
        left_s = (int(start_s) - now_s) % DAY_S
        self._timer.arm_in(seconds(left_s or DAY_S))

    def _on_due(self) -> None:
        self._timer.arm_in(seconds(DAY_S))
        self._due()
