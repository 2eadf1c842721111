"""The simulated office: clear answers to bad input, nobody else's data, a customer's days, its cost at rest."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from clock.kernel import S, VirtualKernel, seconds
from rigs.files.rig_file import load_vehicles
from rigs.ports.documents import read_pdf
from rigs.ports.mailbox import read
from simulators.offboard.office.calendar import Calendar
from simulators.offboard.office.fleet import SECOND_VIN
from simulators.offboard.service import ServiceError
from simulators.world import World
from tests.support.vehicle_world import NETWORK
from vehicle.profile import VehicleProfile

VIN = "VR7BCZKXCME123456"
OWNER = {"email": "owner@mail.example", "password": "oil-and-water"}
VISITOR = {
    "email": "visitor@mail.example",
    "password": "bread-and-butter",
    "first_name": "Vera",
    "last_name": "Visitor",
}
SECRETS = ("Olive", "Owner", "Noel", "Newman", "+336", "owner@mail.example", "oil-and-water")


class Town:
    """A world with its office, and a person at the screen."""

    def __init__(self) -> None:
        self.kernel = VirtualKernel(1)
        profile = VehicleProfile(name="test", rank=0, vin=VIN, energy="electric")
        self.world = World(self.kernel, NETWORK, profile)

    def run(self, duration_s: float = 30.0) -> None:
        self.kernel.run_for(seconds(duration_s))

    def do(self, service: str, verb: str, argument: Any) -> str:
        """Call a verb, and return what the page says of it."""
        self.world.services[service].call(verb, argument)
        self.run()
        answer = self.last("pages", "answer")
        return "" if answer is None else f"{answer['kind']}: {answer['text']}"

    def send(self, form: str, fields: dict[str, str]) -> str:
        for name, value in fields.items():
            self.world.services["account"].call("fill", f"{name}={value}")
        return self.do("account", "send", form)

    def last(self, service: str, item: str) -> Any:
        found = [change.value for change in self.world.services[service].changes if change.item == item]
        return found[-1] if found else None

    def link(self) -> str:
        return str(read(self.last("mailbox", "message"))["link"])

    def visit(self) -> None:
        self.do("account", "person", "visitor")


@pytest.fixture
def town() -> Town:
    return Town()


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(town: Town) -> None:
    wrong = town.send("login", {**OWNER, "password": "water-and-oil"})
    unknown = town.send("login", {**OWNER, "email": "nobody@mail.example"})
    assert wrong == unknown == "refused: User name or password is wrong"


def test_a_forgotten_password_is_answered_alike_with_and_without_an_account(town: Town) -> None:
    known = town.send("forgotten_password", {"email": OWNER["email"]})
    mail = town.last("mailbox", "message")
    unknown = town.send("forgotten_password", {"email": "nobody@mail.example"})
    assert known == unknown
    assert town.last("mailbox", "message") == mail


def test_a_link_works_once(town: Town) -> None:
    town.visit()
    town.send("registration", VISITOR)
    assert town.do("account", "open_link", town.link()).startswith("accepted: ")
    assert town.do("account", "open_link", town.link()).startswith("refused: This link cannot be used any more")


@pytest.mark.parametrize(("days", "kind"), [(7, "accepted"), (8, "refused")])
def test_a_link_works_for_seven_days(days: int, kind: str, town: Town) -> None:
    town.visit()
    town.send("registration", VISITOR)
    later = dt.date(2026, 5, 28) + dt.timedelta(days=days)
    town.world.services["backoffice"].call("set_date", later.isoformat())
    assert town.do("account", "open_link", town.link()).startswith(f"{kind}: ")


@pytest.mark.parametrize(
    "link",
    [
        "https://store.example/activate?code=0",
        "https://elsewhere.example/activate?code=0",
        "javascript:alert(1)",
        "../../etc/passwd",
    ],
)
def test_a_link_that_is_none_of_the_office_is_refused(link: str, town: Town) -> None:
    assert town.do("account", "open_link", link).startswith("refused: This link cannot be used any more")


def test_a_link_for_a_password_activates_no_account(town: Town) -> None:
    town.visit()
    town.send("registration", VISITOR)
    swapped = town.link().replace("/activate?", "/password?")
    assert town.do("account", "open_link", swapped).startswith("refused: ")
    assert town.send("login", VISITOR).startswith("refused: Please open the link")


@pytest.mark.parametrize(
    ("vin", "words"),
    [
        ("", "A VIN has 17 characters"),
        ("VF7SXHMZ6NT50000I", "A VIN has 17 characters"),
        ("VF7SXHMZ6NT500001<b>", "A VIN has 17 characters"),
        ("VF7SXHMZ6NT599999", "There is no vehicle with this VIN"),
        (VIN, "This vehicle is in your account already"),
    ],
)
def test_a_wrong_vin_is_refused_with_what_is_wrong(vin: str, words: str, town: Town) -> None:
    assert words in town.do("account", "add_vehicle", vin)


def test_a_vin_in_small_letters_and_with_blanks_around_it_is_one(town: Town) -> None:
    assert town.do("account", "add_vehicle", f" {SECOND_VIN.lower()} ").startswith("accepted: ")


@pytest.mark.parametrize("verb", ["delete_vehicle", "select_vehicle"])
def test_a_vehicle_of_somebody_else_cannot_be_touched(verb: str, town: Town) -> None:
    assert town.do("account", verb, SECOND_VIN) == "refused: This vehicle is not in your account"


def test_the_recall_of_a_vehicle_of_somebody_else_is_not_told(town: Town) -> None:
    town.world.services["recalls"].call("campaign", f"{SECOND_VIN} running")
    assert town.do("recalls", "check", SECOND_VIN) == "refused: This vehicle is not in your account"
    assert town.last("recalls", "result") is None


def test_a_second_subscription_is_refused_and_costs_nothing(town: Town) -> None:
    town.do("contracts", "subscribe", "danger_zones")
    purchase = town.last("contracts", "purchase")
    refused = town.do("contracts", "subscribe", "danger_zones")
    assert refused == "refused: Danger Zone Alerts: there is a contract in force for this vehicle"
    assert town.last("contracts", "purchase") == purchase


@pytest.mark.parametrize("verb", ["withdraw", "contact_form", "cancel"])
def test_a_contract_that_somebody_else_has_cannot_be_ended(verb: str, town: Town) -> None:
    town.do("account", "person", "other")
    assert town.do("contracts", verb, "remote_control") == "refused: Remote Control: you have no such contract"
    assert town.last("contracts", "states")["subscriber"]["remote_control"] == "in_force"
    assert town.last("pages", "question") is None


def test_a_visitor_who_is_not_logged_in_is_asked_to(town: Town) -> None:
    town.visit()
    assert town.do("contracts", "subscribe", "danger_zones") == "refused: Please log in first"
    assert town.send("personal_data", {"first_name": "Eve"}) == "refused: Please log in first"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Please fill in what shall be changed"),
        ({"email": " ", "first_name": "Olga"}, "Please fill in: email"),
        ({"password": "", "last_name": ""}, "Please fill in: password, last name"),
    ],
)
def test_what_changes_nothing_or_too_much_of_an_account_is_refused(
    fields: dict[str, str], told: str, town: Town
) -> None:
    assert town.send("personal_data", fields) == f"refused: {told}"
    assert town.send("login", OWNER) == "accepted: Welcome"


@pytest.mark.parametrize(
    "address", ["visitor", "visitor@mail", "a b@mail.example", "v@mail.example\nBcc: all@mail.example", "<b>@x.y"]
)
def test_what_is_no_mail_address_is_refused(address: str, town: Town) -> None:
    town.visit()
    answer = town.send("registration", {**VISITOR, "email": address})
    assert answer == "refused: The e-mail address must be like name@example.com"
    assert town.last("mailbox", "message") is None


def test_an_address_that_has_an_account_is_refused_without_its_data(town: Town) -> None:
    town.visit()
    answer = town.send("registration", {**VISITOR, "email": OWNER["email"]})
    assert answer == "refused: This e-mail address cannot be registered"
    assert not any(secret in answer for secret in SECRETS)


def test_markup_in_a_name_is_text_on_the_invoice_and_nowhere_else(town: Town) -> None:
    town.send("personal_data", {"first_name": "<script>", "last_name": "& Co"})
    town.do("contracts", "subscribe", "danger_zones")
    town.world.services["backoffice"].call("set_date", "2026-05-29")
    town.run(120)
    town.do("documents", "download", "last_invoice")
    assert "<script> & Co" in read_pdf(town.last("documents", "file"))["text"]
    assert "<script>" not in town.last("mailbox", "message")


def test_what_is_told_to_somebody_else_has_nothing_of_the_owner(town: Town) -> None:
    town.do("account", "person", "other")
    town.do("account", "look", "garage")
    shown = str(town.last("account", "garage"))
    assert town.last("account", "garage")["services"] == {}
    assert not any(secret in shown for secret in SECRETS)


@pytest.mark.parametrize(
    ("service", "verb", "argument", "words"),
    [
        ("contracts", "seed", "owner navigation", "allowed: HOLDER KIND DATETHH:MM"),
        ("contracts", "seed", "subscriber navigation 2026-02-30T12:00", "dates that there are"),
        ("contracts", "seed", "somebody navigation 2026-02-03T12:00", "holders: subscriber, other"),
        ("contracts", "subscribe", "radio", "kind = 'radio'; allowed: remote_control"),
        ("contracts", "ground", "boredom", "allowed: sale, end_of_lease"),
        ("account", "fill", "shoe_size=44", "FIELD=VALUE with FIELD of email"),
        ("account", "send", "money", "send = 'money'; allowed: registration"),
        ("recalls", "campaign", "now", "allowed: VIN running, VIN ended"),
        ("backoffice", "set_date", "2026-05-28T25:00", "with a time 2026-05-28T23:50"),
        ("backoffice", "set_zone", "Mars/Base", "a time zone such as Europe/Paris"),
        ("backoffice", "set_zone", "../etc/passwd", "a time zone such as Europe/Paris"),
    ],
)
def test_what_the_office_is_not_made_for_is_refused_with_what_is_allowed(
    service: str, verb: str, argument: str, words: str, town: Town
) -> None:
    with pytest.raises(ServiceError) as raised:
        town.world.services[service].call(verb, argument)
    assert words in str(raised.value)


def test_the_days_of_a_customer_are_counted_by_midnights_whatever_the_clock_does() -> None:
    kernel = VirtualKernel(1)
    calendar = Calendar(kernel, dt.date(2026, 10, 24))
    moment = calendar.now()
    kernel.run_for(seconds(36 * 3600 + 1800))
    assert (calendar.days_since(moment), calendar.now().hour) == (1, 23)  # 25 hours had the day between
    kernel.run_for(seconds(3600))
    assert calendar.days_since(moment) == 2


def test_the_office_is_at_rest_what_it_was_at_first(town: Town) -> None:
    first = {name: town.last(name, item) for name, item in (("contracts", "states"), ("account", "session"))}
    town.do("contracts", "withdraw", "navigation")
    town.do("contracts", "subscribe", "danger_zones")
    town.send("unsubscribe", {})
    town.do("account", "people", "at_rest")
    assert {
        name: town.last(name, item) for name, item in (("contracts", "states"), ("account", "session"))
    } == first
    assert town.last("pages", "answer") is None
    assert town.send("login", OWNER) == "accepted: Welcome"


def test_an_office_that_nobody_uses_publishes_nothing_more_and_waits_for_nothing(town: Town) -> None:
    desks = [town.world.services[name] for name in ("account", "contracts", "mailbox", "documents", "recalls")]
    before = [len(desk.changes) for desk in desks]
    assert sum(before) <= 2
    town.run(3 * 86_400)
    assert [len(desk.changes) for desk in desks] == before


def test_what_was_asked_for_before_the_office_was_brought_to_rest_is_left_undone() -> None:
    kernel = VirtualKernel()
    profile = load_vehicles()["electric"]
    world = World(kernel, NETWORK, profile)
    documents = world.services["documents"]
    documents.call("prepare_key", "now")
    world.services["account"].call("people", "at_rest")
    kernel.run_for(S)
    assert [change.value for change in documents.changes if change.item == "key" and change.value] == []
    documents.call("prepare_key", "now")
    kernel.run_for(S)
    value = documents.changes[-1].value
    assert isinstance(value, dict)
    assert value["vin"] == profile.vin
