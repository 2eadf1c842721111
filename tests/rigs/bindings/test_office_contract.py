"""The five ports of the office do the same, whether it is simulated in this process or reached as a real one is.

The simulated office, the stand-in behind HTTP, and the stand-in by the adapters of a staging system: pages in a
browser, mail by SMTP and IMAP, the rest over HTTP. The last takes Chromium and the group `browser`:

    pytest tests/rigs/bindings/test_office_contract.py -m browser
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from rigs.errors import ServiceFault
from rigs.ports import account, contracts, documents, mailbox, pages
from tests.support.offices import VIN, OfficeRig, by_adapters, by_http, simulated

OWNER = {"E-mail address": "owner@mail.example", "Password": "oil-and-water"}
SECOND_VIN = "VF7SXHMZ6NT500001"
VISITOR = {
    "email": "visitor@mail.example",
    "password": "bread-and-butter",
    "first_name": "Vera",
    "last_name": "Visitor",
}

Begin = Callable[[], OfficeRig]


@pytest.fixture(
    scope="module",
    params=[
        simulated,
        pytest.param(by_http, marks=pytest.mark.thorough),
        pytest.param(by_adapters, marks=[pytest.mark.thorough, pytest.mark.browser]),
    ],
    ids=["simulated", "behind HTTP", "by adapters"],
)
def begin(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begin]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("machine")))
        with request.param() as found:
            yield found


@pytest.fixture
def office(begin: Begin) -> Iterator[OfficeRig]:
    found = begin()
    yield found
    found.connection.close()


def has(page: Mapping[str, Any], label: str, place: str | None = None) -> bool:
    return any(
        each["label"].casefold() == label.casefold() and place in (None, each["place"])
        for each in page["controls"]
    )


def walk(office: OfficeRig, site: str, *labels: str) -> Mapping[str, Any]:
    """The page to which a way leads."""
    page: Mapping[str, Any] = office.after(
        pages.PAGE, lambda: office.set(pages.OPEN, site), lambda page: page["site"] == site
    )
    for label in labels:
        page = office.after(pages.PAGE, lambda label=label: office.set(pages.PRESS, label))  # type: ignore[misc]
    return page


def send(office: OfficeRig, fields: Mapping[str, str]) -> Mapping[str, Any]:
    """What the page says to a form that is filled in and sent."""
    for label, value in fields.items():
        office.set(pages.ENTER, f"{label}={value}")
    answer: Mapping[str, Any] = office.after(pages.ANSWER, lambda: office.set(pages.SUBMIT, "now"))
    return answer


def log_out(office: OfficeRig) -> None:
    office.set(account.SEND, "logout")
    office.comes(account.SESSION, lambda session: session == "logged_out")
    office.wait(1)  # the page says goodbye


def say(office: OfficeRig, form: str, fields: Mapping[str, str]) -> Mapping[str, Any]:
    """What the page says to a form of the account."""
    for name, value in fields.items():
        office.set(account.FILL, f"{name}={value}")
    answer: Mapping[str, Any] = office.after(pages.ANSWER, lambda: office.set(account.SEND, form))
    return answer


class TestAccount:
    @pytest.fixture(autouse=True)
    def page(self, office: OfficeRig) -> None:
        """The answers of a desk are seen on a page."""
        walk(office, "store")

    def test_the_owner_is_logged_in_at_rest(self, office: OfficeRig) -> None:
        assert office.comes(account.SESSION) == "logged_in"

    def test_a_wrong_password_is_refused(self, office: OfficeRig) -> None:
        log_out(office)
        answer = say(office, "login", {"email": OWNER["E-mail address"], "password": "wrong"})
        assert answer["kind"] == "refused"
        assert office.value(account.SESSION) == "logged_out"

    def test_a_login_opens_the_account(self, office: OfficeRig) -> None:
        log_out(office)
        answer = say(office, "login", {"email": OWNER["E-mail address"], "password": OWNER["Password"]})
        assert answer["kind"] == "accepted"
        assert office.comes(account.SESSION, lambda session: session == "logged_in")

    def test_a_visitor_registers_by_the_link_of_a_mail(self, office: OfficeRig) -> None:
        office.set(account.PERSON, "visitor")
        letter = office.after(mailbox.MESSAGE, lambda: say(office, "registration", VISITOR))
        assert say(office, "login", VISITOR)["kind"] == "refused"
        link = mailbox.read(letter)["link"]
        assert office.after(pages.ANSWER, lambda: office.set(account.OPEN_LINK, link))["kind"] == "accepted"
        assert say(office, "login", VISITOR)["kind"] == "accepted"

    def test_a_new_password_opens_the_account_and_the_old_one_no_longer(self, office: OfficeRig) -> None:
        assert say(office, "personal_data", {"password": "cup-and-saucer"})["kind"] == "accepted"
        log_out(office)
        email = OWNER["E-mail address"]
        assert say(office, "login", {"email": email, "password": OWNER["Password"]})["kind"] == "refused"
        assert say(office, "login", {"email": email, "password": "cup-and-saucer"})["kind"] == "accepted"

    def test_a_vehicle_that_is_added_is_in_the_garage(self, office: OfficeRig) -> None:
        assert (
            office.after(pages.ANSWER, lambda: office.set(account.ADD_VEHICLE, SECOND_VIN))["kind"] == "accepted"
        )
        garage = office.after(account.GARAGE, lambda: office.set(account.LOOK, "garage"))
        assert list(garage["vehicles"]) == [VIN, SECOND_VIN]

    def test_what_was_done_is_undone_at_rest(self, office: OfficeRig) -> None:
        office.after(pages.ANSWER, lambda: office.set(account.ADD_VEHICLE, SECOND_VIN))
        office.set(account.PEOPLE, "at_rest")
        garage = office.after(account.GARAGE, lambda: office.set(account.LOOK, "garage"))
        assert list(garage["vehicles"]) == [VIN]

    def test_what_is_no_field_is_refused_with_what_is_allowed(self, office: OfficeRig) -> None:
        with pytest.raises(ServiceFault, match=r"fill = 'colour=red'; allowed: .*email"):
            office.set(account.FILL, "colour=red")


class TestContracts:
    @pytest.fixture(autouse=True)
    def page(self, office: OfficeRig) -> None:
        walk(office, "store")

    def test_a_subscription_is_in_force_and_told_as_a_purchase(self, office: OfficeRig) -> None:
        bought = office.after(contracts.PURCHASE, lambda: office.set(contracts.SUBSCRIBE, "danger_zones"))
        assert (bought["holder"], bought["kind"]) == ("subscriber", "danger_zones")
        office.comes(contracts.STATES, in_state("danger_zones", "in_force"))

    def test_a_contract_that_was_made_long_ago_has_ended(self, office: OfficeRig) -> None:
        office.set(contracts.SEED, "subscriber navigation 2020-01-01T10:00 until 2021-01-01")
        office.comes(contracts.STATES, in_state("navigation", "ended"))

    def test_a_cancellation_is_asked_about_and_ends_the_contract_by_ok(self, office: OfficeRig) -> None:
        office.after(
            contracts.STATES,
            lambda: office.set(contracts.SUBSCRIBE, "danger_zones"),
            in_state("danger_zones", "in_force"),
        )
        office.set(contracts.DOCUMENT, "identity")
        office.after(pages.QUESTION, lambda: office.set(contracts.CANCEL, "danger_zones"))
        office.set(pages.TAP, "ok")
        office.comes(contracts.STATES, in_state("danger_zones", "ended"))
        office.comes(contracts.ENDED, lambda ended: ended["kind"] == "danger_zones")

    def test_a_cancellation_that_is_not_confirmed_ends_nothing(self, office: OfficeRig) -> None:
        office.after(
            contracts.STATES,
            lambda: office.set(contracts.SUBSCRIBE, "danger_zones"),
            in_state("danger_zones", "in_force"),
        )
        office.after(pages.QUESTION, lambda: office.set(contracts.CANCEL, "danger_zones"))
        office.set(pages.TAP, "back")
        office.wait(2)
        assert in_state("danger_zones", "in_force")(office.value(contracts.STATES))
        assert office.value(pages.QUESTION) == "nothing"

    def test_a_mail_tells_of_a_service_that_is_active(self, office: OfficeRig) -> None:
        letter = office.after(mailbox.MESSAGE, lambda: office.set(contracts.SUBSCRIBE, "danger_zones"))
        assert "active" in mailbox.read(letter)["subject"]


def in_state(kind: str, state: str) -> Callable[[Any], bool]:
    return lambda states: _state_of(states, kind) == state


def _state_of(states: Any, kind: str) -> Any:
    """The state of the owner's contract, whichever way the table is keyed."""
    return states.get("subscriber", {}).get(kind) if isinstance(states, Mapping) else None


