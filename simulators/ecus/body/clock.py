"""The clock of the vehicle, which the body controller tells on both buses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from clock.kernel import S
from simulators.ecus.body.ecu import BodyEcu
from simulators.ecus.body.network import NetworkMaster
from simulators.ecus.ecu import Part

MINUTES = (
    *((f"clock.{part}", part) for part in ("year", "month", "day", "hour", "minute")),
    *((f"body_clock.{part}", part) for part in ("hour", "minute")),
)
"""Signals on both buses that change no more often than each minute, each with what it tells of the date."""

SECONDS = ("clock.second", "body_clock.second")
"""Signals on both buses that change each second."""


@lru_cache(maxsize=8)
def _told_in(minute: int) -> Mapping[str, int]:
    now = datetime.fromtimestamp(minute * 60, UTC)
    return {name: getattr(now, part) for name, part in MINUTES}


@lru_cache(maxsize=1 << 15)
def told(utc_s: int) -> Mapping[str, int]:
    """Give what the clock tells at a whole second, counted since 1970, by the name of the signal."""
    minute, second = divmod(utc_s, 60)
    return {**_told_in(minute), **dict.fromkeys(SECONDS, second)}


class Clock(Part):
    """The clock: tells date and time each second while the network is awake.

    Seconds begin where the date that was set says, to the nanosecond, and until the next date they are foretold.
    """

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._net = ecu.part(NetworkMaster)
        line = ecu.wiring.number("gnss.utc_s")
        self._utc_ns = _whole_ns(line.value)
        self._utc_set_ns = self._kernel.now_ns
        self._tick = self._kernel.timer(self._on_tick)
        self._show_leap = ecu.while_powered(self._on_leap)
        line.watch(self._on_date)

    def utc_ns(self) -> int:
        """Give the date, in ns since 1970: what the line `gnss.utc_s` last said, run on from then."""
        return self._utc_ns + self._kernel.now_ns - self._utc_set_ns

    def power_off(self) -> None:
        """Tell no more."""
        self._stop()

    def network_woke(self) -> None:
        """Tell at once, and then each second."""
        self._on_tick()

    def network_slept(self) -> None:
        """Tell no more."""
        self._stop()

    def _stop(self) -> None:
        self._tick.cancel()
        self._com.retract(*SECONDS)

    def _on_date(self, utc_s: float) -> None:
        self._utc_ns, self._utc_set_ns = _whole_ns(utc_s), self._kernel.now_ns
        self._show_leap()

    def _on_leap(self) -> None:
        # The ECUs that keep a copy of the date hear of a leap only on a bus that is awake.
        self._net.activity()
        self._on_tick()

    def _on_tick(self) -> None:
        self._com.retract(*SECONDS)
        utc_s, fraction_ns = divmod(self.utc_ns(), S)
        for name, value in told(utc_s).items():
            self._com.set(name, value)
        self._tick.arm_in(S - fraction_ns)
        self._kernel.call_in(0, self._foretell)

    def _foretell(self) -> None:
        """Let the seconds to come be known, once what was set has been sent; else the next tick tries again."""
        if self._tick.armed:
            next_s = self.utc_ns() // S + 1
            if self._com.foretell(self._tick.when_ns, S, lambda turn: told(next_s + turn)):
                self._tick.cancel()


def _whole_ns(utc_s: float) -> int:
    """Give a date in ns; a number of seconds since 1970 has no room for so many digits."""
    return int(utc_s // 1) * S + round(utc_s % 1 * S)
