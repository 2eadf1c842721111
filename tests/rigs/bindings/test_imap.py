"""A mailbox behind IMAP is read and never changed; what does not work is told with what is to be done."""

from __future__ import annotations

import secrets
import ssl
from collections.abc import Iterator
from email.header import Header
from email.message import EmailMessage
from typing import Any

import pytest

from clock.kernel import MS, S
from clock.wall import WallKernel
from rigs.bindings.imap import ImapMailbox
from rigs.errors import ConfigurationError, ServiceFault
from rigs.ports.mailbox import KINDS_HEAD, read
from simulators.servers.imap import MailHost
from tests.support import imap_server
from tests.support.imap_server import PASSWORD, VARIABLE, imap_table, mail_host, message


class Reader:
    """A mailbox that a scenario listens to.

    Args:
        host: The server.
        **changes: Of the table in the rig file.
    """

    def __init__(self, host: MailHost, **changes: Any) -> None:
        self.now_ns = 0
        self.kernel = WallKernel(clock_ns=lambda: self.now_ns, wait=self._wait)
        self.mailbox = ImapMailbox(imap_table(host, **changes), self.kernel, "hil-1a2b3c4d")
        self.heard: list[tuple[int, int, str]] = []

    def begin(self) -> Reader:
        """Begin a scenario."""
        self.mailbox.begin()
        self.heard.clear()
        self.mailbox.watch(
            lambda at_ns, _item, value: self.heard.append((at_ns, self.mailbox.error_ns, read(value)["subject"]))
        )
        return self

    def subjects(self) -> list[str]:
        """What came until the folder has been looked into once more."""
        self.kernel.run_for(60 * MS)
        return [subject for _, _, subject in self.heard]

    def _wait(self, for_s: float) -> None:
        self.now_ns += round(for_s * S)


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailHost]:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    with mail_host() as served:
        yield served


def fault(host: MailHost, **changes: Any) -> str:
    with pytest.raises(ServiceFault) as caught:
        Reader(host, **changes).begin()
    return str(caught.value)


def test_what_lay_in_the_folder_before_is_not_told(host: MailHost) -> None:
    host.deliver(message("old"))
    reader = Reader(host).begin()
    assert reader.subjects() == []
    host.deliver(message("new"))
    assert reader.subjects() == ["new"]


def test_what_came_in_one_scenario_is_not_there_in_the_next(host: MailHost) -> None:
    reader = Reader(host).begin()
    host.deliver(message("first"))
    assert reader.subjects() == ["first"]
    host.deliver(message("late"))
    reader.begin()
    assert reader.subjects() == []


def test_who_listens_later_hears_what_has_come_since_the_scenario_began(host: MailHost) -> None:
    reader = Reader(host).begin()
    host.deliver(message("one"))
    reader.subjects()
    later: list[str] = []
    reader.mailbox.watch(lambda _at_ns, _item, value: later.append(read(value)["subject"]))
    assert later == ["one"]


def test_a_message_came_between_the_looks_of_which_the_second_found_it(host: MailHost) -> None:
    reader = Reader(host, poll_s=2.0).begin()
    reader.kernel.run_for(3 * S)
    host.deliver(message())
    reader.kernel.run_for(2 * S)
    assert [(at_ns - error_ns, at_ns + error_ns) for at_ns, error_ns, _ in reader.heard] == [(2 * S, 4 * S)]


def test_two_messages_between_two_looks_are_told_in_order(host: MailHost) -> None:
    reader = Reader(host).begin()
    host.deliver(message("one"))
    host.deliver(message("two"))
    assert reader.subjects() == ["one", "two"]


def test_nothing_is_changed_in_the_folder(host: MailHost) -> None:
    reader = Reader(host).begin()
    host.deliver(message())
    reader.subjects()
    reader.mailbox.close()
    asked = {command.partition(" ")[0] for command in host.commands}
    assert asked == {"CAPABILITY", "LOGIN", "EXAMINE", "NOOP", "UID", "LOGOUT"}
    assert all("BODY.PEEK" in command for command in host.commands if "FETCH" in command)


def test_a_folder_has_a_name_with_blanks(host: MailHost) -> None:
    reader = Reader(host, folder="Test people").begin()
    host.deliver(message("here"), folder="Test people")
    host.deliver(message("there"))
    assert reader.subjects() == ["here"]


