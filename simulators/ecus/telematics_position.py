"""Where and when the telematics unit believes to be."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass

from simulators.com import SignalValue
from simulators.kernel import Kernel, S
from simulators.plant.wiring import Wiring

_LINES = {
    "position.latitude_deg": "gnss.latitude_deg",
    "position.longitude_deg": "gnss.longitude_deg",
    "position.heading_deg": "gnss.heading_deg",
}


@dataclass(frozen=True)
class Position:
    """A position in degrees, WGS 84; None where none was ever known. `trusted`: there is a fix now."""

    latitude_deg: float | None
    longitude_deg: float | None
    heading_deg: float | None
    trusted: bool


class Receiver:
    """The GNSS receiver with its clock.

    Without a fix the last position stays, in the unit's memory, so that it outlives the supply (AMB-04); the
    clock runs on.
    """

    def __init__(self, kernel: Kernel, wiring: Wiring, memory: MutableMapping[str, SignalValue]) -> None:
        self._kernel = kernel
        self._memory = memory
        self._fix = wiring.flag("gnss.fix")
        self._lines = {key: wiring.number(name) for key, name in _LINES.items()}
        self._utc = wiring.number("gnss.utc_s")
        self._utc_set_ns = kernel.now_ns
        self._utc.watch(self._on_utc)
        self._fix.watch(lambda _fix: self.update())
        for line in self._lines.values():
            line.watch(lambda _value: self.update())

    def update(self) -> None:
        """Take the position, when there is a fix."""
        if self._fix.value:
            for key, line in self._lines.items():
                self._memory[key] = line.value

    def position(self) -> Position:
        """The position, or the last one."""
        latitude, longitude, heading = (self._memory.get(key) for key in _LINES)
        return Position(
            latitude_deg=None if latitude is None else float(latitude),
            longitude_deg=None if longitude is None else float(longitude),
            heading_deg=None if heading is None else float(heading) % 360,
            trusted=self._fix.value,
        )

    def utc_s(self) -> int:
        """Whole seconds since 1970, UTC."""
        return int(self._utc.value + (self._kernel.now_ns - self._utc_set_ns) / S)

    def _on_utc(self, _utc_s: float) -> None:
        self._utc_set_ns = self._kernel.now_ns
