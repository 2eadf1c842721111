"""The tone of a calibrator is told from silence, noise, and other sounds."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from rigs.hearing.tone import TONE_HZ, hears_tone
from simulators.plant.voice import speak

RATE_HZ = 8000


def tone(peak: float, hz: float = TONE_HZ, length_s: float = 0.2) -> NDArray[np.int16]:
    times_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    return np.rint(peak * np.sin(2 * np.pi * hz * times_s)).astype(np.int16)


def noise(rms: float, seed: int = 1) -> NDArray[np.int16]:
    drawn = np.random.default_rng(seed).normal(0.0, rms, round(0.3 * RATE_HZ))
    return np.clip(np.rint(drawn), -32768, 32767).astype(np.int16)


def in_noise(signal: NDArray[np.int16], rms: float) -> NDArray[np.int16]:
    heard = noise(rms)
    heard[400 : 400 + len(signal)] += signal
    return heard


@pytest.mark.parametrize("peak", [40.0, 3000.0, 32000.0])
def test_a_tone_is_heard_whatever_the_gain(peak: float) -> None:
    assert hears_tone(in_noise(tone(peak), peak / 100), RATE_HZ)


def test_half_a_tone_is_enough() -> None:
    assert hears_tone(tone(3000.0, length_s=0.1), RATE_HZ)
    assert not hears_tone(tone(3000.0, length_s=0.09), RATE_HZ)


def test_a_tone_is_heard_through_speech() -> None:
    speech = speak("You are now in geolocated mode")
    loudest = int(np.argmax(np.convolve(speech.astype(np.float64) ** 2, np.ones(1600), "valid")))
    mixed = speech[loudest : loudest + 1600].astype(np.int32) // 2 + tone(3277.0)
    assert hears_tone(np.clip(mixed, -32768, 32767).astype(np.int16), RATE_HZ)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("rms", [0.0, 8.0, 300.0, 6000.0])
def test_silence_and_noise_are_no_tone(rms: float, seed: int) -> None:
    assert not hears_tone(noise(rms, seed), RATE_HZ)


@pytest.mark.parametrize("hz", [50.0, 500.0, 900.0, 1100.0, 2000.0, 3000.0])
def test_another_tone_is_no_calibrator(hz: float) -> None:
    assert not hears_tone(in_noise(tone(3000.0, hz), 8.0), RATE_HZ)


def test_a_tone_that_is_too_faint_is_no_calibrator() -> None:
    assert not hears_tone(tone(20.0), RATE_HZ)


def test_nothing_at_all_is_no_tone() -> None:
    assert not hears_tone(np.empty(0, dtype=np.int16), RATE_HZ)
