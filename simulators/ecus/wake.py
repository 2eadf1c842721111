"""How an ECU other than the network master gets a sleeping bus awake."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import MS
from simulators.ecus.ecu import Ecu, Part


@dataclass(frozen=True)
class WakeCalibration:
    """Distance of two wake frames, in milliseconds."""

    repeat_ms: int = 200


class WakeRequest(Part):
    """A request to wake: sends the wake frame of its ECU until the first bus of the ECU is awake."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(WakeCalibration)
        self._signal = f"wake.{ecu.NODE.lower()}"
        self._bus = ecu.BUSES[0]
        self._reason = "none"
        self._repeat = self._kernel.timer(self._send)
        self._com.listen(f"network.{self._bus}.state")

    @property
    def awake(self) -> bool:
        """True while the others listen."""
        return self._com.started(self._bus) and self._com.get(f"network.{self._bus}.state") == "awake"

    def ask(self, reason: str) -> None:
        """Wake the bus for a label of the signal; on an awake bus one frame tells that there is activity."""
        self._reason = reason
        self._send()

    def need(self, reason: str) -> bool:
        """Wake the bus for a label of the signal, unless it is awake or being woken; gives whether it is awake."""
        if not self.awake and not self._repeat.armed:
            self.ask(reason)
        return self.awake

    def power_off(self) -> None:
        """Give up."""
        self._repeat.cancel()

    def network_awake(self) -> None:
        """Be content."""
        self._repeat.cancel()

    def _send(self) -> None:
        self._com.send({self._signal: self._reason})
        if not self.awake:
            self._repeat.arm_in(self.calibration.repeat_ms * MS)
