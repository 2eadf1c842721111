"""Where and when the telematics ECU believes to be."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import S
from simulators.ecus.ecu import Ecu, Part

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


class Receiver(Part):
    """The GNSS receiver with its clock.

    Without a fix the last position stays, in the ECU's memory, so that it outlives the supply (AMB-04); the
    clock runs on.
    """

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        wiring = ecu.wiring
        self._fix = wiring.flag("gnss.fix")
        self._lines = {key: wiring.number(name) for key, name in _LINES.items()}
        self._utc = wiring.number("gnss.utc_s")
        self._utc_set_ns = self._kernel.now_ns
        self._utc.watch(self._on_utc)
        self._fix.watch(lambda _fix: self.update())
        for line in self._lines.values():
            line.watch(lambda _value: self.update())

    def power_on(self) -> None:
        """Take the position."""
        self.update()

    def update(self) -> None:
        """Take the position, when there is a fix."""
        if self._fix.value:
            for key, line in self._lines.items():
                self._memory[key] = line.value

    def position(self) -> Position:
        """Give the position, or the last one."""
        latitude, longitude, heading = (self._memory.get(key) for key in _LINES)
        return Position(
            latitude_deg=None if latitude is None else float(latitude),
            longitude_deg=None if longitude is None else float(longitude),
            heading_deg=None if heading is None else float(heading) % 360,
            trusted=self._fix.value,
        )

    def utc_s(self) -> int:
        """Give whole seconds since 1970, UTC."""
        return int(self._utc.value + (self._kernel.now_ns - self._utc_set_ns) / S)

    def _on_utc(self, _utc_s: float) -> None:
        self._utc_set_ns = self._kernel.now_ns
