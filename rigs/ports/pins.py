"""Which ECU a port belongs to: whose pins sense a stimulus, and who drives what an observation shows.

A bench has to reach the pins of a real ECU by instruments. Those of one that it simulates have none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rigs.ports import controls, phone, screen, senses, supply, surroundings
from rigs.ports.port import Audio, Observation, Service, Stimulus

RADIO = "TELEMATICS"
"""The ECU with modem and loudspeaker: where it is simulated, so are the services off board and what is heard."""

SCREEN = "SCREEN"
"""The ECU whose Bluetooth the driver's phone is paired with."""

NEAR = frozenset({phone.PAIRING.name, phone.BLUETOOTH.name})
"""Names of the ports of the phone that are nothing without the Bluetooth of the vehicle."""

SENSED: Mapping[str, frozenset[str]] = {
    "BODY": frozenset(
        {
            *(controls.IGNITION.name, controls.START_BUTTON.name),
            *(controls.KEY_LOCK.name, controls.KEY_UNLOCK.name, controls.INSIDE_UNLOCK.name),
            controls.KEY_PLACE.name,
            *(port.name for port in (*controls.DOOR.values(), *controls.LOCK_BY_HAND.values())),
            *(surroundings.OUTSIDE_TEMPERATURE.name, surroundings.ODOMETER_SETTING.name),
            *(surroundings.GNSS_DATE.name, surroundings.GNSS_UTC.name),
        }
    ),
    RADIO: frozenset(
        {
            *(controls.SOS_BUTTON.name, controls.ASSISTANCE_BUTTON.name),
            *(surroundings.MICROPHONE.name, surroundings.CABIN_VOICE.name),
            *(surroundings.GNSS_POSITION.name, surroundings.GNSS_HEADING.name, surroundings.GNSS_FIX.name),
            *(surroundings.GNSS_DATE.name, surroundings.GNSS_UTC.name),
            *(surroundings.COVERAGE.name, surroundings.COUNTRY_CODE.name),
        }
    ),
    "CLIMATE": frozenset({surroundings.CABIN_TEMPERATURE.name, surroundings.OUTSIDE_TEMPERATURE.name}),
    SCREEN: frozenset({screen.TAP.name, screen.DRAG.name, screen.PROJECTION_PHONE.name}),
    "AIRBAG": frozenset(
        {
            controls.IGNITION.name,
            *(controls.AIRBAG_CRASH.name, controls.PRETENSIONER_CRASH.name),
            *(port.name for port in controls.SEAT.values()),
        }
    ),
    "POWERTRAIN": frozenset({controls.IGNITION.name, controls.START_BUTTON.name, surroundings.WHEEL_SPEED.name}),
    "BATTERY": frozenset({surroundings.STATE_OF_CHARGE.name}),
    "CHARGER": frozenset(
        {
            *(surroundings.PLUG.name, surroundings.STATION_TYPE.name, surroundings.STATION_CONSENT.name),
            controls.HATCH_BUTTON.name,
        }
    ),
}
"""Names of the stimuli that the pins of each ECU sense, besides its supply."""

DRIVEN: Mapping[str, frozenset[str]] = {
    "BODY": frozenset(
        {senses.SOUND_LEVEL.name, *(port.name for port in (*senses.LAMP.values(), *senses.LATCH.values()))}
    ),
    RADIO: frozenset({senses.SOS_LED.name, *(port.name for port in senses.BUTTON_COLOUR.values())}),
    "CLIMATE": frozenset({surroundings.CLIMATE_POWER.name, surroundings.CABIN_AIR.name}),
    SCREEN: frozenset(
        {
            *(screen.CHECKED.name, screen.MODE.name, screen.PROJECTION_SESSION.name),
            *(port.name for port in screen.PLACE.values()),
        }
    ),
    "CHARGER": frozenset({surroundings.STATION_POWER.name}),
}
"""Names of the observations that show what each ECU drives, or what is part of it."""


def sensed_by(port: Stimulus) -> frozenset[str]:
    """Return the ECUs that sense a stimulus; none where it is no pin of an ECU."""
    if port.name == supply.VOLTAGE.name:
        return frozenset({*SENSED})
    return frozenset(ecu for ecu, names in SENSED.items() if port.name in names)


def is_severed(ecus: Collection[str], port: Stimulus | Observation) -> bool:
    """Say whether a port needs the Bluetooth between a phone and a screen of which only one is simulated."""
    return port.name in NEAR and (RADIO in ecus) is not (SCREEN in ecus)


def plays(ecus: Collection[str], port: Stimulus | Observation) -> bool:
    """Say whether ECUs that a bench simulates are all that stands behind a port.

    A stimulus that a real ECU senses too has to reach that one.
    """
    if isinstance(port.source, Service | Audio):
        return RADIO in ecus
    if isinstance(port, Stimulus):
        users = sensed_by(port)
        return bool(users) and users.issubset(ecus)
    return any(port.name in DRIVEN.get(ecu, ()) for ecu in ecus)
