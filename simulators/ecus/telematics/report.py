"""What the telematics ECU tells again and again, as long as it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from clock.kernel import seconds
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.privacy import Privacy, PrivacyService
from simulators.ecus.telematics.service import Rights, ServiceTerm


@dataclass(frozen=True)
class ReportCalibration:
    """Times in seconds: from the moment from which a report is wanted to the first one, and between reports."""

    first_s: float = 1.0
    period_s: float = 60.0


class PeriodicReport(Part):
    """A report that begins soon after it is wanted, and ends when it is no longer.

    Args:
        ecu: What it is a part of.
        calibration: Its times.
    """

    def __init__(self, ecu: TelematicsEcu, calibration: ReportCalibration) -> None:
        super().__init__(ecu)
        self.calibration = calibration
        self._modem = ecu.modem
        self._rights = ecu.part(Rights)
        self._next = self._kernel.timer(self._on_time)

    def wanted(self) -> bool:
        """Tell whether to report."""
        raise NotImplementedError

    def tell(self) -> None:
        """Report once."""
        raise NotImplementedError

    def consider(self) -> None:
        """Begin or end, as something has changed that matters to whether it is wanted."""
        if not self.wanted():
            self._next.cancel()
        elif not self._next.armed:
            self._next.arm_in(seconds(self.calibration.first_s))

    def power_off(self) -> None:
        """Report no more."""
        self._next.cancel()

    def _on_time(self) -> None:
        if self.wanted():
            self._next.arm_in(seconds(self.calibration.period_s))
            self.tell()
        else:
            self.consider()


class ServiceReport(PeriodicReport):
    """The report of a service: wanted while the ignition is on and the service is allowed."""

    SERVICE: ClassVar[PrivacyService]

    def __init__(self, ecu: TelematicsEcu, calibration: ReportCalibration) -> None:
        super().__init__(ecu, calibration)
        self._com.on("ignition.state", lambda _state: self.consider())
        ecu.part(Privacy).watch(lambda _mode: self.consider())
        ecu.part(ServiceTerm).watch(self.consider)

    def wanted(self) -> bool:
        """See `PeriodicReport.wanted`."""
        return self._com.get("ignition.state") != "off" and self._rights.allows(self.SERVICE)
