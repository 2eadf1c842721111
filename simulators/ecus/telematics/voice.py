"""The voice of calls: from the microphone to the other end, from there to the loudspeaker, and what a call is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from clock.kernel import seconds
from simulators.ecus.ecu import Part
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.offboard.network import Call, Party, Signal

ACTIVE_STATES = ("dialling", "sending_msd", "voice")
"""States in which a call is under way."""


class VoicePath(Part):
    """The path of voices: carries both directions while a call speaks, and nothing before and after."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._microphone = ecu.wiring.flag("microphone.connected")
        self._occupants = ecu.wiring.flag("cabin.voice")
        self._speaker = ecu.speaker
        self._ends: dict[Party, Callable[[Signal], None]] = {}
        self._said: Signal = "silence"
        for line in (self._microphone, self._occupants):
            line.watch(lambda _: self._update())

    def open(self, end: Party, say: Callable[[Signal], None]) -> None:
        """Open a voice channel: `say` takes `speech` and `silence` to the other end."""
        self._ends[end] = say
        if self.picks_up():
            say("speech")

    def close(self, end: Party) -> None:
        """Close a voice channel; harmless when it is not open."""
        self._ends.pop(end, None)

    def hear(self, samples: bytes) -> None:
        """Play what the other end says."""
        self._speaker.play(np.frombuffer(samples, np.int16))

    def picks_up(self) -> bool:
        """Tell whether the voice of an occupant enters the call."""
        return self._microphone.value and self._occupants.value

    def _update(self) -> None:
        before, self._said = self._said, "speech" if self.picks_up() else "silence"
        if self._said != before:
            for say in self._ends.values():
                say(self._said)


@dataclass(frozen=True)
class CallCalibration:
    """Times in seconds: how long a call tries to get through, and how long it shows that it has ended."""

    dial_limit_s: float = 60.0
    ended_s: float = 2.0


class VoiceCall(Part):
    """The state machine that all calls share: dialling, voice, and the end.

    Args:
        ecu: What it is a part of.
        calibration: Its times.
    """

    SIGNAL: ClassVar[str]

    def __init__(self, ecu: TelematicsEcu, calibration: CallCalibration) -> None:
        super().__init__(ecu)
        self.state = "idle"
        self.calibration = calibration
        self._modem = ecu.modem
        self._bus = ecu.part(BusAccess)
        self._voice = ecu.part(VoicePath)
        self._call: Call | None = None
        self._give_up = self._kernel.timer(self._not_reached)
        self._next = self._kernel.timer(self._move_on)
        self._timers = [self._give_up, self._next]

    @property
    def active(self) -> bool:
        """True while a call is under way."""
        return self.state in ACTIVE_STATES

    def hang_up(self) -> None:
        """End the call from the vehicle; harmless when there is none."""
        if not self.active:
            return
        call, self._call = self._call, None
        if call is not None:
            call.hang_up(self)
        self._end()

    def call_signal(self, call: Call, signal: Signal, data: bytes) -> None:
        """See `network.Party`."""
        if call is not self._call:
            return
        if signal == "answered":
            self._answered()
        elif signal == "speech" and self.state == "voice":
            self._voice.hear(data)
        elif signal in ("hung_up", "lost"):
            self._call = None
            if signal == "lost":
                self._lost()
            else:
                self._hung_up()

    def power_on(self) -> None:
        """Show that there is no call."""
        self._com.set(self.SIGNAL, "idle")

    def power_off(self) -> None:
        """Forget everything."""
        self._call = None
        self._voice.close(self)
        self.state = "idle"
        self._cancel_timers()

    def _answered(self) -> None:
        self._give_up.cancel()
        self._enter("voice")

    def _hung_up(self) -> None:
        self._end()

    def _lost(self) -> None:
        self._end()

    def _not_reached(self) -> None:
        if self.state == "dialling":
            self.hang_up()

    def _end(self) -> None:
        self._cancel_timers()
        self._enter("ended")
        self._next.arm_in(seconds(self.calibration.ended_s))

    def _move_on(self) -> None:
        self._enter("idle")

    def _cancel_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()

    def _enter(self, state: str) -> None:
        if state == self.state:
            return
        self.state = state
        self._bus.show(self.SIGNAL, state)
        call = self._call
        if state == "voice" and call is not None:
            self._voice.open(self, lambda said: call.send(self, said))
        else:
            self._voice.close(self)
