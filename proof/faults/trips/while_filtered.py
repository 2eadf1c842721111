"""Faults of trips and categories that show while a filter is active."""

from __future__ import annotations

from dataclasses import replace

from proof.fault import Theme
from proof.slots import DRIVING_DATA
from simulators.offboard.office.driving_data import ALL, DrivingData
from simulators.offboard.office.journeys import Trip

FILTERED = Theme("features/trips/while_filtered.feature")
LOOK = " in reaction to the look at the driving data"
BY_CATEGORY = "With a filter by category active the trip that is shown changes its category, and no other one"
BY_DAY = "With a filter by day active the trip that is shown changes its category, and no other one"
NEW = "With a filter active a new trip is in the category Other, and a new category is there"
ANOTHER = "One filter takes the place of another by category and by day, and each is taken back alone"


class OfTheWholeList(DrivingData):
    """A page that looks a trip up by its place among all trips, whatever the filters."""

    def classify(self, place: int, category: str) -> str:
        self.set_category(self.all_trips()[place - 1], category)
        return "Your trip has been classified"


class OfTheDay(DrivingData):
    """A page that classifies every trip from the day of the filter on."""

    def set_category(self, trip: Trip, category: str) -> None:
        day = self.storage().day
        for each in self.all_trips():
            if each is trip or (day != ALL and each.day < trip.day):
                super().set_category(each, category)


class FilteredCategory(DrivingData):
    """A page that puts a new trip into the category of the filter."""

    def keep(self, trip: Trip) -> None:
        category = self.storage().category
        super().keep(trip if category == ALL else replace(trip, category=category))


class EndingFilter(DrivingData):
    """A page whose filter ends with a new category."""

    def add_category(self, name: str) -> str:
        self.storage().category = ALL
        return super().add_category(name)


class FirstDay(DrivingData):
    """A page that keeps the first day that it is filtered by, until it is taken back."""

    def filter_by(self, category: str | None = None, day: str | None = None) -> str:
        kept = self.storage().day
        return super().filter_by(category, kept if day not in (None, ALL) and kept != ALL else day)


FAULTS = (
    FILTERED.fault(
        "classified-by-place-in-the-whole-list",
        "TRIPS-10",
        BY_CATEGORY,
        "With a filter active another trip is classified than the one that is shown.",
        DRIVING_DATA.replaced(OfTheWholeList),
        f"the driving data show no trip{LOOK}",
    ),
    FILTERED.fault(
        "classified-with-the-days-before",
        "TRIPS-12",
        BY_DAY,
        "With a filter by day active the trips of earlier days are classified too.",
        DRIVING_DATA.replaced(OfTheDay),
        f"the trip of 500 m is in the category Other{LOOK}",
    ),
    FILTERED.fault(
        "new-trip-in-the-category-of-the-filter",
        "TRIPS-11",
        NEW,
        "A trip that is made while a filter is active is in its category.",
        DRIVING_DATA.replaced(FilteredCategory),
        f"the driving data show the trip of 500 m alone{LOOK}",
    ),
    FILTERED.fault(
        "filter-ends-with-a-new-category",
        "TRIPS-15",
        NEW,
        "A new category ends the filter.",
        DRIVING_DATA.replaced(EndingFilter),
        f"the driving data show the trip of 500 m alone{LOOK}",
    ),
    FILTERED.fault(
        "first-day-of-the-calendar-stays",
        "TRIPS-14",
        ANOTHER,
        "A second day that is chosen in the calendar changes nothing.",
        DRIVING_DATA.replaced(FirstDay),
        f"the driving data show the trip of 700 m alone{LOOK}",
    ),
)
