"""Faults of the way of an order from the app to the vehicle, and of the app's buttons."""

from __future__ import annotations

from proof.fault import Theme
from proof.faults.remote_control.apps import (
    DEAF_APP,
    ENDLESS_PROGRESS,
    NO_PROGRESS,
    SelfStartingProgress,
    ShortProgress,
)
from proof.faults.shared import asleep
from proof.slots import ORDERS_BY_RADIO, ORDERS_ON_THE_BUS, PHONE, STATUS_PAGE
from simulators.ecus.body.locks import Outcome
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.offboard.network import Payload
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage

ORDERS = Theme("features/remote_control/orders.feature")
SLEEPY_ORDERS = ORDERS_BY_RADIO.ignores(OrdersByRadio.receive, when=asleep("comfort"))


class LyingOrders(RemoteOrders):
    """An order handler that reports an order as done, and does nothing."""

    def carry_out(self, kind: str, report: Outcome) -> None:
        report("running")
        report("done")


class FreezingPage(StatusPage):
    """A status page that takes the button away that a vehicle in this state seems not to need."""

    def show(self, status: Payload) -> None:
        super().show(status)
        needless = {"locked": "lock", "unlocked": "unlock"}[str(status["locks"])]
        self._phone.publish(f"button.{needless}", "disabled")


def _swapped(order: Payload) -> Payload:
    swapped = {"lights": "horn", "horn": "lights", "lock": "unlock", "unlock": "lock"}
    return {**order, "kind": swapped.get(str(order["kind"]), order["kind"])}


FAULTS = (
    ORDERS.fault(
        "orders-not-asleep",
        "REMOTE-03",
        "The vehicle carries out an unlock order while it is asleep",
        "An order does not wake the vehicle.",
        SLEEPY_ORDERS,
        "all doors are unlocked in reaction to the order",
    ),
    ORDERS.fault(
        "orders-swapped",
        "REMOTE-03",
        "The vehicle carries out the lights order while it is awake",
        "The lights are taken for the horn.",
        ORDERS_BY_RADIO.given(OrdersByRadio.receive, payload=_swapped),
        "the lights are on in reaction to the order",
    ),
    ORDERS.fault(
        "orders-not-carried-out",
        "REMOTE-03",
        "The vehicle carries out a lock order while it is awake",
        "An order is accepted, and nothing is done.",
        ORDERS_ON_THE_BUS.ignores(RemoteOrders.carry_out),
        "all doors and the trunk are locked in reaction to the order",
    ),
    *(
        ORDERS.fault(
            f"orders-done-on-paper-{energy}",
            "REMOTE-03",
            f"A vehicle that is {title} carries out all kinds of orders",
            "An order is reported as done, and nothing is done.",
            ORDERS_ON_THE_BUS.replaced(LyingOrders),
            "all doors are unlocked in reaction to the order",
        )
        for energy, title in (
            ("combustion", "driven by a combustion engine"),
            ("hybrid", "a plug-in hybrid"),
            ("electric", "electric"),
        )
    ),
    ORDERS.fault(
        "app-without-a-horn",
        "REMOTE-04",
        "The app offers lock, unlock, lights and horn on its home page",
        "The app has no horn button.",
        PHONE.also(Phone.publish_availability, lambda app: app.publish("button.horn", "hidden")),
    ),
    ORDERS.fault(
        "app-takes-no-order",
        "REMOTE-04",
        "The app takes the horn order",
        "Nothing happens when a button of the app is tapped.",
        DEAF_APP,
    ),
    ORDERS.fault(
        "lock-never-in-progress",
        "REMOTE-14",
        "The button of a lock order to a vehicle that is asleep shows the order in progress",
        "The app shows no lock order in progress.",
        NO_PROGRESS,
        "the app shows that the lock order is in progress in reaction to the order",
    ),
    ORDERS.fault(
        "unlock-for-ever-in-progress",
        "REMOTE-14",
        "The button of an unlock order to a vehicle that is awake shows the order in progress",
        "The app shows an order in progress for ever.",
        ENDLESS_PROGRESS,
        "the app shows the unlock order in progress until the vehicle has carried it out",
    ),
    *(
        ORDERS.fault(
            f"{kind}-in-progress-until-sent",
            "REMOTE-14",
            f"The button of {order} order to a vehicle that is {bus} shows the order in progress",
            "The app shows an order as done when it has been sent.",
            PHONE.replaced(ShortProgress),
            f"the app shows the {kind} order in progress until the vehicle has carried it out",
        )
        for kind, order, bus in (("lock", "a lock", "awake"), ("unlock", "an unlock", "asleep"))
    ),
    ORDERS.fault(
        "lock-in-progress-by-itself",
        "REMOTE-14",
        "Without an order the lock and unlock buttons show no order in progress",
        "The app shows a lock order in progress that nobody has given.",
        PHONE.replaced(SelfStartingProgress),
        "the app does not show that the lock order is in progress for 60 s after the start of the wait",
    ),
    *(
        ORDERS.fault(
            f"no-button-while-{state}",
            "REMOTE-16",
            f"The buttons are available while all doors are {state}",
            "The app takes the button away that the vehicle seems not to need.",
            STATUS_PAGE.replaced(FreezingPage),
            "the lock and unlock buttons stay available for 60 s after the refresh",
        )
        for state in ("locked", "superlocked", "unlocked")
    ),
    ORDERS.fault(
        "no-button-while-one-is-unlocked",
        "REMOTE-16",
        "The buttons are available while one door is unlocked",
        "The app takes the unlock button away when one door is unlocked.",
        STATUS_PAGE.replaced(FreezingPage),
        "the lock and unlock buttons stay available for 60 s after the refresh",
    ),
)
