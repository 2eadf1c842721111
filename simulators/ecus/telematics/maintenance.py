"""Telemaintenance: what the workshop wants to know of the vehicle, as far as the privacy mode allows (line 75)."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.report import ReportCalibration, ServiceReport
from simulators.ecus.telematics.uplink import HOST


@dataclass(frozen=True)
class MaintenanceCalibration(ReportCalibration):
    """Times in seconds: from the ignition or a new privacy mode to the first message, and between messages."""

    first_s: float = 2.0
    period_s: float = 600.0


class Maintenance(ServiceReport):
    """A report that sends `maintenance` messages while the ignition is on."""

    SERVICE = "maintenance"

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu, ecu.take_calibration(MaintenanceCalibration))
        self._com.listen("vehicle.odometer_km", "engine.coolant_temp_c")

    def tell(self) -> None:
        """See `PeriodicReport.tell`."""
        self._modem.send(
            HOST,
            "maintenance",
            {
                "odometer_km": self._com.get("vehicle.odometer_km"),
                "coolant_temp_c": self._com.get("engine.coolant_temp_c"),
            },
        )
