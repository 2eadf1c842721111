"""Ports behind instruments: SCPI through pyvisa, in the dialect that the rig file writes down."""

from __future__ import annotations

import io
import math
import wave
from typing import Any

import numpy as np
import pyvisa
from pyvisa.resources import MessageBasedResource

from rigs.audio import Heard, Listener, Onset, load_clips
from rigs.errors import InstrumentFault
from rigs.event import Interval
from rigs.model import ROOT, AudioBinding, ObservationBinding, StimulusBinding
from rigs.track import Track
from simulators.kernel import MS, Kernel

NO_ERROR = ("0", "+0")
CAPTURE_RATE_HZ = 8000
SAMPLE_NS = 1_000_000_000 // CAPTURE_RATE_HZ
FRAME_NS = 20 * MS
"""How well begin and end of an utterance are known."""

UNKNOWN_PROMPT = "?"
"""What was heard is none of the clips."""

NO_NUMBER = 9.9e37
"""From here on SCPI means infinity, or that there is no value (SCPI-99 volume 1, 7.2.1)."""

FOREIGN = (pyvisa.Error, pyvisa.errors.VisaIOWarning, OSError, ValueError)
"""What pyvisa and its backends raise; a ValueError is an answer that is no text, or a bad address."""


def open_instrument(
    manager: pyvisa.ResourceManager, resource: str, name: str, timeout_ms: int = 2000
) -> MessageBasedResource:
    """Open an instrument that talks in lines.

    Raises:
        InstrumentFault: There is none at this address.
    """
    try:
        opened = manager.open_resource(resource, read_termination="\n", write_termination="\n", timeout=timeout_ms)
    except FOREIGN as error:
        raise InstrumentFault(f"{name}: cannot be opened at {resource}: {error}") from error
    if not isinstance(opened, MessageBasedResource):
        raise InstrumentFault(f"{name}: {resource} does not talk in messages")
    return opened


def apply(name: str, binding: StimulusBinding, instrument: MessageBasedResource, value: str) -> str:
    """Set a stimulus and make sure that the instrument took it.

    Returns:
        The command, for people.

    Raises:
        InstrumentFault: The instrument refused the command or did not answer.
    """
    command = binding.write.format(value=binding.words.get(value, value))
    answer = ask(name, binding.instrument, instrument, f"{command};:SYST:ERR?")
    if answer.split(",")[0].strip() not in NO_ERROR:
        raise InstrumentFault(f"{name}: {binding.instrument} refused {command!r}: {answer}")
    return command


def ask(name: str, label: str, instrument: MessageBasedResource, query: str) -> str:
    """The answer of an instrument to a query.

    Raises:
        InstrumentFault: There is none.
    """
    try:
        return instrument.query(query).strip()
    except FOREIGN as error:
        raise InstrumentFault(f"{name}: {label} gave no answer to {query!r}: {error}") from error


class Sampler:
    """Asks an instrument for an observation again and again and notes what changes.

    Args:
        binding: The query and its dialect.
        instrument: Who is asked.
        track: Where the values go.
        kernel: The clock.
    """

    def __init__(
        self, binding: ObservationBinding, instrument: MessageBasedResource, track: Track, kernel: Kernel
    ) -> None:
        self._binding = binding
        self._instrument = instrument
        self._track = track
        self._kernel = kernel
        track.lag_ns = binding.period_ms * MS
        self._previous_ns: int | None = None
        self._period_ns = binding.period_ms * MS
        self._timer = kernel.timer(self._sample)

    def start(self) -> None:
        """Sample now and from now on."""
        self._sample()

    def stop(self) -> None:
        """Sample no more."""
        self._timer.cancel()

    def _sample(self) -> None:
        before_ns = self._kernel.time_ns()
        answer = ask(self._track.name, self._binding.instrument, self._instrument, self._binding.query)
        value = self._value(answer)
        earliest_ns = before_ns if self._previous_ns is None else self._previous_ns
        self._previous_ns = before_ns
        self._track.add(Interval(earliest_ns, self._kernel.time_ns()), value)
        self._timer.arm_in(self._period_ns)

    def _value(self, answer: str) -> str | float:
        head = answer.split(",", maxsplit=1)[0].strip()
        words = self._binding.words
        if words:
            if head not in words:
                allowed = ", ".join(words)
                raise InstrumentFault(
                    f"{self._track.name}: {self._binding.instrument} answered {answer!r}"
                    f" to {self._binding.query!r}, allowed: {allowed}"
                )
            return words[head]
        try:
            number = float(head)
        except ValueError:
            number = math.nan
        if not abs(number) < NO_NUMBER:
            raise InstrumentFault(
                f"{self._track.name}: {self._binding.instrument} answered {answer!r} to {self._binding.query!r},"
                " which is no number"
            )
        return number


