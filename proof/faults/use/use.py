"""Faults of the conditions under which orders are taken: activation, network, private mode, smartphones."""

from __future__ import annotations

from proof.fault import Theme
from proof.variant import ecu, variant
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.privacy import Mode, Privacy, PrivacyService
from simulators.ecus.telematics.unit import Telematics
from simulators.offboard.accounts import OWNER, SUBSCRIBER, Accounts, Sender
from simulators.offboard.backoffice import BackOffice, Order
from simulators.offboard.network import MobileNetwork, Payload
from simulators.offboard.phone.handsets import STEPS, Handsets
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Json
from simulators.world import Offboard

PRACTICE = Theme("features/use/code_of_practice.feature")
SMARTPHONES = Theme("features/use/smartphones.feature")
REFUSED = "the app tells of a refused order in reaction to the order"
UNMOVED = "all doors stay unlocked for 60 s after the order"
DARK = "the lights stay off for 60 s after the order"
SILENT = "the horn stays silent for 60 s after the order"


class EarlyAccounts(Accounts):
    """An account register that takes orders before the activation is finished."""

    def allows(self, sender: Sender) -> bool:
        return sender.account == SUBSCRIBER and self.registered(sender)


class FirstPhoneAccounts(Accounts):
    """An account register that knows one smartphone alone."""

    def allows(self, sender: Sender) -> bool:
        return sender == OWNER and super().allows(sender)


class LastPhoneAccounts(Accounts):
    """An account register that forgets a smartphone when another is registered."""

    def register(self, sender: Sender) -> None:
        self._registered = {sender}


class AnyAccounts(Accounts):
    """An account register that takes orders from every account."""

    def allows(self, sender: Sender) -> bool:
        return self.activation == "finished" and self.registered(sender)


class UnregisteredAccounts(Accounts):
    """An account register that takes orders from smartphones that are not registered."""

    def allows(self, sender: Sender) -> bool:
        return self.activation == "finished" and sender.account == SUBSCRIBER


def backoffice(accounts: type[Accounts]) -> Offboard:
    """Build a back office that keeps its accounts so."""

    return Offboard(backoffice=variant(BackOffice, ACCOUNTS=accounts))


class SilentBackOffice(BackOffice):
    """A back office that refuses an order without a word."""

    def _set_state(self, order: Order, state: str) -> None:
        if state != "refused":
            super()._set_state(order, state)


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


class LossyNetwork(MobileNetwork):
    """A mobile network that delivers no order."""

    def push(self, topic: str, payload: Payload, lifetime_s: float) -> None:
        if topic != "order":
            super().push(topic, payload, lifetime_s)


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


class QuietOrders(OrdersByRadio):
    """An order handler that refuses an order without a report."""

    def receive(self, payload: Payload) -> None:
        if self._rights.allows("remote_orders"):
            super().receive(payload)


class GrudgingPrivacy(Privacy):
    """A privacy part that never allows orders again once they were not allowed."""

    _refuses = False

    def set_mode(self, mode: Mode) -> None:
        super().set_mode(mode)
        self._refuses = self._refuses or mode == "private"

    def allows(self, service: PrivacyService) -> bool:
        return super().allows(service) and not (service == "remote_orders" and self._refuses)


class HastyHandsets(Handsets):
    """A handset register that registers a smartphone after the first step."""

    def registration(self) -> str:
        return "registered" if self._account and self._passed else super().registration()


class TurnedHandsets(Handsets):
    """A handset register that asks for the SAFETY code first."""

    def registration(self) -> str:
        turned = dict(zip(STEPS, reversed(STEPS), strict=True))
        return turned.get(super().registration(), super().registration())


class LaxHandsets(Handsets):
    """A handset register that takes any step for the one that is asked for."""

    def _on_validate(self, argument: Json) -> Json:
        return super()._on_validate(self.registration())


class StuckHandsets(Handsets):
    """A handset register that never registers a smartphone."""

    def _on_validate(self, argument: Json) -> Json:
        return super()._on_validate(argument) if argument == STEPS[0] else None


def handsets(kind: type[Handsets]) -> Offboard:
    """Build a phone with such a registration."""
    return Offboard(phone=variant(Phone, HANDSETS=kind))


