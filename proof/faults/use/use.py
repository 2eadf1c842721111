"""Faults of the conditions under which orders are taken: activation, network, private mode, smartphones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from proof.ageing import passed_s
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.privacy.privacy import grudging
from proof.slots import ACCOUNTS, BACKOFFICE, HANDSETS, INFORMATION, LOCKS, NETWORK, ORDERS_BY_RADIO
from proof.variant import variant
from simulators.bus.com import SignalValue
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.position import Receiver
from simulators.offboard.accounts import OWNER, SUBSCRIBER, Accounts, Sender
from simulators.offboard.backoffice import BackOffice, Order
from simulators.offboard.network import MobileNetwork, Payload
from simulators.offboard.phone.handsets import BIOMETRY, STEPS, Handsets
from simulators.offboard.service import Json
from simulators.offboard.vehicle_information import VehicleInformation

PRACTICE = Theme("features/use/code_of_practice.feature")
SMARTPHONES = Theme("features/use/smartphones.feature")
UNMOVED = "all doors stay unlocked for 2 min after the order"
LOCKED = "all doors and the trunk are locked within 8 s of the order"
ORDERS = {
    "lock": ("a lock", "all doors stay unlocked for 2 min after the order", "asleep"),
    "unlock": ("an unlock", "all doors stay locked for 2 min after the order", "awake"),
    "lights": ("the lights", "the lights stay off for 2 min after the order", "asleep"),
    "horn": ("the horn", "the horn stays silent for 2 min after the order", "awake"),
}
"""Orders that move, light or sound, with what must not come of one that is refused, by kind."""

CHARGE_ORDERS = {
    "charge_start": ("an order for a charge starts no charge", "charging stays off for 5 min after the order"),
    "charge_immediate": (
        "an order for immediate charging starts no charge",
        "charging stays off for 5 min after the order",
    ),
    "charge_stop": (
        "an order for the end of the charge leaves a charge as it is",
        "charging goes on for 5 min after the order",
    ),
    "charge_deferred": (
        "an order for deferred charging leaves a charge as it is",
        "charging goes on for 5 min after the order",
    ),
    "precond_start": (
        "an order for pre-conditioning starts nothing",
        "pre-conditioning stays off for 5 min after the order",
    ),
    "precond_stop": (
        "an order for the end of pre-conditioning leaves it running",
        "pre-conditioning goes on for 2 min after the order",
    ),
}
"""Scenarios of the other orders, with what must not come of one that is refused, by kind."""
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


class OpenBackOffice(BackOffice):
    """A back office that passes orders of one kind on, whoever gives them and when."""

    KIND: ClassVar[str] = ""

    def _pass_on(self, order: Order) -> None:
        if order.kind == self.KIND:
            self._network.push(
                "order", {"id": order.number, "kind": order.kind}, self.calibration.order_lifetime_s
            )
            self.set_state(order, "sent")
        else:
            super()._pass_on(order)


OPEN_PROGRAMMES = BACKOFFICE.instead(
    BackOffice._pass_programme_on,
    lambda office, topic, programme, _sender: office._network.push(topic, programme, 60.0),
)
OPEN_STATUS = BACKOFFICE.instead(
    BackOffice._pass_request_on,
    lambda office, number, _sender: office._network.push("status_request", {"id": number}, 60.0),
)
SILENT_REFUSALS = BACKOFFICE.ignores(BackOffice.set_state, state="refused")


def obeyed(theme: Theme, name: str, requirement: str, title: str) -> Iterator[Fault]:
    """Make a vehicle for each kind of order that is carried out though it is to be refused.

    Args:
        theme: The feature.
        name: How the ids begin.
        requirement: What is broken.
        title: How the titles of the scenarios begin.
    """
    for kind, (order, then, bus) in ORDERS.items():
        scenario = f"{title} {order} order to a vehicle that is {bus} does nothing"
        yield _obeyed(theme, name, requirement, scenario, kind, then)
    for kind, (rest, then) in CHARGE_ORDERS.items():
        yield _obeyed(theme, name, requirement, f"{title} {rest}", kind, then)
    yield theme.fault(
        f"{name}-precond-programme-obeyed",
        requirement,
        f"{title} a pre-conditioning programme from the app starts nothing",
        "A programme from the app is passed on to the vehicle.",
        OPEN_PROGRAMMES,
    )


def _obeyed(theme: Theme, name: str, requirement: str, scenario: str, kind: str, then: str) -> Fault:
    words = kind.replace("_", "-")
    office = BACKOFFICE.replaced(variant(OpenBackOffice, KIND=kind))
    return theme.fault(f"{name}-{words}-obeyed", requirement, scenario, "The order is carried out.", office, then)


def _in_private_mode(kind: str) -> Deviation:
    """Let the vehicle carry out one kind of order in private mode."""

    def receive(orders: OrdersByRadio, payload: Payload) -> None:
        if payload["kind"] == kind or orders._rights.allows("remote_orders"):
            orders._pass_on({"order.id": int(str(payload["id"])), "order.kind": str(payload["kind"])})
        else:
            orders._report(int(str(payload["id"])), str(payload["kind"]), "refused")

    return ORDERS_BY_RADIO.instead(OrdersByRadio.receive, receive)


class LapsingOrders(OrdersByRadio):
    """An order handler that takes no order once `DAYS` have passed since a trip of `TRIP_S` or more."""

    DAYS: ClassVar[float] = 7.0
    TRIP_S: ClassVar[float] = 900.0

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._utc_s = ecu.part(Receiver).utc_s
        self._began_s = self._ended_s = 0.0
        self._com.on("ignition.state", self._on_ignition)

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "running":
            self._began_s = self._utc_s()
        elif state == "off" and self._began_s:
            if self._utc_s() - self._began_s >= self.TRIP_S:
                self._ended_s = self._utc_s()
            self._began_s = 0.0

    def receive(self, payload: Payload) -> None:
        if self._utc_s() - self._ended_s < self.DAYS * 86_400:
            super().receive(payload)


class GappyOrders(OrdersByRadio):
    """An order handler that hears nothing once coverage was lost twice."""

    _gaps = 0

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        ecu.wiring.flag("cell.coverage").watch(self._on_coverage)

    def _on_coverage(self, there: bool) -> None:
        self._gaps += not there

    def receive(self, payload: Payload) -> None:
        if self._gaps < 2:
            super().receive(payload)


class YieldingBackOffice(BackOffice):
    """A back office that refuses one order before the end of the activation, and lets the next one pass."""

    _refused = 0

    def takes(self, kind: str, sender: Sender) -> bool:
        usual = super().takes(kind, sender)
        self._refused += not usual
        return usual or self._refused > 1


class ForgetfulOrders(OrdersByRadio):
    """An order handler that goes to sleep for good when nothing has woken the vehicle for `HOURS`."""

    HOURS: ClassVar[float] = 23.0
    _last_s = 0.0

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", self._on_ignition)

    def _on_ignition(self, _state: SignalValue) -> None:
        self._last_s = passed_s(self._kernel)

    def receive(self, payload: Payload) -> None:
        if passed_s(self._kernel) - self._last_s < self.HOURS * 3600:
            super().receive(payload)


LAST_TRIP = "A lock order works when the last trip, of 15 min, is 7 days ago"


class HandsetsInName(Handsets):
    """Smartphones on which a fingerprint ends the registration in the app alone."""

    def validate(self, argument: Json) -> Json:
        if argument != BIOMETRY:
            return super().validate(argument)
        self._passed = len(STEPS)
        self._publish()
        return None


class LaxHandsets(Handsets):
    """A handset register that takes any step for the one that is asked for."""

    def validate(self, argument: Json) -> Json:
        return super().validate(self.registration())


def _lapsing(days: float, *, good: bool = False) -> Fault:
    orders = ORDERS_BY_RADIO.replaced(variant(LapsingOrders, DAYS=days))
    text = f"The vehicle takes no order {days:g} days after its last trip of 15 min."
    return PRACTICE.fault(f"orders-lapse-after-{days:g}-days", "USE-03", LAST_TRIP, text, orders, good=good)


def _first_trip(orders: LapsingOrders, state: SignalValue) -> None:
    if not orders._ended_s:
        LapsingOrders._on_ignition(orders, state)


FAULTS = (
    *obeyed(PRACTICE, "unactivated", "USE-01", "Before the end of the activation"),
    PRACTICE.fault(
        "orders-refused-without-a-word",
        "USE-01",
        "Before the end of the activation the lights order to a vehicle that is asleep does nothing",
        "The app is not told of a refused order.",
        SILENT_REFUSALS,
        ORDERS["lights"][1],
        good=True,
    ),
    PRACTICE.fault(
        "unactivated-lock-refused-and-done",
        "USE-01",
        "Before the end of the activation a lock order to a vehicle that is awake does nothing",
        "An order is refused, and passed on to the vehicle all the same.",
        BACKOFFICE.replaced(TwoFacedBackOffice),
        UNMOVED,
    ),
    PRACTICE.fault(
        "orders-never-after-the-activation",
        "USE-01",
        "Remote orders work once the activation is finished",
        "Orders are refused though the activation has been finished.",
        BACKOFFICE.replaced(StubbornBackOffice),
        LOCKED,
    ),
    PRACTICE.fault(
        "orders-lost-on-the-way",
        "USE-02",
        "Remote orders work with coverage",
        "No order is delivered to the vehicle.",
        NETWORK.ignores(MobileNetwork.push, topic="order"),
        f"{LOCKED} and stay so for 2 min",
    ),
    PRACTICE.fault(
        "horn-orders-lost-on-the-way",
        "USE-02",
        "Remote orders work with coverage",
        "No horn order is delivered to the vehicle.",
        NETWORK.ignores(
            MobileNetwork.push, when=lambda _network, _topic, payload, *_: payload.get("kind") == "horn"
        ),
        "the horn sounds in reaction to the order",
    ),
    *sides(_lapsing, wrong=6.5, right=7.5),
    PRACTICE.fault(
        "orders-lapse-without-a-trip-of-16-min",
        "USE-03",
        LAST_TRIP,
        "The vehicle takes no order without a trip of 16 min.",
        ORDERS_BY_RADIO.replaced(variant(LapsingOrders, TRIP_S=960.0)),
    ),
    PRACTICE.fault(
        "orders-lapse-14-days-after-the-first-trip",
        "USE-03",
        "All orders work after trips in each of two weeks",
        "Of several trips the first alone counts.",
        ORDERS_BY_RADIO.replaced(variant(LapsingOrders, DAYS=13.0, _on_ignition=_first_trip)),
        LOCKED,
    ),
    *(
        PRACTICE.fault(
            f"orders-lapse-after-{hours}-h-of-sleep",
            "USE-03",
            "A vehicle that has slept for 167 h since a trip of 15 min carries out lock and unlock orders",
            f"A vehicle that nothing has woken for {hours} h hears no order.",
            ORDERS_BY_RADIO.replaced(variant(ForgetfulOrders, HOURS=float(hours))),
            "the vehicle carries out the lock order in reaction to the order",
        )
        for hours in (23, 160)
    ),
    PRACTICE.fault(
        "orders-lost-after-a-second-gap",
        "USE-02",
        "Remote orders work once coverage has come back, and again after a loss of coverage and supply",
        "Once coverage was lost twice the vehicle hears no order.",
        ORDERS_BY_RADIO.replaced(GappyOrders),
        f"{LOCKED} and stay so for 60 s",
    ),
    PRACTICE.fault(
        "remote-lock-undone-after-100-s",
        "USE-02",
        "Remote orders work with coverage",
        "A vehicle that was locked by a remote order unlocks itself 100 s later.",
        LOCKS.also(
            CentralLocking.request,
            lambda locks: locks.request("unlocked", "inside"),
            after_s=100,
            target="locked",
            source="remote_order",
        ),
        f"{LOCKED} and stay so for 2 min",
    ),
    PRACTICE.fault(
        "second-unactivated-order-obeyed",
        "USE-01",
        "Before the end of the activation an unlock order to a vehicle that is awake does nothing",
        "The second order before the end of the activation is carried out.",
        BACKOFFICE.replaced(YieldingBackOffice),
        ORDERS["unlock"][1],
    ),
    *(
        PRACTICE.fault(
            f"private-{kind.replace('_', '-')}-obeyed",
            "USE-04",
            f"In private mode {title}",
            "The vehicle carries out an order in private mode.",
            _in_private_mode(kind),
            then,
        )
        for kind, title, then in (
            *(
                (kind, f"{order} order to a vehicle that is {bus} does nothing", then)
                for kind, (order, then, bus) in ORDERS.items()
            ),
            *((kind, title, then) for kind, (title, then) in CHARGE_ORDERS.items()),
        )
    ),
    PRACTICE.fault(
        "private-precond-programme-obeyed",
        "USE-04",
        "In private mode a pre-conditioning programme from the app starts nothing",
        "The vehicle takes a programme in private mode.",
        ORDERS_BY_RADIO.instead(
            OrdersByRadio.programme,
            lambda orders, topic, programme: orders._pass_on(orders.programme_signals(topic, programme)),
        ),
    ),
    PRACTICE.fault(
        "private-orders-refused-without-a-word",
        "USE-04",
        "In private mode the horn order to a vehicle that is awake does nothing",
        "The vehicle does not report that it refuses an order.",
        ORDERS_BY_RADIO.ignores(
            OrdersByRadio.receive, when=lambda orders, _payload: not orders._rights.allows("remote_orders")
        ),
        ORDERS["horn"][1],
        good=True,
    ),
    PRACTICE.fault(
        "private-lock-refused-and-done",
        "USE-04",
        "In private mode a lock order to a vehicle that is awake does nothing",
        "The vehicle reports an order as refused, and carries it out.",
        ORDERS_BY_RADIO.replaced(TwoFacedOrders),
        UNMOVED,
    ),
    PRACTICE.fault(
        "orders-never-after-private-mode",
        "USE-04",
        "Remote orders work once private mode is off",
        "The vehicle takes no order once private mode was on.",
        grudging("remote_orders"),
        LOCKED,
    ),
    SMARTPHONES.fault(
        "second-smartphone-refused",
        "USE-05",
        "Orders from a second smartphone with the same account work",
        "Orders of a second smartphone are refused.",
        FIRST_SMARTPHONE_ALONE,
        LOCKED,
    ),
    SMARTPHONES.fault(
        "third-smartphone-refused",
        "USE-05",
        "Orders from a third smartphone with the same account work",
        "Orders of more than two smartphones are refused.",
        ACCOUNTS.returns(
            Accounts.allows, False, when=lambda _accounts, sender: sender.handset > OWNER.handset + 1
        ),
        LOCKED,
    ),
    SMARTPHONES.fault(
        "second-smartphone-without-a-horn",
        "USE-05",
        "Orders from a second smartphone with the same account work",
        "Horn orders of a second smartphone are refused.",
        BACKOFFICE.instead(
            BackOffice._pass_on,
            lambda office, order: office.set_state(order, "refused"),
            when=lambda _office, order: order.kind == "horn" and order.sender != OWNER,
        ),
        "the horn sounds in reaction to the order",
    ),
    SMARTPHONES.fault(
        "first-smartphone-forgotten",
        "USE-05",
        "Orders from the first smartphone work beside a second one",
        "A second smartphone takes the place of the first.",
        ACCOUNTS.replaced(LastPhoneAccounts),
        LOCKED,
    ),
    SMARTPHONES.fault(
        "first-smartphone-forgotten-for-another-account",
        "USE-05",
        "A smartphone with another account takes nothing from the first smartphone",
        "A smartphone of another account takes the place of the first.",
        ACCOUNTS.replaced(LastPhoneAccounts),
    ),
    SMARTPHONES.fault(
        "no-status-on-a-second-smartphone",
        "USE-05",
        "The home page on a second smartphone shows the vehicle",
        "The status of the vehicle is told to the first smartphone alone.",
        BACKOFFICE.ignores(BackOffice._pass_request_on, when=lambda _office, _number, sender: sender != OWNER),
    ),
    SMARTPHONES.fault(
        "status-for-any-account",
        "USE-05",
        "The home page on a smartphone with another account shows nothing of the vehicle",
        "The status of the vehicle is told to any account.",
        OPEN_STATUS,
    ),
    *(
        SMARTPHONES.fault(
            f"{name}-{kind.replace('_', '-')}-obeyed",
            requirement,
            f"{'An' if kind == 'unlock' else 'A'} {kind} order from a smartphone {title} does nothing",
            "The order is carried out.",
            BACKOFFICE.replaced(variant(OpenBackOffice, KIND=kind)),
            then,
        )
        for name, requirement, title in (
            ("any-account", "USE-05", "with another account"),
            ("unregistered-smartphone", "USE-06", "that is not registered"),
        )
        for kind, (_order, then, _bus) in ORDERS.items()
    ),
    SMARTPHONES.fault(
        "any-account-preconditions",
        "USE-05",
        "A pre-conditioning order from a smartphone with another account starts nothing",
        "A pre-conditioning order of another account is carried out.",
        BACKOFFICE.replaced(variant(OpenBackOffice, KIND="precond_start")),
    ),
    SMARTPHONES.fault(
        "later-smartphones-unregistered",
        "USE-06",
        "Each new smartphone has to be registered",
        "After one smartphone the next needs no registration.",
        HANDSETS.returns(
            Handsets.registration, "registered", when=lambda handsets: handsets._number > OWNER.handset + 1
        ),
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
        "registered-by-a-fingerprint-in-name",
        "USE-06",
        "Orders work from a smartphone whose registration ended with a fingerprint",
        "The app takes a fingerprint, and the back office does not learn of it.",
        HANDSETS.replaced(HandsetsInName),
        "all doors and the trunk are locked within 8 s of the order and stay so for 60 s",
    ),
    SMARTPHONES.fault(
        "registration-leaves-a-step-out",
        "USE-06",
        "The code sent to the trusted number cannot be left out",
        "The app takes any step for the one that it asks for.",
        HANDSETS.replaced(LaxHandsets),
    ),
    SMARTPHONES.fault(
        "another-account-learns-of-the-vehicle",
        "USE-05",
        "A smartphone with another account learns nothing of a vehicle that is started",
        "What the vehicle tells reaches the app whoever is logged in.",
        INFORMATION.instead(
            VehicleInformation.show, lambda relay, shown: relay._phone.publish("vehicle_information", shown)
        ),
    ),
    SMARTPHONES.fault(
        "another-account-is-shown-the-charge",
        "USE-05",
        "A smartphone with another account is shown no charge",
        "The charge is shown whoever is logged in.",
        HANDSETS.returns(Handsets.owns_vehicle, True),
    ),
)
