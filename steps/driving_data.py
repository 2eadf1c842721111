"""The driver's trips in the app: categories, filters, export and import: features/trips."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from pytest_bdd import given, then, when

from rigs.errors import SetupFailed
from rigs.ports import account, phone, trips
from rigs.scene import Scene
from rigs.values.interval import Interval
from rigs.values.measurement import Limits, Measurement
from steps.answers import ANSWER_S, await_answer
from steps.gherkin.vocabulary import condition, enumeration, event, find_event, phrase
from steps.login import LOGGED_IN, NEW_PASSWORD, OWNER, ask, fill
from steps.trips import CONNECTED, TAP_S, USES, driver_drives, phone_connected, shows_trip
from steps.use import set_date
from steps.vehicle import vehicle_started

OTHER = "Other"
"""The category of a trip that nobody has classified (line 427)."""
NEW_CATEGORY = "Club"
ALL = "all"
VERSION = "1.23"
"""The version of the app that is installed anew."""
ODOMETER_STEP_M = 100.0

THE_LOOK = event("the look at the driving data", over_network=True)
THE_CHANGE = event("the change", over_network=True)

Page = Mapping[str, Any]

HOSTILE: Mapping[str, str] = {
    "a formula": "=1+1",
    "a command": "@SUM(1+9)*cmd|' /C calc'!A0",
    "markup": "<b>Club</b>",
    "a list": 'Club, "Anna"; Ben',
    "foreign letters": "Élève Ćwik Ωμέγα 東京",
}
"""Names of categories that a page or a spreadsheet must take for text alone, by what features say of them."""

LENGTHS: Mapping[str, tuple[float, ...]] = {
    "no trip": (),
    "the trip of 500 m alone": (500,),
    "the trip of 700 m alone": (700,),
    "the trips of 500 m and 700 m": (500, 700),
    "the trips of 500 m, 700 m and 1500 m": (500, 700, 1500),
}
"""Lengths in m of all the trips that a page shows, by what features say of them."""


def shown_trips(page: Page) -> Sequence[Mapping[str, Any]]:
    """Return the trips that a page shows."""
    shown = page.get("trips")
    return shown if isinstance(shown, Sequence) else ()


def _near(trip: Mapping[str, Any], length_m: float) -> bool:
    return bool(abs(trip["distance_m"] - length_m) <= ODOMETER_STEP_M)


def _shows(lengths: Sequence[float]) -> Callable[[Page], bool]:
    def test(page: Page) -> bool:
        shown = sorted(shown_trips(page), key=lambda trip: float(trip["distance_m"]))
        return bool(page) and len(shown) == len(lengths) and all(map(_near, shown, lengths))

    return test


def _in_category(page: Page, length_m: float, counts: Callable[[str], bool]) -> bool:
    found = [trip for trip in shown_trips(page) if _near(trip, length_m)]
    return len(found) == 1 and found[0]["category"] in page["categories"] and counts(found[0]["category"])


def _ready(page: Page) -> str | None:
    """Return a category that was there before the driver made one."""
    return next((each for each in page.get("categories", ()) if each not in (OTHER, NEW_CATEGORY)), None)


def _named(name: str, _page: Page) -> str | None:
    return name


CATEGORIES: Mapping[str, Callable[[Page], str | None]] = {
    "the category Other": lambda _page: OTHER,
    "a category that is there": _ready,
    "the new category": lambda _page: NEW_CATEGORY,
    **{f"the category with the name of {sort}": partial(_named, name) for sort, name in HOSTILE.items()},
}
"""Categories by what features say of them, each as what finds it on a page; None where the app has none."""

SHOWS = {
    words: condition(
        f"the driving data show {words}", trips.PAGE, test=_shows(lengths), over_network=True, happens=True
    )
    for words, lengths in LENGTHS.items()
}
for length_m in (500, 700):
    for words, category in CATEGORIES.items():
        condition(
            f"the trip of {length_m} m is in {words}",
            trips.PAGE,
            test=lambda page, length_m=length_m, category=category: _in_category(
                page, length_m, lambda name: name == category(page)
            ),
            over_network=True,
            happens=True,
        )
for words, counts in {"has the new category": 1, "does not have the new category": 0}.items():
    condition(
        f"the page {words}",
        trips.PAGE,
        test=lambda page, counts=counts: (
            bool(page) and Counter(page["categories"])[NEW_CATEGORY] == counts and OTHER in page["categories"]
        ),
        over_network=True,
        happens=True,
    )
for colour in ("black", "white"):
    condition(
        f"the filter icon is {colour}",
        trips.PAGE,
        test=lambda page, colour=colour: page.get("filter_icon") == colour,
        over_network=True,
        happens=True,
    )
for words, state in {"can be tapped": "enabled", "is greyed out": "greyed_out"}.items():
    condition(
        f'"Find your driving data" {words}',
        trips.PAGE,
        test=lambda page, state=state: page.get("find_elsewhere") == state,
        over_network=True,
        happens=True,
    )
enumeration("trip_category", CATEGORIES)
enumeration("hostile", HOSTILE)
enumeration("app_change", {"another smartphone": False, "the app installed anew": True})


@given(phrase("the driver has made a trip of {number} m with the connected phone"))
def has_made_trip(scene: Scene, number: float) -> None:
    """Drive from contact on to contact off, and wait until the app has the trip."""
    vehicle_started(scene)
    if not scene.holds(CONNECTED):
        phone_connected(scene, USES)
    driver_drives(scene, number)
    scene.settle(shows_trip(number), within_s=scene.assumptions.network_reaction_s)


@given(phrase("the driver has made a trip of {number} m with the connected phone on {date}"))
def has_made_trip_on(scene: Scene, number: float, date: dt.date) -> None:
    """Set the date in vehicle and office, and make the trip."""
    set_date(scene, date)
    has_made_trip(scene, number)


@given(phrase("the driver has made a trip of {number} m without the phone"))
def has_made_trip_alone(scene: Scene, number: float) -> None:
    """Drive from contact on to contact off, and give the office all the time that it may take to hear of it.

    The page shows what it had when it was opened, so a look before that time would judge too early.
    """
    vehicle_started(scene)
    driver_drives(scene, number)
    scene.wait(scene.assumptions.network_reaction_s, "the office's word of the trip")


@given("the driver has made the new category")
def has_made_category(scene: Scene) -> None:
    """Make it, and wait for the page."""
    makes_category(scene)


@given(phrase("the trip of {number} m has been put into {category:trip_category}"))
def has_been_put(scene: Scene, number: float, category: Callable[[Page], str | None]) -> None:
    """Put it there, and wait for the page."""
    puts(scene, number, category)


@given(phrase("the driver has changed to {anew:app_change}"))
def has_changed(scene: Scene, anew: bool) -> None:
    """Take a smartphone on which the app is new, or remove the app and install it; log in as the owner."""
    changes(scene, anew)


@when("the driver looks at the driving data")
def looks(scene: Scene) -> None:
    """Open the page; leave it first where it is open."""
    await_answer(scene)
    scene.stimulate(trips.LOOK, "elsewhere")
    scene.wait(TAP_S)
    scene.mark(THE_LOOK, scene.stimulate(trips.LOOK, "page"))


@when('the driver taps "Add a category" and names the new category')
def makes_category(scene: Scene) -> None:
    """Make a category that is not there yet (line 429)."""
    ask(scene, trips.ADD_CATEGORY, NEW_CATEGORY)


@when(phrase('the driver taps "Add a category" and gives it the name of {name:hostile}'))
def makes_hostile_category(scene: Scene, name: str) -> None:
    """Make a category whose name could be taken for something else than text."""
    ask(scene, trips.ADD_CATEGORY, name)


@when(phrase("the driver puts the trip of {number} m into {category:trip_category}"))
def puts(scene: Scene, number: float, category: Callable[[Page], str | None]) -> None:
    """Choose the trip on the page and give it the category."""
    page = _look(scene)
    places = [place for place, trip in enumerate(shown_trips(page), 1) if _near(trip, number)]
    name = category(page)
    if len(places) != 1 or name is None:
        raise SetupFailed(f"the page shows no trip of {number:g} m to classify, or no such category: {page}")
    ask(scene, trips.CLASSIFY, f"{places[0]}={name}")


@when(phrase("the driver filters by {category:trip_category}"))
def filters_by_category(scene: Scene, category: Callable[[Page], str | None]) -> None:
    """Choose the category whose trips alone are shown (line 431)."""
    name = category(_look(scene))
    if name is None:
        raise SetupFailed("the app has no such category")
    ask(scene, trips.FILTER_CATEGORY, name)


@when(phrase("the driver filters by the day {date}"))
def filters_by_day(scene: Scene, date: dt.date) -> None:
    """Choose the day in the calendar (line 431)."""
    ask(scene, trips.FILTER_DAY, date.isoformat())


@when("the driver takes back the filter by category")
def clears_category(scene: Scene) -> None:
    """Have trips of all categories shown."""
    ask(scene, trips.FILTER_CATEGORY, ALL)


@when("the driver takes back the filter by day")
def clears_day(scene: Scene) -> None:
    """Have trips of all days shown."""
    ask(scene, trips.FILTER_DAY, ALL)


@when(phrase("the driver changes to {anew:app_change}"))
def changes(scene: Scene, anew: bool) -> None:
    """Take a smartphone on which the app is new, or remove the app and install it; log in as the owner."""
    looks(scene)
    await_answer(scene, ANSWER_S, "the page")
    if anew:
        scene.mark(THE_CHANGE, scene.stimulate(account.INSTALL, VERSION))
        fill(scene, OWNER)
        ask(scene, account.SEND, "login")
        fill(scene, {"password": NEW_PASSWORD})
        ask(scene, account.SEND, "new_password")
        scene.settle(LOGGED_IN)
    else:
        scene.mark(THE_CHANGE, scene.stimulate(phone.HOLD, "new"))
        scene.stimulate(phone.LOGIN, "subscriber")


@then("the driving data show each trip as before the change")
def shows_as_before(scene: Scene) -> None:
    """Judge that day, length, duration, consumption and category of each trip are what the page showed then."""
    before = scene.track(trips.PAGE).at(_moment(scene).earliest_ns)
    was, now = _rows(before.value if before else {}), _rows(scene.track(trips.PAGE).value)
    if not was:
        raise scene.failed("the page showed no trip before the change")
    differing = sum(((was - now) + (now - was)).values())
    scene.judge(
        Measurement("trips that differ from those before the change", differing, differing, "", Limits(high=0))
    )


def _rows(page: Page) -> Counter[tuple[tuple[str, Any], ...]]:
    return Counter(tuple(sorted(trip.items())) for trip in shown_trips(page))


def _moment(scene: Scene) -> Interval:
    return find_event(scene, THE_CHANGE).when


def _look(scene: Scene) -> Page:
    """Open the page, and return what it shows."""
    looks(scene)
    await_answer(scene, ANSWER_S, "the page")
    shown: Page = scene.track(trips.PAGE).value
    scene.stimulate(trips.LOOK, "elsewhere")
    return shown
