"""The clock of the vehicle, which the body controller tells on both buses."""

from __future__ import annotations

from datetime import UTC, datetime

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


class Clock(Part):
    """The clock: tells date and time each second while the network is awake."""

    def __init__(self, ecu: BodyEcu) -> None:
        super().__init__(ecu)
        self._net = ecu.part(NetworkMaster)
        line = ecu.wiring.number("gnss.utc_s")
        self._utc_s = line.value
        self._utc_set_ns = self._kernel.now_ns
        self._told_minute: int | None = None
        self._tick = self._kernel.timer(self._on_tick)
        self._show_leap = ecu.while_powered(self._on_leap)
        line.watch(self._on_date)

    def utc_s(self) -> float:
        """Give the date, in seconds since 1970: what the line `gnss.utc_s` last said, run on from then."""
        return self._utc_s + (self._kernel.now_ns - self._utc_set_ns) / S

    def power_off(self) -> None:
        """Tell no more, and all of it when the supply is back."""
        self._tick.cancel()
        self._told_minute = None

    def network_woke(self) -> None:
        """Tell at once, and then each second."""
        self._on_tick()

    def network_slept(self) -> None:
        """Tell no more."""
        self._tick.cancel()

    def _on_date(self, utc_s: float) -> None:
        self._utc_s, self._utc_set_ns = utc_s, self._kernel.now_ns
        self._show_leap()

    def _on_leap(self) -> None:
        # The ECUs that keep a copy of the date hear of a leap only on a bus that is awake.
        self._net.activity()
        self._on_tick()

    def _on_tick(self) -> None:
        utc_s = self.utc_s()
        self._tick.arm_in(S - round(utc_s % 1 * S))
        # The remainder keeps a tick that comes a nanosecond early out of the second before.
        minute, second = divmod(int(utc_s + 1e-3), 60)
        if minute != self._told_minute:
            self._told_minute = minute
            now = datetime.fromtimestamp(minute * 60, UTC)
            for name, part in MINUTES:
                self._com.set(name, getattr(now, part))
        for name in SECONDS:
            self._com.set(name, second)
