"""What every supply, every switch and every meter that is known by name must keep to."""

from __future__ import annotations

from typing import Any

from rigs.bindings.instrument import InstrumentLink, apply, ask
from rigs.bindings.reading import Reading as Answer
from rigs.errors import InstrumentFault
from rigs.files.dialect import Dialect, Reading
from rigs.files.rig_file import ObservationBinding, StimulusBinding
from rigs.files.spoken import observation_by_name, stimulus_by_name
from rigs.ports.values import Number, Values, Words

NAME = "instrument"
"""The name of the instrument in errors."""


class Named:
    """An open instrument, set and read by the names of its driver, as a rig file does.

    Args:
        link: The open instrument.
        channel: The one that is meant, where it has several.
    """

    def __init__(self, link: InstrumentLink, channel: int | None = None) -> None:
        self.link = link
        self._channel = channel

    @property
    def dialect(self) -> Dialect:
        """The dialect of its driver."""
        return self.link.dialect

    def set(self, name: str, value: str | float) -> str:
        """Set something.

        Returns:
            The command, for people.

        Raises:
            InstrumentFault: The instrument did not take it, or the value is out of its range.
        """
        setting = self.dialect.sets[name]
        written = stimulus_by_name(StimulusBinding(instrument=NAME, sets=name), setting, self._channel)
        return apply(name, written, self.link, f"{value}", setting.unit)

    def read(self, name: str) -> Any:
        """Return what the instrument shows, in the unit or the words of its driver.

        Raises:
            InstrumentFault: It does not answer.
            ValueError: It answers something else than it must.
        """
        reading = self.dialect.reads[name]
        asked = observation_by_name(ObservationBinding(instrument=NAME, reads=name), reading, self._channel)
        answer = ask(name, NAME, self.link, asked.query)
        return Answer(asked, _shows(reading)).value(reading.form(answer))

    def rest(self) -> None:
        """Put it to rest, as its driver says.

        Raises:
            InstrumentFault: It did not take that.
        """
        for name, value in self.dialect.at_rest.items():
            self.set(name, value)


def check_supply(
    supply: Named, *, voltage_v: float, current_a: float, too_much_v: float, off_by_v: float = 0.1
) -> None:
    """Check a supply: voltage, current limit where it has one, on and off, what is out of range, at rest.

    Args:
        supply: The supply; nothing that must not have these voltages is connected.
        voltage_v: A voltage that it gives.
        current_a: A current to which it can be limited.
        too_much_v: A voltage that is out of its range.
        off_by_v: How far what it measures may be off.

    Raises:
        AssertionError: It does not keep to that; says what is wrong.
    """
    supply.set("voltage", voltage_v)
    if "current_limit" in supply.dialect.sets:
        supply.set("current_limit", current_a)
    supply.set("output", "on")
    _is(supply, "output", "on")
    measured_v = supply.read("voltage")
    _require(abs(measured_v - voltage_v) <= off_by_v, f"{voltage_v} V were set, and {measured_v} V are measured")
    check_refusal(supply, "voltage", too_much_v)
    supply.rest()
    _is(supply, "output", "off")


def check_switch(switch: Named, sets: str = "relay", reads: str = "relay") -> None:
    """Check a switch: closed, open, at rest.

    Args:
        switch: The switch, on a relay that may be closed.
        sets: What of its driver the relay is.
        reads: What of its driver tells where it is.

    Raises:
        AssertionError: It does not keep to that; says what is wrong.
    """
    for state in ("closed", "open", "closed"):
        switch.set(sets, state)
        _is(switch, reads, state)
    switch.rest()
    _is(switch, reads, "open")


def check_meter(meter: Named, reads: str, *, shows: object) -> None:
    """Check a meter: that it shows what is there, and again.

    Args:
        meter: The meter.
        reads: What of its driver is read.
        shows: What must be shown, in the unit or the words of the driver.

    Raises:
        AssertionError: It shows something else.
    """
    for _ in range(2):
        _is(meter, reads, shows)


def check_refusal(instrument: Named, name: str, value: str | float) -> None:
    """Check that a value is refused before it is sent, with driver and value in the error.

    Raises:
        AssertionError: It was sent, or the error lacks one of them.
    """
    try:
        instrument.set(name, value)
    except InstrumentFault as fault:
        for said in (instrument.link.driver, f"{value}", "nothing was sent"):
            _require(said in f"{fault}", f"{said!r} is missing in: {fault}")
    else:
        raise AssertionError(f"{name} = {value} was sent, though it is out of range")


def _shows(reading: Reading) -> Values:
    return Words(*reading.choices) if reading.choices else Number(reading.unit)


def _is(instrument: Named, name: str, expected: object) -> None:
    seen = instrument.read(name)
    _require(seen == expected, f"{name} must show {expected!r}, not {seen!r}")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
