"""The page of the app with the driver's trips: categories, filters, export and import (lines 373 to 436)."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import count

from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.calendar import Calendar
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.desk import Desk
from simulators.offboard.office.documents import Documents
from simulators.offboard.office.journeys import OTHER, Journeys, Trip
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.spreadsheet import TYPE, read_trips, write_trips
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Json, ServiceChange, ServiceError

READY_CATEGORIES = (OTHER, "Business", "Private")
"""The categories that are there at first; all but the first one are the simulated app's own."""

ALL = "all"
LOOKS = ("page", "elsewhere")
EXPORTS = ("transfer", "spreadsheet")
MAIL_APPS = ("installed", "missing")


@dataclass
class Storage:
    """The memory of the app of one customer on one smartphone, which is gone with the app.

    Attributes:
        trips: What has come over Bluetooth or from a file.
        categories: Names, in the order of the page.
        category: The one whose trips alone are shown, or all.
        day: The one in ISO form whose trips alone are shown, or all.
    """

    trips: list[Trip] = field(default_factory=list)
    categories: list[str] = field(default_factory=lambda: list(READY_CATEGORIES))
    category: str = ALL
    day: str = ALL


class DrivingData(Desk):
    """The page "driving data".

    Item: `page` (null, or as it was when it was opened: `number`, `vin` of the selected vehicle, `trips` as far as
    the filters let them through, each with `day`, `distance_m`, `duration_s`, `average_consumption` and
    `category`, `categories`, `filter_icon` {black, white}, `find_elsewhere` {enabled, greyed_out}).

    Verbs: `look` {page, elsewhere}: open it or leave it; `add_category` (a name), `classify` (N=CATEGORY: the trip
    in the Nth place of the page), `filter_category` (a name, or all), `filter_day` (ISO, or all), `export`
    {transfer, spreadsheet}, which makes a file of the documents, `import` (such a file, in base64), `mail_app`
    {installed, missing}.

    Args:
        pages: Where answers are shown.
        calendar: Tells the day of a trip.
        account: Tells which vehicle is selected.
        phone: Gets the trips over Bluetooth, and is the smartphone that keeps them.
        journeys: Trips that come over the network.
        documents: Where exported files appear.
    """

    name = "trips"

    def __init__(
        self,
        pages: Pages,
        calendar: Calendar,
        account: AccountDesk,
        phone: Phone,
        journeys: Journeys,
        documents: Documents,
    ) -> None:
        super().__init__(pages.kernel, pages.answer)
        self._calendar = calendar
        self._account = account
        self._phone = phone
        self._journeys = journeys
        self._documents = documents
        self._numbers = count(1)
        self._storages: dict[tuple[int, str], Storage] = {}
        self._mail_app = "installed"
        self.offer("look", self._on_look)
        self.offer("add_category", lambda argument: self._later(partial(self.add_category, str(argument))))
        self.offer("classify", self._on_classify)
        self.offer("filter_category", self._on_filter_category)
        self.offer("filter_day", self._on_filter_day)
        self.offer("export", self._on_export)
        self.offer("import", lambda argument: self._later(partial(self.import_file, str(argument))))
        self.offer("mail_app", self._on_mail_app)
        phone.watch(self._on_phone)

    def restore(self) -> None:
        """Have no trip, no filter and no category of the driver's own."""
        self._storages.clear()
        self._mail_app = "installed"
        self.publish("page", None)

    def erase(self) -> None:
        """Forget what the smartphone keeps: its app has been removed (line 373)."""
        handset = self._handset()
        self._storages = {key: kept for key, kept in self._storages.items() if key[0] != handset}

    def storage(self) -> Storage:
        """Return what the smartphone in the hand keeps for whose the app is."""
        return self._storages.setdefault((self._handset(), self._account.user()), Storage())

    def keep(self, trip: Trip) -> None:
        """Keep a trip that has come over Bluetooth, which the contract does not bring by itself."""
        if not self.covered():
            self.storage().trips.append(trip)

    def covered(self) -> bool:
        """Tell whether a contract of whose the app is brings the trips by itself."""
        return self._journeys.covered(self._account.user())

    def show(self) -> str:
        """Show the page."""
        vin = self._account.vehicle()
        self.publish(
            "page",
            {
                "number": next(self._numbers),
                "vin": vin,
                "trips": [self._row(each) for each in self.shown()],
                "categories": list(self.storage().categories),
                "filter_icon": "black" if self.filtered() else "white",
                "find_elsewhere": "enabled" if self.is_transferable() else "greyed_out",
            },
        )
        return "Your driving data"

    def filtered(self) -> bool:
        """Tell whether a filter is active."""
        return (self.storage().category, self.storage().day) != (ALL, ALL)

    def all_trips(self) -> list[Trip]:
        """Return the trips of the selected vehicle, the oldest first."""
        vin = self._account.vehicle()
        return [each for each in self.kept() if each.vin == vin]

    def kept(self) -> list[Trip]:
        """Return the trips of all vehicles that whose the app is has there, from smartphone and office."""
        return [*self.storage().trips, *self._journeys.trips(self._account.user())]

    def shown(self) -> list[Trip]:
        """Return the trips that the filters let through."""
        return [each for each in self.all_trips() if self.passes_category(each) and self.passes_day(each)]

    def passes_category(self, trip: Trip) -> bool:
        """Tell whether the filter by category lets a trip through."""
        return self.storage().category in (ALL, trip.category)

    def passes_day(self, trip: Trip) -> bool:
        """Tell whether the filter by day lets a trip through."""
        return self.storage().day in (ALL, trip.day.isoformat())

    def is_transferable(self) -> bool:
        """Tell whether the trips can be taken to another smartphone (lines 381 to 384)."""
        return bool(self.storage().trips) and not self.covered()

    def add_category(self, name: str) -> str:
        """Make a new category.

        Raises:
            Refused: Nobody is logged in, it has no name, or there is one of that name.
        """
        self._account.present()
        name = name.strip()
        if not name or name in self.storage().categories:
            raise Refused("The new category must have a name of its own")
        self.storage().categories.append(name)
        return "Your category has been added"

    def classify(self, place: int, category: str) -> str:
        """Put a trip of the page into a category.

        Raises:
            Refused: There is no such trip, or no such category.
        """
        shown = self.shown()
        if not 0 < place <= len(shown) or category not in self.storage().categories:
            raise Refused("There is no such trip or category")
        self.set_category(shown[place - 1], category)
        return "Your trip has been classified"

    def set_category(self, trip: Trip, category: str) -> None:
        """Give a trip its category, whether the smartphone keeps it or the contract brings it."""
        self._journeys.set_category(self._account.user(), trip, category)
        trips = self.storage().trips
        trips[:] = [replace(each, category=category) if each is trip else each for each in trips]

    def export(self, kind: str) -> str:
        """Make a file of the trips, for another smartphone or as a spreadsheet.

        Raises:
            Refused: There is no e-mail application (line 379), or nothing to take along.
        """
        if self._mail_app == "missing":
            raise Refused("Please install an e-mail application to export your trips")
        if kind == "transfer" and not self.is_transferable():
            raise Refused("There are no trips to take to another smartphone")
        self._documents.deliver("trips.xlsx", TYPE, write_trips(self.exported()))
        return "Your trips have been exported"

    def exported(self) -> Sequence[Trip]:
        """Return the trips that go into a file: all of them, whatever the filters."""
        return self.all_trips()

    def import_file(self, content: str) -> str:
        """Take trips over from a file.

        Raises:
            Refused: Nobody is logged in, or it cannot be read; nothing has changed.
        """
        self._account.present()
        try:
            file = base64.b64decode(content, validate=True)
        except ValueError:  # signs that no base64 has
            file = b""
        trips = read_trips(file)
        storage = self.storage()
        storage.trips.extend(each for each in trips if each not in storage.trips)
        new = dict.fromkeys(each.category for each in trips if each.category not in storage.categories)
        storage.categories.extend(new)
        return "Your trips have been imported"

    def _row(self, trip: Trip) -> Json:
        return {name: value for name, value in asdict(trip).items() if name not in ("vin", "day")} | {
            "day": trip.day.isoformat()
        }

    def _handset(self) -> int:
        return self._phone.handsets.sender().handset

    def _on_phone(self, change: ServiceChange) -> None:
        told = change.value
        if change.item == "trip" and isinstance(told, Mapping):
            average = told["average_consumption"]
            self.keep(
                Trip(
                    vin=self._journeys.vin,
                    day=self._calendar.today(),
                    distance_m=float(str(told["distance_m"])),
                    duration_s=float(str(told["duration_s"])),
                    average_consumption=None if average is None else float(str(average)),
                )
            )

    def _later(self, work: partial[str]) -> Json:
        self.ask(work)
        return None

    def _on_look(self, argument: Json) -> Json:
        if self.one_of("look", argument, LOOKS) == "elsewhere":
            self.publish("page", None)
            return None
        return self._later(partial(self.show))

    def _on_classify(self, argument: Json) -> Json:
        place, separator, category = str(argument).partition("=")
        if not separator or not place.isdecimal():
            raise ServiceError(self.name, "classify", argument, "N=CATEGORY")
        return self._later(partial(self.classify, int(place), category))

    def _on_filter_category(self, argument: Json) -> Json:
        return self._later(partial(self.filter_by, category=str(argument)))

    def _on_filter_day(self, argument: Json) -> Json:
        day = str(argument)
        try:
            _ = day == ALL or dt.date.fromisoformat(day)
        except ValueError:
            raise ServiceError(self.name, "filter_day", argument, "an ISO date, or all") from None
        return self._later(partial(self.filter_by, day=day))

    def filter_by(self, category: str | None = None, day: str | None = None) -> str:
        """Set a filter; the other one stays as it was.

        Raises:
            Refused: Nobody is logged in, or there is no such category.
        """
        self._account.present()
        if category is not None:
            if category != ALL and category not in self.storage().categories:
                raise Refused("There is no such category")
            self.storage().category = category
        if day is not None:
            self.storage().day = day
        return "Your filters have been set"

    def _on_export(self, argument: Json) -> Json:
        return self._later(partial(self.export, self.one_of("export", argument, EXPORTS)))

    def _on_mail_app(self, argument: Json) -> Json:
        self._mail_app = self.one_of("mail_app", argument, MAIL_APPS)
        return None
