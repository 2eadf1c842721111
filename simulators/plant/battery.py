"""The traction battery's store of energy."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clock.kernel import Kernel
from simulators.plant.wiring import Wiring
from vehicle.profile import Energy

CAPACITY_KWH: Mapping[Energy, float] = {"combustion": 0.5, "hybrid": 12.0, "electric": 50.0}
"""Usable energy by kind of vehicle; typical of compact cars."""

_NS_PER_H = 3_600e9


class TractionBattery:
    """State of charge from capacity and power; exact at every moment, whenever it is asked for.

    Each consumer and source on the high-voltage bus says what power it draws (negative) or brings (positive).
    The line `battery.soc_percent` is the emulator's command: it sets the state of charge.

    Args:
        kernel: The clock.
        wiring: Has the line `battery.soc_percent`.
        capacity_kwh: Usable energy between 0 and 100 %.
    """

    def __init__(self, kernel: Kernel, wiring: Wiring, capacity_kwh: float) -> None:
        self._kernel = kernel
        self._capacity_kwh = capacity_kwh
        self._powers_kw: dict[str, float] = {}
        self._soc_percent = wiring.number("battery.soc_percent").value
        self._at_ns = kernel.now_ns
        self._watchers: list[Callable[[], None]] = []
        self._power_watchers: list[Callable[[], None]] = []
        wiring.number("battery.soc_percent").watch(self._on_command)

    @property
    def soc_percent(self) -> float:
        """State of charge, 0 to 100."""
        hours = (self._kernel.now_ns - self._at_ns) / _NS_PER_H
        gained_percent = self.power_kw * hours / self._capacity_kwh * 100
        return min(100.0, max(0.0, self._soc_percent + gained_percent))

    @property
    def power_kw(self) -> float:
        """Net power into the battery."""
        return sum(self._powers_kw.values())

    def power(self, who: str, power_kw: float) -> None:
        """Bring in power, or draw it with a negative value, from now on, in place of what `who` said before."""
        if power_kw != self._powers_kw.get(who, 0.0):
            self._settle(self.soc_percent)
            self._powers_kw[who] = power_kw
            for watcher in self._power_watchers:
                watcher()

    def watch_power(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` each time another power flows."""
        self._power_watchers.append(watcher)

    def watch_commands(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` each time the emulator has set the state of charge."""
        self._watchers.append(watcher)

    def _on_command(self, soc_percent: float) -> None:
        if soc_percent == self.soc_percent:
            return
        self._settle(soc_percent)
        for watcher in self._watchers:
            watcher()

    def _settle(self, soc_percent: float) -> None:
        self._soc_percent = soc_percent
        self._at_ns = self._kernel.now_ns
