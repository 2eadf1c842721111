"""Mirror Screen: a phone that shows its own face on the touch screen, with CarPlay or Android Auto (line 75)."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import seconds
from simulators.ecus.ecu import Ecu, Part


@dataclass(frozen=True)
class MirrorScreenCalibration:
    """`answer_s`: from what a phone asks, or from a new privacy mode, to the answer, in seconds."""

    answer_s: float = 1.5


class MirrorScreen(Part):
    """Mirror Screen: takes in or refuses a phone that is plugged in, anew with each new privacy mode."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(MirrorScreenCalibration)
        self._ecu = ecu
        self._phone = ecu.wiring.text("projection.phone")
        self._session = ecu.wiring.text("projection.session")
        self._lit = False
        self._answer = self._kernel.timer(self.answer)
        self._phone.watch(lambda _phone: self._consider())
        self._com.on("privacy.mode", lambda _mode: self._consider())
        self._com.on("ignition.state", lambda _state: self._on_light())

    def power_off(self) -> None:
        """End the session: the screen goes dark."""
        self._on_light()

    def allowed(self) -> bool:
        """Tell whether the privacy mode lets a phone in (line 75; with data sharing alone it may)."""
        return self._com.get("privacy.mode") != "private"

    def _on_light(self) -> None:
        self._lit = self._ecu.powered and self._com.get("ignition.state") != "off"
        self._consider()

    def _consider(self) -> None:
        if self._phone.value == "none" or not self._lit:
            self._answer.cancel()
            self._session.set("none")
        else:
            self._answer.arm_in(seconds(self.calibration.answer_s))

    def answer(self) -> None:
        """Take the phone in, or refuse it."""
        self._session.set("active" if self.allowed() else "refused")
