"""A connection to an instrument is trusted while each question has its answer; in this process and over TCP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
import pyvisa
from pyvisa.constants import StatusCode
from pyvisa.resources import MessageBasedResource

from clock.kernel import VirtualKernel
from rigs.bindings.instrument import InstrumentLink, ask, ask_samples, command, open_instrument
from rigs.bindings.sampler import Sampler
from rigs.errors import InstrumentFault
from rigs.files.rig_file import ObservationBinding
from rigs.values.track import Track
from tests.support.instrument_rack import InProcess, OverTcp, Rack


@pytest.fixture(params=[InProcess, OverTcp])
def rack(request: pytest.FixtureRequest) -> Iterator[Rack]:
    made: Rack = request.param()
    made.time_out_ms = 100
    yield made
    made.close()


@pytest.fixture
def bench() -> Iterator[OverTcp]:
    made = OverTcp()
    yield made
    made.close()


# Late answers


def test_the_answer_to_a_question_that_timed_out_is_never_that_to_the_next(rack: Rack) -> None:
    leds = rack.link("leds")
    answer = rack.hold_back("leds")
    with pytest.raises(InstrumentFault, match=r"led\.sos: leds gave no answer to 'MEAS:LED1:COL\?'"):
        ask("led.sos", "leds", leds, "MEAS:LED1:COL?")
    answer()
    assert [ask("led.sos", "leds", leds, f"MEAS:LED1:{what}?") for what in ("INT", "COL", "INT")] == [
        "0.0",
        "OFF",
        "0.0",
    ]


def test_a_late_word_on_a_command_is_never_that_on_the_next(rack: Rack) -> None:
    station = rack.link("station")
    answer = rack.hold_back("station")
    with pytest.raises(InstrumentFault, match="station gave no answer to 'STAT:PLUG SIDEWAYS;:SYST:ERR"):
        command("station.plug", "station", station, "STAT:PLUG SIDEWAYS")
    answer()
    command("station.plug", "station", station, "STAT:PLUG ON")
    assert ask("station.plug", "station", station, "STAT:PLUG?") == "1"


def test_late_samples_are_never_an_answer(rack: Rack) -> None:
    audio = rack.link("audio")
    command("audio", "audio", audio, "CAPT:STAR")
    answer = rack.hold_back("audio")
    with pytest.raises(InstrumentFault, match="audio gave no samples to 'CAPT:DATA"):
        ask_samples("audio", "audio", audio, "CAPT:DATA? 0")
    answer()
    assert ask("audio", "audio", audio, "CAPT:POS?") == "0"
    assert len(ask_samples("audio", "audio", audio, "CAPT:DATA? 0")) == 0
    assert ask("audio", "audio", audio, "CAPT:RATE?") == "8000"


def test_a_question_that_was_broken_off_is_not_answered_to_the_next() -> None:
    stopped = Resource(KeyboardInterrupt(), "6.0")
    link = stopped.link()
    with pytest.raises(KeyboardInterrupt):
        ask("screen", "camera", link, "MENU?")
    assert ask("screen", "camera", link, "GEARS?") == "6.0"
    assert stopped.did == ["open", "MENU?", "close", "open", "GEARS?"]


def test_an_answer_that_is_none_may_be_that_to_another_question() -> None:
    confused = Resource("OK", "6.0")
    link, binding = confused.link(), ObservationBinding(instrument="camera", query="MENU?")
    with pytest.raises(InstrumentFault, match=r"screen: camera answered 'OK' to 'MENU\?', which is no number"):
        Sampler(binding, link, Track("screen"), VirtualKernel()).start()
    assert ask("screen", "camera", link, "GEARS?") == "6.0"
    assert confused.did == ["open", "MENU?", "close", "open", "GEARS?"]


def test_what_was_said_before_a_question_is_no_answer_to_it(rack: Rack) -> None:
    card = rack.link("polite_card", error_query="")
    for state in ("ON", "OFF", "ON"):
        command("button.sos", "card", card, f"K {state}")
        rack.settle()
    assert ask("button.sos", "card", card, "K?") == "ON"
    assert ask("button.sos", "card", card, "K?") == "ON"


# Instruments that come back


def test_a_connection_that_the_instrument_closed_costs_one_question(bench: OverTcp) -> None:
    leds = bench.link("leds")
    assert ask("led.sos", "leds", leds, "MEAS:LED1:COL?") == "OFF"
    bench.drop("leds")
    with pytest.raises(InstrumentFault, match=r"led\.sos: leds gave no answer"):
        ask("led.sos", "leds", leds, "MEAS:LED1:COL?")
    assert ask("led.sos", "leds", leds, "MEAS:LED1:COL?") == "OFF"


def test_an_instrument_that_does_not_come_back_is_a_fault_that_names_it_and_its_address(bench: OverTcp) -> None:
    leds = bench.link("leds")
    bench.take_away("leds")
    with pytest.raises(InstrumentFault, match="leds gave no answer"):
        ask("led.sos", "leds", leds, "MEAS:LED1:COL?")
    for _ in range(2):
        with pytest.raises(InstrumentFault) as fault:
            ask("led.sos", "leds", leds, "MEAS:LED1:COL?")
        assert str(fault.value).startswith(f"leds: cannot be opened at {bench.address('leds')}: ")


def test_an_instrument_that_cannot_be_reached_is_a_fault_that_names_it_and_its_address() -> None:
    class Manager:
        def open_resource(self, *_: object, **__: object) -> None:
            raise Exception("could not connect: timed out")  # as pyvisa-py does

    with pytest.raises(InstrumentFault, match=r"leds: cannot be opened at TCPIP::192\.0\.2\.1::1::SOCKET: c"):
        open_instrument(cast("pyvisa.ResourceManager", Manager()), "TCPIP::192.0.2.1::1::SOCKET", "leds")


# Errors of before


def test_an_error_of_before_is_not_blamed_on_our_command(rack: Rack) -> None:
    rack.on_kernel(lambda: no_answer(rack, "NONSENSE;"))
    rack.on_kernel(lambda: no_answer(rack, "BATT:SOC 101"))
    for clear in ("*CLS", ""):
        command("battery.soc", "battery", rack.link("battery", clear=clear), "BATT:SOC 50")


def test_the_second_error_of_a_command_is_not_blamed_on_the_next(rack: Rack) -> None:
    battery = rack.link("battery")
    with pytest.raises(InstrumentFault, match="battery refused 'BATT:SOC 101;SOC 102': -222"):
        command("battery.soc", "battery", battery, "BATT:SOC 101;SOC 102")
    command("battery.soc", "battery", battery, "BATT:SOC 50")


def test_the_error_of_a_question_is_not_blamed_on_the_next_command(rack: Rack) -> None:
    battery = rack.link("battery")
    with pytest.raises(InstrumentFault, match="battery gave no answer to 'BATT:COLOUR"):
        ask("battery.soc", "battery", battery, "BATT:COLOUR?")
    command("battery.soc", "battery", battery, "BATT:SOC 50")


def test_an_instrument_that_does_not_know_the_command_to_clear_is_used_all_the_same(rack: Rack) -> None:
    supply = rack.link("old_supply")
    command("supply.voltage", "supply", supply, "VOLT 11")
    assert ask("supply.voltage", "supply", supply, "VOLT?") == "11"


def test_a_register_that_reading_clears_can_stand_for_the_error_queue(rack: Rack) -> None:
    battery = rack.link("battery", error_query="*ESR?", clear="")
    command("battery.soc", "battery", battery, "BATT:SOC 50")
    with pytest.raises(InstrumentFault, match="battery refused 'BATT:SOC 101': 16"):
        command("battery.soc", "battery", battery, "BATT:SOC 101")
    command("battery.soc", "battery", battery, "BATT:SOC 50")


def test_an_instrument_without_an_error_queue_is_told_and_asked_what_the_rig_file_says_and_nothing_else(
    rack: Rack,
) -> None:
    card = rack.link("card", error_query="")
    command("button.sos", "card", card, "K ON")
    assert ask("button.sos", "card", card, "K?") == "ON"
    assert rack.card.heard == ["K ON", "K?"]


def test_an_instrument_that_does_not_answer_the_error_query_is_a_fault_that_names_it(rack: Rack) -> None:
    address = rack.address("card")
    words = f"card: cannot be opened at {address}: no answer to its error_query 'SYST:ERR"
    with pytest.raises(InstrumentFault, match=words):
        rack.link("card")


@pytest.mark.parametrize("answer", ["12.6", "OK", "", "No error", "0x0"])
def test_an_instrument_whose_error_queue_answers_nonsense_cannot_be_opened(answer: str) -> None:
    with pytest.raises(InstrumentFault, match=f"it answered '{answer}' to 'SYST:ERR"):
        Resource(answer).link("SYST:ERR?")


def test_an_error_queue_without_an_end_is_a_fault() -> None:
    with pytest.raises(InstrumentFault, match='one error after the other, the last is -350,"Queue overflow"'):
        Resource('-350,"Queue overflow"').link("SYST:ERR?")


# Interfaces whose output outlives a connection


class Resource:
    """Stands in for a resource of pyvisa; keeps what was done to it, and answers with what it was told."""

    timeout = 100

    def __init__(self, *answers: str | BaseException) -> None:
        self.did: list[str] = []
        self._answers = list(answers)

    def link(
        self,
        error_query: str = "",
        address: str = "TCPIP::camera::1::SOCKET",
        link_class: type[InstrumentLink] = InstrumentLink,
    ) -> InstrumentLink:
        link = link_class("camera", address, self._connect)
        link.check_errors(error_query, "")
        return link

    def _connect(self) -> MessageBasedResource:
        self.did.append("open")
        return cast("MessageBasedResource", self)

    def query(self, text: str) -> str:
        self.did.append(text)
        return self._answer()

    def read_raw(self) -> str:
        self.did.append("read")
        return self._answer()

    def clear(self) -> None:
        self.did.append("clear")
        if self._answers:
            self._answer()

    def close(self) -> None:
        self.did.append("close")

    def _answer(self) -> str:
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer


TIMEOUT = pyvisa.VisaIOError(StatusCode.error_timeout)


def test_a_serial_line_is_read_until_it_is_silent_before_it_is_asked() -> None:
    line = Resource("late", "later", TIMEOUT, "6.0")
    assert ask("screen", "camera", line.link(address="ASRL3::INSTR"), "MENU?") == "6.0"
    assert line.did == ["open", "read", "read", "read", "MENU?"]


def test_a_serial_line_that_is_never_silent_is_a_fault() -> None:
    with pytest.raises(InstrumentFault, match="camera: cannot be opened at ASRL3::INSTR: it talks without"):
        Resource("tick").link(address="ASRL3::INSTR")


@pytest.mark.parametrize("address", ["GPIB::7::INSTR", "USB::1::2::3::INSTR", "TCPIP::192.0.2.1::INSTR"])
def test_an_instrument_with_an_output_of_its_own_is_cleared_before_it_is_asked(address: str) -> None:
    for refuses in ((), (pyvisa.VisaIOError(StatusCode.error_nonsupported_operation),)):
        resource = Resource(*refuses, "6.0") if refuses else Resource("6.0")
        assert ask("screen", "camera", resource.link(address=address), "MENU?") == "6.0"
        assert resource.did == ["open", "clear", "MENU?"]


def test_an_instrument_that_cannot_be_cleared_is_a_fault() -> None:
    with pytest.raises(InstrumentFault, match="camera: cannot be opened at GPIB::7::INSTR: VI_ERROR_TMO"):
        Resource(TIMEOUT).link(address="GPIB::7::INSTR")


def no_answer(rack: Rack, message: str) -> None:
    assert rack.devices["battery"].execute(message) == b""


# What a driver tells before anything else


class Greeting(InstrumentLink):
    def greet(self, resource: MessageBasedResource) -> None:
        if resource.query("REMOTE?") != "0":
            raise ValueError("it is in use")


def test_an_instrument_is_greeted_on_each_connection_before_its_errors_are_forgotten() -> None:
    camera = Resource("0")
    link = camera.link("SYST:ERR?", link_class=Greeting)
    assert camera.did == ["open", "REMOTE?", "SYST:ERR?"]
    link.close()
    assert ask("screen", "camera", link, "MENU?") == "0"
    assert camera.did[3:] == ["close", "open", "REMOTE?", "SYST:ERR?", "MENU?"]


def test_an_instrument_that_answers_a_greeting_wrongly_cannot_be_opened() -> None:
    with pytest.raises(InstrumentFault, match=r"camera: cannot be opened at .*: it is in use"):
        Resource("1").link(link_class=Greeting)
