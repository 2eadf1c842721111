"""Faults of what an account opens, of browsers, of the contact form and of the country on an iPhone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from proof.fault import Theme
from proof.faults.account.screens import on, saying, without
from proof.memory import Memory
from proof.slots import ACCOUNT_DESK, REGISTER, SITE
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.people import Register
from simulators.offboard.office.site import Screen, Site

SITES = Theme("features/account/sites.feature")
VERIFIED = Theme("features/account/verification.feature")
HISTORY = 'the page has "My maintenance history" in reaction to the opening of the page and stay so for 60 s'
NO_HISTORY = 'the page has no "My maintenance history" in reaction to the opening of the page and stay so for 60 s'
HISTORIES = Theme("features/maintenance/history.feature")
CONTACT = Theme("features/account/contact.feature")
COUNTRY = Theme("features/account/country.feature")
OPENS = "User name and password of one account open the {}"
NO_ACCOUNT = "the page shows no account in reaction to the opening of the page and stay so for 60 s"
LOGGED_IN = "the page shows the account of the owner in reaction to the sending of the form and stay so for 60 s"
OPENED = "the page shows the account of the owner in reaction to the opening of the page and stay so for 60 s"
WITHOUT_ACCOUNT = "The contact form is reached in the app by who has not activated the account"
NOT_LOGGED_IN = "The contact form is reached in the app by who cannot log in to the account"
WITH_TRIPS = "The contact form is reached in the app by who is logged in and has trouble with trips"
EMPTY = "The contact form sends no message that is empty"
HAS_FORM = "the page has a field for a message in reaction to the last tap and stay so for 60 s"
GETS = "the customer service gets the message in reaction to the sending of the form"
AND_BACK = (
    'The control "MODIFY" of the login of an iPhone changes the country and sets it back,'
    " with which the login works"
)
SHOWS = "the page shows {} as the country in reaction to the opening of the page and stay so for 60 s"

_changed = Memory()


class OpenSite(Site):
    """Pages that show the account of the owner to whoever comes."""

    def show(self, page: Callable[[], Screen]) -> None:
        super().show(page)
        shown = next(change.value for change in reversed(self._pages.changes) if change.item == "page")
        if isinstance(shown, Mapping):
            self._pages.publish("page", {**shown, "account": "owner@mail.example"})


def _take(site: Site, fields: Mapping[str, str]) -> str:
    text = fields.get("Your message", "")
    site._account.publish("message", {"number": 1, "person": "subscriber", "text": text})
    return "We have received your message"


def _prepare_germany(site: Site) -> None:
    site._next_country = "Germany"


FAULTS = (
    *(
        SITES.fault(
            f"account-opens-no-{name}",
            requirement,
            OPENS.format(words),
            "The login opens nothing there.",
            SITE.returns(Site.log_in, "Welcome", when=on(site)),
            LOGGED_IN,
        )
        for name, requirement, site, words in (
            ("app", "ACCT-01", "app", "app"),
            ("web-space", "ACCT-02", "web_space", "web space"),
            ("store", "ACCT-03", "store", "store"),
            ("shop", "ACCT-04", "shop", "LifeStyle shop"),
        )
    ),
    SITES.fault(
        "account-shown-to-anybody",
        "ACCT-03",
        OPENS.format("store"),
        "The account is shown before somebody has logged in.",
        SITE.replaced(OpenSite),
        NO_ACCOUNT,
    ),
    SITES.fault(
        "account-opened-by-any-password",
        "ACCT-02",
        "A wrong password of the account opens no web space",
        "Any password opens the account.",
        REGISTER.returns(Register.knows, True),
        "the page refuses the request in reaction to the sending of the form",
    ),
    SITES.fault(
        "account-of-the-store-opens-no-app",
        "ACCT-01",
        "An account that was made in the store opens the app",
        "An account that was made in the store opens the store alone.",
        SITE.returns(Site.log_in, "Welcome", when=on("app")),
    ),
    *(
        SITES.fault(
            f"web-space-turns-{name}-away",
            requirement,
            f"The web space shows the account in {words}",
            "A browser is turned away.",
            SITE.returns(Site.serves, False, browser=browser),
            OPENED,
        )
        for name, requirement, browser, words in (
            ("edge", "APP-06", "edge", "Edge"),
            ("iphones", "APP-06", "iphone_browser", "the browser of an iPhone"),
            ("opera", "ACCT-02", "opera", "Opera"),
        )
    ),
    SITES.fault(
        "web-space-without-its-map-in-safari",
        "APP-06",
        "The web space shows the account in Safari",
        "The map stays empty in a browser.",
        SITE.alters(Site.workshops, lambda screen: replace(screen, controls=())),
        'the page has "Set as favourite workshop" in reaction to the last tap and stay so for 60 s',
    ),
    SITES.fault(
        "login-turns-firefox-away",
        "ACCT-14",
        "The login of the store opens the account in Firefox",
        "The page of the login is not served to a browser.",
        SITE.returns(Site.serves, False, browser="firefox"),
    ),
    VERIFIED.fault(
        "history-for-any-account",
        "ACCT-08",
        "The web space keeps the maintenance history from an account that is not verified",
        "All features are there for any account.",
        ACCOUNT_DESK.returns(AccountDesk.sees_history, True),
        NO_HISTORY,
    ),
    VERIFIED.fault(
        "history-for-no-account",
        "ACCT-09",
        "The web space shows the maintenance history to an account that a point of sale has verified",
        "What the point of sale confirms is not kept.",
        ACCOUNT_DESK.returns(AccountDesk.verify, "You are the owner of the vehicle"),
        HISTORY,
    ),
    VERIFIED.fault(
        "history-of-somebody-else",
        "ACCT-09",
        "The web space keeps the maintenance history from another account than the one that was verified",
        "Once somebody was verified, all accounts are.",
        ACCOUNT_DESK.also(AccountDesk.verify, lambda desk: desk.note_verified("other")),
        NO_HISTORY,
    ),
    *(
        HISTORIES.fault(
            f"history-without-{name}",
            "MAINT-13",
            f"The maintenance history of the web space shows an oil change of {day}",
            "The history stays empty.",
            SITE.alters(Site.history, change),
        )
        for name, day, change in (
            ("repairs", "2026-05-29", saying()),
            (
                "the-first-day",
                "2026-05-28",
                lambda screen: replace(screen, texts=[each for each in screen.texts if "28" not in each]),
            ),
        )
    ),
    HISTORIES.fault(
        "history-from-before",
        "MAINT-14",
        "The maintenance history of the web space shows nothing of the day before ownership was verified",
        "The history shows what was done before ownership was verified.",
        SITE.instead(Site.repairs, lambda site: site._booklet.repairs),
    ),
    HISTORIES.fault(
        "history-without-verification",
        "MAINT-14",
        "The maintenance history of the web space is not shown to an owner who was not verified",
        "The history is there for any account.",
        ACCOUNT_DESK.returns(AccountDesk.sees_history, True),
    ),
    CONTACT.fault(
        "contact-not-on-the-login",
        "ACCT-26",
        NOT_LOGGED_IN,
        "The contact form takes a login.",
        SITE.alters(Site.login_page, without("Contact and Assistance")),
        HAS_FORM,
    ),
    CONTACT.fault(
        "contact-not-before-the-activation",
        "ACCT-12",
        WITHOUT_ACCOUNT,
        "The contact form is for accounts that are active.",
        SITE.alters(Site.login_page, without("Contact and Assistance")),
        HAS_FORM,
    ),
    CONTACT.fault(
        "contact-not-in-the-app",
        "BTTRIP-23",
        WITH_TRIPS,
        "Who is logged in finds no contact form.",
        SITE.alters(Site.app, without("Contact and Assistance")),
        HAS_FORM,
    ),
    CONTACT.fault(
        "contact-message-lost",
        "TRIPS-17",
        WITH_TRIPS,
        "A message that is sent reaches nobody.",
        SITE.returns(Site.send_message, "We have received your message"),
        GETS,
    ),
    CONTACT.fault(
        "contact-message-of-those-logged-in-alone",
        "ACCT-12",
        WITHOUT_ACCOUNT,
        "The message of somebody without an account that is open reaches nobody.",
        SITE.returns(Site.send_message, "Thank you", when=lambda site, _fields: not site._account.is_open),
        GETS,
    ),
    CONTACT.fault(
        "contact-message-before-it-is-sent",
        "BTTRIP-23",
        WITH_TRIPS,
        "The page sends a message before there is one.",
        SITE.also(Site.contact, lambda site: _take(site, {}) and None, after_s=20),
        "the customer service gets no message for 60 s after the last tap",
    ),
    CONTACT.fault(
        "contact-message-empty",
        "ACCT-26",
        EMPTY,
        "An empty message is sent.",
        SITE.instead(Site.send_message, _take),
        "the page refuses the request in reaction to the sending of the form",
    ),
    COUNTRY.fault(
        "country-without-modify",
        "ACCT-21",
        AND_BACK,
        "The login has no control for the country.",
        SITE.alters(Site.login_page, without("MODIFY")),
        'the page has "MODIFY" in reaction to the opening of the page and stay so for 60 s',
    ),
    COUNTRY.fault(
        "country-without-a-message",
        "ACCT-22",
        AND_BACK,
        "Nothing asks for a restart after a change.",
        SITE.alters(Site.restart_page, saying()),
        "the page asks to close and relaunch the app in reaction to the last tap and stay so for 60 s",
    ),
    COUNTRY.fault(
        "country-never-changed",
        "ACCT-22",
        AND_BACK,
        "The country is the same after the restart.",
        SITE.given(Site.choose_country, name={"Germany": "France"}),
        SHOWS.format("Germany"),
    ),
    COUNTRY.fault(
        "country-never-set-back",
        "ACCT-24",
        AND_BACK,
        "The country can be changed once.",
        SITE.given(Site.choose_country, name={"France": "Germany"}),
        SHOWS.format("France"),
    ),
    COUNTRY.fault(
        "country-change-locks-out",
        "ACCT-25",
        AND_BACK,
        "After a change of the country nobody can log in.",
        SITE.also(Site.choose_country, _changed.note)
        | SITE.returns(Site.log_in, "Welcome", when=_changed.happened),
        LOGGED_IN,
    ),
    COUNTRY.fault(
        "country-changed-by-a-look",
        "ACCT-24",
        "The country of an iPhone stays as it is where nobody changes it",
        "Whoever looks at the countries has another one afterwards.",
        SITE.also(Site.country_page, _prepare_germany),
        "the page shows France as the country in reaction to the opening of the page and stay so for 60 s",
    ),
    COUNTRY.fault(
        "country-not-on-an-iphone",
        "ACCT-22",
        "The country of an iPhone stays as it is where nobody changes it",
        "The login has no control that changes the country, which stays as it is.",
        SITE.alters(Site.login_page, without("MODIFY")),
        "the page offers Germany as the country in reaction to the last tap and stay so for 60 s",
    ),
)
