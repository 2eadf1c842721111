"""The customers of the office: their accounts, from registration to login (lines 151 to 176)."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from simulators.offboard.office.calendar import Calendar
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.post import Post

REQUIRED = ("email", "password", "first_name", "last_name")
"""Fields without which nobody can register (line 153)."""

FIELDS = (*REQUIRED, "phone")
MAIL_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
LINK = "https://store.example/{page}?code={code}"
CODE = re.compile(r"https://store\.example/(?P<page>activate|password)\?code=(?P<code>\w+)")
LINK_DAYS = 7
"""Number of days for which a link in a mail works; the simulated office's own, the source gives none."""

WRONG_LOGIN = "User name or password is wrong"


@dataclass
class Customer:
    """One account.

    Attributes:
        name: Short name of whoever has it, among the test people.
        fields: What was entered, by `FIELDS`.
        active: Whether the registration was confirmed.
        vehicles: By VIN, in the order in which they were added.
    """

    name: str
    fields: dict[str, str]
    active: bool = True
    vehicles: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The mail address."""
        return self.fields["email"]


@dataclass(frozen=True)
class Link:
    """A link that was sent.

    Attributes:
        page: Where it leads: activate, or password.
        address: To whom it was sent.
        sent: When.
    """

    page: str
    address: str
    sent: dt.datetime


def at_rest(vin: str) -> Iterator[Customer]:
    """Yield the accounts of the test people, who both have the vehicle on the buses."""
    owner = {"first_name": "Olive", "last_name": "Owner", "phone": "+33600000001"}
    yield Customer(
        "subscriber", {"email": "owner@mail.example", "password": "oil-and-water", **owner}, vehicles=[vin]
    )
    other = {"first_name": "Noel", "last_name": "Newman", "phone": "+33600000002"}
    yield Customer(
        "other", {"email": "new.owner@mail.example", "password": "salt-and-pepper", **other}, vehicles=[vin]
    )


class Register:
    """All accounts, by mail address.

    Args:
        calendar: The office's days.
        post: Where its mail goes.
        vin: The vehicle on the buses.
    """

    LINK_PAGES: ClassVar[Mapping[str, str]] = {
        "activate": "Activate your account",
        "password": "Set a new password",
    }

    def __init__(self, calendar: Calendar, post: Post, vin: str) -> None:
        self.kernel = calendar.kernel
        self.calendar = calendar
        self.post = post
        self._vin = vin
        self._draw: random.Random | None = None
        self._customers: dict[str, Customer] | None = None
        self._links: dict[str, Link] = {}

    def restore(self) -> None:
        """Have the accounts of the test people, as at first."""
        self._customers = None
        self._links.clear()

    @property
    def customers(self) -> dict[str, Customer]:
        """All accounts by address; made when somebody first looks."""
        if self._customers is None:
            self._customers = {each.address: each for each in at_rest(self._vin)}
        return self._customers

    def named(self, name: str) -> Customer | None:
        """Return the account of one of the test people."""
        return next((each for each in self.customers.values() if each.name == name), None)

    def register(self, name: str, fields: Mapping[str, str]) -> str:
        """Make an account, which becomes active by the link of a mail; returns what the page says.

        Raises:
            Refused: A field is missing or no mail address, or the address has an account.
        """
        self._refuse_without(self.missing(fields))
        address = fields["email"]
        if not MAIL_ADDRESS.fullmatch(address):
            raise Refused("The e-mail address must be like name@example.com")
        if address in self.customers:
            raise Refused("This e-mail address cannot be registered")
        self.customers[address] = Customer(name, dict(fields), active=False)
        self.send_link("activate", address)
        return "We have sent you an e-mail; please open its link"

    def missing(self, fields: Mapping[str, str]) -> list[str]:
        """Name the fields that must be filled in and are not."""
        return [each for each in REQUIRED if not fields.get(each, "").strip()]

    def _refuse_without(self, missing: Iterable[str]) -> None:
        named = ", ".join(each.replace("_", " ") for each in missing)
        if named:
            raise Refused(f"Please fill in: {named}")

    def send_link(self, page: str, address: str) -> None:
        """Send a mail with a new link, which makes those before it void."""
        self._links = {
            code: link for code, link in self._links.items() if (link.page, link.address) != (page, address)
        }
        code = self._new_code()
        self._links[code] = Link(page, address, self.calendar.now())
        url = LINK.format(page=page, code=code)
        self.post.send(address, self.LINK_PAGES[page], f"Please open this link:\n\n{url}\n")

    def send_new_link(self, fields: Mapping[str, str]) -> str:
        """Send the activation mail again, where an account waits for it; the page says the same in any case."""
        customer = self.customers.get(fields.get("email", ""))
        if customer is not None and not customer.active:
            self.send_link("activate", customer.address)
        return "If this e-mail address waits for its activation, we have sent a new e-mail"

    def open_link(self, url: str, fields: Mapping[str, str]) -> str:
        """Do what a link is for: activate an account, or set its new password; returns what the page says.

        Raises:
            Refused: It is no link of ours, was used, or is too old; or the new password is missing.
        """
        match = CODE.fullmatch(url)
        link = self._links.get(match["code"]) if match else None
        if match is None or link is None or link.page != match["page"] or not self.is_fresh(link):
            raise Refused("This link cannot be used any more; please ask for a new one")
        customer = self.customers[link.address]
        if link.page == "activate":
            self.activate(customer)
        else:
            self.set_password(customer, fields.get("password", ""))
        del self._links[match["code"]]
        return self.LINK_PAGES[link.page] + ": done"

    def is_fresh(self, link: Link) -> bool:
        """Tell whether a link is not too old."""
        return self.calendar.days_since(link.sent) <= LINK_DAYS

    def activate(self, customer: Customer) -> None:
        """Let an account be active from now on (line 156)."""
        customer.active = True

    def set_password(self, customer: Customer, password: str) -> None:
        """Set a new password.

        Raises:
            Refused: It is empty.
        """
        if not password.strip():
            raise Refused("Please fill in: password")
        customer.fields["password"] = password

    def remove(self, customer: Customer) -> None:
        """Forget an account, and with it whom to inform of contracts."""
        del self.customers[customer.address]

    def login(self, fields: Mapping[str, str]) -> Customer:
        """Return the account that user name and password open (line 168).

        Raises:
            Refused: One of them is wrong, whichever, or the account is not active yet.
        """
        customer = self.customers.get(fields.get("email", ""))
        if customer is None or not self.knows(customer, fields.get("password", "")):
            raise Refused(WRONG_LOGIN)
        if not self.is_active(customer):
            raise Refused("Please open the link of the activation e-mail first")
        return customer

    def knows(self, customer: Customer, password: str) -> bool:
        """Tell whether it is the password of an account."""
        return bool(password) and customer.fields["password"] == password

    def is_active(self, customer: Customer) -> bool:
        """Tell whether an account can be used."""
        return customer.active

    def forget_password(self, fields: Mapping[str, str]) -> str:
        """Send a link for a new password, where there is an account; the page says the same in any case."""
        address = fields.get("email", "")
        if address in self.customers:
            self.send_link("password", address)
        return "If there is an account with this e-mail address, we have sent an e-mail"

    def full_name(self, name: str) -> str:
        """Give the name of one of the test people as it stands on an invoice."""
        customer = self.named(name)
        return "" if customer is None else "{first_name} {last_name}".format_map(customer.fields)

    def change(self, customer: Customer, fields: Mapping[str, str]) -> None:
        """Change personal data of an account: the fields that are filled in (line 281).

        Raises:
            Refused: No field is filled in, or one is empty without which there is no account; the mail address is
                none, or is that of another account.
        """
        if not fields:
            raise Refused("Please fill in what shall be changed")
        self._refuse_without(each for each in self.missing(fields) if each in fields)
        address = fields.get("email", customer.address)
        if not MAIL_ADDRESS.fullmatch(address):
            raise Refused("The e-mail address must be like name@example.com")
        if self.customers.get(address, customer) is not customer:
            raise Refused("This e-mail address cannot be registered")
        del self.customers[customer.address]
        customer.fields.update(fields)
        self.customers[address] = customer

    def inform(self, name: str, subject: str, text: str) -> None:
        """Send a message on a contract to one of the test people, who has an account (line 240)."""
        customer = self.named(name)
        if customer is not None:
            self.post.send(customer.address, subject, text)

    def _new_code(self) -> str:
        if self._draw is None:
            self._draw = self.kernel.random("office.codes")
        return f"{self._draw.getrandbits(64):016x}"


Work = Callable[[Mapping[str, str]], str]
"""Type of what is done with the fields of a form; gives what the page says."""
