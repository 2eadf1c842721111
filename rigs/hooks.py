"""Hooks by which a run is given what the suite does not have itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.hookspec(firstresult=True)
def pytest_connect_hil_world(fault: str) -> Callable[..., Any] | None:
    """Return what builds the simulated vehicle with a fault in it, in place of `simulators.world.World`.

    Args:
        fault: Id of the fault, as `--fault` has it.

    Raises:
        rigs.errors.ConfigurationError: There is no such fault; says which are nearest.
    """
    raise NotImplementedError
