"""Faults of the withdrawal from contracts: its days, what is paid back, free trials."""

from __future__ import annotations

import datetime as dt

from proof.deviation import Deviation
from proof.fault import Theme
from proof.memory import Memory
from proof.slots import CONTRACT_BOOK, CONTRACT_DESK
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import Contract, ContractBook

WITHDRAWAL = Theme("features/subscriptions/withdrawal.feature")
ENDED = "the owner's contract for Danger Zone Alerts is ended in reaction to the request and stay so for 60 s"
REFUSED = "the page refuses the request in reaction to the request"
STAYS = "the owner's contract for Danger Zone Alerts stays in force for 60 s after the request"
REPAID = "the price is paid back in reaction to the request and not again for 60 s"
LAST_DAY = "A contract can be withdrawn from 14 days after its purchase"
TOO_LATE = "A contract cannot be withdrawn from 15 days after its purchase"
WHOLE = "the sum that was paid back is the whole price"
ON_THE_LAST_DAY = "on its withdrawal 14 days after its purchase"
AGAIN = "A contract that was withdrawn from and bought again can be withdrawn from again"

_withdrawn = Memory()


def _in_time(days: int) -> Deviation:
    return CONTRACT_BOOK.instead(
        ContractBook.may_withdraw, lambda book, contract: book.calendar.days_since(contract.signed) <= days
    )


def _counted(count: object) -> Deviation:
    """Let the days since the purchase be counted in another way, which is given both moments."""
    assert callable(count)  # noqa: S101  # a slip in this file
    return CONTRACT_BOOK.instead(
        ContractBook.may_withdraw,
        lambda book, contract: contract.trial or count(contract.signed, book.calendar.now()) <= 14,
    )


def _utc_days(signed: dt.datetime, now: dt.datetime) -> int:
    return (now.astimezone(dt.UTC).date() - signed.astimezone(dt.UTC).date()).days


def _days_at_one_offset(signed: dt.datetime, now: dt.datetime) -> int:
    offset = dt.timezone(signed.utcoffset() or dt.timedelta())
    return (now.astimezone(offset).date() - signed.date()).days


def _after_24_hours(signed: dt.datetime, now: dt.datetime) -> float:
    return (now.astimezone(dt.UTC) - signed.astimezone(dt.UTC)) / dt.timedelta(days=1)


def _revive(book: ContractBook) -> None:
    for contract in book:
        contract.ended = None
        book.activate(contract)


def _end_others(book: ContractBook) -> None:
    for contract in book.running():
        book.end(contract, "withdrawal")


def _pay_once_more(desk: ContractDesk) -> None:
    desk.pay_back({"holder": "subscriber", "kind": "danger_zones"}, 2900)


def _pay_all(desk: ContractDesk, holder: str, kind: str) -> str:
    _pay_once_more(desk)
    return ContractDesk.withdraw_of(desk, holder, kind)


def _wrong_counts() -> tuple[tuple[str, str, object, str, str], ...]:
    """Give ways to count days that are wrong: id, title, the way, what it is, the step that tells."""
    can = "A contract of {} at 00:10 can be withdrawn from on {} at 23:50 in {}"
    cannot = "A contract of {} at 23:50 cannot be withdrawn from on {} at 00:10 in {}"
    return (
        (
            "24-hours",
            can.format("2028-02-15", "2028-02-29", "Paris"),
            _after_24_hours,
            "in periods of 24 h",
            ENDED,
        ),
        (
            "whole-24-hours",
            cannot.format("2028-02-15", "2028-03-01", "Paris"),
            lambda signed, now: int(_after_24_hours(signed, now)),
            "in whole periods of 24 h",
            REFUSED,
        ),
        ("utc-early", can.format("2026-05-14", "2026-05-28", "Cayenne"), _utc_days, "by UTC", ENDED),
        ("utc-late", cannot.format("2026-05-13", "2026-05-28", "Cayenne"), _utc_days, "by UTC", REFUSED),
        (
            "winter-time",
            can.format("2026-10-18", "2026-11-01", "Paris"),
            _days_at_one_offset,
            "by the clock of the day of purchase",
            ENDED,
        ),
        (
            "summer-time",
            cannot.format("2026-03-22", "2026-04-06", "Paris"),
            _days_at_one_offset,
            "by the clock of the day of purchase",
            REFUSED,
        ),
        (
            "days-of-the-month",
            cannot.format("2027-02-15", "2027-03-02", "Paris"),
            lambda signed, now: now.day - signed.day,
            "by the days of the month",
            REFUSED,
        ),
        (
            "days-of-the-year",
            cannot.format("2026-12-20", "2027-01-04", "Paris"),
            lambda signed, now: now.timetuple().tm_yday - signed.timetuple().tm_yday,
            "by the days of the year",
            REFUSED,
        ),
        (
            "february",
            can.format("2027-02-15", "2027-03-01", "Paris"),
            lambda signed, now: 30 * (now.month - signed.month) + now.day - signed.day,
            "in months of 30 days",
            ENDED,
        ),
    )


