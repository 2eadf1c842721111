"""Each supply that is known by name keeps to one contract, in the words of its maker."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import cast

import pytest
import pyvisa

from rigs.bindings.instrument import InstrumentLink, command
from rigs.bindings.lab import PLAIN
from rigs.bindings.safe_state import SafeCommand
from rigs.drivers.driver import Driver
from rigs.drivers.supplies import E36300, EA_PS, HMP, SIMULATED_SUPPLY, SUPPLIES
from rigs.errors import InstrumentFault
from rigs.files.rig_file import Instrument
from rigs.run.watchdog import Orders, _Watch
from rigs.testing import Named, Script, check_refusal, check_supply
from rigs.testing.script import Line
from tests.support.instrument_rack import InProcess, OverTcp, Rack

FINE = '+0,"No error"'
OPENED: list[Line] = [("*CLS", None), ("SYST:ERR?", FINE)]


def taken(*commands: str) -> list[Line]:
    """Commands with what stands behind each."""
    return [(f"{each};:SYST:ERR?", FINE) for each in commands]


EXCHANGES: dict[Driver, tuple[int | None, list[Line]]] = {
    E36300: (
        2,
        [
            *OPENED,
            *taken("VOLT 12.6,(@2)", "CURR 1.5,(@2)", "OUTP ON,(@2)"),
            ("OUTP? (@2)", "1"),
            ("MEAS:VOLT? (@2)", "+1.26012000E+01"),
            *taken("OUTP OFF,(@2)"),
            ("OUTP? (@2)", "0"),
        ],
    ),
    HMP: (
        3,
        [
            *OPENED,
            *taken("SYST:REM", "INST:NSEL 3;:VOLT 12.6", "INST:NSEL 3;:CURR 1.5"),
            *taken("INST:NSEL 3;:OUTP:SEL ON;:OUTP:GEN ON"),
            ("INST:NSEL 3;:OUTP:SEL?", "1"),
            ("INST:NSEL 3;:MEAS:VOLT?", "12.601"),
            *taken("INST:NSEL 3;:OUTP:SEL OFF"),
            ("INST:NSEL 3;:OUTP:SEL?", "0"),
        ],
    ),
    EA_PS: (
        None,
        [
            ("SYST:LOCK ON", None),
            ("SYST:NOM:VOLT?", "80.00 V"),
            ("SYST:NOM:CURR?", "60.00 A"),
            *OPENED,
            *taken("VOLT 12.6", "CURR 1.5", "OUTP ON"),
            ("OUTP?", "ON"),
            ("MEAS:VOLT?", "12.60 V"),
            *taken("OUTP OFF"),
            ("OUTP?", "OFF"),
        ],
    ),
}
"""For each supply the channel that is used, and all that goes to and fro."""


@pytest.mark.parametrize("driver", EXCHANGES, ids=lambda driver: driver.name)
def test_a_supply_keeps_to_the_contract_in_its_makers_words(driver: Driver) -> None:
    channel, lines = EXCHANGES[driver]
    with Script(lines) as script:
        supply = Named(script.open(driver), channel)
        check_supply(supply, voltage_v=12.6, current_a=1.5, too_much_v=90.0)
        assert script.opened["read_termination"] == script.opened["write_termination"] == "\n"


@pytest.mark.parametrize("kind", [InProcess, OverTcp])
def test_the_supply_of_the_simulated_rack_keeps_to_the_contract(kind: Callable[[], Rack]) -> None:
    rack = kind()
    with closing(rack):
        link = SIMULATED_SUPPLY(rack.manager, rack.address("supply"), "supply", Instrument())
        check_supply(Named(link), voltage_v=12.6, current_a=1.5, too_much_v=20.1)
        with pytest.raises(InstrumentFault, match=r"supply refused 'VOLT 20\.1'"):
            command("supply.voltage", "supply", link, "VOLT 20.1")


def test_each_supply_has_been_tried() -> None:
    assert {*EXCHANGES, SIMULATED_SUPPLY} == {*SUPPLIES}


@pytest.mark.parametrize(
    ("channel", "name", "low", "beyond"), [(1, "voltage", 6.18, 6.19), (3, "current_limit", 2.06, -0.01)]
)
def test_a_channel_takes_what_is_in_its_own_range(channel: int, name: str, low: float, beyond: float) -> None:
    word = "VOLT" if name == "voltage" else "CURR"
    with Script([*OPENED, *taken(f"{word} {low},(@{channel})")]) as script:
        supply = Named(script.open(E36300), channel)
        supply.set(name, low)
        check_refusal(supply, name, beyond)


def test_a_value_out_of_range_is_told_with_driver_value_and_range() -> None:
    with Script(OPENED) as script:
        supply = Named(script.open(E36300), 1)
        with pytest.raises(InstrumentFault) as fault:
            supply.set("voltage", 12.6)
    assert f"{fault.value}" == (
        "voltage: instrument (keysight-e36300) takes 0 to 6.18 V, not 12.6 V; nothing was sent"
    )


def test_the_ratings_of_an_ea_are_asked_for_and_two_percent_above_are_taken() -> None:
    opened: list[Line] = [
        ("SYST:LOCK ON", None),
        ("SYST:NOM:VOLT?", "40.00V"),
        ("SYST:NOM:CURR?", "20.0"),
        *OPENED,
    ]
    with Script([*opened, *taken("VOLT 40.8", "CURR 20.4")]) as script:
        supply = Named(script.open(EA_PS))
        supply.set("voltage", 40.8)
        supply.set("current_limit", 20.4)
        check_refusal(supply, "voltage", 40.81)
        check_refusal(supply, "current_limit", 20.41)


def test_an_ea_that_tells_no_rating_cannot_be_opened() -> None:
    with (
        Script([("SYST:LOCK ON", None), ("SYST:NOM:VOLT?", "80 %")]) as script,
        pytest.raises(InstrumentFault, match=r"answered '80 %' to 'SYST:NOM:VOLT\?', which is no rating in V"),
    ):
        script.open(EA_PS)


def test_what_a_supply_refuses_is_told_in_its_own_words() -> None:
    refused = '-222,"Data out of range"'
    with Script([*OPENED, ("CURR 10.0,(@1);:SYST:ERR?", refused)]) as script:
        supply = Named(script.open(E36300), 1)
        with pytest.raises(InstrumentFault, match=r"refused 'CURR 10\.0,\(@1\)': -222"):
            supply.set("current_limit", 10.0)


def test_what_the_rig_file_says_of_an_instrument_counts_before_what_the_driver_knows() -> None:
    table = Instrument(error_query="", clear="", setup=("SYST:MIX",), write_termination="\r\n")
    with Script([("SYST:MIX", None), ("INST:NSEL 1;:VOLT 5.0", None)]) as script:
        Named(script.open(HMP, table), 1).set("voltage", 5.0)
        assert (script.opened["read_termination"], script.opened["write_termination"]) == ("\n", "\r\n")


ON_AT_2 = Instrument(driver=E36300.name, channel=2, preset={"output": "on"})


def preset(script: Script) -> InstrumentLink:
    lab = replace(PLAIN, drivers={E36300.name: E36300})
    return lab.open_instrument(cast("pyvisa.ResourceManager", script), "TCPIP::1::INSTR", "supply", ON_AT_2)


def test_a_preset_is_set_whenever_a_supply_is_opened_until_it_is_to_stay_at_rest() -> None:
    with Script([*OPENED, *taken("OUTP ON,(@2)"), *OPENED, *taken("OUTP ON,(@2)"), *OPENED]) as script:
        link = preset(script)
        link.close()
        link.open()
        link.close()
        link.forget_preset()
        link.open()


def test_a_preset_that_is_refused_is_told() -> None:
    with (
        Script([*OPENED, ("OUTP ON,(@2);:SYST:ERR?", '308,"off"')]) as script,
        pytest.raises(InstrumentFault, match=r"preset 'OUTP ON,\(@2\)' was refused: 308"),
    ):
        preset(script)


def test_a_watchdog_opens_a_supply_without_its_preset() -> None:
    with Script([*OPENED, *taken("OUTP OFF,(@2)")]) as script:
        orders = Orders(
            "lab",
            *(1, "pytest"),
            (SafeCommand("power_off", "supply", "OUTP OFF,(@2)"),),
            {"supply": (ON_AT_2.model_copy(update={"resource": "TCPIP::1::INSTR"}), E36300)},
        )
        watch = _Watch(orders, io.BytesIO())
        watch._managers["@py"] = cast("pyvisa.ResourceManager", script)
        assert watch.rest() == ()
