"""The drivers of the suite: each is found by its name and by what its instrument says of itself."""

from __future__ import annotations

import pickle
import re
from string import Formatter

import pytest

from rigs.bindings.lab import HOUSE_DRIVERS
from rigs.drivers.driver import Driver
from rigs.drivers.house import DRIVERS, NAMED, driver_for
from rigs.files.dialect import Quantity, Reading, Setting, on_channel
from rigs.files.known import SCPI
from rigs.files.rig_file import ROOT, Instrument
from rigs.kinds.house import SUITE
from rigs.values.answers import VALUE

SAID = {
    "keysight-e36300": "Keysight Technologies,E36313A,MY59002212,1.0.4-1.0.0-1.00",
    "rs-hmp": "ROHDE&SCHWARZ,HMP4040,109774,HW50020001/SW2.41",
    "ea-ps": "EA Elektro-Automatik GmbH & Co. KG, PS 9080-60 T, 2110290002, V2.03 09.08.2012, ",
    "simulated-supply": "Connect HIL,PS-20,0,1.0",
    "keysight-34970a": "HEWLETT-PACKARD,34970A,0,13-2-2",
    "simulated-io": "Connect HIL,IO-1000,0,1.0",
    "nti-xl2": "NTiAudio,XL2,A2A-02630-D1,FW4.50",
    "simulated-sound": "Connect HIL,SLM-1,0,1.0",
    "simulated-leds": "Connect HIL,LED-8,0,1.0",
    "rs-smbv100b": "Rohde&Schwarz,SMBV100B,1423.1003k02/100001,4.80.046.34",
}
EVERY = [
    pytest.param(each, id=f"{driver.name} {verb} {name}")
    for driver in NAMED
    for verb, table in (("sets", driver.dialect.sets), ("reads", driver.dialect.reads))
    for name, each in table.items()
]


def test_an_instrument_is_known_by_what_it_says_of_itself() -> None:
    assert {driver.name for driver in NAMED if driver.dialect.identity} == {*SAID}
    assert {name: found.name for name, said in SAID.items() if (found := driver_for(said))} == {
        name: name for name in SAID
    }
    assert driver_for("Keysight Technologies,E36233A,MY1,1") is None
    assert driver_for("") is None


def test_the_guide_lists_each_driver_with_what_it_sets_and_reads() -> None:
    guide = (ROOT / "docs" / "guide-lab.md").read_text(encoding="utf-8")
    for driver in NAMED:
        if driver.name.startswith("simulated-"):
            assert f"`{driver.name.removeprefix('simulated')}`" in guide or driver.name in guide
            continue
        (row,) = (line for line in guide.splitlines() if line.startswith(f"| `{driver.name}` "))
        if "the same" not in row:
            _, _, sets, reads = row.strip("|").split("|")
            assert re.findall(r"`(\w+)`", sets) == [*driver.dialect.sets]
            assert re.findall(r"`(\w+)`", reads) == [*driver.dialect.reads]


def test_a_run_has_each_driver_by_its_name() -> None:
    assert {*DRIVERS} == {SCPI, *(driver.name for driver in NAMED)}
    assert SUITE.drivers is DRIVERS
    assert DRIVERS[SCPI] is HOUSE_DRIVERS[SCPI]
    assert all(driver.doc and not driver.doc.endswith(".") for driver in NAMED)


@pytest.mark.parametrize("driver", NAMED, ids=lambda driver: driver.name)
def test_a_driver_can_go_to_another_process(driver: Driver) -> None:
    came = pickle.loads(pickle.dumps(driver))  # noqa: S301  # made in this line
    assert (came.name, {*came.dialect.sets}, {*came.dialect.reads}) == (
        driver.name,
        {*driver.dialect.sets},
        {*driver.dialect.reads},
    )


@pytest.mark.parametrize("driver", NAMED, ids=lambda driver: driver.name)
def test_what_a_driver_says_of_an_instrument_may_stand_in_a_rig_file(driver: Driver) -> None:
    table = Instrument.model_validate(dict(driver.dialect.line))
    assert driver.completed(Instrument(resource="x")).model_dump(exclude={"resource"}) == table.model_dump(
        exclude={"resource"}
    )
    assert {*driver.dialect.at_rest} <= {*driver.dialect.sets}
    for name, value in driver.dialect.at_rest.items():
        assert value in driver.dialect.sets[name].words


@pytest.mark.parametrize("quantity", EVERY)
def test_a_command_names_a_channel_where_there_is_more_than_one(quantity: Quantity) -> None:
    template = quantity.write if isinstance(quantity, Setting) else quantity.query  # type: ignore[attr-defined]
    places = {name for _, name, _, _ in Formatter().parse(template) if name}
    assert places - {VALUE} == ({"channel"} if quantity.channels else set())
    assert (VALUE in places) is isinstance(quantity, Setting)
    assert quantity.doc
    assert {*quantity.ranges} <= {*quantity.channels}
    if isinstance(quantity, Reading) and quantity.pattern is not None:
        assert VALUE in re.compile(quantity.pattern).groupindex


def test_the_number_of_a_channel_is_written_as_its_place_has_it() -> None:
    assert on_channel("VOLT {value},(@{channel})", 2) == "VOLT {value},(@2)"
    assert on_channel("CAPTURE;GETHSI{channel:02}", 4) == "CAPTURE;GETHSI04"
    assert on_channel("VOLT {value}", None) == "VOLT {value}"
