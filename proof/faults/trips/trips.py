"""Faults of the driving data: what the app keeps, shows, exports and takes back, and what a contract brings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from proof.fault import Theme
from proof.memory import Memory
from proof.slots import DOCUMENTS, DRIVING_DATA, JOURNEYS, TRIP_PAGES
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.documents import Documents
from simulators.offboard.office.driving_data import ALL, DrivingData, Storage
from simulators.offboard.office.journeys import OTHER, Journeys, Trip, months_before
from simulators.offboard.phone.trips import TripPages
from simulators.plant.bluetooth import Message

EXPORT = Theme("features/trips/export.feature")
CATEGORIES = Theme("features/trips/categories.feature")
MONITORING = Theme("features/trips/monitoring.feature")
REMOVED = Theme("features/subscriptions/app_data.feature")

LOOK = " in reaction to the look at the driving data"
NONE = f"the driving data show no trip{LOOK}"
FIRST = f"the driving data show the trip of 500 m alone{LOOK}"
SECOND = f"the driving data show the trip of 700 m alone{LOOK}"
BOTH = f"the driving data show the trips of 500 m and 700 m{LOOK}"
BLACK = f"the filter icon is black{LOOK}"
WHITE = f"the filter icon is white{LOOK}"
GREYED_OUT = f'"Find your driving data" is greyed out{LOOK}'
CAN_BE_TAPPED = f'"Find your driving data" can be tapped{LOOK}'
SAME = "the driving data show each trip as before the change"
WHY = "the page says why it refuses in reaction to the request"
ROWS = "the spreadsheet has a row for each trip of the page"
IS_IN = "the trip of {} m is in {}" + LOOK

ANEW = "With the app installed anew there is no saved trip"
ANOTHER = "With another smartphone there is no saved trip"
ROUND_TRIP = "With {} an import brings back each exported trip with its category"
DAMAGED = "An import of the exported file {} is refused with a message and loses no trip"
SHEET = "The spreadsheet has a row for each trip"
MAIL = "Without an e-mail application trips are not exported, and with one they are"
UNTIL = '"Find your driving data" is greyed out until a trip is recorded'
AFTER_CLASSIFIED = "A trip after one that was classified is in the category Other"
ADDED = 'The new category is there from the tap on "Add a category" on, beside those before'
HAS_CATEGORY = f"the page has the new category{LOOK}"
ONE_ALONE = "Of two trips the one alone that is classified changes its category"
BY_CATEGORY = "The filter by category shows the trips of the category alone until it is taken back"
BY_DAY = "The filter by the day {} shows {}"
TWO_FILTERS = (
    "With two filters the trips that pass both are shown, and the filter icon is black until both are taken back"
)
BY_ITSELF = 'A trip comes into the app without the phone, and "Find your driving data" is greyed out'
AFTER_CONTRACT = '"Find your driving data" can be tapped again when the contract has ended'
SHOWN = "A trip of {} is shown on {}"
NOT_SHOWN = "A trip of {} is not shown any more on {}"

_classified = Memory()
_imported = Memory()


class CloudlessData(DrivingData):
    """A page that keeps all trips in one place, whichever smartphone is in the hand."""

    def storage(self) -> Storage:
        return self._storages.setdefault(0, Storage())


class KeepingCategories(DrivingData):
    """A page whose next trip takes over the category of the one before."""

    def keep(self, trip: Trip) -> None:
        kept = self.storage().trips
        super().keep(replace(trip, category=kept[-1].category) if kept else trip)


class SweepingData(DrivingData):
    """A page that puts every trip into the category of one."""

    def set_category(self, trip: Trip, category: str) -> None:
        for each in self.storage().trips:
            super().set_category(each, category)


class ForgetfulData(DrivingData):
    """A page that forgets, overnight, how trips were classified."""

    def set_category(self, trip: Trip, category: str) -> None:
        super().set_category(trip, category)
        self.kernel.call_in(3 * 3600 * 10**9, self._forget)

    def _forget(self) -> None:
        trips = self.storage().trips
        trips[:] = [replace(each, category=OTHER) for each in trips]


class CarelessImport(DrivingData):
    """A page that clears what it has before it has read the file."""

    def import_file(self, content: str) -> str:
        self.storage().trips.clear()
        return super().import_file(content)


class SilentImport(DrivingData):
    """A page that takes a damaged file for an empty one, and says nothing."""

    def import_file(self, content: str) -> str:
        try:
            return super().import_file(content)
        except Refused:
            return "Your trips have been imported"


class FullImport(DrivingData):
    """A page that has no room for another trip after an import."""

    def keep(self, trip: Trip) -> None:
        if not _imported.happened(self):
            super().keep(trip)


class AnyMailApp(DrivingData):
    """A page that exports without an e-mail application."""

    def export(self, kind: str) -> str:
        self._mail_app = "installed"
        return super().export(kind)


class StubbornMailApp(DrivingData):
    """A page that finds no e-mail application any more once there was none."""

    _missed = False

    def export(self, kind: str) -> str:
        self._missed = self._missed or self._mail_app == "missing"
        if self._missed:
            raise Refused("Please install an e-mail application to export your trips")
        return super().export(kind)


class OneCategory(DrivingData):
    """A page whose new category takes the place of all others."""

    def add_category(self, name: str) -> str:
        self.storage().categories.clear()
        return super().add_category(name)


class ClubData(DrivingData):
    """A page that has a category of its own making."""

    def storage(self) -> Storage:
        storage = super().storage()
        if "Club" not in storage.categories:
            storage.categories.append("Club")
        return storage


class WidowedFilter(DrivingData):
    """A page whose filter by day falls away with that by category."""

    def filter_by(self, category: str | None = None, day: str | None = None) -> str:
        if category == ALL:
            self._day = ALL
        return super().filter_by(category, day)


class TwoTrips(DrivingData):
    """A page that has room for two trips."""

    def keep(self, trip: Trip) -> None:
        super().keep(trip)
        del self.storage().trips[:-2]


class OnceCovered(Journeys):
    """A record that takes a contract for one without an end."""

    _once = False

    def covered(self) -> bool:
        self._once = self._once or super().covered()
        return self._once


class SixtyDays(Journeys):
    """A record that gives the trips of 60 days."""

    def first_day(self, today: dt.date) -> dt.date:
        return today - dt.timedelta(days=60)


class ReadOnce(Journeys):
    """A record that gives each trip once: the smartphone that comes next gets none."""

    _given = 0

    def trips(self) -> list[Trip]:
        trips = super().trips()
        given, self._given = self._given, len(trips)
        return trips[given:]


class Purged(Journeys):
    """A record that gives all its trips while the last one is young."""

    def trips(self) -> list[Trip]:
        return list(self._trips) if super().trips() else []


class FadingPages(TripPages):
    """A page of the last trip that is empty again after an hour."""

    def take_information(self, message: Message) -> None:
        super().take_information(message)
        self._phone.kernel.call_in(3600 * 10**9, self.clear)


def _without_categories(trips: Sequence[Trip]) -> list[Trip]:
    return [replace(each, category=OTHER) for each in trips]


def _a_metre_short(trips: Sequence[Trip]) -> list[Trip]:
    return [replace(each, distance_m=each.distance_m - 1) for each in trips]


def _by_month(page: DrivingData, trip: Trip) -> bool:
    return page._day == ALL or page._day[:7] == trip.day.isoformat()[:7]


def _by_day_of_month(page: DrivingData, trip: Trip) -> bool:
    return page._day == ALL or page._day[8:] == trip.day.isoformat()[8:]


def _from_day_on(page: DrivingData, trip: Trip) -> bool:
    return page._day == ALL or page._day <= trip.day.isoformat()


FAULTS = (
    EXPORT.fault(
        "trips-outlive-the-app",
        "TRIPS-01",
        ANEW,
        "Saved trips are there in an app that was installed anew.",
        DRIVING_DATA.ignores(DrivingData.erase),
        NONE,
    ),
    EXPORT.fault(
        "trips-on-every-smartphone",
        "TRIPS-01",
        ANOTHER,
        "Saved trips are there on any smartphone.",
        DRIVING_DATA.replaced(CloudlessData),
        NONE,
    ),
    EXPORT.fault(
        "trips-gone-overnight",
        "TRIPS-01",
        "A saved trip stays in the app of a smartphone that is kept",
        "Saved trips are gone after some hours.",
        DRIVING_DATA.also(DrivingData.keep, lambda page: page.storage().trips.clear(), after_s=4 * 3600),
        FIRST,
    ),
    EXPORT.fault(
        "import-brings-nothing",
        "TRIPS-02",
        ROUND_TRIP.format("another smartphone"),
        "An import brings no trip.",
        DRIVING_DATA.instead(DrivingData.import_file, lambda _page, _content: "Your trips have been imported"),
        BOTH,
    ),
    EXPORT.fault(
        "export-of-the-last-trip",
        "TRIPS-02",
        ROUND_TRIP.format("another smartphone"),
        "The last trip alone is exported.",
        DRIVING_DATA.alters(DrivingData.exported, lambda trips: trips[-1:]),
        BOTH,
    ),
    EXPORT.fault(
        "export-without-categories",
        "TRIPS-03",
        ROUND_TRIP.format("the app installed anew"),
        "Categories are not exported.",
        DRIVING_DATA.alters(DrivingData.exported, _without_categories),
        SAME,
    ),
    EXPORT.fault(
        "export-a-metre-short",
        "TRIPS-02",
        ROUND_TRIP.format("another smartphone"),
        "Exported trips are a metre short.",
        DRIVING_DATA.alters(DrivingData.exported, _a_metre_short),
        SAME,
    ),
    EXPORT.fault(
        "damaged-import-clears-the-trips",
        "TRIPS-02",
        DAMAGED.format("cut in half"),
        "A file that cannot be read clears the trips.",
        DRIVING_DATA.replaced(CarelessImport),
        FIRST,
    ),
    EXPORT.fault(
        "damaged-import-without-a-word",
        "TRIPS-02",
        DAMAGED.format("with bytes changed"),
        "A file that cannot be read is said to be imported.",
        DRIVING_DATA.replaced(SilentImport),
        WHY,
    ),
    EXPORT.fault(
        "no-trip-after-an-import",
        "TRIPS-03",
        "A trip after an import is added to the imported ones",
        "After an import no trip is kept any more.",
        DRIVING_DATA.replaced(FullImport) | DRIVING_DATA.also(DrivingData.import_file, _imported.note),
    ),
    EXPORT.fault(
        "spreadsheet-lacks-a-trip",
        "TRIPS-04",
        SHEET,
        "The spreadsheet lacks the first trip.",
        DRIVING_DATA.alters(DrivingData.exported, lambda trips: trips[1:]),
        ROWS,
    ),
    EXPORT.fault(
        "third-trip-in-place-of-the-first",
        "TRIPS-04",
        SHEET,
        "Two trips are kept, and no third one.",
        DRIVING_DATA.replaced(TwoTrips),
        "the driving data show the trips of 300 m, 500 m and 700 m in reaction to the look at the driving data",
    ),
    EXPORT.fault(
        "spreadsheet-with-a-trip-twice",
        "TRIPS-04",
        SHEET,
        "The spreadsheet has the first trip twice.",
        DRIVING_DATA.alters(DrivingData.exported, lambda trips: [*trips, trips[0]]),
        ROWS,
    ),
    EXPORT.fault(
        "spreadsheet-that-is-none",
        "TRIPS-04",
        SHEET,
        "The spreadsheet cannot be opened.",
        DOCUMENTS.given(Documents.deliver, content=lambda content: content[: len(content) // 2]),
        "the file that is given is a spreadsheet in reaction to the export",
    ),
    EXPORT.fault(
        "export-without-a-mail-application",
        "TRIPS-05",
        MAIL,
        "Trips are exported without an e-mail application.",
        DRIVING_DATA.replaced(AnyMailApp),
        "the page says why it refuses in reaction to the export",
    ),
    EXPORT.fault(
        "export-never-again-without-a-mail-application",
        "TRIPS-05",
        MAIL,
        "An export that was refused once is refused for ever.",
        DRIVING_DATA.replaced(StubbornMailApp),
        "a file with the trips is given in reaction to the export",
    ),
    EXPORT.fault(
        "find-elsewhere-without-a-trip",
        "TRIPS-07",
        UNTIL,
        "It can be tapped without a recorded trip.",
        DRIVING_DATA.returns(DrivingData.is_transferable, True),
        GREYED_OUT,
    ),
    EXPORT.fault(
        "find-elsewhere-never",
        "TRIPS-06",
        UNTIL,
        "It can never be tapped.",
        DRIVING_DATA.returns(DrivingData.is_transferable, False),
        CAN_BE_TAPPED,
    ),
    EXPORT.fault(
        "find-elsewhere-of-the-app-before",
        "TRIPS-07",
        '"Find your driving data" is greyed out in an app installed anew',
        "It can be tapped in an app that was installed anew.",
        DRIVING_DATA.ignores(DrivingData.erase),
    ),
    REMOVED.fault(
        "app-data-outlive-the-app",
        "SUBS-10",
        "An app installed anew has no data on the vehicle",
        "The last trip is shown in an app that was installed anew.",
        TRIP_PAGES.ignores(TripPages.clear),
        "no trip is in the app for 60 s after the change",
    ),
    REMOVED.fault(
        "information-outlives-the-app",
        "SUBS-10",
        "An app installed anew has no data on the vehicle",
        "The information on the vehicle is shown in an app that was installed anew.",
        TRIP_PAGES.instead(TripPages.clear, lambda pages: pages._phone.publish("trip", None)),
        "the app has no information on the vehicle over Bluetooth for 60 s after the change",
    ),
    REMOVED.fault(
        "trips-come-back-with-an-import",
        "SUBS-10",
        "Of two trips the one alone comes back that was there when the trips were exported",
        "An import brings back all trips that ever were.",
        DRIVING_DATA.ignores(DrivingData.erase),
    ),
    REMOVED.fault(
        "app-data-fade",
        "SUBS-10",
        "The data on the vehicle stay in an app that is not removed",
        "The last trip is gone after an hour.",
        TRIP_PAGES.replaced(FadingPages),
        "the trip is in the app",
    ),
    CATEGORIES.fault(
        "trips-without-a-category",
        "TRIPS-11",
        "A new trip is in the category Other",
        "A new trip is in another category.",
        DRIVING_DATA.given(DrivingData.keep, trip=lambda trip: replace(trip, category="Private")),
    ),
    CATEGORIES.fault(
        "next-trip-in-the-category-of-the-last",
        "TRIPS-11",
        AFTER_CLASSIFIED,
        "A trip is in the category of the one before.",
        DRIVING_DATA.replaced(KeepingCategories),
        IS_IN.format(700, "the category Other"),
    ),
    CATEGORIES.fault(
        "every-trip-classified-at-once",
        "TRIPS-12",
        ONE_ALONE,
        "A category is given to all trips.",
        DRIVING_DATA.replaced(SweepingData),
        IS_IN.format(500, "the category Other"),
    ),
    CATEGORIES.fault(
        "existing-category-not-given",
        "TRIPS-12",
        ONE_ALONE,
        "A trip is not put into the category.",
        DRIVING_DATA.ignores(DrivingData.set_category),
        IS_IN.format(700, "a category that is there"),
    ),
    CATEGORIES.fault(
        "category-forgotten-overnight",
        "TRIPS-12",
        "A trip stays in the new category overnight",
        "How a trip was classified is forgotten after three hours.",
        DRIVING_DATA.replaced(ForgetfulData),
        IS_IN.format(500, "the new category"),
    ),
    CATEGORIES.fault(
        "category-given-once",
        "TRIPS-12",
        "A trip is put back into the category Other",
        "A trip that was classified keeps its category.",
        DRIVING_DATA.also(DrivingData.set_category, _classified.note)
        | DRIVING_DATA.ignores(DrivingData.set_category, when=_classified.happened),
    ),
    CATEGORIES.fault(
        "add-a-category-without-effect",
        "TRIPS-13",
        ADDED,
        "No category is made.",
        DRIVING_DATA.instead(DrivingData.add_category, lambda _page, _name: "Your category has been added"),
        HAS_CATEGORY,
    ),
    CATEGORIES.fault(
        "add-a-category-in-place-of-another",
        "TRIPS-13",
        ADDED,
        "The new category takes the place of those before.",
        DRIVING_DATA.replaced(OneCategory),
        HAS_CATEGORY,
    ),
    CATEGORIES.fault(
        "new-category-there-at-first",
        "TRIPS-13",
        ADDED,
        "A category is there that nobody has made.",
        DRIVING_DATA.replaced(ClubData),
        f"the page does not have the new category{LOOK}",
    ),
    CATEGORIES.fault(
        "filter-by-category-without-effect",
        "TRIPS-10",
        BY_CATEGORY,
        "The filter by category lets all trips through.",
        DRIVING_DATA.returns(DrivingData.passes_category, True),
        SECOND,
    ),
    CATEGORIES.fault(
        "filter-by-month",
        "TRIPS-14",
        BY_DAY.format("2026-07-30", "no trip"),
        "The filter by day shows the trips of its month.",
        DRIVING_DATA.instead(DrivingData.passes_day, _by_month),
        NONE,
    ),
    CATEGORIES.fault(
        "filter-by-day-of-the-month",
        "TRIPS-14",
        BY_DAY.format("2026-07-30", "no trip"),
        "The filter by day looks at the day of the month alone.",
        DRIVING_DATA.instead(DrivingData.passes_day, _by_day_of_month),
        NONE,
    ),
    CATEGORIES.fault(
        "filter-from-a-day-on",
        "TRIPS-14",
        BY_DAY.format("2026-06-30", "the trip of 500 m alone"),
        "The filter by day shows later trips too.",
        DRIVING_DATA.instead(DrivingData.passes_day, _from_day_on),
        FIRST,
    ),
    CATEGORIES.fault(
        "filter-by-day-without-effect",
        "TRIPS-10",
        BY_DAY.format("2026-07-01", "the trip of 700 m alone"),
        "The filter by day lets all trips through.",
        DRIVING_DATA.returns(DrivingData.passes_day, True),
        SECOND,
    ),
    CATEGORIES.fault(
        "filter-by-category-takes-the-other-along",
        "TRIPS-10",
        TWO_FILTERS,
        "The filter by day falls away with that by category.",
        DRIVING_DATA.replaced(WidowedFilter),
        SECOND,
    ),
    CATEGORIES.fault(
        "filter-icon-stays-white",
        "TRIPS-15",
        BY_CATEGORY,
        "The filter icon is white whatever is filtered.",
        DRIVING_DATA.returns(DrivingData.filtered, False),
        BLACK,
    ),
    CATEGORIES.fault(
        "filter-icon-stays-black",
        "TRIPS-16",
        BY_CATEGORY,
        "The filter icon is black without a filter.",
        DRIVING_DATA.returns(DrivingData.filtered, True),
        WHITE,
    ),
    CATEGORIES.fault(
        "filter-icon-for-the-category-alone",
        "TRIPS-15",
        BY_DAY.format("2026-07-30", "no trip"),
        "The filter icon does not tell of the filter by day.",
        DRIVING_DATA.instead(DrivingData.filtered, lambda page: page._category != ALL),
        BLACK,
    ),
    MONITORING.fault(
        "contract-brings-no-trip",
        "TRIPS-08",
        BY_ITSELF,
        "With the contract no trip comes by itself.",
        JOURNEYS.ignores(Journeys.hear),
        FIRST,
    ),
    MONITORING.fault(
        "trips-by-contract-never-classified",
        "TRIPS-10",
        "A trip that has come by itself can be classified",
        "A trip that the contract has brought cannot be classified.",
        JOURNEYS.ignores(Journeys.set_category),
    ),
    MONITORING.fault(
        "find-elsewhere-never-after-a-contract",
        "TRIPS-08",
        AFTER_CONTRACT,
        "It stays greyed out when the contract has ended.",
        JOURNEYS.replaced(OnceCovered),
        CAN_BE_TAPPED,
    ),
    MONITORING.fault(
        "contract-hides-the-trips-of-before",
        "TRIPS-08",
        AFTER_CONTRACT,
        "Trips from before the contract are not shown any more.",
        DRIVING_DATA.instead(DrivingData.shown, lambda page: page._journeys.trips()),
        f"the driving data show the trip of 500 m alone{LOOK}",
    ),
    MONITORING.fault(
        "contract-leaves-find-elsewhere",
        "TRIPS-08",
        '"Find your driving data" is greyed out once there is a contract',
        "It can be tapped with the contract too.",
        DRIVING_DATA.instead(DrivingData.is_transferable, lambda page: bool(page.storage().trips)),
        GREYED_OUT,
    ),
    MONITORING.fault(
        "trips-without-a-contract",
        "TRIPS-08",
        "Without the contract no trip comes into the app without the phone",
        "Trips come by themselves without the contract.",
        JOURNEYS.returns(Journeys.covered, True),
    ),
    MONITORING.fault(
        "contract-brings-each-trip-once",
        "TRIPS-08",
        "Each trip comes into the app of another smartphone",
        "Trips that were shown once do not come to another smartphone.",
        JOURNEYS.replaced(ReadOnce),
    ),
    MONITORING.fault(
        "trips-of-60-days",
        "TRIPS-09",
        SHOWN.format("2026-07-02", "2026-09-01"),
        "The contract gives trips of 60 days.",
        JOURNEYS.replaced(SixtyDays),
    ),
    MONITORING.fault(
        "trips-of-60-days-in-winter",
        "TRIPS-09",
        NOT_SHOWN.format("2026-12-31", "2027-03-01"),
        "The contract gives trips of 60 days.",
        JOURNEYS.replaced(SixtyDays),
        NONE,
    ),
    MONITORING.fault(
        "trips-for-ever",
        "TRIPS-09",
        NOT_SHOWN.format("2026-06-01", "2026-08-02"),
        "The contract gives trips of any age.",
        JOURNEYS.returns(Journeys.first_day, dt.date.min),
        NONE,
    ),
    MONITORING.fault(
        "trips-of-a-month",
        "TRIPS-09",
        SHOWN.format("2026-06-02", "2026-08-01"),
        "The contract gives trips of one month.",
        JOURNEYS.instead(Journeys.first_day, lambda _journeys, today: months_before(today, 1)),
    ),
    MONITORING.fault(
        "old-trips-while-there-is-a-young-one",
        "TRIPS-09",
        "Of two trips the older one is not shown any more after two months",
        "Old trips are shown as long as there is a young one.",
        JOURNEYS.replaced(Purged),
    ),
)
