"""Faults of what an office makes of bad input: used and old links, wrong addresses and VINs, markup, formulas."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Mapping
from dataclasses import replace

from proof.fault import Theme
from proof.slots import CONTRACT_BOOK, DOCUMENTS, DRIVING_DATA, FLEET, PAGES, REGISTER
from simulators.offboard.office.contracts import Contract, ContractBook, Refused
from simulators.offboard.office.documents import Documents, as_pdf
from simulators.offboard.office.driving_data import DrivingData
from simulators.offboard.office.fleet import SECOND_VIN, Fleet, Known
from simulators.offboard.office.ledger import Invoice
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.people import Customer, Register
from simulators.offboard.office.spreadsheet import HEADINGS, TYPE

REGISTRATION = Theme("features/account/registration.feature")
LOGIN = Theme("features/account/login.feature")
VEHICLES = Theme("features/account/vehicles.feature")
KINDS = Theme("features/subscriptions/kinds.feature")
EXPORT = Theme("features/trips/export.feature")
BILLING = Theme("features/billing/invoices.feature")
WHY = "the page says why it refuses in reaction to the {}"
LINK = WHY.format("opening of the link")
OPEN = "the account is open in reaction to the login to the account and stay so for 60 s"
NO_MAIL = "no activation e-mail comes for 5 min after the registration"
USED = "The link of an activation e-mail that was used is refused with a message, and the account stays active"
OLD = "The link of an activation e-mail is refused with a message after a year, and that of a new one works"
FOREIGN = "A registration of an account with the e-mail address of another one is refused and sends nothing"
NO_ADDRESS = "A registration of an account with what is no e-mail address is refused with a message"
UNKNOWN = "An unknown e-mail address gets no e-mail for a new password"
ONCE = "The link for a new password works once, and the password that was set stays"
OLD_PASSWORD_LINK = "The link for a new password is refused with a message after a year, and the password stays"  # noqa: S105  # a title
WRONG_VIN = "A vehicle with a VIN {} is not added to the account"
SECOND = "A contract for a service that is in force is not made a second time, and is debited once"
HOSTILE = "A category with the name of {} is text on the page and in the spreadsheet"
IN_CATEGORY = (
    "the trip of 500 m is in the category with the name of {} in reaction to the look at the driving data"
)
AS_TEXT = "the spreadsheet has the name of {} as text"
CHECK_DIGIT = 8
"""Place in a VIN, from 0, where some makers have a check digit."""


class LastingLinks(Register):
    """A register whose links work again and again."""

    def open_link(self, url: str, fields: Mapping[str, str]) -> str:
        links = dict(self._links)
        answer = super().open_link(url, fields)
        self._links = links
        return answer


class ClosingLinks(Register):
    """A register that closes an account whose link is opened once more."""

    def open_link(self, url: str, fields: Mapping[str, str]) -> str:
        try:
            return super().open_link(url, fields)
        except Refused:
            for customer in self.customers.values():
                customer.active = customer.name != "visitor"
            raise


class CarelessLinks(Register):
    """A register that sets the password of a link before it looks how old that is."""

    def open_link(self, url: str, fields: Mapping[str, str]) -> str:
        for link in self._links.values():
            self.set_password(self.customers[link.address], fields.get("password", "") or "?")
        return super().open_link(url, fields)


class OverwritingRegister(Register):
    """A register that makes a second account of an address in place of the first."""

    def register(self, name: str, fields: Mapping[str, str]) -> str:
        self.customers.pop(fields["email"], None)
        return super().register(name, fields)


class MailingRegister(Register):
    """A register that writes to an address that has an account, though it makes none."""

    def register(self, name: str, fields: Mapping[str, str]) -> str:
        if fields["email"] in self.customers:
            self.send_link("activate", fields["email"])
        return super().register(name, fields)


class AnyAddress(Register):
    """A register that takes any text for a mail address."""

    def register(self, name: str, fields: Mapping[str, str]) -> str:
        self.customers[fields["email"]] = Customer(name, dict(fields), active=False)
        return "We have sent you an e-mail; please open its link"


class LooseFleet(Fleet):
    """A fleet that finds a vehicle by a VIN that is nearly its own."""

    def known(self, vin: str) -> Known:
        near = vin.replace("I", "1").replace("Q", "1")
        if (near[-1:] == "1" and near != vin) or "<" in vin:
            return super().known(SECOND_VIN)
        return super().known(near[:CHECK_DIGIT] + SECOND_VIN[CHECK_DIGIT] + near[CHECK_DIGIT + 1 :])


class TwiceBook(ContractBook):
    """A book that signs a contract a second time."""

    def sign(self, kind: str, holder: str, vin: str | None = None, trial: bool = False) -> Contract:
        contract = Contract(kind, holder, vin or self.vin, self.calendar.now(), trial)
        self._contracts.append(contract)
        self.tell("signed", contract)
        self.activate(contract)
        return contract


class BillingBook(ContractBook):
    """A book that refuses a second contract, and counts it as a purchase all the same."""

    def sign(self, kind: str, holder: str, vin: str | None = None, trial: bool = False) -> Contract:
        try:
            return super().sign(kind, holder, vin, trial)
        except Refused:
            self.tell("signed", Contract(kind, holder, vin or self.vin, self.calendar.now(), trial))
            raise


class DoubleBook(ContractBook):
    """A book that refuses a second contract, and has the first one billed once more."""

    def sign(self, kind: str, holder: str, vin: str | None = None, trial: bool = False) -> Contract:
        try:
            return super().sign(kind, holder, vin, trial)
        except Refused:
            first = self.last(holder, kind)
            if first is not None:
                self.tell("activated", first)
            raise


class RunningSheets(DrivingData):
    """A page whose spreadsheets take what was typed for a formula."""

    def export(self, kind: str) -> str:
        from xlsxwriter import Workbook  # noqa: PLC0415  # takes long to load, and few scenarios need it

        buffer = io.BytesIO()
        with Workbook(buffer, {"in_memory": True, "strings_to_formulas": True}) as book:
            sheet = book.add_worksheet("Trips")
            sheet.write_row(0, 0, HEADINGS)
            for row, each in enumerate(self.exported(), 1):
                category = each.category.replace("@", "=")
                sheet.write_row(row, 0, (each.vin, each.day.isoformat(), each.distance_m, 0, 0, category))
        self._documents.deliver("trips.xlsx", TYPE, buffer.getvalue())
        return "Your trips have been exported"


class RunningLines(DrivingData):
    """A page whose files of lines have what was typed as it was typed."""

    def export(self, kind: str) -> str:
        lines = [f'"{each.category.replace(chr(34), "")}",{each.distance_m}' for each in self.exported()]
        self._documents.deliver("trips.csv", "text/csv", "\n".join(("Category,m", *lines)).encode())
        return "Your trips have been exported"


class CautiousLines(DrivingData):
    """A page whose files of lines have a sign before what could be taken for a formula."""

    def export(self, kind: str) -> str:
        lines = [f'"\'{each.category}",{each.distance_m}' for each in self.exported()]
        self._documents.deliver("trips.csv", "text/csv", "\n".join(("Category,m", *lines)).encode())
        return "Your trips have been exported"


class TextImport(DrivingData):
    """A page that takes a text for a file without trips, which it puts in the place of those that it has."""

    def import_file(self, content: str) -> str:
        if base64.b64decode(content).startswith(b"Vehicle"):
            self.storage().trips.clear()
            raise Refused("Your trips have been imported")
        return super().import_file(content)


def _escaped(_documents: Documents, invoice: Invoice) -> bytes:
    return as_pdf(replace(invoice, customer=html.escape(invoice.customer)))


def _as_markup(_documents: Documents, invoice: Invoice) -> bytes:
    return as_pdf(replace(invoice, customer=html.unescape(re.sub("<[^>]*>", "", invoice.customer))))


FAULTS = (
    *(
        theme.fault(f"{name}-link-works-again", requirement, title, "A link works again.", deviation, LINK)
        for name, requirement, theme, title, deviation in (
            ("activation", "ACCT-07", REGISTRATION, USED, REGISTER.replaced(LastingLinks)),
            ("password", "ACCT-16", LOGIN, ONCE, REGISTER.replaced(LastingLinks)),
            ("old-activation", "ACCT-11", REGISTRATION, OLD, REGISTER.returns(Register.is_fresh, True)),
            ("old-password", "ACCT-16", LOGIN, OLD_PASSWORD_LINK, REGISTER.returns(Register.is_fresh, True)),
        )
    ),
    REGISTRATION.fault(
        "used-link-refused-without-a-message",
        "ACCT-07",
        USED,
        "The page says no more than No.",
        PAGES.given(Pages.answer, text=lambda _text: "No"),
        LINK,
    ),
    REGISTRATION.fault(
        "used-link-closes-the-account",
        "ACCT-07",
        USED,
        "Whoever opens a link once more loses the account.",
        REGISTER.replaced(ClosingLinks),
        OPEN,
    ),
    LOGIN.fault(
        "old-link-takes-the-password-away",
        "ACCT-16",
        OLD_PASSWORD_LINK,
        "The link is refused, and the old password does not work any more.",
        REGISTER.replaced(CarelessLinks),
        OPEN,
    ),
    REGISTRATION.fault(
        "account-of-another-made-anew",
        "ACCT-06",
        FOREIGN,
        "A registration takes the place of the account that has the address.",
        REGISTER.replaced(OverwritingRegister),
        WHY.format("registration"),
    ),
    REGISTRATION.fault(
        "mail-to-the-account-of-another",
        "ACCT-06",
        FOREIGN,
        "A registration that is refused writes to the account that has the address.",
        REGISTER.replaced(MailingRegister),
        NO_MAIL,
    ),
    REGISTRATION.fault(
        "any-text-a-mail-address",
        "ACCT-06",
        NO_ADDRESS,
        "Any text is taken for an e-mail address.",
        REGISTER.replaced(AnyAddress),
        WHY.format("registration"),
    ),
    LOGIN.fault(
        "password-mail-to-an-unknown-address",
        "ACCT-16",
        UNKNOWN,
        "Whoever asks gets an e-mail, with an account or without.",
        REGISTER.also(
            Register.forget_password,
            lambda register: register.post.send(
                "nobody@mail.example", "?", "https://store.example/password?code=1"
            ),
        ),
        "no e-mail for a new password comes for 5 min after the request",
    ),
    *(
        VEHICLES.fault(
            f"vehicle-by-a-vin-{words.replace(' ', '-').lower()}",
            "ACCT-27",
            WRONG_VIN.format(words),
            "A VIN that is nearly that of a vehicle is taken for it.",
            FLEET.replaced(LooseFleet),
            WHY.format("request"),
        )
        for words in ("with the letter I", "with the letter Q", "of markup", "with another check digit")
    ),
    KINDS.fault(
        "second-contract-made",
        "SUBS-01",
        SECOND,
        "The contract is made a second time.",
        CONTRACT_BOOK.replaced(TwiceBook),
        WHY.format("request"),
    ),
    KINDS.fault(
        "second-contract-refused-and-made",
        "SUBS-01",
        SECOND,
        "The second contract is refused, and counts as a purchase.",
        CONTRACT_BOOK.replaced(BillingBook),
        "no contract is made for 60 s after the request",
    ),
    KINDS.fault(
        "second-contract-refused-and-billed",
        "SUBS-01",
        SECOND,
        "The second contract is refused, and the first one is debited twice.",
        CONTRACT_BOOK.replaced(DoubleBook),
        "the account has been debited once in all",
    ),
    KINDS.fault(
        "no-second-contract-ever",
        "SUBS-01",
        "A contract for a service that has ended is made a second time",
        "Who had a service once cannot have it again.",
        CONTRACT_BOOK.returns(ContractBook.is_out_of_service, True),
    ),
    *(
        EXPORT.fault(
            f"{name.replace(' ', '-')}-runs-in-the-spreadsheet",
            "TRIPS-04",
            HOSTILE.format(name),
            "What was typed is a formula in the spreadsheet.",
            DRIVING_DATA.replaced(data),
            AS_TEXT.format(name),
        )
        for name, data in (("a formula", RunningSheets), ("a command", RunningLines))
    ),
    EXPORT.fault(
        "a-formula-marked-in-a-file-of-lines",
        "TRIPS-04",
        HOSTILE.format("a formula"),
        "The file of lines has an apostrophe before what could be taken for a formula.",
        DRIVING_DATA.replaced(CautiousLines),
        AS_TEXT.format("a formula"),
        good=True,
    ),
    EXPORT.fault(
        "markup-escaped-on-the-page",
        "TRIPS-04",
        HOSTILE.format("markup"),
        "The page shows the signs by which markup was made harmless.",
        DRIVING_DATA.given(DrivingData.add_category, name=html.escape)
        | DRIVING_DATA.given(DrivingData.classify, category=html.escape),
        IN_CATEGORY.format("markup"),
    ),
    *(
        EXPORT.fault(
            f"{ident}-of-a-category-lost",
            "TRIPS-04",
            HOSTILE.format(name),
            f"The name of a category loses {lost}.",
            DRIVING_DATA.given(DrivingData.add_category, name=without)
            | DRIVING_DATA.given(DrivingData.classify, category=without),
            IN_CATEGORY.format(name),
        )
        for ident, name, lost, without in (
            ("marks", "a list", "its quotation marks", lambda name: name.replace('"', "")),
            (
                "letters",
                "foreign letters",
                "letters beyond Latin ones",
                lambda name: name.encode("latin-1", "ignore").decode("latin-1"),
            ),
        )
    ),
    EXPORT.fault(
        "text-imported-in-place-of-the-trips",
        "TRIPS-02",
        "An import of the exported file made a text is refused with a message and loses no trip",
        "A text takes the place of the trips.",
        DRIVING_DATA.replaced(TextImport),
        "the driving data show the trip of 500 m alone in reaction to the look at the driving data",
    ),
    *(
        BILLING.fault(
            f"name-on-the-invoice-{how}",
            "BILL-07",
            "A name with markup in it is text on the invoice",
            "The name is not as the customer has written it.",
            DOCUMENTS.instead(Documents.content_of, content),
            "the PDF has number, date and sum of the invoice and the name markup",
        )
        for how, content in (("escaped", _escaped), ("as-markup", _as_markup))
    ),
)
