"""Simulators of satellites: Rohde & Schwarz SMBV100B."""

from __future__ import annotations

import datetime as dt

from rigs.drivers.driver import Driver
from rigs.files.dialect import Dialect, Setting

HEIGHT_M = 0.0
"""Height in m above the ellipsoid at which the receiver is simulated."""

FIRST_YEAR = 1980
"""The year in which the time of GPS begins."""


def _position(value: str) -> str:
    """Write a position as longitude, latitude, height; ports have the latitude first."""
    try:
        north, east = (float(part) for part in value.split(","))
    except ValueError as error:
        raise ValueError("takes latitude,longitude in degrees") from error
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError("takes -90 to 90 ° of latitude and -180 to 180 ° of longitude")
    return f"{east:.7f},{north:.7f},{HEIGHT_M:g}"


def _date(value: str) -> str:
    try:
        day = dt.date(*(int(part) for part in value.split(",")))
    except (ValueError, TypeError) as error:
        raise ValueError("takes year,month,day") from error
    if day.year < FIRST_YEAR:
        raise ValueError(f"takes days from {FIRST_YEAR} on")
    return f"{day.year},{day.month},{day.day}"


def _utc(value: str) -> str:
    """Write date and time of day as two commands in one message, the second below the first (SCPI 99, 6.2.4)."""
    try:
        moment = dt.datetime(*(int(part) for part in value.split(",")), tzinfo=dt.UTC)  # type: ignore[arg-type, misc]  # six numbers, or an error
    except (ValueError, TypeError) as error:
        raise ValueError("takes year,month,day,hour,minute,second") from error
    if moment.year < FIRST_YEAR:
        raise ValueError(f"takes days from {FIRST_YEAR} on")
    date = f"{moment.year},{moment.month},{moment.day}"
    return f"{date};TIME {moment.hour},{moment.minute},{moment.second}"


def _yaw(value: str) -> str:
    """Write a heading from north through east as the instrument has it: from -180 to 180 degrees."""
    yaw = (float(value) + 180.0) % 360.0 - 180.0
    return f"{yaw:g}"


SMBV100B = Driver(
    "rs-smbv100b",
    "vector signal generators SMBV100B of Rohde & Schwarz, with a GNSS option (K44 and others)",
    Dialect(
        sets={
            "position": Setting(
                write="SOUR:BB:GNSS:REC:V1:LOC:COOR:DEC:WGS {value}",
                form=_position,
                doc="position of the receiver: latitude,longitude",
            ),
            "heading": Setting(
                write="SOUR:BB:GNSS:REC:V1:ATT:YAW {value}",
                unit="°",
                range=(-360.0, 360.0),
                form=_yaw,
                doc="direction of travel, from north through east; with option K108",
            ),
            "date": Setting(
                write="SOUR:BB:GNSS:TIME:STAR:DATE {value}", form=_date, doc="date that is simulated, UTC"
            ),
            "utc": Setting(
                write="SOUR:BB:GNSS:TIME:STAR:DATE {value}",
                form=_utc,
                doc="date and time of day that are simulated, UTC",
            ),
            "signal": Setting(
                write="OUTP {value}", words={"on": "ON", "off": "OFF"}, doc="whether anything is received"
            ),
        },
        line={
            "timeout_ms": 10_000,
            "setup": (
                "SOUR:BB:GNSS:TIME:STAR:TBAS UTC",
                'SOUR:BB:GNSS:REC:V1:LOC:SEL "User Defined"',
                "SOUR:BB:GNSS:STAT ON",
            ),
        },
        at_rest={"signal": "off"},
        identity=r"(?i)Rohde ?& ?Schwarz,SMBV100B,.*",
    ),
)
"""Satellite Navigation User Manual (R&S SMBVB-K44 and others; the same commands in 1178.6379.02), chapters
"Receiver Positioning" and "Time Configuration". Its time-out is 10 s, for a new position has the constellation
computed anew."""
