"""The calendar of the office: date and time where the customer lives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from clock.kernel import Kernel

HOME = "Europe/Paris"
NOON = dt.time(12)


class Calendar:
    """Date and time, which go on with the kernel from where they were last set.

    A day begins at midnight where the customer lives (AMB-13).

    Args:
        kernel: The clock.
        date: The day on which it begins, at noon.
    """

    def __init__(self, kernel: Kernel, date: dt.date) -> None:
        self.kernel = kernel
        self._zone = ZoneInfo(HOME)
        self._watchers: list[Callable[[], None]] = []
        self._begin(dt.datetime.combine(date, NOON, self._zone))

    def now(self) -> dt.datetime:
        """Give the moment, in the customer's time."""
        passed = dt.timedelta(microseconds=(self.kernel.now_ns - self._begun_ns) // 1000)
        return (self._begun + passed).astimezone(self._zone)

    def today(self) -> dt.date:
        """Give the customer's date."""
        return self.now().date()

    def day_of(self, moment: dt.datetime) -> dt.date:
        """Give the customer's date at a moment."""
        return moment.astimezone(self._zone).date()

    def days_since(self, moment: dt.datetime) -> int:
        """Count the midnights of the customer since a moment: calendar days, whatever the hour."""
        return (self.today() - self.day_of(moment)).days

    def at(self, date: dt.date, time: dt.time = NOON) -> dt.datetime:
        """Give the moment of a date and time of the customer."""
        return dt.datetime.combine(date, time, self._zone)

    def until_ns(self, date: dt.date) -> int:
        """Give the kernel's time at which a date begins; the present when it has begun."""
        left = self.at(date, dt.time()).astimezone(dt.UTC) - self.now().astimezone(dt.UTC)
        return self.kernel.now_ns + max(0, left // dt.timedelta(microseconds=1)) * 1000

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` when the calendar has been set."""
        self._watchers.append(watcher)

    def set(self, date: dt.date, time: dt.time = NOON) -> None:
        """Set date and time of the customer."""
        self._begin(self.at(date, time))
        for watcher in self._watchers:
            watcher()

    def move_to(self, zone: str) -> None:
        """Let the customer live elsewhere, the moment being the same.

        Args:
            zone: Name of the time zone, such as `America/Cayenne`.

        Raises:
            zoneinfo.ZoneInfoNotFoundError: There is no such zone.
        """
        self._zone = ZoneInfo(zone)

    def _begin(self, moment: dt.datetime) -> None:
        self._begun = moment.astimezone(dt.UTC)
        self._begun_ns = self.kernel.now_ns
