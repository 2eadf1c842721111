"""Supplies: Keysight E36300, Rohde & Schwarz HMP, EA-PS, and that of the simulated rack."""

from __future__ import annotations

import re

from pyvisa.resources import MessageBasedResource

from rigs.bindings.instrument import InstrumentLink
from rigs.drivers.driver import Driver
from rigs.files.dialect import Dialect, Reading, Setting

ON_OFF = {"on": "ON", "off": "OFF"}
IS_ON = {"1": "on", "0": "off"}

REST = {"output": "off"}
"""The state of a supply at rest."""

E36300_CHANNELS = (1, 2, 3)
E36300_VOLT = {1: (0.0, 6.18), 2: (0.0, 25.75), 3: (0.0, 25.75)}
E36300_AMPERE = {1: (0.0, 10.3), 2: (0.0, 2.06), 3: (0.0, 2.06)}

E36300 = Driver(
    "keysight-e36300",
    "supplies E36311A, E36312A and E36313A of Keysight",
    Dialect(
        sets={
            "voltage": Setting(
                write="VOLT {value},(@{channel})",
                unit="V",
                ranges=E36300_VOLT,
                channels=E36300_CHANNELS,
                doc="voltage of an output",
            ),
            "current_limit": Setting(
                write="CURR {value},(@{channel})",
                unit="A",
                ranges=E36300_AMPERE,
                channels=E36300_CHANNELS,
                doc="current that an output gives at most",
            ),
            "output": Setting(
                write="OUTP {value},(@{channel})",
                words=ON_OFF,
                channels=E36300_CHANNELS,
                doc="whether an output is on",
            ),
        },
        reads={
            "voltage": Reading(
                query="MEAS:VOLT? (@{channel})",
                unit="V",
                channels=E36300_CHANNELS,
                period_ms=100,
                doc="voltage at an output",
            ),
            "current": Reading(
                query="MEAS:CURR? (@{channel})",
                unit="A",
                channels=E36300_CHANNELS,
                period_ms=100,
                doc="current of an output",
            ),
            "output": Reading(
                query="OUTP? (@{channel})", words=IS_ON, channels=E36300_CHANNELS, doc="whether an output is on"
            ),
        },
        at_rest=REST,
        identity=r"(?i)Keysight Technologies,E3631[123]A,.*",
    ),
)
"""E36300 Series Programming Guide (E36311-90008), chapters "Programming Ranges and Output Identifiers", "APPLy" to
"VOLTage" subsystems. The ranges are those of the E36313A; smaller ones refuse by themselves what is above
theirs."""

HMP_CHANNELS = (1, 2, 3, 4)

HMP = Driver(
    "rs-hmp",
    "supplies HMP2020, HMP2030, HMP4030 and HMP4040 of Rohde & Schwarz",
    Dialect(
        sets={
            "voltage": Setting(
                write="INST:NSEL {channel};:VOLT {value}",
                unit="V",
                range=(0.0, 32.05),
                channels=HMP_CHANNELS,
                doc="voltage of an output",
            ),
            "current_limit": Setting(
                write="INST:NSEL {channel};:CURR {value}",
                unit="A",
                range=(0.0, 10.01),
                channels=HMP_CHANNELS,
                doc="current that an output gives at most",
            ),
            "output": Setting(
                write="INST:NSEL {channel};:OUTP:SEL {value}",
                words={"on": "ON;:OUTP:GEN ON", "off": "OFF"},
                channels=HMP_CHANNELS,
                doc="whether an output is on; on turns on the main switch too",
            ),
        },
        reads={
            "voltage": Reading(
                query="INST:NSEL {channel};:MEAS:VOLT?",
                unit="V",
                channels=HMP_CHANNELS,
                period_ms=100,
                doc="voltage at an output",
            ),
            "current": Reading(
                query="INST:NSEL {channel};:MEAS:CURR?",
                unit="A",
                channels=HMP_CHANNELS,
                period_ms=100,
                doc="current of an output",
            ),
            "output": Reading(
                query="INST:NSEL {channel};:OUTP:SEL?",
                words=IS_ON,
                channels=HMP_CHANNELS,
                doc="whether an output is on",
            ),
        },
        line={"setup": ("SYST:REM",)},
        at_rest=REST,
        identity=r"(?i)(ROHDE&SCHWARZ|HAMEG),\s*HMP[24]0[234]0,.*",
    ),
)
"""HMP Series SCPI Programmers Manual (5800576002), chapters "Channel Selection" and "Output Settings". The ranges
are those of the HMP4040; a channel that a model has not, it refuses."""