def _is_last_of_february(book: ContractBook, _contract: Contract) -> bool:
    return (book.calendar.today().month, book.calendar.today().day) == (2, 29)


FAULTS = (
    WITHDRAWAL.fault(
        "withdrawal-13-days", "SUBS-12", LAST_DAY, "The fourteenth day is too late.", _in_time(13), ENDED
    ),
    WITHDRAWAL.fault(
        "withdrawal-15-days", "SUBS-12", TOO_LATE, "The fifteenth day is in time.", _in_time(15), REFUSED
    ),
    *(
        WITHDRAWAL.fault(
            f"withdrawal-counted-in-{name}", "SUBS-12", title, f"Days are counted {words}.", _counted(way), then
        )
        for name, title, way, words, then in _wrong_counts()
    ),
    WITHDRAWAL.fault(
        "withdrawal-never-on-29-february",
        "SUBS-12",
        "A contract of 2028-02-15 at 00:10 can be withdrawn from on 2028-02-29 at 23:50 in Paris",
        "On the 29th of February nothing can be withdrawn from.",
        CONTRACT_BOOK.returns(ContractBook.may_withdraw, False, when=_is_last_of_february),
    ),
    WITHDRAWAL.fault(
        "withdrawal-ends-nothing",
        "SUBS-12",
        LAST_DAY,
        "A withdrawal is taken, and the contract goes on.",
        CONTRACT_BOOK.ignores(ContractBook.end, ground="withdrawal"),
        ENDED,
    ),
    WITHDRAWAL.fault(
        "withdrawal-undone-after-30s",
        "SUBS-12",
        LAST_DAY,
        "The contract comes back half a minute after the withdrawal.",
        CONTRACT_BOOK.also(ContractBook.withdraw, _revive, after_s=30),
        ENDED,
    ),
    WITHDRAWAL.fault(
        "withdrawal-refused-and-done",
        "SUBS-12",
        TOO_LATE,
        "A withdrawal is refused, and the contract ends half a minute later all the same.",
        CONTRACT_BOOK.also(ContractBook.may_withdraw, _end_others, after_s=30),
        STAYS,
    ),
    WITHDRAWAL.fault(
        "withdrawal-refused-and-paid-back",
        "SUBS-12",
        TOO_LATE,
        "A withdrawal is refused, and the price paid back all the same.",
        CONTRACT_DESK.instead(ContractDesk.withdraw_of, _pay_all),
        "nothing is paid back for 60 s after the request",
    ),
    WITHDRAWAL.fault(
        "withdrawal-once",
        "SUBS-12",
        AGAIN,
        "One can withdraw once and never again.",
        CONTRACT_BOOK.also(ContractBook.withdraw, _withdrawn.note)
        | CONTRACT_BOOK.returns(ContractBook.may_withdraw, False, when=_withdrawn.happened),
        ENDED,
    ),
    WITHDRAWAL.fault(
        "withdrawal-ends-the-others",
        "SUBS-12",
        "A withdrawal from one contract leaves the others in force",
        "A withdrawal ends each contract of the vehicle.",
        CONTRACT_BOOK.also(ContractBook.withdraw, _end_others, after_s=10),
        "the owner's contract for Connected Navigation stays in force for 60 s after the request",
    ),
    *(
        WITHDRAWAL.fault(
            f"withdrawal-{name}",
            "SUBS-13",
            f"The price of a contract for Danger Zone Alerts is paid back {ON_THE_LAST_DAY}",
            text,
            deviation,
            then,
        )
        for name, text, deviation, then in (
            ("unpaid", "Nothing is paid back.", CONTRACT_DESK.ignores(ContractDesk.pay_back), REPAID),
            (
                "paid-back-in-part",
                "What is paid back is the price less a fee.",
                CONTRACT_DESK.given(ContractDesk.pay_back, amount_cents=lambda cents: cents - 100),
                WHOLE,
            ),
            (
                "paid-back-twice",
                "The price is paid back twice.",
                CONTRACT_DESK.also(ContractDesk.withdraw_of, _pay_once_more, after_s=20),
                REPAID,
            ),
        )
    ),
    WITHDRAWAL.fault(
        "paid-back-without-a-withdrawal",
        "SUBS-13",
        "Without a withdrawal nothing of the price of a contract is paid back",
        "The price is paid back two minutes after the purchase.",
        CONTRACT_DESK.also(ContractDesk.contract_changed, _pay_once_more, after_s=120),
    ),
    *(
        WITHDRAWAL.fault(
            f"trial-of-{days}-days-at-most",
            "SUBS-14",
            f"A free trial that began {days + 1} days ago can be ended",
            f"A free trial can be ended on its first {days} days.",
            _in_time(days),
        )
        for days in (14, 15, 59)
    ),
)
