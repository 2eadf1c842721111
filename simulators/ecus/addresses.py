"""Where the simulated ECUs are asked by diagnosis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vehicle.profile import ECUS


class Address(NamedTuple):
    """Identifiers of 11 bits on which an ECU is asked, and answers."""

    request: int
    response: int


ADDRESSES: Mapping[str, Address] = {ecu: Address(0x780 + 2 * n, 0x781 + 2 * n) for n, ecu in enumerate(ECUS)}
"""The addresses of the ECUs, each on the first of its buses; of the suite's own range."""

ANSWERS = frozenset((address.response, False) for address in ADDRESSES.values())
"""The identifiers of all answers, none of which has 29 bits."""
