"""Invoices and debits of connected services: features/billing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pytest_bdd import given, then, when

from rigs.judging.condition import value_is
from rigs.ports import account, backoffice, contracts, documents, pages
from rigs.ports.port import Observation
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.contracts import CONTRACT, has_expired_contract, it_is, subscribes, today
from steps.gherkin.vocabulary import condition, enumeration, event, phrase
from steps.login import ask, fill

OWNER_NAME = "Olive Owner"
NEW_NAME = "Olivia Lessor"

THE_DATE = event("the date", over_network=True)
THE_DOWNLOAD = event("the download", over_network=True)

condition("an invoice is listed", documents.INVOICED, test=bool, by_office=True, happens=True)
condition("no invoice is listed", documents.INVOICED, test=lambda listed: not listed)
condition("the account is debited", documents.DEBITED, test=bool, by_office=True, happens=True)
condition("the account is not debited", documents.DEBITED, test=lambda debited: not debited)
condition(
    "the file that was downloaded is a PDF with a page",
    documents.PDF,
    test=lambda pdf: pdf.get("pages", 0) > 0,
    over_network=True,
    happens=True,
)

MARKUP_NAME = "<i>Olive</i> &amp;Owner"
"""A name that a page, a mail or an invoice must not take for markup."""

enumeration("name", {OWNER_NAME: OWNER_NAME, NEW_NAME: NEW_NAME, "markup": MARKUP_NAME})


def _euros(cents: int) -> str:
    return f"{cents / 100:.2f}"


@given(phrase("the owner has subscribed to {kind}"))
def has_subscribed(scene: Scene, kind: str) -> None:
    """Subscribe, and wait until the contract is in force."""
    subscribes(scene, "subscriber", kind)
    scene.settle(CONTRACT["subscriber", kind, "in_force"])


@given(phrase("the new owner has subscribed to {kind}"))
def other_has_subscribed(scene: Scene, kind: str) -> None:
    """Subscribe with the other account, and wait until the contract is in force."""
    subscribes(scene, "other", kind)
    scene.settle(CONTRACT["other", kind, "in_force"])


@given(phrase("the owner has subscribed to {kind} anew"))
def has_subscribed_anew(scene: Scene, kind: str) -> None:
    """Subscribe once more to a service whose contract has run out."""
    has_expired_contract(scene, "subscriber", kind)
    has_subscribed(scene, kind)


@given(phrase("the owner's contract for {kind} has ended"))
def has_ended(scene: Scene, kind: str) -> None:
    """Let a contract have run out."""
    has_expired_contract(scene, "subscriber", kind)


@when(phrase("it is {date} at {time} where the customer lives"))
def it_becomes(scene: Scene, date: dt.date, time: dt.time) -> None:
    """Set date and time of the office, as time would bring them."""
    it_is(scene, date, time)
    scene.mark(THE_DATE, scene.now(THE_DATE))


@when(phrase("the office has the date of {number} days later"))
def days_later(scene: Scene, number: float) -> None:
    """Set the date of the office, as so many days would."""
    date = today(scene) + dt.timedelta(days=number)
    scene.mark(THE_DATE, scene.stimulate(backoffice.SET_DATE, date.isoformat()))
    scene.settle(value_is(backoffice.TODAY, date.isoformat()))


@when("the new owner downloads the last invoice")
def downloads_as_other(scene: Scene) -> None:
    """Ask for the file of the last invoice with an account that has none."""
    scene.stimulate(account.PERSON, "other")
    downloads(scene)


@when("the owner downloads the last invoice")
def downloads(scene: Scene) -> None:
    """Take it from "my invoices"."""
    scene.mark(THE_DOWNLOAD, scene.stimulate(documents.DOWNLOAD, "last_invoice"))


@given(phrase("the owner has changed the name to {name}"))
def has_changed_name(scene: Scene, name: str) -> None:
    """Change it under "my personal information"."""
    changes_name(scene, name)


@when(phrase("the owner changes the name to {name}"))
def changes_name(scene: Scene, name: str) -> None:
    """Change it under "my personal information"."""
    first, last = name.split(" ")
    scene.stimulate(account.PERSON, "subscriber")
    fill(scene, {"first_name": first, "last_name": last})
    ask(scene, account.SEND, "personal_data")


@then(phrase("the invoice is dated {number} day after the activation"))
def invoice_is_dated(scene: Scene, number: float) -> None:
    """Judge the date of the invoice, in calendar days after the activation (AMB-14)."""
    _judge_days(scene, "invoice", scene.track(documents.INVOICE).value, number)


@then(phrase("the debit is dated {number} days after the activation"))
def debit_is_dated(scene: Scene, number: float) -> None:
    """Judge the date of the debit, in calendar days after the activation (AMB-14)."""
    _judge_days(scene, "debit", scene.track(documents.DEBIT).value, number)


def _judge_days(scene: Scene, what: str, shown: Mapping[str, Any], number: float) -> None:
    if not shown:
        raise scene.failed(f"there is no {what}")
    activated = dt.date.fromisoformat(scene.track(contracts.ACTIVATED).value["date"])
    days = (dt.date.fromisoformat(shown["date"]) - activated).days
    scene.judge(Measurement(f"days from the activation to the {what}", days, days, "d", Limits(number, number)))


@then("the sum that was debited is that of the invoice")
def sum_is_that_of_invoice(scene: Scene) -> None:
    """Judge the debit against the invoice that it names."""
    invoice, debit = scene.track(documents.INVOICE).value, scene.track(documents.DEBIT).value
    if not (invoice and debit):
        raise scene.failed("there is no debit, or no invoice")
    if debit["invoice"] != invoice["number"]:
        raise scene.failed(f"the debit is for invoice {debit['invoice']}, and {invoice['number']} was issued")
    euros, sum_of_invoice = debit["amount_cents"] / 100, invoice["amount_cents"] / 100
    scene.judge(Measurement("sum that was debited", euros, euros, "EUR", Limits(sum_of_invoice, sum_of_invoice)))


@then("the account has been debited with the price of each purchase")
def debited_with_prices(scene: Scene) -> None:
    """Judge that the sums of all debits are the prices of all services that were activated, one for one.

    What costs nothing takes no debit.
    """
    price = {shown["kind"]: shown["amount_cents"] for shown in _shown(scene, contracts.PURCHASE)}
    prices = Counter(price[shown["kind"]] for shown in _shown(scene, contracts.ACTIVATED))
    del prices[0]
    sums = Counter(shown["amount_cents"] for shown in _shown(scene, documents.DEBIT))
    differing = sum(((prices - sums) + (sums - prices)).values())
    scene.judge(Measurement("prices without their debit", differing, differing, "", Limits(high=0)))


@then("the account has been debited once in all")
def debited_once(scene: Scene) -> None:
    """Judge how many debits there were, also such as came at the same moment."""
    entries = {shown["entry"] for shown in _shown(scene, documents.DEBIT)}
    scene.judge(Measurement("debits of the account", len(entries), len(entries), "", Limits(1, 1)))


@then("the page lists each invoice that was issued")
def lists_each(scene: Scene) -> None:
    """Judge that the number of every invoice stands on the page that is open."""
    texts = "\n".join(scene.track(pages.PAGE).value.get("texts", ()))
    lacking = [shown["number"] for shown in _shown(scene, documents.INVOICE) if shown["number"] not in texts]
    scene.judge(Measurement("invoices that the page lacks", len(lacking), len(lacking), "", Limits(high=0)))


def _shown(scene: Scene, port: Observation) -> Sequence[Mapping[str, Any]]:
    """Return all that a port has shown since the scenario began, the first first."""
    return [change.value for change in scene.track(port).after(scene.journal.begin_ns) if change.value]


@then(phrase("the PDF has number, date and sum of the invoice and the name {name}"))
def pdf_has(scene: Scene, name: str) -> None:
    """Judge what a person reads in the file."""
    invoice = scene.track(documents.INVOICE).value
    if not invoice:
        raise scene.failed("there is no invoice")
    wanted = (invoice["number"], invoice["date"], _euros(invoice["amount_cents"]), name)
    text = scene.track(documents.PDF).value.get("text", "")
    missing = [each for each in wanted if each not in text]
    if missing:
        raise scene.failed(f"the PDF lacks {', '.join(missing)}; it says: {text!r}")
    scene.judge(Measurement("parts of the invoice that the PDF lacks", 0, 0, "", Limits(high=0)))
