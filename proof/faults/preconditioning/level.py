"""Faults of the battery level that pre-conditioning needs."""

from __future__ import annotations

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.preconditioning.unlocking import TACITURN
from proof.slots import CLIMATE
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning

LEVEL = Theme("features/preconditioning/level.feature")
STAYS_OFF = "pre-conditioning stays off for 5 min after the order"
TOLD = "pre-conditioning is refused because of the battery level in reaction to the order"
AIDED_BY_A_CHARGE = CLIMATE.returns(PreConditioning.level_suffices, True, when=PreConditioning.charging)


class StaleClimate(PreConditioning):
    """A climate control that takes for the level of the battery the one at which the vehicle last fell asleep."""

    _asleep_percent: float | None = None

    def network_slept(self) -> None:
        super().network_slept()
        self._asleep_percent = float(self._com.get("relay.battery.soc_percent"))

    def level_suffices(self) -> bool:
        return (self._asleep_percent or 0.0) >= self.calibration.hybrid_level_percent or super().level_suffices()


class InterruptingClimate(PreConditioning):
    """A climate control that interrupts the charge, and then looks at the level."""

    def start(self, duration_s: float) -> None:
        super().start(duration_s)
        if not self.running():
            self._com.set("precond.charge_request", "interrupt" if self.charging() else "none")


class CarelessProgrammes(PreConditioning):
    """A climate control that starts a programme whatever the level."""

    _by_programme = False

    def level_suffices(self) -> bool:
        return self._by_programme or super().level_suffices()

    def start_programme(self, duration_s: float) -> None:
        self._by_programme = True
        super().start_programme(duration_s)
        self._by_programme = False


def _hybrid(level_percent: float) -> Deviation:
    return CLIMATE.calibrated(ClimateCalibration(hybrid_level_percent=level_percent))


def _electric(level_percent: float) -> Deviation:
    return CLIMATE.calibrated(ClimateCalibration(electric_level_percent=level_percent))


def _has_level(climate: PreConditioning) -> bool:
    return float(climate._com.get("relay.battery.soc_percent")) >= climate.calibration.hybrid_level_percent


FAULTS = (
    LEVEL.fault(
        "hybrid-needs-19.5-percent",
        "PRECOND-22",
        "At 19.5 % without a plug it is not available",
        "A hybrid needs 19.5 %.",
        _hybrid(19.5),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "hybrid-needs-20.5-percent",
        "PRECOND-22",
        "At 20 % it is available",
        "A hybrid needs 20.5 %.",
        _hybrid(20.5),
    ),
    LEVEL.fault(
        "hybrid-needs-nothing",
        "PRECOND-22",
        "At 19 % without a plug it is not available",
        "A hybrid needs no level.",
        _hybrid(0.0),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "hybrid-takes-a-plug-for-a-charge",
        "PRECOND-22",
        "At 19 % it is not available while the charge does not run",
        "A plug alone makes up for the level.",
        CLIMATE.instead(PreConditioning.charging, lambda climate: climate._com.get("relay.charge.type") != "none"),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "hybrid-level-from-before-the-sleep",
        "PRECOND-22",
        "A programme does not start when the battery fell below 20 % while the vehicle slept",
        "A programme goes by the level at which the vehicle fell asleep.",
        CLIMATE.replaced(StaleClimate),
    ),
    LEVEL.fault(
        "hybrid-not-while-charging",
        "PRECOND-22",
        "At 19 % it is available while the charge runs",
        "A charge that runs does not make up for the level.",
        CLIMATE.instead(PreConditioning.level_suffices, _has_level),
        "pre-conditioning is running in reaction to the order",
    ),
    LEVEL.fault(
        "hybrid-level-without-a-word",
        "PRECOND-22",
        "At 19 % without a plug it is not available",
        "Nothing tells why pre-conditioning does not start.",
        TACITURN,
        TOLD,
    ),
    LEVEL.fault(
        "electric-needs-49.5-percent",
        "PRECOND-28",
        "At 49.5 % it is not available",
        "An electric vehicle needs 49.5 %.",
        _electric(49.5),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "electric-needs-50.5-percent",
        "PRECOND-28",
        "At 50 % it is available",
        "An electric vehicle needs 50.5 %.",
        _electric(50.5),
    ),
    LEVEL.fault(
        "electric-needs-20-percent",
        "PRECOND-28",
        "At 49 % it is not available",
        "An electric vehicle has the level of a hybrid.",
        _electric(20.0),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "electric-while-charging",
        "PRECOND-28",
        "At 49 % it is not available while a fast charge runs",
        "A fast charge that runs makes up for the level.",
        AIDED_BY_A_CHARGE,
        "pre-conditioning stays off for 60 s after the order",
    ),
    LEVEL.fault(
        "electric-while-charging-regularly",
        "PRECOND-28",
        "At 49 % it is not available while a regular charge runs",
        "A regular charge that runs makes up for the level.",
        AIDED_BY_A_CHARGE,
        "pre-conditioning stays off for 60 s after the order",
    ),
    LEVEL.fault(
        "electric-interrupts-before-the-level",
        "PRECOND-28",
        "At 49 % it is not available while a regular charge runs",
        "The charge is interrupted before the level is looked at.",
        CLIMATE.replaced(InterruptingClimate),
        "charging goes on for 60 s after the order",
    ),
    LEVEL.fault(
        "electric-programme-without-a-level",
        "PRECOND-28",
        "A programme starts nothing at 49 %",
        "A programme starts whatever the level.",
        CLIMATE.replaced(CarelessProgrammes),
        "pre-conditioning stays off for 50 min after the programming",
    ),
    LEVEL.fault(
        "electric-level-without-a-word",
        "PRECOND-28",
        "At 49 % it is not available",
        "Nothing tells why pre-conditioning does not start.",
        TACITURN,
        TOLD,
    ),
)
