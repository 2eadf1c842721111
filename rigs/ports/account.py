"""The person at a screen of the services store or the app: who it is, and what the test people have."""

from __future__ import annotations

from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.values import Words

PORTS = PortBook()
_ACCOUNT = ServicePorts(PORTS, "account", in_app=True)

PEOPLE = _ACCOUNT.does(
    "people",
    "accounts, contracts and mail of the test people, brought back to what they are at rest",
    Words("at_rest"),
    "at_rest",
)
PERSON = _ACCOUNT.does("person", "who sits at the screen, logged in", Words("subscriber", "other"), "subscriber")
