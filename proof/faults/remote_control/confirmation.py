"""Faults of the confirmation that an order was sent."""

from __future__ import annotations

from proof.fault import Fault, Theme, sides
from proof.faults.remote_control.apps import NO_CONFIRMATION, ChattyPhone, HastyConfirmation
from proof.slots import PHONE
from simulators.offboard.phone.phone import Phone

CONFIRMATION = Theme("features/remote_control/confirmation.feature")
BANNER = "A banner confirms a lock order that is given on the home page"
NOTIFICATION = "A notification confirms a lock order when the app is then in the background"
LOCKED_PHONE = "A notification confirms the horn order when the app is then on a locked phone"
OTHER_PAGE = "On another page of the app a message confirms the unlock order"


def _at(name: str, requirement: str, title: str, confirmed_s: float, *, good: bool = False) -> Fault:
    return CONFIRMATION.fault(
        f"{name}-at-{confirmed_s:g}s",
        requirement,
        title,
        f"An order is confirmed {confirmed_s:g} s after it was given.",
        PHONE.late_until(Phone.confirmed, confirmed_s, after=Phone.order),
        good=good,
    )


ONCE_CONFIRMED = PHONE.ignores(Phone.confirmed, when=lambda app, kind: app._taps[kind] > 1)
FIRST_CONFIRMED = PHONE.ignores(Phone.confirmed, when=lambda app, _kind: app._taps.total() > 1)

FAULTS = (
    *sides(_at, "banner", "REMOTE-06", BANNER, wrong=20.2, right=19.8),
    *sides(_at, "notification", "REMOTE-07", NOTIFICATION, wrong=20.2, right=19.8),
    *sides(_at, "confirmation", "REMOTE-05", OTHER_PAGE, wrong=20.2, right=19.8),
    *(
        CONFIRMATION.fault(f"{name}-never", requirement, title, "No order is confirmed.", NO_CONFIRMATION)
        for name, requirement, title in (
            ("banner", "REMOTE-06", BANNER),
            ("notification", "REMOTE-07", NOTIFICATION),
            ("confirmation", "REMOTE-05", OTHER_PAGE),
        )
    ),
    *(
        CONFIRMATION.fault(
            f"{kind}-confirmed-without-sending",
            "REMOTE-05",
            f"{order} order that is refused before it is sent is not confirmed",
            "An order is confirmed when it is tapped, sent or not.",
            PHONE.replaced(HastyConfirmation),
        )
        for kind, order in (
            ("lock", "A lock"),
            ("unlock", "An unlock"),
            ("lights", "The lights"),
            ("horn", "The horn"),
        )
    ),
    CONFIRMATION.fault(
        "banner-once-for-each-kind",
        "REMOTE-06",
        "A banner confirms each of several orders",
        "Of several orders of a kind the first alone is confirmed.",
        ONCE_CONFIRMED,
        "a banner confirms the lock order within 20 s of the order",
    ),
    CONFIRMATION.fault(
        "notification-of-the-first-order-alone",
        "REMOTE-07",
        "A notification confirms each of two orders when the app is then on a locked phone",
        "The first order alone is confirmed.",
        FIRST_CONFIRMED,
        "a notification confirms the unlock order within 20 s of the order",
    ),
    CONFIRMATION.fault(
        "banner-of-another-order",
        "REMOTE-06",
        "A banner confirms the lights order that is given on the home page",
        "The banner names another order.",
        PHONE.given(
            Phone.confirmed, kind={"lock": "unlock", "unlock": "lock", "lights": "horn", "horn": "lights"}
        ),
    ),
    CONFIRMATION.fault(
        "banner-is-a-notification",
        "REMOTE-06",
        BANNER,
        "On the home page an order is confirmed by a notification.",
        PHONE.returns(Phone.place, "notification"),
    ),
    CONFIRMATION.fault(
        "notification-is-a-banner",
        "REMOTE-07",
        LOCKED_PHONE,
        "On a locked phone an order is confirmed by a banner in the app.",
        PHONE.returns(Phone.place, "banner"),
    ),
    CONFIRMATION.fault(
        "banner-without-an-order",
        "REMOTE-06",
        "Without an order there is no banner",
        "A banner confirms an order that nobody has given.",
        PHONE.replaced(ChattyPhone),
    ),
    CONFIRMATION.fault(
        "notification-without-an-order",
        "REMOTE-07",
        "Without an order there is no notification",
        "A notification confirms an order that nobody has given.",
        PHONE.replaced(ChattyPhone),
    ),
)
