"""Faults of a charge that is ordered during pre-conditioning."""

from __future__ import annotations

from collections.abc import Mapping

from proof.fault import Fault
from proof.faults.preconditioning.charge_along import CHARGE, OFF_AFTERWARDS, RESUMED
from proof.variant import ecu
from simulators.bus.com import SignalValue, Values
from simulators.ecus.body.orders import RemoteOrders
from simulators.ecus.body.unit import Body
from simulators.ecus.charger.unit import Charger, Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.climate.unit import Climate
from simulators.world import EcuFactory

STAYS_OFF = "charging stays off for 60 s after the order"
ORDERED_ON_A_HYBRID = "A hybrid takes a charge into account and begins to charge at the end"
WHILE_BOTH_RUN = "A charge order while both run leaves both running"


class NoChargeOrders(RemoteOrders):
    """An order handler that refuses a charge order during pre-conditioning."""

    def accepts(self, kind: str) -> bool:
        busy = kind == "charge_start" and self._com.get("precond.state") == "running"
        return super().accepts(kind) and not busy


class HastyCharger(Charging):
    """A charge control that begins a charge at once that is ordered during pre-conditioning."""

    def _begin_later(self) -> None:
        """Do not wait."""


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
    """A charge control that lets each charge ordered during pre-conditioning wait, also one that runs."""

    def _begin_later(self) -> None:
        self._waits_for_end = self._com.get("body_precond.state") == "running"


class YieldingClimate(PreConditioning):
    """A climate control that ends pre-conditioning when a charge is ordered."""

    def _on_order(self, values: Values) -> None:
        super()._on_order(values)
        if values["order.kind"] == "charge_start":
            self.stop("order")


def _order(
    name: str, requirement: str, title: str, description: str, ecus: Mapping[str, EcuFactory], then: str
) -> Fault:
    return CHARGE.fault(name, requirement, title, description, then=then, ecus=ecus)


FAULTS = (
    _order(
        "charge-order-refused-meanwhile",
        "PRECOND-16",
        ORDERED_ON_A_HYBRID,
        "A charge order is refused during pre-conditioning.",
        ecu(Body, NoChargeOrders),
        "the vehicle accepts the charge order in reaction to the order",
    ),
    _order(
        "charge-order-not-kept",
        "PRECOND-16",
        "A hybrid takes immediate charging into account and begins to charge at the end",
        "A charge order during pre-conditioning is forgotten.",
        ecu(Charger, ForgetfulCharger),
        RESUMED,
    ),
    _order(
        "charge-begins-meanwhile",
        "PRECOND-17",
        ORDERED_ON_A_HYBRID,
        "A charge that is ordered during pre-conditioning begins at once.",
        ecu(Charger, HastyCharger),
        STAYS_OFF,
    ),
    _order(
        "charge-never-begins-at-the-end",
        "PRECOND-17",
        "An electric vehicle in the cold begins to charge at the end",
        "The charge does not begin when pre-conditioning ends.",
        ecu(Charger, ForgetfulCharger),
        RESUMED,
    ),
    _order(
        "charge-begins-without-an-order",
        "PRECOND-17",
        "Without an order no charge begins at the end",
        "A charge begins at the end of pre-conditioning that nobody has ordered.",
        ecu(Charger, EagerCharger),
        OFF_AFTERWARDS,
    ),
    _order(
        "charge-never-begins-where-both-may-run",
        "PRECOND-17",
        "An electric vehicle where both may run charges after the end at the latest",
        "The charge does not begin when pre-conditioning ends.",
        ecu(Charger, ForgetfulCharger),
        RESUMED,
    ),
    _order(
        "charge-begins-that-was-ended",
        "PRECOND-17",
        "A charge that the driver has ended does not begin at the end",
        "A charge that the driver has ended begins anew at the end of pre-conditioning.",
        ecu(Charger, RenewingCharger),
        OFF_AFTERWARDS,
    ),
    _order(
        "charge-postponed-that-runs",
        "PRECOND-25",
        WHILE_BOTH_RUN,
        "A charge that runs is postponed when it is ordered once more.",
        ecu(Charger, PostponingCharger),
        "charging goes on for 60 s after the order",
    ),
    _order(
        "charge-order-ends-preconditioning",
        "PRECOND-25",
        WHILE_BOTH_RUN,
        "A charge order ends pre-conditioning.",
        ecu(Climate, YieldingClimate),
        "pre-conditioning goes on for 60 s after the order",
    ),
)
