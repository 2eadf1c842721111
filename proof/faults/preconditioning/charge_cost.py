"""Faults of what pre-conditioning takes from a battery that is being charged."""

from __future__ import annotations

from typing import ClassVar

from clock.kernel import S
from proof.deviation import Deviation
from proof.fault import Fault, sides
from proof.faults.preconditioning.charge_along import CHARGE, bounds
from proof.slots import BATTERY
from proof.variant import variant
from simulators.bus.com import SignalValue
from simulators.ecus.battery import Battery
from simulators.ecus.vehicle import FittedVehicle

START, END = "the start of pre-conditioning", "the end of pre-conditioning"
NO_LOSS = f"the battery has not lost charge or range between {START} and {END}"
STEP_PERCENT = 0.5
STEP_S = 60.0
"""Time in s between two steps of a battery that loses charge; well within the ten minutes that the scenario
waits.
"""


class CostlyBattery(Battery):
    """A battery that shows, from the start of pre-conditioning on, what it did then, less up to `COST_PERCENT`."""

    COST_PERCENT: ClassVar[float] = 0.0
    _before: tuple[float, int] | None = None

    def __init__(self, vehicle: FittedVehicle) -> None:
        super().__init__(vehicle)
        self.com.on("body_precond.state", self._on_precond)

    def _on_precond(self, state: SignalValue) -> None:
        if state == "running":
            self._before = super().shown_soc_percent(), self.kernel.now_ns

    def shown_soc_percent(self) -> float:
        if self._before is None:
            return super().shown_soc_percent()
        percent, since_ns = self._before
        steps = (self.kernel.now_ns - since_ns) // round(STEP_S * S)
        return percent - min(self.COST_PERCENT, steps * STEP_PERCENT)


class PessimisticBattery(Battery):
    """A battery ECU that shows a tenth less range while pre-conditioning draws power, whatever the charge."""

    def __init__(self, vehicle: FittedVehicle) -> None:
        super().__init__(vehicle)
        self.com.listen("body_precond.state")

    def _measure(self) -> None:
        super()._measure()
        if self.powered and self.com.get("body_precond.state") == "running":
            self.com.set("battery.range_km", int(float(self.com.get("battery.range_km")) * 0.9))


def _cost(name: str, description: str, battery: Deviation, *, good: bool = False) -> Fault:
    title = "At 5 °C charge and range are not lower at the end of pre-conditioning at a regular station"
    return CHARGE.fault(name, "PRECOND-04", title, description, battery, NO_LOSS, good=good)


def _loses(percent: float, *, good: bool = False) -> Fault:
    battery = BATTERY.replaced(variant(CostlyBattery, COST_PERCENT=percent))
    description = f"Pre-conditioning costs {percent:g} % of charge while charging."
    return _cost(f"precond-costs-{percent:g}-percent", description, battery, good=good)


FAULTS = (
    _cost(
        "precond-costs-charge",
        "The charge pauses at 5 °C, and the battery pays for the heat.",
        bounds(5.5, 35.0),
    ),
    *sides(_loses, right=1.0, wrong=1.5),
    _cost(
        "precond-costs-range", "The range falls while the charge does not.", BATTERY.replaced(PessimisticBattery)
    ),
)
