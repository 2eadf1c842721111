"""What surrounds the vehicle: battery and station, temperatures, motion, satellites, mobile network, cabin."""

from __future__ import annotations

import datetime as dt

from rigs.ports.book import PortBook
from rigs.ports.port import Instrument, Observation, Stimulus
from rigs.ports.values import Number, Text, Words

PORTS = PortBook()

REST_DATE = dt.date(2026, 5, 28)
"""A day within the ten years of service of every vehicle; vehicle and back office have it alike (AMB-07)."""

TEMPERATURE = Number("°C", -60, 100)
DEGREES = r"-?\d+(\.\d+)?"

WHEEL_SPEED = PORTS.add(Stimulus("wheel.speed", "speed of the wheels", Number("km/h", 0, 300), Instrument(), 0))
ODOMETER_SETTING = PORTS.add(
    Stimulus(
        "odometer.setting",
        "mileage that is written into the odometer, as a workshop can",
        Number("km", 0, 1_000_000),
        Instrument(),
    )
)
PLUG = PORTS.add(
    Stimulus(
        "station.plug",
        "the plug of the charging station",
        Words("plugged", "unplugged"),
        Instrument(),
        "unplugged",
        effects={"plugged": "charging"},
    )
)
STATION_TYPE = PORTS.add(
    Stimulus("station.type", "kind of charging current", Words("regular", "fast"), Instrument(), "regular")
)
STATION_CONSENT = PORTS.add(
    Stimulus(
        "station.consent",
        "whether the station allows charging",
        Words("allows", "forbids"),
        Instrument(),
        "allows",
    )
)
STATE_OF_CHARGE = PORTS.add(
    Stimulus("battery.soc", "state of charge of the battery emulator", Number("%", 0, 100), Instrument(), 80)
)
OUTSIDE_TEMPERATURE = PORTS.add(
    Stimulus("ambient.temperature", "temperature outside", TEMPERATURE, Instrument(), 20)
)
CABIN_TEMPERATURE = PORTS.add(
    Stimulus("cabin.temperature", "temperature in the cabin", TEMPERATURE, Instrument(), 20)
)
GNSS_POSITION = PORTS.add(
    Stimulus(
        "gnss.position",
        "simulated position, in degrees north and east",
        Text("latitude,longitude in degrees", f"{DEGREES},{DEGREES}"),
        Instrument(),
    )
)
GNSS_HEADING = PORTS.add(
    Stimulus("gnss.heading", "direction of travel, from north through east", Number("°", -360, 360), Instrument())
)
GNSS_FIX = PORTS.add(
    Stimulus("gnss.fix", "whether satellites are received", Words("fix", "none"), Instrument(), "fix")
)
COVERAGE = PORTS.add(
    Stimulus("cell.coverage", "coverage of the mobile network", Words("on", "off"), Instrument(), "on")
)
MICROPHONE = PORTS.add(
    Stimulus("microphone", "the microphone in the cabin", Words("connected", "mute"), Instrument(), "connected")
)
CABIN_VOICE = PORTS.add(
    Stimulus(
        "cabin.voice",
        "an artificial mouth in front of the microphone",
        Words("speaking", "silent"),
        Instrument(),
        "silent",
    )
)
COUNTRY_CODE = PORTS.add(
    Stimulus("cell.mcc", "mobile country code of the cell (ITU-T E.212)", Number("", 0, 999), Instrument(), 208)
)
GNSS_DATE = PORTS.add(
    Stimulus(
        "gnss.date",
        "simulated date, UTC",
        Text("year,month,day", r"\d{1,4},\d{1,2},\d{1,2}"),
        Instrument(),
        REST_DATE.strftime("%Y,%m,%d"),
    )
)
GNSS_UTC = PORTS.add(
    Stimulus(
        "gnss.utc",
        "simulated date and time of day, UTC, set at once",
        Text("year,month,day,hour,minute,second", r"\d{1,4},\d{1,2},\d{1,2},\d{1,2},\d{1,2},\d{1,2}"),
        Instrument(),
    )
)

STATION_POWER = PORTS.add(
    Observation("station.power", "what the charging station delivers", Number("W"), Instrument())
)
CLIMATE_POWER = PORTS.add(
    Observation("climate.power", "what heating, cooling and blower of the cabin draw", Number("W"), Instrument())
)
CELL_IDENTITY = PORTS.add(
    Observation(
        "cell.identity",
        "identity of the network that the cell simulator broadcasts, by which a bench proves its isolation",
        Text("the name of a network"),
        Instrument(),
    )
)
CABIN_AIR = PORTS.add(
    Observation("cabin.air", "temperature of the cabin's air, by a sensor of the rig", Number("°C"), Instrument())
)
