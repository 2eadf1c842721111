"""Connected navigation: traffic data that are fetched for the place where the vehicle is (line 75)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.position import Receiver
from simulators.ecus.telematics.report import ReportCalibration, ServiceReport
from simulators.ecus.telematics.uplink import HOST
from simulators.offboard.network import Payload


@dataclass(frozen=True)
class NavigationCalibration(ReportCalibration):
    """Times in seconds: from the ignition or a new privacy mode to the first request, and between requests."""

    first_s: float = 1.0
    period_s: float = 120.0


class Navigation(ServiceReport):
    """The navigation: asks for traffic data while the ignition is on and the privacy mode allows it, and says when
    it has them.
    """

    SERVICE = "navigation"

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu, ecu.take_calibration(NavigationCalibration))
        self.topics = {"navigation": self.receive}
        self._receiver = ecu.part(Receiver)
        self._bus = ecu.part(BusAccess)

    def power_on(self) -> None:
        """Show that there are no traffic data."""
        self._com.set("navigation.state", "off")

    def consider(self) -> None:
        """See `PeriodicReport.consider`; traffic data that are not wanted are not shown."""
        super().consider()
        if not self.wanted():
            self._bus.show("navigation.state", "off")

    def receive(self, _payload: Payload) -> None:
        """Show traffic data that have arrived; they are of no use when they are not wanted any more."""
        if self.wanted():
            self._bus.show("navigation.state", "live")

    def tell(self) -> None:
        """See `PeriodicReport.tell`: ask for the place where the vehicle is."""
        self._modem.send(HOST, "navigation", asdict(self._receiver.position()))
