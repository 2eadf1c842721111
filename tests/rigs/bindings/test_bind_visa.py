"""Instruments that refuse, are silent or answer nonsense are faults of the rig; so is every foreign exception."""

from __future__ import annotations

import inspect
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread
from types import ModuleType
from typing import Any, cast

import can
import httpx
import numpy as np
import pytest
import pyvisa
from numpy.typing import NDArray
from pyvisa.resources import MessageBasedResource

from clock.kernel import MS, S, VirtualKernel, seconds
from rigs.bindings.adapter import OPENINGS, Adapter, open_socketcand
from rigs.bindings.ear import AudioEar
from rigs.bindings.http import RemoteService, ServiceHub
from rigs.bindings.instrument import InstrumentLink, Samples, apply, open_instrument
from rigs.bindings.sampler import Sampler
from rigs.bindings.stamps import KnownStamps
from rigs.errors import BusFault, InstrumentFault, NodeFault, RecordingFault, RigFault, ServiceFault
from rigs.files.rig_file import ROOT, AudioBinding, ObservationBinding, StimulusBinding
from rigs.hearing.prompts import SAMPLE_RATE_HZ, load_clips
from rigs.hearing.tone import PROBE_S
from rigs.ports import controls, senses
from rigs.values.track import Change, Track
from simulators.plant.speaker import Speaker
from tests.support.instrument_rack import InProcess
from tests.support.kernel_rig import KernelRig, frame

TIMEOUT = pyvisa.VisaIOError(pyvisa.constants.StatusCode.error_timeout)
NOT_TEXT = UnicodeDecodeError("ascii", b"\xff", 0, 1, "ordinal not in range")


class Instrument:
    """Answers each query with what it was told, or raises it; keeps what it was asked. It has no old errors."""

    timeout = 2000
    read_termination = "\n"

    def __init__(self, *answers: str | Exception, kernel: VirtualKernel | None = None, takes_ns: int = 0) -> None:
        self.asked: list[str] = []
        self._answers = list(answers)
        self._block = ""
        self._kernel = kernel
        self._takes_ns = takes_ns

    def write(self, text: str) -> None:
        assert text == "*CLS" or text.startswith("DATA")
        self._block = text

    def close(self) -> None:
        """Nothing is kept open."""

    def query(self, text: str) -> str:
        if text == "SYST:ERR?":
            return '0,"No error"'
        self.asked.append(text)
        if self._kernel is not None:
            self._kernel.now_ns += self._takes_ns
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def read_raw(self) -> bytes:
        data = self.query(self._block).encode("latin-1")
        return f"#5{len(data):05}".encode() + data + b"\n"

    @property
    def link(self) -> InstrumentLink:
        """A connection that has just been opened."""
        return linked(self)


def linked(instrument: object) -> InstrumentLink:
    """A connection to an instrument that stands in for one of pyvisa's."""
    link = InstrumentLink("io", "TCPIP::io::5025::SOCKET", lambda: cast("MessageBasedResource", instrument))
    link.check_errors("SYST:ERR?", "*CLS")
    return link


BUTTON = StimulusBinding(
    instrument="io", write="ROUT:{value} (@101)", words={"pressed": "CLOS", "released": "OPEN"}
)
LEVEL = ObservationBinding(instrument="meter", query="MEAS:SLEV?", period_ms=50)
LED = ObservationBinding(instrument="leds", query="MEAS:LED1?", words={"OFF": "off", "GREEN": "green"})
AUDIO = AudioBinding(
    instrument="mic", start="STAR", data="DATA? {first}", tone="TONE", clips=Path("rigs/clips/clips.toml")
)


# Stimuli


@pytest.mark.parametrize("answer", ['0,"No error"', '+0,"No error"', "0"])
def test_a_stimulus_is_written_in_the_words_of_the_instrument_which_is_asked_for_errors(answer: str) -> None:
    instrument = Instrument(answer)
    assert apply("button.sos", BUTTON, instrument.link, "pressed") == "ROUT:CLOS (@101)"
    assert instrument.asked == ["ROUT:CLOS (@101);:SYST:ERR?"]


def test_a_value_without_words_is_written_as_it_is() -> None:
    instrument = Instrument("0")
    binding = StimulusBinding(instrument="supply", write="VOLT {value}")
    apply("supply.voltage", binding, instrument.link, "12.5")
    assert instrument.asked == ["VOLT 12.5;:SYST:ERR?"]