class TestDocuments:
    @pytest.fixture(autouse=True)
    def page(self, office: OfficeRig) -> None:
        walk(office, "app")

    def test_the_user_manual_is_downloaded_as_a_file(self, office: OfficeRig) -> None:
        file = office.after(documents.FILE, lambda: office.set(documents.DOWNLOAD, "user_manual"))
        assert base64.b64decode(file["content"])
        assert file["name"]

    def test_the_second_file_has_another_number(self, office: OfficeRig) -> None:
        numbers = {
            office.after(documents.FILE, lambda: office.set(documents.DOWNLOAD, "user_manual"))["number"]
            for _ in range(2)
        }
        assert len(numbers) == 2

    def test_there_is_no_invoice_before_the_first_one(self, office: OfficeRig) -> None:
        answer = office.after(pages.ANSWER, lambda: office.set(documents.DOWNLOAD, "last_invoice"))
        assert answer["kind"] == "refused"

    def test_what_is_no_document_is_refused_with_what_there_is(self, office: OfficeRig) -> None:
        with pytest.raises(ServiceFault, match=r"download = 'menu'; allowed: .*user_manual"):
            office.set(documents.DOWNLOAD, "menu")


class TestMailbox:
    @pytest.fixture(autouse=True)
    def page(self, office: OfficeRig) -> None:
        walk(office, "store")

    def test_nothing_is_there_before_a_message_comes(self, office: OfficeRig) -> None:
        assert office.value(mailbox.MESSAGE) == mailbox.MESSAGE.shows.nothing

    def test_a_mail_for_a_new_password_comes_to_whoever_asked_for_it_alone(self, office: OfficeRig) -> None:
        email = OWNER["E-mail address"]
        letter = mailbox.read(
            office.after(mailbox.MESSAGE, lambda: say(office, "forgotten_password", {"email": email}))
        )
        assert letter["to"] == email
        assert "/password?" in letter["link"]

    def test_each_of_two_mails_comes(self, office: OfficeRig) -> None:
        email = OWNER["E-mail address"]
        letters = [
            mailbox.read(
                office.after(mailbox.MESSAGE, lambda: say(office, "forgotten_password", {"email": email}))
            )
            for _ in range(2)
        ]
        assert letters[0]["link"] != letters[1]["link"]
        assert letters[0]["id"] != letters[1]["id"]

    def test_a_message_of_the_scenario_before_is_not_told(self, begin: Begin) -> None:
        first = begin()
        walk(first, "store")
        first.after(mailbox.MESSAGE, lambda: say(first, "forgotten_password", {"email": OWNER["E-mail address"]}))
        first.connection.close()
        assert begin().value(mailbox.MESSAGE) == mailbox.MESSAGE.shows.nothing


