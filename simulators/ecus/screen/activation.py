"""What the touch screen ECU has to do with the activation of remote services: the key (lines 569 to 573)."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import seconds
from simulators.ecus.ecu import Ecu, Part
from simulators.ecus.screen.bluetooth import Bluetooth
from simulators.plant.bluetooth import Message


@dataclass(frozen=True)
class KeyCalibration:
    """`search_s`: how long the vehicle looks for the key, in seconds."""

    search_s: float = 3.0


class KeyIdentification(Part):
    """The identification of the key: answers the phone that asks for the key."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.topics = {"identify_key": self._on_request}
        self.calibration = ecu.take_calibration(KeyCalibration)
        self._bluetooth = ecu.part(Bluetooth)
        self._search = self._kernel.timer(self._on_search)
        self._com.listen("ignition.state", "key.presence")

    def started(self) -> bool:
        """Tell whether the vehicle is started: the engine runs, or READY (AMB-35)."""
        return self._com.get("ignition.state") == "running"

    def key_found(self) -> bool:
        """Tell whether the key is at the vehicle."""
        return self._com.get("key.presence") == "present"

    def power_off(self) -> None:
        """Search no more."""
        self._search.cancel()

    def _on_request(self, _message: Message) -> None:
        self._search.arm_in(seconds(self.calibration.search_s))

    def _on_search(self) -> None:
        self._bluetooth.send("key", {"identified": self.started() and self.key_found()})
