"""Faults of the way of an order from the app to the vehicle, and of the app's buttons."""

from __future__ import annotations

from collections.abc import Callable

from clock.kernel import seconds
from proof.fault import Theme
from proof.faults.remote_control.apps import (
    DEAF_APP,
    ENDLESS_PROGRESS,
    NO_PROGRESS,
    SelfStartingProgress,
    ShortProgress,
)
from proof.faults.shared import asleep, shows
from proof.slots import ORDERS_BY_RADIO, ORDERS_ON_THE_BUS, PHONE, STATUS_PAGE
from simulators.ecus.body.locks import Outcome
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.offboard.network import Payload
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage

ORDERS = Theme("features/remote_control/orders.feature")
ALL_ORDERS = Theme("features/remote_control/all_orders.feature")
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


class OneKindOrders(RemoteOrders):
    """An order handler that refuses an order of another kind than the one before, for a minute after it."""

    _last = ""
    _at_ns = 0

    def accepts(self, kind: str) -> bool:
        recent = bool(self._last) and self._kernel.now_ns - self._at_ns < seconds(60)
        self._at_ns = self._kernel.now_ns
        if recent and kind != self._last:
            return False
        self._last = kind
        return super().accepts(kind)


class SparingOrders(RemoteOrders):
    """An order handler that refuses every order after the first four."""

    _taken = 0

    def accepts(self, kind: str) -> bool:
        self._taken += 1
        return self._taken <= 4 and super().accepts(kind)


class TiredOrders(RemoteOrders):
    """An order handler that does nothing more on an order after the first nine."""

    _taken = 0

    def carry_out(self, kind: str, report: Outcome) -> None:
        self._taken += 1
        if self._taken <= 9:
            super().carry_out(kind, report)


def _not_asleep(kind: str) -> Callable[[OrdersByRadio, Payload], bool]:
    return lambda orders, payload: payload["kind"] == kind and not orders._com.started("comfort")


EFFECTS = {
    "lock": ("a lock", "all doors and the trunk are locked in reaction to the order and stay so for 60 s"),
    "unlock": ("an unlock", "all doors are unlocked in reaction to the order and stay so for 25 s"),
    "lights": ("the lights", "the lights are on in reaction to the order"),
    "horn": ("the horn", "the horn sounds in reaction to the order"),
}
LOCKED_SOON = "all doors and the trunk are locked within 8 s of the order"
IN_TURN = {
    "lock": f"{LOCKED_SOON} and stay so for 60 s",
    "lights": "the lights are on in reaction to the order",
    "horn": "the horn sounds in reaction to the order",
    "unlock": "all doors are unlocked within 8 s of the order and stay so for 25 s",
}
TWELVE = "The doors follow the eleventh and twelfth order like the first, over the turn of the year"
CHARGED = {
    kind: f"{what} follow orders in the heat while the battery is charged from 2 %"
    for kind, what in (
        *((kind, "The doors") for kind in ("lock", "unlock")),
        *((kind, "Lights and horn") for kind in ("lights", "horn")),
    )
}
CONDITIONED = {
    "unlock": "The doors follow an unlock order while the vehicle is pre-conditioned",
    "lights": "Lights and horn follow orders while the vehicle is pre-conditioned",
    "horn": "Lights and horn follow orders while the vehicle is pre-conditioned",
}
"""Scenarios beside a charge and beside pre-conditioning, by the kind of order."""

