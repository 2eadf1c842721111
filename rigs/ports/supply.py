"""The supply of the vehicle; at rest it comes first, since nothing else is noticed without it."""

from __future__ import annotations

from rigs.ports.book import PortBook
from rigs.ports.port import Instrument, Stimulus
from rigs.ports.values import Number

PORTS = PortBook()

NOMINAL_V = 12.6
"""Voltage in V of a full 12 V battery at rest."""

LOWEST_V = 9.0
"""Voltage in V below which a vehicle may fall silent without a word, as if it had no supply."""

OFF_V = 0
"""Voltage in V of a supply that has been taken away."""

VOLTAGE = PORTS.add(Stimulus("supply.voltage", "terminal 30", Number("V", 0, 60), Instrument(), NOMINAL_V))
