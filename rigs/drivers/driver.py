"""A driver: an instrument's dialect, with what opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyvisa
from pyvisa.resources import MessageBasedResource

from rigs.bindings.instrument import InstrumentLink, open_resource
from rigs.errors import InstrumentFault
from rigs.files.dialect import Dialect
from rigs.files.rig_file import Instrument

Connect = Callable[[pyvisa.ResourceManager, str, Instrument], Any]
"""A callable that connects to an instrument: given the manager, its address and its table in the rig file."""


DEFAULT = "its default"
"""The address of what has none, for people."""


def open_visa(manager: pyvisa.ResourceManager, resource: str, table: Instrument) -> MessageBasedResource:
    """Connect to an instrument at a VISA address."""
    return open_resource(manager, resource, table.timeout_ms, table)


@dataclass(frozen=True, eq=False)
class Driver:
    """A driver, as `pytest_connect_hil_drivers` gives it; all that is in it can be pickled, for other processes.

    Attributes:
        name: What stands behind `driver =`.
        doc: Whom it drives, in a line for people.
        dialect: What can be set and asked for, and in which words.
        link: The connection; one of one's own for an instrument that acknowledges, or is told something first.
        connect: Connects where the instrument is at no VISA address, or speaks no lines.
    """

    name: str
    doc: str
    dialect: Dialect
    link: type[InstrumentLink] = InstrumentLink
    connect: Connect = open_visa

    def __call__(
        self, manager: pyvisa.ResourceManager, resource: str, name: str, table: Instrument
    ) -> InstrumentLink:
        """Open an instrument.

        Args:
            manager: Where it is found.
            resource: Its address.
            name: As the rig file has it.
            table: What the rig file says of it; what that leaves open the driver knows.

        Raises:
            InstrumentFault: There is none at this address, or it refused what it is told at the opening.
        """
        table = self.completed(table)
        link = self.link(name, resource or DEFAULT, partial(self.connect, manager, resource, table))
        link.driver, link.dialect, link.unit_id = self.name, self.dialect, table.unit_id
        link.open()
        link.check_errors(table.error_query, table.clear)
        link.set_up(table.setup)
        return link

    def completed(self, table: Instrument) -> Instrument:
        """Return what a rig file says of an instrument, with what it leaves open."""
        known = {key: value for key, value in self.dialect.line.items() if key not in table.model_fields_set}
        return table.model_copy(update=known)


def needs(group: str, error: ImportError) -> InstrumentFault:
    """Return the error of a package that is not installed.

    Args:
        group: The dependency group that has the package.
        error: What the import said.
    """
    return InstrumentFault(f"{error}; packages that this driver needs: uv sync --group {group}")
