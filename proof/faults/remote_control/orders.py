"""Faults of the way of an order from the app to the vehicle, and of the app's buttons."""

from __future__ import annotations

from proof.fault import Fault, Theme
from proof.faults.remote_control.apps import (
    DeafPhone,
    EndlessProgress,
    NoProgress,
    PoorPhone,
    SelfStartingProgress,
    ShortProgress,
)
from proof.variant import ecu, variant
from simulators.ecus.body.locks import Outcome
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.unit import Body
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.unit import Telematics
from simulators.offboard.network import Payload
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage
from simulators.world import Offboard

ORDERS = Theme("features/remote_control/orders.feature")


class SleepyOrders(OrdersByRadio):
    """An order handler that does not wake the bus for an order."""

    def receive(self, payload: Payload) -> None:
        if self._com.started("comfort"):
            super().receive(payload)


class SwappedOrders(OrdersByRadio):
    """An order handler that takes the lights for the horn and the other way round."""

    def receive(self, payload: Payload) -> None:
        swapped = {"lights": "horn", "horn": "lights", "lock": "unlock", "unlock": "lock"}
        super().receive({**payload, "kind": swapped.get(str(payload["kind"]), payload["kind"])})


class LazyOrders(RemoteOrders):
    """An order handler that accepts an order and does nothing."""

    def carry_out(self, kind: str, report: Outcome) -> None:
        """Do nothing."""


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


def _app(
    name: str, requirement: str, title: str, description: str, phone: type[Phone], then: str | None = None
) -> Fault:
    return ORDERS.fault(name, requirement, title, description, then=then, offboard=Offboard(phone=phone))


FAULTS = (
    ORDERS.fault(
        "orders-not-asleep",
        "REMOTE-03",
        "The vehicle carries out an unlock order while it is asleep",
        "An order does not wake the vehicle.",
        then="the vehicle receives the unlock order in reaction to the order",
        ecus=ecu(Telematics, SleepyOrders),
    ),
    ORDERS.fault(
        "orders-swapped",
        "REMOTE-03",
        "The vehicle carries out the lights order while it is awake",
        "The lights are taken for the horn.",
        then="the vehicle receives the lights order in reaction to the order",
        ecus=ecu(Telematics, SwappedOrders),
    ),
    ORDERS.fault(
        "orders-not-carried-out",
        "REMOTE-03",
        "The vehicle carries out a lock order while it is awake",
        "An order is accepted, and nothing is done.",
        then="the vehicle carries out the lock order in reaction to the order",
        ecus=ecu(Body, LazyOrders),
    ),
    *(
        ORDERS.fault(
            f"orders-done-on-paper-{energy}",
            "REMOTE-03",
            f"A vehicle that is {title} carries out an unlock order",
            "An order is reported as done, and nothing is done.",
            then="all doors are unlocked in reaction to the order",
            ecus=ecu(Body, LyingOrders),
        )
        for energy, title in (
            ("combustion", "driven by a combustion engine"),
            ("hybrid", "a plug-in hybrid"),
            ("electric", "electric"),
        )
    ),
    _app(
        "app-without-a-horn",
        "REMOTE-04",
        "The app offers all of them on its home page",
        "The app has no horn button.",
        PoorPhone,
    ),
    _app(
        "app-takes-no-order",
        "REMOTE-04",
        "The app takes the horn order",
        "Nothing happens when a button of the app is tapped.",
        DeafPhone,
    ),
    _app(
        "lock-never-in-progress",
        "REMOTE-14",
        "The button of a lock order to a vehicle that is asleep shows it in progress until it is done",
        "The app shows no lock order in progress.",
        NoProgress,
        "the app shows that the lock order is in progress in reaction to the order",
    ),
    _app(
        "unlock-for-ever-in-progress",
        "REMOTE-14",
        "The button of an unlock order to a vehicle that is awake shows it in progress until it is done",
        "The app shows an order in progress for ever.",
        EndlessProgress,
        "the app shows that the unlock order is done in reaction to the order",
    ),
    *(
        _app(
            f"{kind}-in-progress-until-sent",
            "REMOTE-14",
            f"The button of {order} order to a vehicle that is {bus} shows it in progress until it is done",
            "The app shows an order as done when it has been sent.",
            ShortProgress,
            f"the app shows the {kind} order as done only once the vehicle has done it",
        )
        for kind, order, bus in (("lock", "a lock", "awake"), ("unlock", "an unlock", "asleep"))
    ),
    _app(
        "lock-in-progress-by-itself",
        "REMOTE-14",
        "Without an order the buttons show none in progress",
        "The app shows a lock order in progress that nobody has given.",
        SelfStartingProgress,
        "the app does not show that the lock order is in progress for 60 s after the start of the wait",
    ),
    *(
        _app(
            f"no-button-while-{state}",
            "REMOTE-16",
            f"The buttons are available while all doors are {state}",
            "The app takes the button away that the vehicle seems not to need.",
            variant(Phone, STATUS=FreezingPage),
            "the lock and unlock buttons stay available for 60 s after the refresh",
        )
        for state in ("locked", "superlocked", "unlocked")
    ),
    _app(
        "no-button-while-one-is-unlocked",
        "REMOTE-16",
        "The buttons are available while one door is unlocked",
        "The app takes the unlock button away when one door is unlocked.",
        variant(Phone, STATUS=FreezingPage),
        "the lock and unlock buttons stay available for 60 s after the refresh",
    ),
)
