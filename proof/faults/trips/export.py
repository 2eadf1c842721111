"""Faults of saved trips: what the app keeps, exports, takes back and forgets when it is removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from proof.fault import Theme
from proof.memory import Memory
from proof.slots import DOCUMENTS, DRIVING_DATA, TRIP_PAGES
from simulators.offboard.office.contracts import Refused
from simulators.offboard.office.documents import Documents
from simulators.offboard.office.driving_data import DrivingData, Storage
from simulators.offboard.office.journeys import OTHER, Trip
from simulators.offboard.office.spreadsheet import read_trips
from simulators.offboard.phone.trips import TripPages
from simulators.plant.bluetooth import Message

EXPORT = Theme("features/trips/export.feature")
REMOVED = Theme("features/subscriptions/app_data.feature")
LOOK = " in reaction to the look at the driving data"
NONE = f"the driving data show no trip{LOOK}"
FIRST = f"the driving data show the trip of 500 m alone{LOOK}"
BOTH = f"the driving data show the trips of 500 m and 700 m{LOOK}"
GREYED_OUT = f'"Find your driving data" is greyed out{LOOK}'
CAN_BE_TAPPED = f'"Find your driving data" can be tapped{LOOK}'
SAME = "the driving data show each trip as before the change"
WHY = "the page says why it refuses in reaction to the request"
ROWS = "the spreadsheet has a row for each trip of the page"
ANEW = "With the app installed anew there is no saved trip"
ANOTHER = "With another smartphone there is no saved trip"
ROUND_TRIP = "With {} an import brings back each exported trip with its category"
DAMAGED = "An import of the exported file {} is refused with a message and loses no trip"
SHEET = "The spreadsheet has a row for each trip"
MAIL = "Without an e-mail application trips are not exported, and with one they are"
UNTIL = '"Find your driving data" is greyed out until a trip is recorded'
_imported = Memory()


class CloudlessData(DrivingData):
    """A page that keeps all trips in one place, whichever smartphone is in the hand."""

    def storage(self) -> Storage:
        return self._storages.setdefault((0, self._account.user()), Storage())


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


class TwoTrips(DrivingData):
    """A page that has room for two trips."""

    def keep(self, trip: Trip) -> None:
        super().keep(trip)
        del self.storage().trips[:-2]


class FadingPages(TripPages):
    """A page of the last trip that is empty again after 20 min."""

    def take_information(self, message: Message) -> None:
        super().take_information(message)
        self._phone.kernel.call_in(20 * 60 * 10**9, self.clear)


def _without_categories(trips: Sequence[Trip]) -> list[Trip]:
    return [replace(each, category=OTHER) for each in trips]


def _a_metre_short(trips: Sequence[Trip]) -> list[Trip]:
    return [replace(each, distance_m=each.distance_m - 1) for each in trips]


def _as_csv(workbook: bytes) -> bytes:
    """Return the trips of a workbook in km, by lines, with their sum and their average."""
    kms = [trip.distance_m / 1000 for trip in read_trips(workbook)]
    rows = [f"{number};{km:.1f}" for number, km in enumerate(kms, 1)]
    lines = ["Trip;km", *rows, f"Sum;{sum(kms):.1f}", f"Average;{sum(kms) / len(kms):.1f}"]
    return "\r\n".join(lines).replace(".", ",").encode()


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
        "the driving data show the trips of 500 m, 700 m and 1500 m in reaction to the look at the driving data",
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
        "spreadsheet-of-values-with-semicolons",
        "TRIPS-04",
        SHEET,
        "The spreadsheet has values with semicolons between, decimal commas, and rows with sum and average.",
        DOCUMENTS.given(Documents.deliver, media_type=lambda _type: "text/csv; charset=utf-8", content=_as_csv),
        ROWS,
        good=True,
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
        "The last trip is gone after 20 min.",
        TRIP_PAGES.replaced(FadingPages),
        "the trip is in the app",
    ),
)
