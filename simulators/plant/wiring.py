"""Everything that crosses the skin of the vehicle: the wires and quantities that instruments set and read.

A simulated ECU has its inputs and outputs here, a simulated instrument its probes. On a bench with a real ECU
the same places are pins of a connector.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from vehicle.profile import DOORS, SEATS

Value = bool | int | float | str
T = TypeVar("T", bound=Value)


class Line(Generic[T]):
    """One wire or quantity.

    Watchers are called with the value, in the order in which they came, when it changes or is commanded.
    """

    __slots__ = ("_watchers", "name", "value")

    def __init__(self, name: str, value: T) -> None:
        self.name = name
        self.value = value
        self._watchers: list[Callable[[T], None]] = []

    def set(self, value: T) -> None:
        """Set the value and tell the watchers when it differs."""
        if value != self.value:
            self.value = value
            for watcher in self._watchers:
                watcher(value)

    def command(self, value: T) -> None:
        """Set the value and tell the watchers though it be the same: what it once set has moved on since."""
        self.value = value
        for watcher in self._watchers:
            watcher(value)

    def watch(self, watcher: Callable[[T], None]) -> None:
        """Call `watcher` with each new value from now on."""
        self._watchers.append(watcher)


INPUTS: Mapping[str, Value] = {
    "button.sos": False,
    "button.assistance": False,
    "button.hatch": False,
    "button.start": False,
    "ignition.kl15": False,
    **{f"door.{door}": False for door in (*DOORS, "trunk")},
    **{f"lock.{door}": False for door in (*DOORS, "trunk")},
    "key.lock": False,
    "key.unlock": False,
    "key.inside_unlock": False,
    "key.away": False,
    "crash.airbag": False,
    "crash.pretensioner": False,
    "supply.voltage_v": 12.6,
    "battery.soc_percent": 80.0,
    "station.plugged": False,
    "station.fast": False,
    "station.enabled": True,
    "ambient.temp_c": 20.0,
    "cabin.temp_c": 20.0,
    "gnss.latitude_deg": 48.8049,
    "gnss.longitude_deg": 2.1204,
    "gnss.heading_deg": 0.0,
    "gnss.fix": True,
    "gnss.utc_s": 1_780_000_000.0,
    "cell.coverage": True,
    "cell.mcc": 208,
    "wheel.speed_kmh": 0.0,
    "odometer.km": 12_345.6,
    "microphone.connected": True,
    "cabin.voice": False,
    "screen.touch": "",
    "screen.drag": "",
    "projection.phone": "none",
    **{f"seat.{seat}": False for seat in SEATS},
}
"""Lines that an instrument drives, with the value of an undisturbed bench; a boolean is a closed contact."""

OUTPUTS: Mapping[str, Value] = {
    "led.sos": "off",
    "button.sos.colour": "red",
    "button.assistance.colour": "black",
    "horn.level_db": 0.0,
    "supply.current_a": 0.0,
    "station.power_kw": 0.0,
    "climate.power_kw": 0.0,
    "lamp.hazard": False,
    "lamp.sidelight": False,
    **{f"latch.{door}": False for door in (*DOORS, "trunk")},
    "screen.view": "{}",
    "projection.session": "none",
}
"""Lines that the vehicle drives, or what it is painted in, and an instrument measures."""

AIR: Mapping[str, Value] = {"bluetooth.from_phone": "", "bluetooth.from_vehicle": ""}
"""Lines by which the vehicle and a phone talk; no instrument has a hand in them."""


class Wiring:
    """All lines of one vehicle by name."""

    def __init__(self) -> None:
        self._lines: dict[str, Line[Value]] = {
            name: Line(name, value) for name, value in {**INPUTS, **OUTPUTS, **AIR}.items()
        }
        self._probes: dict[str, Callable[[], float]] = {}

    def __getitem__(self, name: str) -> Line[Value]:
        """Return the line of that name.

        Raises:
            KeyError: There is no such line.
        """
        return self._lines[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all lines."""
        return iter(self._lines)

    def place_probe(self, name: str, measure: Callable[[], float]) -> None:
        """Measure a quantity that changes all the time, such as a temperature, whenever it is asked for."""
        self._probes[name] = measure

    def measured(self, name: str) -> float:
        """Return what the probe of that name measures at present.

        Raises:
            KeyError: There is no such probe.
        """
        return self._probes[name]()

    def flag(self, name: str) -> Line[bool]:
        """Return a line that carries a contact.

        Raises:
            TypeError: The line carries something else.
        """
        return self._typed(name, bool)

    def number(self, name: str) -> Line[float]:
        """Return a line that carries a quantity.

        Raises:
            TypeError: The line carries something else.
        """
        return self._typed(name, float)

    def text(self, name: str) -> Line[str]:
        """Return a line that carries a word, such as a colour.

        Raises:
            TypeError: The line carries something else.
        """
        return self._typed(name, str)

    def _typed(self, name: str, kind: type[T]) -> Line[T]:
        line = self._lines[name]
        if not isinstance(line.value, kind):
            raise TypeError(f"line {name} carries {type(line.value).__name__}, not {kind.__name__}")
        return line  # type: ignore[return-value]  # the check above narrows the value, which mypy cannot carry over
