"""Faults that show on some days or in some versions alone: ends of months, leap days, changes of the clock."""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from collections.abc import Callable
from functools import partial

from proof.deviation import Deviation
from proof.fault import Theme
from proof.slots import ACCOUNT_DESK, APP_STORES, BOOKLET, CONTRACT_BOOK, JOURNEYS, LEDGER
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.app_stores import LOWEST, AppStores
from simulators.offboard.office.booklet import Booklet
from simulators.offboard.office.contracts import Contract, ContractBook
from simulators.offboard.office.journeys import Journeys, months_before
from simulators.offboard.office.ledger import Bill, Ledger
from simulators.offboard.service import Json

BILLING = Theme("features/billing/invoices.feature")
DAYS = Theme("features/activation/days.feature")
HISTORY = Theme("features/maintenance/history.feature")
BOOK = Theme("features/maintenance/booklet.feature")
LOGIN = Theme("features/account/login.feature")
MONITORING = Theme("features/trips/monitoring.feature")
PHONES = Theme("features/app/phones.feature")
SOLD = Theme("features/subscriptions/succession.feature")

DEBITED = "A service of {} at {} is debited on {} in {}, and not the day before"
TAKEN = "the account is debited in reaction to the date and not again for 60 s"
NOT_TAKEN = "the account is not debited for 5 min after the date"
WAITING = "A contract that was signed on {} waits for its activation on {} at 23:50 in Paris"
WAITS = "the owner's contract for Remote Control goes on waiting for its activation for 60 s after the date"
LAPSED = "the owner's contract for Remote Control is ended in reaction to the date and stay so for 60 s"
TERM = "A contract of the previous owner whose last day is {} in {} ends with that day"
OLD = "the previous owner's contract for Connected Navigation"
RUNS = f"{OLD} stays in force for 60 s after the date"
RAN_OUT = f"{OLD} is ended in reaction to the date and stay so for 60 s"
NO_TRIP = "the driving data show no trip in reaction to the look at the driving data"
TRIP = "the driving data show the trip of 500 m alone in reaction to the look at the driving data"
BEGINS = "The maintenance history of the web space begins on {} in {}, when ownership was verified"
NO_REPAIR = "the page lists no repair in reaction to the last tap and stay so for 60 s"
REPAIR = "the page lists an oil change in reaction to the last tap and stay so for 60 s"

Days = Callable[[dt.datetime, dt.datetime], float]
"""Type of what counts the days from one moment of the customer to another."""


def _by_utc(first: dt.datetime, now: dt.datetime) -> int:
    return (now.astimezone(dt.UTC).date() - first.astimezone(dt.UTC).date()).days


def _by_24_hours_from_midnight(first: dt.datetime, now: dt.datetime) -> int:
    midnight = dt.datetime.combine(first.date(), dt.time(), first.tzinfo).astimezone(dt.UTC)
    return (now.astimezone(dt.UTC) - midnight) // dt.timedelta(days=1)


def _by_days_of_the_month(first: dt.datetime, now: dt.datetime) -> int:
    return now.day - first.day


def _by_days_of_the_year(first: dt.datetime, now: dt.datetime) -> int:
    return now.timetuple().tm_yday - first.timetuple().tm_yday


def _in_months_of_28_days(first: dt.datetime, now: dt.datetime) -> int:
    return (now.month - first.month) % 12 * 28 + now.day - first.day


def _without_a_leap_day(first: dt.datetime, now: dt.datetime) -> int:
    leapt = isleap(now.year) and first.date() < dt.date(now.year, 2, 29) <= now.date()
    return (now.date() - first.date()).days - leapt


def _from_the_1st_of_march(first: dt.datetime, now: dt.datetime) -> int:
    return (now.date() - first.date()).days - ((first.month, first.day) == (2, 29))


def _billed_by(count: Days) -> Deviation:
    """Let the days of invoice and debit be counted in another way."""

    def days(ledger: Ledger, bill: Bill) -> int:
        now = ledger._calendar.now()
        return int(count(bill.activated.astimezone(now.tzinfo), now))

    return LEDGER.instead(Ledger.days_since, days)