class AudioEar:
    """Listens to the captured loudspeaker and notes the prompts that are recognised.

    Args:
        binding: The commands of the capture instrument.
        instrument: Who is asked.
        prompt: Track of transcripts: "" in silence, the words of a clip, "?" for what is no clip.
        sound: Track of whether anything is heard: "silence", "sound".
        kernel: The clock.
    """

    def __init__(
        self,
        binding: AudioBinding,
        instrument: MessageBasedResource,
        prompt: Track,
        sound: Track,
        kernel: Kernel,
    ) -> None:
        self._binding = binding
        self._instrument = instrument
        self._prompt = prompt
        self._sound = sound
        self._kernel = kernel
        self._position = 0
        self._origin_ns = 0
        self._blocks: list[np.ndarray[Any, np.dtype[np.int16]]] = []
        self._listener = Listener(load_clips(ROOT / binding.clips))
        self._timer = kernel.timer(self._take)

    def start(self) -> None:
        """Begin to capture and to listen."""
        self._origin_ns = self._kernel.time_ns()
        apply_plain(self._binding.instrument, self._instrument, self._binding.start)
        at = Interval.at(self._origin_ns)
        self._prompt.add(at, "")
        self._sound.add(at, "silence")
        self._timer.arm_in(self._binding.period_ms * MS)

    def stop(self) -> None:
        """Take what is left and listen no more."""
        if self._timer.armed:
            self._take()
            self._timer.cancel()

    def wav(self) -> bytes:
        """All that was captured, as a WAV file."""
        file = io.BytesIO()
        with wave.open(file, "wb") as writer:
            writer.setnchannels(1)
            writer.setsampwidth(2)
            writer.setframerate(CAPTURE_RATE_HZ)
            writer.writeframes(b"".join(block.astype("<i2").tobytes() for block in self._blocks))
        return file.getvalue()

    def _take(self) -> None:
        query = self._binding.data.format(first=self._position)
        try:
            block = self._instrument.query_binary_values(query, datatype="h", container=np.ndarray)
        except FOREIGN as error:
            label = self._binding.instrument
            raise InstrumentFault(f"{self._prompt.name}: {label} gave no samples to {query!r}: {error}") from error
        samples = np.asarray(block, dtype=np.int16)
        first_ns = self._origin_ns + self._position * SAMPLE_NS
        self._position += len(samples)
        self._blocks.append(samples)
        for heard in self._listener.feed(first_ns, samples):
            self._note(heard)
        self._timer.arm_in(self._binding.period_ms * MS)

    def _note(self, heard: Onset | Heard) -> None:
        if isinstance(heard, Onset):
            self._sound.add(Interval.at(heard.at_ns, FRAME_NS), "sound")
            return
        end = Interval.at(heard.end_ns, FRAME_NS)
        self._prompt.add(Interval.at(heard.start_ns, FRAME_NS), heard.transcript or UNKNOWN_PROMPT)
        self._prompt.add(end, "")
        self._sound.add(end, "silence")


def apply_plain(label: str, instrument: MessageBasedResource, command: str) -> None:
    """Give an instrument a command that sets no port, and make sure that it took it.

    Raises:
        InstrumentFault: It refused or did not answer.
    """
    answer = ask(label, label, instrument, f"{command};:SYST:ERR?")
    if answer.split(",")[0].strip() not in NO_ERROR:
        raise InstrumentFault(f"{label} refused {command!r}: {answer}")
