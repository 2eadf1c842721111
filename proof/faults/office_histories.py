"""Faults of an office that only a history shows: what is over is not over for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from proof.fault import Theme
from proof.slots import ACCOUNT_DESK, CONTRACT_BOOK, CONTRACT_DESK, REGISTER
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import Contract, ContractBook, Refused
from simulators.offboard.office.people import Customer, Register
from simulators.offboard.service import Json

BILLING = Theme("features/billing/invoices.feature")
LOGIN = Theme("features/account/login.feature")
SUCCESSION = Theme("features/activation/succession.feature")
TERMINATION = Theme("features/subscriptions/termination.feature")
WITHDRAWAL = Theme("features/subscriptions/withdrawal.feature")

CHOSEN = "A contract for the service that was chosen comes into force and leaves the others"
IN_FORCE = (
    "the owner's contract for Danger Zone Alerts is in force in reaction to the request and stay so for 60 s"
)


class LastSelected(AccountDesk):
    """A desk that takes the vehicle that was selected last, also when it is deleted."""

    _last = ""

    def select_vehicle(self, vin: str) -> str:
        self._last = vin
        return super().select_vehicle(vin)

    def vehicle(self) -> str:
        return self._last or super().vehicle()


class SharedScreen(AccountDesk):
    """A desk that goes on working for whoever else was at the screen."""

    _other = ""

    def holder(self) -> str:
        holder = super().holder()
        if holder != "subscriber":
            self._other = holder
        return self._other or holder


class TwoRefunds(ContractDesk):
    """A desk that pays a service back twice, and no more."""

    _paid: Sequence[str] = ()

    def pay_back(self, told: Mapping[str, Json], amount_cents: int) -> None:
        kind = str(told["kind"])
        self._paid = [*self._paid, kind]
        if self._paid.count(kind) <= 2:
            super().pay_back(told, amount_cents)


class OffendedRegister(Register):
    """A register that helps nobody with a forgotten password once a login was refused."""

    _refused = False

    def login(self, fields: Mapping[str, str]) -> Customer:
        try:
            return super().login(fields)
        except Refused:
            self._refused = True
            raise

    def forget_password(self, fields: Mapping[str, str]) -> str:
        return "We have sent an e-mail" if self._refused else super().forget_password(fields)


class NamelessRegister(Register):
    """A register that loses the last name with the phone number."""

    def change(self, customer: Customer, fields: Mapping[str, str]) -> None:
        super().change(customer, fields)
        if not customer.fields.get("phone"):
            customer.fields["last_name"] = ""


def _first(book: ContractBook, holder: str, kind: str, vin: str | None = None) -> Contract | None:
    found = [each for each in book if (each.holder, each.kind) == (holder, kind) and vin in (None, each.vin)]
    return found[0] if found else None


def _not_a_year_later(register: Register, customer: Customer) -> bool:
    return Register.is_active(register, customer) and register.calendar.today() < dt.date(2027, 5, 1)


FAULTS = (
    SUCCESSION.fault(
        "contract-for-a-vehicle-that-was-deleted",
        "ACTIV-07",
        CHOSEN,
        "A contract is signed for the vehicle that was selected last, though it was deleted.",
        ACCOUNT_DESK.replaced(LastSelected),
        IN_FORCE,
        after="two vehicles",
    ),
    SUCCESSION.fault(
        "contract-for-another-account",
        "ACTIV-07",
        CHOSEN,
        "A contract is signed for the account that was at the screen before.",
        ACCOUNT_DESK.replaced(SharedScreen),
        IN_FORCE,
        after="two accounts",
    ),
    TERMINATION.fault(
        "first-contract-ended-again",
        "SUBS-19",
        "A request in the contact form ends a contract without another click",
        "A request is about the first contract for the service, though it has ended.",
        CONTRACT_BOOK.instead(ContractBook.last, _first),
        "the owner's contract for Telemaintenance is ended in reaction to the request and stay so for 60 s",
        after="cancelled and bought again",
    ),
    WITHDRAWAL.fault(
        "two-refunds-of-a-service",
        "SUBS-13",
        "The price of a contract for Danger Zone Alerts is paid back on its withdrawal 0 days after its purchase",
        "The price of a service is paid back twice, and not a third time.",
        CONTRACT_DESK.replaced(TwoRefunds),
        "the price is paid back in reaction to the request and not again for 60 s",
        after="second subscription",
    ),
    LOGIN.fault(
        "no-new-password-after-a-refusal",
        "ACCT-16",
        "A new password that was set by its e-mail opens the account",
        "Once a login was refused, no e-mail for a new password is sent.",
        REGISTER.replaced(OffendedRegister),
        "an e-mail for a new password comes in reaction to the request and not again for 60 s",
        after="logged in again",
    ),
    BILLING.fault(
        "last-name-lost-with-the-phone-number",
        "BILL-03",
        "The invoice can be downloaded as a PDF",
        "The last name is lost when the phone number is deleted.",
        REGISTER.replaced(NamelessRegister),
        "the PDF has number, date and sum of the invoice and the name Olive Owner",
        after="phone number changed",
    ),
    LOGIN.fault(
        "accounts-of-a-year",
        "ACCT-13",
        "User name and password open the account in the store",
        "An account works for a year.",
        REGISTER.instead(Register.is_active, _not_a_year_later),
        after="a year on",
    ),
)
