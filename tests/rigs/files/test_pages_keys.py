"""What a rig file says of pages in a browser goes together, or is refused with what is allowed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import pytest

from clock.wall import WallKernel
from rigs.bindings.standing import standing_service
from rigs.commands import pages as command
from rigs.errors import ConfigurationError
from rigs.files.hardware import Service
from rigs.files.inventory import Inventory
from rigs.files.rig_file import RigFile
from rigs.ports.pages import PAGE, PRESS
from rigs.ports.port import Stimulus
from tests.support.staging_file import ACCOUNT, URL, loaded_staging, staging_file

PAGES = {
    "driver": "browser",
    "base_url": "https://store.lab.example/",
    "staging_text": "STAGING",
    "sites": {"store": "/", "app": "https://app.lab.example/"},
}


def loaded(folder: Path, pages: dict[str, Any], service: str = "pages") -> RigFile:
    return loaded_staging(folder, service, pages)


def test_pages_have_defaults_for_all_but_where_they_are_and_by_what_they_are_known(tmp_path: Path) -> None:
    service = loaded(tmp_path, PAGES).services["pages"]
    assert (service.executable, service.sign_in, service.account_text) == (None, None, None)
    assert (service.timeout_s, service.find_s, service.look_s, service.words) == (10.0, 2.0, 0.2, {})


def test_a_browser_shows_pages_and_takes_what_a_person_does(tmp_path: Path) -> None:
    rig = loaded(tmp_path, PAGES)
    press: Stimulus = PRESS
    assert Inventory(rig, rig.load_network()).missing([PAGE, press]) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"base_url": None}, "base_url = 'nothing': must be the address below which the pages are"),
        ({"base_url": "store.lab.example"}, "base_url = 'store.lab.example': must be an address, such as"),
        ({"staging_text": None}, "staging_text = 'nothing': must be what the page at base_url has"),
        ({"staging_text": " "}, "must name something"),
        ({"sites": None}, "sites = 'nothing': must give the address of at least one of store, web_space"),
        ({"sites": {"stor": "/"}}, "sites.stor = '/': is no site; nearest: store"),
        ({"sites": {"store": "ftp://x/"}}, "sites.store = 'ftp://x/': must be an address, or a path"),
        ({"sign_in": "mailto:x"}, "sign_in = 'mailto:x': must be an address, or a path"),
        ({"base_url": "https://me:word@lab.example/"}, "base_url = '...': must be without user and password"),
        ({"sign_in": "https://me:word@lab.example/"}, "sign_in = '...': must be without user and password"),
        ({"sites": {"store": "https://me:word@x/"}}, "sites.store = '...': must be without user and password"),
        ({"account_text": "Hello"}, "must be what the page says, with one {account} in it"),
        ({"account_text": "{account}"}, "must be what the page says, with one {account} in it"),
        ({"find_s": 0}, "find_s = "),
        ({"look_s": "often"}, "look_s = 'often'"),
        ({"url": URL}, "url = 'http://127.0.0.1:8080': must be left out: the driver 'browser' has none"),
        ({"to": "{person}@x.y"}, "to = '{person}@x.y': must be left out: the driver 'browser' has none"),
        ({"screen": "mailto:x"}, "screen = 'mailto:x': must be an address, or a path"),
        ({"user": "hil"}, "password_env = 'nothing': must be given beside user, or neither of them"),
        ({"password_env": "HIL"}, "user = 'nothing': must be given beside password_env, or neither of them"),
    ],
)
def test_a_key_that_is_wrong_is_named_with_what_is_allowed(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    table = {key: value for key, value in {**PAGES, **changes}.items() if value is not None}
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, table)
    assert "services.pages." in str(caught.value)
    assert said in str(caught.value)


def test_a_key_of_a_browser_is_none_of_a_server(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigurationError, match=r"services\.pages\.sign_in = '/in': must be left out: the driver"
    ):
        loaded(tmp_path, {**ACCOUNT, "sign_in": "/in"})


def test_no_secret_stands_in_the_address_of_a_server(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, {**ACCOUNT, "url": "https://me:word@lab.example/"})
    assert "url = '...': must be without user and password" in str(caught.value)
    assert "word@" not in str(caught.value)


def test_no_other_service_is_one_of_pages(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, PAGES, service="documents")
    assert "services.documents.driver = 'browser': must be 'http' on a rig of kind 'staging'" in str(caught.value)


def test_a_package_that_is_missing_is_named_with_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    monkeypatch.delitem(sys.modules, "rigs.bindings.browser", raising=False)
    with pytest.raises(ConfigurationError) as caught:
        standing_service(Service(driver="browser"), WallKernel(), "")
    assert str(caught.value).endswith(
        "pages.driver = 'browser': needs playwright.sync_api: uv sync --group browser"
    )


def test_the_command_that_shows_pages_wants_a_rig_with_a_browser(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args([str(staging_file(tmp_path, "pages", ACCOUNT)), "store"])) == 1
    assert "services.pages.driver = 'http': must be 'browser' for this" in capsys.readouterr().err
