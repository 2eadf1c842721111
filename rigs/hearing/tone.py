"""The tone by which an audio capture shows that it hears: a sound calibrator at its microphone.

A calibrator of IEC 60942 sounds 1 kHz; how loud it arrives depends on the microphone, so it is only asked to be
there, and to be no noise.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

TONE_HZ: Final = 1000.0
TONE_S: Final = 0.2
"""Length of the tone, in s."""

PROBE_S: Final = 0.3
"""Time by which all of it has been captured, in s."""

LEAST_PEAK: Final = 33.0
"""60 dB below full scale of 16 bit; less is no calibrator."""

_PART: Final = 0.05  # of the power, so that speech may go on meanwhile; noise has less than 0.01 in 10 Hz
_WINDOW_S: Final = 0.1


def hears_tone(samples: np.ndarray[Any, np.dtype[np.int16]], rate_hz: float) -> bool:
    """Tell whether the tone is in a capture, for half of its length or longer.

    Args:
        samples: 16 bit PCM, mono, shape (n,).
        rate_hz: Samples per second.
    """
    size = round(_WINDOW_S * rate_hz)
    starts = range(0, len(samples) - size + 1, size // 4)
    return any(_is_tone(samples[start : start + size].astype(np.float64), rate_hz) for start in starts)


def _is_tone(window: np.ndarray[Any, np.dtype[np.float64]], rate_hz: float) -> bool:
    phase = 2j * np.pi * TONE_HZ / rate_hz * np.arange(len(window))
    peak = 2 * abs(np.dot(window, np.exp(-phase))) / len(window)
    power = float(np.mean(window**2))
    return bool(peak >= LEAST_PEAK and peak**2 / 2 >= _PART * power)
