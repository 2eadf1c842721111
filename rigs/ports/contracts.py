"""The contracts for connected services, as customers make and end them in the services store."""

from __future__ import annotations

from rigs.ports.arrival import arrival
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.port import ANY_OTHER
from rigs.ports.values import Table, Text, Words

PORTS = PortBook()
_CONTRACTS = ServicePorts(PORTS, "contracts", in_app=True)

KINDS = Words(
    *("remote_control", "e_remote_control", "navigation", "danger_zones", "telemaintenance", "infobox"),
    *("monitoring", "e_booklet"),
)
DATE = r"\d{4}-\d\d-\d\d"

SEED = _CONTRACTS.does(
    "seed",
    "a contract as somebody made it some time ago; a real office takes it back-dated",
    Text(
        "HOLDER KIND DATETHH:MM, then until DATE, trial, waiting as it applies",
        rf"\w+ \w+ {DATE}T\d\d:\d\d( until {DATE})?( trial)?( waiting)?",
    ),
    unserved="cannot back-date",
)
SUBSCRIBE = _CONTRACTS.does(
    "subscribe",
    "the service that whoever sits at the screen subscribes to",
    KINDS,
    effects={ANY_OTHER: "purchase"},
)
TRY_OUT = _CONTRACTS.does("try_out", "the service that whoever sits at the screen takes a free trial of", KINDS)
WITHDRAW = _CONTRACTS.does(
    "withdraw", "the service from whose purchase is withdrawn", KINDS, effects={ANY_OTHER: "deletion"}
)
CANCEL = _CONTRACTS.does(
    "cancel",
    "the service whose contract is cancelled by a click in the store",
    KINDS,
    effects={ANY_OTHER: "deletion"},
)
CONTACT_FORM = _CONTRACTS.does(
    "contact_form",
    "the service whose contract shall end, by the contact form of the app",
    KINDS,
    effects={ANY_OTHER: "deletion"},
)
GROUND = _CONTRACTS.does(
    "ground",
    "why the next contract is ended",
    Words("sale", "end_of_lease", "destruction", "theft", "wish"),
    "wish",
)
DOCUMENT = _CONTRACTS.does(
    "document", "what goes with the next request to end a contract", Words("none", "identity"), "none"
)

STATES = _CONTRACTS.shows("states", "how contracts stand, by holder and kind", Table())
PURCHASE = _CONTRACTS.shows("purchase", "the last purchase", Table("holder", "kind", "amount_cents"))
ACTIVATED = _CONTRACTS.shows(
    "activated", "the last service that was activated, with the day", Table("holder", "kind", "date")
)
REFUND = _CONTRACTS.shows("refund", "the last sum that was paid back", Table("holder", "kind", "amount_cents"))
ENDED = _CONTRACTS.shows("ended", "the last contract that has ended", Table("holder", "kind", "ground"))
BOUGHT = arrival(PORTS, "contracts.bought", "whether a contract is made now", PURCHASE)
PAID_BACK = arrival(PORTS, "contracts.paid_back", "whether a sum is paid back now", REFUND)
