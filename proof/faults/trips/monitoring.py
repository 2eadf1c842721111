"""Faults of trips that a contract brings: which come, how old they may be, what becomes of the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from clock.kernel import seconds
from proof.fault import Theme
from proof.slots import CONTRACT_BOOK, DRIVING_DATA, JOURNEYS
from simulators.offboard.office.contracts import ContractBook
from simulators.offboard.office.driving_data import DrivingData
from simulators.offboard.office.journeys import Journeys, Trip, months_before

MONITORING = Theme("features/trips/monitoring.feature")
LOOK = " in reaction to the look at the driving data"
NONE = f"the driving data show no trip{LOOK}"
FIRST = f"the driving data show the trip of 500 m alone{LOOK}"
GREYED_OUT = f'"Find your driving data" is greyed out{LOOK}'
CAN_BE_TAPPED = f'"Find your driving data" can be tapped{LOOK}'
BY_ITSELF = 'A trip comes into the app without the phone, and "Find your driving data" is greyed out'
AFTER_CONTRACT = '"Find your driving data" can be tapped again when the contract has ended'
SHOWN = "A trip of {} is shown on {}"
NOT_SHOWN = "A trip of {} is not shown any more on {}"


class OnceCovered(Journeys):
    """A record that takes a contract for one without an end."""

    _once = False

    def covered(self, holder: str | None = None) -> bool:
        self._once = self._once or super().covered(holder)
        return self._once


class SixtyDays(Journeys):
    """A record that gives the trips of 60 days."""

    def first_day(self, today: dt.date) -> dt.date:
        return today - dt.timedelta(days=60)


class ReadOnce(Journeys):
    """A record that gives each trip once: the smartphone that comes next gets none."""

    _given = 0

    def trips(self, holder: str) -> list[Trip]:
        trips = super().trips(holder)
        given, self._given = self._given, len(trips)
        return trips[given:]


class Purged(Journeys):
    """A record that gives all its trips while the last one is young."""

    def trips(self, holder: str) -> list[Trip]:
        return list(self._trips[holder]) if super().trips(holder) else []


class SlowJourneys(Journeys):
    """A record that hears of what the vehicle sends after 50 s."""

    def hear(self, status: Mapping[str, Any]) -> None:
        self._backoffice.kernel.call_in(seconds(50), partial(super().hear, status))


FAULTS = (
    MONITORING.fault(
        "contract-brings-no-trip",
        "TRIPS-08",
        BY_ITSELF,
        "With the contract no trip comes by itself.",
        JOURNEYS.ignores(Journeys.hear),
        FIRST,
    ),
    MONITORING.fault(
        "contract-brings-trips-after-50s",
        "TRIPS-08",
        BY_ITSELF,
        "A trip is in the app 50 s after the contact off.",
        JOURNEYS.replaced(SlowJourneys),
        FIRST,
        good=True,
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
        DRIVING_DATA.instead(DrivingData.shown, lambda page: page._journeys.trips("subscriber")),
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
        JOURNEYS.returns(Journeys.covered, True)
        | CONTRACT_BOOK.instead(ContractBook.holders_of, lambda _book, _what: iter(("subscriber",))),
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
