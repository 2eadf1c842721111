"""The manufacturer's back office: contracts, and remote orders on their way to the vehicle and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from zoneinfo import ZoneInfoNotFoundError

from clock.kernel import Kernel, Timer, seconds
from simulators.offboard.accounts import ACTIVATIONS, OWNER, SUBSCRIBER, Accounts, Sender
from simulators.offboard.network import MobileNetwork, Payload
from simulators.offboard.office.calendar import NOON, Calendar
from simulators.offboard.office.contracts import Contract, ContractBook, Happening
from simulators.offboard.service import Json, Service, ServiceError

ORDER_KINDS = (
    *("lock", "unlock", "lights", "horn"),
    *("charge_start", "charge_stop", "charge_immediate", "charge_deferred", "precond_start", "precond_stop"),
)
LASTING_KINDS = (
    "charge_start",
    "charge_stop",
    "charge_immediate",
    "charge_deferred",
    "precond_start",
    "precond_stop",
)
"""Orders that are finished when the vehicle has accepted them; what follows is its status."""

SERVICE_YEARS = 10
FINAL_STATES = ("done", "refused", "failed")
StateListener = Callable[[str], None]
StatusListener = Callable[[Payload], None]


@dataclass(frozen=True)
class BackOfficeCalibration:
    """`processing_s` is drawn evenly between two bounds.

    An order that has not reached the vehicle after `order_lifetime_s` is not delivered any more; one of which
    nothing new was heard for `order_limit_s` has failed. The vehicle is told of its contract for
    `contract_lifetime_s`.
    """

    processing_s: tuple[float, float] = (0.1, 0.3)
    order_lifetime_s: float = 60.0
    order_limit_s: float = 75.0
    contract_lifetime_s: float = 7 * 86_400.0


@dataclass
class Order:
    """A remote order that was taken, with who gave it and how far it has come."""

    number: int
    kind: str
    listener: StateListener
    sender: Sender
    limit: Timer | None = None
    state: str = ""


class BackOffice(Service):
    """The back office of one vehicle.

    Items: `date` (ISO), `contract` {active, ended}, `checks` {on, off}, `activation` {finished, unfinished},
    `order` (`id` and `kind` of a new order), `programme` (its topic and values, and the
    running `count`, so that two alike are told apart), `order.<id>.state` {received,
    sent, accepted, running, done, refused, failed}, `uplink` (`number`, `topic` and `payload` of each message of
    the vehicle), `privacy` (the mode that the vehicle last told), `vehicle` {not_connected, connected}: a vehicle
    of which nothing was ever heard is not connected.

    Verbs: `set_date` (ISO, with a time of day or without one: then it is noon), `set_zone` (of the customer, whose
    days they are), `set_contract` {active, ended}, `set_activation` {finished, unfinished}, `set_checks`
    {on, off}: without checks whatever is asked for is passed on to the vehicle; `order` (a kind; gives its id).
    """

    name = "backoffice"
    ACCOUNTS: ClassVar[type[Accounts]] = Accounts
    CONTRACTS: ClassVar[type[ContractBook]] = ContractBook
    HEARD_OF_NOTHING: ClassVar[str] = "not_connected"

    def __init__(
        self,
        kernel: Kernel,
        network: MobileNetwork,
        calibration: BackOfficeCalibration = BackOfficeCalibration(),
        date: str = "2026-05-28",
        registered: dt.date = dt.date(2024, 3, 15),
        vin: str = "",
    ) -> None:
        super().__init__(kernel)
        self.calibration = calibration
        self.calendar = Calendar(kernel, dt.date.fromisoformat(date))
        self.contracts = self.CONTRACTS(self.calendar, SUBSCRIBER, vin)
        self.checks = True
        self.registered = registered
        self._network = network
        self._orders: dict[int, Order] = {}
        self._last_number = 0
        self._uplinks = 0
        self._programmes = 0
        self.accounts = self.ACCOUNTS(self.contracts)
        self._requests: dict[int, StatusListener] = {}
        self._last_request = 0
        network.add_host(self.name, self._receive)
        self.offer("set_date", self._on_set_date)
        self.offer("set_zone", self._on_set_zone)
        self.offer("set_contract", self._on_set_contract)
        self.offer("set_activation", self._on_set_activation)
        self.offer("set_checks", self._on_set_checks)
        self.offer("order", self._on_order)
        self._midnight = kernel.timer(self._tell_date)
        self._tell_date()
        self._contract_told = self.contract
        self.publish("contract", self._contract_told)
        self.contracts.watch(self._on_contract)
        self.publish("checks", "on")
        self._show_activation()
        self.publish("vehicle", self.HEARD_OF_NOTHING)

    @property
    def date(self) -> dt.date:
        """The date of the back office."""
        return self.calendar.today()

    @property
    def contract(self) -> str:
        """Tell whether the vehicle has a contract for connected services at all: active or ended."""
        return "active" if self.contracts.running() else "ended"

    def restore_contracts(self) -> None:
        """Bring the contracts back to those at rest, and tell what that changes."""
        self.contracts.restore()
        self.tell_contract()
        self.tell_activation()

    def submit(self, kind: str, listener: StateListener = lambda _state: None, *, sender: Sender = OWNER) -> int:
        """Take a remote order.

        Args:
            kind: One of `ORDER_KINDS`.
            listener: Called with each state of the order.
            sender: Who gives it.

        Returns:
            Its id, 1 to 255; ids come round again.
        """
        self._last_number = self._last_number % 255 + 1
        order = Order(self._last_number, kind, listener, sender)
        order.limit = self.kernel.timer(partial(self.set_state, order, "failed"))
        self._orders[order.number] = order
        self.publish("order", {"id": order.number, "kind": kind})
        self.set_state(order, "received")
        self.kernel.call_in(self.draw_ns(self.calibration.processing_s), partial(self._pass_on, order))
        return order.number

    def programme(self, topic: str, programme: Payload, *, sender: Sender = OWNER) -> None:
        """Take a programme for the vehicle: `charge_programme` or `precond_programme`, with its values."""
        self._programmes += 1
        self.publish("programme", {"topic": topic, **programme, "count": self._programmes})
        self.kernel.call_in(
            self.draw_ns(self.calibration.processing_s), partial(self._pass_programme_on, topic, programme, sender)
        )

    def request_status(self, listener: StatusListener, *, sender: Sender = OWNER) -> None:
        """Ask the vehicle for its status; `listener` is called with the answer, when one comes."""
        self._last_request += 1
        self._requests[self._last_request] = listener
        self.kernel.call_in(
            self.draw_ns(self.calibration.processing_s),
            partial(self._pass_request_on, self._last_request, sender),
        )

    def authorised(self, _kind: str) -> bool:
        """Tell whether the owner may give this order: the contract is active, and the service has not ended."""
        return self.contract == "active" and self.service_lasts()

    def takes(self, kind: str, sender: Sender) -> bool:
        """Tell whether a request is passed on to the vehicle, which it always is where nothing is checked."""
        return not self.checks or (self.authorised(kind) and self.accounts.allows(sender))

    def service_lasts(self) -> bool:
        """Tell whether it is ten years since the first registration or less (line 128)."""
        first, date = self.registered, self.date
        return (date.year - SERVICE_YEARS, date.month, date.day) <= (
            first.year,
            first.month,
            first.day,
        )

    def _pass_on(self, order: Order) -> None:
        if not self.takes(order.kind, order.sender):
            self.set_state(order, "refused")
            return
        self._network.push("order", {"id": order.number, "kind": order.kind}, self.calibration.order_lifetime_s)
        self.set_state(order, "sent")

    def _pass_programme_on(self, topic: str, programme: Payload, sender: Sender) -> None:
        if self.takes(topic, sender):
            self._network.push(topic, programme, self.calibration.order_lifetime_s)

    def _pass_request_on(self, number: int, sender: Sender) -> None:
        if self.takes("status", sender):
            self._network.push("status_request", {"id": number}, self.calibration.order_lifetime_s)

    def _receive(self, topic: str, payload: Payload) -> None:
        self._uplinks += 1
        if self._uplinks == 1:
            self.publish("vehicle", "connected")
        self.publish("uplink", {"number": self._uplinks, "topic": topic, "payload": dict(payload)})
        if topic == "privacy":
            self.publish("privacy", payload["mode"])
        elif topic == "navigation" and (not self.checks or self.contracts.covers("navigation")):
            self._network.push("navigation", {"traffic": "fluid"}, self.calibration.order_lifetime_s)
        elif topic == "status_answer":
            listener = self._requests.pop(int(str(payload["id"])), None)
            if listener is not None:
                listener(payload)
        elif topic == "order_report":
            order = self._orders.get(int(str(payload["id"])))
            if order is not None:
                self.set_state(order, str(payload["result"]))

    def set_state(self, order: Order, state: str) -> None:
        """Bring an order into a state; one that has ended stays as it is."""
        if state == order.state or order.state in FINAL_STATES:
            return
        order.state = state
        if order.limit is not None:
            if state in FINAL_STATES or (state == "accepted" and order.kind in LASTING_KINDS):
                order.limit.cancel()
            else:
                order.limit.arm_in(seconds(self.calibration.order_limit_s))
        self.publish(f"order.{order.number}.state", state)
        order.listener(state)

    def _on_set_date(self, argument: Json) -> Json:
        date, _, time = str(argument).partition("T")
        try:
            self.calendar.set(dt.date.fromisoformat(date), dt.time.fromisoformat(time) if time else NOON)
        except ValueError:
            allowed = "an ISO date such as 2026-05-28, or with a time 2026-05-28T23:50"
            raise ServiceError(self.name, "date", argument, allowed) from None
        self._tell_date()
        return None

    def _on_set_zone(self, argument: Json) -> Json:
        try:
            self.calendar.move_to(str(argument))
        except (OSError, ValueError, ZoneInfoNotFoundError):
            raise ServiceError(self.name, "zone", argument, "a time zone such as Europe/Paris") from None
        self._tell_date()
        return None

    def _tell_date(self) -> None:
        """Say which day it is, and again when the next one begins."""
        today = self.date
        self.publish("date", today.isoformat())
        self._midnight.arm_in(self.calendar.until_ns(today + dt.timedelta(days=1)) - self.kernel.now_ns)

    def _on_set_contract(self, argument: Json) -> Json:
        contract = self.one_of("contract", argument, ("active", "ended"))
        if contract != self.contract:
            if contract == "ended":
                self.contracts.close()
            else:
                self.restore_contracts()
        return None

    def _on_contract(self, happening: Happening, contract: Contract) -> None:
        self.tell_contract()
        if happening in ("signed", "entered") and contract.offer.remote:
            self.tell_activation()

    def tell_activation(self) -> None:
        """Say how far the activation is when that differs from what was told."""
        if self.accounts.activation != self._activation_told:
            self._show_activation()

    def _show_activation(self) -> None:
        self._activation_told = self.accounts.activation
        self.publish("activation", self._activation_told)

    def tell_contract(self) -> None:
        """Say whether the vehicle has a contract, and tell the vehicle, when that differs from what was told."""
        contract = self.contract
        if contract != self._contract_told:
            self._contract_told = contract
            self.publish("contract", contract)
            self._network.push("contract", {"state": contract}, self.calibration.contract_lifetime_s)

    def _on_set_checks(self, argument: Json) -> Json:
        checks = self.one_of("checks", argument, ("on", "off"))
        self.checks = checks == "on"
        self.publish("checks", checks)
        return None

    def _on_set_activation(self, argument: Json) -> Json:
        self.accounts.activation = self.one_of("activation", argument, ACTIVATIONS)
        self._show_activation()
        return None

    def _on_order(self, argument: Json) -> Json:
        return self.submit(self.one_of("order", argument, ORDER_KINDS))
