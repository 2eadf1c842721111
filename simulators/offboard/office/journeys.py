"""The trips of an account: what the vehicle tells over the network while a contract for them is in force."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from simulators.offboard.backoffice import BackOffice
from simulators.offboard.service import ServiceChange

OTHER = "Other"
"""The category of a trip that nobody has classified (line 427)."""

SHOWN_KM = 0.3
ODOMETER_DIGITS = 1


@dataclass(frozen=True)
class Trip:
    """One trip.

    Attributes:
        vin: The vehicle.
        day: The customer's date at its end.
        distance_m: How long it was.
        duration_s: How long it took.
        average_consumption: In litres or kWh for 100 km; None where it is not shown.
        category: As the driver has classified it.
    """

    vin: str
    day: dt.date
    distance_m: float
    duration_s: float
    average_consumption: float | None = None
    category: str = OTHER


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day some months earlier; the last one of its month where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Journeys:
    """The trips that the vehicle has told of, from contact on to contact off, by its odometer (line 384).

    Args:
        backoffice: Where the vehicle's status arrives, and whose contracts they take.

    Attributes:
        vin: The vehicle on the buses.
    """

    MONTHS: ClassVar[int] = 2

    def __init__(self, backoffice: BackOffice) -> None:
        self._backoffice = backoffice
        self.vin = backoffice.contracts.vin
        self._trips: dict[str, list[Trip]] = {}
        self._begin_km: float | None = None
        self._begun = backoffice.calendar.now()
        backoffice.watch(self._on_change)

    def restore(self) -> None:
        """Forget all trips."""
        self._trips.clear()
        self._begin_km = None

    def covered(self, holder: str | None = None) -> bool:
        """Tell whether a contract brings the trips by itself, to one holder of it or to anybody."""
        return self._backoffice.contracts.covers("trips", holder)

    def first_day(self, today: dt.date) -> dt.date:
        """Return the day from which on trips are given: two calendar months back (AMB-18)."""
        return months_before(today, self.MONTHS)

    def trips(self, holder: str) -> list[Trip]:
        """Return the trips of the time of somebody's own contract that are not too old, while there is one."""
        first = self.first_day(self._backoffice.calendar.today())
        return [each for each in self._trips.get(holder, ()) if each.day >= first] if self.covered(holder) else []

    def set_category(self, holder: str, trip: Trip, category: str) -> None:
        """Give a trip its category, for one holder of a contract."""
        kept = self._trips.get(holder, [])
        kept[:] = [replace(each, category=category) if each is trip else each for each in kept]

    def _on_change(self, change: ServiceChange) -> None:
        message = change.value
        if change.item == "uplink" and isinstance(message, Mapping) and message["topic"] == "vehicle_status":
            payload = message["payload"]
            if not self.covered():
                self._begin_km = None
            elif isinstance(payload, Mapping):
                self.hear(payload)

    def hear(self, status: Mapping[str, Any]) -> None:
        """Follow the odometer from contact on to contact off."""
        calendar = self._backoffice.calendar
        odometer_km = float(status["odometer_km"])
        if status["ignition.state"] != "off":
            if self._begin_km is None:
                self._begin_km, self._begun = odometer_km, calendar.now()
        elif self._begin_km is not None:
            driven_km = round(odometer_km - self._begin_km, ODOMETER_DIGITS)
            duration_s = (calendar.now() - self._begun).total_seconds()
            self._begin_km = None
            if driven_km >= SHOWN_KM:
                trip = Trip(self.vin, calendar.today(), driven_km * 1000, round(duration_s))
                for holder in self._backoffice.contracts.holders_of("trips"):
                    self._trips.setdefault(holder, []).append(trip)
