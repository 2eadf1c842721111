"""Faults of a charge that is ordered during pre-conditioning."""

from __future__ import annotations

from clock.kernel import seconds
from proof.faults.preconditioning.charge_along import CHARGE, OFF_AFTERWARDS, ORDERED_END, RESUMED
from proof.faults.shared import shows
from proof.slots import CHARGING, CLIMATE, ORDERS_ON_THE_BUS
from simulators.bus.com import SignalValue, Values
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.vehicle import FittedMember

STAYS_OFF = "charging stays off for 5 min after the order"
ORDERED_ON_A_HYBRID = (
    f"A hybrid takes a charge during pre-conditioning by an order into account and charges once {ORDERED_END}"
)
WHILE_BOTH_RUN = "A charge order while both run leaves both running"


class ForgetfulCharger(Charging):
    """A charge control that forgets a charge that is ordered during pre-conditioning."""

    def _on_precond(self, state: SignalValue) -> None:
        if state == "off" and self._waits_for_end:
            self._wanted = False
        super()._on_precond(state)


class EagerCharger(Charging):
    """A charge control that begins to charge when pre-conditioning ends, whoever wanted it."""

    def _on_precond(self, state: SignalValue) -> None:
        self._wanted = self._wanted or (state == "off" and self._plugged.value)
        super()._on_precond(state)


class RenewingCharger(Charging):
    """A charge control that begins at the end of pre-conditioning what the driver has ended before."""

    _charged = False

    def _on_order(self, values: Values) -> None:
        self._charged = self.state() == "charging"
        super()._on_order(values)

    def _on_precond(self, state: SignalValue) -> None:
        self._wanted = self._wanted or (state == "off" and self._charged)
        super()._on_precond(state)


class PostponingCharger(Charging):
    """A charge control that lets every charge that is ordered during pre-conditioning wait for its end, also one
    that runs.
    """

    def begin_later(self) -> None:
        self._waits_for_end = self._com.get("body_precond.state") == "running"


UNLOCKS = "the driver unlocks the vehicle with the key"


class DeafCharger(Charging):
    """A charge control that forgets that the driver ends or defers the charge during pre-conditioning."""

    def _on_order(self, values: Values) -> None:
        if not (self._held and values["charge_order.kind"] in {"deferred", "stop"}):
            super()._on_order(values)


class KeepingClimate(PreConditioning):
    """A climate control that gives no charge back when an unlock has stopped it."""

    def stop(self, reason: str) -> None:
        super().stop(reason)
        if reason == "unlocked" and self._com.get("precond.charge_request") == "resume":
            self._com.set("precond.charge_request", "interrupt")


class OrderlyCharger(Charging):
    """A charge control whose waiting charge begins after an end that was ordered, and after no other."""

    def __init__(self, ecu: FittedMember) -> None:
        super().__init__(ecu)
        self._ordered = False
        ecu.wiring.flag("key.unlock").watch(self._unlock)

    def _unlock(self, _pressed: bool) -> None:
        if self._waits_for_end:
            self._wanted = False


class FirstOrderCharger(Charging):
    """A charge control that takes the first charge order during pre-conditioning, and no other."""

    def _on_order(self, values: Values) -> None:
        if not self._waits_for_end:
            super()._on_order(values)


class BriefCharger(Charging):
    """A charge control that charges for a minute after pre-conditioning and then stops."""

    def _on_precond(self, state: SignalValue) -> None:
        super()._on_precond(state)
        if state == "off" and self._wanted:
            self._kernel.call_in(seconds(60), self._give_up)

    def _give_up(self) -> None:
        self._wanted = False
        self._apply()


def _begin_at_once(charging: Charging) -> None:
    charging._held = False


