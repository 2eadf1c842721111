"""A script and the contracts of supplies, switches and meters fail what does not keep to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rigs.bindings.instrument import ask, command
from rigs.drivers.driver import Driver
from rigs.drivers.relays import ADAM_4068
from rigs.drivers.supplies import SIMULATED_SUPPLY
from rigs.files.dialect import Dialect, Setting
from rigs.testing import Named, Script, check_meter, check_refusal, check_supply, check_switch
from rigs.testing.script import Line

FINE = '0,"No error"'
OPENED: list[Line] = [("*CLS", None), ("SYST:ERR?", FINE)]


def follow(lines: list[Line]) -> None:
    """Tell and ask what one script has, whatever the lines say."""
    with Script([*OPENED, *lines]) as script:
        link = script.open(SIMULATED_SUPPLY)
        command("voltage", "supply", link, "VOLT 5")
        ask("voltage", "supply", link, "VOLT?")


TAKEN: Line = ("VOLT 5;:SYST:ERR?", FINE)
SCRIPTS: dict[str, tuple[list[Line], str]] = {
    "something else": ([TAKEN, ("CURR?", "5")], r"the script has 'CURR\?' next, and 'VOLT\?' was sent"),
    "something more": ([TAKEN], r"the script is at its end, and 'VOLT\?' was sent"),
    "something less": ([TAKEN, ("VOLT?", "5"), ("CURR?", "1")], r"the script goes on: \['CURR\?'\] were not sent"),
    "no answer": ([TAKEN, ("VOLT?", None)], r"'VOLT\?' has no answer in the script"),
    "an answer": ([("VOLT 5;:SYST:ERR?", FINE), ("VOLT?", "5")], ""),
}


@pytest.mark.parametrize(("lines", "said"), SCRIPTS.values(), ids=list(SCRIPTS))
def test_an_exchange_that_is_not_that_of_the_script_fails(lines: list[Line], said: str) -> None:
    if not said:
        follow(lines)
        return
    with pytest.raises(AssertionError, match=said):
        follow(lines)


def test_a_command_whose_answer_nobody_reads_fails() -> None:
    with pytest.raises(AssertionError, match="has an answer in the script"):
        Script([("*CLS", "cleared")]).open(SIMULATED_SUPPLY)


def test_what_went_wrong_is_not_hidden_by_what_is_left_of_the_script() -> None:
    with pytest.raises(ZeroDivisionError), Script([("*CLS", None)]):
        raise ZeroDivisionError


def supply(*, is_on: str = "1", volts: str = "12.6", is_off: str = "0") -> Named:
    """A supply with one of its answers wrong."""
    told = [(f"{each};:SYST:ERR?", FINE) for each in ("VOLT 12.6", "OUTP ON")]
    asked: list[Line] = [("OUTP?", is_on), ("MEAS:VOLT?", volts), ("OUTP OFF;:SYST:ERR?", FINE), ("OUTP?", is_off)]
    return Named(Script([*OPENED, *told, *asked]).open(SIMULATED_SUPPLY))


def checked(named: Named) -> None:
    check_supply(named, voltage_v=12.6, current_a=1.0, too_much_v=20.1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: supply(is_on="0"), "output must show 'on', not 'off'"),
        (lambda: supply(volts="12.4"), "12.6 V were set, and 12.4 V are measured"),
        (lambda: supply(is_off="1"), "output must show 'off', not 'on'"),
    ],
)
def test_a_supply_that_does_something_else_does_not_keep_to_the_contract(
    wrong: Callable[[], Named], said: str
) -> None:
    with pytest.raises(AssertionError, match=said):
        checked(wrong())


def test_a_supply_that_does_what_it_is_told_keeps_to_the_contract() -> None:
    checked(supply(volts="12.5"))


def test_a_relay_that_sticks_does_not_keep_to_the_contract() -> None:
    stuck: list[Line] = [("#011001", ">"), ("$016", "!010000"), ("#011000", ">"), ("$016", "!010000")]
    with pytest.raises(AssertionError, match="relay must show 'open', not 'closed'"):
        check_switch(Named(Script(stuck).open(ADAM_4068), 0))


def test_a_meter_that_shows_something_else_the_second_time_does_not_keep_to_the_contract() -> None:
    lines: list[Line] = [*OPENED, ("MEAS:VOLT?", "1"), ("MEAS:VOLT?", "2")]
    with pytest.raises(AssertionError, match=r"voltage must show 1\.0, not 2\.0"):
        check_meter(Named(Script(lines).open(SIMULATED_SUPPLY)), "voltage", shows=1.0)


def test_a_value_that_is_sent_though_it_is_out_of_range_is_told() -> None:
    lines: list[Line] = [*OPENED, ("VOLT 19.9;:SYST:ERR?", FINE)]
    with pytest.raises(AssertionError, match=r"voltage = 19\.9 was sent, though it is out of range"):
        check_refusal(Named(Script(lines).open(SIMULATED_SUPPLY)), "voltage", 19.9)


def test_a_value_that_the_instrument_itself_refuses_was_sent() -> None:
    driver = Driver("mute", "x", Dialect(sets={"voltage": Setting(write="VOLT {value}", unit="V")}))
    lines: list[Line] = [*OPENED, ("VOLT 99;:SYST:ERR?", '-222,"Data out of range"')]
    named = Named(Script(lines).open(driver))
    with pytest.raises(AssertionError, match=r"'mute' is missing in: .*refused"):
        check_refusal(named, "voltage", 99)
