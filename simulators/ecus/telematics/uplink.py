"""What the vehicle tells the back office of its own accord, as far as the privacy mode allows."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from clock.kernel import seconds
from simulators.bus.com import SignalValue
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.position import Receiver
from simulators.ecus.telematics.privacy import Mode, Privacy
from simulators.ecus.telematics.report import PeriodicReport, ReportCalibration
from vehicle.profile import DOORS

_OPENINGS = (*DOORS, "trunk")
_TOLD = ("ignition.state", "relay.charge.state", "relay.charge.mode", "relay.charge.plug", "precond.state")

HOST = "backoffice"
"""Name of the back office in the mobile network."""


@dataclass(frozen=True)
class UplinkCalibration(ReportCalibration):
    """Times in seconds: from waking up to the first message, from one message to the next while nothing
    changes, and from a change to the message."""

    settle_s: float = 0.5


class Uplink(PeriodicReport):
    """A report of `vehicle_status` and `position` while the bus is awake, and of each change of the privacy
    mode.
    """

    calibration: UplinkCalibration

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu, ecu.take_calibration(UplinkCalibration))
        self._receiver = ecu.part(Receiver)
        self._bus = ecu.part(BusAccess)
        self._com.listen("vehicle.odometer_km", "relay.battery.soc_percent")
        for name in (*_TOLD, *(f"doors.{door}.{part}" for door in _OPENINGS for part in ("lock", "open"))):
            self._com.on(name, self.send_soon)
        ecu.part(Privacy).watch(self.tell_mode)

    def wanted(self) -> bool:
        """See `PeriodicReport.wanted`."""
        return self._bus.up

    def network_woke(self) -> None:
        """Begin to tell."""
        self.consider()

    def network_slept(self) -> None:
        """Tell no more."""
        self.consider()

    def tell_mode(self, mode: Mode) -> None:
        """Tell a new privacy mode, and then what it allows."""
        self._modem.send(HOST, "privacy", {"mode": mode})
        self.send_soon(mode)

    def locked(self) -> bool:
        """Tell whether every door is locked; one that is not makes the vehicle unlocked (line 520)."""
        return all(self._com.get(f"doors.{door}.lock") != "unlocked" for door in _OPENINGS)

    def send_soon(self, _value: SignalValue) -> None:
        """Send data a moment later, where they are wanted."""
        if self.wanted():
            self._next.arm_in(seconds(self.calibration.settle_s))

    def tell(self) -> None:
        """See `PeriodicReport.tell`."""
        if self._rights.allows("vehicle_data"):
            self._modem.send(
                HOST,
                "vehicle_status",
                {
                    "locks": "locked" if self.locked() else "unlocked",
                    "doors": {door: self._com.get(f"doors.{door}.open") for door in _OPENINGS},
                    **{name: self._com.get(name) for name in _TOLD},
                    "odometer_km": self._com.get("vehicle.odometer_km"),
                    "soc_percent": self._com.get("relay.battery.soc_percent"),
                },
            )
        if self._rights.allows("position"):
            self._modem.send(
                HOST, "position", {**asdict(self._receiver.position()), "utc_s": self._receiver.utc_s()}
            )
