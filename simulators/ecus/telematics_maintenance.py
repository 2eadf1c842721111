"""Telemaintenance: what the workshop wants to know of the vehicle, as far as the privacy mode allows (line 75)."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.com import Com
from simulators.ecus.telematics_privacy import Privacy
from simulators.ecus.telematics_uplink import HOST
from simulators.kernel import Kernel, seconds
from simulators.offboard.network import Modem


@dataclass(frozen=True)
class MaintenanceCalibration:
    """Times in seconds: from the ignition or a new privacy mode to the first message, and between messages."""

    first_s: float = 2.0
    period_s: float = 600.0


class Maintenance:
    """Sends `maintenance` messages while the ignition is on.

    Args:
        kernel: The clock.
        com: The unit's signals.
        modem: The way out.
        privacy: What is allowed.
        calibration: Its times.
    """

    def __init__(
        self, kernel: Kernel, com: Com, modem: Modem, privacy: Privacy, calibration: MaintenanceCalibration
    ) -> None:
        self.calibration = calibration
        self._com = com
        self._modem = modem
        self._privacy = privacy
        self._next = kernel.timer(self._tell)
        com.listen("vehicle.odometer_km", "engine.coolant_temp_c")
        com.on("ignition.state", lambda _state: self.consider())

    def consider(self) -> None:
        """The ignition or the privacy mode has changed: begin or end."""
        if self._com.get("ignition.state") == "off" or not self._privacy.allows("maintenance"):
            self._next.cancel()
        elif not self._next.armed:
            self._next.arm_in(seconds(self.calibration.first_s))

    def power_off(self) -> None:
        """Forget everything."""
        self._next.cancel()

    def _tell(self) -> None:
        self._next.arm_in(seconds(self.calibration.period_s))
        self._modem.send(
            HOST,
            "maintenance",
            {
                "odometer_km": self._com.get("vehicle.odometer_km"),
                "coolant_temp_c": self._com.get("engine.coolant_temp_c"),
            },
        )
