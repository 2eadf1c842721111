"""What a rig file may name: ports, kinds of rig and instrument drivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rigs.files.dialect import Dialect
from rigs.ports.book import PortBook
from rigs.ports.house import HOUSE


@dataclass(frozen=True)
class RigKind:
    """A kind of rig, as a rig file names it.

    Attributes:
        name: What stands behind `kind =`.
        doc: What it is, in a line for people.
        simulated: Whether nothing real is in it, so that no call can ever leave it. A kind that does not say so
            counts as real: calls are placed on it only where the rig file declares its isolation.
    """

    name: str
    doc: str
    simulated: bool = False


VIRTUAL = RigKind("virtual", "a simulated vehicle in this process, in virtual time", simulated=True)
TWIN = RigKind("twin", "a simulated vehicle in a process of its own, in real time, behind sockets", simulated=True)
BENCH = RigKind("bench", "a real vehicle or its ECUs, behind adapters and instruments")
STAGING = RigKind("staging", "the manufacturer's office, shop and app in their staging system, behind services")
HOUSE_KINDS: Mapping[str, RigKind] = {kind.name: kind for kind in (VIRTUAL, TWIN, BENCH, STAGING)}
"""The kinds of rig that the suite has itself."""

SCPI = "scpi"
"""The driver of instruments that say in the rig file how they are spoken to; that of all which name none."""


@dataclass(frozen=True)
class Known:
    """The names that a rig file may say.

    Attributes:
        book: The ports.
        kinds: The kinds of rig, by name.
        drivers: What the instrument drivers know of their instruments, by name.
    """

    book: PortBook = HOUSE
    kinds: Mapping[str, RigKind] = field(default_factory=lambda: HOUSE_KINDS)
    drivers: Mapping[str, Dialect] = field(default_factory=lambda: {SCPI: Dialect()})


LAB_MODULE = "what a lab adds is known once its module is named with -p"
"""The advice where a rig file names what the suite has not, and no lab has added anything of that sort."""

HOUSE_KNOWN = Known()
"""The names that a rig file may say where no lab has added anything."""
