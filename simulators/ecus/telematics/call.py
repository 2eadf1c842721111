"""The 112 call of the vehicle: dialling, MSD, voice, call-back.

The ECU is the in-vehicle system of EN 16062: once the PSAP has answered it waits for the request, sends the
MSD, and opens the voice channel when the MSD is acknowledged or has not been asked for in time.
"""

from __future__ import annotations

from dataclasses import dataclass

from clock.kernel import seconds
from simulators.ecus.telematics.buttons import Press
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.voice import CallCalibration, VoiceCall
from simulators.ecus.wake import WakeRequest
from simulators.offboard.network import Activation, Call, Signal


@dataclass(frozen=True)
class EmergencyCallCalibration(CallCalibration):
    """Times in seconds, besides those of every call.

    `cancel_window_s` runs from the release of the press that began the call (AMB-02), `cancel_press_s` is how
    long the second press must be. `request_limit_s` is T5, `msd_limit_s` T7 and `callback_wait_s` T9 of
    EN 16062.
    """

    dial_limit_s: float = 120.0
    cancel_window_s: float = 3.0
    cancel_press_s: float = 0.2
    request_limit_s: float = 5.0
    msd_limit_s: float = 20.0
    callback_wait_s: float = 3600.0
    redial_after_s: float = 2.0


class EmergencyCall(VoiceCall):
    """The state machine of the 112 call."""

    SIGNAL = "ecall.state"
    calibration: EmergencyCallCalibration

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu, ecu.take_calibration(EmergencyCallCalibration))
        self._make_msd = ecu.part(CallData).make_msd
        self._wake = ecu.part(WakeRequest)
        self._activation: Activation = "manual"
        self._origin: Press | None = None
        self._msds = 0
        self._callback_until_ns = -1
        self._data_limit = self._kernel.timer(self.speak)
        self._redial = self._kernel.timer(self._dial)
        self._timers += [self._data_limit, self._redial]

    def start(self, activation: Activation, origin: Press | None = None) -> None:
        """Begin a call; `origin` is the press that asked for it, of a manual call."""
        self._next.cancel()
        self._activation = activation
        self._origin = origin
        self._msds = 0
        self._give_up.arm_in(seconds(self.calibration.dial_limit_s))
        self._dial()

    def hangs_up(self, pressed_ns: int) -> bool:
        """Tell whether a press of the SOS button that began at this time means to hang up."""
        if not self.active or self._origin is None or self._origin.released_ns is None:
            return False
        return pressed_ns - self._origin.released_ns <= seconds(self.calibration.cancel_window_s)

    def tell_crash(self) -> None:
        """Tell the PSAP of a crash in the call that is under way: from now on it is no call by hand any more."""
        self._activation = "automatic"
        self._origin = None
        if self._call is not None and (self.state == "voice" or (self.state == "sending_msd" and self._msds)):
            self.send_msd(self._call)

    def ring(self, call: Call) -> None:
        """Take a call-back without a hand while the ECU waits for one, else refuse it."""
        call.join(self)
        if self.active or self._kernel.now_ns > self._callback_until_ns:
            call.hang_up(self)
            return
        self._next.cancel()
        # The activation stays that of the call before, since the data that may be asked for are of it.
        self._origin = None
        self._call = call
        call.send(self, "answered")
        self._enter("voice")
        self._wake.need("button")

    def call_signal(self, call: Call, signal: Signal, data: bytes) -> None:
        """See `network.Party`."""
        if call is self._call and signal == "msd_request":
            self.send_msd(call)
        elif call is self._call and signal == "hl_ack":
            self.speak()
        else:
            super().call_signal(call, signal, data)

    def power_off(self) -> None:
        """Forget everything."""
        super().power_off()
        self._callback_until_ns = -1

    def _dial(self) -> None:
        self._enter("dialling")
        self._call = self._modem.dial("emergency", self._activation, self)

    def _answered(self) -> None:
        self._give_up.cancel()
        self._callback_until_ns = self._kernel.now_ns + seconds(self.calibration.callback_wait_s)
        self._enter("sending_msd")
        self._data_limit.arm_in(seconds(self.calibration.request_limit_s))

    def send_msd(self, call: Call) -> None:
        """Send the MSD."""
        self._enter("sending_msd")
        self._msds += 1
        call.send(self, "msd", self._make_msd(self._msds, self._activation))
        self._data_limit.arm_in(seconds(self.calibration.msd_limit_s))

    def speak(self) -> None:
        """Open the voice channel."""
        self._data_limit.cancel()
        self._enter("voice")

    def _hung_up(self) -> None:
        if self.state == "dialling":
            self._lost()
            return
        self._cancel_timers()
        self._callback_until_ns = self._kernel.now_ns + seconds(self.calibration.callback_wait_s)
        self._enter("callback_wait")
        self._next.arm_at(self._callback_until_ns)

    def _lost(self) -> None:
        """Try again after the call was cut off or not put through, as long as that makes sense."""
        self._data_limit.cancel()
        if not self._give_up.armed:
            self._give_up.arm_in(seconds(self.calibration.dial_limit_s))
        self._enter("dialling")
        self._redial.arm_in(seconds(self.calibration.redial_after_s))

    def _move_on(self) -> None:
        if self.state == "callback_wait":
            self._end()
        else:
            super()._move_on()
