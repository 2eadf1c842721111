"""Voice prompts are heard: captured sound is cut into utterances and matched against reference clips.

A clip is a recording of one prompt with its transcript (`rigs/clips/clips.toml`). The suite assumes (AMB-46,
the words that are heard) that the prompt heard must match the clip whose transcript has the source's words,
nothing else in it. So an utterance is accepted only when it follows a clip everywhere: it is compared as log
band energies, aligned in time within narrow bounds, and judged by the stretch of `LOCAL_FRAMES` in which it
differs most. One word changed, added or missing is such a stretch, however long the rest of the prompt is.

A lab records its clips through the same loudspeaker, microphone and capture instrument that will hear the prompts:
loudness is levelled out, the colour of the sound is not.
"""

from __future__ import annotations

import re
import wave
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dbc.strict_toml import parse_toml
from dbc.text_file import read_text

Samples: TypeAlias = NDArray[np.int16]
Features: TypeAlias = NDArray[np.float32]

SAMPLE_RATE_HZ: Final = 8000
SAMPLE_NS: Final = 1_000_000_000 // SAMPLE_RATE_HZ
FRAME_SAMPLES: Final = 80
JITTER_NS: Final = FRAME_SAMPLES * SAMPLE_NS
FRAME_S: Final = FRAME_SAMPLES / SAMPLE_RATE_HZ
# Start and end of an utterance are known to one frame either way, in white noise 20 dB down as in silence (held by
# tests/rigs/hearing/test_audio.py); the error of the time stamps that the capture instrument gives comes on top.
EDGE_UNCERTAINTY_S: Final = FRAME_S
END_SILENCE_S: Final = 0.5

LOCAL_FRAMES: Final = 6  # shorter than any word, about one sound long
# Measured on the clips of rigs/clips: the same words score up to 1.7 (20 dB of noise, 3 % fast or slow, a tenth of
# the level; 2.5 when clipped at six times the level), the nearest other word ("no" for "now") 4.5.
ACCEPT_DB: Final = 3.0

_TICK_FRAMES: Final = 10
_TICK_SAMPLES: Final = _TICK_FRAMES * FRAME_SAMPLES
TICK_S: Final = _TICK_SAMPLES / SAMPLE_RATE_HZ
_END_FRAMES: Final = round(END_SILENCE_S / FRAME_S)
_CLICK_FRAMES: Final = 10  # a sound followed by this much silence before it became an utterance was a click
_MIN_ACTIVE_FRAMES: Final = 5
_FLOOR_TICKS: Final = 50  # the noise floor is the quietest frame of the last 5 s: longer than a prompt
_OVER_FLOOR: Final = 5.0  # in power; the quietest of 500 frames of white noise lies 3 dB under their mean
_SILENCE_POWER: Final = 20.0**2  # 64 dB below full scale: digital silence and dither are never speech
_KEPT_TICKS: Final = 2  # before a sound begins: room for the margin

_WINDOW: Final = 256
_MARGIN_FRAMES: Final = 6  # of silence compared on either side, so that a hidden edge has room to align
_BANDS: Final = 18
_LOWEST_HZ, _HIGHEST_HZ = 150.0, 3800.0
_FLOOR_DB: Final = -28.0  # of the utterance's level: what white noise 20 dB down leaves in a band is under it
_SLACK: Final = 16  # half frames
_STEP_DB: Final = 0.5
_STEPS: Final = (1, 2, 3)  # half frames
_STEP_COSTS: Final = np.array([[_STEP_DB], [0.0], [_STEP_DB]], dtype=np.float32)
_DURATION_RATIO: Final = 0.035
_DURATION_SLACK_FRAMES: Final = 6


class ClipsError(ValueError):
    """The reference clips cannot be used; names the file, the key, the value and what is allowed."""


