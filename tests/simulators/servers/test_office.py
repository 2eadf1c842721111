"""The stand-in of an office keeps its doors: who sits at the screen, what pages may do, how passwords are kept."""

from __future__ import annotations

import imaplib
import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest

from simulators.__main__ import main
from simulators.offboard.office.office import Office
from simulators.offboard.office.people import Register
from simulators.servers.office import USER, HashedRegister, StandIn, fits
from simulators.servers.web import LARGEST_BODY, POLICY
from tests.support.offices import served_office
from tests.support.served_vehicle import ended, served
from tests.support.staging_office import staging_office

TRIES = 3000
"""Number of looks at something that comes in a moment."""


@pytest.fixture(scope="module")
def office() -> Iterator[StandIn]:
    with served_office() as served:
        yield served


@pytest.fixture
def seated(office: StandIn) -> Iterator[httpx.Client]:
    """A browser of who sits at the screen."""
    with httpx.Client(base_url=office.web, follow_redirects=True, trust_env=False) as client:
        client.get("/sign-in")
        yield client


def text_of(client: httpx.Client, path: str, words: str) -> str:
    """The page at an address, once it has the words."""
    for _ in range(TRIES):
        text = client.get(path).text
        if words in text:
            return text
    raise AssertionError(f"{words!r} does not come: {text}")


@pytest.mark.parametrize("path", ["/screen", "/store", "/number"])
def test_nobody_sees_the_screen_who_does_not_sit_at_it(office: StandIn, path: str) -> None:
    answer = httpx.get(f"{office.web}{path}", trust_env=False)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "/sign-in" in answer.text


def test_a_form_of_another_page_does_nothing(office: StandIn) -> None:
    before = len(office.world.services["pages"].changes)
    answer = httpx.post(f"{office.web}/press", data={"label": "UNSUBSCRIBE"}, trust_env=False)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert len(office.world.services["pages"].changes) == before


def test_the_cookie_of_the_seat_goes_to_no_other_site(office: StandIn) -> None:
    cookie = httpx.get(f"{office.web}/sign-in", trust_env=False).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_a_name_that_another_server_has_given_it_leads_nowhere(office: StandIn) -> None:
    answer = httpx.get(f"{office.web}/sign-in", headers={"Host": "evil.example"}, trust_env=False)
    assert answer.status_code == HTTPStatus.MISDIRECTED_REQUEST
    assert "Set-Cookie" not in answer.headers


def test_what_a_person_writes_is_text_on_the_page(seated: httpx.Client) -> None:
    seated.get("/app")
    text_of(seated, "/screen", "Trips")
    seated.post("/press", data={"label": "Trips"})
    text_of(seated, "/screen", "Add a category")
    seated.post("/press", data={"label": "Add a category"})
    text_of(seated, "/screen", "Category")
    seated.post("/submit", data={"Category": "<script>alert('1')</script>"})
    page = text_of(seated, "/screen", "alert(")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&#39;1&#39;)" in page


def test_a_page_lets_no_script_run_but_its_own(seated: httpx.Client) -> None:
    answer = seated.get("/")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "unsafe-inline" not in POLICY


def test_a_form_that_asks_for_what_there_is_not_is_refused(seated: httpx.Client) -> None:
    assert seated.post("/tap", data={"tap": "perhaps"}).status_code == HTTPStatus.BAD_REQUEST
    assert seated.post("/dance", data={"x": "y"}).status_code == HTTPStatus.BAD_REQUEST
    for path in ("/press", "/tap"):
        answer = seated.post(path, data={"rubbish": "1"})
        assert (answer.status_code, "a form with" in answer.text) == (HTTPStatus.BAD_REQUEST, True)
    assert seated.get("/dance").status_code == HTTPStatus.NOT_FOUND
    assert seated.get("/screen").status_code == HTTPStatus.OK, "the office lives on"
    long = {"label": "x" * (LARGEST_BODY + 1)}
    assert seated.post("/press", data=long).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    "argument", ['"\\ud800"', "NaN", "1e999", "[" * 20_000], ids=("half a character", "NaN", "1e999", "nested")
)
def test_what_json_has_and_nobody_can_be_told_is_refused(argument: str, office: StandIn) -> None:
    path = f"{office.http}/services/trips/add_category"
    answer = httpx.post(path, content=f'{{"argument": {argument}}}', trust_env=False)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "body: must be JSON" in answer.json()["error"]


def test_passwords_are_kept_as_hashes_and_fit_all_the_same(office: StandIn) -> None:
    assert issubclass(HashedRegister, Register)
    desk = office.world.services["account"]
    register = desk._register  # type: ignore[attr-defined]
    kept = register.customers["owner@mail.example"].fields["password"]
    assert kept.startswith("$argon2id$")
    assert fits(kept, "oil-and-water")
    assert not fits(kept, "oil-and-vinegar")
    assert not fits("no hash", "oil-and-water")
    assert Office.REGISTER is Register


def test_a_message_by_smtp_is_read_by_imap_with_the_password_alone(office: StandIn) -> None:
    message = EmailMessage()
    message["To"], message["From"], message["Subject"] = "visitor@mail.example", "a@b.example", "Grüße"
    message.set_content("Bonjour\n")
    with smtplib.SMTP("127.0.0.1", office.smtp) as client:
        client.send_message(message)
    with imaplib.IMAP4("127.0.0.1", office.imap) as wrong, pytest.raises(imaplib.IMAP4.error):
        wrong.login(USER, "guess")
    with imaplib.IMAP4("127.0.0.1", office.imap) as mailbox:
        mailbox.login(USER, office.password)
        mailbox.select("INBOX", readonly=True)
        _, found = mailbox.uid("FETCH", "1", "(BODY.PEEK[])")
    assert b"Bonjour" in found[0][1]


def test_nobody_reads_the_mailbox_without_logging_in(office: StandIn) -> None:
    with socket.create_connection(("127.0.0.1", office.imap), timeout=10) as nobody:
        nobody.sendall(b"a EXAMINE INBOX\r\nb LOGOUT\r\n")
        said = nobody.makefile("rb").read()
    assert b"a NO log in first" in said
    assert b"EXISTS" not in said


@pytest.mark.parametrize("environment", ["simulated", "staging"])
def test_the_stand_in_says_that_it_is_one_whatever_else_it_says(environment: str) -> None:
    with staging_office(environment) as (address, _):
        begun = httpx.post(f"{address}/run", json={"accounts": "hil-1"}, trust_env=False).json()
    assert begun == {"answer": {"environment": environment, "stand_in": True}}


def test_each_page_of_the_stand_in_bears_its_mark(seated: httpx.Client) -> None:
    for path in ("/", "/sign-in", "/screen", "/nowhere"):
        assert '<meta name="connect-hil" content="stand-in">' in seated.get(path).text


@pytest.mark.thorough
def test_the_command_serves_until_its_input_ends_and_says_that_it_is_simulated(tmp_path: Path) -> None:
    with served(tmp_path, "--until-eof", command="office") as (server, addresses):
        begun = httpx.post(f"{addresses['http']}/run", json={"accounts": "hil-1"}, trust_env=False).json()
        assert begun == {"answer": {"environment": "simulated", "stand_in": True}}
        assert httpx.get(f"{addresses['web']}/sign-in", trust_env=False).status_code == HTTPStatus.OK
        assert server.stdin is not None
        server.stdin.close()
        assert ended(server) == 0


def test_a_port_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["office", "--ports", str(tmp_path / "p"), "--web", "70000"])
    assert "'70000': must be a number up to 65535" in capsys.readouterr().err
