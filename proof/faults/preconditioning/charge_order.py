"""Faults of a charge that is ordered during pre-conditioning."""

from __future__ import annotations

from proof.faults.preconditioning.charge_along import CHARGE, OFF_AFTERWARDS, RESUMED
from proof.faults.shared import shows
from proof.slots import CHARGING, CLIMATE, ORDERS_ON_THE_BUS
from simulators.bus.com import SignalValue, Values
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import PreConditioning

STAYS_OFF = "charging stays off for 60 s after the order"
ORDERED_ON_A_HYBRID = "A hybrid takes a charge into account and begins to charge at the end"
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
        "A hybrid takes immediate charging into account and begins to charge at the end",
        "A charge order during pre-conditioning is forgotten.",
        CHARGING.replaced(ForgetfulCharger),
        RESUMED,
    ),
    CHARGE.fault(
        "charge-begins-meanwhile",
        "PRECOND-17",
        ORDERED_ON_A_HYBRID,
        "A charge that is ordered during pre-conditioning begins at once.",
        CHARGING.ignores(Charging.begin_later),
        STAYS_OFF,
    ),
    CHARGE.fault(
        "charge-never-begins-at-the-end",
        "PRECOND-17",
        "An electric vehicle in the cold begins to charge at the end",
        "The charge does not begin when pre-conditioning ends.",
        CHARGING.replaced(ForgetfulCharger),
        RESUMED,
    ),
    CHARGE.fault(
        "charge-begins-without-an-order",
        "PRECOND-17",
        "Without an order no charge begins at the end",
        "A charge begins at the end of pre-conditioning that nobody has ordered.",
        CHARGING.replaced(EagerCharger),
        OFF_AFTERWARDS,
    ),
    CHARGE.fault(
        "charge-never-begins-where-both-may-run",
        "PRECOND-17",
        "An electric vehicle where both may run charges after the end at the latest",
        "The charge does not begin when pre-conditioning ends.",
        CHARGING.replaced(ForgetfulCharger),
        RESUMED,
    ),
    CHARGE.fault(
        "charge-begins-that-was-ended",
        "PRECOND-17",
        "A charge that the driver has ended does not begin at the end",
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
        "charging goes on for 60 s after the order",
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
        "pre-conditioning goes on for 60 s after the order",
    ),
)
