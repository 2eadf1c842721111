"""The breakdown call: a voice call to the assistance centre, with a set of data beside it (line 35)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulators.ecus.telematics_uplink import HOST
from simulators.ecus.telematics_voice import VoicePath
from simulators.kernel import Kernel, seconds
from simulators.offboard.network import Call, Modem, Payload, Signal


@dataclass(frozen=True)
class BreakdownCallCalibration:
    """Times in seconds: how long it tries to get through, and how long it shows that it has ended."""

    dial_limit_s: float = 60.0
    ended_s: float = 2.0


class BreakdownCall:
    """The state machine of the breakdown call.

    Args:
        kernel: The clock.
        modem: The way out.
        show: Called with each new `bcall.state`.
        make_data: The set of data, made when a call begins.
        voice: What is spoken.
        calibration: Its times.
    """

    def __init__(
        self,
        kernel: Kernel,
        modem: Modem,
        show: Callable[[str], None],
        make_data: Callable[[], Payload],
        voice: VoicePath,
        calibration: BreakdownCallCalibration,
    ) -> None:
        self.state = "idle"
        self.calibration = calibration
        self._modem = modem
        self._show = show
        self._make_data = make_data
        self._voice = voice
        self._call: Call | None = None
        self._limit = kernel.timer(self.hang_up)
        self._calm = kernel.timer(lambda: self._enter("idle"))

    @property
    def active(self) -> bool:
        """Whether a call is under way."""
        return self._call is not None

    def start(self) -> None:
        """Dial, send the data, and tell the manufacturer that the service is used (line 126)."""
        self._calm.cancel()
        self._limit.arm_in(seconds(self.calibration.dial_limit_s))
        self._enter("dialling")
        data = self._make_data()
        self._modem.send("centre", "breakdown", data)
        self._modem.send(HOST, "assistance", {"service": "breakdown_call", "vin": data["vin"]})
        self._call = self._modem.dial("breakdown", "manual", self)

    def hang_up(self) -> None:
        """End the call from the vehicle; harmless when there is none."""
        if self._call is not None:
            self._call.hang_up(self)
            self._end()

    def call_signal(self, call: Call, signal: Signal, data: bytes) -> None:
        """See `network.Party`."""
        if call is not self._call:
            return
        if signal == "answered":
            self._limit.cancel()
            self._enter("voice")
        elif signal == "speech":
            self._voice.hear(data)
        elif signal in ("hung_up", "lost"):
            self._end()

    def power_off(self) -> None:
        """Forget everything."""
        self._call = None
        self._voice.close()
        self.state = "idle"
        self._limit.cancel()
        self._calm.cancel()

    def _end(self) -> None:
        self._call = None
        self._limit.cancel()
        self._enter("ended")
        self._calm.arm_in(seconds(self.calibration.ended_s))

    def _enter(self, state: str) -> None:
        self.state = state
        self._show(state)
        call = self._call
        if state == "voice" and call is not None:
            self._voice.open(lambda said: call.send(self, said))
        else:
            self._voice.close()
