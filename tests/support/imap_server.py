"""A mailbox on loopback, with the table of a rig file that leads to it, and messages for it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from rigs.files.hardware import Service
from simulators.servers.imap import MailHost, served_mail

USER, PASSWORD = "hil", 'bread and "butter"'
VARIABLE = "HIL_MAILBOX_PASSWORD"
"""The environment variable that has the password."""


def knows(user: str, password: str) -> bool:
    """Whether it is the user of the mailbox."""
    return (user, password) == (USER, PASSWORD)


@contextmanager
def mail_host(tls: ssl.SSLContext | None = None) -> Iterator[MailHost]:
    """Serve a mailbox."""
    with served_mail(MailHost(knows, tls=tls)) as host:
        yield host


def imap_table(host: MailHost, **changes: Any) -> Service:
    """Return the table of a rig file for a mailbox, with changes."""
    keys = {"host": "127.0.0.1", "port": host.port, "tls": "none", "user": USER, "password_env": VARIABLE}
    return Service(driver="imap", **{**keys, "poll_s": 0.05, "timeout_s": 5.0, **changes})


def message(subject: str = "Welcome", to: str = "visitor@mail.example", text: str = "Good day") -> EmailMessage:
    """Write a message of the store."""
    made = EmailMessage()
    made["From"] = "Store <no-reply@store.example>"
    made["To"] = to
    made["Subject"] = subject
    made["Message-ID"] = make_msgid(domain="store.example")
    made.set_content(text)
    return made
