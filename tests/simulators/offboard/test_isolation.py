"""What one customer has in the office is nobody else's: each verb of the contract, tried by another customer.

The table is made from the OpenAPI document, so that a verb or an item that is new is tried unasked.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from clock.kernel import VirtualKernel, seconds
from rigs.commands.openapi import document
from rigs.ports.documents import read_pdf
from rigs.ports.mailbox import read
from simulators.offboard.office.fleet import SECOND_VIN
from simulators.offboard.office.journeys import Trip
from simulators.offboard.office.spreadsheet import read_trips, write_trips
from simulators.world import World
from tests.support.vehicle_world import NETWORK
from vehicle.profile import VehicleProfile

VIN = "VR7BCZKXCME123456"
ADDRESS = "owner@mail.example"
OWN_ADDRESS = "new.owner@mail.example"
"""The address of the other customer, which ends like that of the owner."""
OFFICE = (
    *("account", "contracts", "mailbox", "documents", "recalls", "trips", "booklet", "pages"),
    "app_stores",
)
"""The services that customers use; the others are vehicle, phone, network and who answers calls."""

BESIDE = {"backoffice", "centre", "phone", "psap"}
"""The other services of the contract."""

NO_CUSTOMERS = {
    ("account", "people"): "brings all test people back to what they are at rest",
    ("account", "person"): "says who sits at the screen",
    ("account", "withhold"): "says what is not on offer in a country",
    ("contracts", "seed"): "dates a contract of anybody back",
    ("recalls", "campaign"): "says for which vehicles there is a campaign",
    ("booklet", "carry_out"): "is what a repairer does with the vehicle, whoever owns it",
    ("booklet", "enter"): "is what a repairer writes down, whoever owns the vehicle",
    ("booklet", "mileage"): "is the mileage of the vehicle, which both have",
    ("account", "install"): "removes the app from the smartphone with all that it keeps (line 373)",
    ("pages", "browser"): "is what pages are opened with, whoever does",
    ("booklet", "validate"): "is done by a point of sale, which sees who stands there",
}
"""Verbs that no customer has, each with what it is."""

TOLD_BY_HOLDER = {("contracts", "states")}
"""Items that the office tells the suite of all customers, each under the name of theirs."""

SECRETS = (
    *("Olive", "Owner", "+33600000001", ADDRESS, "oil-and-water", SECOND_VIN, "Secret club", "secret repair"),
    *("34567", "2026-07-07", "secret message", "4300", "Garage of the Mountain"),
)
"""What is the owner's alone in `Town`; numbers of invoices come beside it."""

MAP = "map"
"""The place on a page where the workshops are, which everybody sees."""

TEXTS = (
    *(SECOND_VIN, VIN, ADDRESS, "Secret club", "all", "1=Business", "1=Secret club", "2=Other", "2026-07-07"),
    *("2026-07-07 brakes", f"email={ADDRESS}", "password=", "phone=", "first_name=Eve", "ios 12"),
    *(f"E-mail address={ADDRESS}", "VIN=x", "https://store.example/password?code=0000000000000000", "none", ""),
)
"""Arguments that are tried wherever the document allows them."""

Change = tuple[str, str, Any]


