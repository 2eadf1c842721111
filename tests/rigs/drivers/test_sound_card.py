"""A sound card captures what is heard, and plays the tone by which it proves that it hears."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import pyvisa

from rigs.bindings.instrument import InstrumentLink, Samples, ask_samples, command
from rigs.drivers.sound_card import SOUND_CARD
from rigs.errors import InstrumentFault
from rigs.files.rig_file import Instrument
from rigs.hearing.prompts import SAMPLE_RATE_HZ
from rigs.hearing.tone import hears_tone

BLOCK = 80


class PortAudioError(Exception):
    """As that of sounddevice."""


class Card:
    """Stands in for sounddevice with one card whose loudspeaker is in front of its microphone."""

    def __init__(self) -> None:
        self.opened: dict[str, Any] = {}
        self.did: list[str] = []
        self.status = ""
        self.broken = False

    def module(self) -> SimpleNamespace:
        return SimpleNamespace(InputStream=self._open, play=self._play, PortAudioError=PortAudioError)

    def hear(self, samples: Samples) -> None:
        """Let the microphone hear something, in blocks."""
        heard: Callable[..., None] = self.opened["callback"]
        for start in range(0, len(samples), BLOCK):
            block = samples[start : start + BLOCK].reshape(-1, 1)
            heard(block, len(block), None, self.status)

    def _open(self, **options: Any) -> SimpleNamespace:
        if self.broken:
            raise PortAudioError("Invalid number of channels")
        self.opened = options
        return SimpleNamespace(start=lambda: self.did.append("start"), close=lambda: self.did.append("close"))

    def _play(self, samples: Samples, rate_hz: int, device: object) -> None:
        assert (rate_hz, device) == (SAMPLE_RATE_HZ, self.opened["device"])
        self.hear(samples)


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Card:
    made = Card()
    monkeypatch.setitem(sys.modules, "sounddevice", cast("Any", made.module()))
    return made


def link(device: str = "") -> InstrumentLink:
    return SOUND_CARD(cast("pyvisa.ResourceManager", None), device, "microphone", Instrument())


def say(to: InstrumentLink, text: str) -> None:
    command("audio", "microphone", to, text)


@pytest.mark.parametrize(("device", "opened"), [("", None), ("3", 3), ("USB Audio", "USB Audio")])
def test_a_device_is_opened_by_name_or_number_at_the_rate_of_the_clips(
    card: Card, device: str, opened: object
) -> None:
    link(device)
    wanted = {"samplerate": SAMPLE_RATE_HZ, "channels": 1, "dtype": "int16", "device": opened}
    assert {key: value for key, value in card.opened.items() if key != "callback"} == wanted
    assert card.did == ["start"]


def test_what_is_heard_is_read_from_any_sample_on_and_anew_after_each_start(card: Card) -> None:
    microphone = link()
    clip = np.arange(500, dtype=np.int16)
    card.hear(clip)
    say(microphone, "START")
    assert len(ask_samples("audio", "microphone", microphone, "SAMPLES 0")) == 0
    card.hear(clip)
    assert np.array_equal(ask_samples("audio", "microphone", microphone, "SAMPLES 120"), clip[120:])
    card.hear(clip)
    assert len(ask_samples("audio", "microphone", microphone, "SAMPLES 0")) == 1000
    microphone.close()
    assert card.did == ["start", "close"]


def test_the_tone_of_the_calibrator_is_heard(card: Card) -> None:
    microphone = link()
    say(microphone, "START")
    say(microphone, "TONE")
    assert hears_tone(ask_samples("audio", "microphone", microphone, "SAMPLES 0"), SAMPLE_RATE_HZ)


def test_samples_that_were_lost_are_a_fault(card: Card) -> None:
    microphone = link()
    card.status = "input overflow"
    card.hear(np.zeros(BLOCK, dtype=np.int16))
    with pytest.raises(InstrumentFault, match="gave no samples to 'SAMPLES 0': samples were lost: input overflow"):
        ask_samples("audio", "microphone", microphone, "SAMPLES 0")


def test_a_card_that_cannot_be_opened_is_a_fault_that_says_why(card: Card) -> None:
    card.broken = True
    with pytest.raises(InstrumentFault, match="microphone: cannot be opened at 9: Invalid number of channels"):
        link("9")


@pytest.mark.parametrize("do", [say, partial(ask_samples, "audio", "microphone")], ids=["told", "asked"])
@pytest.mark.parametrize("text", ["STOP", "SAMPLES", "SAMPLES -1"])
def test_what_is_no_word_of_a_sound_card_is_a_fault(card: Card, do: Callable[..., object], text: str) -> None:
    microphone = link()
    with pytest.raises(InstrumentFault, match=r"a sound card (takes START|is asked SAMPLES n)"):
        do(microphone, text)


def test_without_sounddevice_the_group_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(InstrumentFault, match="uv sync --group audio"):
        link()


def test_without_portaudio_it_is_said_whose_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    said = (
        "microphone: cannot be opened at its default: PortAudio library not found; on Linux it is the distribution"
    )
    with pytest.raises(InstrumentFault, match=said):
        link()
