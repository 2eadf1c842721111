"""Each meter that is known by name shows what is there in its unit, in the words of its maker."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial

import pytest

from clock.kernel import VirtualKernel
from rigs.bindings.sampler import Sampler
from rigs.drivers.driver import Driver
from rigs.drivers.meters import FEASA, METERS, SIMULATED_LEDS, SIMULATED_SOUND, XL2
from rigs.errors import InstrumentFault
from rigs.files.dialect import Dialect, Reading
from rigs.files.rig_file import Instrument, ObservationBinding
from rigs.files.spoken import observation_by_name
from rigs.ports.values import Number
from rigs.testing import Named, Script, check_meter
from rigs.testing.script import Line
from rigs.values.track import Track
from tests.support.instrument_rack import InProcess, OverTcp, Rack

XL2_OPENED: list[Line] = [("MEAS:FUNC SLM", None), ("INIT START", None)]


def seen(answer: str, capture: str = "CAPTURE", query: str = "GETHSI04") -> list[Line]:
    """What a Feasa is told and asked for one look."""
    return [(capture, "OK"), (query, answer)]


LOOKS: list[tuple[Driver, str, int | None, list[Line], object]] = [
    (XL2, "laeq", None, [("MEAS:INIT", None), ("MEAS:SLM:123:DT? LAEQ", "95.3 dB, OK")], 95.3),
    (XL2, "laf", None, [("MEAS:INIT", None), ("MEAS:SLM:123? LAF", "-0.4 dB, OK")], -0.4),
    (FEASA, "colour", 4, seen("123.47 098 06383"), "green"),
    (FEASA, "colour_quick", 4, seen("002.10 100 06383", "CAPTURE3"), "red"),
    (FEASA, "hue", 4, seen("123.47 098 06383"), 123.47),
    (FEASA, "wavelength", 4, seen("513 100 12345", query="GETWSI04"), 513.0),
    (FEASA, "intensity", 4, seen("123.47 098 06383"), 6383.0),
]


@pytest.mark.parametrize(("driver", "reads", "channel", "look", "shows"), LOOKS, ids=lambda each: f"{each}"[:20])
def test_a_meter_keeps_to_the_contract_in_its_makers_words(
    driver: Driver, reads: str, channel: int | None, look: list[Line], shows: object
) -> None:
    opened = XL2_OPENED if driver is XL2 else []
    with Script([*opened, *look, *look]) as script:
        check_meter(Named(script.open(driver), channel), reads, shows=shows)
        assert script.opened["read_termination"] == "\r\n"


@pytest.mark.parametrize("kind", [InProcess, OverTcp])
def test_the_meters_of_the_simulated_rack_keep_to_the_contract(kind: Callable[[], Rack]) -> None:
    rack = kind()
    with closing(rack):
        sound, leds = (
            driver(rack.manager, rack.address(name), name, Instrument())
            for name, driver in (("sound", SIMULATED_SOUND), ("leds", SIMULATED_LEDS))
        )
        check_meter(Named(sound), "laf", shows=45.0)
        rack.on_kernel(partial(rack.wiring.text("led.sos").set, "green"))
        check_meter(Named(leds, 1), "colour", shows="green")
        check_meter(Named(leds, 1), "intensity", shows=87.0)


def test_each_reading_of_each_meter_has_been_tried() -> None:
    tried = {(driver.name, name) for driver, name, *_ in LOOKS}
    simulated = {(SIMULATED_SOUND.name, "laf"), (SIMULATED_SOUND.name, "laeq")}
    simulated |= {(SIMULATED_LEDS.name, "colour"), (SIMULATED_LEDS.name, "intensity")}
    assert tried | simulated == {(driver.name, name) for driver in METERS for name in driver.dialect.reads}


# What is no answer


@pytest.mark.parametrize("answer", ["95.3 dB, OVLD", "95,3 dB, OK", "95.3 dB", "---.- dB, UNDEF"])
def test_an_xl2_that_is_overloaded_or_has_nothing_is_refused(answer: str) -> None:
    with Script([*XL2_OPENED, ("MEAS:INIT", None), ("MEAS:SLM:123? LAF", answer)]) as script:
        meter = Named(script.open(XL2))
        with pytest.raises(ValueError, match="which"):
            meter.read("laf")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("999.99 999 99999", "too bright"),
        ("XXX.XX XXX XXXXX", "blinks faster than the capture"),
        ("123.47 098", "none of its answers"),
        ("12e.47 098 00001", "none of its answers"),
    ],
)
def test_a_light_out_of_the_range_of_the_capture_is_refused(answer: str, said: str) -> None:
    with Script(seen(answer)) as script:
        meter = Named(script.open(FEASA), 4)
        with pytest.raises(ValueError, match=said):
            meter.read("colour")


def test_a_capture_that_was_not_taken_is_a_fault() -> None:
    with Script([("CAPTURE", "NO")]) as script:
        meter = Named(script.open(FEASA), 1)
        with pytest.raises(InstrumentFault, match="gave no answer to 'CAPTURE;GETHSI01': it answered 'NO'"):
            meter.read("colour")


def test_a_light_that_is_off_has_no_hue() -> None:
    with Script(seen("999.99 999 00000")) as script:
        meter = Named(script.open(FEASA), 4)
        with pytest.raises(ValueError, match="the light is off, and has no colour"):
            meter.read("hue")


@pytest.mark.parametrize(
    ("answer", "colour"),
    [
        ("999.99 999 00000", "off"),
        ("014.99 100 00001", "red"),
        ("015.00 100 00001", "orange"),
        ("345.00 100 00001", "red"),
        ("344.99 100 00001", "violet"),
        ("240.00 100 00001", "blue"),
        ("060.00 030 00001", "yellow"),
        ("060.00 029 00001", "white"),
        ("180.00 100 00001", "cyan"),
    ],
)
def test_a_hue_is_called_by_a_colour(answer: str, colour: str) -> None:
    with Script(seen(answer)) as script:
        assert Named(script.open(FEASA), 4).read("colour") == colour


# In a scenario


def sampled(driver: Driver, reads: str, lines: list[Line], unit: str) -> Track:
    """The track of a port with a number of a unit, after one sample."""
    binding = ObservationBinding(instrument="meter", reads=reads)
    with Script(lines) as script:
        link = script.open(driver)
        track = Track("port", unit)
        asked = observation_by_name(binding, driver.dialect.reads[reads], 4)
        Sampler(asked, link, track, VirtualKernel(seed=1), Number(unit)).start()
    return track


def test_an_answer_is_taken_in_the_unit_of_the_port() -> None:
    lines: list[Line] = [*XL2_OPENED, ("MEAS:INIT", None), ("MEAS:SLM:123? LAF", "95.3 dB, OK")]
    assert sampled(XL2, "laf", lines, "dB").value == 95.3
    assert sampled(FEASA, "wavelength", seen("620 100 12345", query="GETWSI04"), "nm").value == 620.0


@pytest.mark.parametrize("level", ["9.9", "150.1"])
def test_a_value_that_the_instrument_cannot_measure_is_a_fault(level: str) -> None:
    lines: list[Line] = [*XL2_OPENED, ("MEAS:INIT", None), ("MEAS:SLM:123? LAF", f"{level} dB, OK")]
    with pytest.raises(InstrumentFault, match=f"answered '{level} dB, OK' to .*but nti-xl2 measures 10 to 150 dB"):
        sampled(XL2, "laf", lines, "dB")


MILLIVOLTS = Driver("mv", "x", Dialect(reads={"level": Reading(query="V?", unit="mV", range=(0.0, 5000.0))}))
OPENED: list[Line] = [("*CLS", None), ("SYST:ERR?", "0")]


def test_a_range_is_that_of_the_instrument_in_the_unit_of_the_port() -> None:
    assert sampled(MILLIVOLTS, "level", [*OPENED, ("V?", "5000")], "V").value == 5.0
    with pytest.raises(InstrumentFault, match="but mv measures 0 to 5 V"):
        sampled(MILLIVOLTS, "level", [*OPENED, ("V?", "5001")], "V")


def test_a_meter_is_asked_as_often_as_it_can_answer_and_is_as_wrong_as_its_maker_says() -> None:
    asked = observation_by_name(
        ObservationBinding(instrument="sound", reads="laeq"), XL2.dialect.reads["laeq"], None
    )
    assert (asked.period_ms, asked.error) == (100, 0.7)
    mine = ObservationBinding(instrument="sound", reads="laeq", period_ms=20, error=0.0)
    kept = observation_by_name(mine, XL2.dialect.reads["laeq"], None)
    assert (kept.period_ms, kept.error) == (20, 0.0)