@pytest.mark.parametrize("answer", ['-113,"Undefined header"', '-222,"Data out of range"', "", "garbage", "00x"])
def test_an_instrument_that_refuses_is_a_fault_that_names_port_instrument_and_command(answer: str) -> None:
    with pytest.raises(InstrumentFault) as fault:
        apply("button.sos", BUTTON, Instrument(answer).link, "pressed")
    assert str(fault.value) == f"button.sos: io refused 'ROUT:CLOS (@101)': {answer}"


READ_BACK = BUTTON.model_copy(
    update={"read_back": "ROUT:CLOS? (@101)", "answers": {"pressed": "1", "released": "0"}}
)


def test_what_an_instrument_took_is_read_back_where_the_rig_file_says_how() -> None:
    instrument = Instrument("0", "1")
    apply("button.sos", READ_BACK, instrument.link, "pressed")
    assert instrument.asked == ["ROUT:CLOS (@101);:SYST:ERR?", "ROUT:CLOS? (@101)"]


def test_what_an_instrument_took_and_did_not_do_is_a_fault() -> None:
    with pytest.raises(InstrumentFault) as fault:
        apply("button.sos", READ_BACK, Instrument("0", "0").link, "pressed")
    assert str(fault.value) == (
        "button.sos: io took 'ROUT:CLOS (@101)', and answered '0' to 'ROUT:CLOS? (@101)', not '1': it was not done"
    )


@pytest.mark.parametrize(
    "error", [TIMEOUT, NOT_TEXT, ConnectionResetError("gone"), pyvisa.errors.InvalidSession()]
)
def test_an_instrument_that_gives_no_answer_is_a_fault_that_names_port_instrument_and_command(
    error: Exception,
) -> None:
    with pytest.raises(
        InstrumentFault, match=r"button\.sos: io gave no answer to 'ROUT:CLOS \(@101\);:SYST:ERR\?'"
    ):
        apply("button.sos", BUTTON, Instrument(error).link, "pressed")


def test_a_stimulus_of_a_scenario_is_an_event_as_long_as_the_instrument_took_and_told_that_it_has_done_it() -> (
    None
):
    instrument = Instrument("0", "1")
    rig = KernelRig(instruments={"io": instrument.link})
    instrument._kernel, instrument._takes_ns = rig.kernel, 3 * MS
    rig.run(1)
    event = rig.scene.stimulate(controls.SOS_BUTTON, "pressed")
    assert (event.when.earliest_ns, event.when.latest_ns) == (S, S + 2 * 3 * MS)
    assert event.detail == "ROUT:CLOS (@101)"
    assert rig.journal.events == [event]


# Observations


def sampled(
    binding: ObservationBinding, *answers: str | Exception, until_ms: int = 400, takes_ns: int = 0
) -> Track:
    kernel = VirtualKernel()
    instrument = Instrument(*answers, kernel=kernel, takes_ns=takes_ns)
    track = Track("sound.level")
    sampler = Sampler(binding, instrument.link, track, kernel)
    sampler.start()
    kernel.run_until(until_ms * MS)
    sampler.stop()
    kernel.run_until(2 * S)
    return track


