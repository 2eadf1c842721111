"""The maintenance booklet in the app, and the point of sale: features/maintenance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pytest_bdd import given, then, when

from rigs.ports import account, booklet, contracts, phone
from rigs.scene import Scene
from rigs.values.measurement import Limits, Measurement
from steps.answers import ANSWER_S, await_answer
from steps.contracts import NOON, PEOPLE, THE_REQUEST, seed, state_of
from steps.gherkin.vocabulary import REPORTED, condition, enumeration, event, phrase
from steps.login import ask
from steps.trips import TAP_S

KIND = "e_booklet"
ADDRESSES: Mapping[str, str] = {
    "the e-mail address of the account": "owner@mail.example",
    "another e-mail address": "somebody@mail.example",
    "no e-mail address": "none",
}
"""E-mail addresses that are given at the point of sale, by what features say of them."""

WORKS: Mapping[str, str] = {
    "an oil change": "oil change",
    "new brake pads": "new brake pads",
    "a new battery": "new battery",
}
"""Operations of maintenance by what features say of them."""

THE_LOOK = event("the look at the booklet", over_network=True)

Page = Mapping[str, Any]


def _operations(page: Page) -> Sequence[Mapping[str, Any]]:
    shown = page.get("operations")
    return shown if isinstance(shown, Sequence) else ()


def _has(work: str, times: int) -> Callable[[Page], bool]:
    return lambda page: bool(page) and sum(work in each["work"] for each in _operations(page)) == times


def _is_due_beyond(page: Page) -> bool:
    due, mileage_km = page.get("next"), page.get("mileage_km")
    return due is not None and mileage_km is not None and bool(due["due_km"] > mileage_km)


for words, work in WORKS.items():
    condition(f"the booklet shows {words}", booklet.PAGE, test=_has(work, 1), over_network=True, happens=True)
    condition(
        f"the booklet does not show {words}", booklet.PAGE, test=_has(work, 0), over_network=True, happens=True
    )
condition(
    "the booklet recommends a service beyond the mileage",
    booklet.PAGE,
    test=_is_due_beyond,
    over_network=True,
    happens=True,
)
for use in ("personal", "professional"):
    condition(
        f"the booklet is for {use} use",
        booklet.PAGE,
        test=lambda page, use=use: page.get("use") == use,
        over_network=True,
        happens=True,
    )
for km in (12000, 45000, 95000):
    condition(
        f"the booklet has a mileage of {km} km",
        booklet.PAGE,
        test=lambda page, km=km: page.get("mileage_km") == km,
        over_network=True,
        happens=True,
    )
    condition(
        f"the mileage in the app is {km} km",
        phone.MILEAGE,
        test=lambda mileage, km=km: mileage == km,
        over_network=True,
        stays=f"the mileage in the app goes on being {km} km",
    )
condition(
    "the last contract was made free of charge",
    contracts.PURCHASE,
    test=lambda purchase: bool(purchase) and purchase["amount_cents"] == 0,
    happens=True,
)
for who, person in PEOPLE.items():
    condition(
        f"{who} has no contract for the maintenance e-book",
        contracts.STATES,
        test=lambda states, person=person: state_of(person, KIND)(states) in ("none", "ended"),
    )

enumeration("address", ADDRESSES)
enumeration("work", WORKS)
enumeration("use", {"personal": "personal", "professional": "professional"})


@given(phrase("{person} has had the maintenance e-book since {date}"))
def has_had_booklet(scene: Scene, person: str, date: dt.date) -> None:
    """Hold a contract that was activated on that day; the office dates it back."""
    seed(scene, person, KIND, dt.datetime.combine(date, NOON))


@given(phrase("{person} had the maintenance e-book from {start:date} to {end:date}"))
def had_booklet(scene: Scene, person: str, start: dt.date, end: dt.date) -> None:
    """Hold a contract that was activated on the first day and has ended on the second."""
    seed(scene, person, KIND, dt.datetime.combine(start, NOON), f"until {end}", "ended")


@given(phrase("a repairer has carried out {work} on {date}"))
def has_carried_out(scene: Scene, work: str, date: dt.date) -> None:
    """Have it done in the network; it is not in the log yet."""
    ask(scene, booklet.CARRY_OUT, f"{date} {work}")


@given(phrase("a repairer has carried out {work} on {date} and entered it"))
def has_entered(scene: Scene, work: str, date: dt.date) -> None:
    """Have it done in the network, and the log updated."""
    has_carried_out(scene, work, date)
    enters(scene)


@given(phrase("the owner has given {address} at the point of sale"))
def has_given(scene: Scene, address: str) -> None:
    """Go to the point of sale, which takes who gives it for the owner (lines 302 and 304)."""
    gives(scene, address)
    await_answer(scene, ANSWER_S, "the point of sale")


@given("the owner has finalised the subscription to the maintenance e-book")
def has_finalised(scene: Scene) -> None:
    """Confirm it in the app (line 325)."""
    finalises(scene)
    await_answer(scene, ANSWER_S)


@given(phrase("the owner has entered a mileage of {number} km"))
def has_entered_mileage(scene: Scene, number: float) -> None:
    """Enter it, and wait for the page."""
    enters_mileage(scene, number)
    await_answer(scene, ANSWER_S)


@given(phrase("the owner has entered {number} km a year"))
def has_entered_yearly(scene: Scene, number: float) -> None:
    """Write down the average annual mileage, and wait for the page (line 312)."""
    ask(scene, booklet.ENTER_YEARLY, number)


@given(phrase("the owner has entered {use} use"))
def has_entered_use(scene: Scene, use: str) -> None:
    """Write down the type of use, and wait for the page (line 312)."""
    ask(scene, booklet.ENTER_USE, use)


@when("a repairer enters what was carried out")
def enters(scene: Scene) -> None:
    """Bring the maintenance log up to date (line 326)."""
    ask(scene, booklet.ENTER, "all")


@when(phrase("the owner gives {address} at the point of sale"))
def gives(scene: Scene, address: str) -> None:
    """Go to the point of sale, which takes who gives it for the owner (lines 302 and 304)."""
    scene.mark(THE_REQUEST, scene.stimulate(booklet.VALIDATE, address))


@when("the owner finalises the subscription to the maintenance e-book")
def finalises(scene: Scene) -> None:
    """Confirm it in the app (line 325)."""
    await_answer(scene)
    scene.stimulate(account.PERSON, "subscriber")
    scene.mark(THE_REQUEST, scene.stimulate(booklet.FINALISE, "now"))


@when(phrase("the owner enters a mileage of {number} km"))
def enters_mileage(scene: Scene, number: float) -> None:
    """Write down what the odometer shows (line 314)."""
    scene.mark(THE_REQUEST, scene.stimulate(booklet.ENTER_MILEAGE, number))


@when(phrase("the owner notes {work} on {date}"))
def notes(scene: Scene, work: str, date: dt.date) -> None:
    """Write down what was done (line 314)."""
    ask(scene, booklet.NOTE, f"{date} {work}")


@when(phrase("{person} looks at the booklet"))
def looks(scene: Scene, person: str) -> None:
    """Open the page; leave it first where it is open."""
    await_answer(scene)
    scene.stimulate(account.PERSON, person)
    scene.stimulate(booklet.LOOK, "elsewhere")
    scene.wait(TAP_S)
    scene.mark(THE_LOOK, scene.stimulate(booklet.LOOK, "booklet"))


@then("the booklet recommends the service for an earlier day than before")
def recommends_earlier(scene: Scene) -> None:
    """Judge the days that the last two looks at the booklet showed."""
    before, now = _last_two(scene)
    earlier = (_day(before) - _day(now)).days
    scene.judge(Measurement("days by which the service is earlier", earlier, earlier, "d", Limits(low=1)))


@then("the booklet recommends the service at a higher mileage than before")
def recommends_later(scene: Scene) -> None:
    """Judge the mileages at which the last two looks at the booklet showed a service due."""
    before, now = _last_two(scene)
    more_km = now["due_km"] - before["due_km"]
    scene.judge(Measurement("mileage by which the service is later", more_km, more_km, "km", Limits(low=1)))


@then(f"{REPORTED}the booklet recommends another service than before")
def recommends_another(scene: Scene) -> None:
    """Report by how many km and days the services differ that the last two looks at the booklet showed."""
    before, now = _last_two(scene)
    apart_km = abs(now["due_km"] - before["due_km"])
    apart_d = abs((_day(now) - _day(before)).days)
    scene.judge(Measurement("mileage between the two services", apart_km, apart_km, "km"))
    scene.judge(Measurement("days between the two services", apart_d, apart_d, "d"))


def _last_two(scene: Scene) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the services that the last two looks at the booklet showed, the earlier look first."""
    shown = [change.value for change in scene.track(booklet.PAGE) if change.value]
    due = [page["next"] for page in shown[-2:] if page["next"]]
    if len(due) < 2:
        raise scene.failed("the booklet has not recommended a service at the last two looks")
    return due[0], due[1]


def _day(service: Mapping[str, Any]) -> dt.date:
    return dt.date.fromisoformat(service["due_day"])