class TestPages:
    def test_no_page_is_open_before_one_is_opened(self, office: OfficeRig) -> None:
        assert office.value(pages.PAGE) == pages.PAGE.shows.nothing

    @pytest.mark.parametrize("site", ["store", "web_space", "app", "shop"])
    def test_a_site_has_its_first_page_with_the_account(self, office: OfficeRig, site: str) -> None:
        page = walk(office, site)
        assert page["title"]
        assert (page["site"], page["account"]) == (site, OWNER["E-mail address"])

    def test_a_site_that_is_opened_shows_nothing_of_the_one_before(self, office: OfficeRig) -> None:
        walk(office, "app", "Contact and Assistance")
        count = len(list(office.track(pages.PAGE)))
        walk(office, "store")
        office.wait(1)
        assert {each.value["title"] for each in list(office.track(pages.PAGE))[count:]} == {"Services Store"}

    def test_a_page_shows_no_account_where_nobody_is_logged_in(self, office: OfficeRig) -> None:
        log_out(office)
        page = walk(office, "store")
        assert page["account"] == ""
        assert {*OWNER} <= {*page["fields"]}

    def test_a_label_is_pressed_in_capitals_or_small_letters(self, office: OfficeRig) -> None:
        assert has(walk(office, "store", "my VEHICLE", "MANAGE my vehicles"), "Add a vehicle")

    @pytest.mark.parametrize(
        ("site", "way", "label", "place"),
        [
            ("store", (), "Account", "top_right"),
            ("store", ("MY ACCOUNT",), "My services", "left"),
            ("store", ("MY ACCOUNT", "My personal information"), "UNSUBSCRIBE", "bottom"),
            ("app", (), VIN, "top_left"),
            ("app", (), "CHARACTER", "top"),
            ("app", (), "My vehicle", "middle"),
            ("web_space", ("My Workshop",), "Garage of the Lake", "map"),
        ],
    )
    def test_a_control_is_where_it_is_seen(
        self, office: OfficeRig, site: str, way: tuple[str, ...], label: str, place: str
    ) -> None:
        assert has(walk(office, site, *way), label, place)

    def test_what_is_not_there_is_not_pressed(self, office: OfficeRig) -> None:
        page = walk(office, "store")
        office.set(pages.PRESS, "Free of charge")
        office.wait(1)
        assert office.value(pages.PAGE) == page

    def test_a_line_of_a_list_is_one_text(self, office: OfficeRig) -> None:
        texts = walk(office, "store", "MY ACCOUNT", "My services")["texts"]
        assert "Connected Navigation: in force" in texts

    def test_an_empty_list_has_no_text(self, office: OfficeRig) -> None:
        page = walk(office, "store", "MY ACCOUNT", "My invoices")
        assert (page["title"], [*page["texts"]]) == ("My invoices", [])

    def test_a_form_with_a_wrong_password_is_refused_each_time_and_opens_nothing(self, office: OfficeRig) -> None:
        log_out(office)
        walk(office, "store")
        for _ in range(2):
            assert send(office, {**OWNER, "Password": "wrong"})["kind"] == "refused"
        assert office.value(pages.PAGE)["account"] == ""

    def test_a_form_with_user_name_and_password_opens_the_account(self, office: OfficeRig) -> None:
        log_out(office)
        walk(office, "store")
        assert send(office, OWNER)["kind"] == "accepted"
        office.comes(pages.PAGE, lambda page: page["account"] == OWNER["E-mail address"])
        office.comes(account.SESSION, lambda session: session == "logged_in")

    def test_an_empty_form_is_sent_all_the_same(self, office: OfficeRig) -> None:
        walk(office, "app", "Contact and Assistance")
        assert send(office, {})["kind"] == "refused"

    def test_a_text_of_many_words_comes_to_the_customer_service_as_it_was_entered(self, office: OfficeRig) -> None:
        walk(office, "app", "Contact and Assistance")
        text = "Déjà vu = 100 % <b>\"wrong\"</b> & 'more'; please help"
        assert send(office, {"Your message": text})["kind"] == "accepted"
        assert office.comes(account.MESSAGE)["text"] == text

    def test_markup_in_a_text_of_a_person_is_text(self, office: OfficeRig) -> None:
        walk(office, "app", "Trips", "Add a category")
        name = '<script>alert(1)</script><b>Beach</b> & "co"'
        send(office, {"Category": name})
        assert office.comes(pages.PAGE, lambda page: name in page["texts"])

    def test_a_page_asks_before_a_contract_is_cancelled(self, office: OfficeRig) -> None:
        walk(office, "store", "MY ACCOUNT", "My services", "Connected Navigation")
        question = office.after(pages.QUESTION, lambda: office.set(pages.PRESS, "Cancel"))
        assert question
        office.set(pages.TAP, "back")
        office.wait(1)
        assert office.value(pages.QUESTION) == "nothing"

    def test_an_app_of_an_iphone_has_another_country_once_it_is_launched_anew(self, office: OfficeRig) -> None:
        log_out(office)
        office.set(pages.PHONE, "iphone")
        assert has(walk(office, "app"), "MODIFY")
        page = walk(office, "app", "MODIFY", "Germany")
        assert any("relaunch" in text for text in page["texts"])
        page = office.after(
            pages.PAGE, lambda: office.set(pages.RELAUNCH, "now"), lambda page: "Germany" in page["texts"]
        )
        assert {*OWNER} <= {*page["fields"]}

    def test_an_app_of_an_android_phone_has_no_choice_of_a_country(self, office: OfficeRig) -> None:
        log_out(office)
        assert not has(walk(office, "app"), "MODIFY")

    def test_a_page_that_shows_what_has_changed_has_another_number(self, office: OfficeRig) -> None:
        first = walk(office, "store", "My vehicle", "Manage my vehicles", "Add a vehicle")
        send(office, {"VIN": SECOND_VIN})
        second = walk(office, "store", "My vehicle", "Manage my vehicles")
        assert has(second, SECOND_VIN)
        assert second["number"] > first["number"]
