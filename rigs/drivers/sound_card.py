"""A microphone at any sound card, by sounddevice of the dependency group `audio`."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pyvisa

from rigs.bindings.instrument import InstrumentLink, Samples
from rigs.drivers.driver import Driver, needs
from rigs.errors import InstrumentFault
from rigs.files.dialect import Dialect
from rigs.files.rig_file import Instrument
from rigs.hearing.prompts import SAMPLE_RATE_HZ
from rigs.hearing.tone import TONE_HZ

TONE_S = 0.2
TONE_PEAK = 8192
"""Peak of the tone that the calibrator plays: a quarter of full scale."""


class SoundCard:
    """A capture of the default microphone, or of a device by its name or number, at 8 kHz and 16 bit.

    Args:
        sounddevice: The module of that name.
        device: Name of the device, as `python -m sounddevice` lists it; empty for the default one.

    Raises:
        OSError: There is no such device, or it cannot do that.
    """

    def __init__(self, sounddevice: Any, device: str) -> None:
        self._sounddevice = sounddevice
        self._lock = threading.Lock()
        self._blocks: list[Samples] = []
        self._lost = ""
        self._device = int(device) if device.isdecimal() else device or None
        self._stream = self._open()

    def start(self) -> None:
        """Drop what was captured, and capture from now on."""
        with self._lock:
            self._blocks, self._lost = [], ""

    def calibrate(self) -> None:
        """Play a tone of 1 kHz for 0.2 s at the output of the same device."""
        times_s = np.arange(round(TONE_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        tone = np.rint(TONE_PEAK * np.sin(2 * np.pi * TONE_HZ * times_s)).astype(np.int16)
        self._call(self._sounddevice.play, tone, SAMPLE_RATE_HZ, device=self._device)

    def samples(self, first: int) -> Samples:
        """Return what was captured since the start, from a number on.

        Raises:
            ValueError: Samples were lost.
        """
        with self._lock:
            if self._lost:
                raise ValueError(f"samples were lost: {self._lost}")
            captured = np.concatenate(self._blocks) if self._blocks else np.empty(0, dtype=np.int16)
            self._blocks = [captured]
        return np.asarray(captured[first:], dtype=np.int16)

    def close(self) -> None:
        """Capture no more."""
        self._call(self._stream.close)

    def _open(self) -> Any:
        stream = self._call(
            self._sounddevice.InputStream,
            samplerate=SAMPLE_RATE_HZ,
            channels=1,
            dtype="int16",
            device=self._device,
            callback=self._take,
        )
        self._call(stream.start)
        return stream

    def _take(self, block: Any, _frames: int, _time: object, status: object) -> None:
        """Keep what came; called by the thread of the sound card."""
        with self._lock:
            self._blocks.append(np.array(block[:, 0], dtype=np.int16))
            if status:
                self._lost = f"{status}"

    def _call(self, do: Any, *arguments: object, **options: object) -> Any:
        try:
            return do(*arguments, **options)
        except self._sounddevice.PortAudioError as error:
            raise OSError(f"{error}") from error


class SoundCardLink(InstrumentLink):
    """The connection to a sound card, told `START` and `TONE`, and asked `SAMPLES n` from the nth on."""

    def drop_late_answers(self, resource: Any) -> None:
        """Do nothing: a capture begins anew with each start."""

    def with_check(self, command: str) -> str:
        """Return the command itself: it is done when it has returned."""
        return command

    def was_taken(self, answer: str) -> bool:
        """See `InstrumentLink.was_taken`."""
        return answer == "done"

    def exchange(self, resource: Any, query: str) -> str:
        """Do what a command says.

        Raises:
            ValueError: There is no such command.
        """
        match query:
            case "START":
                resource.start()
            case "TONE":
                resource.calibrate()
            case _:
                raise ValueError("a sound card takes START, TONE and SAMPLES n")
        return "done"

    def read_samples(self, resource: Any, query: str) -> Samples:
        """Return the samples from a number on.

        Raises:
            ValueError: There is no such question, or samples were lost.
        """
        word, _, first = query.partition(" ")
        if word != "SAMPLES" or not first.isdecimal():
            raise ValueError("a sound card is asked SAMPLES n")
        samples: Samples = resource.samples(int(first))
        return samples


def connect_sound_card(manager: pyvisa.ResourceManager, resource: str, table: Instrument) -> SoundCard:
    """Connect to a sound card.

    Args:
        manager: Of pyvisa; not used.
        resource: Name of the device; empty for the default one.
        table: What the rig file says of it; not used.

    Raises:
        rigs.errors.InstrumentFault: sounddevice, or the library PortAudio that it needs, is not installed.
        OSError: There is no such device.
    """
    try:
        import sounddevice  # noqa: PLC0415  # only some need its group
    except ImportError as error:
        raise needs("audio", error) from error
    except OSError as error:
        raise InstrumentFault(f"{error}; on Linux it is the distribution's, such as libportaudio2") from error
    return SoundCard(sounddevice, resource)


SOUND_CARD = Driver(
    "sound-card",
    "a microphone at any sound card; resource is the name of the device, or left out",
    Dialect(
        line={"error_query": "", "clear": ""},
        is_visa=False,
        audio={"start": "START", "tone": "TONE", "data": "SAMPLES {first}"},
    ),
    SoundCardLink,
    connect_sound_card,
)
"""sounddevice 0.5: `InputStream`, `play`."""