@dataclass(frozen=True, eq=False)
class Clip:
    """A reference recording of one prompt: `samples` are 16 bit PCM, mono, 8 kHz, shape (samples,).

    Raises:
        ValueError: the recording does not hold exactly one utterance.
    """

    name: str
    transcript: str
    language: str
    samples: Samples

    def __post_init__(self) -> None:
        found = len(self._utterances)
        if found != 1:
            raise ValueError(
                f"{found} utterances; exactly 1 is allowed, with at least {TICK_S} s of silence before it and "
                f"{END_SILENCE_S + TICK_S} s after it, in it no pause of {END_SILENCE_S} s"
            )

    @cached_property
    def _utterances(self) -> list[_Utterance]:
        return [part for part in _Segmenter().feed(self.samples) if isinstance(part, _Utterance)]

    @cached_property
    def frames(self) -> int:
        """Length of the utterance, in frames of `FRAME_S`."""
        return self._utterances[0].frames

    @cached_property
    def features(self) -> Features:
        """Levelled log band energies in dB every half frame, shape (half frames with margins, bands)."""
        return self._utterances[0].features(hop_samples=FRAME_SAMPLES // 2)


@dataclass(frozen=True)
class Onset:
    """An utterance has begun; known only once it has lasted a few frames."""

    at_ns: int


@dataclass(frozen=True)
class Heard:
    """An utterance that ended.

    `transcript` and `clip` are None when it is none of the clips; `nearest` and `score` then say which clip came
    closest and by how much it differs where it differs most (dB, 0 is identical; infinite and None when no clip
    is about as long). `level_db` is the mean level in dB relative to full scale.
    """

    transcript: str | None
    clip: str | None
    start_ns: int
    end_ns: int
    score: float
    level_db: float
    nearest: str | None

    @property
    def start_s(self) -> float:
        return self.start_ns / 1e9

    @property
    def end_s(self) -> float:
        return self.end_ns / 1e9


class Listener:
    """A listener for utterances in a stream of samples; the same whatever blocks the stream comes in.

    The stream should begin with at least 0.1 s without speech, from which the noise floor is first taken.
    """

    def __init__(self, clips: Mapping[str, Clip]) -> None:
        self._clips = tuple(clips.values())
        self._segmenter = _Segmenter()
        self._anchor_ns = 0
        self._anchor_sample = 0
        self._fed = 0

    @property
    def idle(self) -> bool:
        """True while nothing is heard that could become an utterance."""
        return self._segmenter.idle

    def feed(self, t_ns_of_first_sample: int, samples: Samples) -> list[Onset | Heard]:
        """Take the next block and return what it completes, in order of time.

        An onset is reported within 0.2 s of the sound, an utterance within 0.1 s after its `END_SILENCE_S`.

        Args:
            t_ns_of_first_sample: when the first sample of the block was taken; the times reported follow from it.
            samples: 16 bit PCM, mono, 8 kHz, shape (samples,), of any length.

        Raises:
            ValueError: samples of another kind, or a block that leaves a gap of more than a frame or overlaps.
        """
        if samples.dtype != np.int16 or samples.ndim != 1:
            raise ValueError(f"samples are {samples.dtype} of shape {samples.shape}; int16 of one axis is allowed")
        expected_ns = self._ns(self._fed)
        if self._fed and abs(t_ns_of_first_sample - expected_ns) > JITTER_NS:
            raise ValueError(
                f"block at {t_ns_of_first_sample} ns does not follow the one before it, which ended at "
                f"{expected_ns} ns; up to {JITTER_NS} ns of jitter are allowed"
            )
        # Anchored anew with every block, so that the drift of the sample clock does not add up.
        self._anchor_ns, self._anchor_sample = t_ns_of_first_sample, self._fed
        self._fed += len(samples)
        return [
            Onset(self._ns(part.start_sample)) if isinstance(part, _Begun) else self._judge(part)
            for part in self._segmenter.feed(samples)
        ]

    def _ns(self, sample: int) -> int:
        return self._anchor_ns + (sample - self._anchor_sample) * SAMPLE_NS

    def _judge(self, utterance: _Utterance) -> Heard:
        as_long = [clip for clip in self._clips if _as_long(utterance, clip)]
        features = utterance.features() if as_long else np.empty((0, _BANDS), dtype=np.float32)
        score, nearest = min(
            ((mismatch_db(features, clip.features), clip) for clip in as_long),
            key=lambda pair: pair[0],
            default=(float("inf"), None),
        )
        heard = nearest if score <= ACCEPT_DB else None
        return Heard(
            transcript=heard.transcript if heard else None,
            clip=heard.name if heard else None,
            start_ns=self._ns(utterance.start_sample),
            end_ns=self._ns(utterance.end_sample),
            score=score,
            level_db=utterance.level_db,
            nearest=nearest.name if nearest else None,
        )


def hear(samples: Samples, clips: Mapping[str, Clip], *, start_ns: int = 0) -> list[Heard]:
    """Return the utterances in a whole capture, as a `Listener` hears them.

    An utterance that `END_SILENCE_S` and a tenth of a second do not follow has no known end and is not returned.
    """
    return [event for event in Listener(clips).feed(start_ns, samples) if isinstance(event, Heard)]


def words(text: str) -> tuple[str, ...]:
    """Give the words of a transcript without case and punctuation, which say nothing of what is heard (AMB-46)."""
    return tuple(re.findall(r"\w+(?:['’]\w+)*", text.casefold()))


@dataclass(frozen=True)
class _Begun:
    start_sample: int


@dataclass(frozen=True, eq=False)
class _Utterance:
    """Sound between two silences; `samples` begin `lead` samples before it and go on after it."""

    start_sample: int
    end_sample: int
    samples: Samples
    lead: int

    @property
    def frames(self) -> int:
        return (self.end_sample - self.start_sample) // FRAME_SAMPLES

    @property
    def level_db(self) -> float:
        sound = self.samples[self.lead : self.lead + self.end_sample - self.start_sample].astype(np.float64)
        return float(10 * np.log10(max(sound.var(), 1e-9) / 32768.0**2))

    def features(self, hop_samples: int = FRAME_SAMPLES) -> Features:
        """Log band energies in dB relative to the utterance's own mean, shape (hops with margins, bands)."""
        first = self.lead - _MARGIN_FRAMES * FRAME_SAMPLES - (_WINDOW - FRAME_SAMPLES) // 2
        count = (self.frames + 2 * _MARGIN_FRAMES) * FRAME_SAMPLES // hop_samples
        starts = first + hop_samples * np.arange(count)
        windows = np.lib.stride_tricks.sliding_window_view(self.samples, _WINDOW)[starts]
        spectrum = np.fft.rfft(windows.astype(np.float32) * _HANN)
        energy = (spectrum.real**2 + spectrum.imag**2) @ _FILTERS
        level = energy.sum(axis=1).mean()
        levelled: Features = (10 * np.log10(energy / level + 10 ** (_FLOOR_DB / 10))).astype(np.float32)
        return levelled


class _Segmenter:
    """A cutter of a stream into utterances by the energy of its frames against the noise floor.

    It works in ticks of `_TICK_FRAMES` counted from the first sample, whatever blocks the samples come in.
    """

    def __init__(self) -> None:
        self._pending: Samples = np.zeros(0, dtype=np.int16)
        self._kept: list[Samples] = []
        self._frame = 0  # the first of the tick at hand
        self._floor: deque[float] = deque(maxlen=_FLOOR_TICKS)
        self._start: int | None = None
        self._active = 0
        self._last = 0

    @property
    def idle(self) -> bool:
        return self._start is None

    def feed(self, samples: Samples) -> list[_Begun | _Utterance]:
        samples = np.concatenate([self._pending, samples])
        ticks = len(samples) // _TICK_SAMPLES
        self._pending = samples[ticks * _TICK_SAMPLES :].copy()
        found: list[_Begun | _Utterance] = []
        if ticks == 0:
            return found
        blocks = samples[: ticks * _TICK_SAMPLES].reshape(ticks, _TICK_FRAMES, FRAME_SAMPLES)
        # The variance is blind to a constant offset of the input.
        power = blocks.var(axis=2, dtype=np.float32)
        extremes = zip(power.min(axis=1).tolist(), power.max(axis=1).tolist(), strict=True)
        for tick, (least, most) in enumerate(extremes):
            self._floor.append(least)
            self._kept.append(blocks[tick].reshape(-1))
            threshold = max(_SILENCE_POWER, _OVER_FLOOR * min(self._floor))
            if self._start is not None or most > threshold:
                found.extend(self._advance((power[tick] > threshold).tolist()))
            if self._start is None:
                del self._kept[:-_KEPT_TICKS]
            self._frame += _TICK_FRAMES
        return found

    def _advance(self, active: Sequence[bool]) -> list[_Begun | _Utterance]:
        found: list[_Begun | _Utterance] = []
        for frame, is_active in enumerate(active, self._frame):
            if is_active:
                if self._start is None:
                    self._start, self._active = frame, 0
                self._active += 1
                self._last = frame
                if self._active == _MIN_ACTIVE_FRAMES:
                    found.append(_Begun(self._start * FRAME_SAMPLES))
            elif self._start is not None:
                quiet = frame - self._last
                if self._active < _MIN_ACTIVE_FRAMES and quiet >= _CLICK_FRAMES:
                    self._start = None
                elif quiet >= _END_FRAMES:
                    found.append(self._utterance(self._start))
                    self._start = None
        return found

    def _utterance(self, start: int) -> _Utterance:
        kept = np.concatenate(self._kept)
        first_kept = (self._frame + _TICK_FRAMES) * FRAME_SAMPLES - len(kept)
        lead = start * FRAME_SAMPLES - first_kept
        # Speech that the capture begins with has no silence before it.
        short = max(0, _MARGIN_FRAMES * FRAME_SAMPLES + _WINDOW - lead)
        samples = np.concatenate([np.zeros(short, dtype=np.int16), kept]) if short else kept
        return _Utterance(start * FRAME_SAMPLES, (self._last + 1) * FRAME_SAMPLES, samples, lead + short)


def _filters() -> Features:
    """Make triangular bands, even on the mel scale, shape (bins, bands)."""

    def mel(hz: float) -> float:
        return 2595.0 * float(np.log10(1 + hz / 700.0))

    edges = 700.0 * (10 ** (np.linspace(mel(_LOWEST_HZ), mel(_HIGHEST_HZ), _BANDS + 2) / 2595.0) - 1)
    bins = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE_HZ)[:, None]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.clip(np.minimum(rising, falling), 0.0, None).astype(np.float32)


