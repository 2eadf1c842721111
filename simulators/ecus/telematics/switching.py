"""Switching to geolocated mode with the two buttons (lines 82 to 97, AMB-09, AMB-44, AMB-45)."""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import seconds
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.privacy import Privacy
from simulators.plant.voice import speak

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


class Switching(Part):
    """The procedure: double push, prompt, confirmation, prompt."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self.state = "idle"
        self.calibration = ecu.take_calibration(SwitchingCalibration)
        self._speaker = ecu.speaker
        self._bus = ecu.part(BusAccess)
        self._privacy = ecu.part(Privacy)
        self._speaking_until_ns = 0
        self._ask = self._kernel.timer(self.ask)
        self._tell = self._kernel.timer(self._on_tell)
        self._over = self._kernel.timer(lambda: self._enter("idle"))

    @property
    def awaiting(self) -> bool:
        """True while a press of the ASSISTANCE button is a confirmation."""
        return self.state == "awaiting_confirmation"

    def start(self) -> None:
        """Ask for the confirmation after the double push; nothing new when that is under way."""
        if self.state == "idle":
            self._enter("awaiting_confirmation")
            self._ask.arm_in(seconds(self.calibration.prompt_after_s))

    def confirm(self) -> None:
        """Switch on the confirming press, and say so when nothing is being said."""
        self._ask.cancel()
        self._enter("confirmed")
        self.switch()
        soonest_ns = self._kernel.now_ns + seconds(self.calibration.confirmed_after_s)
        self._over.cancel()
        self._tell.arm_at(max(soonest_ns, self._speaking_until_ns))

    def cancel(self) -> None:
        """Stop asking; what is being said is said to its end."""
        for timer in (self._ask, self._tell, self._over):
            timer.cancel()
        if self.state != "idle":
            self._enter("idle")

    def switch(self) -> None:
        """Change to geolocated mode."""
        self._privacy.set_mode("geolocated")

    def say(self, text: str) -> int:
        """Speak a text; gives how long that takes in nanoseconds."""
        return self._speaker.play(speak(text))

    def power_on(self) -> None:
        """Show that nothing is under way."""
        self._com.set("switching.state", "idle")

    def power_off(self) -> None:
        """Stop asking."""
        self.cancel()

    def ask(self) -> None:
        """Say the first prompt, and wait for the confirmation."""
        self._speaking_until_ns = self._kernel.now_ns + self.say(CONFIRM_PROMPT)
        self._over.arm_at(self._speaking_until_ns + seconds(self.calibration.window_s))

    def _on_tell(self) -> None:
        self._over.arm_in(self.say(SWITCHED_PROMPT))

    def _enter(self, state: str) -> None:
        self.state = state
        self._bus.show("switching.state", state)
