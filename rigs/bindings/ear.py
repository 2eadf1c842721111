"""The ear in front of the loudspeaker: a capture instrument whose samples are matched against the clips."""

from __future__ import annotations

import io
import wave
from functools import cache

import numpy as np

from clock.kernel import MS, Kernel, S
from rigs.bindings.instrument import InstrumentLink, Samples, Steady, ask_samples, command
from rigs.errors import RecordingFault
from rigs.files.rig_file import ROOT, AudioBinding
from rigs.hearing.prompts import FRAME_S, SAMPLE_NS, SAMPLE_RATE_HZ, Heard, Listener, Onset, load_clips
from rigs.hearing.tone import PROBE_S, TONE_HZ, hears_tone
from rigs.values.interval import Interval
from rigs.values.track import Track

FRAME_NS = 20 * MS
"""Uncertainty of start and end of an utterance, in ns."""

UNKNOWN_PROMPT = "?"
"""The value of a prompt that is none of the clips."""

RESTED_PERIODS = 100
"""Periods after which a capture is asked that rests in silence, so that no block of samples is too large."""

SILENT_NS = S
"""Time in ns of silence after which all that was played has been taken, longer than a tick of the listener."""

FULL_SCALE = 32767
"""The highest sample of 16 bit."""

MOST_CLIPPED = 200
"""The number of samples at full scale, 25 ms of them, from which on an unknown prompt may be a known one."""

PROBE_SAMPLES = round(PROBE_S * SAMPLE_RATE_HZ)


_clips = cache(load_clips)  # what is computed of a recording serves all scenarios


