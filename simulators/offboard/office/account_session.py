"""Who sits at the screen of store or app, and how far in: from registration to login (lines 151 to 176)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from simulators.offboard.accounts import SUBSCRIBER
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.people import FIELDS, Customer, Register, Work
from simulators.offboard.service import Json, ServiceError

PEOPLE = ("subscriber", "other", "visitor")
SURFACES = ("store", "app")
VERSIONS = ("1.9", "1.21", "1.22", "1.23", "2.0")
NEW_PASSWORD_FROM = (1, 22)
"""Version of the app from which on the first login after installing demands a new password (line 176)."""


class AccountSession(Desk):
    """The part of the desk for accounts that knows who is logged in; `AccountDesk` says what it shows and takes.

    Args:
        pages: Where answers are shown.
        register: The accounts.
        removed: Called when an account has been closed.

    Attributes:
        installed: Called when the app has been removed and installed anew.
        left: Called when somebody else sits down.
        person: Who sits at the screen.
        surface: Where.
        customer: The account that is open; None where nobody is logged in, or nobody has looked yet.
    """

    name = "account"

    def __init__(self, pages: Pages, register: Register, removed: Callable[[], None]) -> None:
        super().__init__(pages.kernel, pages.answer)
        self._register = register
        self._removed = removed
        self.installed: list[Callable[[], None]] = []
        self.left: list[Callable[[], None]] = []
        self._fields: dict[str, str] = {}
        self._session = ""
        self.customer: Customer | None = None
        self._sit_down()
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
        self.offer("person", self._on_person)
        self.offer("surface", self._on_surface)
        self.offer("install", self._on_install)
        self.offer("fill", self._on_fill)
        self.offer("send", self._on_send)
        self.offer("open_link", self._on_open_link)

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

    @property
    def is_open(self) -> bool:
        """True while somebody is logged in."""
        return self._session == "logged_in"

    def holder(self) -> str:
        """Return the name of whose contracts are meant: of who is logged in, empty where nobody is."""
        return self.present().name if self.customer is not None or self.is_open else ""

    def user(self) -> str:
        """Return the name of whose the app is, whether logged in at the moment or not."""
        return self.person if self.customer is None else self.customer.name

    def show(self, session: str) -> None:
        """Show how far whoever sits at the screen is in."""
        if session != self._session:
            self._session = session
            self.publish("session", session)

    def _sit_down(self) -> None:
        self.person = SUBSCRIBER
        self.surface = "app"
        self.customer = None
        self._new_version = False
        self._fields.clear()

    def _on_person(self, argument: Json) -> Json:
        person = self.one_of("person", argument, PEOPLE)
        if person != self.person:
            self.person = person
            self._fields.clear()
            for listener in self.left:
                listener()
            self.customer = self._register.named(person) if person != "visitor" else None
            self.show("logged_out" if self.customer is None else "logged_in")
        return None

    def _on_surface(self, argument: Json) -> Json:
        self.surface = self.one_of("surface", argument, SURFACES)
        return None

    def _on_install(self, argument: Json) -> Json:
        version = self.one_of("install", argument, VERSIONS)
        major, minor = version.split(".")
        self._new_version = (int(major), int(minor)) >= NEW_PASSWORD_FROM
        for listener in self.installed:
            listener()
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
