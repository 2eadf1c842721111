"""A small server of mail on loopback: messages are put into its folders, and read by IMAP (RFC 3501)."""

from __future__ import annotations

import contextlib
import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage

ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
"""An argument of a command: a quoted text, or a word."""


@dataclass
class MailHost:
    """The mailbox of one user.

    Attributes:
        knows: Tells whether somebody is the user, by name and password.
        port: Where it is reached on loopback.
        folders: The messages in each folder; the first has the number 1.
        validity: The UIDVALIDITY of all folders.
        commands: All that was asked, without arguments of LOGIN.
        deaf: Whether it ends each connection as soon as it is made.
        tls: By what connections are encrypted from their beginning; None where they are not.
    """

    knows: Callable[[str, str], bool]
    port: int = 0
    folders: dict[str, list[bytes]] = field(default_factory=lambda: {"INBOX": [], "Test people": []})
    validity: int = 7
    commands: list[str] = field(default_factory=list)
    deaf: bool = False
    tls: ssl.SSLContext | None = None
    _connections: list[_Connection] = field(default_factory=list)

    def deliver(self, message: EmailMessage, folder: str = "INBOX") -> None:
        """Put a message into a folder."""
        self.folders[folder].append(message.as_bytes(policy=policy.SMTP))

    def hang_up(self) -> None:
        """End all connections that are open."""
        for each in self._connections:
            each.close()
        self._connections.clear()


class _Connection(socketserver.StreamRequestHandler):
    """A client that is connected."""

    server: _Server

    def close(self) -> None:
        """End the connection."""
        with contextlib.suppress(OSError):  # it has gone by itself
            self.connection.shutdown(socket.SHUT_RDWR)

    def handle(self) -> None:
        """Answer until the client leaves."""
        host = self.server.host
        host._connections.append(self)
        if host.deaf:
            return
        self._folder: list[bytes] | None = None
        self._is_known = False
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, command = line.partition(" ")
            words = [quoted.replace('\\"', '"') or word for quoted, word in ARGUMENT.findall(command)]
            host.commands.append("LOGIN" if words[:1] == ["LOGIN"] else command)
            self._say(f"{tag} {self._answer(words)}")
            if words == ["LOGOUT"]:
                return

    def _answer(self, words: list[str]) -> str:
        host = self.server.host
        result = "OK done"
        match words:
            case ["LOGIN", user, password]:
                self._is_known = host.knows(user, password)
                if not self._is_known:
                    result = "NO [AUTHENTICATIONFAILED] who are you?"
            case ["EXAMINE", _] if not self._is_known:
                result = "NO log in first"
            case ["EXAMINE", name] if name in host.folders:
                self._folder = host.folders[name]
                self._say(f"* {len(self._folder)} EXISTS")
                self._say(f"* OK [UIDVALIDITY {host.validity}] since then")
            case ["EXAMINE", _]:
                result = "NO no such folder"
            case ["UID", "SEARCH", "UID", numbers] if self._folder is not None:
                first, last = int(numbers.removesuffix(":*")), len(self._folder)
                found = range(min(first, last), last + 1) if last else ()
                self._say(" ".join(("* SEARCH", *map(str, found))))
            case ["UID", "FETCH", number, "(BODY.PEEK[])"] if self._folder is not None:
                raw = self._folder[int(number) - 1]
                self._say(f"* {number} FETCH (UID {number} BODY[] {{{len(raw)}}}\r\n{raw.decode('latin-1')})")
            case ["CAPABILITY"]:
                self._say("* CAPABILITY IMAP4rev1")
            case ["NOOP" | "LOGOUT"]:
                pass
            case _:
                result = "BAD what?"
        return result

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode("latin-1"))


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, host: MailHost) -> None:
        self.allow_reuse_address = bool(host.port)
        super().__init__(("127.0.0.1", host.port), _Connection)
        self.host = host

    def get_request(self) -> tuple[ssl.SSLSocket, object] | tuple[object, object]:  # type: ignore[override]
        """Return a client, encrypted from the beginning where there is a certificate."""
        connection, address = super().get_request()
        if self.host.tls is not None:
            return self.host.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that went is no fault."""


@contextmanager
def served_mail(host: MailHost) -> Iterator[MailHost]:
    """Serve a mailbox, on the port that it has, or else on one that is free."""
    with _Server(host) as server:
        host.port = server.server_address[1]
        life = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        life.start()
        try:
            yield host
        finally:
            host.hang_up()
            server.shutdown()
            life.join()