class Town:
    """A world in whose office the owner has something of each kind, and nobody else has."""

    def __init__(self) -> None:
        self.kernel = VirtualKernel(1)
        self.world = World(self.kernel, NETWORK, VehicleProfile(name="t", rank=0, vin=VIN, energy="electric"))
        self.seen = dict.fromkeys(self.world.services, 0)
        for service, verb, argument in self.belongings():
            self.do(service, verb, argument)
        self.invoice = str(self.last("documents", "invoice")["number"])

    def belongings(self) -> Iterator[tuple[str, str, str | float]]:
        """Yield what the owner does."""
        trips = write_trips([Trip(VIN, dt.date(2026, 5, 20), 4300.0, 60.0, category="Secret club")])
        yield "contracts", "subscribe", "monitoring"
        yield "contracts", "subscribe", "danger_zones"
        yield "backoffice", "set_date", "2026-05-31"
        yield "account", "add_vehicle", SECOND_VIN
        yield "account", "select_vehicle", VIN
        yield "trips", "import", base64.b64encode(trips).decode("ascii")
        yield "booklet", "yearly_km", 34567
        yield "booklet", "use", "professional"
        yield "booklet", "note", "2026-05-20 secret repair"
        yield "pages", "open", "app"
        for label in ("My vehicle", "Maintenance appointment"):
            yield "pages", "press", label
        yield "pages", "enter", "Date=2026-07-07"
        yield "pages", "submit", "now"
        yield "pages", "open", "web_space"
        for label in ("My Workshop", "Garage of the Mountain", "Set as favourite workshop"):
            yield "pages", "press", label
        yield "contracts", "cancel", "danger_zones"
        yield "contracts", "document", "identity"
        yield "pages", "open", "app"
        yield "pages", "press", "Contact and Assistance"
        yield "pages", "enter", "Your message=secret message"

    def do(self, service: str, verb: str, argument: Any, wait_s: float = 70.0) -> None:
        self.world.services[service].call(verb, argument)
        self.kernel.run_for(seconds(wait_s))

    def last(self, service: str, item: str) -> Any:
        changes = self.world.services[service].changes
        return next((change.value for change in reversed(changes) if change.item == item), None)

    def sit_down(self, person: str) -> None:
        """Let a person use the screen, and forget what was seen there before."""
        self.do("account", "person", person, 1.0)
        self.seen = {name: len(service.changes) for name, service in self.world.services.items()}

    def shown(self) -> list[Change]:
        """Return what the office has told since somebody sat down."""
        return [
            (name, change.item, change.value)
            for name in OFFICE
            for change in self.world.services[name].changes[self.seen[name] :]
            if (name, change.item) not in TOLD_BY_HOLDER
        ]

    def leaks(self) -> list[str]:
        """Return the secrets of the owner that were told since, by item."""
        words = (*SECRETS, self.invoice)
        return [
            f"{service}.{item}: {word}"
            for service, item, value in self.shown()
            for text in [readable(service, item, value).replace(OWN_ADDRESS, "")]
            for word in words
            if word in text
        ]

    def belonging(self) -> Mapping[str, Any]:
        """Return all that the owner sees, as the owner sees it."""
        self.sit_down("subscriber")
        self.do("account", "select_vehicle", VIN, 2.0)
        for service, verb, argument in (
            ("account", "look", "garage"),
            ("trips", "look", "page"),
            ("booklet", "look", "booklet"),
            ("documents", "download", "last_invoice"),
            ("pages", "open", "store"),
        ):
            self.do(service, verb, argument, 2.0)
        found = {f"{service}.{item}": value for service, item, value in self.shown()}
        for told in found.values():
            if isinstance(told, dict):
                told.pop("number", None)
        found.pop("pages.answer", None)
        return {
            **found,
            "favourite": self.last("account", "favourite"),
            "contracts": self.last("contracts", "states")["subscriber"],
            "appointment": self.last("account", "appointment")["date"],
        }


