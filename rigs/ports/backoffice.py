"""The back office of the connected services, and what of the vehicle reaches it."""

from __future__ import annotations

from rigs.ports.arrival import arrival
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.derived import (
    by_itself,
    has_position,
    is_data,
    is_shared,
    latest_position,
    of_topic,
    tells_mode_but,
)
from rigs.ports.port import Derived, Observation
from rigs.ports.surroundings import REST_DATE
from rigs.ports.values import Table, Text, Words

MODES = ("private", "intermediate", "geolocated")

PORTS = PortBook()
_BACKOFFICE = ServicePorts(PORTS, "backoffice")

ISO_DATE = Text("a date as YYYY-MM-DD", r"\d{4}-\d\d-\d\d")
ACTIVATIONS = Words("unfinished", "finished")
CONTRACTS = Words("ended", "active")
CHECKS = Words("on", "off")

SET_ZONE = _BACKOFFICE.does(
    "set_zone",
    "the time zone of the customer, whose days the office counts",
    Text("a time zone such as Europe/Paris", r"[A-Z]\w+/\w+"),
    "Europe/Paris",
)
SET_DATE = _BACKOFFICE.does(
    "set_date",
    "the date of the back office, ISO, and the time of day where the customer lives; without one it is noon",
    Text(
        "a date as YYYY-MM-DD, or with a time as YYYY-MM-DDTHH:MM", r"\d{4}-\d\d-\d\d(T([01]\d|2[0-3]):[0-5]\d)?"
    ),
    REST_DATE.isoformat(),
)
SET_CONTRACT = _BACKOFFICE.does("set_contract", "the owner's contract for connected services", CONTRACTS, "active")
SET_CHECKS = _BACKOFFICE.does(
    "set_checks",
    "whether the back office refuses what may not be asked of the vehicle, or passes it on",
    CHECKS,
    "on",
)
SET_ACTIVATION = _BACKOFFICE.does(
    "set_activation", "the activation of the remote services", ACTIVATIONS, "finished"
)
SET_UPDATE = _BACKOFFICE.does("set_update", "an update of the vehicle", Words("pending", "none"), "none")

TODAY = _BACKOFFICE.shows("date", "the date of the back office, ISO", ISO_DATE)
CONTRACT = _BACKOFFICE.shows("contract", "the contract for connected services", CONTRACTS)
CHECKED = _BACKOFFICE.shows("checks", "whether the back office refuses what may not be asked", CHECKS)
ORDER = _BACKOFFICE.shows("order", "the last order as the back office got it", Table("kind"))
PROGRAMME = _BACKOFFICE.shows(
    "programme", "the last programme as the back office got it", Table("topic", "hour", "minute")
)
UPLINK = _BACKOFFICE.shows(
    "uplink", "the last message of the vehicle to the back office", Table("topic", "payload")
)
PRIVACY = _BACKOFFICE.shows(
    "privacy",
    "the privacy mode that the back office was last told",
    Words(*MODES),
)
VEHICLE = _BACKOFFICE.shows(
    "vehicle", "how the back office classes the vehicle", Words("connected", "not_connected")
)
ACTIVATION = _BACKOFFICE.shows("activation", "the activation as the back office has it", ACTIVATIONS)
ACCOUNT_VIN = _BACKOFFICE.shows("account_vin", "the VIN of the vehicle in the owner's account", Text("a VIN"))

UPLINK_DATA = arrival(
    PORTS, "uplink.data", "whether a message with data of the vehicle arrives now", UPLINK, is_data
)
UPLINK_POSITION = arrival(
    PORTS, "uplink.position", "whether a message with the vehicle's position arrives now", UPLINK, has_position
)
UPLINK_TOLD_DATA = arrival(
    PORTS,
    "uplink.told.data",
    "whether a message with data of the vehicle arrives now that serves no other service",
    UPLINK,
    by_itself(is_data),
)
UPLINK_TOLD_POSITION = arrival(
    PORTS,
    "uplink.told.position",
    "whether a message with the vehicle's position arrives now that serves no other service",
    UPLINK,
    by_itself(has_position),
)
UPLINK_SHARED = arrival(
    PORTS,
    "uplink.shared",
    "whether a message arrives now that tells more than the privacy mode or a refusal",
    UPLINK,
    is_shared,
)
UPLINK_OTHER_MODE = {
    mode: arrival(
        PORTS,
        f"uplink.mode.not.{mode}",
        f"whether the vehicle tells the back office now that it is in another mode than the {mode} one",
        UPLINK,
        tells_mode_but(mode),
    )
    for mode in MODES
}
WHEREABOUTS = PORTS.add(
    Observation(
        "uplink.whereabouts",
        "the last message that told the vehicle's position",
        Table("latitude_deg", "longitude_deg"),
        Derived(latest_position, UPLINK),
    )
)
UPLINK_ASSISTANCE = arrival(
    PORTS,
    "uplink.assistance",
    "whether a message on a call for assistance arrives now",
    UPLINK,
    of_topic("assistance"),
)
UPLINK_MAINTENANCE = arrival(
    PORTS,
    "uplink.maintenance",
    "whether a message with maintenance data arrives now",
    UPLINK,
    of_topic("maintenance"),
)
UPLINK_NAVIGATION = arrival(
    PORTS,
    "uplink.navigation",
    "whether a request of the connected navigation for traffic data arrives now",
    UPLINK,
    of_topic("navigation"),
)
ORDERED = arrival(PORTS, "order.arrives", "whether an order arrives at the back office now", ORDER)
PROGRAMMED = arrival(PORTS, "programme.arrives", "whether a programme arrives at the back office now", PROGRAMME)