def test_a_sample_tells_of_a_change_since_the_one_before() -> None:
    track = sampled(LEVEL, "45.0", "45.0,DBA", "90.5")
    assert [(each.value, each.when.earliest_ns // MS, each.when.latest_ns // MS) for each in track] == [
        (45.0, 0, 0),
        (90.5, 50, 100),
    ]
    assert track.lag_ns == 50 * MS


def test_an_instrument_that_takes_its_time_makes_the_moment_uncertain() -> None:
    track = sampled(LEVEL, "45.0", "90.5", takes_ns=4 * MS)
    assert [(each.when.earliest_ns // MS, each.when.latest_ns // MS) for each in track] == [(0, 4), (0, 58)]


def test_a_sample_is_translated() -> None:
    assert [each.value for each in sampled(LED, "OFF", "GREEN", "OFF")] == ["off", "green", "off"]


class Gauge(InstrumentLink):
    """A gauge that tells of its changes, or has to be asked again and again."""

    def __init__(self, *, tells: bool) -> None:
        super().__init__("meter", "GAUGE", self._unreachable)
        self.value, self.asked = 0, 0
        self._tells = tells
        self._listeners: list[Callable[[], None]] = []
        self.steady = self

    def show(self, value: int) -> None:
        self.value = value
        for listener in self._listeners:
            listener()

    def query(self, query: str) -> str:
        self.asked += 1
        return str(self.value)

    def watch(self, _query: str, changed: Callable[[], None]) -> bool:
        self._listeners.append(changed)
        return self._tells

    def asked_at(self, when_ns: int) -> None:
        """Have nothing to catch up with: an answer is the present value."""

    def settled(self) -> bool:
        return True

    def _unreachable(self) -> MessageBasedResource:
        raise AssertionError("it is asked by the test alone")


class LateGauge(Gauge):
    """A gauge whose answer is what it had at the question before, as a mean is when a change has hardly begun."""

    before = 0

    def query(self, query: str) -> str:
        answer, self.before = str(self.before), int(super().query(query))
        return answer


def test_an_instrument_is_asked_again_when_its_answer_was_the_same_in_spite_of_a_change() -> None:
    kernel, gauge, track = VirtualKernel(), LateGauge(tells=True), Track("sound.level")
    Sampler(LEVEL, gauge, track, kernel).start()
    kernel.call_at(S, partial(gauge.show, 1))
    kernel.run_until(2 * S)
    assert [(each.value, each.when.latest_ns // MS) for each in track] == [(0, 0), (1, 1100)]


def gauged(*, tells: bool) -> tuple[list[Change], int]:
    """Sample a gauge that changes within a period, across several, and back before it is looked at."""
    kernel, gauge, track = VirtualKernel(), Gauge(tells=tells), Track("sound.level")
    sampler = Sampler(LEVEL, gauge, track, kernel)
    sampler.start()
    for at_ms, value in ((7, 1), (30, 2), (333, 3), (9_901, 4), (9_902, 3), (9_903, 5), (20_020, 6), (20_030, 5)):
        kernel.call_at(at_ms * MS, partial(gauge.show, value))
    kernel.run_until(30 * S)
    sampler.stop()
    gauge.show(9)
    kernel.run_until(31 * S)
    return list(track), gauge.asked


def test_an_instrument_that_tells_of_changes_gives_the_same_track_and_is_asked_far_less() -> None:
    (told, few), (polled, many) = gauged(tells=True), gauged(tells=False)
    assert told == polled
    assert (few, many) == (9, 601)


def test_nothing_is_sampled_after_the_end() -> None:
    kernel = VirtualKernel()
    instrument = Instrument("45.0")
    sampler = Sampler(LEVEL, instrument.link, Track("sound.level"), kernel)
    sampler.start()
    kernel.run_until(100 * MS)
    sampler.stop()
    kernel.run_until(S)
    assert len(instrument.asked) == 3


@pytest.mark.parametrize("answer", ["", "loud", "nan", "inf", "-inf", "9.91E37", "-9.9E37", "4 5", "OVER"])
def test_an_answer_that_is_no_number_is_a_fault_that_names_port_instrument_and_query(answer: str) -> None:
    with pytest.raises(InstrumentFault) as fault:
        sampled(LEVEL, answer)
    assert str(fault.value) == f"sound.level: meter answered {answer!r} to 'MEAS:SLEV?', which is no number"


@pytest.mark.parametrize("answer", ["62,5", "1,234.5"])
def test_an_answer_of_which_the_number_could_go_on_behind_the_comma_is_a_fault(answer: str) -> None:
    with pytest.raises(InstrumentFault) as fault:
        sampled(LEVEL, answer)
    assert str(fault.value) == (
        f"sound.level: meter answered {answer!r} to 'MEAS:SLEV?', of which the part behind the comma could"
        " belong to the number; where it does not, `parts` in the rig file says what it is"
    )


def test_the_part_of_an_answer_that_counts_is_the_one_that_the_rig_file_names() -> None:
    binding = LEVEL.model_copy(update={"parts": ("channel", "value")})
    assert [each.value for each in sampled(binding, "3,45.0", "3,90.5")] == [45.0, 90.5]
    binding = LED.model_copy(update={"parts": ("channel", "value")})
    assert [each.value for each in sampled(binding, "1,OFF", "1,GREEN")] == ["off", "green"]
    with pytest.raises(InstrumentFault, match=r"leds answered 'OFF' to .*, which has not the parts"):
        sampled(binding, "OFF")


def test_an_answer_that_is_a_word_and_a_piece_of_a_number_is_a_fault() -> None:
    checked = ObservationBinding(instrument="camera", query="CHEC?", words={"1": "checked", "0": "clear"})
    with pytest.raises(InstrumentFault, match=r"camera answered '1,5' to 'CHEC\?', of which the part behind"):
        sampled(checked, "1,5")


def test_an_answer_that_is_no_word_of_the_dialect_is_a_fault() -> None:
    with pytest.raises(InstrumentFault, match=r"leds answered 'PINK' to 'MEAS:LED1\?', allowed: OFF, GREEN"):
        sampled(LED, "OFF", "PINK")


def test_a_fault_while_time_passes_reaches_the_step_that_waits() -> None:
    rig = KernelRig(instruments={"sound": Instrument("45.0", TIMEOUT).link})
    rig.scene.arm([senses.SOUND_LEVEL])
    with pytest.raises(InstrumentFault, match=r"sound\.level: sound gave no answer"):
        rig.scene.wait(1)


def test_a_scenario_that_stopped_asks_nothing_more_while_the_clock_goes_on() -> None:
    meter, capture = Instrument("45.0"), Instrument("0")
    rig = KernelRig(instruments={"sound": meter.link, "audio": capture.link})
    rig.scene.arm([senses.SOUND_LEVEL, senses.PROMPT])
    asked = len(meter.asked), len(capture.asked)
    rig.scene.stop()
    rig.run(5)
    assert (len(meter.asked), len(capture.asked)) == asked == (1, 2)


def test_an_exception_that_nobody_foresaw_is_a_fault_of_the_rig() -> None:
    rig = KernelRig()
    known: dict[str, int] = {}
    rig.at(0.5, lambda: known["x"])
    with pytest.raises(NodeFault, match="KeyError"):
        rig.scene.wait(1)


def test_an_instrument_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(InstrumentFault):
        KernelRig().scene.arm([senses.SOS_LED])


# Audio


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        (('-113,"Undefined header"',), "mic refused 'STAR'"),
        ((TIMEOUT,), "mic gave no answer to 'STAR"),
        (("0", '-113,"Undefined header"'), "mic refused 'TONE'"),
        (("0", "0", TIMEOUT), r"audio\.prompt: mic gave no samples to 'DATA\? 0'"),
        (("0", "0", pyvisa.errors.InvalidBinaryFormat("no header")), r"mic gave no samples to 'DATA\? 0'"),
        (("0", "0", "odd"), r"mic gave no samples to 'DATA\? 0'"),
    ],
)
def test_a_capture_that_fails_is_a_fault(answers: tuple[str | Exception, ...], text: str) -> None:
    kernel = VirtualKernel()
    instrument = Instrument(*answers)
    ear = AudioEar(AUDIO, instrument.link, Track("audio.prompt"), Track("audio.sound"), kernel)
    with pytest.raises(InstrumentFault, match=text):  # noqa: PT012  # it fails at the start or at the first block
        ear.start()
        kernel.run_until(S)


def block(samples: NDArray[np.int16]) -> str:
    """A block of samples as the fake instrument answers it."""
    return samples.astype("<i2").tobytes().decode("latin-1")


TONE = np.rint(3000 * np.sin(np.arange(1600) * np.pi / 4)).astype(np.int16)
"""0.2 s of 1 kHz at 8 kHz."""
SILENCE = np.zeros(1600, dtype=np.int16)


def ear_on(instrument: Instrument, kernel: VirtualKernel) -> tuple[AudioEar, Track]:
    sound = Track("audio.sound")
    return AudioEar(AUDIO, instrument.link, Track("audio.prompt"), sound, kernel), sound


def test_a_capture_asks_for_each_sample_once_and_keeps_it() -> None:
    kernel = VirtualKernel()
    instrument = Instrument("0", "0", block(TONE), block(SILENCE), block(SILENCE[:800]), "0", block(TONE))
    ear, _ = ear_on(instrument, kernel)
    ear.start()
    kernel.run_until(500 * MS)
    ear.probe()
    ear.stop()
    asked = [query for query in instrument.asked if query.startswith("DATA")]
    assert asked == ["DATA? 0", "DATA? 1600", "DATA? 3200", "DATA? 4000"]
    assert ear.wav()[44:] == np.concatenate((TONE, SILENCE, SILENCE[:800], TONE)).astype("<i2").tobytes()


def test_the_calibrator_is_no_sound_of_the_vehicle() -> None:
    kernel = VirtualKernel()
    instrument = Instrument("0", "0", block(TONE), *[block(SILENCE)] * 10, "0", block(np.tile(TONE, 2)))
    ear, sound = ear_on(instrument, kernel)
    ear.start()
    kernel.run_until(2000 * MS)
    ear.probe()
    kernel.run_until(2100 * MS)
    ear.stop()
    assert [change.value for change in sound] == ["silence"]


def test_a_capture_that_does_not_hear_its_calibrator_at_the_start_is_a_fault() -> None:
    kernel = VirtualKernel()
    ear, _ = ear_on(Instrument("0", "0", block(SILENCE), block(SILENCE)), kernel)
    ear.start()
    with pytest.raises(RecordingFault, match="mic did not hear its calibrator"):
        kernel.run_until(S)


def test_a_capture_that_goes_deaf_is_a_fault() -> None:
    kernel = VirtualKernel()
    silent = [block(SILENCE)] * 3
    ear, _ = ear_on(Instrument("0", "0", block(TONE), block(SILENCE), *silent[:1], "0", *silent[1:]), kernel)
    ear.start()
    kernel.run_until(500 * MS)
    ear.probe()
    with pytest.raises(RecordingFault, match="mic did not hear its calibrator"):
        ear.stop()


def test_a_capture_that_ends_before_its_calibrator_was_heard_is_a_fault() -> None:
    kernel = VirtualKernel()
    ear, _ = ear_on(Instrument("0", "0", block(TONE[:400])), kernel)
    ear.start()
    kernel.run_until(100 * MS)
    with pytest.raises(RecordingFault, match="mic did not hear its calibrator"):
        ear.stop()


CLIPS = load_clips(ROOT / AUDIO.clips)
TRANSCRIPTS = [clip.transcript for clip in CLIPS.values()][:2]
RACK_AUDIO = AudioBinding(
    instrument="audio", start="CAPT:STAR", data="CAPT:DATA? {first}", tone="CAPT:CAL", clips=AUDIO.clips
)


def play(speaker: Speaker, samples: NDArray[np.int16]) -> None:
    speaker.play(samples)


class Blocks:
    """Counts the blocks that an ear asks for."""

    def __init__(self, link: InstrumentLink) -> None:
        self.count = 0
        self._ask = link.query_samples

    def __call__(self, query: str) -> Samples:
        self.count += 1
        return self._ask(query)


def listened(monkeypatch: pytest.MonkeyPatch, *, tells: bool) -> tuple[list[list[Change]], bytes, int]:
    """Let a simulated capture hear two prompts, a click and something unknown between long silences."""
    rack = InProcess()
    link = rack.link("audio")
    link.steady = rack.devices["audio"] if tells else None
    blocks = Blocks(link)
    monkeypatch.setattr(link, "query_samples", blocks)
    prompt, sound, kernel = Track("audio.prompt"), Track("audio.sound"), rack.kernel
    ear = AudioEar(RACK_AUDIO, link, prompt, sound, kernel)
    first, second = (clip.samples for clip in list(CLIPS.values())[:2])
    click = np.full(30, 9000, dtype=np.int16)
    late = np.concatenate((np.zeros(4 * SAMPLE_RATE_HZ, dtype=np.int16), second))
    unknown = first[::-1].copy()
    ear.start()
    for at_ms, samples in ((7_333, first), (70_000, click), (70_140, late), (200_000, unknown), (399_900, second)):
        kernel.call_at(at_ms * MS, partial(play, rack.speaker, samples))
    kernel.run_until(420 * S)
    ear.probe()
    kernel.run_until(kernel.now_ns + seconds(PROBE_S))
    ear.stop()
    rack.close()
    return [list(prompt), list(sound)], ear.wav(), blocks.count


def test_a_capture_that_tells_what_is_played_hears_the_same_and_is_asked_far_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard, sound, few = listened(monkeypatch, tells=True)
    assert (heard, sound) == listened(monkeypatch, tells=False)[:2]
    assert [change.value for change in heard[0]][1::2] == [*TRANSCRIPTS, "?", TRANSCRIPTS[1]]
    assert few < 300 < listened(monkeypatch, tells=False)[2]


# Foreign exceptions


def exceptions_of(module: ModuleType) -> list[type[Exception]]:
    return [
        each
        for _, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, Exception) and each.__module__.startswith(module.__name__.split(".", maxsplit=1)[0])
    ]


def instance(kind: type[Exception]) -> Exception:
    attempts: list[Callable[[], Exception]] = [
        lambda: kind(int(pyvisa.constants.StatusCode.error_timeout)),
        lambda: kind("broken"),
        kind,
        lambda: kind("broken", "twice"),
        lambda: kind("event", "handler", "handle"),
    ]
    for attempt in attempts:
        try:
            made = attempt()
            str(made)
        except (TypeError, AttributeError, KeyError, ValueError):
            continue
        return made
    raise AssertionError(f"cannot make a {kind.__name__}")


VISA = exceptions_of(pyvisa.errors)
CAN = exceptions_of(can.exceptions)
HTTP = [
    kind for kind in exceptions_of(httpx) if kind is not httpx.HTTPStatusError
]  # raised by raise_for_status alone


def test_the_walk_finds_the_exceptions() -> None:
    assert {pyvisa.VisaIOError, pyvisa.errors.LibraryError, pyvisa.errors.InvalidSession} <= set(VISA)
    assert {can.CanError, can.CanOperationError, can.CanInitializationError, can.CanTimeoutError} <= set(CAN)
    assert {httpx.ConnectError, httpx.ReadTimeout, httpx.InvalidURL, httpx.StreamClosed} <= set(HTTP)


@pytest.mark.parametrize("kind", [*VISA, OSError, TimeoutError, ConnectionResetError, UnicodeError])
def test_every_exception_of_pyvisa_is_an_instrument_fault(kind: type[Exception]) -> None:
    class Manager:
        def open_resource(self, *_: object, **__: object) -> None:
            raise instance(kind)

    with pytest.raises(InstrumentFault, match="leds: cannot be opened at GPIB::1"):
        open_instrument(cast("pyvisa.ResourceManager", Manager()), "GPIB::1", "leds")
    with pytest.raises(InstrumentFault):
        apply("button.sos", BUTTON, Instrument(instance(kind)).link, "pressed")
    with pytest.raises(InstrumentFault):
        sampled(LEVEL, "45.0", instance(kind))
    ear = AudioEar(
        AUDIO,
        Instrument("0", "0", instance(kind)).link,
        Track("audio.prompt"),
        Track("s"),
        kernel := VirtualKernel(),
    )
    ear.start()
    with pytest.raises(InstrumentFault):
        kernel.run_until(S)


def test_a_resource_that_does_not_talk_in_messages_is_a_fault() -> None:
    class Manager:
        def open_resource(self, *_: object, **__: object) -> object:
            return object()

    with pytest.raises(InstrumentFault, match="does not talk in messages"):
        open_instrument(cast("pyvisa.ResourceManager", Manager()), "PXI::1", "leds")


class LostBus(can.BusABC):
    """A bus that breaks at the first frame."""

    def __init__(self, error: Exception) -> None:
        super().__init__("lost")
        self._error = error

    def _recv_internal(self, timeout: float | None) -> tuple[can.Message | None, bool]:
        raise self._error

    def send(self, msg: can.Message, timeout: float | None = None) -> None:
        raise self._error


class Inbox(VirtualKernel):
    """Tells a waiting test that another thread has posted."""

    def __init__(self) -> None:
        super().__init__()
        self.posted = Event()

    def post(self, callback: Callable[[], None]) -> None:
        super().post(callback)
        self.posted.set()


@pytest.mark.parametrize("kind", [*CAN, OSError, ConnectionResetError, TimeoutError])
def test_every_exception_of_python_can_is_a_bus_fault(kind: type[Exception]) -> None:
    def refuse() -> can.BusABC:
        raise instance(kind)

    rig = KernelRig()
    with pytest.raises(BusFault, match="bus comfort cannot be opened"):
        Adapter(rig.recorder, rig.kernel, "comfort", refuse, KnownStamps(0))
    inbox = Inbox()
    adapter = Adapter(rig.recorder, inbox, "comfort", lambda: LostBus(instance(kind)), KnownStamps(0))
    assert inbox.posted.wait(10)
    with pytest.raises(BusFault, match="bus comfort was lost"):
        inbox.run_until(S)
    adapter.close()


class FlakyBus(LostBus):
    """A bus with one frame, which breaks when it is told to."""

    def __init__(self, message: can.Message) -> None:
        super().__init__(can.CanOperationError("unplugged"))
        self._messages = [message]
        self.unplug = Event()
        self.unplugged = 0

    def _recv_internal(self, timeout: float | None) -> tuple[can.Message | None, bool]:
        if self._messages:
            return self._messages.pop(), False
        assert self.unplug.wait(10)
        self.unplugged += 1
        return super()._recv_internal(timeout)


def test_a_bus_that_was_lost_is_told_of_once_and_heard_again_when_it_has_been_opened_anew(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "connect_hil")
    rig, inbox = KernelRig(), Inbox()
    opened: list[FlakyBus] = []

    def open_bus() -> can.BusABC:
        message = frame("doors.front_left.lock")
        message.timestamp = 1.0 + 3.0 * len(opened)
        opened.append(FlakyBus(message))
        return opened[-1]

    def heard() -> None:
        assert inbox.posted.wait(10)
        inbox.posted.clear()
        inbox.run_for(0)

    adapter = Adapter(rig.recorder, inbox, "comfort", open_bus, KnownStamps(0))
    heard()
    opened[0].unplug.set()
    with pytest.raises(BusFault, match="bus comfort was lost: unplugged"):
        heard()
    assert opened[0].unplugged == 1
    adapter.resume()
    assert len(opened) == 2
    heard()
    adapter.resume()
    assert len(opened) == 2, "a bus that is heard stays as it is"
    assert rig.recorder.traffic is not None
    assert [at_ns for at_ns, _, _ in rig.recorder.traffic.frames] == [1 * S, 4 * S]
    opened[1].unplug.set()
    adapter.close()
    told = [line for name, _, line in caplog.record_tuples if name == "connect_hil.bus.comfort"]
    assert [line.partition(" ")[0] for line in told if "listening" not in line] == [
        *("opened", "lost:", "closed", "opened", "closed")
    ]
    assert "lost: unplugged" in told


def test_a_bus_that_was_lost_while_no_scenario_ran_costs_none() -> None:
    rig, inbox = KernelRig(), Inbox()
    adapter = Adapter(
        rig.recorder, inbox, "comfort", lambda: LostBus(can.CanOperationError("unplugged")), KnownStamps(0)
    )
    assert inbox.posted.wait(10)
    there = FlakyBus(frame("doors.front_left.lock"))
    adapter._open_bus = lambda: there
    adapter.resume()
    inbox.run_for(0)
    there.unplug.set()
    adapter.close()


def test_a_bus_that_cannot_be_opened_anew_is_a_fault_each_time() -> None:
    inbox, there = Inbox(), True

    def open_bus() -> can.BusABC:
        if not there:
            raise OSError("no such device")
        return LostBus(can.CanOperationError("unplugged"))

    adapter = Adapter(KernelRig().recorder, inbox, "comfort", open_bus, KnownStamps(0))
    assert inbox.posted.wait(10)
    there = False
    for _ in range(2):
        with pytest.raises(BusFault, match="bus comfort cannot be opened: no such device"):
            adapter.resume()
    adapter.close()


class Socketcand:
    """A server that says in each of its connections what it is told to, and closes it.

    Args:
        answers: For each connection its words when a channel is to be opened, and when raw mode is to begin.
    """

    def __init__(self, *answers: tuple[bytes, bytes]) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._thread = Thread(target=self._serve, args=(answers,))
        self._thread.start()

    def _serve(self, answers: tuple[tuple[bytes, bytes], ...]) -> None:
        self._listening.accept()[0].close()  # whether somebody listens
        for each in answers:
            connection, _ = self._listening.accept()
            connection.sendall(b"< hi >")
            for answer in each:
                if connection.recv(100):
                    connection.sendall(answer)
            connection.close()

    def close(self) -> None:
        self._thread.join(10)
        self._listening.close()


OPENED = (b"< ok >", b"< ok >")
DROWNED = (b"< ok >", b"< ok >< frame 123 1.0 00 >")


def test_a_channel_that_the_server_closed_is_lost_and_not_silent() -> None:
    server = Socketcand(OPENED)
    bus = open_socketcand("can0", "127.0.0.1", server.port)
    with pytest.raises(can.CanOperationError, match=r"socketcand on can0@127\.0\.0\.1:\d+ was closed"):
        bus.recv(10)
    bus.shutdown()  # type: ignore[no-untyped-call]  # python-can's has no hints
    server.close()


def test_a_channel_whose_opening_is_drowned_by_a_frame_is_opened_again() -> None:
    server = Socketcand(DROWNED, DROWNED, OPENED)
    bus = open_socketcand("can0", "127.0.0.1", server.port)
    bus.shutdown()  # type: ignore[no-untyped-call]  # likewise
    server.close()
    server = Socketcand(*[DROWNED] * OPENINGS)
    with pytest.raises(can.CanError, match="Expected"):
        open_socketcand("can0", "127.0.0.1", server.port)
    server.close()


@pytest.fixture
def hub() -> Iterator[ServiceHub]:
    made = ServiceHub("http://127.0.0.1:9", VirtualKernel(), lambda: 0, 0)
    yield made
    made.close()


def answers(hub: ServiceHub, answer: Callable[[httpx.Request], httpx.Response]) -> None:
    hub._client.close()
    hub._client = httpx.Client(base_url="http://127.0.0.1:9", transport=httpx.MockTransport(answer))


@pytest.mark.parametrize("kind", HTTP)
def test_every_exception_of_httpx_is_a_service_fault(hub: ServiceHub, kind: type[Exception]) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise instance(kind)

    answers(hub, fail)
    with pytest.raises(ServiceFault, match=f"POST /services/phone/order: {kind.__name__}"):
        RemoteService(hub, "phone").call("order", "lock")
    with pytest.raises(ServiceFault):
        hub.start()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", '{"other": 1}', "\xff"])
def test_a_service_that_answers_nonsense_is_a_fault(hub: ServiceHub, text: str) -> None:
    answers(hub, lambda _: httpx.Response(200, content=text.encode("latin-1")))
    with pytest.raises(ServiceFault, match="POST /services/phone/order"):
        RemoteService(hub, "phone").call("order", "lock")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_service_whose_number_is_none_is_a_fault(hub: ServiceHub, number: str) -> None:
    answers(hub, lambda _: httpx.Response(200, content=f'{{"answer": {number}}}'.encode()))
    with pytest.raises(ServiceFault, match=r"POST /services/phone/order: ValueError.*services are at http://127"):
        RemoteService(hub, "phone").call("order", "lock")


STRANGE_TIMES = [
    f'[{{"at_ns": {time}, "service": "phone", "item": "x", "value": 1}}]' for time in ("1.5", "true", '"1"')
]


@pytest.mark.parametrize(
    "text", ["3", "null", "[3]", '{"x": 1}', '[{"at_ns": 1}]', '[{"at_ns": "x"}]', *STRANGE_TIMES]
)
def test_changes_that_are_nonsense_are_a_fault(hub: ServiceHub, text: str) -> None:
    answers(hub, lambda _: httpx.Response(200, content=text.encode()))
    with pytest.raises(ServiceFault, match="is no list of changes"):
        hub.start()


@pytest.mark.parametrize(
    ("text", "why"), [('{"error": "no such verb"}', "no such verb"), ("[]", "404"), ("{}", "404")]
)
def test_a_service_that_refuses_is_a_fault_with_its_reason(hub: ServiceHub, text: str, why: str) -> None:
    answers(hub, lambda _: httpx.Response(404, content=text.encode()))
    with pytest.raises(ServiceFault, match=f"POST /services/phone/order: {why}"):
        RemoteService(hub, "phone").call("order", "lock")


def changes(*values: Any) -> list[dict[str, Any]]:
    """What a server tells of a mileage."""
    return [{"at_ns": 0, "service": "phone", "item": "mileage", "value": value} for value in values]


def mileages(hub: ServiceHub) -> list[Any]:
    """What a listener that comes now hears."""
    heard: list[Any] = []
    hub.watch("phone", lambda _at_ns, _item, value: heard.append(value))
    return heard


@pytest.mark.parametrize("broken", ["late", "nonsense", "begun anew"])
def test_services_that_did_not_answer_once_are_heard_again_from_the_next_scenario_on(
    hub: ServiceHub, broken: str
) -> None:
    told, fail = changes(1, 2), False

    def answer(request: httpx.Request) -> httpx.Response:
        if fail and broken == "late":
            raise httpx.ReadTimeout("late")
        if fail and broken == "nonsense":
            return httpx.Response(200, content=b"<html>")
        since = int(request.url.params["since"])
        return httpx.Response(200 if since <= len(told) else 400, json=told[since:])

    answers(hub, answer)
    kernel = hub._kernel
    hub.start()
    fail = True
    if broken == "begun anew":
        told = changes(7)
    with pytest.raises(ServiceFault, match="GET /changes"):
        kernel.run_for(S)
    assert not kernel.run_for(S), "nobody asks in vain for the rest of the scenario"
    fail = False
    hub.forget_listeners()
    hub.resume()
    told += changes(3)
    heard = mileages(hub)
    kernel.run_for(S)
    assert heard == ([7, 3] if broken == "begun anew" else [1, 2, 3])


def test_services_that_still_do_not_answer_are_a_fault_of_the_next_scenario_too(hub: ServiceHub) -> None:
    answers(hub, lambda _: httpx.Response(503, content=b"{}"))
    for ask in (hub.start, hub.resume, hub.resume):
        with pytest.raises(ServiceFault, match="GET /changes"):
            ask()


def test_a_value_that_a_port_cannot_show_costs_one_scenario(hub: ServiceHub) -> None:
    told = changes(1, "95,3", 2)
    answers(hub, lambda request: httpx.Response(200, json=told[int(request.url.params["since"]) :]))
    with pytest.raises(ServiceFault, match=r"phone\.mileage = '95,3'; allowed: a number in km, or null"):
        hub.start()
    hub.resume()
    assert mileages(hub) == [1, None, 2]


def test_faults_of_the_bench_are_one_family() -> None:
    assert all(issubclass(kind, RigFault) for kind in (InstrumentFault, BusFault, ServiceFault, NodeFault))
