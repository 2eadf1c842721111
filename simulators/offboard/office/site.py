"""The pages of services store, web space, shop and app: what is on each, and where its controls lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import ClassVar

from clock.kernel import seconds
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.booklet import Booklet, Operation
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.documents import Documents
from simulators.offboard.office.driving_data import DrivingData
from simulators.offboard.office.offer import OFFERS
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.recall_desk import RecallDesk
from simulators.offboard.service import Json, ServiceError

SITES = ("store", "web_space", "app", "shop")
BROWSERS = (
    *("chrome", "firefox", "edge", "safari", "opera", "android_browser", "iphone_browser"),
    "internet_explorer",
)
PHONES = ("android", "iphone")
NOW = ("now",)
COUNTRIES = ("France", "Spain", "Germany")
WORKSHOPS = ("Garage of the Lake", "Garage of the Mountain", "Garage of the Station")
FIELDS = {
    "E-mail address": "email",
    "Password": "password",
    "First name": "first_name",
    "Last name": "last_name",
    "Phone number": "phone",
}
"""Fields of personal data, by what the pages call them."""
TITLES = {"store": "Services Store", "web_space": "MyCitroën", "app": "MyCitroën", "shop": "LifeStyle shop"}
STATES = {"in_force": "in force", "ended": "ended", "to_activate": "waiting for its activation"}


@dataclass(frozen=True)
class Control:
    """A label, icon or marker that can be pressed.

    Attributes:
        label: What it says; of an icon, its name.
        press: What it does.
        place: Where on the page it is: top_left, top, top_right, left, middle, map, bottom.
    """

    label: str
    press: Callable[[], object]
    place: str = "middle"


@dataclass(frozen=True)
class Screen:
    """One page.

    Attributes:
        title: At its head.
        controls: All that can be pressed.
        fields: Labels of what can be filled in.
        submit: What is done with the fields that were filled in; returns what the page says.
        texts: What stands there besides.
    """

    title: str
    controls: Sequence[Control] = ()
    fields: Sequence[str] = ()
    submit: Callable[[Mapping[str, str]], str] | None = None
    texts: Sequence[str] = ()


Builder = Callable[[], Screen]
"""Type of what makes a page of how things stand."""


class Site:
    """The pages of all sites; each method without an argument that returns a `Screen` is one.

    Item of `pages`: `page` (null, or `number`, `site`, `title`, `account`, the mail address of who is logged in,
    `controls`, each with `label` and `place`, `fields` and `texts` of the page that is open).

    Verbs of `pages`: `open` (a site: its first page), `press` (a label of the page; what is not there does
    nothing), `enter` (LABEL=VALUE, a field), `submit` {now}: the form that is filled in; `browser` and `phone`:
    with what; `relaunch` {now}: the app is closed and opened.

    Args:
        pages: The service.
        account: The desk for accounts.
        contracts: The desk for contracts.
        recalls: The desk for recalls.
        documents: The invoices.
        trips: The categories of trips.
        booklet: What repairers have done.
    """

    PAGE_S: ClassVar[tuple[float, float]] = (0.1, 0.4)
    """Bounds of the time from a tap to the page, drawn evenly."""

    def __init__(
        self,
        pages: Pages,
        account: AccountDesk,
        contracts: ContractDesk,
        recalls: RecallDesk,
        documents: Documents,
        trips: DrivingData,
        booklet: Booklet,
    ) -> None:
        self.kernel = pages.kernel
        self._pages = pages
        self._account = account
        self._contracts = contracts
        self._recalls = recalls
        self._documents = documents
        self._trips = trips
        self._booklet = booklet
        self._numbers = count(1)
        self._rest()
        pages.offer("open", self._on_open)
        pages.offer("press", self._on_press)
        pages.offer("enter", self._on_enter)
        pages.offer("submit", self._on_submit)
        pages.offer("browser", self._on_browser)
        pages.offer("phone", self._on_phone)
        pages.offer("relaunch", self._on_relaunch)

    def restore(self) -> None:
        """Have no page open."""
        self._rest()
        self._pages.publish("page", None)

    def _rest(self) -> None:
        self.site = "app"
        self.browser = "chrome"
        self.phone = "android"
        self.country = COUNTRIES[0]
        self._next_country = COUNTRIES[0]
        self._build: Builder = self.first
        self._screen = Screen("")
        self._entered: dict[str, str] = {}

    def close(self) -> None:
        """Close the page for whoever sits down now."""
        self._screen = Screen("")
        self._build = self.first
        self._entered.clear()

    # What is on the pages.

    def serves(self, browser: str) -> bool:
        """Tell whether web pages are served to a browser."""
        return browser != "internet_explorer"

    def first(self) -> Screen:
        """Show the first page of a site."""
        if not self._account.is_open:
            return self.login_page()
        by_site: Mapping[str, Builder] = {
            "store": self.store,
            "web_space": self.web_space,
            "app": self.app,
            "shop": self.shop,
        }
        return by_site[self.site]()

    def login_page(self) -> Screen:
        """Show the page "REGISTRATION / CONNECTION" (lines 168 to 185)."""
        controls = [self._to("Contact and Assistance", self.contact)] if self.site == "app" else []
        if self.site == "app" and self.phone == "iphone":
            controls.append(self._to("MODIFY", self.country_page))
        return Screen(
            "REGISTRATION / CONNECTION", controls, ("E-mail address", "Password"), self.log_in, (self.country,)
        )

    def country_page(self) -> Screen:
        """Show the choice of the country in the app (line 179)."""
        return Screen("Country", [Control(name, partial(self.choose_country, name)) for name in COUNTRIES])

    def restart_page(self) -> Screen:
        """Show what follows a change of the country (line 180)."""
        return Screen("Country", texts=("Please close and relaunch the application",))

    def contact(self) -> Screen:
        """Show the form of "Contact and Assistance" (line 164)."""
        return Screen("Contact and Assistance", fields=("Your message",), submit=self.send_message)

    def store(self) -> Screen:
        """Show the services store."""
        return Screen(
            TITLES["store"],
            (
                self._to("My vehicle", self.store_vehicle),
                self._to("MY ACCOUNT", self.store_account),
                self._to("Account", self.store_account, "top_right"),
            ),
        )

    def store_vehicle(self) -> Screen:
        """Show the menu "My vehicle" of the store (line 195)."""
        return Screen("My vehicle", [self._to("Manage my vehicles", self.store_vehicles)])

    def store_vehicles(self) -> Screen:
        """Show the page "Manage my vehicles" of the store (lines 195 and 204)."""
        vehicles = [self._to(vin, partial(self.one_vehicle, vin)) for vin in self._account.vehicles()]
        return Screen("Manage my vehicles", [self._to("Add a vehicle", self.adding), *vehicles])

    def one_vehicle(self, vin: str) -> Screen:
        """Show the page of one vehicle in the store."""
        return Screen(vin, [Control("Delete this vehicle", partial(self.delete, vin))])

    def adding(self) -> Screen:
        """Show the form by which a vehicle is added."""
        return Screen("Add a vehicle", fields=("VIN",), submit=self.add)

    def store_account(self) -> Screen:
        """Show the page "MY ACCOUNT" of the store, with its menu on the left (lines 216, 258 and 279)."""
        return Screen(
            "MY ACCOUNT",
            (
                self._to("My personal information", self.store_personal, "left"),
                self._to("My services", self.store_services, "left"),
                self._to("My invoices", self.store_invoices, "left"),
            ),
        )

    def store_personal(self) -> Screen:
        """Show the page "MY PERSONAL INFORMATION" (lines 216 and 236)."""
        return self._personal([Control("UNSUBSCRIBE", self.unsubscribe, "bottom")])

    def store_services(self) -> Screen:
        """Show the page "My services" (lines 59 and 258)."""
        states = self._account.services_of(self._account.vehicle())
        return Screen(
            "My services",
            [self._to(OFFERS[kind].label, partial(self.one_service, kind)) for kind in states],
            texts=[f"{OFFERS[kind].label}: {STATES[str(state)]}" for kind, state in states.items()],
        )

    def one_service(self, kind: str) -> Screen:
        """Show the page of one service (line 259)."""
        return Screen(OFFERS[kind].label, [Control("Cancel", partial(self.cancel, kind))])

    def store_invoices(self) -> Screen:
        """Show the page "my invoices" (line 279)."""
        return Screen("My invoices", texts=[invoice.number for invoice in self._documents.invoices_of_present()])

    def web_space(self) -> Screen:
        """Show the personal web space."""
        controls = [self._to("My Workshop", self.workshops)]
        if self._account.sees_history():
            controls.append(self._to("My maintenance history", self.history))
        return Screen(TITLES["web_space"], controls)

    def history(self) -> Screen:
        """Show the maintenance history in the web space (line 320)."""
        return Screen("My maintenance history", texts=[f"{each.day} {each.work}" for each in self.repairs()])

    def repairs(self) -> Sequence[Operation]:
        """Return what the network has done since ownership was verified (AMB-16)."""
        verified_on = self._account.verified_on()
        return [
            each
            for each in self._booklet.repairs
            if each.entered and verified_on is not None and each.day >= verified_on
        ]

    def shop(self) -> Screen:
        """Show the shop of other goods (line 147)."""
        return Screen(TITLES["shop"])

    def app(self) -> Screen:
        """Show the home page of the app."""
        vehicles = self._account.vehicles()
        selected = [self._to(self._account.vehicle(), self.vehicle_list, "top_left")] if vehicles else []
        return Screen(
            TITLES["app"],
            (
                *selected,
                self._to("CHARACTER", self.character, "top"),
                self._to("Notices", self.notices, "top_right"),
                self._to("My vehicle", self.app_vehicle),
                self._to("Vehicle", self.tabs),
                self._to("My account", self.app_account),
                self._to("Trips", self.trips),
                self._to("Contact and Assistance", self.contact),
            ),
        )

    def vehicle_list(self) -> Screen:
        """Show the list behind the vehicle at the top left (line 200)."""
        vehicles = [Control(vin, partial(self.select, vin)) for vin in self._account.vehicles()]
        return Screen("Vehicles", [self._to("Add a vehicle", self.adding), *vehicles])

    def app_vehicle(self) -> Screen:
        """Show the section "My vehicle" of the app (lines 199 and 205)."""
        if not self._account.vehicles():
            return Screen("My vehicle", [self._to("Add a vehicle", self.adding)])
        vin = self._account.vehicle()
        functions = [self._to(name, partial(self.function, name)) for name in self._account.functions_of(vin)]
        return Screen("My vehicle", [Control("Delete this vehicle", partial(self.delete, vin)), *functions])

    def function(self, name: str) -> Screen:
        """Show the page of a function of the app for the vehicle (line 297)."""
        if name == "Maintenance appointment":
            return Screen(name, fields=("Date",), submit=self.make_appointment)
        if name == "Driving statistics":
            return Screen(name, texts=self.statistics())
        return Screen(name)

    def statistics(self) -> Sequence[str]:
        """Return the lines of the driving statistics: the trips of the vehicle in number and length."""
        trips = self._trips.all_trips()
        driven_km = sum(trip.distance_m for trip in trips) / 1000
        return (f"Trips: {len(trips)}", f"Driven: {driven_km:.1f} km") if trips else ()

    def tabs(self) -> Screen:
        """Show the page "Vehicle" of the app (line 555)."""
        return Screen("Vehicle", [self._to("Service", self.service_tab, "top")])

    def service_tab(self) -> Screen:
        """Show the list of services for the vehicle (line 556)."""
        offers = self._account.offers_for(self._account.vehicle())
        return Screen("Service", [self._to(OFFERS[kind].label, partial(self.offered, kind)) for kind in offers])

    def offered(self, kind: str) -> Screen:
        """Show the page of a service that can be subscribed to (line 557)."""
        return Screen(OFFERS[kind].label, [Control("Subscribe", partial(self.subscribe, kind))])

    def character(self) -> Screen:
        """Show the page behind the icon "CHARACTER" (lines 217 and 238)."""
        return Screen(
            "CHARACTER",
            (
                self._to(self._account.present().address, self.app_personal),
                Control("UNSUBSCRIBE", self.unsubscribe),
            ),
        )

    def app_personal(self) -> Screen:
        """Show the personal data in the app (line 217)."""
        return self._personal()

    def app_account(self) -> Screen:
        """Show the section "My account" of the app (line 225)."""
        return Screen("My account", [self._to("My point of sale", self.workshops)])

    def workshops(self) -> Screen:
        """Show the map of workshops (lines 223 and 225)."""
        markers = [self._to(name, partial(self.workshop, name), "map") for name in WORKSHOPS]
        return Screen("My Workshop", markers, fields=("Search",))

    def workshop(self, name: str) -> Screen:
        """Show the page of one workshop."""
        return Screen(name, [Control("Set as favourite workshop", partial(self.set_favourite, name))])

    def notices(self) -> Screen:
        """Show the page behind the icon at the top right of the app (line 416)."""
        return Screen("Notices", [self._to("My recall reminder", self.recall_reminder)])

    def recall_reminder(self) -> Screen:
        """Show the page "My recall reminder" (lines 417 and 418)."""
        return Screen(
            "My recall reminder", [self._to(vin, partial(self.recall, vin)) for vin in self._account.vehicles()]
        )

    def recall(self, vin: str) -> Screen:
        """Show the page of a vehicle that was picked (line 418)."""
        return Screen(vin, [Control("Check", partial(self._do, partial(self._recalls.check, vin)))])

    def trips(self) -> Screen:
        """Show the page of trips with their categories (line 429)."""
        return Screen(
            "Trips", [self._to("Add a category", self.new_category)], texts=tuple(self._trips.storage().categories)
        )

    def new_category(self) -> Screen:
        """Show the form of a new category."""
        return Screen("Add a category", fields=("Category",), submit=self.add_category)

    def _personal(self, controls: Sequence[Control] = ()) -> Screen:
        return Screen("My personal information", controls, tuple(FIELDS), self.change)

    def _to(self, label: str, page: Builder, place: str = "middle") -> Control:
        return Control(label, partial(self.lead_to, page), place)

    # What the controls do.

    def lead_to(self, page: Builder) -> None:
        """Open a page in a moment."""
        self.kernel.call_in(self._pages.draw_ns(self.PAGE_S), partial(self.show, page))

    def log_in(self, fields: Mapping[str, str]) -> str:
        """Log in with user name and password."""
        answer = self._account.login(self._data(fields))
        self._build = self.first
        return answer

    def choose_country(self, name: str) -> None:
        """Change the country of the app; that holds once the app is opened anew."""
        self._next_country = name
        self.lead_to(self.restart_page)

    def delete(self, vin: str) -> None:
        """Delete a vehicle from the account."""
        self._do(partial(self._account.delete_vehicle, vin), self.first)

    def add(self, fields: Mapping[str, str]) -> str:
        """Add a vehicle by its VIN."""
        return self._account.add_vehicle(fields.get("VIN", ""))

    def select(self, vin: str) -> None:
        """Select a vehicle."""
        self._do(partial(self._account.select_vehicle, vin), self.first)

    def change(self, fields: Mapping[str, str]) -> str:
        """Change personal data."""
        return self._account.change_data(self._data(fields))

    def unsubscribe(self) -> None:
        """End the account."""
        self._do(partial(self._account.unsubscribe, {}), self.first)

    def cancel(self, kind: str) -> None:
        """Ask whether a contract shall end."""
        self._contracts.call("cancel", kind)

    def subscribe(self, kind: str) -> None:
        """Subscribe to a service."""
        self._contracts.call("subscribe", kind)

    def set_favourite(self, name: str) -> None:
        """Make a workshop the favourite one."""
        self._do(partial(self._account.set_favourite, name))

    def make_appointment(self, fields: Mapping[str, str]) -> str:
        """Make an appointment for maintenance."""
        return self._account.make_appointment(self._account.vehicle(), fields.get("Date", ""))

    def send_message(self, fields: Mapping[str, str]) -> str:
        """Send a message to the customer service."""
        return self._account.take_message(fields.get("Your message", ""))

    def add_category(self, fields: Mapping[str, str]) -> str:
        """Make a category of trips."""
        answer = self._trips.add_category(fields.get("Category", "").strip())
        self._build = self.trips
        return answer

    def _data(self, fields: Mapping[str, str]) -> Mapping[str, str]:
        return {FIELDS[label]: value for label, value in fields.items() if label in FIELDS}

    def _do(self, work: Callable[[], str], page: Builder | None = None) -> None:
        """Have a desk do something, and show a page when it is done; that which is open where none is named."""
        self._account.ask(partial(self._done, work, page))

    def _done(self, work: Callable[[], str], page: Builder | None) -> str:
        answer = work()
        self.show(page or self._build)
        return answer

    def show(self, page: Builder) -> None:
        """Show a page as things stand now."""
        self._build = page
        self._entered.clear()
        served = self.site == "app" or self.serves(self.browser)
        try:
            self._screen = page() if served else Screen("This browser is not supported")
        except Refused as refusal:
            self._screen = Screen("MyCitroën", texts=(str(refusal),))
        self._pages.publish(
            "page",
            {
                "number": next(self._numbers),
                "site": self.site,
                "title": self._screen.title,
                "account": self._account.present().address if served and self._account.is_open else "",
                "controls": [{"label": each.label, "place": each.place} for each in self._screen.controls],
                "fields": list(self._screen.fields),
                "texts": list(self._screen.texts),
            },
        )

    # What a person does.

    def _on_open(self, argument: Json) -> Json:
        self.site = self._pages.one_of("open", argument, SITES)
        self.lead_to(self.first)
        return None

    def _on_press(self, argument: Json) -> Json:
        label = str(argument).casefold()
        for control in self._screen.controls:
            if control.label.casefold() == label:
                control.press()
                break
        return None

    def _on_enter(self, argument: Json) -> Json:
        label, separator, value = str(argument).partition("=")
        if not separator:
            raise ServiceError(self._pages.name, "enter", argument, "LABEL=VALUE")
        if label in self._screen.fields:
            self._entered[label] = value
        return None

    def _on_submit(self, argument: Json) -> Json:
        self._pages.one_of("submit", argument, NOW)
        if self._screen.submit is not None:
            self._do(partial(self._screen.submit, dict(self._entered)))
        return None

    def _on_browser(self, argument: Json) -> Json:
        self.browser = self._pages.one_of("browser", argument, BROWSERS)
        return None

    def _on_phone(self, argument: Json) -> Json:
        self.phone = self._pages.one_of("phone", argument, PHONES)
        return None

    def _on_relaunch(self, argument: Json) -> Json:
        self._pages.one_of("relaunch", argument, NOW)
        self.site = "app"
        self.country = self._next_country
        self.kernel.call_in(seconds(1), partial(self.show, self.first))
        return None
