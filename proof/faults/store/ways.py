"""Faults of the ways to contracts, invoices, services, recalls and categories, and of browsers in the store."""

from __future__ import annotations

from dataclasses import replace

from proof.fault import Theme
from proof.faults.account.screens import saying, without
from proof.slots import SITE
from simulators.offboard.office.site import Screen, Site

BROWSERS = Theme("features/store/browsers.feature")
SUBSCRIPTIONS = Theme("features/subscriptions/ways.feature")
BILLING = Theme("features/billing/ways.feature")
CHOICE = Theme("features/activation/choice.feature")
RECALL = Theme("features/recall/ways.feature")
TRIPS = Theme("features/trips/ways.feature")
IN_STORE = (
    'The way "MY ACCOUNT > MY PERSONAL INFORMATION" of the store leads to "UNSUBSCRIBE" at the bottom of the page'
)
IN_APP = 'The way "CHARACTER" of the app leads to "UNSUBSCRIBE"'
AT_BOTTOM = 'the page has "UNSUBSCRIBE" at the bottom in reaction to the last tap and stay so for 60 s'
CLOSED = "the account is closed in reaction to the last tap and stay so for 60 s"
STAYS_OPEN = "the account stays open for 60 s after the last tap"
SERVICES = 'The way "My Account > My services" of the store leads to the contracts of the owner'
CANCELS = 'The control "Cancel" of "My services" ends the contract once OK is clicked on'
INVOICES = 'The way "my invoices" of the store leads to the invoice of a service'
SERVICE_TAB = 'The way "Vehicle > Service" of the app leads to a service that can be subscribed to'
CHECKS = 'The way to "My recall reminder" of the app leads to the check of the vehicle, which tells of its recall'
CHECKS_SECOND = (
    'The way to "My recall reminder" of the app leads to the check of a second vehicle, which has no recall'
)
HAS_CHECK = 'the page has "Check" in reaction to the last tap and stay so for 60 s'
CATEGORY = 'The control "Add a category" makes a category of trips in the app'
HAS_CATEGORY = "the page shows the category Holidays in reaction to the sending of the form and stay so for 60 s"


def _at_the_top(screen: Screen) -> Screen:
    return replace(screen, controls=[replace(each, place="top") for each in screen.controls])


def _in_force(screen: Screen) -> Screen:
    return replace(screen, texts=[text.replace("ended", "in force") for text in screen.texts])


def _end_at_once(site: Site) -> None:
    site._account.ask(lambda: site._contracts.request("subscriber", "danger_zones"))


def _end_quietly(site: Site) -> None:
    site._account.ask(lambda: site._account.unsubscribe({}))


def _forget(site: Site) -> None:
    site._trips.storage().categories.pop()
    site.show(site.trips)


