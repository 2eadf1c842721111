"""Updates of the vehicle, installed in parts on trips that are long enough (line 575, AMB-33)."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import seconds
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.privacy import Privacy
from simulators.ecus.telematics.uplink import HOST
from simulators.offboard.network import Payload


@dataclass(frozen=True)
class UpdateCalibration:
    """`trip_s`: how long the vehicle must be started in one trip for a part of an update, in seconds; `parts`:
    of how many parts an update is."""

    trip_s: float = 900.0
    parts: int = 2


class Updates(Part):
    """Updates of the software: keeps the update that waits and installs a part of it on each trip of the length
    that it takes.
    """

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self.topics = {"update": self.receive}
        self.calibration = ecu.take_calibration(UpdateCalibration)
        self._modem = ecu.modem
        self._privacy = ecu.part(Privacy)
        self._privacy.watch(lambda _mode: self.tell())
        self._trip = self._kernel.timer(self.install_part)
        self._com.on("ignition.state", self._on_ignition)

    @property
    def parts_left(self) -> int:
        """Parts that are not installed yet."""
        return int(self._memory.get("update.parts", 0))

    def receive(self, payload: Payload) -> None:
        """Take an update that the back office offers, or its withdrawal."""
        self._memory["update.parts"] = self.calibration.parts if payload["state"] == "pending" else 0
        self._memory["update.installed"] = False

    def power_off(self) -> None:
        """Lose the supply, and the trip with it."""
        self._trip.cancel()

    def _on_ignition(self, state: SignalValue) -> None:
        if state != "running":
            self._trip.cancel()
        elif self.parts_left:
            self._trip.arm_in(seconds(self.calibration.trip_s))

    def install_part(self) -> None:
        """Install a part of the update; with the last one tell that it is installed."""
        left = self._memory["update.parts"] = max(0, self.parts_left - 1)
        if not left:
            self._memory["update.installed"] = True
            self.tell()

    def tell(self) -> None:
        """Tell of the update that is installed; in private mode that waits for the next mode."""
        if self._memory.get("update.installed") and self._privacy.allows("vehicle_data"):
            self._modem.send(HOST, "update", {"state": "installed"})
