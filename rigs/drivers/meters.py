"""Meters: sound level meter NTi XL2, LED analysers of Feasa, and those of the simulated rack."""

from __future__ import annotations

import re
from functools import partial

from pyvisa.resources import MessageBasedResource

from rigs.bindings.instrument import InstrumentLink
from rigs.drivers.driver import Driver
from rigs.files.dialect import Dialect, Reading

XL2_RANGE_DB = (10.0, 150.0)
XL2_ERROR_DB = 0.7
"""Acceptance limit in dB of a meter of class 1 at 1 kHz (IEC 61672-1:2013, table 3)."""

XL2_ANSWER = r"(?P<value>\S+) (?P<unit>dB), OK"


class Xl2Link(InstrumentLink):
    """The connection to an XL2: a measurement is taken by `MEAS:INIT`, which has no answer, and then asked for."""

    def exchange(self, resource: MessageBasedResource, query: str) -> str:
        """Send all that stands before the last semicolon, and ask what stands behind it."""
        *steps, last = query.split(";")
        for step in steps:
            resource.write(step)
        return str(resource.query(last))


XL2 = Driver(
    "nti-xl2",
    "sound level meters XL2 of NTi Audio, with the option Remote Measurement",
    Dialect(
        reads={
            "laeq": Reading(
                query="MEAS:INIT;MEAS:SLM:123:DT? LAEQ",
                unit="dB",
                range=XL2_RANGE_DB,
                pattern=XL2_ANSWER,
                period_ms=100,
                error=XL2_ERROR_DB,
                doc="equivalent A-weighted level since the last answer",
            ),
            "laf": Reading(
                query="MEAS:INIT;MEAS:SLM:123? LAF",
                unit="dB",
                range=XL2_RANGE_DB,
                pattern=XL2_ANSWER,
                period_ms=100,
                error=XL2_ERROR_DB,
                doc="A-weighted level of this moment, time weighting FAST",
            ),
        },
        line={
            "read_termination": "\r\n",
            "error_query": "",
            "clear": "",
            "setup": ("MEAS:FUNC SLM", "INIT START"),
        },
        identity=r"(?i)NTi ?Audio,XL2,.*",
    ),
    Xl2Link,
)
"""XL2 Remote Measurement Reference Manual V4.50, chapters "Commands" and "Measurement"; the range is that of all
its input ranges at 20 mV/Pa (XL2 operating manual, "Input Range"). What it is told it does not acknowledge; an
answer with another state than OK, such as an overload, is refused."""


class FeasaLink(InstrumentLink):
    """The connection to a Feasa: each capture is acknowledged by OK, and what it has seen is asked for then."""

    def exchange(self, resource: MessageBasedResource, query: str) -> str:
        """Take the captures that stand before the last semicolon, and ask what stands behind it.

        Raises:
            ValueError: A capture was not taken.
        """
        *captures, last = query.split(";")
        for capture in captures:
            answer = resource.query(capture).strip()
            if answer != "OK":
                raise ValueError(f"it answered {answer!r} to {capture!r}")
        return str(resource.query(last))


FEASA_FIBRES = tuple(range(1, 21))
TOO_BRIGHT = "99999"
WHITE_BELOW_PERCENT = 30
"""Saturation in % below which a light has no colour."""

HUES = ((15.0, "red"), (50.0, "orange"), (75.0, "yellow"), (165.0, "green"), (195.0, "cyan"), (265.0, "blue"))
"""Hues in degrees up to which a light is called by a colour, from red at 0; red again from 345 on."""


def _seen(answer: str) -> tuple[float, int, int]:
    """Return the three numbers of an answer: hue or wavelength, saturation, intensity.

    Raises:
        ValueError: It has others, or the light was out of the range of the capture.
    """
    parts = answer.split()
    if len(parts) != 3 or re.fullmatch(r"[\d. ]+", answer.strip()) is None:
        raise ValueError(
            "which is none of its answers; XXX stands for a light that blinks faster than the capture"
        )
    if parts[2] == TOO_BRIGHT:
        raise ValueError("so the light is too bright for this capture")
    return float(parts[0]), int(parts[1]), int(parts[2])