class AudioEar:
    """An ear that listens to the captured loudspeaker and notes the prompts that are recognised.

    Before it listens and after it has listened, it lets the instrument's calibrator sound, and hears it: between
    the two the capture was alive, and silence was silence.

    Where the instrument knows when something is played, silence is taken in large blocks, and what is played at
    the moments at which it would have been taken anyway.

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
        instrument: InstrumentLink,
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
        self._blocks: list[Samples] = []
        self._probe: Samples | None = None
        self._over = False
        self._clipped = 0
        self._overdriven = False
        self._clips = _clips(ROOT / binding.clips)
        self._listener = Listener(self._clips)
        self._timer = kernel.timer(self._take)
        self._period_ns = binding.period_ms * MS
        self._steady: Steady | None = None
        self._loud_ns = 0

    def start(self) -> None:
        """Begin to capture and to listen.

        Raises:
            InstrumentFault: The instrument refused or did not answer; here or, when the calibrator is not heard,
                in the kernel.
        """
        self._origin_ns = self._kernel.time_ns()
        self._command(self._binding.start)
        at = Interval.at(self._origin_ns)
        self._prompt.add(at, "")
        self._sound.add(at, "silence")
        steady = self._instrument.steady
        query = self._binding.data.format(first=0)
        self._steady = steady if steady is not None and steady.watch(query, self._stir) else None
        self._sound_calibrator()
        self._timer.arm_in(self._period_ns)

    def probe(self) -> None:
        """Take what is left and listen no more; the calibrator sounds, and `stop` is to come `PROBE_S` later.

        Raises:
            InstrumentFault: The instrument refused or did not answer, or was deaf at the start.
        """
        if self._timer.armed:
            self._take()
        self._over = True
        if self._probe is None:
            self._sound_calibrator()

    def stop(self) -> None:
        """Capture no more.

        Raises:
            RecordingFault: The calibrator was not heard, so that silence means nothing, or a prompt that is none
                was overdriven.
            InstrumentFault: The instrument did not answer.
        """
        if self._timer.armed:
            self._take()
            self._timer.cancel()
        if self._probe is not None:
            self._judge(self._probe)
        if self._overdriven:
            raise RecordingFault(
                f"{self._prompt.name}: {self._binding.instrument} is overdriven,"
                f" {self._clipped / SAMPLE_RATE_HZ:.1f} s of what it captured are at full scale,"
                " and a prompt that is none of the clips proves nothing"
            )

    def cancel(self) -> None:
        """Ask no more, whatever state the capture is in."""
        self._timer.cancel()

    def wav(self) -> bytes:
        """Return all that was captured, as a WAV file."""
        file = io.BytesIO()
        with wave.open(file, "wb") as writer:
            writer.setnchannels(1)
            writer.setsampwidth(2)
            writer.setframerate(SAMPLE_RATE_HZ)
            writer.writeframes(b"".join(block.astype("<i2").tobytes() for block in self._blocks))
        return file.getvalue()

    def _sound_calibrator(self) -> None:
        self._command(self._binding.tone)
        self._probe = np.empty(0, dtype=np.int16)

    def _command(self, text: str) -> None:
        command(self._prompt.name, self._binding.instrument, self._instrument, text)

    def _take(self) -> None:
        query = self._binding.data.format(first=self._position)
        samples = ask_samples(self._prompt.name, self._binding.instrument, self._instrument, query)
        first_ns = self._origin_ns + self._position * SAMPLE_NS
        self._position += len(samples)
        self._blocks.append(samples)
        self._clipped += int(np.count_nonzero((samples >= FULL_SCALE) | (samples <= -FULL_SCALE)))
        if self._probe is not None:
            probed = samples[: PROBE_SAMPLES - len(self._probe)]
            self._take_probe(np.concatenate((self._probe, probed)))
            first_ns += len(probed) * SAMPLE_NS
            samples = samples[len(probed) :]
        if not self._over:
            for heard in self._listener.feed(first_ns, samples):
                self._note(heard)
        self._timer.arm_in(self._period_ns * (RESTED_PERIODS if self._may_rest() else 1))

    def _may_rest(self) -> bool:
        """Tell whether nothing is played, and what was is told apart."""
        now_ns = self._kernel.now_ns
        if self._steady is None or not self._steady.settled():
            self._loud_ns = now_ns
        return self._probe is None and self._listener.idle and now_ns - self._loud_ns >= SILENT_NS

    def _stir(self) -> None:
        """Go on in short periods, at the moments at which a capture is asked that does not rest."""
        if self._timer.armed:
            left_ns = self._timer.when_ns - self._kernel.now_ns
            if left_ns > self._period_ns:
                self._timer.arm_at(self._timer.when_ns - left_ns // self._period_ns * self._period_ns)

    def _take_probe(self, probe: Samples) -> None:
        self._probe = probe
        if len(probe) >= PROBE_SAMPLES:
            self._judge(probe)
            self._probe = None

    def _judge(self, probe: Samples) -> None:
        if not hears_tone(probe, SAMPLE_RATE_HZ):
            raise RecordingFault(
                f"{self._prompt.name}: {self._binding.instrument} did not hear its calibrator"
                f" ({TONE_HZ:g} Hz after {self._binding.tone!r}), so it is deaf, and silence proves nothing"
            )

    def _note(self, heard: Onset | Heard) -> None:
        if isinstance(heard, Onset):
            self._sound.add(Interval.at(heard.at_ns, FRAME_NS), "sound")
            return
        end = Interval.at(heard.end_ns, FRAME_NS)
        start = Interval.at(heard.start_ns, FRAME_NS)
        if heard.transcript:
            self._prompt.add(start, heard.transcript)
        else:
            self._overdriven = self._overdriven or self._clipped > MOST_CLIPPED
            self._prompt.add(start, UNKNOWN_PROMPT, self._nearest(heard))
        self._prompt.add(end, "")
        self._sound.add(end, "silence")

    def _nearest(self, heard: Heard) -> str:
        """Say which clip is nearest to what is none; where none is about as long, by its length."""
        lasted_s = heard.end_s - heard.start_s
        text = f"a prompt of {lasted_s:.1f} s that is none of the clips, nearest clip"
        if heard.nearest is not None:
            return f"{text} {heard.nearest}, off by {heard.score:.1f} dB"
        near = min(self._clips.values(), key=lambda clip: abs(clip.frames * FRAME_S - lasted_s))
        return f"{text} in length {near.name}, {near.frames * FRAME_S:.1f} s"
