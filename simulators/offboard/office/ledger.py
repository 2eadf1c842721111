"""The billing: an invoice the day after a service was activated, the debit a day later (lines 275 to 281)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import ClassVar

from clock.kernel import seconds
from simulators.offboard.office.calendar import Calendar
from simulators.offboard.office.contracts import Contract, Happening

INVOICE_DAYS = 1
DEBIT_DAYS = 2


@dataclass(frozen=True)
class Invoice:
    """An invoice as it was issued; nothing changes it (line 281).

    Attributes:
        number: Of the invoice.
        date: Of the invoice, in the customer's calendar.
        customer: Name of the customer when the contract was made.
        service: What was bought.
        amount_cents: What it costs.
        holder: Whose it is, by account.
    """

    number: str
    date: dt.date
    customer: str
    service: str
    amount_cents: int
    holder: str


@dataclass
class Bill:
    """Sum to be paid for one contract, and how far that is.

    Attributes:
        activated: When the service was activated.
        customer: Name of the customer.
        invoice: None before it is issued.
        paid: Whether the account has been debited.
    """

    contract: Contract
    activated: dt.datetime
    customer: str
    invoice: Invoice | None = None
    paid: bool = False


class Ledger:
    """The bills, settled in a run after each midnight as long as one is open.

    Args:
        calendar: The office's days.
        name_of: Gives the name of a holder of a contract, as it stands on the invoice.
        issued: Called with each invoice.
        debited: Called with each invoice that is debited, the day and the sum in cents.
    """

    RUN_S: ClassVar[tuple[float, float]] = (5.0, 60.0)
    """Bounds of the time from midnight to the run, drawn evenly."""

    def __init__(
        self,
        calendar: Calendar,
        name_of: Callable[[str], str],
        issued: Callable[[Invoice], None],
        debited: Callable[[Invoice, dt.date, int], None],
    ) -> None:
        self.kernel = calendar.kernel
        self._calendar = calendar
        self._name_of = name_of
        self._issued = issued
        self._debited = debited
        self._numbers = count(1)
        self._bills: list[Bill] = []
        self._midnight = self.kernel.timer(self.begin_run)
        calendar.watch(self.begin_run)

    def restore(self) -> None:
        """Forget all bills."""
        self._bills.clear()
        self._midnight.cancel()

    def contract_changed(self, happening: Happening, contract: Contract) -> None:
        """Open a bill when a service that costs something is activated."""
        if happening == "activated" and contract.price_cents and contract.activated is not None:
            self._bills.append(Bill(contract, contract.activated, self._name_of(contract.holder)))
            self.wait_for_midnight()

    def begin_run(self) -> None:
        """Run in a moment, where there is something to settle."""
        if self._bills:
            draw = self.kernel.random(f"office.run.{self.kernel.now_ns}")
            self.kernel.call_in(seconds(draw.uniform(*self.RUN_S)), partial(self.settle))

    def settle(self) -> None:
        """Make the invoices and the debits that are due."""
        for bill in self._bills:
            days = self.days_since(bill)
            if bill.invoice is None and days >= INVOICE_DAYS:
                bill.invoice = self.issue(bill)
                self._issued(bill.invoice)
            if bill.invoice is not None and not bill.paid and days >= DEBIT_DAYS:
                bill.paid = True
                self.debit(bill.invoice, self._day_of(bill, DEBIT_DAYS), bill.invoice.amount_cents)
        self._bills = [bill for bill in self._bills if not bill.paid]
        self.wait_for_midnight()

    def days_since(self, bill: Bill) -> int:
        """Count the calendar days since the activation."""
        return self._calendar.days_since(bill.activated)

    def issue(self, bill: Bill) -> Invoice:
        """Make the invoice of a bill."""
        date = self._day_of(bill, INVOICE_DAYS)
        number = f"{date.year}-{next(self._numbers):06}"
        contract = bill.contract
        return Invoice(number, date, bill.customer, contract.offer.label, contract.price_cents, contract.holder)

    def debit(self, invoice: Invoice, date: dt.date, amount_cents: int) -> None:
        """Take a sum from the account of the customer."""
        self._debited(invoice, date, amount_cents)

    def _day_of(self, bill: Bill, days: int) -> dt.date:
        return self._calendar.day_of(bill.activated) + dt.timedelta(days=days)

    def wait_for_midnight(self) -> None:
        """Run again at the next midnight, as long as a bill is open."""
        if self._bills:
            tomorrow = self._calendar.today() + dt.timedelta(days=1)
            self._midnight.arm_at(self._calendar.until_ns(tomorrow))
