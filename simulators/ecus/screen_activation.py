"""What the touch screen unit has to do with the activation of remote services: the key (lines 569 to 573)."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.com import Com
from simulators.ecus.screen_bluetooth import Bluetooth
from simulators.kernel import Kernel, seconds
from simulators.plant.bluetooth import Message


@dataclass(frozen=True)
class KeyCalibration:
    """`search_s`: how long the vehicle looks for the key, in seconds."""

    search_s: float = 3.0


class KeyIdentification:
    """Answers the phone that asks for the key.

    Args:
        kernel: The clock.
        com: The unit's signals.
        bluetooth: The way to the phone.
        calibration: Its times.
    """

    def __init__(
        self, kernel: Kernel, com: Com, bluetooth: Bluetooth, calibration: KeyCalibration = KeyCalibration()
    ) -> None:
        self.calibration = calibration
        self._com = com
        self._bluetooth = bluetooth
        self._search = kernel.timer(self._on_search)
        com.listen("ignition.state", "key.presence")
        bluetooth.listeners["identify_key"] = self._on_request

    def started(self) -> bool:
        """Whether the vehicle is started: the engine runs, or READY (AMB-35)."""
        return self._com.get("ignition.state") == "running"

    def key_found(self) -> bool:
        """Whether the key is at the vehicle."""
        return self._com.get("key.presence") == "present"

    def power_off(self) -> None:
        """Search no more."""
        self._search.cancel()

    def _on_request(self, _message: Message) -> None:
        self._search.arm_in(seconds(self.calibration.search_s))

    def _on_search(self) -> None:
        self._bluetooth.send("key", {"identified": self.started() and self.key_found()})
