"""When a deferred charge begins: the programmed time of day, as the charger stores it."""

from __future__ import annotations

from collections.abc import Callable

from clock.kernel import seconds
from simulators.bus.com import Values
from simulators.ecus.clock_copy import ClockCopy
from simulators.ecus.ecu import Ecu, Part

DAY_S = 24 * 3600
"""Length of a day, in seconds."""


class TimeOfDay(ClockCopy):
    """The time of day, in seconds since midnight."""

    SHOWN = tuple(f"body_clock.{part}" for part in ("hour", "minute", "second"))

    def shown_s(self) -> int:
        """See `ClockCopy.shown_s`."""
        _, shown = self.heard()
        hour, minute, second = (int(shown[name]) for name in self.SHOWN)
        return hour * 3600 + minute * 60 + second

    def passed_s(self, from_s: float, to_s: float) -> float:
        """See `ClockCopy.passed_s`; it has gone on over midnight, or back, by half a day at most."""
        return (to_s - from_s + DAY_S / 2) % DAY_S - DAY_S / 2

    def _at_s(self, at_ns: int) -> float | None:
        at_s = super()._at_s(at_ns)
        return None if at_s is None else at_s % DAY_S


class ChargeProgramme(Part):
    """A programme of the charge: calls back at the programmed time of each day, on a sleeping bus too."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._clock = ecu.part(TimeOfDay)
        self._clock.watch(self.clock_set)
        self._watchers: list[Callable[[], None]] = []
        self._timer = self._kernel.timer(self._on_due)
        self._com.on_frame("body_charge.hour", ecu.while_powered(self.store))

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` at the programmed time."""
        self._watchers.append(watcher)

    def store(self, programme: Values) -> None:
        """Keep a new time in place of the one before."""
        self._memory["programme_s"] = self.start_s(
            int(programme["body_charge.hour"]), int(programme["body_charge.minute"])
        )
        self.plan()

    def start_s(self, hour: int, minute: int) -> int:
        """Give the second of the day at which a programme begins to charge."""
        return hour * 3600 + minute * 60

    def power_off(self) -> None:
        """Wait no more; what is stored stays, and the time at which the supply has gone with it."""
        self._timer.cancel()
        now_s = self._clock.now_s()
        if now_s is not None:
            self._memory["supply_lost_s"] = now_s

    def clock_set(self, before_s: float | None) -> None:
        """Begin when the clock has leapt over the time, or shows it gone by after a loss of supply; else wait."""
        if before_s is None:
            lost_s = self._memory.pop("supply_lost_s", None)
            before_s = None if lost_s is None else float(lost_s)
        now_s, start_s = self._clock.now_s(), self._memory.get("programme_s")
        self.plan()
        if before_s is None or now_s is None or start_s is None:
            return
        passed_s = (now_s - before_s) % DAY_S
        # A clock that was put back has passed by nothing.
        if 0 < (int(start_s) - before_s) % DAY_S <= passed_s < DAY_S / 2:
            self._tell()

    def plan(self) -> None:
        """Wait for the time that is stored, if there is one."""
        now_s, start_s = self._clock.now_s(), self._memory.get("programme_s")
        if now_s is None or start_s is None:
            self._timer.cancel()
            return
        left_s = (int(start_s) - now_s) % DAY_S
        self._timer.arm_in(seconds(left_s or DAY_S))

    def _on_due(self) -> None:
        self._timer.arm_in(seconds(DAY_S))
        self._tell()

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()
