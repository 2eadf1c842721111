"""The mail of the office: messages of RFC 5322, as they lie in the mailbox of whoever gets them."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from itertools import count
from typing import ClassVar

from simulators.offboard.office.calendar import Calendar
from simulators.offboard.service import Service

SENDER = "Services Store <no-reply@store.example>"


class Post(Service):
    """The mail, and the mailboxes of all test people.

    Item: `message` (null, or the last message that has come into a mailbox, as text).

    Args:
        calendar: Dates the messages.
    """

    name = "mailbox"
    MAIL_S: ClassVar[tuple[float, float]] = (2.0, 20.0)
    """Bounds of the time that a message takes, drawn evenly."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar.kernel)
        self._calendar = calendar
        self._numbers = count(1)
        self._sent_for = 0

    def send(self, to: str, subject: str, text: str) -> None:
        """Send a message to an address."""
        message = EmailMessage()
        message["From"] = SENDER
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = format_datetime(self._calendar.now())
        message["Message-ID"] = f"<{next(self._numbers)}@store.example>"
        message.set_content(text)
        self.carry(message)

    def carry(self, message: EmailMessage) -> None:
        """Bring a message to whom it is for."""
        self.kernel.call_in(self.draw_ns(self.MAIL_S), partial(self._arrive, self._sent_for, message.as_string()))

    def restore(self) -> None:
        """Clear the mailboxes; what is under way does not arrive."""
        self._sent_for += 1
        self.publish("message", None)

    def _arrive(self, sent_for: int, message: str) -> None:
        if sent_for == self._sent_for:
            self.publish("message", message)
