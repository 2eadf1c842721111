"""A simulator of satellites is told position, heading and date as it takes them."""

from __future__ import annotations

import pytest

from rigs.drivers.gnss import SMBV100B
from rigs.errors import InstrumentFault
from rigs.testing import Named, Script, check_refusal
from rigs.testing.script import Line

FINE = '0,"No error"'


def taken(*commands: str) -> list[Line]:
    return [(f"{each};:SYST:ERR?", FINE) for each in commands]


OPENED: list[Line] = [
    ("*CLS", None),
    ("SYST:ERR?", FINE),
    *taken(
        "SOUR:BB:GNSS:TIME:STAR:TBAS UTC",
        'SOUR:BB:GNSS:REC:V1:LOC:SEL "User Defined"',
        "SOUR:BB:GNSS:STAT ON",
    ),
]


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        ("position", "48.8566,2.3522", "SOUR:BB:GNSS:REC:V1:LOC:COOR:DEC:WGS 2.3522000,48.8566000,0"),
        ("position", "-90,-180", "SOUR:BB:GNSS:REC:V1:LOC:COOR:DEC:WGS -180.0000000,-90.0000000,0"),
        ("heading", 90.0, "SOUR:BB:GNSS:REC:V1:ATT:YAW 90"),
        ("heading", 270.0, "SOUR:BB:GNSS:REC:V1:ATT:YAW -90"),
        ("heading", -360.0, "SOUR:BB:GNSS:REC:V1:ATT:YAW 0"),
        ("date", "2026,05,28", "SOUR:BB:GNSS:TIME:STAR:DATE 2026,5,28"),
        ("utc", "2026,05,28,07,05,00", "SOUR:BB:GNSS:TIME:STAR:DATE 2026,5,28;TIME 7,5,0"),
        ("signal", "off", "OUTP OFF"),
    ],
)
def test_a_value_of_a_port_is_written_as_the_instrument_takes_it(name: str, value: str | float, sent: str) -> None:
    with Script([*OPENED, *taken(sent)]) as script:
        Named(script.open(SMBV100B)).set(name, value)
        assert script.opened["timeout"] == 10_000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("position", "90.1,0"),
        ("position", "0,-180.1"),
        ("position", "48.8566"),
        ("date", "2026,2,30"),
        ("date", "1979,12,31"),
        ("heading", 360.1),
    ],
)
def test_a_value_that_it_does_not_take_is_never_sent(name: str, value: str | float) -> None:
    with Script(OPENED) as script:
        check_refusal(Named(script.open(SMBV100B)), name, value)


def test_what_it_takes_is_told() -> None:
    with Script(OPENED) as script, pytest.raises(InstrumentFault) as fault:
        Named(script.open(SMBV100B)).set("position", "91,0")
    assert f"{fault.value}" == (
        "position: instrument (rs-smbv100b) takes -90 to 90 ° of latitude and -180 to 180 ° of longitude,"
        " not 91,0; nothing was sent"
    )


def test_at_rest_nothing_is_received() -> None:
    with Script([*OPENED, *taken("OUTP OFF")]) as script:
        Named(script.open(SMBV100B)).rest()
