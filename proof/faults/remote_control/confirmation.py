"""Faults of the confirmation that an order was sent."""

from __future__ import annotations

from proof.fault import Fault, Theme
from proof.faults.remote_control.apps import (
    BannerPhone,
    ChattyPhone,
    HastyConfirmation,
    LateConfirmation,
    NoConfirmation,
    NotifyingPhone,
    WrongConfirmation,
)
from proof.variant import variant
from simulators.world import Offboard

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
        good=good,
        offboard=Offboard(phone=variant(LateConfirmation, CONFIRMED_S=confirmed_s)),
    )


FAULTS = (
    _at("banner", "REMOTE-06", BANNER, 20.2),
    _at("banner", "REMOTE-06", BANNER, 19.8, good=True),
    _at("notification", "REMOTE-07", NOTIFICATION, 20.2),
    _at("notification", "REMOTE-07", NOTIFICATION, 19.8, good=True),
    _at("confirmation", "REMOTE-05", OTHER_PAGE, 20.2),
    _at("confirmation", "REMOTE-05", OTHER_PAGE, 19.8, good=True),
    *(
        CONFIRMATION.fault(
            f"{name}-never",
            requirement,
            title,
            "No order is confirmed.",
            offboard=Offboard(phone=NoConfirmation),
        )
        for name, requirement, title in (
            ("banner", "REMOTE-06", BANNER),
            ("notification", "REMOTE-07", NOTIFICATION),
            ("confirmation", "REMOTE-05", OTHER_PAGE),
        )
    ),
    CONFIRMATION.fault(
        "confirmation-without-sending",
        "REMOTE-05",
        "A lock order that is refused before it is sent is not confirmed",
        "An order is confirmed when it is tapped, sent or not.",
        then="no message confirms the lock order for 60 s after the order",
        offboard=Offboard(phone=HastyConfirmation),
    ),
    CONFIRMATION.fault(
        "banner-of-another-order",
        "REMOTE-06",
        "A banner confirms the lights order that is given on the home page",
        "The banner names another order.",
        offboard=Offboard(phone=WrongConfirmation),
    ),
    CONFIRMATION.fault(
        "banner-is-a-notification",
        "REMOTE-06",
        BANNER,
        "On the home page an order is confirmed by a notification.",
        offboard=Offboard(phone=NotifyingPhone),
    ),
    CONFIRMATION.fault(
        "notification-is-a-banner",
        "REMOTE-07",
        LOCKED_PHONE,
        "On a locked phone an order is confirmed by a banner in the app.",
        offboard=Offboard(phone=BannerPhone),
    ),
    CONFIRMATION.fault(
        "banner-without-an-order",
        "REMOTE-06",
        "Without an order there is no banner",
        "A banner confirms an order that nobody has given.",
        offboard=Offboard(phone=ChattyPhone),
    ),
    CONFIRMATION.fault(
        "notification-without-an-order",
        "REMOTE-07",
        "Without an order there is no notification",
        "A notification confirms an order that nobody has given.",
        offboard=Offboard(phone=ChattyPhone),
    ),
)
