"""Mirror Screen: a phone that shows its own face on the touch screen, with CarPlay or Android Auto (line 75)."""

from __future__ import annotations

from dataclasses import dataclass

from simulators.com import Com
from simulators.kernel import Kernel, seconds
from simulators.plant.wiring import Wiring


@dataclass(frozen=True)
class MirrorScreenCalibration:
    """`answer_s`: from what a phone asks, or from a new privacy mode, to the answer, in seconds."""

    answer_s: float = 1.5


class MirrorScreen:
    """Takes in or refuses the phone that is plugged in, and thinks again with each new privacy mode.

    Args:
        kernel: The clock.
        com: The unit's signals.
        wiring: The socket for the phone.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        com: Com,
        wiring: Wiring,
        calibration: MirrorScreenCalibration = MirrorScreenCalibration(),
    ) -> None:
        self.calibration = calibration
        self._com = com
        self._phone = wiring.text("projection.phone")
        self._session = wiring.text("projection.session")
        self._lit = False
        self._answer = kernel.timer(self._on_answer)
        self._phone.watch(lambda _phone: self._consider())
        com.on("privacy.mode", lambda _mode: self._consider())

    def update(self, *, lit: bool) -> None:
        """The screen goes on or off, and the session with it."""
        self._lit = lit
        self._consider()

    def allowed(self) -> bool:
        """Whether the privacy mode lets a phone in (line 75; with data sharing alone it may)."""
        return self._com.get("privacy.mode") != "private"

    def _consider(self) -> None:
        if self._phone.value == "none" or not self._lit:
            self._answer.cancel()
            self._session.set("none")
        else:
            self._answer.arm_in(seconds(self.calibration.answer_s))

    def _on_answer(self) -> None:
        self._session.set("active" if self.allowed() else "refused")