FAULTS = (
    CHARGE.fault(
        "charge-order-refused-meanwhile",
        "PRECOND-16",
        ORDERED_ON_A_HYBRID,
        "A charge order is refused during pre-conditioning.",
        ORDERS_ON_THE_BUS.returns(
            RemoteOrders.accepts, False, kind="charge_start", when=shows("precond.state", "running")
        ),
        "the vehicle accepts the charge order in reaction to the order",
    ),
    CHARGE.fault(
        "charge-order-not-kept",
        "PRECOND-16",
        ORDERED_ON_A_HYBRID.replace("a charge", "immediate charging"),
        "A charge order during pre-conditioning is forgotten.",
        CHARGING.replaced(ForgetfulCharger),
        RESUMED,
    ),
    CHARGE.fault(
        "charge-begins-meanwhile",
        "PRECOND-17",
        ORDERED_ON_A_HYBRID,
        "A charge that is ordered during pre-conditioning begins at once.",
        CHARGING.instead(Charging.begin_later, _begin_at_once),
        STAYS_OFF,
    ),
    CHARGE.fault(
        "charge-never-begins-at-the-end",
        "PRECOND-17",
        f"An electric vehicle at 4.5 °C begins a charge that was ordered meanwhile once {ORDERED_END}",
        "The charge does not begin when pre-conditioning ends.",
        CHARGING.replaced(ForgetfulCharger),
        RESUMED,
    ),
    CHARGE.fault(
        "charge-begins-without-an-order",
        "PRECOND-17",
        "Without an order no charge begins at the end of pre-conditioning",
        "A charge begins at the end of pre-conditioning that nobody has ordered.",
        CHARGING.replaced(EagerCharger),
        OFF_AFTERWARDS,
    ),
    CHARGE.fault(
        "charge-never-begins-where-both-may-run",
        "PRECOND-17",
        "An electric vehicle where both may run charges after the end of pre-conditioning at the latest",
        "The charge does not begin when pre-conditioning ends.",
        CHARGING.replaced(ForgetfulCharger),
        RESUMED,
    ),
    CHARGE.fault(
        "charge-begins-that-was-ended",
        "PRECOND-17",
        "A charge that the driver has ended before does not begin at the end of pre-conditioning",
        "A charge that the driver has ended begins anew at the end of pre-conditioning.",
        CHARGING.replaced(RenewingCharger),
        OFF_AFTERWARDS,
    ),
    CHARGE.fault(
        "charge-postponed-that-runs",
        "PRECOND-25",
        WHILE_BOTH_RUN,
        "A charge that runs is postponed when it is ordered once more.",
        CHARGING.replaced(PostponingCharger),
        "charging goes on for 10 min after the order",
    ),
    CHARGE.fault(
        "charge-order-ends-preconditioning",
        "PRECOND-25",
        WHILE_BOTH_RUN,
        "A charge order ends pre-conditioning.",
        CLIMATE.also(
            PreConditioning.take_order,
            lambda climate: climate.stop("order"),
            when=lambda _climate, values: values["order.kind"] == "charge_start",
        ),
        "pre-conditioning goes on for 10 min after the order",
    ),
    *(
        CHARGE.fault(
            f"{name}-forgotten-meanwhile-{cause.split()[-1]}",
            "PRECOND-16",
            f"Ordering {order} during pre-conditioning by {cause} keeps a hybrid from charging when {end}",
            "An order that ends or defers the charge is forgotten during pre-conditioning.",
            CHARGING.replaced(DeafCharger),
            OFF_AFTERWARDS,
        )
        for name, order, cause, end in (
            ("charge-end", "the end of the charge", "an order", ORDERED_END),
            ("deferral", "deferred charging", "an order", ORDERED_END),
            ("charge-end", "the end of the charge", "a programme", UNLOCKS),
            ("deferral", "deferred charging", "a programme", UNLOCKS),
        )
    ),
    CHARGE.fault(
        "deferral-forgotten-meanwhile-in-the-cold",
        "PRECOND-16",
        "Ordering deferred charging during pre-conditioning in the cold keeps an electric vehicle from charging",
        "An order that defers the charge is forgotten during pre-conditioning.",
        CHARGING.replaced(DeafCharger),
        OFF_AFTERWARDS,
    ),
    CHARGE.fault(
        "waiting-charge-lost-with-an-unlock",
        "PRECOND-17",
        f"A hybrid takes a charge during pre-conditioning by an order into account and charges once {UNLOCKS}",
        "A charge that waits is forgotten when the vehicle is unlocked.",
        CHARGING.replaced(OrderlyCharger),
        RESUMED,
    ),
    CHARGE.fault(
        "held-charge-not-resumed-after-an-unlock",
        "PRECOND-20",
        f"The regular charge of a hybrid is resumed after pre-conditioning by an order once {UNLOCKS}",
        "An interrupted charge is not resumed after an unlock.",
        CLIMATE.replaced(KeepingClimate),
        RESUMED,
    ),
    CHARGE.fault(
        "held-charge-not-resumed-after-an-unlock-in-the-cold",
        "PRECOND-27",
        f"At 4.5 °C an order of pre-conditioning interrupts a regular charge until {UNLOCKS}",
        "An interrupted charge is not resumed after an unlock.",
        CLIMATE.replaced(KeepingClimate),
        RESUMED,
    ),
    CHARGE.fault(
        "first-charge-order-counts",
        "PRECOND-16",
        "The last of two charge orders during pre-conditioning counts, a charge and then the end of the charge",
        "Only the first charge order during pre-conditioning counts.",
        CHARGING.replaced(FirstOrderCharger),
        "charging stays off for 5 min after the end of pre-conditioning",
    ),
    CHARGE.fault(
        "charge-given-up-after-a-minute",
        "PRECOND-17",
        ORDERED_ON_A_HYBRID,
        "The charge that waited is given up after a minute.",
        CHARGING.replaced(BriefCharger),
        RESUMED,
    ),
)
