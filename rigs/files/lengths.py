"""How long each scenario takes a vehicle, as it was measured on the virtual rig; kept with the suite.

A scenario takes as long on a bench, besides its way to the rest state. What a rig does of itself where time costs
nothing, such as watching for what happens afterwards, is no part of it. `python -m reports.lengths` writes the
file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from rigs.errors import ConfigurationError

LENGTHS = Path("reports", "lengths.json")
"""File of the lengths, from the root of the project: seconds by node id, sorted, a line each."""

LONG = "long"
LONG_S = 120.0
"""Vehicle time in s from which a scenario bears the tag `long`."""


@lru_cache(maxsize=4)
def lengths_s(root: Path) -> Mapping[str, float]:
    """Return the vehicle time of each scenario in s, from the rest state to its last Then, by node id.

    Scenarios that were not measured yet are not in it; nor is any where there is no file.

    Raises:
        ConfigurationError: The file is not what the command writes.
    """
    path = root / LENGTHS
    if not path.is_file():
        return {}
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigurationError(LENGTHS, "file", str(error), "must be JSON") from error
    if not isinstance(known, dict):
        raise ConfigurationError(LENGTHS, "file", known, "must be an object of seconds by node id")
    for name, length_s in known.items():
        if not isinstance(length_s, int | float):
            raise ConfigurationError(LENGTHS, name, length_s, "must be a number of seconds")
    return known


def is_long(root: Path, scenario: str) -> bool:
    """Tell whether a scenario takes over two minutes of vehicle time; one that was not measured does not."""
    return lengths_s(root).get(scenario, 0.0) > LONG_S
