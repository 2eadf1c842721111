"""What the two buttons and a crash set off: calls, and the switching to geolocated mode."""

from __future__ import annotations

from clock.kernel import seconds
from simulators.bus.com import Values
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.buttons import NAMES, ButtonCalibration, ButtonClassifier, Name, Press
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.service import Rights
from simulators.ecus.telematics.switching import Switching
from simulators.ecus.wake import WakeRequest
from simulators.offboard.network import Activation, Call


class Triggers(Part):
    """The triggers of calls: what a press or a crash means while other things go on; 112 comes first.

    Attributes:
        emergency_call, breakdown_call, switching: What it sets off.
    """

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self.profile = ecu.profile
        self.emergency_call = ecu.part(EmergencyCall)
        self.breakdown_call = ecu.part(BreakdownCall)
        self.switching = ecu.part(Switching)
        self._rights = ecu.part(Rights)
        self._data = ecu.part(CallData)
        self._wake = ecu.part(WakeRequest)
        lines = {name: ecu.wiring.flag(f"button.{name}") for name in NAMES}
        self._buttons = ButtonClassifier(self._kernel, lines, self, ecu.take_calibration(ButtonCalibration))
        restraint = self._com.on_frame("relay.crash.airbag", ecu.while_powered(self._on_restraint))
        restraint.repeats = False

    def power_on(self) -> None:
        """Watch the buttons, where there are any."""
        if self.profile.sos_buttons:
            self._buttons.power_on()

    def power_off(self) -> None:
        """Watch the buttons no more."""
        self._buttons.power_off()

    def minimum_press_ns(self, button: Name) -> int:
        """See `ButtonListener`: a press that would hang up may be shorter than one that calls."""
        if button == "assistance":
            return seconds(self.profile.assistance_press_min_s)
        if self.emergency_call.hangs_up(self._kernel.now_ns):
            return seconds(self.emergency_call.calibration.cancel_press_s)
        return seconds(self.profile.sos_press_min_s)

    def pressed(self, press: Press) -> None:
        """See `ButtonListener`."""
        if press.button == "sos":
            self.sos_pressed(press)
        else:
            self.assistance_pressed()

    def sos_pressed(self, press: Press) -> None:
        """Place a 112 call, or end the one that was not meant; later presses change nothing."""
        if self.emergency_call.hangs_up(press.pressed_ns):
            self.emergency_call.hang_up()
        elif not self.emergency_call.active:
            self.call_emergency("manual", press)

    def assistance_pressed(self) -> None:
        """Confirm what waits for a confirmation, else place a breakdown call (AMB-43)."""
        if self.switching.awaiting:
            self.switching.confirm()
        elif self.breakdown_allowed():
            self._wake.need("button")
            self.breakdown_call.start()

    def breakdown_allowed(self) -> bool:
        """Tell whether a breakdown call may begin: no other call, and a privacy mode that allows it."""
        busy = self.in_call() or self.switching.state != "idle"
        return not busy and self._rights.allows("breakdown_call")

    def in_call(self) -> bool:
        """Tell whether any call is under way."""
        return self.emergency_call.active or self.breakdown_call.active

    def double_pushed(self) -> None:
        """See `ButtonListener`: switches the mode where the vehicle is made for it, and never calls."""
        if self.profile.double_push and not self.in_call():
            self.start_switching()

    def start_switching(self) -> None:
        """Begin to switch to geolocated mode."""
        self._wake.need("button")
        self.switching.start()

    def crashed(self) -> None:
        """Tell the PSAP where the vehicle has the service, in the 112 call that is under way or one of its own: an
        airbag has deployed.
        """
        if self.emergency_call.active:
            self._data.incident()
            self.emergency_call.tell_crash()
        elif self.profile.sos_buttons:
            self.call_emergency("automatic", None)

    def ring(self, call: Call) -> None:
        """Take a call of the PSAP, which comes before everything else as one to it does."""
        self.emergency_call.ring(call)
        if self.emergency_call.active:
            self._make_way()

    def call_emergency(self, activation: Activation, press: Press | None) -> None:
        """Place a 112 call; it comes before everything else."""
        if not self._rights.allows("emergency_call"):
            return
        self._wake.need("button")
        self._make_way()
        self._data.incident()
        self.emergency_call.start(activation, press)

    def _make_way(self) -> None:
        self.breakdown_call.hang_up()
        self.switching.cancel()

    def _on_restraint(self, values: Values) -> None:
        # The airbag ECU shows for good what has deployed: a further crash shows in the count alone.
        count = values["relay.crash.counter"]
        if values["relay.crash.airbag"] == "deployed" and count != self._memory.get("crash"):
            self._memory["crash"] = count
            self.crashed()
