"""Faults of the billing: days and sums of invoices and debits, the PDF, mails, and what unsubscribing leaves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from proof.fault import Theme
from proof.faults.shared import on_the_next_day
from proof.memory import Memory
from proof.slots import DOCUMENTS, LEDGER, OFFICE, POST, REGISTER
from simulators.offboard.office.contracts import Contract, Happening
from simulators.offboard.office.documents import Documents, as_pdf
from simulators.offboard.office.ledger import Bill, Invoice, Ledger
from simulators.offboard.office.office import Office
from simulators.offboard.office.people import Customer, Register
from simulators.offboard.office.post import Post

BILLING = Theme("features/billing/invoices.feature")
UNSUBSCRIBING = Theme("features/subscriptions/unsubscribing.feature")
ISSUED = "An invoice for a service of {} at {} is issued on {} in {}"
LISTED = "an invoice is listed in reaction to the date and not again for 60 s"
IN_PARIS = ISSUED.format("2026-06-10", "00:10", "2026-06-11", "Paris")
DEBITED = "the account is debited in reaction to the date and not again for 60 s"
TWO_DAYS = "The account is debited two days after the activation of a service with the sum of the invoice"
TWO_SERVICES = "The account is debited once for each of two services"
SUM = "the sum that was debited is that of the invoice"
PDF = "The invoice can be downloaded as a PDF"
A_PAGE = "the file that was downloaded is a PDF with a page in reaction to the download"
READS = "the PDF has number, date and sum of the invoice and the name Olive Owner"
MAIL = "The activation of a service in the store sends an e-mail to its owner"
MAIL_COMES = "an e-mail on the activation of a service comes in reaction to the request and not again for 60 s"
AFTERWARDS = "A name that is changed afterwards leaves the invoice as it was"
UNINFORMED = "The end of a contract sends no e-mail to somebody who has unsubscribed"

_debited = Memory()


def _days_by_utc(ledger: Ledger, bill: Bill) -> int:
    now = ledger._calendar.now().astimezone(dt.UTC).date()
    return (now - bill.activated.astimezone(dt.UTC).date()).days


def _whole_days(ledger: Ledger, bill: Bill) -> int:
    passed = ledger._calendar.now().astimezone(dt.UTC) - bill.activated.astimezone(dt.UTC)
    return passed // dt.timedelta(days=1)


def _days_of_month(ledger: Ledger, bill: Bill) -> int:
    return ledger._calendar.today().day - ledger._calendar.day_of(bill.activated).day


def _date_as_a_day_later(ledger: Ledger, bill: Bill) -> Invoice:
    invoice = Ledger.issue(ledger, bill)
    return replace(invoice, date=invoice.date + dt.timedelta(days=1))


class SlowLedger(Ledger):
    """A ledger that debits a day late."""

    def debit(self, invoice: Invoice, date: dt.date, amount_cents: int) -> None:
        super().debit(invoice, date + dt.timedelta(days=1), amount_cents)


class TwiceLedger(Ledger):
    """A ledger that makes each debit a second time, half a minute later."""

    def debit(self, invoice: Invoice, date: dt.date, amount_cents: int) -> None:
        super().debit(invoice, date, amount_cents)
        self.kernel.call_in(30 * 10**9, lambda: self._debited(invoice, date, amount_cents))


class WeeklyLedger(TwiceLedger):
    """A ledger that debits again when a week has passed."""

    def debit(self, invoice: Invoice, date: dt.date, amount_cents: int) -> None:
        self._debited(invoice, date, amount_cents)
        self._calendar.watch(
            lambda: self.kernel.call_in(20 * 10**9, lambda: self._debited(invoice, date, amount_cents))
        )


class FreeLedger(Ledger):
    """A ledger that bills what costs nothing, too."""

    def contract_changed(self, happening: Happening, contract: Contract) -> None:
        if happening == "activated" and contract.activated is not None:
            self._bills.append(Bill(contract, contract.activated, self._name_of(contract.holder)))


class WatchfulDocuments(Documents):
    """Documents in which the name of an invoice follows the personal data."""

    def content_of(self, invoice: Invoice) -> bytes:
        return as_pdf(replace(invoice, customer="Olivia Lessor"))


class FirstNameRegister(Register):
    """A register that keeps the name of the registration for invoices."""

    def full_name(self, name: str) -> str:
        return "Olive Owner"


class DutifulRegister(Register):
    """A register that goes on writing to whoever has unsubscribed."""

    def remove(self, customer: Customer) -> None:
        """Keep the account."""


def _late_mail(office: Office, happening: Happening, contract: Contract) -> None:
    if happening == "signed":
        office.register.inform(contract.holder, "Your service is active", "Your contract is in force.")


def _close_the_next_day(office: Office) -> None:
    contracts = office._backoffice.contracts
    on_the_next_day(contracts.calendar, contracts.close)


FAULTS = (
    *(
        BILLING.fault(
            f"invoice-by-{name}",
            "BILL-01",
            title,
            f"Days are counted {words}.",
            LEDGER.instead(Ledger.days_since, count),
            LISTED,
        )
        for name, title, words, count in (
            (
                "whole-days",
                ISSUED.format("2026-06-10", "23:40", "2026-06-11", "Paris"),
                "in whole periods of 24 h",
                _whole_days,
            ),
            (
                "days-of-the-month",
                ISSUED.format("2026-06-30", "23:40", "2026-07-01", "Paris"),
                "by the days of the month",
                _days_of_month,
            ),
            (
                "utc",
                ISSUED.format("2026-06-10", "22:40", "2026-06-11", "Cayenne"),
                "by UTC",
                _days_by_utc,
            ),
        )
    ),
    BILLING.fault(
        "invoice-never", "BILL-01", IN_PARIS, "No invoice is issued.", LEDGER.ignores(Ledger.settle), LISTED
    ),
    BILLING.fault(
        "invoice-dated-a-day-later",
        "BILL-01",
        IN_PARIS,
        "The invoice is dated two days after the activation.",
        LEDGER.instead(Ledger.issue, _date_as_a_day_later),
        "the invoice is dated 1 day after the activation",
    ),
    BILLING.fault(
        "invoice-on-the-same-day",
        "BILL-01",
        "No invoice is listed on the day of the activation of a service",
        "The invoice is listed on the day of the activation.",
        LEDGER.returns(Ledger.days_since, 1),
    ),
    BILLING.fault(
        "invoice-for-nothing",
        "BILL-01",
        "No invoice is listed for a service that costs nothing",
        "A service that costs nothing is billed.",
        LEDGER.replaced(FreeLedger),
    ),
    BILLING.fault(
        "debit-with-the-invoice",
        "BILL-04",
        TWO_DAYS,
        "The account is debited with the invoice.",
        LEDGER.returns(Ledger.days_since, 2, when=lambda ledger, bill: Ledger.days_since(ledger, bill) >= 1),
        "the account is not debited for 5 min after the date",
    ),
    BILLING.fault(
        "debit-dated-a-day-later",
        "BILL-04",
        TWO_DAYS,
        "The debit is dated three days after the activation.",
        LEDGER.replaced(SlowLedger),
        "the debit is dated 2 days after the activation",
    ),
    BILLING.fault(
        "debit-never", "BILL-04", TWO_DAYS, "Nothing is debited.", LEDGER.ignores(Ledger.debit), DEBITED
    ),
    BILLING.fault(
        "debit-twice", "BILL-02", TWO_DAYS, "The sum is debited twice.", LEDGER.replaced(TwiceLedger), DEBITED
    ),
    BILLING.fault(
        "debit-again-later",
        "BILL-02",
        TWO_DAYS,
        "The sum is debited again some days later.",
        LEDGER.replaced(WeeklyLedger),
        "the account is not debited for 5 min after the date",
    ),
    BILLING.fault(
        "debit-of-another-sum",
        "BILL-02",
        TWO_DAYS,
        "A fee is debited with the invoice.",
        LEDGER.given(Ledger.debit, amount_cents=lambda cents: cents + 50),
        SUM,
    ),
    BILLING.fault(
        "debit-of-the-first-sum",
        "BILL-02",
        TWO_SERVICES,
        "Each debit is of the sum of the first.",
        LEDGER.given(Ledger.debit, amount_cents=lambda _cents: 2900),
        SUM,
    ),
    BILLING.fault(
        "debit-once",
        "BILL-02",
        TWO_SERVICES,
        "The first service alone is debited.",
        LEDGER.also(Ledger.debit, _debited.note) | LEDGER.ignores(Ledger.debit, when=_debited.happened),
        DEBITED,
    ),
    BILLING.fault(
        "invoice-only-when-somebody-looks",
        "BILL-04",
        "The invoice is listed and the account debited as the days pass",
        "Nothing is done at midnight.",
        LEDGER.ignores(Ledger.wait_for_midnight),
        "an invoice is listed in reaction to the start of the wait",
    ),
    BILLING.fault(
        "invoice-is-no-pdf",
        "BILL-03",
        PDF,
        "The file is a page of the web.",
        DOCUMENTS.returns(Documents.content_of, b"<html>Invoice</html>"),
        A_PAGE,
    ),
    BILLING.fault(
        "invoice-pdf-cut-off",
        "BILL-03",
        PDF,
        "The file ends in the middle.",
        DOCUMENTS.alters(Documents.content_of, lambda content: content[: len(content) // 2]),
        A_PAGE,
    ),
    BILLING.fault(
        "invoice-never-delivered",
        "BILL-03",
        PDF,
        "Nothing is downloaded.",
        DOCUMENTS.returns(Documents.download, "Your invoice has been downloaded"),
        A_PAGE,
    ),
    *(
        BILLING.fault(
            f"invoice-pdf-with-another-{name}",
            "BILL-03",
            PDF,
            "The PDF has something else than the page.",
            DOCUMENTS.given(Documents.content_of, invoice=change),
            READS,
        )
        for name, change in (
            ("number", lambda invoice: replace(invoice, number="0")),
            ("date", lambda invoice: replace(invoice, date=invoice.date + dt.timedelta(days=1))),
            ("sum", lambda invoice: replace(invoice, amount_cents=invoice.amount_cents + 1)),
            ("name", lambda invoice: replace(invoice, customer="Noel Newman")),
        )
    ),
    BILLING.fault("service-mail-never", "BILL-05", MAIL, "No mail is sent.", POST.ignores(Post.send), MAIL_COMES),
    BILLING.fault(
        "service-mail-to-another",
        "BILL-05",
        MAIL,
        "The mail goes to another account.",
        POST.given(Post.send, to=lambda _to: "new.owner@mail.example"),
        "the last e-mail is for the owner alone",
    ),
    BILLING.fault(
        "service-mail-twice",
        "BILL-05",
        MAIL,
        "The mail comes twice.",
        REGISTER.also(
            Register.inform,
            lambda register: register.post.send("owner@mail.example", "Your service is active", "Again"),
            after_s=20,
        ),
        MAIL_COMES,
    ),
    BILLING.fault(
        "service-mail-with-the-signing",
        "BILL-05",
        "A contract that waits for its activation sends no e-mail on the activation of a service",
        "The mail comes with the signing.",
        OFFICE.instead(Office.contract_changed, _late_mail),
    ),
    BILLING.fault(
        "invoice-with-the-first-name-ever",
        "BILL-08",
        "A name that is changed before subscribing stands on the invoice",
        "The name on invoices is that of the registration.",
        REGISTER.replaced(FirstNameRegister),
        "the PDF has number, date and sum of the invoice and the name Olivia Lessor",
    ),
    BILLING.fault(
        "invoice-follows-the-name",
        "BILL-07",
        AFTERWARDS,
        "The invoice has the name that the account has now.",
        DOCUMENTS.replaced(WatchfulDocuments),
        READS,
    ),
    UNSUBSCRIBING.fault(
        "contract-mail-after-unsubscribing",
        "SUBS-07",
        UNINFORMED,
        "Who has unsubscribed goes on getting mail.",
        REGISTER.replaced(DutifulRegister),
        "no e-mail on a contract comes for 5 min after the date",
    ),
    UNSUBSCRIBING.fault(
        "contract-mail-never",
        "SUBS-07",
        "The end of a contract sends an e-mail to somebody who has not unsubscribed",
        "The end of a contract is told to nobody.",
        REGISTER.ignores(Register.inform),
    ),
    UNSUBSCRIBING.fault(
        "contracts-end-with-the-account",
        "SUBS-08",
        "Contracts stay in force when their owner unsubscribes",
        "Contracts end on the day after their owner has unsubscribed.",
        OFFICE.also(Office.account_removed, _close_the_next_day),
        "the owner's contract for Remote Control stays in force for 60 s after the date",
    ),
    UNSUBSCRIBING.fault(
        "debit-ends-with-the-account",
        "SUBS-08",
        "A contract is debited though its owner has unsubscribed",
        "Who has unsubscribed is debited no more.",
        OFFICE.also(Office.account_removed, lambda office: office.ledger.restore()),
        DEBITED,
    ),
    UNSUBSCRIBING.fault(
        "navigation-ends-with-the-account",
        "SUBS-08",
        "The navigation has traffic data though the owner of its contract has unsubscribed",
        "There are traffic data for whoever has an account alone.",
        OFFICE.also(Office.account_removed, lambda office: office._backoffice.contracts.close(), after_s=1),
    ),
)
