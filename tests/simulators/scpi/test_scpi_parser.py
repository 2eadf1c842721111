"""The grammar of messages and the status system that all instruments share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clock.kernel import VirtualKernel
from simulators.plant.wiring import Wiring
from simulators.scpi.device import QUEUE_DEPTH, Device
from simulators.scpi.parser import Boolean, Channels, Choice, Command, Grammar, Integer, Number, Text


class Recorder(Device):
    """Answers with what it was called with."""

    MODEL = "REC"

    def __init__(self) -> None:
        super().__init__(VirtualKernel(), Wiring())
        self.calls: list[tuple[object, ...]] = []

    def note(self, *arguments: object) -> None:
        self.calls.append(arguments)

    def tell(self, *arguments: object) -> str:
        return ",".join(map(str, arguments)) or "told"

    COMMANDS = (
        Command("[SOURce:]VOLTage[:LEVel]", note, Number(0.0, 20.0, "V")),
        Command("[SOURce:]VOLTage[:LEVel]?", tell),
        Command("[SOURce:]CURRent", note, Integer(0, 10)),
        Command("SENSe:LED#:COLour?", tell),
        Command("SENSe:LED#:BIN#?", tell),
        Command("OUTPut", note, Boolean()),
        Command("STATion:TYPE", note, Choice({"REGular": "slow", "FAST": "fast"})),
        Command("ROUTe:CLOSe", note, Channels()),
        Command("DISPlay:TEXT", note, Text()),
        Command("DATA?", tell, Integer(0, 100), optional=(Integer(0, 100),)),
    )


@pytest.fixture
def device() -> Recorder:
    made = Recorder()
    made.clear_status()
    return made


def errors(device: Device) -> list[int]:
    codes: list[int] = []
    while (code := int(device.execute("SYST:ERR?").split(b",")[0])) != 0:
        codes.append(code)
    return codes


@pytest.mark.parametrize(
    "header",
    [
        "VOLT",
        "volt",
        "VOLTage",
        "VoLtAgE",
        "SOUR:VOLT",
        ":SOURce:VOLTage:LEVel",
        "volt:lev",
        "  VOLT",
        "source:volt",
    ],
)
def test_a_header_is_understood_in_short_and_long_form_in_any_case_and_without_optional_nodes(
    device: Recorder, header: str
) -> None:
    device.execute(f"{header} 5")
    assert device.calls == [(5.0,)]
    assert errors(device) == []


@pytest.mark.parametrize("header", ["VOLTA", "VOL", "SOUR", "LEV", "VOLT:VOLT", "VOLT1", "VOLT:", "SENS:LED1"])
def test_any_other_spelling_is_an_undefined_header(device: Recorder, header: str) -> None:
    device.execute(f"{header} 5")
    assert device.calls == []
    assert errors(device) == [-113]


def test_a_query_and_a_command_are_different_headers(device: Recorder) -> None:
    assert device.execute("VOLT?") == b"told\n"
    assert device.execute("DATA 3") == b""
    assert errors(device) == [-113]


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("SENS:LED3:COL?", b"3\n"),
        ("SENSe:LED:COL?", b"1\n"),
        ("SENS:LED2:BIN7?", b"2,7\n"),
        ("SENS:LED:BIN7?", b"1,7\n"),
        ("SENS:LED12:BIN?", b"12,1\n"),
    ],
)
def test_a_numeric_suffix_is_passed_on_and_is_one_when_left_out(
    device: Recorder, message: str, answer: bytes
) -> None:
    assert device.execute(message) == answer


def test_a_header_after_a_semicolon_starts_from_the_path_of_the_one_before(device: Recorder) -> None:
    device.execute("SOUR:VOLT 5;CURR 2")
    assert device.calls == [(5.0,), (2,)]
    device.execute("SENS:LED1:COL?;OUTP ON")
    assert errors(device) == [-113]


def test_a_colon_starts_again_from_the_root_and_a_common_command_keeps_the_path(device: Recorder) -> None:
    assert device.execute("SENS:LED4:COL?;:OUTP ON;*OPC?") == b"4;1\n"
    assert device.execute("SENS:LED4:COL?;*OPC?;BIN2?") == b"4;1;4,2\n"


def test_answers_of_a_chain_come_in_one_line(device: Recorder) -> None:
    assert device.execute("*OPC?;DATA? 1,2;DATA? 3") == b"1;1,2;3\n"


def test_an_unknown_header_ends_its_message_but_what_stands_before_it_is_done(device: Recorder) -> None:
    device.execute("VOLT 1;NONSENSE;VOLT 2")
    assert device.calls == [(1.0,)]
    assert errors(device) == [-113]


def test_a_refused_value_does_not_keep_the_rest_of_the_message_from_being_done(device: Recorder) -> None:
    device.execute("VOLT 99;VOLT 2")
    assert device.calls == [(2.0,)]
    assert errors(device) == [-222]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5", 12.5),
        ("+.5", 0.5),
        ("1.25E1", 12.5),
        ("1.25 E+1", 12.5),
        ("12.5V", 12.5),
        ("12.5 v", 12.5),
        ("500 mV", 0.5),
        ("0.01KV", 10.0),
        ("MIN", 0.0),
        ("maximum", 20.0),
    ],
)
def test_a_number_may_have_an_exponent_a_unit_and_a_multiplier(device: Recorder, text: str, value: float) -> None:
    device.execute(f"VOLT {text}")
    assert device.calls == [(pytest.approx(value),)]


@pytest.mark.parametrize(("text", "value"), [("4", 4), ("3.4", 3), ("3.5", 4), ("MAX", 10)])
def test_a_number_that_has_to_be_whole_is_rounded(device: Recorder, text: str, value: int) -> None:
    device.execute(f"CURR {text}")
    assert device.calls == [(value,)]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("VOLT", -109),
        ("VOLT 1,2", -108),
        ("VOLT abc", -104),
        ("VOLT 'five'", -104),
        ("VOLT 5 A", -131),
        ("CURR 5 V", -131),
        ("VOLT 20.001", -222),
        ("VOLT -0.001", -222),
        ("CURR 11", -222),
        ("OUTP MAYBE", -224),
        ("OUTP 'ON'", -104),
        ("STAT:TYPE SLOW", -224),
        ("STAT:TYPE 1", -104),
        ("ROUT:CLOS 101", -104),
        ("ROUT:CLOS (@)", -104),
        ("ROUT:CLOS (@5:3)", -222),
        ("DISP:TEXT hello", -104),
        ("DISP:TEXT 'hello", -102),
        ("ROUT:CLOS (@101", -102),
        ("DATA? 1,2,3", -108),
        ("DATA?", -109),
        ("VOLT,5", -102),
        ("1VOLT 5", -102),
        ("äöü", -102),
        ("*FOO", -113),
    ],
)
def test_a_wrong_message_goes_to_the_error_queue_and_does_nothing(
    device: Recorder, message: str, code: int
) -> None:
    assert device.execute(message) == b""
    assert device.calls == []
    assert errors(device) == [code]


@pytest.mark.parametrize(("text", "value"), [("ON", True), ("off", False), ("1", True), ("0", False), ("2", True)])
def test_a_boolean_is_a_word_or_a_number(device: Recorder, text: str, value: bool) -> None:
    device.execute(f"OUTP {text}")
    assert device.calls == [(value,)]


@pytest.mark.parametrize("text", ["REG", "regular", "REGular"])
def test_a_word_is_understood_in_short_and_long_form(device: Recorder, text: str) -> None:
    device.execute(f"STAT:TYPE {text}")
    assert device.calls == [("slow",)]


@pytest.mark.parametrize(
    ("text", "channels"),
    [("(@101)", (101,)), ("(@101,103)", (101, 103)), ("( @ 101 , 103:105 )", (101, 103, 104, 105))],
)
def test_a_channel_list_names_channels_and_ranges(device: Recorder, text: str, channels: tuple[int, ...]) -> None:
    device.execute(f"ROUT:CLOS {text}")
    assert device.calls == [(channels,)]


@pytest.mark.parametrize(
    ("text", "value"),
    [('"a;b,c"', "a;b,c"), ("'(x'", "(x"), ('"say ""hi"""', 'say "hi"'), ("''", ""), ("'*RST'", "*RST")],
)
def test_a_string_may_hold_separators_and_doubled_quotes(device: Recorder, text: str, value: str) -> None:
    device.execute(f"DISP:TEXT {text};TEXT 'next'")
    assert device.calls == [(value,), ("next",)]


