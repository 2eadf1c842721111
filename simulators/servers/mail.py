"""The mail of the simulated office over the wires: sent by SMTP (RFC 5321), and read by IMAP (RFC 3501).

Both ends are on the loopback interface; nothing is passed on to anybody.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from simulators.offboard.service import Service, ServiceChange
from simulators.servers.imap import MailHost, served_mail

SEND_TIMEOUT_S = 10.0
"""Time in s that the server of mail may take."""

_LOG = logging.getLogger(__name__)


class _Letterbox:
    """A door by which what comes by SMTP is put into the mailbox."""

    def __init__(self, host: MailHost) -> None:
        self._host = host

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(message, EmailMessage)  # noqa: S101  # narrows the type: the policy makes one
        self._host.deliver(message)
        return "250 OK"


class Sender:
    """A thread that sends each message of the office by SMTP, so that the office waits for nobody.

    Args:
        mailbox: The service whose messages are sent.
        port: Of the server of mail.
    """

    def __init__(self, mailbox: Service, port: int) -> None:
        self._port = port
        self._waiting: queue.SimpleQueue[EmailMessage | None] = queue.SimpleQueue()
        self._life = threading.Thread(target=self._run, name="mail", daemon=True)
        mailbox.watch(self._take)
        self._life.start()

    def close(self) -> None:
        """Send what waits, and nothing more."""
        self._waiting.put(None)
        self._life.join()

    def _take(self, change: ServiceChange) -> None:
        if change.item == "message" and isinstance(change.value, str):
            message: Any = message_from_string(change.value, policy=policy.default)
            self._waiting.put(message)

    def _run(self) -> None:
        while (message := self._waiting.get()) is not None:
            try:
                with smtplib.SMTP("127.0.0.1", self._port, timeout=SEND_TIMEOUT_S) as client:
                    client.send_message(message)
            except (OSError, smtplib.SMTPException) as error:
                _LOG.warning("SMTP: a message could not be sent: %s", error)


@contextmanager
def mail_of(
    mailbox: Service, knows: Callable[[str, str], bool], *, smtp: int = 0, imap: int = 0
) -> Iterator[tuple[int, MailHost]]:
    """Serve the mail of an office.

    Args:
        mailbox: The service whose messages are sent.
        knows: Tells whether somebody may read the mailbox, by name and password.
        smtp: The port of SMTP; 0 for one that is free.
        imap: Likewise, of IMAP.

    Returns:
        The port of SMTP, and the mailbox with that of IMAP.
    """
    with served_mail(MailHost(knows, port=imap)) as host:
        controller = Controller(_Letterbox(host), hostname="127.0.0.1", port=smtp or _free_port())
        controller.start()
        sender = Sender(mailbox, controller.port)
        try:
            yield controller.port, host
        finally:
            sender.close()
            with contextlib.suppress(AssertionError):  # of a controller that has ended by itself
                controller.stop()


def _free_port() -> int:
    """Return a port that nobody has: aiosmtpd takes none of its own choice."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
