"""A raw value that has a name is that name, every other is a number; numbers that are none are values too."""

from __future__ import annotations

import math
import struct

import pytest

from dbc.codec import Codec, EncodeError
from dbc.network import MessageSpec, Value
from tests.support.lab_network import codec_of, lab_network, message_named

NETWORK = lab_network("labelled")
WEATHER = codec_of(NETWORK, "Weather")
MEASURED = codec_of(NETWORK, "Measured")
FREE = codec_of(NETWORK, "Free")
SINGLE = codec_of(NETWORK, "Single")

USUAL: dict[str, Value] = {
    "lab.Weather.Outside": -10.0,
    "lab.Weather.Tank": 20.0,
    "lab.Weather.Current": 10.0,
    "lab.Weather.Gear": 3,
    "lab.Weather.Mode": "on",
    "lab.Weather.Lamp": "on",
}


def place(codec: Codec, signal: str) -> str:
    return f"lab.{codec.spec.name}.{signal}"


def with_value(signal: str, value: Value) -> dict[str, Value]:
    return {**USUAL, place(WEATHER, signal): value}


@pytest.mark.parametrize(
    ("signal", "value"),
    [
        ("Outside", -40.0),
        ("Outside", 86.5),
        ("Outside", "Initialising"),
        ("Outside", "Not available"),
        ("Tank", 0.0),
        ("Tank", "Not available"),
        ("Current", -3000.0),
        ("Current", "Not available"),
        ("Gear", "P"),
        ("Gear", 1),
        ("Gear", 14),
        ("Gear", "Not available"),
        ("Mode", "fault"),
        ("Lamp", "off"),
    ],
)
def test_names_and_numbers_are_written_and_read_back(signal: str, value: Value) -> None:
    assert WEATHER.decode(WEATHER.encode(with_value(signal, value)))[place(WEATHER, signal)] == value


def test_names_and_numbers_have_the_bits_of_the_layout() -> None:
    assert WEATHER.encode(USUAL).hex() == "3c3200643700" + "0000"
    named = {**USUAL} | {place(WEATHER, name): "Not available" for name in ("Outside", "Tank", "Current", "Gear")}
    assert WEATHER.encode(named).hex() == "ffff8000f7000000"


@pytest.mark.parametrize(
    ("signal", "value", "allowed"),
    [
        ("Outside", 87.0, "-40 to 86.5 degC, Initialising, Not available"),  # the number that Initialising hides
        ("Outside", -40.5, "-40 to 86.5 degC, Initialising, Not available"),
        ("Outside", "Cold", "-40 to 86.5 degC, Initialising, Not available"),
        ("Current", -3276.8, "-3000 to 3000 A, Not available"),
        ("Gear", 0, "0 to 15, P, Not available"),  # is P
        ("Gear", 15, "0 to 15, P, Not available"),
        ("Mode", 1, "off, on, fault"),
        ("Mode", 3, "off, on, fault"),
        ("Lamp", 1, "off, on"),  # inside the range, but its database says that only names are values
        ("Tank", math.nan, "0 to 100 %, Initialising, Not available"),
        ("Tank", math.inf, "0 to 100 %, Initialising, Not available"),
    ],
)
def test_what_cannot_be_read_back_is_not_written(signal: str, value: Value, allowed: str) -> None:
    with pytest.raises(EncodeError) as refused:
        WEATHER.encode(with_value(signal, value))
    assert str(refused.value) == f"lab.Weather: {place(WEATHER, signal)} = {value!r}; allowed: {allowed}"


@pytest.mark.parametrize(
    ("signal", "value", "means"),
    [
        ("Outside", 20.0, True),
        ("Outside", "Not available", True),
        ("Current", -3200.0, False),  # beside the range, and no name
        ("Gear", 7, True),
        ("Mode", 3, False),
        ("Lamp", 2, False),
    ],
)
def test_a_number_beside_the_range_of_a_signal_with_names_means_nothing(
    signal: str, value: Value, means: bool
) -> None:
    assert WEATHER.means(place(WEATHER, signal), value) is means


def test_a_number_means_something_where_there_is_no_table() -> None:
    assert FREE.means("lab.Free.Any", 1e300)


@pytest.mark.parametrize(
    ("volts", "value"),
    [
        (12.5, 12.5),
        (0.75, 0.75),
        (-0.5, -0.5),
        (0.0, "Off"),
        (-0.0, "Off"),
        (math.inf, math.inf),
        (-math.inf, -math.inf),
    ],
)
def test_a_floating_point_signal_has_its_name_for_that_number_alone(volts: float, value: Value) -> None:
    assert MEASURED.decode(struct.pack(">f", volts)) == {"lab.Measured.Voltage": value}


def test_no_number_is_a_value_like_any_other() -> None:
    (read,) = MEASURED.decode(struct.pack(">f", math.nan)).values()
    assert isinstance(read, float)
    assert math.isnan(read)
    assert MEASURED.means("lab.Measured.Voltage", read)
    assert math.isnan(struct.unpack(">f", MEASURED.encode({"lab.Measured.Voltage": read}))[0])


@pytest.mark.parametrize("codec", [FREE, SINGLE], ids=["64 bits", "32 bits"])
@pytest.mark.parametrize("value", [math.inf, -math.inf, 3.0])
def test_a_number_without_end_is_written_where_no_range_is_declared(codec: Codec, value: float) -> None:
    (name,) = codec.spec.signals
    assert codec.decode(codec.encode({name: value})) == {name: value}


@pytest.mark.parametrize(
    ("codec", "value"), [(SINGLE, 1e39), (SINGLE, -1e39), (MEASURED, math.inf), (MEASURED, 1001)]
)
def test_a_number_that_its_bits_or_its_range_do_not_hold_is_not_written(codec: Codec, value: float) -> None:
    with pytest.raises(EncodeError):
        codec.encode(dict.fromkeys(codec.spec.signals, value))


def starts(message: MessageSpec) -> dict[str, Value]:
    return {signal.layout.name: signal.start for signal in message.signals.values()}


def test_a_start_value_is_a_name_or_a_number() -> None:
    assert starts(message_named(NETWORK, "Weather")) == {
        "Outside": "Not available",
        "Tank": 20.0,
        "Current": 0.0,
        "Gear": "P",
        "Mode": "off",
        "Lamp": "off",
    }
