"""Accounts in the services store and in the app: registration, login, password: features/account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_bdd import given, when

from rigs.errors import SetupFailed
from rigs.ports import account, mailbox, pages
from rigs.ports.port import Observation, Stimulus
from rigs.scene import Scene
from steps.answers import ANSWER_S, await_answer
from steps.contracts import THE_REQUEST
from steps.gherkin.vocabulary import condition, enumeration, event, phrase

VISITOR: Mapping[str, str] = {
    "email": "visitor@mail.example",
    "password": "bread-and-butter",
    "first_name": "Vera",
    "last_name": "Visitor",
}
"""Fields that the visitor registers with."""

OWNER: Mapping[str, str] = {"email": "owner@mail.example", "password": "oil-and-water"}
"""Fields that the owner logs in with."""

NEW_PASSWORD = "cup-and-saucer"  # noqa: S105  # of a test person
MAIL_S = 3600.0
"""Time in s for which a Given waits for a mail (AMB-37)."""

THE_REGISTRATION = event("the registration", over_network=True)
THE_LINK = event("the opening of the link", over_network=True)
THE_LOGIN = event("the login to the account", over_network=True)

LOGGED_IN = condition(
    "the account is open",
    account.SESSION,
    test=lambda session: session == "logged_in",
    stays="the account stays open",
    over_network=True,
)
LOGGED_OUT = condition(
    "the account is closed",
    account.SESSION,
    test=lambda session: session == "logged_out",
    stays="the account stays closed",
    over_network=True,
)
condition(
    "the app demands a new password",
    account.SESSION,
    test=lambda session: session == "password_demanded",
    stays="the app goes on demanding a new password",
    over_network=True,
)
condition(
    "the app demands no new password",
    account.SESSION,
    test=lambda session: session != "password_demanded",
)
MAILS: Mapping[str, Observation] = {
    "an activation e-mail": mailbox.ACTIVATION_LETTER,
    "an e-mail for a new password": mailbox.PASSWORD_LETTER,
    "an e-mail on the activation of a service": mailbox.SERVICE_LETTER,
    "an e-mail on a contract": mailbox.CONTRACT_LETTER,
}
MAIL = {
    words: condition(f"{words} comes", port, test=bool, by_office=True, happens=True)
    for words, port in MAILS.items()
}
for words, port in MAILS.items():
    condition(f"no {words.partition(' ')[2]} comes", port, test=lambda comes: not comes)
for who, fields in {"the visitor": VISITOR, "the owner": OWNER}.items():
    condition(
        f"the last e-mail is for {who} alone",
        mailbox.LETTER,
        test=lambda letter, fields=fields: letter.get("to") == fields["email"],
        happens=True,
    )

MAIL_HAS_COME = condition(
    "an e-mail with a link is there", mailbox.LETTER, test=lambda letter: bool(letter.get("link")), happens=True
)
ACCEPTED = condition(
    "the page accepts the request",
    pages.ANSWER,
    test=lambda answer: answer.get("kind") == "accepted",
    over_network=True,
    happens=True,
)

enumeration("newcomer", {"the visitor": "visitor", "the owner": "subscriber"})
enumeration("surface", {"store": "store", "app": "app"})
enumeration(
    "entry",
    {
        "an e-mail address": "email",
        "a password": "password",
        "a first name": "first_name",
        "a last name": "last_name",
    },
)
enumeration("version", {version: version for version in ("1.9", "1.21", "1.22", "1.23", "2.0")})
enumeration("customer", {"the visitor": VISITOR, "the owner": OWNER})
enumeration(
    "slip",
    {
        "a wrong password": {"password": "oil-and-vinegar"},
        "no password": {"password": ""},
        "the password in capitals": {"password": "OIL-AND-WATER"},
        "an unknown user name": {"email": "nobody@mail.example"},
        "the user name of another account": {"email": "new.owner@mail.example"},
    },
)


def ask(scene: Scene, port: Stimulus, value: str | float) -> None:
    """Ask something of the office, which is the request, and wait for the answer of the page."""
    scene.mark(THE_REQUEST, scene.stimulate(port, value))
    await_answer(scene, ANSWER_S)


def fill(scene: Scene, fields: Mapping[str, Any]) -> None:
    """Fill the form in; an empty field is left as it is."""
    for name, value in fields.items():
        if value:
            scene.stimulate(account.FILL, f"{name}={value}")


def letter(scene: Scene) -> Mapping[str, Any]:
    """Return the last mail that has come, as a person reads it.

    Raises:
        SetupFailed: None has come.
    """
    scene.arm([mailbox.LETTER])
    shown = scene.track(mailbox.LETTER).value
    if not shown or not shown["link"]:
        raise SetupFailed("no mail with a link has come")
    return dict(shown)


@given(phrase("{person:newcomer} is on the page of the login of the {surface}"))
def is_on_login_page(scene: Scene, person: str, surface: str) -> None:
    """Sit down at the page, logged out."""
    scene.stimulate(account.SURFACE, surface)
    scene.stimulate(account.PERSON, person)
    if not scene.holds(LOGGED_OUT):
        scene.stimulate(account.SEND, "logout")
    scene.settle(LOGGED_OUT)


@given("the visitor has registered")
def has_registered(scene: Scene) -> None:
    """Register, and wait for the mail."""
    scene.arm([mailbox.LETTER])
    registers(scene)
    scene.settle(MAIL_HAS_COME, within_s=MAIL_S)


@given("the visitor has opened the link of the activation e-mail")
def has_opened_link(scene: Scene) -> None:
    """Confirm the registration."""
    opens_link(scene)
    await_answer(scene, ANSWER_S)


@when("the visitor registers")
def registers(scene: Scene) -> None:
    """Fill in all fields, and send the form."""
    fill(scene, VISITOR)
    _send(scene, THE_REGISTRATION, "registration")


@when(phrase("the visitor registers without {entry}"))
def registers_without(scene: Scene, entry: str) -> None:
    """Fill in all fields but one, and send the form."""
    fill(scene, {**VISITOR, entry: ""})
    _send(scene, THE_REGISTRATION, "registration")


@when("the visitor asks for a new activation e-mail")
def asks_for_new_mail(scene: Scene) -> None:
    """Send the form with the mail address alone."""
    fill(scene, {"email": VISITOR["email"]})
    _send(scene, THE_REQUEST, "new_link")


@when("the visitor opens the link of the last e-mail")
def opens_link(scene: Scene) -> None:
    """Open the link that the mail names."""
    await_answer(scene)
    scene.mark(THE_LINK, scene.stimulate(account.OPEN_LINK, letter(scene)["link"]))


@when(phrase("the owner opens the link of the last e-mail and sets a new password"))
def opens_password_link(scene: Scene) -> None:
    """Open the link, fill in the new password and send it."""
    fill(scene, {"password": NEW_PASSWORD})
    scene.mark(THE_LINK, scene.stimulate(account.OPEN_LINK, letter(scene)["link"]))


@when(phrase("{customer} logs in"))
def logs_in(scene: Scene, customer: Mapping[str, str]) -> None:
    """Give user name and password."""
    fill(scene, {"email": customer["email"], "password": customer["password"]})
    _send(scene, THE_LOGIN, "login")


@when(phrase("the owner logs in with {slip}"))
def logs_in_with_slip(scene: Scene, slip: Mapping[str, str]) -> None:
    """Give user name and password, one of them otherwise."""
    fill(scene, {**OWNER, **slip})
    _send(scene, THE_LOGIN, "login")


@when("the owner logs in with the new password")
def logs_in_anew(scene: Scene) -> None:
    """Give the user name and the password that was set last."""
    fill(scene, {**OWNER, "password": NEW_PASSWORD})
    _send(scene, THE_LOGIN, "login")


@when("the owner logs out")
def logs_out(scene: Scene) -> None:
    """Close the account, and wait until it is."""
    _send(scene, THE_REQUEST, "logout")
    scene.settle(LOGGED_OUT)


@when('the owner uses "Forgotten password"')
def forgets_password(scene: Scene) -> None:
    """Send the form with the mail address alone (line 174)."""
    fill(scene, {"email": OWNER["email"]})
    _send(scene, THE_REQUEST, "forgotten_password")


@when("the owner sets a new password")
def sets_password(scene: Scene) -> None:
    """Give the new password that the app demands."""
    fill(scene, {"password": NEW_PASSWORD})
    _send(scene, THE_REQUEST, "new_password")


@given(phrase("version {version} of the app has just been installed"))
def app_is_installed(scene: Scene, version: str) -> None:
    """Install a version of the app; nobody is logged in."""
    scene.stimulate(account.PERSON, "subscriber")
    scene.stimulate(account.SURFACE, "app")
    scene.stimulate(account.INSTALL, version)
    scene.settle(LOGGED_OUT)


@given("the owner has unsubscribed")
def has_unsubscribed(scene: Scene) -> None:
    """Unsubscribe from the app (line 240)."""
    unsubscribes(scene)
    scene.settle(LOGGED_OUT)


@when("the owner unsubscribes")
def unsubscribes(scene: Scene) -> None:
    """Unsubscribe from the app, which ends no contract."""
    scene.stimulate(account.PERSON, "subscriber")
    _send(scene, THE_REQUEST, "unsubscribe")


def _send(scene: Scene, marked: str, form: str) -> None:
    await_answer(scene)
    scene.mark(marked, scene.stimulate(account.SEND, form))
