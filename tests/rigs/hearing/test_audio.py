"""Prompts are heard in captured sound: recognised in every condition of a bench, refused when one word differs."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rigs.hearing.prompts import (
    ACCEPT_DB,
    EDGE_UNCERTAINTY_S,
    SAMPLE_NS,
    SAMPLE_RATE_HZ,
    Clip,
    ClipsError,
    Heard,
    Listener,
    Onset,
    hear,
    load_clips,
    words,
)
from simulators.plant.voice import speak

CLIPS = load_clips(Path(__file__).resolve().parents[3] / "rigs" / "clips" / "clips.toml")
NAMES = sorted(CLIPS)
LEAD_SAMPLES = 4000
TAIL_SAMPLES = 6400


@dataclass(frozen=True)
class Room:
    """How the loudspeaker's sound reaches the capture instrument."""

    gain: float = 1.0
    speed: float = 1.0
    snr_db: float | None = None
    offset: int = 0
    delay_samples: int = 0
    seed: int = 0

    def capture(self, *parts: NDArray[np.int16]) -> NDArray[np.int16]:
        """The parts, 1 s apart, with silence around them."""
        stretches = [np.zeros(LEAD_SAMPLES + self.delay_samples)]
        for index, part in enumerate(parts):
            if index:
                stretches.append(np.zeros(SAMPLE_RATE_HZ))
            stretches.append(self.gain * _played(part, self.speed))
        sound = np.concatenate([*stretches, np.zeros(TAIL_SAMPLES)])
        if self.snr_db is not None:
            speech_power = float(np.mean((self.gain * parts[0].astype(float)) ** 2))
            noise = np.random.default_rng(self.seed).standard_normal(len(sound))
            sound += noise * np.sqrt(speech_power / 10 ** (self.snr_db / 10))
        limited: NDArray[np.float64] = np.clip(np.rint(sound + self.offset), -32768, 32767)
        return limited.astype(np.int16)


def _played(samples: NDArray[np.int16], speed: float) -> NDArray[np.float64]:
    """The samples at another playback speed, interpolated between eight times as many."""
    if speed == 1.0:
        return samples.astype(float)
    finer = 8
    padded = np.pad(samples.astype(float), (0, 2 ** (len(samples) + 1000).bit_length() - len(samples)))
    dense = finer * np.fft.irfft(np.fft.rfft(padded), finer * len(padded))
    times = np.arange(int(len(samples) / speed)) * speed
    played: NDArray[np.float64] = np.interp(times, np.arange(len(dense)) / finer, dense)
    return played


QUIET = Room()
ROOMS = {
    "as recorded": QUIET,
    "at 0.3 of the level": Room(gain=0.3),
    "at 0.1 of the level": Room(gain=0.1),
    "clipped, three times the level": Room(gain=3.0),
    "with an offset": Room(offset=400),
    "3 % slow": Room(speed=0.97),
    "1.5 % slow": Room(speed=0.985),
    "1.5 % fast": Room(speed=1.015),
    "3 % fast": Room(speed=1.03),
    **{f"{delay} samples later": Room(delay_samples=delay) for delay in (1, 20, 40, 63, 333)},
    **{f"in noise, seed {seed}": Room(snr_db=20, seed=seed, delay_samples=13 * seed) for seed in range(4)},
    **{
        f"{speed} fast, soft, in noise, with an offset, seed {seed}": Room(
            gain=0.1, speed=speed, snr_db=20, offset=300, delay_samples=19 * seed, seed=seed
        )
        for speed in (0.97, 1.03)
        for seed in range(3)
    },
}
every_room = pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS.keys())
every_prompt = pytest.mark.parametrize("name", NAMES)

