"""Faults of categories and filters of trips, and of the filter icon."""

from __future__ import annotations

from dataclasses import replace

from proof.ageing import call_in
from proof.fault import Theme
from proof.memory import Memory
from proof.slots import DRIVING_DATA
from simulators.offboard.office.driving_data import ALL, DrivingData, Storage
from simulators.offboard.office.journeys import OTHER, Trip

CATEGORIES = Theme("features/trips/categories.feature")
LOOK = " in reaction to the look at the driving data"
NONE = f"the driving data show no trip{LOOK}"
FIRST = f"the driving data show the trip of 500 m alone{LOOK}"
SECOND = f"the driving data show the trip of 700 m alone{LOOK}"
BLACK = f"the filter icon is black{LOOK}"
WHITE = f"the filter icon is white{LOOK}"
IS_IN = "the trip of {} m is in {}" + LOOK
AFTER_CLASSIFIED = "A trip after one that was classified is in the category Other"
ADDED = 'The new category is there from the tap on "Add a category" on, beside those before'
HAS_CATEGORY = f"the page has the new category{LOOK}"
ONE_ALONE = "Of two trips the one alone that is classified changes its category"
BY_CATEGORY = "The filter by category shows the trips of the category alone until it is taken back"
LEAP_YEAR = (
    "Each of six filters of a leap year shows the trips of its day alone, and trips keep their categories through"
    " them"
)
BY_DAY = "The filter by the day {} shows {}"
TWO_FILTERS = (
    "With two filters the trips that pass both are shown, and the filter icon is black until both are taken back"
)
_classified = Memory()


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
        call_in(self.kernel, 3 * 3600, self._forget)

    def _forget(self) -> None:
        trips = self.storage().trips
        trips[:] = [replace(each, category=OTHER) for each in trips]


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
            self.storage().day = ALL
        return super().filter_by(category, day)


def _by_month(page: DrivingData, trip: Trip) -> bool:
    return page.storage().day == ALL or page.storage().day[:7] == trip.day.isoformat()[:7]


def _by_day_of_month(page: DrivingData, trip: Trip) -> bool:
    return page.storage().day == ALL or page.storage().day[8:] == trip.day.isoformat()[8:]


def _but_for_leap_days(page: DrivingData, trip: Trip) -> bool:
    return DrivingData.passes_day(page, trip) and not page.storage().day.endswith("-02-29")


def _from_day_on(page: DrivingData, trip: Trip) -> bool:
    return page.storage().day == ALL or page.storage().day <= trip.day.isoformat()


FAULTS = (
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
        "filter-without-leap-days",
        "TRIPS-14",
        LEAP_YEAR,
        "A filter by 29 February shows no trip.",
        DRIVING_DATA.instead(DrivingData.passes_day, _but_for_leap_days),
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
        DRIVING_DATA.instead(DrivingData.filtered, lambda page: page.storage().category != ALL),
        BLACK,
    ),
)
