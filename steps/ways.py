"""Ways through the pages of store, web space and app: what is pressed, what is there, what comes of it.

What a way presses stands in `WAYS`, by the words of the source; upper and lower case are alike. A real rig finds
each by its visible label.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from pytest_bdd import given, when

from rigs.ports import account, documents, pages
from rigs.ports.values import NOTHING
from rigs.scene import Scene
from steps.answers import ANSWER_S, await_answer
from steps.booklet import WORKS
from steps.contracts import KINDS, STATES
from steps.garage import VEHICLES, Vehicle
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.login import LOGGED_OUT, NEW_PASSWORD, OWNER, VISITOR
from steps.offer import COUNTRIES

SITES: Mapping[str, str] = {
    "store": "store",
    "web space": "web_space",
    "app": "app",
    "LifeStyle shop": "shop",
}
WAYS: Mapping[str, Sequence[str]] = {
    "store": (
        "My vehicle > Manage my vehicles",
        "My vehicle > Manage my vehicles > the vehicle",
        "MY ACCOUNT > MY PERSONAL INFORMATION",
        "My Account > My services",
        "My Account > My services > Danger Zone Alerts",
        "My Account > My services > Connected Navigation",
        "the icon at the top right > my invoices",
        "the icon at the top right > my personal information",
    ),
    "web space": ("My Workshop", "My maintenance history"),
    "app": (
        "My vehicle",
        "the vehicle at the top left",
        "the vehicle at the top left > the vehicle > My vehicle",
        "CHARACTER",
        "CHARACTER > the account identifier",
        "My account > My point of sale",
        "Vehicle > Service",
        "the icon at the top right > My recall reminder > the vehicle",
        "the icon at the top right > My recall reminder > the second vehicle",
        "Trips",
        "Contact and Assistance",
        "MODIFY",
    ),
}
"""The ways of each site, from its first page, as lines 195 to 279, 416 to 429 and 555 tell them."""

PLACES: Mapping[str, str] = {
    "the icon at the top right": "top_right",
    "the vehicle at the top left": "top_left",
    "a workshop on the map": "map",
}
"""Controls that are found by where they are on the page."""

CONTROLS = (
    *("Add a vehicle", "Delete this vehicle", "UNSUBSCRIBE", "Cancel", "Check", "Subscribe", "MODIFY"),
    *(
        "Set as favourite workshop",
        "Add a category",
        "Danger Zone Alerts",
        "My services",
        "Contact and Assistance",
    ),
    *("Driving statistics", "Maintenance appointment", "User manual", "Charging", "Thermal comfort"),
    *("My Workshop", "My maintenance history"),
)
PERSONAL = ("E-mail address", "Password", "Phone number")
BROWSERS: Mapping[str, str] = {
    "Chrome": "chrome",
    "Firefox": "firefox",
    "Edge": "edge",
    "Safari": "safari",
    "Opera": "opera",
    "the browser of an Android phone": "android_browser",
    "the browser of an iPhone": "iphone_browser",
    "Internet Explorer": "internet_explorer",
}
NEW_ADDRESS = "owner.anew@mail.example"
CATEGORY = "Holidays"
MESSAGE = "Please help me"

THE_TAP = event("the last tap", over_network=True)
THE_OPENING = event("the opening of the page", over_network=True)
THE_SENDING = event("the sending of the form", over_network=True)

Page = Mapping[str, Any]


def _has(label: str, page: Page, place: str | None = None) -> bool:
    return any(
        each["label"].casefold() == label.casefold() and place in (None, each["place"])
        for each in page.get("controls", ())
    )


def _lacks(label: str, page: Page) -> bool:
    return bool(page) and not _has(label, page)


def _says(words: Sequence[str], page: Page) -> bool:
    return any(all(word.casefold() in text.casefold() for word in words) for text in page.get("texts", ()))


def _is_at(title: str, page: Page) -> bool:
    return bool(page.get("title", "").casefold() == title.casefold())


def _counts(page: Page) -> bool:
    return any(sign.isdecimal() for text in page["texts"] for sign in text)


def _page(text: str, test: Callable[[Page], bool]) -> None:
    """Define what a page shows, which it does as long as it is open."""
    condition(text, pages.PAGE, test=test, stays=text.replace("the page", "the page still", 1), over_network=True)


for label in CONTROLS:
    _page(f'the page has "{label}"', partial(_has, label))
    _page(f'the page has no "{label}"', partial(_lacks, label))
_page('the page has "UNSUBSCRIBE" at the bottom', lambda page: _has("UNSUBSCRIBE", page, "bottom"))
_page(
    "the page has fields for e-mail address, password and phone number",
    lambda page: {*PERSONAL} <= {*page.get("fields", ())},
)
_page("the page has a field for a VIN", lambda page: "VIN" in page.get("fields", ()))
_page("the page has a field for a message", lambda page: "Your message" in page.get("fields", ()))
_page("the page shows the account of the owner", lambda page: page.get("account") == OWNER["email"])
_page("the page shows the account of the visitor", lambda page: page.get("account") == VISITOR["email"])
_page('the page is "My services"', partial(_is_at, "My services"))
_page("the page shows no account", lambda page: bool(page) and not page["account"])
_page(f"the page shows the category {CATEGORY}", partial(_says, (CATEGORY,)))
_page("the page shows no new category", lambda page: bool(page) and not _says((CATEGORY,), page))
_page(
    "the page shows driving statistics with a number",
    lambda page: _is_at("Driving statistics", page) and _counts(page),
)
_page("the page asks to close and relaunch the app", partial(_says, ("relaunch",)))
_page(
    "the page lists no invoice",
    lambda page: _is_at("My invoices", page) and not page["texts"],
)
for words, work in WORKS.items():
    _page(f"the page lists {words}", partial(_says, (work,)))
_page(
    "the page lists no repair",
    lambda page: _is_at("My maintenance history", page) and not page["texts"],
)
for name in COUNTRIES:
    _page(f"the page shows {name} as the country", partial(_says, (name,)))
    _page(f"the page offers {name} as the country", partial(_has, name))
for words in KINDS:
    for said in STATES:
        _page(
            f"the page lists {words} as {said}",
            partial(_says, (words, said)),
        )
condition(
    "the page lists the last invoice",
    pages.PAGE,
    documents.INVOICE,
    test=lambda page, invoice: bool(invoice) and _says((invoice["number"],), page),
    stays="the page still lists the last invoice",
    over_network=True,
)
condition(
    "the favourite workshop is that of the page",
    pages.PAGE,
    account.FAVOURITE,
    test=lambda page, favourite: bool(page) and page["title"] == favourite,
    stays="the favourite workshop stays that of the page",
    over_network=True,
)
condition("no workshop is the favourite one", account.FAVOURITE, test=lambda favourite: favourite == NOTHING)
condition(
    "the customer service gets the message",
    account.MESSAGE,
    test=lambda message: message.get("text") == MESSAGE,
    over_network=True,
    happens=True,
)
condition("no appointment is made", account.APPOINTMENT, test=lambda appointment: not appointment)
condition(
    "a message comes to the customer service", account.MESSAGE_COMES, test=bool, over_network=True, happens=True
)
condition("the customer service gets no message", account.MESSAGE_COMES, test=lambda comes: not comes)
condition(
    "an appointment for the vehicle is made on 2026-06-10",
    account.APPOINTMENT,
    test=lambda appointment: appointment.get("date") == "2026-06-10",
    over_network=True,
    happens=True,
)

enumeration("site", SITES)
enumeration(
    "path",
    {
        f'"{way}" in the {site}': (SITES[site], tuple(way.split(" > ")))
        for site, ways in WAYS.items()
        for way in ways
    },
)
enumeration("control", {f'"{label}"': label for label in CONTROLS} | {place: place for place in PLACES})
enumeration("browser", BROWSERS)
enumeration("phone_kind", {"an iPhone": "iphone", "an Android phone": "android"})


def press(scene: Scene, what: str) -> None:
    """Press what is on the page that is open; what is not there is not pressed.

    A way that is not there is a fault of the office, no set-up that failed: so each scenario judges where its way
    has led before it judges what has not happened.
    """
    label = _label(scene, what)
    if label:
        scene.mark(THE_TAP, scene.stimulate(pages.PRESS, label))
    else:
        scene.mark(THE_TAP, scene.now(THE_TAP))


def _label(scene: Scene, what: str) -> str:
    """Find the label of what a way speaks of, on the page as a person sees it."""
    scene.arm([pages.PAGE])
    page = scene.track(pages.PAGE).value or {}
    if what in PLACES:
        found = [each["label"] for each in page.get("controls", ()) if each["place"] == PLACES[what]]
        return found[0] if found else ""
    if what in VEHICLES:
        return VEHICLES[what](scene)
    if what == "the account identifier":
        return str(page.get("account", ""))
    return what


@given("the owner is logged out")
def is_logged_out(scene: Scene) -> None:
    """Log out wherever that is."""
    scene.stimulate(account.PERSON, "subscriber")
    scene.stimulate(account.SEND, "logout")
    scene.settle(LOGGED_OUT)


@given(phrase("pages are opened in {browser}"))
def pages_are_opened_in(scene: Scene, browser: str) -> None:
    """Use one browser for all pages of the web."""
    scene.stimulate(pages.BROWSER, browser)


@given(phrase("the app is on {phone:phone_kind}"))
def app_is_on(scene: Scene, phone: str) -> None:
    """Use a phone of one kind."""
    scene.stimulate(pages.PHONE, phone)


@when(phrase("the user opens the {site}"))
def opens(scene: Scene, site: str) -> None:
    """Open its first page."""
    scene.mark(THE_OPENING, scene.stimulate(pages.OPEN, site))


@when(phrase("the user follows {way:path}"))
def follows(scene: Scene, way: tuple[str, Sequence[str]]) -> None:
    """Press one label after the other, beginning on the first page of the site."""
    site, labels = way
    scene.arm([pages.PAGE])
    scene.stimulate(pages.OPEN, site)
    for label in labels:
        await_answer(scene, ANSWER_S, "the page")
        press(scene, label)


@when(phrase("the user taps {control}"))
def taps(scene: Scene, control: str) -> None:
    """Press it once the page is there."""
    await_answer(scene, ANSWER_S, "the page")
    press(scene, control)


def send(scene: Scene, fields: Mapping[str, str]) -> None:
    """Fill in and send the form of the page that is open, once it is there."""
    await_answer(scene, ANSWER_S, "the page")
    for label, value in fields.items():
        scene.stimulate(pages.ENTER, f"{label}={value}")
    scene.mark(THE_SENDING, scene.stimulate(pages.SUBMIT, "now"))


@when(phrase("{customer} logs in on the page"))
def logs_in_on_page(scene: Scene, customer: Mapping[str, str]) -> None:
    """Give user name and password on the page of the login."""
    send(scene, {"E-mail address": customer["email"], "Password": customer["password"]})


@when("the owner logs in on the page with a wrong password")
def logs_in_wrongly(scene: Scene) -> None:
    """Give the user name and another password."""
    send(scene, {"E-mail address": OWNER["email"], "Password": NEW_PASSWORD})


@when(phrase("the user enters the VIN of {vehicle:garage_vehicle} on the page"))
def enters_vin(scene: Scene, vehicle: Vehicle) -> None:
    """Fill the form that adds a vehicle."""
    send(scene, {"VIN": vehicle(scene)})


@when("the user changes the password on the page")
def changes_password(scene: Scene) -> None:
    """Enter another password among the personal data."""
    send(scene, {"Password": NEW_PASSWORD})


@when("the user changes the e-mail address on the page")
def changes_address(scene: Scene) -> None:
    """Enter another mail address among the personal data."""
    send(scene, {"E-mail address": NEW_ADDRESS})


@when("the user enters a phone number on the page")
def enters_phone(scene: Scene) -> None:
    """Enter a phone number among the personal data, and wait for the page."""
    send(scene, {"Phone number": "+33600000003"})
    await_answer(scene, ANSWER_S)


@when("the owner logs in with the new e-mail address on the page")
def logs_in_with_new_address(scene: Scene) -> None:
    """Give the mail address that was set last as the user name."""
    send(scene, {"E-mail address": NEW_ADDRESS, "Password": OWNER["password"]})


@when("the user enters the name of a new category on the page")
def enters_category(scene: Scene) -> None:
    """Fill the form that makes a category of trips."""
    send(scene, {"Category": CATEGORY})


@when("the user enters a date for the appointment on the page")
def enters_date(scene: Scene) -> None:
    """Fill the form that makes an appointment."""
    send(scene, {"Date": "2026-06-10"})


@when("the user sends a message on the page")
def sends_message(scene: Scene) -> None:
    """Fill the form of "Contact and Assistance"."""
    send(scene, {"Your message": MESSAGE})


@when("the user sends the form of the page as it is")
def sends_empty_form(scene: Scene) -> None:
    """Fill nothing in, and send it all the same."""
    send(scene, {})


@when("the owner logs out of the account")
def logs_out(scene: Scene) -> None:
    """Log out when the page has answered, wherever that is; see `is_logged_out`."""
    await_answer(scene, ANSWER_S)
    is_logged_out(scene)


@when(phrase("the user chooses {country} on the page"))
def chooses_country(scene: Scene, country: str) -> None:
    """Press the name of a country."""
    await_answer(scene, ANSWER_S, "the page")
    press(scene, next(name for name, code in COUNTRIES.items() if code == country))


@when("the user closes and relaunches the app")
def relaunches(scene: Scene) -> None:
    """Close the app, and open it again."""
    await_answer(scene, ANSWER_S, "the page")
    scene.mark(THE_OPENING, scene.stimulate(pages.RELAUNCH, "now"))


@given("a point of sale has validated the owner of the vehicle")
def has_been_validated(scene: Scene) -> None:
    """See `is_validated`."""
    is_validated(scene)


@when("a point of sale validates the owner of the vehicle")
def is_validated(scene: Scene) -> None:
    """Go there with whoever sits at the screen, as line 157 says."""
    await_answer(scene, ANSWER_S, "the page")
    scene.stimulate(account.VERIFY, "now")
    await_answer(scene, ANSWER_S, "the point of sale")


@when(phrase("{who:customer_name} sits down at the screen"))
def sits_down(scene: Scene, who: str) -> None:
    """Let somebody else use their account from now on."""
    scene.stimulate(account.PERSON, who)
