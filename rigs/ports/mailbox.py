"""The mailboxes of the test people, and what a person reads out of a message."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from email import message_from_string, policy
from email.message import EmailMessage, MIMEPart
from typing import Any

from rigs.ports.arrival import arrival
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.derived import readings
from rigs.ports.port import Derived, Observation
from rigs.ports.values import Table, Text
from rigs.values.markup import read_markup

PORTS = PortBook()
_MAILBOX = ServicePorts(PORTS, "mailbox", in_app=True)

WEB_ADDRESS = re.compile(r"https?://\S+")

MESSAGE = _MAILBOX.shows("message", "the last message that has come, as RFC 5322 has it", Text("a message"))


def read(message: str) -> Mapping[str, Any]:
    """Read a message as a person does: whom it is for, what it is about, its text and the first link in it.

    Of one that is in HTML alone, what is shown of it counts, and where its links lead.
    """
    parsed = message_from_string(message, policy=policy.default)
    body = parsed.get_body(("plain", "html"))
    text, links = "", []
    if body is not None and body.get_content_type() == "text/html":
        text, addresses = read_markup(_content(body))
        links = [each for each in addresses if WEB_ADDRESS.fullmatch(each)]
    elif body is not None:
        text = _content(body)
        links = WEB_ADDRESS.findall(text)
    return {
        "id": str(parsed["Message-ID"] or ""),
        "to": ", ".join(recipients(parsed)),
        "subject": str(parsed["Subject"] or ""),
        "text": text,
        "link": links[0] if links else "",
    }


def recipients(message: EmailMessage) -> list[str]:
    """Return the addresses that a message is for, without the names beside them."""
    return [each.addr_spec for header in message.get_all("To", ()) for each in header.addresses]


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except LookupError:  # an encoding that nobody knows: what is ASCII in it can be read
        payload = part.get_payload(decode=True)
        return payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""


LETTER = PORTS.add(
    Observation(
        "mailbox.letter",
        "the last message that has come, as a person reads it",
        Table("id", "to", "subject", "text", "link"),
        Derived(readings(read), MESSAGE),
    )
)


def letter(name: str, doc: str, counts: Callable[[Mapping[str, Any]], bool]) -> Observation:
    """Declare what tells whether a message of a kind comes now."""
    return arrival(PORTS, f"mailbox.{name}", doc, LETTER, counts)


ACTIVATION_LETTER = letter(
    "activation", "whether an activation mail comes now", lambda each: "/activate?" in each["link"]
)
PASSWORD_LETTER = letter(
    "password", "whether a mail for a new password comes now", lambda each: "/password?" in each["link"]
)
SERVICE_LETTER = letter(
    "service",
    "whether a mail comes now that tells of the activation of a service",
    lambda each: "service" in each["subject"].lower() and "active" in each["subject"].lower(),
)
CONTRACT_LETTER = letter(
    "contract", "whether a mail on a contract comes now", lambda each: "contract" in each["text"].lower()
)
