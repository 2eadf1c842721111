"""The voice of the simulated telematics ECU.

This is no speech engine and nobody need understand it: each letter (or pair of letters) becomes a short sound
with a spectrum of its own, so that the same words always sound the same and different words sound different.
That is all that matching a captured prompt against a reference clip needs (AMB-46). Prompts of the source:
lines 87 and 97 of the FAQ.

Write a reference clip of the simulated vehicle, e.g. those of `rigs/clips/`, with

    python -m simulators.plant.voice "You are now in geolocated mode" rigs/clips/now_geolocated.wav
"""

from __future__ import annotations

import argparse
import re
import unicodedata
import wave
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 8000
PITCH_HZ = 118.0
VOWEL_RMS = 5000.0  # of 32768: peaks stay below full scale
FORMANT_GAINS = (1.0, 0.7, 0.45)
FORMANT_WIDTHS_HZ = (90.0, 130.0, 180.0)
WORD_GAP_S = 0.05
PHRASE_GAP_S = 0.15  # after a comma and the like; well under the silence that ends a prompt
EDGE_S = 0.006
CLIP_MARGIN_S = 0.7  # silence around the speech in a file: enough to hear that it has ended


class Sound(NamedTuple):
    """One stretch of steady sound: `formants_hz` are voiced, `noise_hz` (centre, width) is hissed."""

    duration_s: float
    level_db: float
    formants_hz: tuple[float, float, float] | None = None
    noise_hz: tuple[float, float] | None = None


def _vowel(f1: float, f2: float, f3: float, duration_s: float = 0.085) -> tuple[Sound, ...]:
    return (Sound(duration_s, 0.0, formants_hz=(f1, f2, f3)),)


def _glide(start: tuple[float, float, float], end: tuple[float, float, float]) -> tuple[Sound, ...]:
    return (Sound(0.06, 0.0, formants_hz=start), Sound(0.06, -1.0, formants_hz=end))


def _hum(f1: float, f2: float, f3: float) -> tuple[Sound, ...]:
    return (Sound(0.065, -4.0, formants_hz=(f1, f2, f3)),)


def _hiss(centre_hz: float, width_hz: float, level_db: float = -6.0) -> tuple[Sound, ...]:
    return (Sound(0.07, level_db, noise_hz=(centre_hz, width_hz)),)


def _buzz(formants_hz: tuple[float, float, float], centre_hz: float, width_hz: float) -> tuple[Sound, ...]:
    return (Sound(0.065, -4.0, formants_hz=formants_hz, noise_hz=(centre_hz, width_hz)),)


def _stop(
    centre_hz: float, width_hz: float, voiced_hz: tuple[float, float, float] | None = None
) -> tuple[Sound, ...]:
    closure = Sound(0.03, -9.0, formants_hz=voiced_hz) if voiced_hz else Sound(0.03, -200.0)
    return (closure, Sound(0.035, -3.0, noise_hz=(centre_hz, width_hz)))


_K, _S = _stop(1500, 300), _hiss(3300, 700)
# Formants lie near those of common phonetics textbooks, moved apart where 8 kHz would make two letters alike.
UNITS: dict[str, tuple[Sound, ...]] = {
    "a": _vowel(750, 1400, 2500),
    "e": _vowel(520, 1900, 2600),
    "i": _vowel(360, 2250, 3000),
    "o": _vowel(520, 900, 2450),
    "u": _vowel(330, 1150, 2250),
    "y": _vowel(280, 2050, 3300, 0.07),
    "ea": _vowel(300, 2350, 3050, 0.12),
    "ee": _vowel(280, 2400, 3150, 0.12),
    "oo": _vowel(310, 850, 2250, 0.12),
    "ai": _glide((700, 1500, 2500), (340, 2200, 2900)),
    "ou": _glide((760, 1250, 2500), (350, 800, 2300)),
    "ow": _glide((680, 1100, 2600), (320, 720, 2400)),
    "oi": _glide((500, 850, 2400), (360, 2200, 2800)),
    "l": _hum(400, 1250, 2950),
    "m": _hum(250, 950, 2150),
    "n": _hum(270, 1600, 2700),
    "ng": _hum(300, 2050, 2350),
    "r": _hum(420, 1250, 1650),
    "w": _hum(300, 650, 2150),
    "f": _hiss(1800, 1400, -9.0),
    "h": _hiss(1000, 500, -9.0),
    "s": _S,
    "sh": _hiss(2300, 500),
    "th": _hiss(2900, 900, -9.0),
    "c": _K,
    "k": _K,
    "q": _K,
    "ck": _K,
    "p": _stop(700, 300),
    "t": _stop(2200, 400),
    "b": _stop(550, 250, (200, 800, 2200)),
    "d": _stop(3000, 500, (220, 1700, 2600)),
    "g": _stop(1800, 250, (240, 1900, 2300)),
    "ch": (Sound(0.03, -200.0), Sound(0.06, -4.0, noise_hz=(2400, 500))),
    "j": _buzz((260, 1950, 2500), 2400, 500),
    "v": _buzz((280, 1050, 2250), 1700, 900),
    "z": _buzz((280, 1600, 2500), 3300, 700),
    "x": (*_K, *_S),
    "ph": _hiss(1800, 1400, -9.0),
}
# A doubled consonant is heard once; the longest unit is tried first.
_UNIT = re.compile("|".join(sorted(UNITS, key=len, reverse=True)))
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_TOKEN = re.compile(r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<pause>[,.;:!?])|(?P<digit>\d)")


