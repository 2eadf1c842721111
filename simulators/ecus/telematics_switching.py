"""Switching to geolocated mode with the two buttons (lines 82 to 97, AMB-09, AMB-44, AMB-45)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulators.kernel import Kernel, seconds

CONFIRM_PROMPT = "To confirm switching to geolocated mode, please press the ASSISTANCE button"
"""Line 87: said after the double push."""

SWITCHED_PROMPT = "You are now in geolocated mode"
"""Line 97: said after the confirmation."""


@dataclass(frozen=True)
class SwitchingCalibration:
    """Times in seconds: from the last release to the first prompt, from its end to the end of the window in
    which a press confirms, and from the confirming press to the second prompt."""

    prompt_after_s: float = 0.3
    window_s: float = 30.0
    confirmed_after_s: float = 0.5


class Switching:
    """The procedure: double push, prompt, confirmation, prompt.

    Args:
        kernel: The clock.
        say: Speaks a text and gives how long that takes in nanoseconds.
        show: Called with each new `switching.state`.
        switch: Called when the confirmation has come.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        say: Callable[[str], int],
        show: Callable[[str], None],
        switch: Callable[[], None],
        calibration: SwitchingCalibration,
    ) -> None:
        self.state = "idle"
        self.calibration = calibration
        self._kernel = kernel
        self._say = say
        self._show = show
        self._switch = switch
        self._speaking_until_ns = 0
        self._ask = kernel.timer(self._on_ask)
        self._tell = kernel.timer(self._on_tell)
        self._over = kernel.timer(lambda: self._enter("idle"))

    @property
    def awaiting(self) -> bool:
        """Whether a press of the ASSISTANCE button is a confirmation."""
        return self.state == "awaiting_confirmation"

    def start(self) -> None:
        """The double push is complete: ask for the confirmation; nothing new when that is under way."""
        if self.state == "idle":
            self._enter("awaiting_confirmation")
            self._ask.arm_in(seconds(self.calibration.prompt_after_s))

    def confirm(self) -> None:
        """The confirming press: switch, and say so when nothing is being said."""
        self._ask.cancel()
        self._enter("confirmed")
        self._switch()
        soonest_ns = self._kernel.now_ns + seconds(self.calibration.confirmed_after_s)
        self._over.cancel()
        self._tell.arm_at(max(soonest_ns, self._speaking_until_ns))

    def cancel(self) -> None:
        """Stop asking; what is being said is said to its end."""
        for timer in (self._ask, self._tell, self._over):
            timer.cancel()
        if self.state != "idle":
            self._enter("idle")

    def _on_ask(self) -> None:
        self._speaking_until_ns = self._kernel.now_ns + self._say(CONFIRM_PROMPT)
        self._over.arm_at(self._speaking_until_ns + seconds(self.calibration.window_s))

    def _on_tell(self) -> None:
        self._over.arm_in(self._say(SWITCHED_PROMPT))

    def _enter(self, state: str) -> None:
        self.state = state
        self._show(state)
