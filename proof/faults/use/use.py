"""Faults of the conditions under which orders are taken: activation, network, private mode, smartphones."""

from __future__ import annotations

from proof.fault import Theme
from proof.faults.privacy.privacy import grudging
from proof.slots import ACCOUNTS, BACKOFFICE, HANDSETS, NETWORK, ORDERS_BY_RADIO
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.offboard.accounts import OWNER, SUBSCRIBER, Accounts, Sender
from simulators.offboard.backoffice import BackOffice, Order
from simulators.offboard.network import MobileNetwork, Payload
from simulators.offboard.phone.handsets import STEPS, Handsets
from simulators.offboard.service import Json

PRACTICE = Theme("features/use/code_of_practice.feature")
SMARTPHONES = Theme("features/use/smartphones.feature")
REFUSED = "the app tells of a refused order in reaction to the order"
UNMOVED = "all doors stay unlocked for 60 s after the order"
DARK = "the lights stay off for 60 s after the order"
SILENT = "the horn stays silent for 60 s after the order"
TURNED_STEPS = dict(zip(STEPS, reversed(STEPS), strict=True))
FIRST_SMARTPHONE_ALONE = ACCOUNTS.returns(Accounts.allows, False, when=lambda _accounts, sender: sender != OWNER)


class LastPhoneAccounts(Accounts):
    """An account register that forgets a smartphone when another is registered."""

    def register(self, sender: Sender) -> None:
        self._registered = {sender}


UNREGISTERED_TOO = ACCOUNTS.instead(
    Accounts.allows,
    lambda accounts, sender: accounts.activation == "finished" and sender.account == SUBSCRIBER,
)


class TwoFacedBackOffice(BackOffice):
    """A back office that refuses an order, and passes it on all the same."""

    def _pass_on(self, order: Order) -> None:
        super()._pass_on(order)
        if order.state == "refused":
            lifetime_s = self.calibration.order_lifetime_s
            self._network.push("order", {"id": order.number, "kind": order.kind}, lifetime_s)


class StubbornBackOffice(BackOffice):
    """A back office that says that an activation has been finished, and goes on refusing."""

    def _on_set_activation(self, argument: Json) -> Json:
        super()._on_set_activation(argument)
        self.accounts.activation = "unfinished"
        return None


class OpenOrders(OrdersByRadio):
    """An order handler that takes orders in private mode."""

    def receive(self, payload: Payload) -> None:
        self._pass_on({"order.id": int(str(payload["id"])), "order.kind": str(payload["kind"])})


class TwoFacedOrders(OpenOrders):
    """An order handler that reports an order as refused in private mode, and carries it out."""

    def receive(self, payload: Payload) -> None:
        if not self._rights.allows("remote_orders"):
            self._report(int(str(payload["id"])), str(payload["kind"]), "refused")
        super().receive(payload)


class LaxHandsets(Handsets):
    """A handset register that takes any step for the one that is asked for."""

    def validate(self, argument: Json) -> Json:
        return super().validate(self.registration())


