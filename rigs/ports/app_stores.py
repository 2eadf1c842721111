"""The app in the app stores of Apple and Google, and its installation on phones."""

from __future__ import annotations

from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.values import Table, Text, Words

PORTS = PortBook()
_STORES = ServicePorts(PORTS, "app_stores", in_app=True)

LOOK = _STORES.does("look", "the app store in which the app is looked at", Words("apple", "google"))
INSTALL = _STORES.does(
    "install",
    "system and version of a phone on which the app is installed",
    Text("ios VERSION, or android VERSION", r"(ios|android) \d{1,2}"),
)

LISTING = _STORES.shows(
    "listing", "the app in the store where it was last looked at", Table("number", "store", "price_cents")
)
INSTALLATION = _STORES.shows(
    "installation", "the last installation of the app that was tried", Table("number", "system", "outcome")
)