def _lapse_by(count: Days) -> Deviation:
    return CONTRACT_BOOK.instead(
        ContractBook.lapses,
        lambda book, contract: contract.activated is None and count(contract.signed, book.calendar.now()) > 6,
    )


def _runs_by(today: Callable[[dt.datetime], dt.date]) -> Deviation:
    """Let the day by which a contract runs out be told in another way."""

    def runs(book: ContractBook, contract: Contract) -> bool:
        last = contract.last_day
        return contract.ended is None and (last is None or today(book.calendar.now()) <= last)

    return CONTRACT_BOOK.instead(ContractBook.runs, runs)


def _utc_date(now: dt.datetime) -> dt.date:
    return now.astimezone(dt.UTC).date()


def _winter_date(now: dt.datetime) -> dt.date:
    return now.astimezone(dt.timezone(dt.timedelta(hours=1))).date()


def _verified_by(today: Callable[[dt.datetime], dt.date]) -> Deviation:
    """Let the day on which ownership was verified be told in another way."""

    def note(desk: AccountDesk, name: str) -> None:
        desk._verified[name] = today(desk._register.calendar.now())

    return ACCOUNT_DESK.instead(AccountDesk.note_verified, note)


def _summer_date(now: dt.datetime) -> dt.date:
    return now.astimezone(dt.timezone(dt.timedelta(hours=2))).date()


def _date_of_a_year_without_a_leap_day(now: dt.datetime) -> dt.date:
    return now.date() - dt.timedelta(days=isleap(now.year) and (now.month, now.day) == (3, 1))


def _days_before(days: int, _journeys: Journeys, today: dt.date) -> dt.date:
    return today - dt.timedelta(days=days)


def _two_months_run_over(_journeys: Journeys, today: dt.date) -> dt.date:
    return months_before(today.replace(day=1), 2) + dt.timedelta(days=today.day - 1)


def _two_months_of_28_days_at_most(_journeys: Journeys, today: dt.date) -> dt.date:
    return months_before(today.replace(day=min(today.day, 28)), 2)


def _by_utc_day(journeys: Journeys, _today: dt.date) -> dt.date:
    return Journeys.first_day(journeys, _utc_date(journeys._backoffice.calendar.now()))


class WordyDesk(AccountDesk):
    """A desk that compares versions as words."""

    def _on_install(self, argument: Json) -> Json:
        answer = super()._on_install(argument)
        self._new_version = str(argument) >= "1.22"
        return answer


class MinorDesk(AccountDesk):
    """A desk that looks at the second number of a version alone."""

    def _on_install(self, argument: Json) -> Json:
        answer = super()._on_install(argument)
        self._new_version = int(str(argument).partition(".")[2]) >= 22
        return answer