def test_a_user_has_a_name_with_blanks(host: MailHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_server, "USER", 'the "test" people')
    reader = Reader(host, user='the "test" people').begin()
    host.deliver(message("here"))
    assert reader.subjects() == ["here"]


def test_a_connection_that_was_lost_is_made_again_and_nothing_is_missed(host: MailHost) -> None:
    reader = Reader(host).begin()
    host.deliver(message("before"))
    assert reader.subjects() == ["before"]
    host.hang_up()
    host.deliver(message("meanwhile"))
    assert reader.subjects() == ["before", "meanwhile"]
    assert host.commands.count("LOGIN") == 2


def test_a_server_that_does_not_come_back_is_a_fault_until_it_does(host: MailHost) -> None:
    reader = Reader(host).begin()
    host.deaf = True
    host.hang_up()
    with pytest.raises(ServiceFault, match=rf"services\.mailbox: the server 127\.0\.0\.1:{host.port} "):
        reader.subjects()
    with pytest.raises(ServiceFault):
        reader.begin()
    host.deaf = False
    reader.begin()
    host.deliver(message("again"))
    assert reader.subjects() == ["again"]


def test_a_folder_that_was_made_anew_within_a_scenario_proves_nothing(host: MailHost) -> None:
    reader = Reader(host).begin()
    host.validity += 1
    host.hang_up()
    with pytest.raises(ServiceFault, match="has made the folder 'INBOX' anew: what came meanwhile is not known"):
        reader.subjects()
    assert reader.begin().subjects() == []


def test_a_wrong_password_is_told_without_it(host: MailHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "salt")
    told = fault(host)
    assert told == (
        f"services.mailbox: the server 127.0.0.1:{host.port} refuses the user 'hil' with the password in"
        f" {VARIABLE}: [AUTHENTICATIONFAILED] who are you?"
    )