FAULTS = (
    *(
        ORDERS.fault(
            f"{kind}-order-refused-while-started",
            "REMOTE-03",
            f"The vehicle carries out {order} order while it is started",
            "A vehicle that is started takes no order.",
            ORDERS_ON_THE_BUS.returns(
                RemoteOrders.accepts, False, kind=kind, when=shows("ignition.state", "running")
            ),
            then,
        )
        for kind, (order, then) in EFFECTS.items()
    ),
    *(
        ORDERS.fault(
            f"{kind}-order-refused-asleep",
            "REMOTE-03",
            f"The vehicle carries out {order} order while it is asleep",
            f"A {kind} order does not wake the vehicle.",
            ORDERS_BY_RADIO.ignores(OrdersByRadio.receive, when=_not_asleep(kind)),
            then,
        )
        for kind, (order, then) in EFFECTS.items()
    ),
    ALL_ORDERS.fault(
        "orders-of-one-kind-alone",
        "REMOTE-03",
        "Lights and horn are on for 10 s each on the lights order and the horn order 3 s later",
        "For a minute after an order the vehicle takes none of another kind.",
        ORDERS_ON_THE_BUS.replaced(OneKindOrders),
        "the horn sounds in reaction to the second order",
    ),
    ALL_ORDERS.fault(
        "orders-no-more-than-four",
        "REMOTE-03",
        TWELVE,
        "The vehicle takes four orders, and no more.",
        ORDERS_ON_THE_BUS.replaced(SparingOrders),
        LOCKED_SOON,
    ),
    ALL_ORDERS.fault(
        "orders-no-more-than-nine",
        "REMOTE-03",
        TWELVE,
        "The vehicle takes nine orders, and accepts the others without doing anything.",
        ORDERS_ON_THE_BUS.replaced(TiredOrders),
        LOCKED_SOON,
    ),
    *(
        ALL_ORDERS.fault(
            f"{kind}-order-refused-while-{doing}",
            "REMOTE-03",
            title,
            "A vehicle that is busy takes no order.",
            ORDERS_ON_THE_BUS.returns(RemoteOrders.accepts, False, kind=kind, when=shows(signal, value)),
            IN_TURN[kind],
        )
        for doing, titles, signal, value in (
            ("charging", CHARGED, "relay.charge.state", "charging"),
            ("pre-conditioning", CONDITIONED, "body_precond.state", "running"),
        )
        for kind, title in titles.items()
    ),
    ORDERS.fault(
        "no-buttons-after-an-order",
        "REMOTE-16",
        "The buttons are available after a lock order",
        "After a lock order the lock button is taken away.",
        PHONE.also(Phone.confirmed, lambda app: app.publish("button.lock", "disabled"), kind="lock"),
        "the lock and unlock buttons stay available for 60 s after the refresh",
    ),
    ORDERS.fault(
        "app-without-a-state-done",
        "REMOTE-14",
        "The button of a lock order to a vehicle that is asleep shows the order in progress",
        "The button of an order that is done looks as before the order.",
        PHONE.given(Phone.show_progress, shown={"done": "idle"}),
        "the app shows the lock order in progress until the vehicle has carried it out",
        good=True,
    ),
    ORDERS.fault(
        "lock-in-progress-once",
        "REMOTE-14",
        "The button of a second lock order shows that order in progress",
        "The first order alone is shown in progress.",
        PHONE.ignores(
            Phone.show_progress,
            when=lambda app, kind, shown: shown == "in_progress" and app._taps[kind] > 1,
        ),
        "the app shows that the lock order is in progress in reaction to the order",
    ),
    ORDERS.fault(
        "orders-not-asleep",
        "REMOTE-03",
        "The vehicle carries out an unlock order while it is asleep",
        "An order does not wake the vehicle.",
        SLEEPY_ORDERS,
        "all doors are unlocked in reaction to the order and stay so for 25 s",
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
        "all doors and the trunk are locked in reaction to the order and stay so for 60 s",
    ),
    *(
        ALL_ORDERS.fault(
            f"orders-done-on-paper-{energy}",
            "REMOTE-03",
            f"The doors of a vehicle that is {title} follow orders with the lights and the horn between them",
            "An order is reported as done, and nothing is done.",
            ORDERS_ON_THE_BUS.replaced(LyingOrders),
            LOCKED_SOON,
        )
        for energy, title in (("combustion", "driven by a combustion engine"), ("electric", "electric"))
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
