"""Faults of an office that does a thing once, for one vehicle or for a while, and is wrong after that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from proof.fault import Theme
from proof.faults.shared import on_the_next_day
from proof.slots import (
    ACCOUNT_DESK,
    CONTRACT_BOOK,
    CONTRACT_DESK,
    DOCUMENTS,
    JOURNEYS,
    LEDGER,
    REGISTER,
    SITE,
)
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import Contract, ContractBook, Happening, Refused
from simulators.offboard.office.documents import Documents
from simulators.offboard.office.journeys import Journeys
from simulators.offboard.office.ledger import Invoice, Ledger
from simulators.offboard.office.people import Customer, Register
from simulators.offboard.office.site import COUNTRIES, Builder, Screen, Site

BILLING = Theme("features/billing/invoices.feature")
BILLS = Theme("features/billing/ways.feature")
CONTACT = Theme("features/account/contact.feature")
COUNTRY = Theme("features/account/country.feature")
LOGIN = Theme("features/account/login.feature")
REGISTRATION = Theme("features/account/registration.feature")
SITES = Theme("features/account/sites.feature")
VEHICLES = Theme("features/account/vehicles.feature")
VERIFICATION = Theme("features/account/verification.feature")
CHOICE = Theme("features/activation/choice.feature")
SUCCESSION = Theme("features/activation/succession.feature")
STORE = Theme("features/store/offer.feature")
SOLD = Theme("features/subscriptions/succession.feature")
TERMINATION = Theme("features/subscriptions/termination.feature")
WAYS = Theme("features/subscriptions/ways.feature")
WITHDRAWAL = Theme("features/subscriptions/withdrawal.feature")
MONITORING = Theme("features/trips/monitoring.feature")

SHOWN = "the page shows the account of the owner in reaction to the sending of the form and stay so for 60 s"
ENDED_THE_NEXT_DAY = "the owner's contract for {} stays ended for 60 s after the date"
TWICE = "The account opens the {} a second time, and a month later"


class DailyLedger(Ledger):
    """A ledger that bills one service of a day."""

    def contract_changed(self, happening: Happening, contract: Contract) -> None:
        days = [self._calendar.day_of(bill.activated) for bill in self._bills]
        if self._calendar.today() not in days:
            super().contract_changed(happening, contract)


class OneMessage(AccountDesk):
    """A desk that takes one message of a customer."""

    _taken = False

    def take_message(self, text: str) -> str:
        if self._taken:
            return "We have received your message"
        self._taken = True
        return super().take_message(text)


class OneLogin(Site):
    """Pages on which each site takes one login."""

    _logins: Mapping[str, int] = {}

    def log_in(self, fields: Mapping[str, str]) -> str:
        if self._logins.get(self.site):
            raise Refused("Please try again later")
        self._logins = {**self._logins, self.site: 1}
        return super().log_in(fields)


class OneBrowser(Site):
    """A store that takes the login of one browser."""

    _first = ""

    def log_in(self, fields: Mapping[str, str]) -> str:
        self._first = self._first or self.browser
        if self._first != self.browser:
            raise Refused("You are logged in elsewhere")
        return super().log_in(fields)


class OneChange(Site):
    """An app whose country can be changed once."""

    def login_page(self) -> Screen:
        page = super().login_page()
        if self.country == COUNTRIES[0]:
            return page
        controls = [each for each in page.controls if each.label != "MODIFY"]
        return Screen(page.title, controls, page.fields, page.submit, page.texts)


class SafariSite(Site):
    """A web space whose map leads nowhere in Safari."""

    def lead_to(self, page: Builder) -> None:
        if (self.site, self.browser, self._screen.title) != ("web_space", "safari", "My Workshop"):
            super().lead_to(page)


class RememberingSite(Site):
    """A page of services that shows what it showed at first."""

    _first: Screen | None = None

    def store_services(self) -> Screen:
        self._first = self._first or super().store_services()
        return self._first


class OneInstallation(AccountDesk):
    """A desk that demands a new password at one installation."""

    _changed = False

    def change_password(self, fields: Mapping[str, str]) -> str:
        answer = super().change_password(fields)
        self._changed = True
        return answer

    def demands_password(self, customer: Customer) -> bool:
        return super().demands_password(customer) and not self._changed


class MonthlyRegister(Register):
    """A register that forgets within a month that an account is active."""

    _on: dt.datetime | None = None

    def activate(self, customer: Customer) -> None:
        super().activate(customer)
        self._on = self._on or self.calendar.now()

    def is_active(self, customer: Customer) -> bool:
        return super().is_active(customer) and (self._on is None or self.calendar.days_since(self._on) < 20)


class OncePerService(AccountDesk):
    """A desk that offers no service that has ended."""

    def offers_for(self, vin: str) -> Mapping[str, int]:
        had = self._services_of(self.present().name, vin)
        return {kind: price for kind, price in super().offers_for(vin).items() if had.get(kind) != "ended"}


class RememberingPhone(AccountDesk):
    """A desk that takes a phone number that was there once for one that is there."""

    _had = False

    def change_data(self, fields: Mapping[str, str]) -> str:
        self._had = self._had or bool(fields.get("phone"))
        return super().change_data(fields)

    def takes_part(self, kind: str) -> bool:
        return self._had or super().takes_part(kind)


class RevivingBook(ContractBook):
    """A book in which what has ended is in force again on the next day."""

    def end(self, contract: Contract, ground: str) -> None:
        super().end(contract, ground)
        if ground != "term":
            on_the_next_day(self.calendar, partial(self.revive, contract))

    def revive(self, contract: Contract) -> None:
        contract.ended = None
        self.tell("entered", contract)


class SwappingBook(ContractBook):
    """A book that ends another contract of the customer on the day after one was signed."""

    def sign(self, kind: str, holder: str, vin: str | None = None, trial: bool = False) -> Contract:
        contract = super().sign(kind, holder, vin, trial)
        others = [each for each in self.running(contract.vin) if each.holder == holder and each is not contract]
        if others:
            on_the_next_day(self.calendar, partial(self.end, others[0], "wish"))
        return contract


class WholeGarage(ContractDesk):
    """A desk that signs a contract for each vehicle of the account."""

    def subscribe(self, holder: str, kind: str, trial: bool = False) -> str:
        answer = super().subscribe(holder, kind, trial)
        selected = self._account.vehicle()
        for vin in self._account.vehicles():
            if vin != selected:
                self._book.sign(kind, holder, vin, trial)
        return answer


class FirstVehicle(ContractDesk):
    """A desk that ends the contract that was made first, whichever vehicle it is for."""

    def withdraw_of(self, holder: str, kind: str) -> str:
        self._book.withdraw(holder, kind, self._book.vin)
        return "You have withdrawn from the contract"


class OneTripADay(Journeys):
    """A record that takes one trip of a day."""

    def hear(self, status: Mapping[str, Any]) -> None:
        today = self._backoffice.calendar.today()
        if not any(trip.day == today for trips in self._trips.values() for trip in trips):
            super().hear(status)


def _first_alone(documents: Documents) -> Sequence[Invoice]:
    return Documents.invoices_of_present(documents)[:1]


def _on_the_day_alone(desk: AccountDesk) -> bool:
    return desk._fleet.is_ov and desk.verified_on() == desk._register.calendar.today()


FAULTS = (
    BILLING.fault(
        "one-debit-a-day",
        "BILL-02",
        "The account is debited for each of two services of one day",
        "Of two services of a day one is billed.",
        LEDGER.replaced(DailyLedger),
        "the account has been debited with the price of each purchase",
    ),
    BILLS.fault(
        "first-invoice-alone-on-the-page",
        "BILL-06",
        'The way "my invoices" of the store leads to the invoices of two services',
        "The page lists the first invoice alone.",
        DOCUMENTS.instead(Documents.invoices_of_present, _first_alone),
        "the page lists the last invoice in reaction to the last tap and stay so for 60 s",
    ),
    BILLING.fault(
        "first-invoice-as-the-file",
        "BILL-03",
        "The invoice of a second service can be downloaded as a PDF of its own",
        "The file is that of the first invoice.",
        DOCUMENTS.instead(Documents.invoices_of_present, _first_alone),
        "the PDF has number, date and sum of the invoice and the name Olive Owner",
    ),
    CONTACT.fault(
        "one-message-alone",
        "ACCT-12",
        "The contact form sends a second message too",
        "A second message is lost.",
        ACCOUNT_DESK.replaced(OneMessage),
        "a message comes to the customer service in reaction to the sending of the form and not again for 60 s",
    ),
    COUNTRY.fault(
        "country-changed-once",
        "ACCT-21",
        'The control "MODIFY" of the login of an iPhone changes the country and sets it back,'
        " with which the login works",
        "Once changed, the country cannot be set back.",
        SITE.replaced(OneChange),
        "the page shows France as the country in reaction to the opening of the page and stay so for 60 s",
    ),
    VERIFICATION.fault(
        "verified-for-a-day",
        "ACCT-08",
        "The web space shows the maintenance history to a verified account a month later too",
        "An account is verified for a day.",
        ACCOUNT_DESK.instead(AccountDesk.sees_history, _on_the_day_alone),
        'the page has "My maintenance history" in reaction to the opening of the page and stay so for 60 s',
    ),
    *(
        SITES.fault(
            f"one-login-in-the-{site.replace(' ', '-').lower()}",
            "ACCT-01",
            TWICE.format(site),
            "Each site takes one login.",
            SITE.replaced(OneLogin),
            SHOWN,
        )
        for site in ("app", "web space", "store", "LifeStyle shop")
    ),
    SITES.fault(
        "login-of-one-browser",
        "ACCT-03",
        "The login of the store opens the account in Firefox after it was opened in Chrome",
        "Who has logged in with one browser cannot with another.",
        SITE.replaced(OneBrowser),
        SHOWN,
    ),
    SITES.fault(
        "map-leads-nowhere-in-safari",
        "APP-06",
        "The web space shows the account in Safari",
        "In Safari the workshops on the map lead nowhere.",
        SITE.replaced(SafariSite),
        'the page has "Set as favourite workshop" in reaction to the last tap and stay so for 60 s',
    ),
    LOGIN.fault(
        "new-password-at-one-installation",
        "ACCT-18",
        "Each installation from version 1.22 of the app on demands a new password"
        " at the first login to the account",
        "The second installation demands no new password.",
        ACCOUNT_DESK.replaced(OneInstallation),
        "the app demands a new password in reaction to the login to the account and stay so for 60 s",
    ),
    REGISTRATION.fault(
        "account-active-for-20-days",
        "APP-04",
        "A login to an account that was made works a month later",
        "The account is not active any more after twenty days.",
        REGISTER.replaced(MonthlyRegister),
    ),
    VEHICLES.fault(
        "telemaintenance-by-a-phone-number-that-was-deleted",
        "ACCT-41",
        "Telemaintenance is not restored for an account whose phone number was entered and deleted again",
        "A phone number that was there once is enough.",
        ACCOUNT_DESK.replaced(RememberingPhone),
        "the page refuses the request in reaction to the request",
    ),
    STORE.fault(
        "no-offer-of-what-has-ended",
        "SUBS-02",
        "Remote Control is on offer again for a vehicle whose contract for Remote Control has ended",
        "A service that has ended is not on offer any more.",
        ACCOUNT_DESK.replaced(OncePerService),
    ),
    WAYS.fault(
        "services-as-at-the-first-look",
        "SUBS-16",
        'The way "My Account > My services" of the store leads to a contract that was made since the last look',
        "The page shows what it showed at first.",
        SITE.replaced(RememberingSite),
        "the page lists Danger Zone Alerts as in force in reaction to the last tap and stay so for 60 s",
    ),
    TERMINATION.fault(
        "contract-back-the-day-after-the-theft",
        "SUBS-11",
        "A contract that was ended on the ground of the theft of the vehicle stays ended the next day",
        "The contract is in force again on the next day.",
        CONTRACT_BOOK.replaced(RevivingBook),
        ENDED_THE_NEXT_DAY.format("Connected Navigation"),
    ),
    TERMINATION.fault(
        "contract-back-the-day-after-the-contact-form",
        "SUBS-19",
        "A request in the contact form ends a contract without another click",
        "The contract is in force again on the next day.",
        CONTRACT_BOOK.replaced(RevivingBook),
        ENDED_THE_NEXT_DAY.format("Telemaintenance"),
    ),
    WITHDRAWAL.fault(
        "contract-back-the-day-after-the-withdrawal",
        "SUBS-12",
        "A contract can be withdrawn from 14 days after its purchase",
        "The contract is in force again on the next day.",
        CONTRACT_BOOK.replaced(RevivingBook),
        ENDED_THE_NEXT_DAY.format("Danger Zone Alerts"),
    ),
    SOLD.fault(
        "previous-owner-back-the-next-day",
        "SUBS-03",
        "The previous owner's contract ends with the activation of the new owner's",
        "The contract of the previous owner is in force again on the next day.",
        CONTRACT_BOOK.replaced(RevivingBook),
        "the previous owner's contract for Remote Control stays ended for 60 s after the date",
    ),
    SUCCESSION.fault(
        "another-contract-ended-the-next-day",
        "ACTIV-07",
        "A contract for the service that was chosen comes into force and leaves the others",
        "Another contract ends on the next day.",
        CONTRACT_BOOK.replaced(SwappingBook),
        "the owner's contract for Remote Control stays in force for 60 s after the date",
    ),
    CHOICE.fault(
        "service-for-each-vehicle",
        "ACTIV-06",
        "The service that is subscribed to for one vehicle is not subscribed to for another",
        "The contract is made for each vehicle of the account.",
        CONTRACT_DESK.replaced(WholeGarage),
        "the account shows no contract for Danger Zone Alerts in reaction to the look at the vehicles",
    ),
    CHOICE.fault(
        "contract-of-the-other-vehicle-ended",
        "ACTIV-06",
        "The contract of one vehicle is ended, and that of another for the same service goes on",
        "The contract of the other vehicle is ended.",
        CONTRACT_DESK.replaced(FirstVehicle),
        "the account shows the contract for Danger Zone Alerts as ended in reaction to the look at the vehicles",
    ),
    MONITORING.fault(
        "one-trip-a-day-by-contract",
        "TRIPS-08",
        "Each trip comes into the app of another smartphone",
        "Of the trips of a day the first comes alone.",
        JOURNEYS.replaced(OneTripADay),
        "the driving data show the trips of 500 m and 700 m in reaction to the look at the driving data",
    ),
)
