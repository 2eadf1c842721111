"""Hooks by which a run is given what the suite does not have itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from rigs.bindings.lab import InstrumentDriver, Kind, MakeBinding
from rigs.ports.book import PortBook
from rigs.ports.port import Source


@pytest.hookspec(firstresult=True)
def pytest_connect_hil_world(fault: str) -> Callable[..., Any] | None:
    """Return what builds the simulated vehicle with a fault in it, in place of `simulators.world.World`.

    Args:
        fault: Id of the fault, as `--fault` has it.

    Raises:
        rigs.errors.ConfigurationError: There is no such fault; says which are nearest.
    """
    raise NotImplementedError


@pytest.hookspec
def pytest_connect_hil_ports(book: PortBook) -> None:
    """Declare ports, by `book.add` or `book.include`.

    Args:
        book: The ports of this run; those of the suite are in it already.

    Raises:
        rigs.errors.SuiteError: There is a port of one of the names.
    """


@pytest.hookspec
def pytest_connect_hil_kinds() -> Iterable[Kind]:
    """Return kinds of rig, which rig files name by `kind =`. A kind that does not say it is simulated is real."""
    raise NotImplementedError


@pytest.hookspec
def pytest_connect_hil_bindings() -> Mapping[type[Source], MakeBinding]:
    """Return what serves the ports of sources of one's own: for each class of source, what makes its binding.

    It is made anew for each scenario.
    """
    raise NotImplementedError


@pytest.hookspec
def pytest_connect_hil_drivers() -> Mapping[str, InstrumentDriver]:
    """Return instrument drivers by the names by which rig files have them: `driver =` of `[instruments.NAME]`."""
    raise NotImplementedError