HEADROOM = 1.02
"""The highest value that may be set of an EA-PS, as a part of its rating."""


class EaLink(InstrumentLink):
    """The connection to a supply of EA: it obeys whom it is locked to, and tells its ratings."""

    def greet(self, resource: MessageBasedResource) -> None:
        """Take the remote lock, and ask for the ratings."""
        resource.write("SYST:LOCK ON")
        for name, query, unit in (
            ("voltage", "SYST:NOM:VOLT?", "V"),
            ("current_limit", "SYST:NOM:CURR?", "A"),
        ):
            answer = resource.query(query).strip()
            rated = re.fullmatch(rf"(\d+(?:\.\d+)?) ?{unit}?", answer)
            if rated is None:
                raise ValueError(f"it answered {answer!r} to {query!r}, which is no rating in {unit}")
            self.ranges[name] = (0.0, round(HEADROOM * float(rated[1]), 6))


EA_PS = Driver(
    "ea-ps",
    "supplies PS, PSI and PSB of EA Elektro-Automatik",
    Dialect(
        sets={
            "voltage": Setting(write="VOLT {value}", unit="V", doc="voltage; up to 102 % of the rating"),
            "current_limit": Setting(
                write="CURR {value}", unit="A", doc="current that it gives at most; up to 102 % of the rating"
            ),
            "output": Setting(write="OUTP {value}", words=ON_OFF, doc="whether the output is on"),
        },
        reads={
            "voltage": Reading(
                query="MEAS:VOLT?",
                unit="V",
                pattern=r"(?P<value>[-+.\dEe]+) ?(?P<unit>V)",
                period_ms=100,
                doc="voltage at the output",
            ),
            "current": Reading(
                query="MEAS:CURR?",
                unit="A",
                pattern=r"(?P<value>[-+.\dEe]+) ?(?P<unit>A)",
                period_ms=100,
                doc="current of the output",
            ),
            "output": Reading(query="OUTP?", words={"ON": "on", "OFF": "off"}, doc="whether the output is on"),
        },
        at_rest=REST,
        identity=r"(?i)(EA )?Elektro-Automatik[^,]*, ?PS.*",
    ),
    EaLink,
)
"""EA Programming Guide ModBus & SCPI, chapters "Remote control", "Set value commands", "Measuring commands" and
"Nominal values"; of the answers with a unit, that of its interface cards (33100213)."""

SIMULATED_SUPPLY = Driver(
    "simulated-supply",
    "the supply of the simulated rack",
    Dialect(
        sets={
            "voltage": Setting(write="VOLT {value}", unit="V", range=(0.0, 20.0), doc="voltage of the output"),
            "output": Setting(write="OUTP {value}", words=ON_OFF, doc="whether the output is on"),
        },
        reads={
            "voltage": Reading(query="MEAS:VOLT?", unit="V", doc="voltage at the output"),
            "current": Reading(query="MEAS:CURR?", unit="A", doc="current of the output"),
            "output": Reading(query="OUTP?", words=IS_ON, doc="whether the output is on"),
        },
        at_rest=REST,
        identity="Connect HIL,PS-20,.*",
    ),
)
"""The commands of `simulators.scpi.devices_power.PowerSupply`."""

SUPPLIES = (E36300, HMP, EA_PS, SIMULATED_SUPPLY)
