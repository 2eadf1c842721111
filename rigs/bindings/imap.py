"""The mailbox of the test people, read by IMAP (RFC 3501): nothing in it is changed, or marked as read."""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from email import message_from_bytes, message_from_string, policy
from email.errors import MessageError
from typing import Any, TypeVar

from clock.kernel import Kernel, seconds
from rigs.bindings.passwords import password_in
from rigs.bindings.service import ServiceListener
from rigs.bindings.told import Told
from rigs.errors import NotServed, ServiceFault
from rigs.files.hardware import Service
from rigs.loggers import service_logger
from rigs.ports.mailbox import KINDS_HEAD, WORDINGS, Wording, kinds_of, read, recipients
from rigs.values.interval import Interval

ITEM = "message"
"""The item that shows the last message."""

PEOPLE_AT = "mail.example"
"""The domain of the people of the suite, as its steps have their addresses."""

PORTS: Mapping[str, int] = {"implicit": 993, "starttls": 143, "none": 143}
"""The port by kind of encryption where the rig file says none (RFC 8314, 7.3; RFC 3501, 2.1)."""

AS_IT_IS = policy.default.clone(refold_source="none")
"""The way to write a message whose heads are folded as they were: to fold encoded words anew may lose blanks."""

LOST = (imaplib.IMAP4.abort, OSError)
"""Exceptions of a connection that has gone."""

FOREIGN = (imaplib.IMAP4.error, OSError, ValueError)
"""Exceptions of imaplib; a ValueError is a number that is none."""

Found = TypeVar("Found")