_FILTERS: Final = _filters()
_HANN: Final = np.hanning(_WINDOW).astype(np.float32)


def _as_long(utterance: _Utterance, clip: Clip) -> bool:
    return abs(utterance.frames - clip.frames) <= _DURATION_SLACK_FRAMES + _DURATION_RATIO * clip.frames


def mismatch_db(heard: Features, reference: Features) -> float:
    """Tell how much two utterances differ where they differ most: mean over `LOCAL_FRAMES` of the aligned
    distance.

    Dynamic time warping: every frame heard is laid on a half frame of the reference, two further on than the one
    before, or one or three at a cost of `_STEP_DB`, within `_SLACK` of an even playback speed.

    Args:
        heard: shape (frames, bands), dB.
        reference: shape (half frames, bands), dB; about as long in time.

    Returns:
        The mismatch in dB, 0 for equal utterances.
    """
    rows, columns = len(heard), len(reference)
    width = 2 * _SLACK + 1
    centres = np.rint(np.arange(rows) * ((columns - 2) / (rows - 1))).astype(np.intp)
    around = centres[:, None] + np.arange(-_SLACK, _SLACK + 1)
    distance = np.abs(heard[:, None, :] - reference[np.clip(around, 0, columns - 1)]).mean(axis=2)
    distance[(around < 0) | (around >= columns)] = np.inf

    # Half frame `c` of the reference stands at c + _SLACK + 3: room for the band and for the longest step.
    total = np.full(columns + 2 * _SLACK + 6, np.inf, dtype=np.float32)
    total[3 : 3 + width] = distance[0]
    bands = np.lib.stride_tricks.sliding_window_view(total, width)  # by the place of their first half frame
    came = np.zeros((rows, width), dtype=np.intp)
    best = distance[0]
    for row in range(1, rows):
        low = centres[row] + 3
        ways = bands[low - _STEPS[-1] : low][::-1] + _STEP_COSTS
        came[row] = ways.argmin(axis=0)
        best = ways.min(axis=0) + distance[row]
        total[:] = np.inf
        total[low : low + width] = best

    along = np.zeros(rows)
    at = int(np.argmin(best))
    for row in range(rows - 1, 0, -1):
        way = came[row, at]
        along[row] = distance[row, at] + _STEP_COSTS[way, 0]
        at += centres[row] - _STEPS[way] - centres[row - 1]
    along[0] = distance[0, at]
    return float(np.convolve(along, np.full(LOCAL_FRAMES, 1 / LOCAL_FRAMES), mode="valid").max())