FAULTS = (
    *(
        BROWSERS.fault(
            f"store-turns-{browser}-away",
            requirement,
            f"The store shows its pages and the status of a contract in {browser.capitalize()}",
            "A browser is turned away.",
            SITE.returns(Site.serves, False, browser=browser),
        )
        for browser, requirement in (("firefox", "STORE-04"), ("opera", "STORE-02"))
    ),
    BROWSERS.fault(
        "store-without-the-status",
        "STORE-02",
        "The store shows its pages and the status of a contract in Chrome",
        "The page of services does not say how they stand.",
        SITE.alters(Site.store_services, saying()),
    ),
    BROWSERS.fault(
        "store-lists-all-in-force",
        "STORE-02",
        "A contract that has ended is listed as such in the store",
        "A contract that has ended is listed as in force.",
        SITE.alters(Site.store_services, _in_force),
        "the page lists Danger Zone Alerts as ended in reaction to the last tap and stay so for 60 s",
    ),
    SUBSCRIPTIONS.fault(
        "unsubscribe-not-in-the-store",
        "SUBS-05",
        IN_STORE,
        "The store has no control that ends the account.",
        SITE.alters(Site.store_personal, without("UNSUBSCRIBE")),
        AT_BOTTOM,
    ),
    SUBSCRIPTIONS.fault(
        "unsubscribe-at-the-top",
        "SUBS-05",
        IN_STORE,
        "The control that ends the account stands at the top.",
        SITE.alters(Site.store_personal, _at_the_top),
        AT_BOTTOM,
    ),
    SUBSCRIPTIONS.fault(
        "unsubscribe-without-effect",
        "SUBS-05",
        IN_STORE,
        "The control ends nothing.",
        SITE.ignores(Site.unsubscribe),
        CLOSED,
    ),
    SUBSCRIPTIONS.fault(
        "unsubscribe-on-the-way",
        "SUBS-06",
        IN_APP,
        "The account ends before the control is tapped.",
        SITE.also(Site.character, _end_quietly, after_s=30),
        STAYS_OPEN,
    ),
    SUBSCRIPTIONS.fault(
        "unsubscribe-not-in-the-app",
        "SUBS-06",
        IN_APP,
        "The app has no control that ends the account.",
        SITE.alters(Site.character, without("UNSUBSCRIBE")),
        'the page has "UNSUBSCRIBE" in reaction to the last tap and stay so for 60 s',
    ),
    SUBSCRIPTIONS.fault(
        "unsubscribe-logs-out-alone",
        "SUBS-06",
        IN_APP,
        "The account is closed and not ended: its password opens it again.",
        SITE.instead(Site.unsubscribe, lambda site: site._account.ask(lambda: site._account.logout({}))),
        "the page refuses the request in reaction to the login to the account",
    ),
    SUBSCRIPTIONS.fault(
        "services-not-in-the-account",
        "SUBS-16",
        SERVICES,
        "My Account does not lead to the services.",
        SITE.alters(Site.store_account, without("My services")),
        'the page has "Danger Zone Alerts" in reaction to the last tap and stay so for 60 s',
    ),
    SUBSCRIPTIONS.fault(
        "cancel-not-on-the-page",
        "SUBS-17",
        CANCELS,
        "The page of a service cannot cancel it.",
        SITE.alters(Site.one_service, without("Cancel")),
        'the page has "Cancel" in reaction to the last tap and stay so for 60 s',
    ),
    SUBSCRIPTIONS.fault(
        "cancel-before-the-ok",
        "SUBS-17",
        CANCELS,
        "The contract ends before OK is clicked on.",
        SITE.also(Site.cancel, _end_at_once, after_s=5),
        "the owner's contract for Danger Zone Alerts stays in force for 60 s after the last tap",
    ),
    SUBSCRIPTIONS.fault(
        "cancel-of-another-contract",
        "SUBS-17",
        CANCELS,
        "Another contract ends than that of the page.",
        SITE.given(Site.cancel, kind=lambda _kind: "navigation"),
        "the owner's contract for Danger Zone Alerts is ended in reaction to the click and stay so for 60 s",
    ),
    BILLING.fault(
        "invoices-not-in-the-menu",
        "BILL-06",
        INVOICES,
        "The menu does not lead to the invoices.",
        SITE.alters(Site.store_account, without("My invoices")),
        "the page lists the last invoice in reaction to the last tap and stay so for 60 s",
    ),
    BILLING.fault(
        "invoices-behind-no-icon",
        "BILL-06",
        INVOICES,
        "There is no icon at the top right.",
        SITE.alters(Site.store, without("Account")),
        "the page lists the last invoice in reaction to the last tap and stay so for 60 s",
    ),
    BILLING.fault(
        "invoices-of-somebody-else",
        "BILL-06",
        'The way "my invoices" of the store leads to an empty list before the first invoice',
        "The page lists invoices of other customers.",
        SITE.alters(Site.store_invoices, saying("2026-000042")),
    ),
    BILLING.fault(
        "personal-information-not-in-the-menu",
        "BILL-09",
        'The way "my personal information" of the store leads to data that can be edited',
        "The menu does not lead to the personal data.",
        SITE.alters(Site.store_account, without("My personal information")),
    ),
    CHOICE.fault(
        "services-not-in-a-tab",
        "ACTIV-05",
        SERVICE_TAB,
        "The page of the vehicle has no tab for services.",
        SITE.alters(Site.tabs, without("Service")),
        'the page has "Danger Zone Alerts" in reaction to the last tap and stay so for 60 s',
    ),
    CHOICE.fault(
        "service-of-the-tab-not-subscribed",
        "ACTIV-06",
        SERVICE_TAB,
        "The choice from the list leads to no contract.",
        SITE.ignores(Site.subscribe),
        "the owner's contract for Danger Zone Alerts is in force in reaction to the last tap and stay so for 60 s",
    ),
    RECALL.fault(
        "recalls-behind-no-icon",
        "RECALL-02",
        CHECKS,
        "There is no icon at the top right.",
        SITE.alters(Site.app, without("Notices")),
        HAS_CHECK,
    ),
    RECALL.fault(
        "recalls-without-a-reminder",
        "RECALL-03",
        CHECKS,
        "The page has no recall reminder.",
        SITE.alters(Site.notices, without("My recall reminder")),
        HAS_CHECK,
    ),
    RECALL.fault(
        "recall-of-the-first-vehicle-of-the-list",
        "RECALL-03",
        CHECKS_SECOND,
        "The first vehicle is checked, whichever is picked.",
        SITE.instead(Site.recall, lambda site, _vin: Site.recall(site, site._account.vehicles()[0])),
    ),
    RECALL.fault(
        "recall-told-before-the-check",
        "RECALL-03",
        CHECKS,
        "The recall is told before the check is started.",
        SITE.also(Site.recall, lambda site: site._recalls.show("", "Recall"), after_s=20),
        "the app tells of no recall for 60 s after the last tap",
    ),
    TRIPS.fault(
        "category-without-a-control",
        "TRIPS-13",
        CATEGORY,
        "The page of trips has no control for a category.",
        SITE.alters(Site.trips, without("Add a category")),
        'the page has "Add a category" in reaction to the last tap and stay so for 60 s',
    ),
    TRIPS.fault(
        "category-not-made",
        "TRIPS-13",
        CATEGORY,
        "The category is not made.",
        SITE.returns(Site.add_category, "Your category has been added"),
        HAS_CATEGORY,
    ),
    TRIPS.fault(
        "category-forgotten",
        "TRIPS-13",
        CATEGORY,
        "The category is gone half a minute later.",
        SITE.also(Site.add_category, _forget, after_s=30),
        HAS_CATEGORY,
    ),
)
