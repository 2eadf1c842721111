"""What a lab adds to a run: a port with its binding, a supply of another maker, a kind of rig."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rigs.bindings.instrument import InstrumentLink
from rigs.bindings.lab import Connector, InstrumentDriver, Kind, MakeBinding, Parts, RigPlan
from rigs.drivers.driver import Driver
from rigs.errors import SuiteError
from rigs.files.dialect import Dialect, Reading, Setting
from rigs.kinds.virtual import VirtualConnector
from rigs.ports.book import PortBook
from rigs.ports.port import Observation, Source, Stimulus
from rigs.ports.values import Words
from rigs.recording.journal import Evidence
from rigs.values.interval import Interval
from rigs.values.track import Track
from simulators.scpi.devices_power import PowerSupply
from simulators.world import World

# Ports of one's own: a button on the bench and the lamp in it, on a relay card that is no instrument.


@dataclass(frozen=True)
class RelayCard(Source):
    """A line of the relay card, by its number."""

    line: int


PORTS = PortBook()
HOOD_BUTTON = PORTS.add(
    Stimulus("button.hood", "the button below the hood", Words("pressed", "released"), RelayCard(1), "released")
)
HOOD_LAMP = PORTS.add(
    Observation("lamp.hood", "the lamp in the button below the hood", Words("on", "off"), RelayCard(1))
)


class RelayCardBinding:
    """The ports on the relay card; here the card is a table, in a lab it is the maker's library.

    Args:
        parts: What the rig has.
    """

    def __init__(self, parts: Parts) -> None:
        self._kernel = parts.kernel
        self._lamps: dict[int, Track] = {}
        self._standing: dict[str, Track] = {}
        for port in parts.book.of(RelayCard):
            if isinstance(port.source, RelayCard):
                track = self._lamps[port.source.line] = self._standing[port.name] = Track(port.name)
                track.add(Interval(0, 0), "off")

    def standing(self) -> Mapping[str, Track]:
        """Return the lamps, which are seen whether a scenario asks for them or not."""
        return self._standing

    def set(self, port: Stimulus, value: str | float) -> str:
        """Press or release a button; its lamp follows."""
        if not isinstance(port.source, RelayCard):
            raise SuiteError(f"{port.name} is not on the relay card")
        now = Interval.at(self._kernel.time_ns())
        self._lamps[port.source.line].add(now, "on" if value == "pressed" else "off")
        return f"relay {port.source.line} {value}"

    def watch(self, port: Observation) -> Track:
        """Refuse: each lamp has a standing track."""
        raise SuiteError(f"{port.name} is not on the relay card")

    def finish(self, wait: Callable[[float], None]) -> Iterable[Evidence]:
        """Leave nothing behind: what the tracks hold is in the journal."""
        return ()

    def stop(self) -> None:
        """Ask nothing more; nothing is asked in turns here."""


# A supply of another maker: it has no error queue, but answers each command with OK or with ? and a reason.


class AcmeLink(InstrumentLink):
    """The connection to an instrument that acknowledges each command."""

    def with_check(self, command: str) -> str:
        """Return the command itself: its answer says whether it was taken."""
        return command

    def was_taken(self, answer: str) -> bool:
        """See `InstrumentLink.was_taken`."""
        return answer == "OK"


ACME = Driver(
    "acme",
    "supplies of Acme",
    Dialect(
        sets={
            "voltage": Setting(write="V1={value}", unit="V", range=(0.0, 20.0), doc="voltage of the output"),
            "output": Setting(write="OP1={value}", words={"on": "1", "off": "0"}, doc="whether the output is on"),
        },
        reads={
            "voltage": Reading(
                query="V1O?", unit="V", pattern="(?P<value>.+)(?P<unit>V)", doc="voltage at the output"
            ),
            "output": Reading(query="OP1?", words={"1": "on", "0": "off"}, doc="whether the output is on"),
        },
        line={"error_query": "", "clear": ""},
        at_rest={"output": "off"},
        identity="ACME,.*",
    ),
    AcmeLink,
)
"""Supplies of Acme: what can be set and asked for, in which unit and range, and in which words."""


# A kind of rig, built on the virtual one: its supply is one of Acme.


class AcmeSupply(PowerSupply):
    """A simulated supply of Acme, so that the driver can be tried without one."""

    def execute(self, message: str) -> bytes:
        """Carry out `V1=12.6` and `OP1=1`, answer `V1O?` and `OP1?`; all else is refused."""
        told = re.fullmatch(r"(V1|OP1)=(\d+(?:\.\d+)?)", message)
        if told is not None:
            super().execute(f"{'VOLT' if told[1] == 'V1' else 'OUTP'} {told[2]}")
            return b"OK\n"
        answers = {"V1O?": f"{self.voltage()}V", "OP1?": self.switched()}
        return f"{answers.get(message, '?SYNTAX')}\n".encode()


def _world(*arguments: Any, **options: Any) -> World:
    world = World(*arguments, **options)
    supply = world.instruments["supply"]
    world.instruments["supply"] = AcmeSupply(supply.kernel, supply.wiring)
    return world


def open_mylab(plan: RigPlan) -> Connector:
    """Open the lab's rig."""
    return VirtualConnector(plan.rig, keep_traffic=plan.keep_traffic, build=_world, lab=plan.lab)


MYLAB = Kind("mylab", "the virtual rig with a supply of Acme and a relay card", simulated=True, open=open_mylab)
"""It says that it is simulated, so that calls may be placed on it; a real bench leaves that out."""


# The doors.


def pytest_connect_hil_ports(book: PortBook) -> None:
    """Declare the button and its lamp."""
    book.include(PORTS)


def pytest_connect_hil_kinds() -> Iterable[Kind]:
    """Give the kind `mylab`."""
    return [MYLAB]


def pytest_connect_hil_bindings() -> Mapping[type[Source], MakeBinding]:
    """Serve the relay card."""
    return {RelayCard: RelayCardBinding}


def pytest_connect_hil_drivers() -> Mapping[str, InstrumentDriver]:
    """Give the driver `acme`."""
    return {ACME.name: ACME}
