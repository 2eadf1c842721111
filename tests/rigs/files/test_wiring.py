"""Nothing but a port reaches its relay, and no command of another name what can place a call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rigs.errors import ConfigurationError
from rigs.files.rig_file import ROOT, load_rig
from rigs.kinds.house import SUITE
from tests.rigs.files.test_rig_file import BENCH, GOOD, write

PRESS = {"pressed": "CLOS", "released": "OPEN"}
OPEN = {"open": "CLOS", "closed": "OPEN"}
DOOR = "door.front_left"
ASSISTANCE = "button.assistance"


def refused(folder: Path, **tables: Any) -> str:
    with pytest.raises(ConfigurationError) as error:
        load_rig(write(folder, {**GOOD, **tables}))
    return str(error.value)


def stimuli(port: str, write: str, words: dict[str, str] | None = None, instrument: str = "io") -> dict[str, Any]:
    """The stimuli of the good rig and one more."""
    more: dict[str, Any] = {"instrument": instrument, "write": write}
    return {**GOOD["stimuli"], port: more | ({"words": words} if words else {})}


@pytest.mark.parametrize(
    ("port", "command", "words"),
    [
        (ASSISTANCE, "ROUT:{value} (@101)", PRESS),
        (ASSISTANCE, "rout:{value}  ( @ 101 )", PRESS),
        (ASSISTANCE, "ROUTE:{value} (@101)", {"pressed": "close", "released": "open"}),
        (ASSISTANCE, ":ROUT:{value} (@190,101)", PRESS),
        (ASSISTANCE, "ROUT:{value} (@100:105)", PRESS),
        (ASSISTANCE, "ROUT:{value} (@105:100)", PRESS),
        (DOOR, "SWIT:{value} (@101)", OPEN),
        (DOOR, "{value}", {"open": "ROUT:CLOS (@101)", "closed": "ROUT:OPEN (@121)"}),
        (DOOR, "ROUT:{value} (@121)", {"open": "CLOS (@101);CLOS", "closed": "OPEN"}),
        (DOOR, "ROUT:{value} (@121);:ROUT:CLOS (@101)", OPEN),
        (DOOR, "ROUT:{value}:ALL", OPEN),
        ("battery.soc", "BATT:SOC {value};:ROUT:CLOS (@101)", None),
        ("battery.soc", "BATT:SOC {value},(@101)", None),
        ("screen.tap", "{value}", None),
        ("screen.tap", "ROUT:CLOS {value}", None),
        (DOOR, "ROUT:{value} 101", OPEN),
        (DOOR, "*RCL {value}", {"open": "1", "closed": "2"}),
    ],
)
def test_a_second_port_on_the_relay_of_the_sos_button_is_refused(
    tmp_path: Path, port: str, command: str, words: dict[str, str] | None
) -> None:
    text = refused(tmp_path, stimuli=stimuli(port, command, words)).splitlines()[0]
    assert f'stimuli."{port}".write = ' in text
    assert "must reach a relay of its own; " in text
    assert text.endswith("is that of button.sos")


@pytest.mark.parametrize(
    ("port", "command", "words", "instrument"),
    [
        (ASSISTANCE, "ROUT:{value} (@102)", PRESS, "io"),
        (ASSISTANCE, "ROUT:{value} (@102:110,1010)", PRESS, "io"),
        (ASSISTANCE, f"ROUT:{{value}} (@{'9' * 5000})", PRESS, "io"),
        (ASSISTANCE, "ROUT:{value} (@1!2:1!4)", PRESS, "io"),
        (ASSISTANCE, "ROUT:{value} (@101)", PRESS, "leds"),
        ("battery.soc", "BATT:SOC {value};:ROUT:STAT? (@101)", None, "io"),
        ("battery.soc", "BATT:SOC {value} '(@102)'", None, "io"),
    ],
)
def test_a_port_on_another_relay_or_that_only_asks_is_taken(
    tmp_path: Path, port: str, command: str, words: dict[str, str] | None, instrument: str
) -> None:
    assert (
        port in load_rig(write(tmp_path, {**GOOD, "stimuli": stimuli(port, command, words, instrument)})).stimuli
    )


def test_two_ports_of_one_command_without_channels_are_refused(tmp_path: Path) -> None:
    text = refused(tmp_path, stimuli=stimuli("battery.soc", "voltage {value}"))
    assert "must reach a relay of its own; 'VOLT {value}' is that of supply.voltage" in text


@pytest.mark.parametrize(
    ("port", "command", "words"),
    [("battery.soc", "ROUT:CLOS (@{value})", None), (DOOR, "ROUT:{value} (@{value})", OPEN)],
)
def test_a_channel_that_follows_from_the_value_is_refused(
    tmp_path: Path, port: str, command: str, words: dict[str, str] | None
) -> None:
    text = refused(tmp_path, stimuli=stimuli(port, command, words))
    assert "{value} may not stand in a list of channels" in text


@pytest.mark.parametrize("released", ["CLOS", "clos ", "CLOSE"])
def test_a_button_whose_rest_presses_it_is_refused(tmp_path: Path, released: str) -> None:
    words = {"pressed": "CLOS", "released": released}
    text = refused(tmp_path, stimuli=stimuli("button.sos", "ROUT:{value} (@101)", words))
    assert "must say something else for released than for pressed" in text


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({"instruments": GOOD["instruments"] | {"io": {"clear": "ROUT:CLOS (@101)"}}}, "instruments.io.clear"),
        (
            {"instruments": GOOD["instruments"] | {"io": {"error_query": "ROUT:CLOS (@101);:SYST:ERR?"}}},
            "instruments.io.error_query",
        ),
        (
            {"observations": {"sound.level": {"instrument": "io", "query": "ROUTE:CLOSE (@99:103);:READ?"}}},
            'observations."sound.level".query',
        ),
        ({"audio": GOOD["audio"] | {"instrument": "io", "tone": "ROUT:CLOS (@101)"}}, "audio.tone"),
        ({"audio": GOOD["audio"] | {"instrument": "io", "start": "rout:clos:all"}}, "audio.start"),
        ({"audio": GOOD["audio"] | {"instrument": "io", "data": "ROUT:CLOS (@101);:DATA? {first}"}}, "audio.data"),
    ],
)
def test_a_command_that_is_no_port_cannot_press_the_sos_button(
    tmp_path: Path, table: dict[str, Any], key: str
) -> None:
    text = refused(tmp_path, **table)
    assert f": {key} = " in text
    assert text.endswith("must leave alone what button.sos sets, which can place a call")


def test_the_state_of_the_relay_of_the_sos_button_may_be_asked_for(tmp_path: Path) -> None:
    asked = {"sound.level": {"instrument": "io", "query": "ROUT:CLOS? (@101)"}}
    assert load_rig(write(tmp_path, {**GOOD, "observations": asked})).observations


def bench(**addresses: str) -> dict[str, Any]:
    return {
        **BENCH,
        "instruments": BENCH["instruments"] | {name: {"resource": at} for name, at in addresses.items()},
    }


@pytest.mark.parametrize(
    "other",
    [
        "TCPIP::192.0.2.9::5025::SOCKET",
        "TCPIP0::192.0.2.9::5025::SOCKET",
        "tcpip0::192.0.2.9::05025::SOCKET",
        "TCPIP::192.0.2.009::5025::SOCKET",
    ],
)
def test_two_instruments_at_one_address_are_refused(tmp_path: Path, other: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        load_rig(write(tmp_path, bench(io="TCPIP::192.0.2.9::5025::SOCKET", leds=other)))
    assert error.value.key == "instruments.leds.resource"
    assert error.value.allowed == "must be its own; io has it too"


def test_cards_on_one_line_are_told_apart_by_their_unit_id(tmp_path: Path) -> None:
    def line(**cards: dict[str, Any]) -> Path:
        at = {"resource": "TCPIP::192.0.2.9::502::SOCKET"}
        instruments = {name: {**at, **table} for name, table in cards.items()}
        return write(tmp_path, {**BENCH, "instruments": BENCH["instruments"] | instruments})

    first, second = ({"driver": "modbus-relays", "unit_id": unit} for unit in (1, 2))
    rig = load_rig(line(io=first, leds=second), SUITE.known)
    assert [rig.instruments[name].unit_id for name in ("io", "leds")] == [1, 2]
    for other, allowed in (
        (first, "must be its own, or have a unit_id of its own; io has it too"),
        ({}, "must be its own; io has it too"),
    ):
        with pytest.raises(ConfigurationError) as error:
            load_rig(line(io=first, leds=other), SUITE.known)
        assert (error.value.key, error.value.allowed) == ("instruments.leds.resource", allowed)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "192.0.2.9:5025",
        "TCPIP::192.0.2.9:5025",
        "TCPIP::192.0.2.9::5025",
        "TCPIP::192.0.2.9:5025::5025::SOCKET",
        "TCPIP::192.0.2.9::99999::SOCKET",
        "TCPIP::192.0.2.9::0::SOCKET",
        "io",
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        load_rig(write(tmp_path, bench(io=address)))
    assert str(error.value).endswith("must be a VISA name, such as 'TCPIP::192.168.0.10::5025::SOCKET'")


def test_every_command_of_the_rack_reaches_what_is_its_own() -> None:
    assert len(load_rig(ROOT / "rigs" / "virtual.toml").stimuli) > 40
