"""What a rig file says of a mailbox behind IMAP goes together, or is refused with what is allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rigs.errors import ConfigurationError
from rigs.files.inventory import Inventory
from rigs.files.rig_file import RigFile
from rigs.ports.mailbox import LETTER, MESSAGE
from rigs.ports.pages import TAP
from tests.support.staging_file import ACCOUNT, URL, loaded_staging

MAILBOX = {"driver": "imap", "host": "imap.lab.example", "user": "hil", "password_env": "HIL_MAILBOX_PASSWORD"}


def loaded(folder: Path, mailbox: dict[str, Any], service: str = "mailbox") -> RigFile:
    return loaded_staging(folder, service, mailbox)


def test_a_mailbox_has_defaults_for_all_but_where_and_whose_it_is(tmp_path: Path) -> None:
    service = loaded(tmp_path, MAILBOX).services["mailbox"]
    assert (service.port, service.tls, service.folder, service.poll_s, service.to) == (
        None,
        "implicit",
        "INBOX",
        2.0,
        None,
    )


def test_a_mailbox_shows_messages_and_no_pages(tmp_path: Path) -> None:
    rig = loaded(tmp_path, MAILBOX)
    inventory = Inventory(rig, rig.load_network())
    assert inventory.missing([MESSAGE, LETTER, TAP]) == [TAP.name]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"host": None}, "host = 'nothing': must be the machine that has the mailbox"),
        ({"user": None}, "user = 'nothing': must be the user whose mailbox it is"),
        ({"password_env": None}, "password_env = 'nothing': must be the name of the environment variable"),
        ({"host": "https://imap.lab.example/"}, "must be the name or the address of a machine alone"),
        ({"host": ""}, "must name something"),
        ({"port": 0}, "port = 0: "),
        ({"port": 70_000}, "port = 70000: "),
        ({"tls": "ssl"}, "tls = 'ssl': must be 'implicit', 'starttls' or 'none'"),
        ({"tls": "none"}, "tls = 'none': must be 'implicit' or 'starttls': a password goes to another machine"),
        ({"folder": "Entwürfe"}, "folder = 'Entwürfe': must be as the server has it, in ASCII"),
        ({"user": "jörg"}, "user = 'jörg': must be as the server has it, in ASCII"),
        ({"folder": "INBOX\r\nA1 DELETE INBOX"}, "must be one line"),
        ({"password_env": "bread and butter"}, "must be the name of an environment variable"),
        ({"password": "bread"}, "password = 'bread'"),
        ({"poll_s": 0.01}, "poll_s = 0.01: "),
        ({"poll_s": "often"}, "poll_s = 'often': "),
        ({"to": "hil@lab.example"}, "must be an address with one {person} in it"),
        ({"to": "{person}{person}@lab.example"}, "must be an address with one {person} in it"),
        ({"to": "{name}+{person}@lab.example"}, "must be an address with one {person} in it"),
        (
            {"mails": {"contrat": {"text": ["contrat"]}}},
            "mails.contrat = '...': is no kind of message; near",
        ),
        (
            {"mails": {"contract": {}}},
            "mails.contract = 'nothing': must have words of the link, the subj",
        ),
        ({"mails": {"contract": {"body": ["x"]}}}, "mails.contract.body"),
        ({"url": URL}, "url = 'http://127.0.0.1:8080': must be left out: the driver 'imap' has none"),
        ({"clock": "epoch"}, "clock = 'epoch': must be left out: the driver 'imap' has none"),
    ],
)
def test_a_key_that_is_wrong_is_named_with_what_is_allowed(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    table = {key: value for key, value in {**MAILBOX, **changes}.items() if value is not None}
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, table)
    assert "services.mailbox." in str(caught.value)
    assert said in str(caught.value)


def test_a_mailbox_on_the_same_machine_may_be_without_encryption(tmp_path: Path) -> None:
    table = {**MAILBOX, "host": "127.0.0.1", "tls": "none"}
    assert loaded(tmp_path, table).services["mailbox"].tls == "none"


def test_a_key_of_a_mailbox_is_none_of_a_server(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"services\.mailbox\.user = 'hil': must be left out: the driver"):
        loaded(tmp_path, {**ACCOUNT, "user": "hil"})


def test_no_other_service_is_a_mailbox(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, MAILBOX, service="documents")
    assert "services.documents.driver = 'imap': must be 'http' on a rig of kind 'staging'" in str(caught.value)