FAULTS = (
    PRACTICE.fault(
        "orders-before-the-activation",
        "USE-01",
        "A lock order is refused while the activation is not finished",
        "Orders are taken before the activation is finished.",
        then=REFUSED,
        offboard=backoffice(EarlyAccounts),
    ),
    PRACTICE.fault(
        "orders-refused-without-a-word",
        "USE-01",
        "A lights order is refused while the activation is not finished",
        "The app is not told of a refused order.",
        then=REFUSED,
        offboard=Offboard(backoffice=SilentBackOffice),
    ),
    *(
        PRACTICE.fault(
            f"{kind}-refused-and-done",
            "USE-01",
            f"A {kind} order is refused while the activation is not finished",
            "An order is refused, and passed on to the vehicle all the same.",
            then=then,
            offboard=Offboard(backoffice=TwoFacedBackOffice),
        )
        for kind, then in (("lock", UNMOVED), ("lights", DARK))
    ),
    PRACTICE.fault(
        "orders-never-after-the-activation",
        "USE-01",
        "An order works once the activation is finished",
        "Orders are refused though the activation has been finished.",
        offboard=Offboard(backoffice=StubbornBackOffice),
    ),
    PRACTICE.fault(
        "orders-lost-on-the-way",
        "USE-02",
        "With coverage an order works",
        "No order is delivered to the vehicle.",
        offboard=Offboard(network=LossyNetwork),
    ),
    PRACTICE.fault(
        "orders-in-private-mode",
        "USE-04",
        "In private mode a lock order is refused",
        "The vehicle takes orders in private mode.",
        then=REFUSED,
        ecus=ecu(Telematics, OpenOrders),
    ),
    PRACTICE.fault(
        "orders-in-private-mode-without-a-report",
        "USE-04",
        "In private mode the horn order is refused",
        "The vehicle does not report that it refuses an order.",
        then=REFUSED,
        ecus=ecu(Telematics, QuietOrders),
    ),
    *(
        PRACTICE.fault(
            f"{name}-refused-and-done-in-private-mode",
            "USE-04",
            f"In private mode {order} order is refused",
            "The vehicle reports an order as refused, and carries it out.",
            then=then,
            ecus=ecu(Telematics, TwoFacedOrders),
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
        ecus=ecu(Telematics, GrudgingPrivacy),
    ),
    SMARTPHONES.fault(
        "second-smartphone-refused",
        "USE-05",
        "An order from a second smartphone with the same account works",
        "Orders of a second smartphone are refused.",
        offboard=backoffice(FirstPhoneAccounts),
    ),
    SMARTPHONES.fault(
        "first-smartphone-forgotten",
        "USE-05",
        "The first smartphone goes on working",
        "A second smartphone takes the place of the first.",
        offboard=backoffice(LastPhoneAccounts),
    ),
    SMARTPHONES.fault(
        "any-account-orders",
        "USE-05",
        "An order from a smartphone with another account is refused",
        "Orders of another account are taken.",
        then=REFUSED,
        offboard=backoffice(AnyAccounts),
    ),
    *(
        SMARTPHONES.fault(
            f"{name}-refused-and-done",
            requirement,
            f"An order from a smartphone {title} is refused",
            "An order is refused, and passed on to the vehicle all the same.",
            then=UNMOVED,
            offboard=Offboard(backoffice=TwoFacedBackOffice),
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
        then=REFUSED,
        offboard=backoffice(UnregisteredAccounts),
    ),
    SMARTPHONES.fault(
        "registration-turned-round",
        "USE-06",
        "A new smartphone is asked for the code sent to the trusted number first",
        "The app asks for the SAFETY code first.",
        offboard=handsets(TurnedHandsets),
    ),
    SMARTPHONES.fault(
        "registration-in-one-step",
        "USE-06",
        "After the code sent to the trusted number comes the SAFETY code",
        "A smartphone is registered after the first step.",
        offboard=handsets(HastyHandsets),
    ),
    SMARTPHONES.fault(
        "registration-never",
        "USE-06",
        "After the SAFETY code the smartphone is registered",
        "The SAFETY code does not register a smartphone.",
        offboard=handsets(StuckHandsets),
    ),
    SMARTPHONES.fault(
        "registration-leaves-a-step-out",
        "USE-06",
        "The first step cannot be left out",
        "The app takes any step for the one that it asks for.",
        offboard=handsets(LaxHandsets),
    ),
)