def _colour(answer: str) -> str:
    hue, saturation, intensity = _seen(answer)
    if intensity == 0:
        return "off"
    if saturation < WHITE_BELOW_PERCENT:
        return "white"
    return next((name for limit, name in HUES if hue < limit), "red" if hue >= 345.0 else "violet")


def _part(index: int, answer: str) -> str:
    seen = _seen(answer)
    if seen[2] == 0 and index == 0:
        raise ValueError("so the light is off, and has no colour")
    return f"{seen[index]:g}"


FIRST = partial(_part, 0)
INTENSITY = partial(_part, 2)

COLOURS = ("off", "red", "orange", "yellow", "green", "cyan", "blue", "violet", "white")
_SAME = {colour: colour for colour in COLOURS}

FEASA = Driver(
    "feasa",
    "LED analysers of Feasa (functional versions 3-F to 20-F)",
    Dialect(
        reads={
            "colour": Reading(
                query="CAPTURE;GETHSI{channel:02}",
                words=_SAME,
                channels=FEASA_FIBRES,
                period_ms=400,
                form=_colour,
                doc="colour of a light, in words; captured within 350 ms",
            ),
            "colour_quick": Reading(
                query="CAPTURE3;GETHSI{channel:02}",
                words=_SAME,
                channels=FEASA_FIBRES,
                period_ms=50,
                form=_colour,
                doc="the same within 22 ms, of a light that is bright enough for range 3",
            ),
            "hue": Reading(
                query="CAPTURE;GETHSI{channel:02}",
                unit="°",
                range=(0.0, 360.0),
                channels=FEASA_FIBRES,
                period_ms=400,
                form=FIRST,
                doc="hue of a light",
            ),
            "wavelength": Reading(
                query="CAPTURE;GETWSI{channel:02}",
                unit="nm",
                range=(380.0, 780.0),
                channels=FEASA_FIBRES,
                period_ms=400,
                form=FIRST,
                doc="dominant wavelength of a light",
            ),
            "intensity": Reading(
                query="CAPTURE;GETHSI{channel:02}",
                range=(0.0, 99_998.0),
                channels=FEASA_FIBRES,
                period_ms=400,
                form=INTENSITY,
                doc="relative intensity of a light, without a unit",
            ),
        },
        line={"read_termination": "\r\n", "error_query": "", "clear": "", "baud_rate": 57_600},
    ),
    FeasaLink,
)
"""Feasa LED Analyser Functional Version User Manual, chapters "Capture Commands" (times of the ranges), "getHSI"
and "getWSI"; a wavelength is one of visible light. Its baud rate is the usual one of its serial port. It has no
`*IDN?`."""

SIMULATED_SOUND = Driver(
    "simulated-sound",
    "the sound level meter of the simulated rack",
    Dialect(
        reads={
            "laeq": Reading(
                query="MEAS:SLEV:LEQ?",
                unit="dB",
                error=0.2,
                doc="equivalent A-weighted level since the last answer",
            ),
            "laf": Reading(query="MEAS:SLEV:LAF?", unit="dB", error=0.2, doc="A-weighted level of this moment"),
        },
        identity="Connect HIL,SLM-1,.*",
    ),
)
"""The commands of `simulators.scpi.devices_sound.SoundLevelMeter`."""

SIMULATED_LEDS = Driver(
    "simulated-leds",
    "the LED analyser of the simulated rack",
    Dialect(
        reads={
            "colour": Reading(
                query="MEAS:LED{channel}:COL?",
                words={colour.upper(): colour for colour in ("off", "red", "green", "orange")},
                channels=tuple(range(1, 9)),
                doc="colour of a light, in words",
            ),
            "intensity": Reading(
                query="MEAS:LED{channel}:INT?",
                unit="%",
                range=(0.0, 100.0),
                channels=tuple(range(1, 9)),
                doc="intensity of a light, of the full scale",
            ),
        },
        identity="Connect HIL,LED-8,.*",
    ),
)
"""The commands of `simulators.scpi.devices_io.LedAnalyser`."""

METERS = (XL2, FEASA, SIMULATED_SOUND, SIMULATED_LEDS)