class ImapMailbox:
    """The messages that come into a folder from the beginning of a scenario on.

    Args:
        table: Its table in the rig file.
        kernel: The clock; a message came between two looks into the folder.
        accounts: The word with which the names of the accounts of the run begin.

    Raises:
        ConfigurationError: The environment has no password.
    """

    def __init__(self, table: Service, kernel: Kernel, accounts: str = "") -> None:
        self._table = table
        self._kernel = kernel
        self._password = password_in(table.password_env or "", "mailbox")
        self._person = None if table.to is None else _person_in(table.to, accounts)
        given = {kind: Wording(**words.model_dump()) for kind, words in table.mails.items()}
        self._wordings = {**WORDINGS, **given}
        self._port = table.port or PORTS[table.tls]
        self._client: imaplib.IMAP4 | None = None
        self._validity = self._begun_validity = 0
        self._next_uid = 1
        self._looked_ns = 0
        self._came = Told()
        self._timer = kernel.timer(self._poll)
        self._log = service_logger("imap")

    @property
    def error_ns(self) -> int:
        """See `rigs.bindings.service.ServicePort.error_ns`."""
        return self._came.error_ns

    def begin(self) -> None:
        """Forget who listens and all that has come, and look from now on; what is lost is connected anew.

        Raises:
            ServiceFault: The folder cannot be read.
        """
        self._came.forget()
        self._asked(self._pass_over)
        self._timer.arm_in(seconds(self._table.poll_s))

    def close(self) -> None:
        """Look no more, and leave the server."""
        self._timer.cancel()
        self._leave()

    def call(self, verb: str, argument: Any = None) -> Any:
        """Refuse: a mailbox does nothing.

        Raises:
            NotServed: Always.
        """
        raise NotServed(f"mailbox: verb = {verb!r}: a mailbox behind IMAP only shows messages")

    def watch(self, listener: ServiceListener) -> None:
        """See `rigs.bindings.service.ServicePort.watch`."""
        self._came.watch(listener)

    def _poll(self) -> None:
        when, found = self._asked(self._look)
        self._timer.arm_in(seconds(self._table.poll_s))
        for message in filter(None, map(self._told, found)):
            self._came.publish(when, ITEM, message)

    def _asked(self, ask: Callable[[imaplib.IMAP4], Found]) -> Found:
        """Ask the server; a connection that was lost since it was last asked is made once more.

        Raises:
            ServiceFault: It cannot be reached, or refuses.
        """
        try:
            if self._client is not None:
                with contextlib.suppress(*LOST):
                    return ask(self._client)
                self._log.debug("the connection was lost")
                self._leave()
            return ask(self._connect())
        except FOREIGN as error:
            self._leave()
            raise self._fault("does not answer as it should", error) from error
        except ServiceFault:
            self._leave()
            raise

    def _pass_over(self, client: imaplib.IMAP4) -> None:
        """Note which messages are there already."""
        self._looked_ns = self._kernel.time_ns()
        self._begun_validity, self._next_uid = self._validity, 1
        self._next_uid = max((0, *self._new(client))) + 1

    def _look(self, client: imaplib.IMAP4) -> tuple[Interval, Sequence[bytes]]:
        """Return the messages that have come since the folder was last looked into, oldest first, and when."""
        if self._validity != self._begun_validity:
            raise self._fault(f"has made the folder {self._table.folder!r} anew: what came meanwhile is not known")
        asked_ns = self._kernel.time_ns()
        new = self._new(client)
        when = Interval(self._looked_ns, self._kernel.time_ns())
        answers = [_done(client.uid("FETCH", f"{uid}", "(BODY.PEEK[])")) for uid in new]
        self._looked_ns = asked_ns
        self._next_uid = max((self._next_uid - 1, *new)) + 1
        return when, [part[1] for answer in answers for part in answer if isinstance(part, tuple)]

    def _new(self, client: imaplib.IMAP4) -> list[int]:
        """Return the numbers of the messages that were not there before, in order."""
        _done(client.noop())  # some servers tell only then what has come
        found = _done(client.uid("SEARCH", f"UID {self._next_uid}:*"))
        numbers = map(int, (found[0] or b"").split())
        # n:* has the last message even where its number is below n (RFC 3501, 6.4.8).
        return sorted(number for number in numbers if number >= self._next_uid)

    def _connect(self) -> imaplib.IMAP4:
        """Log in and open the folder.

        Raises:
            ServiceFault: It is refused.
        """
        table = self._table
        self._client = client = self._reached()
        who = f"the user {table.user!r} with the password in {table.password_env}"
        with self._refusing(f"refuses {who}"):
            try:
                client.login(_quoted(table.user or ""), self._password)  # imaplib quotes the password alone
            except FOREIGN as error:
                # A traceback shows what a function was given, and imaplib's was given the password.
                raise error.with_traceback(None) from None
        with self._refusing(f"does not open the folder {table.folder!r}"):
            _done(client.select(_quoted(table.folder), readonly=True))
        self._validity = int(client.response("UIDVALIDITY")[1][0] or 0)
        self._log.debug("opened %s of %s at %s", table.folder, table.user, table.host)
        return client

    @contextlib.contextmanager
    def _refusing(self, what: str) -> Iterator[None]:
        try:
            yield
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise self._fault(what, error) from error

    def _reached(self) -> imaplib.IMAP4:
        table, context = self._table, ssl.create_default_context()
        host = table.host or ""
        if table.tls == "implicit":
            return imaplib.IMAP4_SSL(host, self._port, ssl_context=context, timeout=table.timeout_s)
        client = imaplib.IMAP4(host, self._port, timeout=table.timeout_s)
        self._client = client
        if table.tls == "starttls":
            client.starttls(context)
        return client

    def _leave(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(*FOREIGN):
                client.logout()

    def _fault(self, what: str, why: Exception | None = None) -> ServiceFault:
        said = "" if why is None else f": {_text(why)}"
        return ServiceFault(f"services.mailbox: the server {self._table.host}:{self._port} {what}{said}")

    def _told(self, raw: bytes) -> str | None:
        """Return a message as the port shows it; None where it is for none of the test people."""
        message = message_from_string(_written(raw), policy=AS_IT_IS)
        if self._person is not None:
            addresses = recipients(message)
            people = [self._person.fullmatch(each) for each in addresses]
            if not any(people):
                self._log.debug("a message for somebody else")
                return None
            del message["To"]
            message["To"] = ", ".join(
                f"{found['person']}@{PEOPLE_AT}" if found else address
                for found, address in zip(people, addresses, strict=True)
            )
        del message[KINDS_HEAD]  # what somebody outside says is not believed
        message[KINDS_HEAD] = ", ".join(kinds_of(read(message.as_string()), self._wordings))
        return message.as_string()


def _written(raw: bytes) -> str:
    """Write a message in ASCII; of one in an encoding that nobody knows only what is ASCII in it is kept."""
    try:
        return message_from_bytes(raw, policy=AS_IT_IS).as_string()
    except (LookupError, UnicodeError, MessageError):
        return raw.decode("ascii", "replace")


def _done(answer: tuple[str, Sequence[Any]]) -> Sequence[Any]:
    """Return what a command has brought.

    Raises:
        imaplib.IMAP4.error: It was refused.
    """
    result, content = answer
    if result != "OK":
        raise imaplib.IMAP4.error(content[0])
    return content


def _quoted(text: str) -> str:
    """Return a quoted string (RFC 3501, 9), which may have blanks in it."""
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


def _text(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return said.decode("ascii", "replace") if isinstance(said, bytes) else f"{type(error).__name__}: {error}"


def _person_in(form: str, accounts: str) -> re.Pattern[str]:
    """Return the pattern of the address of a test person, as `to` of the rig file has it."""
    before, after = form.replace("{accounts}", accounts).split("{person}")
    return re.compile(rf"{re.escape(before)}(?P<person>[\w.]+){re.escape(after)}", re.ASCII | re.IGNORECASE)
