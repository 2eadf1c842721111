"""The loudspeaker of the vehicle, as a microphone in front of it hears it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clock.kernel import Kernel, S

SAMPLE_RATE_HZ = 8000
SAMPLE_NS = S // SAMPLE_RATE_HZ
NOISE_RMS = 8.0  # of 32768: 72 dB below full scale, a quiet cabin
NOISE_PERIOD = 16_384  # two seconds, so that a long silence costs no more than a copy


def sample_at(time_ns: int) -> int:
    """Return the number of the first sample at or after `time_ns`; sample 0 is at the kernel's start."""
    return -(-time_ns // SAMPLE_NS)


class _Clip(NamedTuple):
    first: int
    samples: NDArray[np.int16]

    @property
    def end(self) -> int:
        return self.first + len(self.samples)


class Speaker:
    """The loudspeaker: clips at 8 kHz over a noise floor, added where they overlap, and clipped at full scale.

    Args:
        kernel: The clock and the source of the noise.
    """

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._clips: list[_Clip] = []
        self._watchers: list[Callable[[], None]] = []

    @property
    def silent(self) -> bool:
        """True while no clip is playing."""
        now = sample_at(self._kernel.now_ns)
        return all(clip.end <= now for clip in self._clips)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` whenever a clip begins."""
        self._watchers.append(watcher)

    def play(self, samples: NDArray[np.int16]) -> int:
        """Play a clip from now on.

        Args:
            samples: 16 bit PCM at 8 kHz, mono, shape (n,); not copied.

        Returns:
            How long it lasts, in nanoseconds.
        """
        self._clips.append(_Clip(sample_at(self._kernel.now_ns), samples))
        for watcher in self._watchers:
            watcher()
        return len(samples) * SAMPLE_NS

    def samples(self, from_ns: int, to_ns: int) -> NDArray[np.int16]:
        """Return what was heard from `from_ns` up to but not including `to_ns`, the same whenever it is asked for.

        Args:
            from_ns: Time on the kernel.
            to_ns: Time on the kernel; what lies ahead of now is silence unless a clip plays on.

        Returns:
            16 bit PCM at 8 kHz, mono, shape (n,).
        """
        first, end = sample_at(from_ns), sample_at(to_ns)
        begin = first % self._noise.size  # numpy wraps by subtracting again and again: a night would take seconds
        heard = self._noise.take(np.arange(begin, begin + end - first), mode="wrap")
        for clip in self._clips:
            if clip.first < end and clip.end > first:
                start, stop = max(first, clip.first), min(end, clip.end)
                part = slice(start - first, stop - first)
                total = heard[part].astype(np.int32) + clip.samples[start - clip.first : stop - clip.first]
                heard[part] = np.clip(total, -32768, 32767)
        return heard

    @cached_property
    def _noise(self) -> NDArray[np.int16]:
        seed = self._kernel.random("speaker.noise").getrandbits(64)
        return np.rint(np.random.default_rng(seed).normal(0.0, NOISE_RMS, NOISE_PERIOD)).astype(np.int16)