_CLIP_KEYS: Final = {"file", "transcript", "language"}
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")


def load_clips(path: Path) -> Mapping[str, Clip]:
    """Read reference clips: a TOML file of tables `[clips.NAME]` with `file`, `transcript` and `language`.

    Args:
        path: the TOML file; each `file` is a WAV file (8 kHz, 16 bit, mono) relative to its folder.

    Returns:
        The clips by name, in the file's order.

    Raises:
        ClipsError: names the file, the key, the value and what is allowed.
    """
    try:
        document = parse_toml(read_text(path))
    except (OSError, ValueError) as error:
        raise ClipsError(f"{path}: {error}; a TOML file in UTF-8 is allowed") from error
    tables = document.get("clips")
    if set(document) != {"clips"} or not isinstance(tables, dict) or not tables:
        raise ClipsError(f"{path}: keys {sorted(document)}; one table 'clips' with at least one clip is allowed")
    return MappingProxyType({name: _clip(path, name, table) for name, table in tables.items()})


def _clip(path: Path, name: str, table: object) -> Clip:
    key = f"{path}: clips.{name}"
    if not isinstance(table, dict) or set(table) != _CLIP_KEYS:
        given = sorted(table) if isinstance(table, dict) else table
        raise ClipsError(f"{key}: {given!r}; exactly the keys {sorted(_CLIP_KEYS)} are allowed")
    for field, value in table.items():
        if not isinstance(value, str) or not value.strip():
            raise ClipsError(f"{key}.{field}: {value!r}; a text is allowed")
    if not words(table["transcript"]):
        raise ClipsError(f"{key}.transcript: {table['transcript']!r}; at least one word is allowed")
    if not _LANGUAGE.fullmatch(table["language"]):
        raise ClipsError(f"{key}.language: {table['language']!r}; 'en' or 'en-GB' and the like are allowed")
    sound = path.parent / table["file"]
    try:
        return Clip(name, table["transcript"], table["language"], _read_wav(sound))
    except (OSError, EOFError, wave.Error, ValueError) as error:
        raise ClipsError(f"{key}.file: {table['file']!r}: {error}") from error


def _read_wav(path: Path) -> Samples:
    with wave.open(str(path), "rb") as file:
        found = (file.getframerate(), file.getsampwidth() * 8, file.getnchannels())
        if found != (SAMPLE_RATE_HZ, 16, 1):
            raise ValueError(
                f"{found[0]} Hz, {found[1]} bit, {found[2]} channel(s); 8000 Hz, 16 bit, mono is allowed"
            )
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.int16)
