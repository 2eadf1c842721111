"""What the vehicle tells the back office of its own accord, as far as the privacy mode allows."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from simulators.com import Com, SignalValue
from simulators.ecus.telematics_position import Receiver
from simulators.ecus.telematics_privacy import Mode, Privacy
from simulators.kernel import Kernel, seconds
from simulators.offboard.network import Modem
from simulators.profile import DOORS

_OPENINGS = (*DOORS, "trunk")
_TOLD = ("ignition.state", "relay.charge.state", "relay.charge.mode", "relay.charge.plug", "precond.state")

HOST = "backoffice"


@dataclass(frozen=True)
class UplinkCalibration:
    """Times in seconds: from a change to the message, from waking up to the first message, and from one
    message to the next while nothing changes."""

    settle_s: float = 0.5
    after_wake_s: float = 1.0
    period_s: float = 60.0


class Uplink:
    """Sends `vehicle_status` and `position` while the bus is awake, and each change of the privacy mode."""

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        modem: Modem,
        receiver: Receiver,
        privacy: Privacy,
        calibration: UplinkCalibration,
    ) -> None:
        self.calibration = calibration
        self._com = com
        self._modem = modem
        self._receiver = receiver
        self._privacy = privacy
        self._awake = False
        self._next = kernel.timer(self._tell)
        com.listen("vehicle.odometer_km", "relay.battery.soc_percent")
        for name in (*_TOLD, *(f"doors.{door}.{part}" for door in _OPENINGS for part in ("lock", "open"))):
            com.on(name, self._on_change)

    def network_woke(self) -> None:
        """Begin to tell."""
        self._awake = True
        self._next.arm_in(seconds(self.calibration.after_wake_s))

    def network_slept(self) -> None:
        """Tell no more."""
        self._awake = False
        self._next.cancel()

    def tell_mode(self, mode: Mode) -> None:
        """Tell a new privacy mode, and then what it allows."""
        self._modem.send(HOST, "privacy", {"mode": mode})
        self._on_change(mode)

    def locked(self) -> bool:
        """Whether every door is locked; one that is not makes the vehicle unlocked (line 520)."""
        return all(self._com.get(f"doors.{door}.lock") != "unlocked" for door in _OPENINGS)

    def _on_change(self, _value: SignalValue) -> None:
        if self._awake:
            self._next.arm_in(seconds(self.calibration.settle_s))

    def _tell(self) -> None:
        self._next.arm_in(seconds(self.calibration.period_s))
        if self._privacy.allows("vehicle_data"):
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
        if self._privacy.allows("position"):
            self._modem.send(
                HOST, "position", {**asdict(self._receiver.position()), "utc_s": self._receiver.utc_s()}
            )
