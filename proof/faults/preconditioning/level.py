"""Faults of the battery level that pre-conditioning needs."""

from __future__ import annotations

from proof.deviation import Deviation
from proof.fault import Theme
from proof.faults.preconditioning.unlocking import TACITURN
from proof.slots import CLIMATE
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning

LEVEL = Theme("features/preconditioning/level.feature")
STAYS_OFF = "pre-conditioning stays off for 15 min after the order"
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


def _percent(climate: PreConditioning) -> float:
    return float(climate._com.get("relay.battery.soc_percent"))


class PluggedClimate(PreConditioning):
    """A climate control that takes a station for a charge."""

    def charging(self) -> bool:
        return super().charging() or self._com.get("relay.charge.type") != "none"


class RefusedClimate(PreConditioning):
    """A climate control that starts nothing any more once the level was too low."""

    _refused = False

    def level_suffices(self) -> bool:
        self._refused = self._refused or not super().level_suffices()
        return not self._refused


FAULTS = (
    LEVEL.fault(
        "hybrid-needs-19.5-percent",
        "PRECOND-22",
        "At 19.5 % a hybrid without a plug is not pre-conditioned",
        "A hybrid needs 19.5 %.",
        _hybrid(19.5),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "hybrid-needs-20.5-percent",
        "PRECOND-22",
        "At 20 % a hybrid without a plug is pre-conditioned",
        "A hybrid needs 20.5 %.",
        _hybrid(20.5),
    ),
    LEVEL.fault(
        "hybrid-needs-nothing",
        "PRECOND-22",
        "At 19 % a hybrid without a plug is not pre-conditioned",
        "A hybrid needs no level.",
        _hybrid(0.0),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "hybrid-takes-a-plug-for-a-charge",
        "PRECOND-22",
        "At 19 % a hybrid at a regular station whose charge is deferred is not pre-conditioned",
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
        "At 19 % a hybrid is pre-conditioned while a regular charge runs",
        "A charge that runs does not make up for the level.",
        CLIMATE.instead(PreConditioning.level_suffices, _has_level),
        "pre-conditioning is running in reaction to the order and stays so for 5 min",
    ),
    LEVEL.fault(
        "hybrid-level-without-a-word",
        "PRECOND-22",
        "At 19 % a hybrid without a plug is not pre-conditioned",
        "Nothing tells why pre-conditioning does not start.",
        TACITURN,
        STAYS_OFF,
        good=True,
    ),
    LEVEL.fault(
        "electric-needs-49.5-percent",
        "PRECOND-28",
        "At 49.5 % an electric vehicle is not pre-conditioned",
        "An electric vehicle needs 49.5 %.",
        _electric(49.5),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "electric-needs-50.5-percent",
        "PRECOND-28",
        "At 50 % an electric vehicle is pre-conditioned",
        "An electric vehicle needs 50.5 %.",
        _electric(50.5),
    ),
    LEVEL.fault(
        "electric-needs-20-percent",
        "PRECOND-28",
        "At 49 % an electric vehicle is not pre-conditioned",
        "An electric vehicle has the level of a hybrid.",
        _electric(20.0),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "electric-while-charging",
        "PRECOND-28",
        "At 49 % an electric vehicle is not pre-conditioned while a fast charge runs",
        "A fast charge that runs makes up for the level.",
        AIDED_BY_A_CHARGE,
        "pre-conditioning stays off for 60 s after the order",
    ),
    LEVEL.fault(
        "electric-while-charging-regularly",
        "PRECOND-28",
        "At 49 % an electric vehicle is not pre-conditioned while a regular charge runs",
        "A regular charge that runs makes up for the level.",
        AIDED_BY_A_CHARGE,
        "pre-conditioning stays off for 60 s after the order",
    ),
    LEVEL.fault(
        "electric-interrupts-before-the-level",
        "PRECOND-28",
        "At 49 % an electric vehicle is not pre-conditioned while a regular charge runs",
        "The charge is interrupted before the level is looked at.",
        CLIMATE.replaced(InterruptingClimate),
        "charging goes on for 60 s after the order",
    ),
    LEVEL.fault(
        "electric-programme-without-a-level",
        "PRECOND-28",
        "A programme starts nothing on an electric vehicle at 49 %",
        "A programme starts whatever the level.",
        CLIMATE.replaced(CarelessProgrammes),
        "pre-conditioning stays off for 5 min after the programming",
    ),
    LEVEL.fault(
        "electric-level-without-a-word",
        "PRECOND-28",
        "At 49 % an electric vehicle is not pre-conditioned",
        "Nothing tells why pre-conditioning does not start.",
        TACITURN,
        STAYS_OFF,
        good=True,
    ),
    LEVEL.fault(
        "hybrid-empty-is-enough",
        "PRECOND-22",
        "At 0 % a hybrid without a plug is not pre-conditioned",
        "An empty battery is taken for one whose level is not known.",
        CLIMATE.returns(PreConditioning.level_suffices, True, when=lambda climate: _percent(climate) == 0),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "hybrid-full-is-too-much",
        "PRECOND-22",
        "At 100 % a hybrid without a plug is pre-conditioned",
        "A full battery is taken for an empty one.",
        CLIMATE.returns(PreConditioning.level_suffices, False, when=lambda climate: _percent(climate) == 100),
    ),
    LEVEL.fault(
        "hybrid-programme-without-a-level",
        "PRECOND-22",
        "A programme starts nothing on a hybrid at 19.5 %",
        "A programme starts whatever the level.",
        CLIMATE.replaced(CarelessProgrammes),
    ),
    LEVEL.fault(
        "hybrid-takes-a-station-for-a-charge",
        "PRECOND-22",
        "At 10 % a hybrid whose station forbids charging is not pre-conditioned",
        "A station alone makes up for the level.",
        CLIMATE.replaced(PluggedClimate),
    ),
    LEVEL.fault(
        "hybrid-takes-an-ended-charge-for-one-that-runs",
        "PRECOND-22",
        "At 10 % a hybrid whose charge the driver has ended is not pre-conditioned",
        "A station alone makes up for the level.",
        CLIMATE.replaced(PluggedClimate),
        STAYS_OFF,
    ),
    LEVEL.fault(
        "electric-refused-for-good",
        "PRECOND-28",
        "An electric vehicle that was refused at 49 % is pre-conditioned at 50 %",
        "Once the level was too low nothing starts any more.",
        CLIMATE.replaced(RefusedClimate),
        "pre-conditioning is running in reaction to the order and stays so for 5 min",
    ),
    LEVEL.fault(
        "electric-full-is-too-much",
        "PRECOND-28",
        "At 100 % an electric vehicle is pre-conditioned",
        "A full battery is taken for an empty one.",
        CLIMATE.returns(PreConditioning.level_suffices, False, when=lambda climate: _percent(climate) == 100),
    ),
)
