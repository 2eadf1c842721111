"""Faults of the app: what it costs, where it installs, what it can do for which vehicle."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proof.fault import Theme
from proof.faults.account.screens import on
from proof.slots import ACCOUNT_DESK, APP_STORES, DOCUMENTS, FLEET, SITE
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.app_stores import AppStores
from simulators.offboard.office.documents import Documents
from simulators.offboard.office.fleet import FUNCTIONS, Fleet
from simulators.offboard.office.site import Site

PHONES = Theme("features/app/phones.feature")
FUNCTION = Theme("features/app/functions.feature")
INSTALLS = "The app installs on a phone with {} {}"
REFUSES = "The app does not install on a phone with {} {}"
PROGRAMMED = "Charge and comfort can be programmed in the app for {}"
COMBUSTION = "No charge can be programmed in the app for a combustion vehicle"
HAS = "The app has statistics, appointments and the user manual for {}"
HAS_NOT = "The app has neither statistics nor appointments nor the user manual for a vehicle that is not eligible"
MADE = "An appointment for maintenance is made in the app on the day that was chosen"
TELLS = "the file that was downloaded tells of the user manual in reaction to the download"
ON_THE_PAGE = 'the page has "{}" in reaction to the last tap and stay so for 60 s'
MANUAL = "The app gives the user manual, as a file or a page"


def _without(function: str) -> Callable[[Sequence[str]], Sequence[str]]:
    """Make the change of the functions that takes one away."""
    return lambda functions: [each for each in functions if each != function]


def _in(store: str) -> Callable[[AppStores, str], bool]:
    """Make the condition that a store is looked at."""
    return lambda _stores, looked_at: looked_at == store


FAULTS = (
    *(
        PHONES.fault(
            f"app-has-a-price-of-{name}",
            "APP-01",
            f"The app costs nothing in the app store of {name.capitalize()}",
            "The app has a price in one store.",
            APP_STORES.returns(AppStores.price_cents, 99, when=_in(name)),
        )
        for name in ("apple", "google")
    ),
    PHONES.fault(
        "personal-space-not-on-a-computer",
        "APP-01",
        "The personal space opens in the web space",
        "The personal space is in the app alone.",
        SITE.instead(Site.lead_to, lambda _site, _page: None, when=on("web_space")),
    ),
    *(
        PHONES.fault(
            f"app-not-on-{system}-{version}",
            requirement,
            INSTALLS.format(words, version),
            "The app does not install on a system that it is for.",
            APP_STORES.returns(AppStores.fits, False, system=system, version=version),
        )
        for requirement, words, system, version in (
            ("APP-07", "iOS", "ios", 12),
            ("APP-07", "iOS", "ios", 13),
            ("APP-08", "Android", "android", 7),
            ("APP-08", "Android", "android", 8),
        )
    ),
    *(
        PHONES.fault(
            f"app-on-{system}-{version}",
            requirement,
            REFUSES.format(words, version),
            "The app installs on a system that is too old.",
            APP_STORES.returns(AppStores.fits, True, system=system, version=version),
        )
        for requirement, words, system, version in (
            ("APP-07", "iOS", "ios", 11),
            ("APP-08", "Android", "android", 6),
        )
    ),
    FUNCTION.fault(
        "charging-not-for-hybrids",
        "APP-10",
        PROGRAMMED.format("a hybrid vehicle"),
        "The charge of a hybrid cannot be programmed.",
        FLEET.alters(Fleet.functions, _without("Charging")),
        ON_THE_PAGE.format("Charging"),
    ),
    FUNCTION.fault(
        "comfort-not-for-electric-vehicles",
        "APP-10",
        PROGRAMMED.format("an electric vehicle"),
        "The comfort of an electric vehicle cannot be programmed.",
        FLEET.alters(Fleet.functions, _without("Thermal comfort")),
        ON_THE_PAGE.format("Thermal comfort"),
    ),
    FUNCTION.fault(
        "charging-for-combustion-vehicles",
        "APP-10",
        COMBUSTION,
        "A charge can be programmed for any vehicle.",
        FLEET.instead(Fleet.functions, lambda _fleet, _vin: FUNCTIONS),
        'the page still has no "Charging" for 60 s after the last tap',
    ),
    *(
        FUNCTION.fault(
            f"{name}-missing",
            requirement,
            HAS.format("a combustion vehicle"),
            "The app lacks a function for an eligible vehicle.",
            FLEET.alters(Fleet.functions, _without(label)),
            ON_THE_PAGE.format(label),
        )
        for name, requirement, label in (
            ("statistics", "APP-11", "Driving statistics"),
            ("appointments", "APP-12", "Maintenance appointment"),
            ("user-manual", "APP-13", "User manual"),
        )
    ),
    FUNCTION.fault(
        "statistics-empty",
        "APP-11",
        "The driving statistics of the app have a number in them after a trip",
        "The page of the statistics stays empty.",
        SITE.instead(Site.statistics, lambda _site: ()),
    ),
    FUNCTION.fault(
        "functions-for-any-vehicle",
        "APP-11",
        HAS_NOT,
        "The app can do all for a vehicle that is not eligible.",
        FLEET.instead(Fleet.functions, lambda _fleet, _vin: FUNCTIONS[:3]),
        'the page still has no "Driving statistics" for 60 s after the last tap',
    ),
    FUNCTION.fault(
        "appointment-on-another-day",
        "APP-12",
        MADE,
        "The appointment is a day later.",
        ACCOUNT_DESK.given(AccountDesk.make_appointment, date={"2026-06-10": "2026-06-11"}),
    ),
    FUNCTION.fault(
        "appointment-not-made",
        "APP-12",
        MADE,
        "The appointment is confirmed and not made.",
        ACCOUNT_DESK.returns(AccountDesk.make_appointment, "Your appointment is on 2026-06-10"),
    ),
    FUNCTION.fault(
        "appointment-without-a-date",
        "APP-12",
        "An appointment for maintenance is not made without a date",
        "An appointment is made though no day was chosen.",
        ACCOUNT_DESK.given(AccountDesk.make_appointment, date={"": "2026-06-11"}),
        "the page refuses the request in reaction to the sending of the form",
    ),
    FUNCTION.fault(
        "user-manual-is-empty",
        "APP-13",
        MANUAL,
        "The user manual is a file with nothing in it.",
        DOCUMENTS.given(Documents.give, content=lambda _content: b""),
        TELLS,
    ),
    FUNCTION.fault(
        "user-manual-is-a-page",
        "APP-13",
        MANUAL,
        "The user manual is a page of the web.",
        DOCUMENTS.given(
            Documents.give,
            media_type=lambda _type: "text/html; charset=utf-8",
            content=lambda _content: b"<html><h1>User Manual</h1></html>",
        ),
        TELLS,
        good=True,
    ),
    FUNCTION.fault(
        "user-manual-is-another-file",
        "APP-13",
        MANUAL,
        "The file is the description of the private mode.",
        DOCUMENTS.given(Documents.download, document=lambda _document: "privacy_procedure"),
        TELLS,
    ),
)
