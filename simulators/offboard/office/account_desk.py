"""Where accounts are made and opened: in the services store and in the app (lines 151 to 176)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from simulators.offboard.accounts import SUBSCRIBER
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.people import FIELDS, Customer, Register, Work
from simulators.offboard.service import Json, ServiceError

RESTORED = ("at_rest",)
PEOPLE = ("subscriber", "other", "visitor")
SURFACES = ("store", "app")
VERSIONS = ("1.21", "1.22", "1.23")
NEW_PASSWORD_FROM = (1, 22)
"""Version of the app from which on the first login after installing demands a new password (line 176)."""


class AccountDesk(Desk):
    """The desk for accounts.

    Items: `session` {logged_out, password_demanded, logged_in}, of whoever sits at the screen.

    Verbs: `person` {subscriber, other, visitor}: who sits at the screen from now on; the first two are logged in,
    the visitor has no account yet. `surface` {store, app}; `install` (a version of the app). `fill` (FIELD=VALUE,
    of the form that is sent next), `send` (a form: registration, new_link, login, forgotten_password,
    new_password, logout, unsubscribe, personal_data), `open_link` (the address of a link in a mail). `people`
    {at_rest}: accounts, contracts and mail of the test people are as at first.

    Args:
        pages: Where answers are shown.
        register: The accounts.
        restored: Brings the office back to what it was at first.
        removed: Called when an account has been closed.
    """

    name = "account"

    def __init__(
        self, pages: Pages, register: Register, restored: Callable[[], None], removed: Callable[[], None]
    ) -> None:
        super().__init__(pages.kernel, pages.answer)
        self._register = register
        self._restored = restored
        self._removed = removed
        self._fields: dict[str, str] = {}
        self._session = ""
        self.customer: Customer | None = None
        self._rest()
        self._forms: Mapping[str, Work] = {
            "registration": self.register,
            "new_link": register.send_new_link,
            "login": self.login,
            "forgotten_password": register.forget_password,
            "new_password": self.change_password,
            "logout": self.logout,
            "unsubscribe": self.unsubscribe,
            "personal_data": self.change_data,
        }
        for verb, act in {
            "person": self._on_person,
            "people": self._on_people,
            "surface": self._on_surface,
            "install": self._on_install,
            "fill": self._on_fill,
            "send": self._on_send,
            "open_link": self._on_open_link,
        }.items():
            self.offer(verb, act)
        self.show("logged_in")

    def register(self, fields: Mapping[str, str]) -> str:
        """Make an account for whoever sits at the screen."""
        return self._register.register(self.person, fields)

    def login(self, fields: Mapping[str, str]) -> str:
        """Open the account of user name and password.

        Raises:
            Refused: They open none.
        """
        try:
            self.customer = self._register.login(fields)
        except Refused:
            self.show("logged_out")
            raise
        self.show("password_demanded" if self.demands_password(self.customer) else "logged_in")
        return "Welcome"

    def present(self) -> Customer:
        """Return the account of who is logged in.

        Raises:
            Refused: Nobody is.
        """
        if self.customer is None and self._session == "logged_in":
            self.customer = self._register.named(self.person)  # at rest, where nobody has looked yet
        if self.customer is None:
            raise Refused("Please log in first")
        return self.customer

    def demands_password(self, _customer: Customer) -> bool:
        """Tell whether the app wants a new password before it goes on."""
        return self.surface == "app" and self._new_version

    def change_password(self, fields: Mapping[str, str]) -> str:
        """Set a new password for who is logged in.

        Raises:
            Refused: Nobody is, or the password is empty or the one before.
        """
        customer = self.present()
        if self._register.knows(customer, fields.get("password", "")):
            raise Refused("The new password must be another one")
        self._register.set_password(customer, fields.get("password", ""))
        self._new_version = False
        self.show("logged_in")
        return "Your password has been changed"

    def logout(self, _fields: Mapping[str, str]) -> str:
        """Close the account."""
        self.customer = None
        self.show("logged_out")
        return "Goodbye"

    def change_data(self, fields: Mapping[str, str]) -> str:
        """Change the personal data of who is logged in.

        Raises:
            Refused: Nobody is, or the data cannot be.
        """
        self._register.change(self.present(), fields)
        return "Your personal data have been changed"

    def unsubscribe(self, _fields: Mapping[str, str]) -> str:
        """Close the account of who is logged in for good; contracts go on (line 240).

        Raises:
            Refused: Nobody is.
        """
        self._register.remove(self.present())
        self._removed()
        self.customer = None
        self.show("logged_out")
        return "You have unsubscribed"

    def restore(self) -> None:
        """Have the owner sit at the screen, logged in."""
        self._rest()
        self.show("logged_in")

    def _rest(self) -> None:
        self.person = SUBSCRIBER
        self.surface = "app"
        self.customer = None
        self._new_version = False
        self._fields.clear()

    def show(self, session: str) -> None:
        """Show how far whoever sits at the screen is in."""
        if session != self._session:
            self._session = session
            self.publish("session", session)

    def _on_person(self, argument: Json) -> Json:
        person = self.one_of("person", argument, PEOPLE)
        if person != self.person:
            self.person = person
            self.customer = self._register.named(person) if person != "visitor" else None
            self.show("logged_out" if self.customer is None else "logged_in")
        return None

    def _on_people(self, argument: Json) -> Json:
        self.one_of("people", argument, RESTORED)
        self._restored()
        return None

    def _on_surface(self, argument: Json) -> Json:
        self.surface = self.one_of("surface", argument, SURFACES)
        return None

    def _on_install(self, argument: Json) -> Json:
        version = self.one_of("install", argument, VERSIONS)
        major, minor = version.split(".")
        self._new_version = (int(major), int(minor)) >= NEW_PASSWORD_FROM
        self.customer = None
        self.show("logged_out")
        return None

    def _on_fill(self, argument: Json) -> Json:
        name, separator, value = str(argument).partition("=")
        if not separator or name not in FIELDS:
            raise ServiceError(self.name, "fill", argument, f"FIELD=VALUE with FIELD of {', '.join(FIELDS)}")
        self._fields[name] = value
        return None

    def _on_send(self, argument: Json) -> Json:
        form = self.one_of("send", argument, tuple(self._forms))
        fields = dict(self._fields)
        self._fields.clear()
        self.ask(partial(self._forms[form], fields))
        return None

    def _on_open_link(self, argument: Json) -> Json:
        fields = dict(self._fields)
        self._fields.clear()
        self.ask(partial(self._register.open_link, str(argument), fields))
        return None