def readable(service: str, item: str, value: Any) -> str:
    """Return what a person reads of what the office tells; nothing of a mail that is the owner's own."""
    if (service, item) == ("mailbox", "message") and value:
        letter = read(value)
        return "" if letter["to"] == ADDRESS else f"{letter}"
    if (service, item) == ("documents", "file") and value:
        content = base64.b64decode(value["content"])
        pdf = content.startswith(b"%PDF")
        return read_pdf(value)["text"] if pdf else f"{read_trips(content) if content[:2] == b'PK' else content!r}"
    if (service, item) == ("pages", "page") and value:
        controls = [each for each in value["controls"] if each["place"] != MAP]
        return json.dumps({**value, "controls": controls, "title": ""}, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def arguments(schema: Mapping[str, Any]) -> Sequence[Any]:
    """Return what is tried where the document has a schema for the argument."""
    if "enum" in schema:
        return tuple(schema["enum"])
    if schema["type"] == "number":
        return (1,)
    return tuple(text for text in TEXTS if re.fullmatch(schema["pattern"], text))


@cache
def table() -> Sequence[tuple[str, str, Any]]:
    """Return each verb that a customer has, with each argument."""
    found = []
    for path, methods in document()["paths"].items():
        _, kind, *place = path.split("/")
        if kind == "services" and place[0] in OFFICE and tuple(place) not in NO_CUSTOMERS:
            body = methods["post"]["requestBody"]["content"]["application/json"]["schema"]
            found += [(*place, each) for each in arguments(body["properties"]["argument"])]
    return [(service, verb, argument) for service, verb, argument in found]


@pytest.fixture(scope="module")
def belonging() -> Mapping[str, Any]:
    """What the owner sees where nobody else has done anything."""
    return Town().belonging()


def test_the_owner_sees_a_thing_of_each_kind(belonging: Mapping[str, Any]) -> None:
    text = f"{belonging}"
    assert [
        word for word in (SECOND_VIN, "Secret club", "secret repair", "34567", "4300") if word not in text
    ] == []
    assert belonging["favourite"] == "Garage of the Mountain"
    assert belonging["contracts"]["danger_zones"] == "in_force"


@pytest.mark.parametrize(("service", "verb"), NO_CUSTOMERS)
def test_a_verb_that_no_customer_has_is_one_of_the_contract(service: str, verb: str) -> None:
    assert f"/services/{service}/{verb}" in document()["paths"]


def test_each_service_is_the_customers_or_is_known_to_be_none() -> None:
    services = {path.split("/")[2] for path in document()["paths"] if path.startswith("/services/")}
    assert services - set(OFFICE) == BESIDE


def _verbs() -> Sequence[tuple[str, str]]:
    return list(dict.fromkeys((service, verb) for service, verb, _ in table()))


@pytest.mark.parametrize(("service", "verb"), _verbs())
def test_another_customer_neither_sees_nor_changes_what_the_owner_has(
    service: str, verb: str, belonging: Mapping[str, Any]
) -> None:
    town = Town()
    town.sit_down("other")
    for name, its_verb, argument in table():
        if (name, its_verb) == (service, verb):
            if verb == "send":
                for field in (f"email={ADDRESS}", "password=guess", "first_name=Eve", "last_name=Eve"):
                    town.do("account", "fill", field, 0.1)
            town.do(service, verb, argument, 30.0)
    assert town.leaks() == []
    assert town.belonging() == belonging


def _labels(page: Mapping[str, Any] | None) -> list[str]:
    return [each["label"] for each in (page or {}).get("controls", ())]


def test_another_customer_who_follows_every_way_of_every_site_sees_nothing_of_the_owner() -> None:
    town = Town()
    town.sit_down("other")
    for site in ("store", "web_space", "app", "shop"):
        ways: list[tuple[str, ...]] = [()]
        been: set[str] = set()
        for way in ways:
            town.do("pages", "open", site, 1.0)
            for label in way:
                town.do("pages", "press", label, 1.0)
            page = town.last("pages", "page")
            if page["title"] not in been and len(way) < 4:
                been.add(page["title"])
                ending = ("UNSUBSCRIBE", "Delete this vehicle", "Set as favourite workshop")
                ways += [(*way, label) for label in _labels(page) if label not in ending]
    assert len(been) > 0
    assert town.leaks() == []


def test_what_the_owner_was_asked_is_not_confirmed_by_another_customer(belonging: Mapping[str, Any]) -> None:
    town = Town()
    town.sit_down("subscriber")
    town.do("contracts", "cancel", "danger_zones")
    town.sit_down("other")
    town.do("pages", "tap", "ok")
    assert town.belonging() == belonging


def test_the_document_of_the_owner_ends_no_contract_of_another_customer() -> None:
    town = Town()
    town.do("contracts", "seed", "other navigation 2026-02-03T12:00")
    town.sit_down("other")
    town.do("contracts", "contact_form", "navigation")
    assert "identity document" in town.last("pages", "answer")["text"]


def test_what_the_owner_has_asked_for_is_not_done_to_the_account_of_who_sits_down_next() -> None:
    town = Town()
    town.sit_down("subscriber")
    town.do("account", "delete_vehicle", SECOND_VIN)
    town.do("account", "add_vehicle", SECOND_VIN, 0.0)
    town.sit_down("other")
    town.do("account", "look", "garage")
    assert list(town.last("account", "garage")["vehicles"]) == [VIN]


@pytest.mark.parametrize("way", ["logout", "nobody"])
def test_who_is_not_logged_in_sees_and_changes_nothing(way: str, belonging: Mapping[str, Any]) -> None:
    town = Town()
    if way == "logout":
        town.do("account", "send", "logout")
        town.sit_down("subscriber")
    else:
        town.sit_down("visitor")
    for service, verb, argument in table():
        if (service, verb) not in {("account", "send"), ("account", "fill"), ("account", "country")}:
            town.do(service, verb, argument, 1.0)
    assert town.leaks() == []
    town.sit_down("other")
    assert town.belonging() == belonging
