"""The simulated voice: the same words sound the same, different words differ, at a plausible speed."""

from __future__ import annotations

import itertools
import wave
from pathlib import Path

import numpy as np
import pytest

from simulators.plant.voice import SAMPLE_RATE_HZ, UNITS, main, speak

PROMPTS = (
    "To confirm switching to geolocated mode, please press the ASSISTANCE button",
    "You are now in geolocated mode",
)


@pytest.mark.parametrize("text", PROMPTS)
def test_a_prompt_is_spoken_at_two_to_three_words_a_second(text: str) -> None:
    duration_s = len(speak(text)) / SAMPLE_RATE_HZ
    assert 2.0 < len(text.split()) / duration_s < 3.0


def test_speech_is_16_bit_audible_and_not_clipped() -> None:
    samples = speak(PROMPTS[0])
    assert samples.dtype == np.int16
    assert samples.ndim == 1
    assert 10_000 < np.abs(samples.astype(int)).max() < 32_000


def test_speech_begins_and_ends_with_sound() -> None:
    samples = speak("to confirm, please").astype(float)
    assert samples[:80].std() > 100
    assert samples[-160:].std() > 100


def test_case_and_accents_make_no_difference_to_the_sound() -> None:
    np.testing.assert_array_equal(speak("ASSISTANCE geolocated"), speak("assistance Géolocated"))


def test_a_doubled_consonant_is_heard_once() -> None:
    np.testing.assert_array_equal(speak("button"), speak("buton"))


def test_a_comma_makes_a_longer_pause_that_does_not_end_the_prompt() -> None:
    longer_s = (len(speak("mode, please")) - len(speak("mode please"))) / SAMPLE_RATE_HZ
    assert 0.05 < longer_s < 0.4


def test_speech_is_cached_and_cannot_be_altered() -> None:
    samples = speak("mode")
    assert speak("mode") is samples
    assert not samples.flags.writeable


def test_a_higher_sample_rate_speaks_as_long() -> None:
    assert len(speak("mode", sample_rate_hz=16000)) == pytest.approx(2 * len(speak("mode")), abs=16)


def _spectrum(letter: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    power = np.abs(np.fft.rfft(speak(letter).astype(float), 4096)) ** 2
    bands = power[:2048].reshape(32, 64).sum(axis=1)
    return np.asarray(10 * np.log10(bands / bands.sum() + 1e-3))


def test_any_two_letters_sound_different() -> None:
    alike = {frozenset("ck"), frozenset("cq"), frozenset("kq")}
    letters = [unit for unit in UNITS if len(unit) == 1]
    assert len(letters) == 26
    distances = {
        (a, b): float(np.abs(_spectrum(a) - _spectrum(b)).mean())
        for a, b in itertools.combinations(letters, 2)
        if frozenset((a, b)) not in alike
    }
    assert min(distances.values()) > 1.0, min(distances, key=lambda pair: distances[pair])


@pytest.mark.parametrize("text", ["", " ,. ", "press 2", "нажмите"])
def test_what_cannot_be_spoken_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no word|digits|no sound"):
        speak(text)


def test_a_rate_below_the_sounds_is_refused() -> None:
    with pytest.raises(ValueError, match=r"sample_rate_hz = 4000: at least 8000"):
        speak("mode", sample_rate_hz=4000)


def test_the_command_writes_a_clip_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "mode.wav"
    main(["geolocated mode", str(path)])
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (SAMPLE_RATE_HZ, 2, 1)
        written = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    np.testing.assert_array_equal(np.trim_zeros(written), np.trim_zeros(speak("geolocated mode")))


def test_the_command_refuses_a_text_without_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["...", str(tmp_path / "none.wav")])
    assert "there is no word to speak" in capsys.readouterr().err
