"""The vehicle's status when the app asks for it (lines 450 to 458)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulators.com import Com
from simulators.ecus.telematics_privacy import Privacy
from simulators.ecus.telematics_uplink import HOST
from simulators.kernel import Kernel, seconds
from simulators.offboard.network import Modem, Payload
from simulators.offboard.service import Json

_TRACTION = {
    "charge_level": "relay.battery.soc_percent",
    "range_km": "relay.battery.range_km",
    "charge_state": "relay.charge.state",
}


@dataclass(frozen=True)
class StatusCalibration:
    """Times in seconds from a request to the answer: on an awake bus, and from a bus that has just woken up,
    where the other units have to speak first."""

    awake_s: float = 0.3
    after_wake_s: float = 1.0


class StatusAnswers:
    """Wakes the bus for a request and answers with what is on it; in private mode there is no answer.

    Args:
        kernel: The clock.
        com: The unit's signals.
        modem: The way out.
        privacy: What is allowed.
        rechargeable: Whether there is a traction battery to tell of.
        locked: Whether the vehicle counts as locked.
        wake: Asks for an awake bus and says whether it is; `network_awake` is called later when it was not.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        modem: Modem,
        privacy: Privacy,
        rechargeable: bool,
        locked: Callable[[], bool],
        wake: Callable[[], bool],
        calibration: StatusCalibration,
    ) -> None:
        self.calibration = calibration
        self._com = com
        self._modem = modem
        self._privacy = privacy
        self._traction = _TRACTION if rechargeable else {}
        self._locked = locked
        self._wake = wake
        self._requests: list[int] = []
        self._answer = kernel.timer(self._on_answer)
        com.listen(*self._traction.values())

    def receive(self, payload: Payload) -> None:
        """A request has arrived by radio."""
        if self._privacy.allows("vehicle_data"):
            self._requests.append(int(str(payload["id"])))
            if self._wake():
                self._answer.arm_in(seconds(self.calibration.awake_s))

    def network_awake(self) -> None:
        """The bus is awake: answer when the others have spoken."""
        if self._requests:
            self._answer.arm_in(seconds(self.calibration.after_wake_s))

    def power_off(self) -> None:
        """Forget the requests."""
        self._answer.cancel()
        self._requests.clear()

    def status(self) -> dict[str, Json]:
        """What the vehicle says of itself; without a traction battery nothing of a charge."""
        return {
            "locks": "locked" if self._locked() else "unlocked",
            **dict.fromkeys(_TRACTION),
            **{key: self._com.get(name) for key, name in self._traction.items()},
        }

    def _on_answer(self) -> None:
        requests, self._requests = self._requests, []
        for number in requests:
            self._modem.send(HOST, "status_answer", {"id": number, **self.status()})
