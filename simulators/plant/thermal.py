"""The air in the cabin."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from clock.kernel import Kernel, S
from simulators.plant.wiring import Wiring


@dataclass(frozen=True)
class CabinCalibration:
    """A compact car's cabin: heat capacity of air and linings, in kJ/K, and loss to the ambient, in W/K.

    With the 6 kW of the climate ECU it takes 5 to 10 minutes to 21 degrees from -5 or from 35.
    """

    capacity_kj_per_k: float = 100.0
    loss_w_per_k: float = 60.0


class Cabin:
    """Cabin temperature as one heat capacity with a loss to the ambient.

    Between two changes of its inputs the temperature follows an exponential; it is worked out when it is
    asked for, so that no step width matters and a sleeping vehicle costs nothing. The lines `cabin.temp_c`
    and `ambient.temp_c` are commands of the emulator: the first sets the temperature, the second the ambient.
    The line `climate.power_kw` is what heating, cooling and the blower draw, and the probe `cabin.air_c` hangs in
    the air.

    Args:
        kernel: The clock.
        wiring: Has the lines.
        calibration: The cabin.
    """

    def __init__(self, kernel: Kernel, wiring: Wiring, calibration: CabinCalibration | None = None) -> None:
        self._kernel = kernel
        self._calibration = calibration or CabinCalibration()
        self._heat_w = self._blower_w = 0.0
        self._drawn_kw = wiring.number("climate.power_kw")
        self._ambient_c = wiring.number("ambient.temp_c").value
        self._temp_c = wiring.number("cabin.temp_c").value
        self._at_ns = kernel.now_ns
        self._watchers: list[Callable[[], None]] = []
        wiring.number("ambient.temp_c").watch(self._on_ambient)
        wiring.number("cabin.temp_c").watch(self._on_command)
        wiring.place_probe("cabin.air_c", lambda: self.temp_c)

    @property
    def temp_c(self) -> float:
        """Temperature of the air, in degrees Celsius."""
        elapsed_s = (self._kernel.now_ns - self._at_ns) / S
        settled_c = self._settled_c()
        return settled_c + (self._temp_c - settled_c) * math.exp(-elapsed_s / self._constant_s())

    def stays_s(self, low_c: float, high_c: float) -> float:
        """Give the time in s for which the temperature stays in a range from now on, if nothing else changes.

        Infinite where it never leaves it, 0 where it is outside.
        """
        temp_c, settled_c = self.temp_c, self._settled_c()
        if not low_c <= temp_c <= high_c:
            return 0.0
        if low_c <= settled_c <= high_c:
            return math.inf
        limit_c = low_c if settled_c < low_c else high_c
        if limit_c == temp_c:
            return 0.0
        return self._constant_s() * math.log((temp_c - settled_c) / (limit_c - settled_c))

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` each time the temperature begins to follow another curve."""
        self._watchers.append(watcher)

    def _settled_c(self) -> float:
        return self._ambient_c + self._heat_w / self._calibration.loss_w_per_k

    def _constant_s(self) -> float:
        return self._calibration.capacity_kj_per_k * 1000 / self._calibration.loss_w_per_k

    def heat(self, heat_w: float) -> None:
        """Bring in heat, or take it out with a negative value, in watts, from now on."""
        if heat_w != self._heat_w:
            self._settle(self.temp_c)
            self._heat_w = heat_w
            self._draw()
            self._tell()

    def blow(self, power_w: float) -> None:
        """Let the blower draw so much, in watts, from now on; 0 stops it."""
        self._blower_w = power_w
        self._draw()

    def _draw(self) -> None:
        self._drawn_kw.set((abs(self._heat_w) + self._blower_w) / 1000)

    def _on_ambient(self, temp_c: float) -> None:
        self._settle(self.temp_c)
        self._ambient_c = temp_c
        self._tell()

    def _on_command(self, temp_c: float) -> None:
        if temp_c == self.temp_c:
            return
        self._settle(temp_c)
        self._tell()

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()

    def _settle(self, temp_c: float) -> None:
        self._temp_c = temp_c
        self._at_ns = self._kernel.now_ns
