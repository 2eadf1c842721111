"""The light of the SOS button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clock.kernel import seconds
from simulators.ecus.ecu import Ecu, Part
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.service import ServiceTerm
from simulators.ecus.telematics.switching import Switching

Colour = Literal["none", "green", "red", "orange"]
LedState = Literal["off", "steady", "blinking"]


@dataclass(frozen=True)
class LedCalibration:
    """Blinking, as often as this in a second, half of the time on."""

    blink_hz: float = 2.0


class Led(Part):
    """The light at the SOS button: driven by what the ECU shows on the bus, which is told what it means."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(LedCalibration)
        self._ecu = ecu
        self._line = ecu.wiring.text("led.sos")
        self._bus = ecu.part(BusAccess)
        self._emergency_call = ecu.part(EmergencyCall)
        self._switching = ecu.part(Switching)
        self._service = ecu.part(ServiceTerm)
        self._state: LedState = "off"
        self._colour: Colour = "none"
        self._blink = self._kernel.timer(self._toggle)
        self._bus.watch(self.update)

    def wanted(self) -> tuple[LedState, Colour]:
        """Decide what the light is to show."""
        profile = self._ecu.profile
        if not self._ecu.powered or not profile.sos_buttons:
            return "off", "none"
        if self._emergency_call.active:
            return "steady", "red"
        if self._switching.state != "idle" and profile.switching_blinks:
            return "blinking", "red"
        if self._service.flashes:
            return "blinking", "orange"
        if not self._service.active:
            return "off", "none"
        return ("steady", "green") if self._bus.up else ("off", "none")

    def update(self) -> None:
        """Show what is wanted now."""
        self.set(*self.wanted())

    def power_off(self) -> None:
        """Go out."""
        self.set("off")

    def network_woke(self) -> None:
        """Show what is wanted now."""
        self.update()

    def network_slept(self) -> None:
        """Show what is wanted now."""
        self.update()

    def set(self, state: LedState, colour: Colour = "none") -> None:
        """Show this from now on."""
        if (state, colour) == (self._state, self._colour):
            return
        self._state, self._colour = state, colour
        self._blink.cancel()
        if state == "blinking":
            self._blink.arm_in(seconds(0.5 / self.calibration.blink_hz))
        self._line.set("off" if state == "off" else colour)
        self._bus.show("sos_led.state", state)
        self._bus.show("sos_led.colour", colour)

    def _toggle(self) -> None:
        self._line.set("off" if self._line.value != "off" else self._colour)
        self._blink.arm_in(seconds(0.5 / self.calibration.blink_hz))
