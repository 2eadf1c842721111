"""The instruments that listen: a sound level meter outside, a microphone in front of the loudspeaker."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from clock.kernel import MS, Kernel
from simulators.plant.speaker import SAMPLE_NS, SAMPLE_RATE_HZ, Speaker, sample_at
from simulators.plant.wiring import Wiring
from simulators.scpi.device import Device, block
from simulators.scpi.parser import Command, CommandCall, Integer, ScpiError

BACKGROUND_DB = 45.0
"""The level of the room with nothing sounding, A-weighted."""


class SoundLevelMeter(Device):
    """A-weighted level with the time weighting FAST: the square of the pressure through a low pass of 125 ms.

    Source and background are added as powers. Between two steps of the source the answer of the low pass is an
    exponential, so that any moment and the maximum are computed, not sampled (IEC 61672-1, 3.7 and 5.8).
    """

    MODEL = "SLM-1"
    FAST_NS = 125 * MS

    def __init__(self, kernel: Kernel, wiring: Wiring) -> None:
        super().__init__(kernel, wiring)
        self._horn = wiring.number("horn.level_db")
        self._horn.watch(self._step)
        self._input = self._weighted = self._maximum = _power(BACKGROUND_DB) + _power(self._horn.value)
        self._at_ns = kernel.now_ns
        self._energy = 0.0
        self._energy_since_ns = kernel.now_ns

    def reset(self) -> None:
        """Forget the maximum (*RST)."""
        self.forget()

    def level(self) -> str:
        """Answer with the level of this moment, in dB (LAF)."""
        self._advance()
        return _level(self._weighted)

    def maximum(self) -> str:
        """Answer with the highest level since it was forgotten, in dB (LAFmax)."""
        self._advance()
        return _level(self._maximum)

    def equivalent(self) -> str:
        """Answer with LAeq, the equivalent level since the last answer, in dB; twice at once, that of the
        moment.
        """
        self._advance()
        duration_ns = self._at_ns - self._energy_since_ns
        power = self._energy / duration_ns if duration_ns else self._input
        self._energy, self._energy_since_ns = 0.0, self._at_ns
        return _level(power)

    def asked_at(self, when_ns: int) -> None:
        """See `Device.asked_at`: the level has been one since, so that energy goes by the time that is left."""
        duration_ns = self._at_ns - self._energy_since_ns
        if self._energy_since_ns < when_ns <= self._at_ns:
            self._energy *= (self._at_ns - when_ns) / duration_ns
            self._energy_since_ns = when_ns

    def forget(self) -> None:
        """Start the maximum anew, from the level of this moment."""
        self._advance()
        self._maximum = self._weighted

    def _step(self, horn_db: float) -> None:
        self._advance()
        self._input = _power(BACKGROUND_DB) + _power(horn_db)

    def _advance(self) -> None:
        elapsed_ns = self.kernel.now_ns - self._at_ns
        self._at_ns = self.kernel.now_ns
        self._energy += self._input * elapsed_ns
        decay = math.exp(-elapsed_ns / self.FAST_NS)
        self._weighted = self._input + (self._weighted - self._input) * decay
        # Between two steps the weighted power rises or falls all the time: an end is its maximum.
        self._maximum = max(self._maximum, self._weighted)

    COMMANDS = (
        Command("MEASure:SLEVel:LAF?", level),
        Command("MEASure:SLEVel:LAFMax?", maximum),
        Command("MEASure:SLEVel:LEQ?", equivalent, lines=lambda meter: [meter._horn]),
        Command("[MEASure:]SLEVel:LAFMax:RESet", forget),
    )


class AudioCapture(Device):
    """A recorder of the loudspeaker at 8 kHz, 16 bit, from CAPTure:STARt on; a recording can be read many times.

    Args:
        kernel: The clock.
        wiring: The vehicle.
        speaker: What is listened to.
    """

    MODEL = "AC-8"
    TONE_HZ = 1000.0
    TONE_S = 0.2
    TONE_PEAK = 3277.0
    MOST = 2**31 - 1

    def __init__(self, kernel: Kernel, wiring: Wiring, speaker: Speaker) -> None:
        super().__init__(kernel, wiring)
        self._speaker = speaker
        self._first: int | None = None

    def reset(self) -> None:
        """Drop the recording (*RST)."""
        self._first = None

    def watch(self, query: str, changed: Callable[[], None]) -> bool:
        """See `Device.watch`: until something is played, what is recorded goes on as it was, in silence."""
        for call in self._grammar.parse(query):
            if not isinstance(call, CommandCall) or call.command.handler is not AudioCapture.data:
                return False
        self._speaker.watch(changed)
        return True

    def settled(self) -> bool:
        """See `Device.settled`."""
        return self._speaker.silent

    def start(self) -> None:
        """Drop the recording and start anew."""
        self._first = sample_at(self.kernel.now_ns)

    def calibrate(self) -> None:
        """Sound the calibrator at the microphone: a tone of 1 kHz, 20 dB below full scale, for 0.2 s."""
        times_s = np.arange(round(self.TONE_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        tone = self.TONE_PEAK * np.sin(2 * np.pi * self.TONE_HZ * times_s)
        self._speaker.play(np.rint(tone).astype(np.int16))

    def position(self) -> str:
        """Answer with the number of samples recorded so far."""
        return str(0 if self._first is None else sample_at(self.kernel.now_ns) - self._first)

    def data(self, first: int, most: int = MOST) -> bytes:
        """Answer with the samples from number `first` on, `most` of them, as a block of 16 bit little endian."""
        if self._first is None:
            raise ScpiError(-221, "no recording was started")
        recorded_to = sample_at(self.kernel.now_ns)
        start = min(self._first + first, recorded_to)
        end = min(start + most, recorded_to)
        return block(self._speaker.samples(start * SAMPLE_NS, end * SAMPLE_NS).astype("<i2").tobytes())

    def rate(self) -> str:
        """Answer with the number of samples per second."""
        return str(SAMPLE_RATE_HZ)

    COMMANDS = (
        Command("CAPTure:STARt", start),
        Command("CAPTure:CALibrator", calibrate),
        Command("CAPTure:POSition?", position),
        Command("CAPTure:DATA?", data, Integer(0, MOST), optional=(Integer(0, MOST),)),
        Command("CAPTure:RATE?", rate),
    )


def _power(level_db: float) -> float:
    return float(10.0 ** (level_db / 10.0))


def _level(power: float) -> str:
    return f"{10.0 * math.log10(power):.2f}"