FAULTS = (
    PRACTICE.fault(
        "orders-before-the-activation",
        "USE-01",
        "A lock order is refused while the activation is not finished",
        "Orders are taken before the activation is finished.",
        ACCOUNTS.instead(
            Accounts.allows,
            lambda accounts, sender: sender.account == SUBSCRIBER and accounts.registered(sender),
        ),
        REFUSED,
    ),
    PRACTICE.fault(
        "orders-refused-without-a-word",
        "USE-01",
        "A lights order is refused while the activation is not finished",
        "The app is not told of a refused order.",
        BACKOFFICE.ignores(BackOffice.set_state, state="refused"),
        REFUSED,
    ),
    *(
        PRACTICE.fault(
            f"{kind}-refused-and-done",
            "USE-01",
            f"A {kind} order is refused while the activation is not finished",
            "An order is refused, and passed on to the vehicle all the same.",
            BACKOFFICE.replaced(TwoFacedBackOffice),
            then,
        )
        for kind, then in (("lock", UNMOVED), ("lights", DARK))
    ),
    PRACTICE.fault(
        "orders-never-after-the-activation",
        "USE-01",
        "An order works once the activation is finished",
        "Orders are refused though the activation has been finished.",
        BACKOFFICE.replaced(StubbornBackOffice),
    ),
    PRACTICE.fault(
        "orders-lost-on-the-way",
        "USE-02",
        "With coverage an order works",
        "No order is delivered to the vehicle.",
        NETWORK.ignores(MobileNetwork.push, topic="order"),
    ),
    PRACTICE.fault(
        "orders-in-private-mode",
        "USE-04",
        "In private mode a lock order is refused",
        "The vehicle takes orders in private mode.",
        ORDERS_BY_RADIO.replaced(OpenOrders),
        REFUSED,
    ),
    PRACTICE.fault(
        "orders-in-private-mode-without-a-report",
        "USE-04",
        "In private mode the horn order is refused",
        "The vehicle does not report that it refuses an order.",
        ORDERS_BY_RADIO.ignores(
            OrdersByRadio.receive, when=lambda orders, _payload: not orders._rights.allows("remote_orders")
        ),
        REFUSED,
    ),
    *(
        PRACTICE.fault(
            f"{name}-refused-and-done-in-private-mode",
            "USE-04",
            f"In private mode {order} order is refused",
            "The vehicle reports an order as refused, and carries it out.",
            ORDERS_BY_RADIO.replaced(TwoFacedOrders),
            then,
        )
        for name, order, then in (
            ("lock", "a lock", UNMOVED),
            ("lights", "the lights", DARK),
            ("horn", "the horn", SILENT),
        )
    ),
    PRACTICE.fault(
        "orders-never-after-private-mode",
        "USE-04",
        "An order works once private mode is off",
        "The vehicle takes no order once private mode was on.",
        grudging("remote_orders"),
    ),
    SMARTPHONES.fault(
        "second-smartphone-refused",
        "USE-05",
        "An order from a second smartphone with the same account works",
        "Orders of a second smartphone are refused.",
        FIRST_SMARTPHONE_ALONE,
    ),
    SMARTPHONES.fault(
        "first-smartphone-forgotten",
        "USE-05",
        "The first smartphone goes on working",
        "A second smartphone takes the place of the first.",
        ACCOUNTS.replaced(LastPhoneAccounts),
    ),
    SMARTPHONES.fault(
        "any-account-orders",
        "USE-05",
        "An order from a smartphone with another account is refused",
        "Orders of another account are taken.",
        ACCOUNTS.instead(
            Accounts.allows,
            lambda accounts, sender: accounts.activation == "finished" and accounts.registered(sender),
        ),
        REFUSED,
    ),
    *(
        SMARTPHONES.fault(
            f"{name}-refused-and-done",
            requirement,
            f"An order from a smartphone {title} is refused",
            "An order is refused, and passed on to the vehicle all the same.",
            BACKOFFICE.replaced(TwoFacedBackOffice),
            UNMOVED,
        )
        for name, requirement, title in (
            ("any-account", "USE-05", "with another account"),
            ("unregistered-smartphone", "USE-06", "that is not registered"),
        )
    ),
    SMARTPHONES.fault(
        "unregistered-smartphone-orders",
        "USE-06",
        "An order from a smartphone that is not registered is refused",
        "Orders of a smartphone that is not registered are taken.",
        UNREGISTERED_TOO,
        REFUSED,
    ),
    SMARTPHONES.fault(
        "registration-turned-round",
        "USE-06",
        "A new smartphone is asked for the code sent to the trusted number first",
        "The app asks for the SAFETY code first.",
        HANDSETS.alters(Handsets.registration, lambda step: TURNED_STEPS.get(step, step)),
    ),
    SMARTPHONES.fault(
        "registration-in-one-step",
        "USE-06",
        "After the code sent to the trusted number comes the SAFETY code",
        "A smartphone is registered after the first step.",
        HANDSETS.returns(
            Handsets.registration,
            "registered",
            when=lambda handsets: bool(handsets._account and handsets._passed),
        ),
    ),
    SMARTPHONES.fault(
        "registration-never",
        "USE-06",
        "After the SAFETY code the smartphone is registered",
        "The SAFETY code does not register a smartphone.",
        HANDSETS.returns(Handsets.validate, None, when=lambda _handsets, argument: argument != STEPS[0]),
    ),
    SMARTPHONES.fault(
        "registration-leaves-a-step-out",
        "USE-06",
        "The first step cannot be left out",
        "The app takes any step for the one that it asks for.",
        HANDSETS.replaced(LaxHandsets),
    ),
)