# Words that sound near a word of the prompts, beside those that are put in everywhere.
OTHERS = ("not", "the", "please", "a", "I", "to", "now", "mode", "pass")
NEAR = {
    "press": ("pass", "dress", "push"),
    "now": ("not", "no"),
    "the": ("a", "this"),
    "mode": ("node", "code", "mood"),
    "to": ("two", "do", "so"),
    "please": ("plus", "pleased"),
    "in": ("on", "an", "im"),
    "are": ("air", "is", "our"),
    "you": ("he", "your", "they"),
    "confirm": ("conform", "confirms"),
    "geolocated": ("relocated", "geolocation", "delocated"),
    "button": ("bottom", "buttons"),
    "assistance": ("assistants", "resistance"),
    "switching": ("switchin", "stitching"),
    "where": ("there", "what", "were"),
    "help": ("held", "hope"),
    "is": ("was", "has"),
    "on": ("in", "an", "off"),
    "way": ("say", "day", "road"),
}


def _variants(transcript: str, others: tuple[str, ...]) -> Iterator[str]:
    said = transcript.split()
    for at, word in enumerate(said):
        bare = words(word)[0]
        yield " ".join([*said[:at], *said[at + 1 :]])
        for other in {*others, *NEAR[bare]}:
            if other.casefold() != bare:
                yield " ".join([*said[:at], other, *said[at + 1 :]])
    for at in range(len(said) + 1):
        for other in others:
            yield " ".join([*said[:at], other, *said[at:]])


def _only(heard: list[Heard]) -> Heard:
    assert len(heard) == 1
    return heard[0]


@every_room
@every_prompt
def test_a_prompt_is_recognised(name: str, room: Room) -> None:
    heard = _only(hear(room.capture(speak(CLIPS[name].transcript)), CLIPS))
    assert (heard.clip, heard.transcript) == (name, CLIPS[name].transcript)
    assert heard.score < 0.6 * ACCEPT_DB


@every_room
@every_prompt
def test_start_and_end_are_known_to_the_stated_uncertainty(name: str, room: Room) -> None:
    spoken = speak(CLIPS[name].transcript)
    heard = _only(hear(room.capture(spoken), CLIPS))
    start_s = (LEAD_SAMPLES + room.delay_samples) / SAMPLE_RATE_HZ
    assert heard.start_s == pytest.approx(start_s, abs=EDGE_UNCERTAINTY_S)
    assert heard.end_s == pytest.approx(
        start_s + len(spoken) / room.speed / SAMPLE_RATE_HZ, abs=EDGE_UNCERTAINTY_S
    )


@pytest.mark.parametrize(
    ("room", "others"),
    [
        (QUIET, OTHERS),
        (Room(speed=0.97), ("not", "a")),
        (Room(speed=1.03), ("not", "a")),
        (Room(snr_db=20, delay_samples=40), ("not", "a")),
    ],
    ids=["as recorded", "3 % slow", "3 % fast", "in noise"],
)
@every_prompt
def test_one_word_missing_added_or_changed_is_refused_wherever_it_stands(
    name: str, room: Room, others: tuple[str, ...]
) -> None:
    variants = sorted(set(_variants(CLIPS[name].transcript, others)))
    assert len(variants) > 4 * len(words(CLIPS[name].transcript))
    for variant in variants:
        heard = _only(hear(room.capture(speak(variant)), CLIPS))
        assert heard.clip is None, (variant, heard)
        assert heard.transcript is None
        assert heard.score > 1.4 * ACCEPT_DB, (variant, heard)


def test_the_prompts_in_turn_are_told_apart() -> None:
    spoken = [speak(CLIPS[name].transcript) for name in (*NAMES, *reversed(NAMES))]
    heard = hear(Room(snr_db=20).capture(*spoken), CLIPS)
    assert [each.clip for each in heard] == [*NAMES, *reversed(NAMES)]


@every_prompt
def test_a_prompt_is_not_heard_as_another_clip(name: str) -> None:
    others = {other: clip for other, clip in CLIPS.items() if other != name}
    heard = _only(hear(QUIET.capture(speak(CLIPS[name].transcript)), others))
    assert heard.clip is None
    assert heard.score > 1.4 * ACCEPT_DB


