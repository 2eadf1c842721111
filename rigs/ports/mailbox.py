"""The mailboxes of the test people, and what a person reads out of a message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email import message_from_string, policy
from email.message import EmailMessage, MIMEPart
from typing import Any

from rigs.ports.arrival import arrival
from rigs.ports.book import PortBook, ServicePorts
from rigs.ports.derived import readings
from rigs.ports.port import Derived, Observation
from rigs.ports.values import Table, Text
from rigs.values.markup import read_markup

KINDS_HEAD = "X-Connect-HIL-Kinds"
"""The head by which whoever serves the mailbox says of which kinds a message is, where its words are others."""


@dataclass(frozen=True)
class Wording:
    """The words by which a person knows a kind of message; upper and lower case are alike.

    Attributes:
        link: What is in its link.
        subject: Words of its subject, all of them.
        text: Words of its text, all of them.
    """

    link: str = ""
    subject: Sequence[str] = ()
    text: Sequence[str] = ()

    def fits(self, letter: Mapping[str, Any]) -> bool:
        """Tell whether a message has these words."""
        return (
            self.link.casefold() in letter["link"].casefold()
            and all(word.casefold() in letter["subject"].casefold() for word in self.subject)
            and all(word.casefold() in letter["text"].casefold() for word in self.text)
        )


WORDINGS: Mapping[str, Wording] = {
    "activation": Wording(link="/activate?"),
    "password": Wording(link="/password?"),
    "service": Wording(subject=("service", "active")),
    "contract": Wording(text=("contract",)),
}
"""The kinds of messages that features judge; a rig file may give the words of another office for each."""

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
    letter = {
        "id": str(parsed["Message-ID"] or ""),
        "to": ", ".join(recipients(parsed)),
        "subject": str(parsed["Subject"] or ""),
        "text": text,
        "link": links[0] if links else "",
    }
    said = parsed[KINDS_HEAD]
    return {**letter, "kinds": kinds_of(letter) if said is None else re.findall(r"\w+", str(said))}


def kinds_of(letter: Mapping[str, Any], wordings: Mapping[str, Wording] = WORDINGS) -> list[str]:
    """Return of which kinds a message is, by its words."""
    return [kind for kind, wording in wordings.items() if wording.fits(letter)]


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
        Table("id", "to", "subject", "text", "link", "kinds"),
        Derived(readings(read), MESSAGE),
    )
)


def letter(kind: str, doc: str) -> Observation:
    """Declare what tells whether a message of a kind comes now."""
    return arrival(PORTS, f"mailbox.{kind}", doc, LETTER, lambda each: kind in each["kinds"])


ACTIVATION_LETTER = letter("activation", "whether an activation mail comes now")
PASSWORD_LETTER = letter("password", "whether a mail for a new password comes now")
SERVICE_LETTER = letter("service", "whether a mail comes now that tells of the activation of a service")
CONTRACT_LETTER = letter("contract", "whether a mail on a contract comes now")
