"""Contracts for connected services, in the store and by the contact form: features/subscriptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from pytest_bdd import given, then, when

from rigs.judging.condition import value_is
from rigs.ports import account, backoffice, contracts, pages
from rigs.ports.port import Stimulus
from rigs.ports.values import NOTHING
from rigs.scene import Scene
from rigs.values.interval import Event
from rigs.values.measurement import Limits, Measurement
from steps.answers import await_answer
from steps.gherkin.vocabulary import condition, enumeration, event, phrase

KINDS: Mapping[str, str] = {
    "Remote Control": "remote_control",
    "e-Remote Control": "e_remote_control",
    "Connected Navigation": "navigation",
    "Danger Zone Alerts": "danger_zones",
    "Telemaintenance": "telemaintenance",
    "the InfoBox": "infobox",
    "ConnectPack Monitoring": "monitoring",
    "the maintenance e-book": "e_booklet",
}
PEOPLE: Mapping[str, str] = {
    "the owner": "subscriber",
    "the previous owner": "subscriber",
    "the new owner": "other",
}
STATES: Mapping[str, tuple[str, str]] = {
    "in force": ("in_force", "stays in force"),
    "ended": ("ended", "stays ended"),
    "waiting for its activation": ("to_activate", "goes on waiting for its activation"),
}
"""States of a contract by what features say of it, with the form for one that stays."""

THE_REQUEST = event("the request", over_network=True)
THE_CLICK = event("the click", over_network=True)

NOON = dt.time(12)
YEAR_DAYS = 365


def state_of(person: str, kind: str) -> Callable[[Mapping[str, Any]], str]:
    """Return what tells the state of somebody's contract of a kind, `none` where there is none."""
    return lambda states: str(states.get(person, {}).get(kind, "none"))


def _stands(person: str, kind: str, state: str) -> Callable[[Mapping[str, Any]], bool]:
    told = state_of(person, kind)
    return lambda states: told(states) == state


CONTRACT = {
    (person, kind, state): condition(
        f"{who}'s contract for {words} is {said}",
        contracts.STATES,
        test=_stands(person, kind, state),
        stays=f"{who}'s contract for {words} {stays}",
        by_office=True,
    )
    for who, person in PEOPLE.items()
    for words, kind in KINDS.items()
    for said, (state, stays) in STATES.items()
}
condition("the page refuses the request", pages.REFUSES, test=bool, over_network=True, happens=True)
condition("no contract is made", contracts.BOUGHT, test=lambda bought: not bought)
condition("the price is paid back", contracts.PAID_BACK, test=bool, by_office=True, happens=True)
condition("nothing is paid back", contracts.PAID_BACK, test=lambda paid: not paid)
ASKS_FOR_OK = condition(
    "the page asks for an OK",
    pages.QUESTION,
    test=lambda question: question != NOTHING,
    over_network=True,
    happens=True,
)

enumeration("kind", KINDS)
enumeration("person", PEOPLE)
enumeration(
    "ground",
    {
        "the sale of the vehicle": "sale",
        "the end of the lease": "end_of_lease",
        "the destruction of the vehicle": "destruction",
        "the theft of the vehicle": "theft",
        "their own wish": "wish",
    },
)
enumeration("answer", {"OK": "ok", "back": "back"})
enumeration("town", {"Paris": "Europe/Paris", "Cayenne": "America/Cayenne"})


def today(scene: Scene) -> dt.date:
    """Return the date of the office."""
    return dt.date.fromisoformat(str(scene.track(backoffice.TODAY).value))


def seed(
    scene: Scene, person: str, kind: str, signed: dt.datetime, more: str = "", state: str = "in_force"
) -> None:
    """Have the office hold a contract that was signed some time ago, and see it there.

    Args:
        scene: The scene.
        person: Its holder.
        kind: Its service.
        signed: When it was signed, in the customer's time.
        more: What else is said of it, such as `trial`.
        state: How it then stands.
    """
    words = f"{person} {kind} {signed:%Y-%m-%dT%H:%M} {more}".strip()
    scene.stimulate(contracts.SEED, words)
    scene.settle(CONTRACT[person, kind, state])


def ask(scene: Scene, person: str, port: Stimulus, value: str) -> Event:
    """Have somebody ask for something on a page; the request is marked."""
    await_answer(scene)
    scene.stimulate(account.PERSON, person)
    return scene.mark(THE_REQUEST, scene.stimulate(port, value))


@given(phrase("{person} has a contract for {kind} that was bought {number} days ago"))
def has_contract(scene: Scene, person: str, kind: str, number: float) -> None:
    """Hold a contract of that age: the office dates it back, since no test can wait for days."""
    signed = dt.datetime.combine(today(scene) - dt.timedelta(days=number), NOON)
    seed(scene, person, kind, signed)


@given(phrase("{person} has a contract for {kind} that was bought on {date} at {time}"))
def has_contract_of(scene: Scene, person: str, kind: str, date: dt.date, time: dt.time) -> None:
    """Hold a contract that was bought at a certain minute, in the time of the place where the customer lives."""
    seed(scene, person, kind, dt.datetime.combine(date, time))


@given(phrase("{person} has a contract for {kind} that waits for its activation"))
def has_waiting_contract(scene: Scene, person: str, kind: str) -> None:
    """Hold a contract that was signed a moment ago and takes an activation at the vehicle."""
    signed = dt.datetime.combine(today(scene), NOON)
    seed(scene, person, kind, signed, "waiting", "to_activate")


