"""Switch units: Keysight 34970A, and the I/O unit of the simulated rack."""

from __future__ import annotations

from rigs.drivers.driver import Driver
from rigs.drivers.relays import CARDS, IS_HIGH, REST, contact, relay
from rigs.files.dialect import Dialect, Reading, Setting

# Keysight 34970A: slots 100, 200 and 300, each with a module of two digits of channels.


def _slots(*numbers: int) -> tuple[int, ...]:
    return tuple(slot + number for slot in (100, 200, 300) for number in numbers)


ACTUATOR = _slots(*range(1, 21))
"""Channels of a 34903A in any slot."""

MULTIPLEXER = _slots(*range(1, 41))
"""Channels of a 34901A (20), 34902A (16) or 34908A (40) in any slot; one of a module that has fewer is refused by
it.
"""

MATRIX = _slots(*(10 * row + column for row in range(1, 5) for column in range(1, 9)))
"""Channels of a 34904A in any slot: row and column."""

DAC = _slots(4, 5)
"""The analogue outputs of a 34907A in any slot."""

K34970A = Driver(
    "keysight-34970a",
    "switch units 34970A and 34972A of Keysight",
    Dialect(
        sets={
            "relay": relay(ACTUATOR, "a relay of a 34903A"),
            "multiplexer": relay(MULTIPLEXER, "a channel of a 34901A, 34902A or 34908A"),
            "matrix": relay(MATRIX, "a crosspoint of a 34904A"),
            "analog_output": Setting(
                write="SOUR:VOLT {value},(@{channel})",
                unit="V",
                range=(-12.0, 12.0),
                channels=DAC,
                doc="an analogue output of a 34907A",
            ),
        },
        reads={
            "relay": contact(tuple(sorted({*ACTUATOR, *MULTIPLEXER, *MATRIX}))),
            "voltage": Reading(
                query="MEAS:VOLT:DC? (@{channel})",
                unit="V",
                range=(-300.0, 300.0),
                channels=MULTIPLEXER,
                period_ms=200,
                doc="voltage at a channel of a multiplexer",
            ),
        },
        at_rest=REST,
        identity=r"(?i)(HEWLETT-PACKARD|Agilent Technologies|Keysight[^,]*),3497[02]A,.*",
    ),
)
"""34970A User's Guide (34970-90003), chapters "Switch Control Commands", "Analog Output Commands" and "Module
Overview"."""


SIMULATED_RELAYS = tuple(range(101, 200))
SIMULATED_INPUTS = tuple(range(201, 300))

SIMULATED_IO = Driver(
    "simulated-io",
    "the relays and inputs of the simulated rack",
    Dialect(
        sets={"relay": relay(SIMULATED_RELAYS)},
        reads={
            "relay": contact(SIMULATED_RELAYS),
            "input": Reading(
                query="MEAS:DIG? (@{channel})",
                words=IS_HIGH,
                channels=SIMULATED_INPUTS,
                doc="whether an input is high",
            ),
        },
        at_rest=REST,
        identity="Connect HIL,IO-1000,.*",
    ),
)
"""The commands of `simulators.scpi.devices_io.IoUnit`."""

SWITCHES = (K34970A, *CARDS, SIMULATED_IO)
