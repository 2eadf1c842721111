"""The wheels: how far the vehicle has come."""

from __future__ import annotations

from clock.kernel import Kernel
from simulators.plant.wiring import Wiring

_METRES_PER_KMH_NS = 1 / 3.6e9


class Wheels:
    """Distance from the line `wheel.speed_kmh`; exact at every moment, whenever it is asked for."""

    def __init__(self, kernel: Kernel, wiring: Wiring) -> None:
        self._kernel = kernel
        self._speed_kmh = wiring.number("wheel.speed_kmh").value
        self._distance_m = 0.0
        self._at_ns = kernel.now_ns
        wiring.number("wheel.speed_kmh").watch(self._on_speed)

    @property
    def distance_m(self) -> float:
        """Metres since the vehicle was built."""
        return self._distance_m + self._speed_kmh * (self._kernel.now_ns - self._at_ns) * _METRES_PER_KMH_NS

    @property
    def tenths(self) -> int:
        """Whole tenths of a metre; a sum that rounding has left a hair below one counts as one."""
        return int(round(self.distance_m * 10, 6))

    def _on_speed(self, speed_kmh: float) -> None:
        self._distance_m = self.distance_m
        self._at_ns = self._kernel.now_ns
        self._speed_kmh = speed_kmh