@given(phrase("{person} has subscribed to {kind} {number} days ago and not activated it"))
def has_not_activated(scene: Scene, person: str, kind: str, number: float) -> None:
    """Hold a contract of that age that still waits for its activation."""
    signed = dt.datetime.combine(today(scene) - dt.timedelta(days=number), NOON)
    seed(scene, person, kind, signed, "waiting", "to_activate")


@given(phrase("{person} has subscribed to {kind} {number} days ago, too long for its activation"))
def has_waited_too_long(scene: Scene, person: str, kind: str, number: float) -> None:
    """Hold a contract that has ended for want of an activation."""
    signed = dt.datetime.combine(today(scene) - dt.timedelta(days=number), NOON)
    seed(scene, person, kind, signed, "waiting", "ended")


@given(phrase("{person} has a free trial of {kind} that began {number} days ago"))
def has_trial(scene: Scene, person: str, kind: str, number: float) -> None:
    """Hold a free trial of that age."""
    signed = dt.datetime.combine(today(scene) - dt.timedelta(days=number), NOON)
    seed(scene, person, kind, signed, "trial")


@given(phrase("{person} has a contract for {kind} whose last day is {number} days ahead"))
def has_contract_until(scene: Scene, person: str, kind: str, number: float) -> None:
    """Hold a contract that runs out; with 0 days ahead it does at midnight."""
    last_day = today(scene) + dt.timedelta(days=number)
    signed = dt.datetime.combine(last_day - dt.timedelta(days=YEAR_DAYS), NOON)
    seed(scene, person, kind, signed, f"until {last_day}")


@given(phrase("{person} has a contract for {kind} that ran out yesterday"))
def has_expired_contract(scene: Scene, person: str, kind: str) -> None:
    """Hold a contract whose term has passed."""
    last_day = today(scene) - dt.timedelta(days=1)
    signed = dt.datetime.combine(last_day - dt.timedelta(days=YEAR_DAYS), NOON)
    seed(scene, person, kind, signed, f"until {last_day}", "ended")


@given(phrase("the customer lives in {town}"))
def customer_lives_in(scene: Scene, town: str) -> None:
    """Let the days of the customer be those of a place: its midnights, its changes of the clock."""
    scene.stimulate(backoffice.SET_ZONE, town)


@given(phrase("it is {date} at {time} where the customer lives"))
def it_is(scene: Scene, date: dt.date, time: dt.time) -> None:
    """Set date and time of the office; they are never waited for."""
    scene.stimulate(backoffice.SET_DATE, f"{date}T{time:%H:%M}")
    scene.settle(value_is(backoffice.TODAY, date.isoformat()))


@given(phrase("{ground} is given as the ground"))
def ground_is_given(scene: Scene, ground: str) -> None:
    """Say why the next contract shall end."""
    scene.stimulate(contracts.GROUND, ground)


@given("a copy of an identity document is attached")
def document_is_attached(scene: Scene) -> None:
    """Attach the copy to the next request to end a contract."""
    scene.stimulate(contracts.DOCUMENT, "identity")


@given(phrase("{person} has clicked on cancel for {kind}"))
def has_clicked_cancel(scene: Scene, person: str, kind: str) -> None:
    """Come as far as the page that asks for an OK."""
    clicks_cancel(scene, person, kind)
    scene.settle(ASKS_FOR_OK)


@when(phrase("{person} subscribes to {kind}"))
def subscribes(scene: Scene, person: str, kind: str) -> None:
    """Choose the service from the list, and subscribe."""
    ask(scene, person, contracts.SUBSCRIBE, kind)


@when(phrase("{person} takes a free trial of {kind}"))
def takes_trial(scene: Scene, person: str, kind: str) -> None:
    """Choose the service from the list, and try it out."""
    ask(scene, person, contracts.TRY_OUT, kind)


@when(phrase("{person} withdraws from the contract for {kind}"))
def withdraws(scene: Scene, person: str, kind: str) -> None:
    """Withdraw from a purchase."""
    ask(scene, person, contracts.WITHDRAW, kind)


@when(phrase("{person} clicks on cancel for {kind}"))
def clicks_cancel(scene: Scene, person: str, kind: str) -> None:
    """Click on cancel in "My services", which asks for an OK (lines 258 to 260)."""
    ask(scene, person, contracts.CANCEL, kind)


@when(phrase("{person} clicks on {answer}"))
def clicks_on(scene: Scene, person: str, answer: str) -> None:
    """Answer what the page asks."""
    await_answer(scene)
    scene.stimulate(account.PERSON, person)
    scene.mark(THE_CLICK, scene.stimulate(pages.TAP, answer))


@when("the owner attaches a copy of an identity document")
def attaches_document(scene: Scene) -> None:
    """Attach the copy to the next request; see `document_is_attached`."""
    document_is_attached(scene)


@when(phrase("{person} asks in the contact form to end the contract for {kind}"))
def asks_in_form(scene: Scene, person: str, kind: str) -> None:
    """Fill the form of "Contact and Assistance" in the app (line 261)."""
    ask(scene, person, contracts.CONTACT_FORM, kind)


@then("the sum that was paid back is the whole price")
def whole_price(scene: Scene) -> None:
    """Judge the refund against what the purchase has cost."""
    purchase, refund = scene.track(contracts.PURCHASE).value, scene.track(contracts.REFUND).value
    if not (purchase and refund):
        raise scene.failed("there is no purchase, or nothing was paid back")
    price, paid_back = purchase["amount_cents"] / 100, refund["amount_cents"] / 100
    scene.judge(Measurement("sum that was paid back", paid_back, paid_back, "EUR", Limits(price, price)))
