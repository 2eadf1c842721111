"""Updates of the vehicle, installed in parts on trips that are long enough (line 575, AMB-33)."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass

from simulators.com import Com, SignalValue
from simulators.ecus.telematics_uplink import HOST
from simulators.kernel import Kernel, seconds
from simulators.offboard.network import Modem, Payload


@dataclass(frozen=True)
class UpdateCalibration:
    """`trip_s`: how long the vehicle must be started in one trip for a part of an update, in seconds; `parts`:
    of how many parts an update is."""

    trip_s: float = 900.0
    parts: int = 2


class Updates:
    """Keeps the update that waits and installs a part of it on each trip of the length that it takes.

    Args:
        kernel: The clock.
        com: The unit's signals.
        modem: The way out.
        memory: Where the parts that are left are kept.
        calibration: Its numbers.
    """

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        modem: Modem,
        memory: MutableMapping[str, SignalValue],
        calibration: UpdateCalibration,
    ) -> None:
        self.calibration = calibration
        self._modem = modem
        self._memory = memory
        self._trip = kernel.timer(self._install_part)
        com.on("ignition.state", self._on_ignition)

    @property
    def parts_left(self) -> int:
        """Parts that are not installed yet."""
        return int(self._memory.get("update.parts", 0))

    def receive(self, payload: Payload) -> None:
        """The back office offers an update, or takes it back."""
        self._memory["update.parts"] = self.calibration.parts if payload["state"] == "pending" else 0

    def power_off(self) -> None:
        """Lose the supply, and the trip with it."""
        self._trip.cancel()

    def _on_ignition(self, state: SignalValue) -> None:
        if state != "running":
            self._trip.cancel()
        elif self.parts_left:
            self._trip.arm_in(seconds(self.calibration.trip_s))

    def _install_part(self) -> None:
        left = self._memory["update.parts"] = max(0, self.parts_left - 1)
        if not left:
            self._modem.send(HOST, "update", {"state": "installed"})