def speak(text: str, *, sample_rate_hz: int = SAMPLE_RATE_HZ) -> NDArray[np.int16]:
    """Return the sound of `text`, always the same for the same words.

    Args:
        text: words in Latin letters; case and accents make no difference, a comma makes a longer pause.
        sample_rate_hz: 8000 or more, since the sounds reach up to 4 kHz.

    Returns:
        16 bit PCM, mono, shape (samples,), read-only; it begins and ends with the speech itself, at about
        2.5 words a second and 19 dB below full scale.

    Raises:
        ValueError: there is nothing to say, a digit (spell it out), a letter without a sound, or a rate too low.
    """
    if sample_rate_hz < SAMPLE_RATE_HZ:
        raise ValueError(f"sample_rate_hz = {sample_rate_hz}: at least {SAMPLE_RATE_HZ} is needed")
    return _spoken(text, sample_rate_hz)


@lru_cache(maxsize=256)
def _spoken(text: str, sample_rate_hz: int) -> NDArray[np.int16]:
    parts: list[NDArray[np.float64]] = []
    gap_s = 0.0
    for token in _TOKEN.finditer(text):
        if token["digit"]:
            raise ValueError(f"text = {text!r}: digits are not spoken, spell them out")
        if token["pause"]:
            gap_s = PHRASE_GAP_S
            continue
        if parts:
            parts.append(np.zeros(round(gap_s * sample_rate_hz)))
        parts.extend(_rendered(sound, sample_rate_hz) for sound in _sounds(token["word"]))
        gap_s = WORD_GAP_S
    if not parts:
        raise ValueError(f"text = {text!r}: there is no word to speak")
    # A word may begin with a closure, which is silence: the speech begins where it can be heard.
    samples = np.trim_zeros(np.rint(np.concatenate(parts)), "f").astype(np.int16)
    samples.setflags(write=False)  # shared by everybody who asks for this text
    return samples


def _sounds(word: str) -> Iterator[Sound]:
    bare = unicodedata.normalize("NFKD", word.casefold())
    letters = _DOUBLED.sub(r"\1", "".join(c for c in bare if c.isalpha()))
    at = 0
    while at < len(letters):
        unit = _UNIT.match(letters, at)
        if unit is None:
            raise ValueError(f"word {word!r}: no sound for {letters[at]!r}; Latin letters are spoken")
        yield from UNITS[unit[0]]
        at = unit.end()


@lru_cache(maxsize=512)
def _rendered(sound: Sound, sample_rate_hz: int) -> NDArray[np.float64]:
    count = round(sound.duration_s * sample_rate_hz)
    wanted_rms = VOWEL_RMS * 10 ** (sound.level_db / 20)
    wave_form: NDArray[np.float64] = np.zeros(count)
    if sound.formants_hz is not None:
        wave_form += _unit_rms(_harmonics(sound.formants_hz, count, sample_rate_hz))
    if sound.noise_hz is not None:
        seed = zlib.crc32(repr(sound).encode())
        wave_form += _unit_rms(_noise(sound.noise_hz, count, sample_rate_hz, seed))
    if sound.formants_hz is not None and sound.noise_hz is not None:
        wave_form /= np.sqrt(2.0)
    edge = round(EDGE_S * sample_rate_hz)
    ramp = np.sin(np.linspace(0.0, np.pi / 2, edge, endpoint=False)) ** 2
    wave_form[:edge] *= ramp
    wave_form[-edge:] *= ramp[::-1]
    return wave_form * wanted_rms


def _harmonics(formants_hz: tuple[float, float, float], count: int, sample_rate_hz: int) -> NDArray[np.float64]:
    number = np.arange(1, int(3800 / PITCH_HZ) + 1, dtype=np.float64)
    frequency = number * PITCH_HZ
    gain = np.zeros_like(frequency)
    for centre, peak, width in zip(formants_hz, FORMANT_GAINS, FORMANT_WIDTHS_HZ, strict=True):
        gain += peak / (1.0 + ((frequency - centre) / width) ** 2)
    # Phases that grow with the square of the number spread the energy over the period: no sharp peaks.
    phase = np.pi * number**2 / len(number)
    time = np.arange(count) / sample_rate_hz
    tones = np.cos(2 * np.pi * frequency[:, None] * time + phase[:, None])
    return np.asarray(gain @ tones, dtype=np.float64)


def _noise(band_hz: tuple[float, float], count: int, sample_rate_hz: int, seed: int) -> NDArray[np.float64]:
    centre, width = band_hz
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / sample_rate_hz)
    spectrum *= np.exp(-0.5 * ((frequency - centre) / width) ** 2)
    return np.asarray(np.fft.irfft(spectrum, count), dtype=np.float64)


def _unit_rms(wave_form: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(wave_form / np.sqrt(np.mean(wave_form**2)), dtype=np.float64)


def write_clip(text: str, path: Path) -> None:
    """Write `text` as a WAV file (8 kHz, 16 bit, mono) with silence on both sides."""
    margin = np.zeros(round(CLIP_MARGIN_S * SAMPLE_RATE_HZ), dtype=np.int16)
    samples = np.concatenate([margin, speak(text), margin])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(samples.astype("<i2").tobytes())


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m simulators.plant.voice", description="Write a spoken text as a reference clip (8 kHz WAV)."
    )
    parser.add_argument("text", help="what the simulated vehicle says")
    parser.add_argument("file", type=Path, help="the WAV file to write")
    chosen = parser.parse_args(arguments)
    try:
        write_clip(chosen.text, chosen.file)
    except (ValueError, OSError) as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
