"""The hook by which an exploration is given faulty vehicles that it must find."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from proof.fault import FaultyVehicle


@pytest.hookspec
def pytest_connect_hil_sequences() -> Iterable[FaultyVehicle]:
    """Return faulty vehicles that `--explore --prove` must find; their ids are unique in the run."""
    raise NotImplementedError