@given(st.text(alphabet=st.characters(max_codepoint=255, exclude_characters='"'), max_size=40))
def test_any_string_that_is_quoted_comes_back(text: str) -> None:
    assert Text().parse(Text().answer(text)) == text


@given(st.text(max_size=60))
def test_no_message_raises(message: str) -> None:
    Recorder().execute(message)


@pytest.mark.parametrize("message", ["", "   ", "\r", ";", "VOLT 1;"])
def test_an_empty_message_unit_is_no_error(device: Recorder, message: str) -> None:
    device.execute(message)
    assert errors(device) == []


def test_the_error_queue_gives_the_oldest_first_and_says_when_it_is_empty(device: Recorder) -> None:
    device.execute("VOLT 99")
    device.execute('DISP:TEXT "broken')
    assert device.execute("SYST:ERR?").startswith(b'-222,"Data out of range;99 is not in 0 to 20"')
    assert device.execute("SYSTem:ERRor:NEXT?").startswith(b'-102,"Syntax error;')
    assert device.execute("SYST:ERR?") == b'0,"No error"\n'


def test_a_quote_in_an_error_does_not_end_its_string(device: Recorder) -> None:
    device.execute('OUTP "ON"')
    assert device.execute("SYST:ERR?").count(b'"') == 2


def test_a_full_queue_keeps_the_oldest_and_ends_with_an_overflow(device: Recorder) -> None:
    for _ in range(QUEUE_DEPTH + 5):
        device.execute("NONSENSE")
    assert errors(device) == [-113] * (QUEUE_DEPTH - 1) + [-350]


def test_cls_empties_the_queue_and_the_event_register(device: Recorder) -> None:
    device.execute("NONSENSE")
    device.execute("*CLS")
    assert device.execute("*ESR?;:SYST:ERR?") == b'0;0,"No error"\n'


def test_the_event_register_tells_kinds_of_errors_apart_and_is_cleared_by_reading() -> None:
    device = Recorder()
    assert device.execute("*ESR?") == b"128\n"
    device.execute("NONSENSE")
    device.execute("VOLT 99;*OPC")
    assert device.execute("*ESR?") == b"49\n"
    assert device.execute("*ESR?") == b"0\n"


def test_identity_has_four_fields(device: Recorder) -> None:
    assert device.execute("*IDN?").decode().strip().split(",") == ["Connect HIL", "REC", "0", "1.0"]


def test_two_commands_that_can_be_written_alike_are_refused() -> None:
    with pytest.raises(ValueError, match="VOLT means VOLTage and VOLT"):
        Grammar((Command("VOLTage", Recorder.note), Command("VOLTmeter", Recorder.note)))