FAULTS = (
    *(
        BILLING.fault(
            f"debit-by-{name}",
            "BILL-04",
            DEBITED.format(*row),
            f"The days until the debit are counted {words}.",
            _billed_by(count),
            then,
        )
        for name, row, words, count, then in (
            (
                "days-of-the-month",
                ("2026-06-29", "23:40", "2026-07-01", "Paris"),
                "by the days of the month",
                _by_days_of_the_month,
                TAKEN,
            ),
            (
                "days-of-the-year",
                ("2026-12-30", "23:40", "2027-01-01", "Paris"),
                "by the days of the year",
                _by_days_of_the_year,
                TAKEN,
            ),
            (
                "years-without-a-leap-day",
                ("2028-02-28", "12:00", "2028-03-01", "Paris"),
                "without the leap day",
                _without_a_leap_day,
                TAKEN,
            ),
            (
                "a-leap-day-as-the-1st-of-march",
                ("2028-02-29", "23:40", "2028-03-02", "Paris"),
                "from 1 March for an activation on 29 February",
                _from_the_1st_of_march,
                TAKEN,
            ),
            (
                "24-hours-in-autumn",
                ("2026-10-24", "00:10", "2026-10-26", "Paris"),
                "in periods of 24 h from midnight",
                _by_24_hours_from_midnight,
                NOT_TAKEN,
            ),
            (
                "24-hours-in-spring",
                ("2026-03-28", "00:10", "2026-03-30", "Paris"),
                "in periods of 24 h from midnight",
                _by_24_hours_from_midnight,
                TAKEN,
            ),
            (
                "utc",
                ("2026-06-10", "22:40", "2026-06-12", "Cayenne"),
                "by UTC",
                _by_utc,
                TAKEN,
            ),
        )
    ),
    DAYS.fault(
        "activation-days-by-months-of-28-days",
        "ACTIV-09",
        WAITING.format("2026-06-24", "2026-06-30"),
        "Days are counted in months of 28 days.",
        _lapse_by(_in_months_of_28_days),
        LAPSED,
    ),
    DAYS.fault(
        "activation-days-from-the-1st-of-march",
        "ACTIV-09",
        WAITING.format("2028-02-29", "2028-03-06"),
        "The days of a contract that was signed on 29 February are counted from 1 March.",
        _lapse_by(_from_the_1st_of_march),
        LAPSED,
    ),
    DAYS.fault(
        "activation-days-by-24-hours-in-spring",
        "ACTIV-09",
        WAITING.format("2026-03-23", "2026-03-29"),
        "Days are counted in periods of 24 h from midnight.",
        _lapse_by(_by_24_hours_from_midnight),
        LAPSED,
    ),
    *(
        SOLD.fault(
            f"term-by-{name}",
            "SUBS-22",
            TERM.format(*row),
            text,
            _runs_by(today),
            then,
        )
        for name, row, text, today, then in (
            (
                "utc",
                ("2026-05-28", "Cayenne"),
                "A contract runs out with the day of UTC.",
                _utc_date,
                RUNS,
            ),
            (
                "winter-time",
                ("2026-03-29", "Paris"),
                "A contract runs out with the day of winter time.",
                _winter_date,
                RAN_OUT,
            ),
            (
                "summer-time",
                ("2026-10-25", "Paris"),
                "A contract runs out with the day of summer time.",
                _summer_date,
                RUNS,
            ),
            (
                "years-without-a-leap-day",
                ("2028-02-29", "Paris"),
                "A contract runs out a day late after a leap day.",
                _date_of_a_year_without_a_leap_day,
                RAN_OUT,
            ),
        )
    ),
    *(
        MONITORING.fault(
            f"trips-of-{name}",
            "TRIPS-09",
            title,
            text,
            JOURNEYS.instead(Journeys.first_day, first_day),
            then,
        )
        for name, title, text, first_day, then in (
            (
                "63-days-in-a-leap-year",
                "A trip of 2027-12-28 is not shown any more on 2028-02-29",
                "The contract gives trips of 63 days.",
                partial(_days_before, 63),
                NO_TRIP,
            ),
            (
                "61-days-in-a-leap-year",
                "A trip of 2027-12-29 is shown on 2028-02-29",
                "The contract gives trips of 61 days.",
                partial(_days_before, 61),
                TRIP,
            ),
            (
                "60-days-in-spring",
                "A trip of 2026-01-28 is not shown any more on 2026-03-29",
                "The contract gives trips of 60 days.",
                partial(_days_before, 60),
                NO_TRIP,
            ),
            (
                "60-days-in-autumn",
                "A trip of 2026-08-25 is shown on 2026-10-25",
                "The contract gives trips of 60 days.",
                partial(_days_before, 60),
                TRIP,
            ),
            (
                "months-that-run-over",
                "A trip of 2027-02-28 is shown on 2027-04-30",
                "A day that the month two months back does not have counts on into the month after it.",
                _two_months_run_over,
                TRIP,
            ),
            (
                "months-of-28-days-at-most",
                "A trip of 2026-06-29 is not shown any more on 2026-08-31",
                "From the 29th on a day counts as the 28th.",
                _two_months_of_28_days_at_most,
                NO_TRIP,
            ),
            (
                "the-day-of-utc",
                "A trip is shown until the end of its last day in Cayenne, and not any more on the day after",
                "The two months are those of UTC.",
                _by_utc_day,
                TRIP,
            ),
        )
    ),
    BOOK.fault(
        "repairs-of-the-30th-day-before",
        "MAINT-15",
        "A booklet that was activated on 2026-05-01 does not show a repair of 2026-04-30",
        "Repairs of the last day of the month before are shown.",
        BOOKLET.alters(Booklet.from_day, lambda day: day - dt.timedelta(days=day.day == 1)),
    ),
    BOOK.fault(
        "repairs-of-a-leap-day",
        "MAINT-15",
        "A booklet that was activated on 2024-03-01 does not show a repair of 2024-02-29",
        "A leap day counts as the day after it.",
        BOOKLET.alters(
            Booklet.from_day, lambda day: day - dt.timedelta(days=(day.month, day.day, day.year % 4) == (3, 1, 0))
        ),
    ),
    LOGIN.fault(
        "versions-as-words",
        "ACCT-18",
        "Version 1.9 of the app demands no new password at the first login to the account",
        "Versions are compared as words.",
        ACCOUNT_DESK.replaced(WordyDesk),
    ),
    LOGIN.fault(
        "versions-by-their-second-number",
        "ACCT-18",
        "Version 2.0 of the app demands a new password at the first login to the account",
        "The second number of a version is compared alone.",
        ACCOUNT_DESK.replaced(MinorDesk),
        "the app demands a new password in reaction to the login to the account and stay so for 60 s",
    ),
    *(
        PHONES.fault(
            f"{system}-{version}-as-a-word",
            requirement,
            title,
            "Versions of the system are compared as words.",
            APP_STORES.instead(
                AppStores.fits, lambda _stores, system, version: str(version) >= str(LOWEST[system])
            ),
        )
        for requirement, system, version, title in (
            ("APP-07", "ios", 9, "The app does not install on a phone with iOS 9"),
            ("APP-08", "android", 10, "The app installs on a phone with Android 10"),
        )
    ),
    *(
        HISTORY.fault(
            f"history-from-{name}",
            "MAINT-14",
            BEGINS.format(verified, town),
            text,
            _verified_by(date),
            then,
        )
        for name, verified, town, text, date, then in (
            ("utc-in-spring", "2026-03-29", "Paris", "The day is that of UTC.", _utc_date, NO_REPAIR),
            ("utc-in-the-west", "2026-06-30", "Cayenne", "The day is that of UTC.", _utc_date, REPAIR),
            ("winter-time", "2026-10-25", "Paris", "The day is that of winter time.", _winter_date, NO_REPAIR),
        )
    ),
    *(
        HISTORY.fault(
            f"history-from-{name}",
            "MAINT-14",
            BEGINS.format(verified, "Paris"),
            text,
            ACCOUNT_DESK.alters(AccountDesk.verified_on, change),
            NO_REPAIR,
        )
        for name, verified, text, change in (
            (
                "the-month-before",
                "2026-07-01",
                "Repairs of the last day of the month before are shown.",
                lambda day: day and day - dt.timedelta(days=day.day == 1),
            ),
            (
                "a-leap-day",
                "2028-03-01",
                "A leap day counts as the day after it.",
                lambda day: day and day - dt.timedelta(days=(day.month, day.day, day.year % 4) == (3, 1, 0)),
            ),
            (
                "the-28th-of-february",
                "2028-02-29",
                "An owner who was verified on 29 February counts as verified on the 28th.",
                lambda day: day and day - dt.timedelta(days=(day.month, day.day) == (2, 29)),
            ),
            (
                "the-year-before",
                "2027-01-01",
                "Repairs of the last day of the year before are shown.",
                lambda day: day and day - dt.timedelta(days=(day.month, day.day) == (1, 1)),
            ),
        )
    ),
)
