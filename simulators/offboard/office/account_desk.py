"""What an account holds and does: vehicles, personal data, workshops, messages (lines 157 and 190 to 240)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import count

from simulators.offboard.office.account_session import AccountSession
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.fleet import APPOINTMENT, Fleet
from simulators.offboard.office.offer import OFFERS
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.people import Register
from simulators.offboard.service import Json, ServiceError, Verb

RESTORED = ("at_rest",)
COUNTRIES = ("home", "FR", "ES", "DE")
"""Countries of an account; `home` is that of the vehicle on the buses."""


class AccountDesk(AccountSession):
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
        selected: Called with the VIN of the vehicle that is selected; with an empty one where none was yet.
    """

    def __init__(
        self,
        pages: Pages,
        register: Register,
        fleet: Fleet,
        restored: Callable[[], None],
        removed: Callable[[], None],
        services_of: Callable[[str, str], Mapping[str, Json]],
    ) -> None:
        super().__init__(pages, register, removed)
        self._fleet = fleet
        self._numbers = count(1)
        self._restored = restored
        self._services_of = services_of
        self.selected: list[Callable[[str], None]] = []
        self.left.append(partial(self._select, ""))
        self._countries: dict[str, str] = {}
        self._verified: dict[str, dt.date] = {}
        self._favourites: dict[str, str] = {}
        self._favourite: str | None = None
        self._rest()
        verbs: Mapping[str, Verb] = {
            "people": self._on_people,
            "country": self._on_country,
            "withhold": self._on_withhold,
            "add_vehicle": partial(self._on_vehicle, self.add_vehicle),
            "delete_vehicle": partial(self._on_vehicle, self.delete_vehicle),
            "select_vehicle": partial(self._on_vehicle, self.select_vehicle),
            "look": self._on_look,
            "verify": self._on_verify,
        }
        for verb, act in verbs.items():
            self.offer(verb, act)
        self.show("logged_in")

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
        if vin == self._selected:
            self._select("")
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
        country = self._countries.get(self.user(), "home")
        return self._fleet.home if country == "home" else country

    def services_of(self, vin: str) -> Mapping[str, Json]:
        """Return the states of the contracts that whoever is logged in has for a vehicle."""
        return self._services_of(self.present().name, vin)

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
        self._favourites[self.present().name] = name
        self._show_favourite()
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
        self._favourite = None
        for item in ("garage", "favourite", "appointment", "message"):
            self.publish(item, None)
        self.show("logged_in")

    def show(self, session: str) -> None:
        """Show how far whoever sits at the screen is in, and the favourite workshop of theirs."""
        super().show(session)
        self._show_favourite()

    def _show_favourite(self) -> None:
        favourite = self._favourites.get(self.holder())
        if favourite != self._favourite:
            self._favourite = favourite
            self.publish("favourite", favourite)

    def _rest(self) -> None:
        self._sit_down()
        self._countries.clear()
        self._verified.clear()
        self._favourites.clear()
        self._select("")

    def _select(self, vin: str) -> None:
        self._selected = vin
        for listener in self.selected:
            listener(vin)

    def _on_vehicle(self, work: Callable[[str], str], argument: Json) -> Json:
        self.ask(partial(work, str(argument).strip().upper()))
        return None

    def _on_look(self, argument: Json) -> Json:
        self.one_of("look", argument, ("garage",))
        self.ask(self.show_garage)
        return None

    def _on_people(self, argument: Json) -> Json:
        self.one_of("people", argument, RESTORED)
        self._restored()
        return None

    def _on_country(self, argument: Json) -> Json:
        self._countries[self.user()] = self.one_of("country", argument, COUNTRIES)
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
