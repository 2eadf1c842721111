"""Where accounts are made and opened: in the services store and in the app (lines 151 to 176)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import count

from simulators.offboard.accounts import SUBSCRIBER
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.fleet import APPOINTMENT, Fleet
from simulators.offboard.office.offer import OFFERS
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.people import FIELDS, Customer, Register, Work
from simulators.offboard.service import Json, ServiceError, Verb

RESTORED = ("at_rest",)
PEOPLE = ("subscriber", "other", "visitor")
SURFACES = ("store", "app")
COUNTRIES = ("home", "FR", "ES", "DE")
"""Countries of an account; `home` is that of the vehicle on the buses."""
VERSIONS = ("1.21", "1.22", "1.23")
NEW_PASSWORD_FROM = (1, 22)
"""Version of the app from which on the first login after installing demands a new password (line 176)."""


class AccountDesk(Desk):
    """The desk for accounts.

    Items: `session` {logged_out, password_demanded, logged_in}, of whoever sits at the screen; `garage` (null, or
    `number`, `vehicles`: connected or not_connected by VIN, and what is shown of the selected one: its VIN
    `selected`, `offers` with prices in cents, `services` with the states of its contracts), `favourite` (null,
    or the name of the favourite workshop), `appointment` (null, or `number`, `vin` and `date` of the last one that
    was made), `message` (null, or `number`, `person` and `text` of the last one for the customer service).

    Verbs: `person` {subscriber, other, visitor}: who sits at the screen from now on; the first two are logged in,
    the visitor has no account yet. `surface` {store, app}; `country` {home, FR, ES, DE}: of the account;
    `withhold` (KIND COUNTRY: not available there from now on); `install` (a version of the app). `fill`
    (FIELD=VALUE, of the form that is sent next), `send` (a form: registration, new_link, login,
    forgotten_password, new_password, logout, unsubscribe, personal_data), `open_link` (the address of a link in a
    mail). `people` {at_rest}: accounts, contracts and mail of the test people are as at first. `add_vehicle`,
    `delete_vehicle`, `select_vehicle` (a VIN), `look` {garage}. `verify` {now}: a point of sale
    confirms that the vehicle is that of who sits at the screen.

    Args:
        pages: Where answers are shown.
        register: The accounts.
        fleet: The vehicles.
        restored: Brings the office back to what it was at first.
        removed: Called when an account has been closed.
        services_of: Gives the states of the contracts of a holder for a vehicle.

    Attributes:
        installed: Called when the app has been removed and installed anew.
        selected: Called with the VIN of the vehicle that is selected; with an empty one where none was yet.
    """

    name = "account"

    def __init__(
        self,
        pages: Pages,
        register: Register,
        fleet: Fleet,
        restored: Callable[[], None],
        removed: Callable[[], None],
        services_of: Callable[[str, str], Mapping[str, Json]],
    ) -> None:
        super().__init__(pages.kernel, pages.answer)
        self._register = register
        self._fleet = fleet
        self._numbers = count(1)
        self._restored = restored
        self._removed = removed
        self._services_of = services_of
        self.installed: list[Callable[[], None]] = []
        self.selected: list[Callable[[str], None]] = []
        self._fields: dict[str, str] = {}
        self._verified: dict[str, dt.date] = {}
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
        verbs: Mapping[str, Verb] = {
            "person": self._on_person,
            "people": self._on_people,
            "surface": self._on_surface,
            "country": self._on_country,
            "withhold": self._on_withhold,
            "install": self._on_install,
            "fill": self._on_fill,
            "send": self._on_send,
            "open_link": self._on_open_link,
            "add_vehicle": partial(self._on_vehicle, self.add_vehicle),
            "delete_vehicle": partial(self._on_vehicle, self.delete_vehicle),
            "select_vehicle": partial(self._on_vehicle, self.select_vehicle),
            "look": self._on_look,
            "verify": self._on_verify,
        }
        for verb, act in verbs.items():
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

    def vehicles(self) -> Sequence[str]:
        """Return the vehicles of whoever sits at the screen.

        Raises:
            Refused: Nobody is logged in.
        """
        return self.present().vehicles

    def vehicle(self) -> str:
        """Return the vehicle that is selected, the first one of the account where none was.

        Raises:
            Refused: The account has none.
        """
        vehicles = self.vehicles()
        if not vehicles:
            raise Refused("Please add your vehicle by its VIN first")
        return self._selected if self._selected in vehicles else vehicles[0]

    def add_vehicle(self, vin: str) -> str:
        """Add a vehicle by its VIN (line 192).

        Raises:
            Refused: It is the VIN of no vehicle, or the vehicle is there.
        """
        self._fleet.known(vin)
        if vin in self.vehicles():
            raise Refused("This vehicle is in your account already")
        self.present().vehicles.append(vin)
        return "Your vehicle has been added"

    def delete_vehicle(self, vin: str) -> str:
        """Delete a vehicle from the account; its contracts go on (line 207).

        Raises:
            Refused: It is not there.
        """
        if vin not in self.vehicles():
            raise Refused("This vehicle is not in your account")
        self.present().vehicles.remove(vin)
        return "Your vehicle has been deleted"

    def select_vehicle(self, vin: str) -> str:
        """Select a vehicle of the account.

        Raises:
            Refused: It is not there.
        """
        if vin not in self.vehicles():
            raise Refused("This vehicle is not in your account")
        self._select(vin)
        return "Your vehicle has been selected"

    def show_garage(self) -> str:
        """Show the vehicles of the account, and services and offers of the selected one."""
        vehicles = self.vehicles()
        selected = self.vehicle() if vehicles else ""
        self.publish(
            "garage",
            {
                "number": next(self._numbers),
                "vehicles": {vin: self.connection_of(vin) for vin in vehicles},
                "selected": selected,
                "offers": dict(self.offers_for(selected)) if selected else {},
                "services": self.services_of(selected) if selected else {},
            },
        )
        return "Your vehicles" if vehicles else "Please add your vehicle by its VIN"

    def takes_part(self, kind: str) -> bool:
        """Tell whether the account has what a service takes: remote maintenance a phone number (line 219)."""
        return kind != "telemaintenance" or bool(self.present().fields.get("phone", "").strip())

    def connection_of(self, vin: str) -> str:
        """Tell whether a vehicle is connected to the personal space: where it is eligible (line 289)."""
        return "connected" if self._fleet.is_eligible(vin) else "not_connected"

    def offers_for(self, vin: str) -> Mapping[str, int]:
        """Return what is offered for a vehicle, with prices in cents."""
        return self._fleet.offers(vin, self.country)

    @property
    def country(self) -> str:
        """The country of the account."""
        return self._fleet.home if self._country == "home" else self._country

    def services_of(self, vin: str) -> Mapping[str, Json]:
        """Return the states of the contracts that whoever is logged in has for a vehicle."""
        return self._services_of(self.present().name, vin)

    @property
    def is_open(self) -> bool:
        """True while somebody is logged in."""
        return self._session == "logged_in"

    def verify(self) -> str:
        """Confirm who owns the vehicle (line 157).

        Raises:
            Refused: Nobody is logged in.
        """
        self.note_verified(self.present().name)
        return "You are the owner of the vehicle"

    def sees_history(self) -> bool:
        """Tell whether the web space shows what takes a verified account of Opel or Vauxhall (line 157)."""
        return self._fleet.is_ov and self.verified_on() is not None

    def verified_on(self) -> dt.date | None:
        """Return the day on which whoever is logged in was verified; None where that was never."""
        return self._verified.get(self.present().name)

    def note_verified(self, name: str) -> None:
        """Note that somebody is verified from today on."""
        self._verified[name] = self._register.calendar.today()

    def functions_of(self, vin: str) -> Sequence[str]:
        """Return what the app can do for a vehicle (line 297)."""
        return self._fleet.functions(vin)

    def set_favourite(self, name: str) -> str:
        """Make a workshop the favourite one of whoever is logged in (lines 223 and 225)."""
        self.present()
        self.publish("favourite", name)
        return f"{name} is your favourite workshop"

    def make_appointment(self, vin: str, date: str) -> str:
        """Make an appointment for the maintenance of a vehicle (line 297).

        Raises:
            Refused: It is no date, or the vehicle can have none.
        """
        if APPOINTMENT not in self.functions_of(vin):
            raise Refused("There are no appointments for this vehicle")
        try:
            day = dt.date.fromisoformat(date)
        except ValueError:
            raise Refused("Please fill in: date") from None
        self.publish("appointment", {"number": next(self._numbers), "vin": vin, "date": day.isoformat()})
        return f"Your appointment is on {day.isoformat()}"

    def take_message(self, text: str) -> str:
        """Take a message for the customer service, from whoever it is (lines 164, 185, 366 and 438).

        Raises:
            Refused: It is empty.
        """
        if not text.strip():
            raise Refused("Please fill in: your message")
        self.publish("message", {"number": next(self._numbers), "person": self.person, "text": text})
        return "We have received your message"

    def restore(self) -> None:
        """Have the owner sit at the screen, logged in."""
        self._rest()
        for item in ("garage", "favourite", "appointment", "message"):
            self.publish(item, None)
        self.show("logged_in")

    def _rest(self) -> None:
        self.person = SUBSCRIBER
        self.surface = "app"
        self._country = "home"
        self.customer = None
        self._new_version = False
        self._verified.clear()
        self._fields.clear()
        self._select("")

    def _select(self, vin: str) -> None:
        self._selected = vin
        for listener in self.selected:
            listener(vin)

    def show(self, session: str) -> None:
        """Show how far whoever sits at the screen is in."""
        if session != self._session:
            self._session = session
            self.publish("session", session)

    def _on_vehicle(self, work: Callable[[str], str], argument: Json) -> Json:
        self.ask(partial(work, str(argument).strip().upper()))
        return None

    def _on_look(self, argument: Json) -> Json:
        self.one_of("look", argument, ("garage",))
        self.ask(self.show_garage)
        return None

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

    def _on_country(self, argument: Json) -> Json:
        self._country = self.one_of("country", argument, COUNTRIES)
        return None

    def _on_withhold(self, argument: Json) -> Json:
        kind, _, country = str(argument).partition(" ")
        if kind not in OFFERS or country not in COUNTRIES[1:]:
            allowed = f"KIND COUNTRY; kinds: {', '.join(OFFERS)}; countries: {', '.join(COUNTRIES[1:])}"
            raise ServiceError(self.name, "withhold", argument, allowed)
        self._fleet.withhold(kind, country)
        return None

    def _on_verify(self, argument: Json) -> Json:
        self.one_of("verify", argument, ("now",))
        self.ask(self.verify)
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