def test_a_prompt_has_no_nearest_clip_when_none_is_about_as_long() -> None:
    others = {"now_geolocated": CLIPS["now_geolocated"]}
    heard = _only(hear(QUIET.capture(speak(CLIPS["confirm_geolocated"].transcript)), others))
    assert (heard.clip, heard.nearest, heard.score) == (None, None, float("inf"))


def test_a_changed_prompt_names_the_clip_that_came_nearest() -> None:
    heard = _only(hear(QUIET.capture(speak("You are not in geolocated mode")), CLIPS))
    assert heard.nearest == "now_geolocated"


def test_a_soft_word_slipped_into_a_pause_is_refused() -> None:
    spoken = speak(CLIPS["confirm_geolocated"].transcript).astype(float)
    silent = np.convolve(np.abs(spoken) > 0, np.ones(1000), mode="valid") == 0
    pause = int(np.flatnonzero(silent)[0])
    word = speak("a").astype(float) * 0.2
    spoken[pause + 150 : pause + 150 + len(word)] += word
    assert _only(hear(QUIET.capture(spoken.astype(np.int16)), CLIPS)).clip is None


@pytest.mark.parametrize("snr_db", [None, 20])
def test_something_said_after_a_pause_is_heard_as_an_utterance_of_its_own(snr_db: float | None) -> None:
    capture = Room(snr_db=snr_db).capture(speak(CLIPS["now_geolocated"].transcript), speak("please"))
    assert [each.clip for each in hear(capture, CLIPS)] == ["now_geolocated", None]


def test_a_capture_that_begins_within_a_prompt_is_not_recognised() -> None:
    capture = QUIET.capture(speak(CLIPS["now_geolocated"].transcript))[LEAD_SAMPLES + 2000 :]
    assert _only(hear(capture, CLIPS)).clip is None


@pytest.mark.parametrize("rms", [0.0, 3.0, 60.0, 1000.0])
def test_silence_and_steady_noise_hold_no_utterance(rms: float) -> None:
    noise = np.random.default_rng(1).standard_normal(30 * SAMPLE_RATE_HZ) * rms
    assert Listener(CLIPS).feed(0, np.rint(noise).astype(np.int16)) == []


def test_a_click_is_no_utterance_and_spoils_none() -> None:
    click = np.full(120, 9000, dtype=np.int16)
    click[::2] = -9000
    pause = np.zeros(2400, dtype=np.int16)
    capture = QUIET.capture(np.concatenate([click, pause, speak(CLIPS["now_geolocated"].transcript)]))
    heard = _only(hear(capture, CLIPS))
    assert heard.clip == "now_geolocated"
    assert heard.start_s == pytest.approx((LEAD_SAMPLES + 2520) / SAMPLE_RATE_HZ, abs=EDGE_UNCERTAINTY_S)


def test_an_utterance_whose_end_was_not_captured_is_not_returned() -> None:
    capture = QUIET.capture(speak(CLIPS["now_geolocated"].transcript))[: -TAIL_SAMPLES + 2400]
    assert hear(capture, CLIPS) == []


def test_the_level_is_that_of_the_utterance() -> None:
    loud = _only(hear(QUIET.capture(speak("You are now in geolocated mode")), CLIPS))
    soft = _only(hear(Room(gain=0.1).capture(speak("You are now in geolocated mode")), CLIPS))
    assert loud.level_db == pytest.approx(-19, abs=1)
    assert soft.level_db == pytest.approx(loud.level_db - 20, abs=0.1)


