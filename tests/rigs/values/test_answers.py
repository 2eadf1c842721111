"""What is nearly a value is none."""

from __future__ import annotations

import pytest

from rigs.values.answers import is_error_entry, is_no_error, json_in, number_in, part_of


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("62.5", 62.5),
        ("+6.25E+01", 62.5),
        ("-6.25e1", -62.5),
        ("62", 62.0),
        ("62.", 62.0),
        (".5", 0.5),
        (" 7 ", 7.0),
        ("62.5,dB,OK", 62.5),
        ("62.5, dB", 62.5),
        ("62,OK", 62.0),
        ("62.5,", 62.5),
        ('62.5,"5 dB"', 62.5),
        ("+6.25E+01,-3.0E+00", 62.5),
    ],
)
def test_a_number_is_what_scpi_calls_one(answer: str, number: float) -> None:
    assert number_in(part_of(answer)) == number


@pytest.mark.parametrize(
    "answer",
    [
        *("1_000", "0x1F", "1 000", "1'000", "6,25E+01", "62.5dB", "62.5 dB", "1.2.3", "5 E1", "1E", "--1"),
        *("infinity", "INF", "nan", "NAN", "9.91E37", "-9.9E37", "1E400", "\u0661\u0662", "6\u00b2", "", ",", "."),
        *("62,5", "62, 5", "+62,5", "62,5 dB", "1,234.5", "1,234,567", "62.5,3", "1.234,5", "95,3,OK"),
    ],
)
def test_what_is_nearly_a_number_is_none(answer: str) -> None:
    with pytest.raises(ValueError, match=r"which is no number|of which the part behind the comma could belong"):
        number_in(part_of(answer))


def test_the_parts_of_an_answer_are_what_the_rig_file_says() -> None:
    assert number_in(part_of("62.5,0", ("value", "overload"))) == 62.5
    assert number_in(part_of("3, 62.5 ,dB", ("channel", "value", "unit"))) == 62.5
    assert part_of("GREEN,87.0", ("value", "percent")) == "GREEN"
    assert part_of('"A, B",7', ("text", "value")) == "7"
    assert part_of("62.5", ("value",)) == "62.5"


@pytest.mark.parametrize("answer", ["62.5", "62,5,0", "62.5,0,", "", '62.5,"0'])
def test_an_answer_with_other_parts_than_the_rig_file_says_is_none(answer: str) -> None:
    with pytest.raises(ValueError, match="which has not the parts value, overload"):
        part_of(answer, ("value", "overload"))


def test_a_word_stands_before_what_an_instrument_adds() -> None:
    assert part_of("GREEN,87.0") == "GREEN"
    assert part_of("1") == "1"
    with pytest.raises(ValueError, match="could belong to the number"):
        part_of("1,5")


@pytest.mark.parametrize("answer", ['0,"No error"', '+0,"No error"', "0,No error", "0"])
def test_no_error_is_zero_and_its_text(answer: str) -> None:
    assert is_no_error(answer)
    assert is_error_entry(answer)


@pytest.mark.parametrize("answer", ['-113,"Undefined header"', '+100,"x"', "1", "0,5", "-350"])
def test_an_entry_of_an_error_queue_is_a_whole_number_and_its_text(answer: str) -> None:
    assert not is_no_error(answer)
    assert is_error_entry(answer)


@pytest.mark.parametrize("answer", ["", "0.0", "No error", '"0"', "0x", "0 0", "OK", "62.5,dB"])
def test_what_is_no_entry_of_an_error_queue_is_no_word_on_errors(answer: str) -> None:
    assert not is_no_error(answer)
    assert not is_error_entry(answer)


@pytest.mark.parametrize(
    "text",
    ["NaN", "[Infinity]", '{"x": -Infinity}', "1e999", "-1E400", "9" * 30, "[" * 100_000, "1_000", "62,5", ""],
)
def test_json_whose_numbers_are_none_is_none(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the parser's own words
        json_in(text.encode())


def test_json_is_read_as_it_stands() -> None:
    assert json_in(b'{"answer": [1, -2.5, 1e3, null, "NaN"]}') == {"answer": [1, -2.5, 1000.0, None, "NaN"]}
