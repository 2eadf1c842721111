"""The simulated pages: what is pressed and what is not there, clear answers to bad input, files that are whole."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from clock.kernel import VirtualKernel, seconds
from rigs.ports.documents import is_whole, system_of
from simulators.offboard.service import ServiceError
from simulators.world import World
from tests.support.vehicle_world import NETWORK
from vehicle.profile import VehicleProfile

VIN = "VR7BCZKXCME123456"


class Reader:
    """A person in front of the pages."""

    def __init__(self) -> None:
        self.kernel = VirtualKernel(1)
        profile = VehicleProfile(name="test", rank=0, vin=VIN, energy="electric")
        self.world = World(self.kernel, NETWORK, profile)

    def do(self, verb: str, argument: str, service: str = "pages") -> None:
        self.world.services[service].call(verb, argument)
        self.kernel.run_for(seconds(5))

    def last(self, item: str, service: str = "pages") -> Any:
        found = [change.value for change in self.world.services[service].changes if change.item == item]
        return found[-1] if found else None

    @property
    def title(self) -> str:
        return str(self.last("page")["title"])


@pytest.fixture
def reader() -> Reader:
    return Reader()


def test_a_label_that_is_not_on_the_page_leads_nowhere(reader: Reader) -> None:
    reader.do("open", "store")
    before = reader.last("page")
    reader.do("press", "Delete all")
    assert reader.last("page") == before


def test_upper_and_lower_case_of_a_label_are_alike(reader: Reader) -> None:
    reader.do("open", "store")
    reader.do("press", "my account")
    reader.do("press", "MY SERVICES")
    assert reader.title == "My services"


def test_a_browser_that_is_turned_away_sees_neither_account_nor_pages(reader: Reader) -> None:
    reader.do("browser", "internet_explorer")
    reader.do("open", "store")
    page = reader.last("page")
    assert (page["account"], page["controls"]) == ("", [])


def test_who_is_not_logged_in_sees_the_page_of_the_login_on_each_site(reader: Reader) -> None:
    reader.do("send", "logout", "account")
    for site in ("store", "web_space", "app", "shop"):
        reader.do("open", site)
        assert (reader.title, reader.last("page")["account"]) == ("REGISTRATION / CONNECTION", "")


def test_a_page_that_stayed_open_shows_nothing_of_an_account_that_was_closed(reader: Reader) -> None:
    reader.do("open", "app")
    reader.do("send", "logout", "account")
    reader.do("press", "CHARACTER")
    assert reader.last("page")["texts"] == ["Please log in first"]


def test_a_field_that_is_not_on_the_page_is_not_sent(reader: Reader) -> None:
    reader.do("open", "app")
    reader.do("press", "Contact and Assistance")
    reader.do("enter", "Password=oil-and-water")
    reader.do("submit", "now")
    assert reader.last("answer")["text"] == "Please fill in: your message"


def test_a_form_is_sent_once(reader: Reader) -> None:
    reader.do("open", "app")
    reader.do("press", "Contact and Assistance")
    reader.do("enter", "Your message=Help")
    reader.do("submit", "now")
    reader.do("submit", "now")
    assert reader.last("answer")["kind"] == "refused"


@pytest.mark.parametrize(
    ("service", "verb", "argument", "message"),
    [
        ("pages", "open", "shops", "pages: open = 'shops'; allowed: store, web_space, app, shop"),
        ("pages", "enter", "Password", "pages: enter = 'Password'; allowed: LABEL=VALUE"),
        ("pages", "browser", "lynx", "pages: browser = 'lynx'; allowed: chrome, .*, internet_explorer"),
        ("app_stores", "install", "ios", "app_stores: install = 'ios'; allowed: ios VERSION, android VERSION"),
        ("app_stores", "look", "amazon", "app_stores: look = 'amazon'; allowed: apple, google"),
        ("account", "withhold", "radio DE", "account: withhold = 'radio DE'; allowed: KIND COUNTRY; kinds: .*"),
        (
            "account",
            "withhold",
            "infobox XX",
            "account: withhold = 'infobox XX'; allowed: .*countries: FR, ES, DE",
        ),
        ("documents", "target", "cloud", "documents: target = 'cloud'; allowed: internal_disk, usb_key"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(
    service: str, verb: str, argument: str, message: str, reader: Reader
) -> None:
    with pytest.raises(ServiceError, match=f"^{message}"):
        reader.do(verb, argument, service)


def test_at_rest_no_page_is_open_and_nothing_is_withheld(reader: Reader) -> None:
    reader.do("withhold", "infobox FR", "account")
    reader.do("browser", "internet_explorer")
    reader.do("open", "store")
    reader.do("people", "at_rest", "account")
    assert reader.last("page") is None
    reader.do("look", "garage", "account")
    assert "infobox" in reader.last("garage", "account")["offers"]


@pytest.mark.parametrize(
    ("content", "system"),
    [
        (b"MZ\x90", "windows"),
        (b"xar!\x00", "macos"),
        (b"\xcf\xfa\xed\xfe\x07", "macos"),
        (b"x" * 600 + b"koly" + bytes(508), "macos"),
        (b"\x7fELF\x02", "linux"),
        (b"<html>MZ", "none"),
        (b"", "none"),
    ],
)
def test_a_program_is_known_by_its_bytes(content: bytes, system: str) -> None:
    assert system_of({"content": base64.b64encode(content).decode()}) == system


def test_a_file_that_is_no_base64_is_no_program() -> None:
    assert system_of({"content": "MZ???"}) == "none"


def key(listed: bytes | None, there: str | None) -> dict[str, Any]:
    return {
        "listed": {} if listed is None else {"a.bin": hashlib.sha256(listed).hexdigest()},
        "files": {} if there is None else {"a.bin": there},
    }


@pytest.mark.parametrize(
    ("listed", "there", "whole"),
    [
        (b"map", base64.b64encode(b"map").decode(), True),
        (b"map", base64.b64encode(b"mop").decode(), False),
        (b"map", None, False),
        (b"map", "???", False),
        (None, base64.b64encode(b"map").decode(), False),
    ],
)
def test_a_key_is_whole_when_each_file_of_its_list_is_there_as_listed(
    listed: bytes | None, there: str | None, whole: bool
) -> None:
    assert is_whole(key(listed, there)) is whole