@pytest.mark.parametrize("block", [37, 160, 800, 1000, 12345])
def test_blocks_of_any_length_give_what_the_whole_gives(block: int) -> None:
    capture = Room(snr_db=20).capture(
        speak(CLIPS["now_geolocated"].transcript), speak("You are not in geolocated mode")
    )
    start_ns = 7_000_000_123
    whole = Listener(CLIPS).feed(start_ns, capture)
    listener = Listener(CLIPS)
    events: list[Onset | Heard] = []
    for first in range(0, len(capture), block):
        events += listener.feed(start_ns + first * SAMPLE_NS, capture[first : first + block])
    assert [type(event) for event in whole] == [Onset, Heard, Onset, Heard]
    assert events == whole


def test_the_onset_is_reported_early_and_the_utterance_after_its_silence() -> None:
    spoken = speak(CLIPS["now_geolocated"].transcript)
    capture = QUIET.capture(spoken)
    listener = Listener(CLIPS)
    reported_s: dict[type, float] = {}
    at_ns: dict[type, int] = {}
    for first in range(0, len(capture), 80):
        for event in listener.feed(first * SAMPLE_NS, capture[first : first + 80]):
            reported_s[type(event)] = (first + 80) / SAMPLE_RATE_HZ
            at_ns[type(event)] = event.at_ns if isinstance(event, Onset) else event.start_ns
    start_s, end_s = LEAD_SAMPLES / SAMPLE_RATE_HZ, (LEAD_SAMPLES + len(spoken)) / SAMPLE_RATE_HZ
    assert reported_s[Onset] <= start_s + 0.2
    assert end_s + 0.5 <= reported_s[Heard] + EDGE_UNCERTAINTY_S <= end_s + 0.65
    assert at_ns[Onset] == at_ns[Heard]


