"""The vehicle's status when the app asks for it (lines 450 to 458)."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import seconds
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.service import Rights
from simulators.ecus.telematics.uplink import HOST, Uplink
from simulators.ecus.wake import WakeRequest
from simulators.offboard.network import Payload
from simulators.offboard.service import Json

_TRACTION = {
    "charge_level": "relay.battery.soc_percent",
    "range_km": "relay.battery.range_km",
    "charge_state": "relay.charge.state",
}


@dataclass(frozen=True)
class StatusCalibration:
    """Times in seconds from a request to the answer: on an awake bus, and from a bus that has just woken up,
    where the other ECUs have to speak first."""

    awake_s: float = 0.3
    after_wake_s: float = 1.0


class StatusAnswers(Part):
    """The answers to requests for the status: each wakes the bus and is made of what is on it; in private mode
    and without a contract there is none, though one was there when the request came.
    """

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self.topics = {"status_request": self.receive}
        self.calibration = ecu.take_calibration(StatusCalibration)
        self._modem = ecu.modem
        self._rights = ecu.part(Rights)
        self._traction = {} if ecu.profile.energy == "combustion" else _TRACTION
        self._locked = ecu.part(Uplink).locked
        self._wake = ecu.part(WakeRequest)
        self._requests: list[int] = []
        self._answer = self._kernel.timer(self._on_answer)
        self._com.listen(*self._traction.values())

    def receive(self, payload: Payload) -> None:
        """Take a request that has arrived by radio."""
        if self._rights.allows("vehicle_data"):
            self._requests.append(int(str(payload["id"])))
            if self.wake():
                self._answer.arm_in(seconds(self.calibration.awake_s))

    def wake(self) -> bool:
        """Wake the bus; gives whether it is awake."""
        return self._wake.need("remote_order")

    def network_awake(self) -> None:
        """Answer when the others have spoken."""
        if self._requests:
            self._answer.arm_in(seconds(self.calibration.after_wake_s))

    def power_off(self) -> None:
        """Forget the requests."""
        self._answer.cancel()
        self._requests.clear()

    def status(self) -> dict[str, Json]:
        """Gather what the vehicle says of itself; without a traction battery nothing of a charge."""
        return {
            "locks": "locked" if self._locked() else "unlocked",
            **dict.fromkeys(_TRACTION),
            **{key: self._com.get(name) for key, name in self._traction.items()},
        }

    def _on_answer(self) -> None:
        requests, self._requests = self._requests, []
        for number in requests if self._rights.allows("vehicle_data") else ():
            self._modem.send(HOST, "status_answer", {"id": number, **self.status()})
