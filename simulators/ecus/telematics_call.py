"""The 112 call of the vehicle: dialling, MSD, voice, call-back.

The unit is the in-vehicle system of EN 16062: once the PSAP has answered it waits for the request, sends the
MSD, and opens the voice channel when the MSD is acknowledged or has not been asked for in time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulators.ecus.telematics_buttons import Press
from simulators.ecus.telematics_voice import VoicePath
from simulators.kernel import Kernel, seconds
from simulators.offboard.network import Activation, Call, Modem, Signal

ACTIVE_STATES = ("dialling", "sending_msd", "voice")


@dataclass(frozen=True)
class EmergencyCallCalibration:
    """Times in seconds.

    `cancel_window_s` runs from the release of the press that began the call (AMB-02), `cancel_press_s` is how
    long the second press must be. `request_limit_s` is T5, `msd_limit_s` T7 and `callback_wait_s` T9 of
    EN 16062; `dial_limit_s` is how long it tries in vain to get through.
    """

    cancel_window_s: float = 3.0
    cancel_press_s: float = 0.2
    request_limit_s: float = 5.0
    msd_limit_s: float = 20.0
    callback_wait_s: float = 3600.0
    redial_after_s: float = 2.0
    dial_limit_s: float = 120.0
    ended_s: float = 2.0


class EmergencyCall:
    """The state machine of the 112 call.

    Args:
        kernel: The clock.
        modem: The way out.
        show: Called with each new `ecall.state`.
        make_msd: The MSD for a message identifier and an activation, as octets.
        voice: What is spoken.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        modem: Modem,
        show: Callable[[str], None],
        make_msd: Callable[[int, Activation], bytes],
        voice: VoicePath,
        calibration: EmergencyCallCalibration,
    ) -> None:
        self.state = "idle"
        self.calibration = calibration
        self._kernel = kernel
        self._modem = modem
        self._show = show
        self._make_msd = make_msd
        self._voice = voice
        self._call: Call | None = None
        self._activation: Activation = "manual"
        self._origin: Press | None = None
        self._msds = 0
        self._callback_until_ns = -1
        self._data_limit = kernel.timer(self._speak)
        self._redial = kernel.timer(self._dial)
        self._give_up = kernel.timer(self._not_reached)
        self._next = kernel.timer(self._move_on)

    @property
    def active(self) -> bool:
        """Whether a call is under way."""
        return self.state in ACTIVE_STATES

    def start(self, activation: Activation, origin: Press | None = None) -> None:
        """Begin a call; `origin` is the press that asked for it, of a manual call."""
        self._next.cancel()
        self._activation = activation
        self._origin = origin
        self._msds = 0
        self._give_up.arm_in(seconds(self.calibration.dial_limit_s))
        self._dial()

    def hangs_up(self, pressed_ns: int) -> bool:
        """Whether a press of the SOS button that began at this time means to hang up."""
        if not self.active or self._origin is None or self._origin.released_ns is None:
            return False
        return pressed_ns - self._origin.released_ns <= seconds(self.calibration.cancel_window_s)

    def hang_up(self) -> None:
        """End the call from the vehicle."""
        call, self._call = self._call, None
        if call is not None:
            call.hang_up(self)
        self._end()

    def ring(self, call: Call) -> None:
        """A call-back: taken without a hand while the unit waits for one, else refused."""
        call.join(self)
        if self.active or self._kernel.now_ns > self._callback_until_ns:
            call.hang_up(self)
            return
        self._next.cancel()
        self._activation = call.activation
        self._origin = None
        self._call = call
        call.send(self, "answered")
        self._enter("voice")

    def call_signal(self, call: Call, signal: Signal, data: bytes) -> None:
        """See `network.Party`."""
        if call is not self._call:
            return
        if signal == "answered":
            self._answered()
        elif signal == "msd_request":
            self._send_msd(call)
        elif signal == "hl_ack":
            self._speak()
        elif signal == "speech":
            self._voice.hear(data)
        elif signal == "hung_up":
            self._call = None
            self._hung_up()
        elif signal == "lost":
            self._call = None
            self._lost()

    def power_off(self) -> None:
        """Forget everything."""
        self._call = None
        self._voice.close()
        self._callback_until_ns = -1
        self.state = "idle"
        self._cancel_timers()

    def _dial(self) -> None:
        self._enter("dialling")
        self._call = self._modem.dial("emergency", self._activation, self)

    def _answered(self) -> None:
        self._give_up.cancel()
        self._callback_until_ns = self._kernel.now_ns + seconds(self.calibration.callback_wait_s)
        self._enter("sending_msd")
        self._data_limit.arm_in(seconds(self.calibration.request_limit_s))

    def _send_msd(self, call: Call) -> None:
        self._enter("sending_msd")
        self._msds += 1
        call.send(self, "msd", self._make_msd(self._msds, self._activation))
        self._data_limit.arm_in(seconds(self.calibration.msd_limit_s))

    def _speak(self) -> None:
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
        """Cut off, or not put through: try again, as long as that makes sense."""
        self._data_limit.cancel()
        if not self._give_up.armed:
            self._give_up.arm_in(seconds(self.calibration.dial_limit_s))
        self._enter("dialling")
        self._redial.arm_in(seconds(self.calibration.redial_after_s))

    def _not_reached(self) -> None:
        if self.state == "dialling":
            self.hang_up()

    def _end(self) -> None:
        self._cancel_timers()
        self._enter("ended")
        self._next.arm_in(seconds(self.calibration.ended_s))

    def _move_on(self) -> None:
        if self.state == "callback_wait":
            self._end()
        else:
            self._enter("idle")

    def _cancel_timers(self) -> None:
        for timer in (self._data_limit, self._redial, self._give_up, self._next):
            timer.cancel()

    def _enter(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self._show(state)
            self._connect_voice()

    def _connect_voice(self) -> None:
        call = self._call
        if self.state == "voice" and call is not None:
            self._voice.open(lambda said: call.send(self, said))
        else:
            self._voice.close()