def test_time_stamps_that_drift_are_followed() -> None:
    capture = QUIET.capture(*[speak("You are now in geolocated mode")] * 4)
    listener = Listener(CLIPS)
    heard = []
    for first in range(0, len(capture), 800):
        heard += listener.feed(round(first * SAMPLE_NS * 1.001), capture[first : first + 800])
    last = [event for event in heard if isinstance(event, Heard)][-1]
    apart_s = (len(speak("You are now in geolocated mode")) + SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    true_s = 1.001 * (LEAD_SAMPLES / SAMPLE_RATE_HZ + 3 * apart_s)
    assert last.start_s == pytest.approx(true_s, abs=EDGE_UNCERTAINTY_S)


@pytest.mark.parametrize("error_ns", [-50_000_000, 50_000_000])
def test_lost_or_repeated_samples_are_an_error(error_ns: int) -> None:
    listener = Listener(CLIPS)
    listener.feed(0, np.zeros(800, dtype=np.int16))
    with pytest.raises(ValueError, match="does not follow the one before it, which ended at 100000000 ns"):
        listener.feed(100_000_000 + error_ns, np.zeros(800, dtype=np.int16))


def test_samples_of_another_kind_are_an_error() -> None:
    with pytest.raises(ValueError, match="int16 of one axis"):
        Listener(CLIPS).feed(0, np.zeros((2, 800), dtype=np.int16))


def test_words_are_compared_without_case_and_punctuation() -> None:
    assert words("Press the ASSISTANCE button!") == words("press, the assistance button")
    assert words("You are now") != words("You are not")


@every_prompt
def test_a_clip_of_the_simulated_vehicle_is_what_its_transcript_says(name: str) -> None:
    spoken = speak(CLIPS[name].transcript).astype(int)
    first = int(np.flatnonzero(CLIPS[name].samples)[0]) - int(np.flatnonzero(spoken)[0])
    recorded = CLIPS[name].samples[first : first + len(spoken)].astype(int)
    assert np.abs(recorded - spoken).max() <= 1
    assert CLIPS[name].language == "en"


TABLE = '[clips.mode]\nfile = "mode.wav"\ntranscript = "geolocated mode"\nlanguage = "en"\n'


@dataclass(frozen=True)
class Sound:
    rate_hz: int = SAMPLE_RATE_HZ
    channels: int = 1
    parts: int = 1

    def write(self, path: Path) -> None:
        silence = np.zeros(SAMPLE_RATE_HZ, dtype=np.int16)
        samples = np.concatenate([silence, *[speak("geolocated mode"), silence] * self.parts])
        with wave.open(str(path), "wb") as file:
            file.setnchannels(self.channels)
            file.setsampwidth(2)
            file.setframerate(self.rate_hz)
            file.writeframes(samples.repeat(self.channels).astype("<i2").tobytes())


def _load(folder: Path, table: str, sound: Sound | None) -> dict[str, Clip]:
    if sound is not None:
        sound.write(folder / "mode.wav")
    (folder / "clips.toml").write_text(table, encoding="utf-8")
    return dict(load_clips(folder / "clips.toml"))


def test_a_lab_lists_clips_of_its_own(tmp_path: Path) -> None:
    clips = _load(tmp_path, TABLE, Sound())
    heard = _only(hear(QUIET.capture(speak("geolocated mode")), clips))
    assert (list(clips), heard.clip, heard.transcript) == (["mode"], "mode", "geolocated mode")


def test_a_clip_recorded_in_noise_serves_too(tmp_path: Path) -> None:
    noisy = Room(snr_db=25).capture(speak("geolocated mode"))
    clips = {"mode": replace(_load(tmp_path, TABLE, Sound())["mode"], samples=noisy)}
    assert _only(hear(Room(snr_db=20, seed=5).capture(speak("geolocated mode")), clips)).clip == "mode"
    assert _only(hear(Room(snr_db=20, seed=5).capture(speak("geolocated code")), clips)).clip is None


def test_a_clip_without_silence_around_it_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0 utterances; exactly 1 .* 0\.1 s of silence before .* 0\.6 s after"):
        Clip("mode", "geolocated mode", "en", speak("geolocated mode"))


@pytest.mark.parametrize(
    ("table", "sound", "message"),
    [
        ("clips = 3", Sound(), r"one table 'clips' with at least one clip"),
        ("[clips]", Sound(), r"one table 'clips' with at least one clip"),
        ("[clips.mode", Sound(), r"a TOML file in UTF-8"),
        (TABLE + 'speaker = "x"\n', Sound(), r"clips\.mode: .*exactly the keys"),
        (TABLE.replace('language = "en"', ""), Sound(), r"clips\.mode: \['file', 'transcript'\]; exactly"),
        (TABLE.replace('"en"', '"English"'), Sound(), r"clips\.mode\.language: 'English'; 'en' or 'en-GB'"),
        (TABLE.replace('"geolocated mode"', '"..."'), Sound(), r"clips\.mode\.transcript: '\.\.\.'; at least one"),
        (TABLE.replace('"geolocated mode"', "7"), Sound(), r"clips\.mode\.transcript: 7; a text"),
        (TABLE, None, r"clips\.mode\.file: 'mode\.wav'.*No such file"),
        (TABLE, Sound(rate_hz=16000), r"mode\.wav': 16000 Hz, 16 bit, 1 channel\(s\); 8000 Hz"),
        (TABLE, Sound(channels=2), r"2 channel\(s\); 8000 Hz, 16 bit, mono is allowed"),
        (TABLE, Sound(parts=0), r"mode\.wav': 0 utterances; exactly 1"),
        (TABLE, Sound(parts=2), r"mode\.wav': 2 utterances; exactly 1"),
    ],
)
def test_a_mistake_in_the_clips_is_named(tmp_path: Path, table: str, sound: Sound | None, message: str) -> None:
    with pytest.raises(ClipsError, match=message) as raised:
        _load(tmp_path, table, sound)
    assert "clips.toml" in str(raised.value)


def test_a_missing_list_of_clips_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClipsError, match=r"none\.toml.*a TOML file"):
        load_clips(tmp_path / "none.toml")