def test_no_traceback_of_a_refused_login_shows_the_password(
    host: MailHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = secrets.token_hex()
    monkeypatch.setenv(VARIABLE, password)
    with pytest.raises(ServiceFault) as caught:
        Reader(host).begin()
    told = str(caught.getrepr(style="long", funcargs=True))
    assert "who are you?" in told
    assert password not in told


def test_a_folder_that_is_not_there_is_told(host: MailHost) -> None:
    assert fault(host, folder="Outbox").endswith("does not open the folder 'Outbox': no such folder")


def test_a_server_that_is_not_there_is_told(host: MailHost) -> None:
    with mail_host() as gone:
        pass
    assert f"the server 127.0.0.1:{gone.port} does not answer as it should: ConnectionRefusedError" in fault(gone)


def test_a_server_that_does_not_encrypt_gets_no_password(host: MailHost) -> None:
    for tls in ("implicit", "starttls"):
        assert f"the server 127.0.0.1:{host.port} does not answer as it should" in fault(host, tls=tls)
    assert "LOGIN" not in host.commands


@pytest.mark.parametrize(
    ("password", "shown", "said"),
    [
        (None, "'nothing'", "must be the password of the mailbox: services.mailbox.password_env names it"),
        ("", "'nothing'", "must be the password of the mailbox"),
        ("brød", "'...'", "in printable signs of ASCII"),
        ("bread\r\nA1 DELETE INBOX", "'...'", "in printable signs of ASCII"),
    ],
)
def test_without_a_password_nothing_is_opened(
    host: MailHost, monkeypatch: pytest.MonkeyPatch, password: str | None, shown: str, said: str
) -> None:
    monkeypatch.delenv(VARIABLE)
    if password is not None:
        monkeypatch.setenv(VARIABLE, password)
    with pytest.raises(ConfigurationError) as caught:
        Reader(host)
    assert str(caught.value).startswith(f"environment: {VARIABLE} = {shown}: ")
    assert said in str(caught.value)
    assert not host.commands


def test_what_is_for_a_test_person_is_told_as_for_the_address_in_the_suite(host: MailHost) -> None:
    reader = Reader(host, to="{accounts}+{person}@lab.example").begin()
    told: list[str] = []
    reader.mailbox.watch(lambda _at_ns, _item, value: told.append(read(value)["to"]))
    for to in (
        "Vera <hil-1a2b3c4d+visitor@lab.example>",
        "hil-1a2b3c4d+new.owner@LAB.example, boss@store.example",
        "hil-99999999+visitor@lab.example",
        "boss@store.example",
    ):
        host.deliver(message(to=to))
    reader.subjects()
    assert told == ["visitor@mail.example", "new.owner@mail.example, boss@store.example"]


def test_a_long_encoded_subject_is_read_as_it_was_written(host: MailHost) -> None:
    subject = "Votre véhicule électrique est activé – ✓, " * 5 + "vraiment"
    reader = Reader(host, to="{person}@lab.example").begin()
    encoded = Header(subject, "utf-8").encode(linesep="\r\n")
    head = f"To: visitor@lab.example\r\nSubject: {encoded}\r\n\r\n"
    host.folders["INBOX"].append(head.encode())
    assert reader.subjects() == [subject]


@pytest.mark.parametrize(
    "raw",
    [
        b"\r\nno head at all \xff\r\n",
        b"To: <<>,;\r\nSubject: =?x?q?=FF?=\r\n\r\n\xe9",
        b"Content-Type: text/plain; charset=x-klingon\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xe9\r\n",
        b'Content-Type: text/plain; charset="\xff"\r\n\r\n\xff',
        b"Content-Type: multipart/mixed\r\n\r\nno part",
    ],
)
def test_a_message_that_is_none_is_told_and_those_behind_it_too(host: MailHost, raw: bytes) -> None:
    reader = Reader(host).begin()
    host.folders["INBOX"].append(raw)
    host.deliver(message("behind"))
    assert len(reader.subjects()) == 2
    assert reader.subjects()[1] == "behind"


def test_a_person_gets_what_is_in_an_encoding_that_nobody_knows(host: MailHost) -> None:
    reader = Reader(host, to="{person}@lab.example").begin()
    told: list[str] = []
    reader.mailbox.watch(lambda _at_ns, _item, value: told.append(f"{read(value)['to']} {read(value)['link']}"))
    host.folders["INBOX"].append(
        b"To: visitor@lab.example\r\nContent-Type: text/plain; charset=x-klingon\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\nhttps://store.example/1 \xe9\r\n"
    )
    reader.subjects()
    assert told == ["visitor@mail.example https://store.example/1"]


def test_a_certificate_that_nobody_vouches_for_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    x509 = pytest.importorskip("cryptography.x509")
    pem = tmp_path / "server.pem"
    pem.write_bytes(_certificate(x509))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    with mail_host(context) as host:
        assert "CERTIFICATE_VERIFY_FAILED" in fault(host, tls="implicit")
        assert not host.commands
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        reader = Reader(host, tls="implicit").begin()
        host.deliver(message("in secret"))
        assert reader.subjects() == ["in secret"]


def _certificate(x509: Any) -> bytes:
    """Return a key and a certificate of the machine itself, in one file."""
    import datetime as dt  # noqa: PLC0415  # only this test makes one
    from ipaddress import ip_address  # noqa: PLC0415

    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private: bytes = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public: bytes = made.public_bytes(serialization.Encoding.PEM)
    return private + public


def kinds(host: MailHost, *sent: EmailMessage, **changes: Any) -> list[list[str]]:
    """Of which kinds messages are told to be."""
    reader = Reader(host, **changes).begin()
    told: list[list[str]] = []
    reader.mailbox.watch(lambda _at_ns, _item, value: told.append(read(value)["kinds"]))
    for each in sent:
        host.deliver(each)
    reader.subjects()
    return told


def test_a_kind_of_message_is_known_by_the_words_of_the_suite(host: MailHost) -> None:
    sent = [message("Your SERVICE is active", text="Your contract"), message("Votre contrat")]
    assert kinds(host, *sent) == [["service", "contract"], []]


def test_the_words_of_a_rig_file_stand_in_for_those_of_the_suite_kind_by_kind(host: MailHost) -> None:
    mails = {"contract": {"subject": ["contrat"]}}
    sent = [message("Votre CONTRAT"), message("x", text="contract"), message("service active")]
    assert kinds(host, *sent, mails=mails) == [["contract"], [], ["service"]]


def test_what_a_message_says_of_its_own_kind_is_not_believed(host: MailHost) -> None:
    forged = message("hello")
    forged[KINDS_HEAD] = "contract"
    assert kinds(host, forged) == [[]]


def test_a_server_says_the_kind_of_a_message_in_a_head_of_its_own() -> None:
    told = message("Votre contrat")
    told[KINDS_HEAD] = "contract, service"
    assert read(told.as_string())["kinds"] == ["contract", "service"]
