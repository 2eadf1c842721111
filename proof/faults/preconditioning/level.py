"""Faults of the battery level that pre-conditioning needs."""

from __future__ import annotations

from proof.fault import Fault, Theme
from proof.faults.preconditioning.unlocking import TaciturnClimate
from proof.variant import ecu
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning
from simulators.ecus.climate.unit import Climate
from simulators.world import EcuFactory

LEVEL = Theme("features/preconditioning/level.feature")
STAYS_OFF = "pre-conditioning stays off for 5 min after the order"
TOLD = "pre-conditioning is refused because of the battery level in reaction to the order"


class PluggedClimate(PreConditioning):
    """A climate control that takes a plug for a charge."""

    def charging(self) -> bool:
        return self._com.get("relay.charge.type") != "none"


class UnaidedClimate(PreConditioning):
    """A climate control that lets no charge make up for the level."""

    def level_suffices(self) -> bool:
        soc_percent = float(self._com.get("relay.battery.soc_percent"))
        return soc_percent >= self.calibration.hybrid_level_percent


class AidedClimate(PreConditioning):
    """A climate control that lets a charge make up for the level on an electric vehicle too."""

    def level_suffices(self) -> bool:
        return super().level_suffices() or self.charging()


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


def _hybrid(level_percent: float) -> dict[str, EcuFactory]:
    return ecu(Climate, ClimateCalibration(hybrid_level_percent=level_percent))


def _electric(level_percent: float) -> dict[str, EcuFactory]:
    return ecu(Climate, ClimateCalibration(electric_level_percent=level_percent))


def _level(
    name: str, requirement: str, title: str, description: str, ecus: dict[str, EcuFactory], then: str | None = None
) -> Fault:
    return LEVEL.fault(name, requirement, title, description, then=then, ecus=ecus)


FAULTS = (
    _level(
        "hybrid-needs-19.5-percent",
        "PRECOND-22",
        "At 19.5 % without a plug it is not available",
        "A hybrid needs 19.5 %.",
        _hybrid(19.5),
        STAYS_OFF,
    ),
    _level(
        "hybrid-needs-20.5-percent",
        "PRECOND-22",
        "At 20 % it is available",
        "A hybrid needs 20.5 %.",
        _hybrid(20.5),
    ),
    _level(
        "hybrid-needs-nothing",
        "PRECOND-22",
        "At 19 % without a plug it is not available",
        "A hybrid needs no level.",
        _hybrid(0.0),
        STAYS_OFF,
    ),
    _level(
        "hybrid-takes-a-plug-for-a-charge",
        "PRECOND-22",
        "At 19 % it is not available while the charge does not run",
        "A plug alone makes up for the level.",
        ecu(Climate, PluggedClimate),
        STAYS_OFF,
    ),
    _level(
        "hybrid-level-from-before-the-sleep",
        "PRECOND-22",
        "A programme does not start when the battery fell below 20 % while the vehicle slept",
        "A programme goes by the level at which the vehicle fell asleep.",
        ecu(Climate, StaleClimate),
    ),
    _level(
        "hybrid-not-while-charging",
        "PRECOND-22",
        "At 19 % it is available while the charge runs",
        "A charge that runs does not make up for the level.",
        ecu(Climate, UnaidedClimate),
        "pre-conditioning is running in reaction to the order",
    ),
    _level(
        "hybrid-level-without-a-word",
        "PRECOND-22",
        "At 19 % without a plug it is not available",
        "Nothing tells why pre-conditioning does not start.",
        ecu(Climate, TaciturnClimate),
        TOLD,
    ),
    _level(
        "electric-needs-49.5-percent",
        "PRECOND-28",
        "At 49.5 % it is not available",
        "An electric vehicle needs 49.5 %.",
        _electric(49.5),
        STAYS_OFF,
    ),
    _level(
        "electric-needs-50.5-percent",
        "PRECOND-28",
        "At 50 % it is available",
        "An electric vehicle needs 50.5 %.",
        _electric(50.5),
    ),
    _level(
        "electric-needs-20-percent",
        "PRECOND-28",
        "At 49 % it is not available",
        "An electric vehicle has the level of a hybrid.",
        _electric(20.0),
        STAYS_OFF,
    ),
    _level(
        "electric-while-charging",
        "PRECOND-28",
        "At 49 % it is not available while a fast charge runs",
        "A fast charge that runs makes up for the level.",
        ecu(Climate, AidedClimate),
        "pre-conditioning stays off for 60 s after the order",
    ),
    _level(
        "electric-while-charging-regularly",
        "PRECOND-28",
        "At 49 % it is not available while a regular charge runs",
        "A regular charge that runs makes up for the level.",
        ecu(Climate, AidedClimate),
        "pre-conditioning stays off for 60 s after the order",
    ),
    _level(
        "electric-interrupts-before-the-level",
        "PRECOND-28",
        "At 49 % it is not available while a regular charge runs",
        "The charge is interrupted before the level is looked at.",
        ecu(Climate, InterruptingClimate),
        "charging goes on for 60 s after the order",
    ),
    _level(
        "electric-programme-without-a-level",
        "PRECOND-28",
        "A programme starts nothing at 49 %",
        "A programme starts whatever the level.",
        ecu(Climate, CarelessProgrammes),
        "pre-conditioning stays off for 50 min after the programming",
    ),
    _level(
        "electric-level-without-a-word",
        "PRECOND-28",
        "At 49 % it is not available",
        "Nothing tells why pre-conditioning does not start.",
        ecu(Climate, TaciturnClimate),
        TOLD,
    ),
)
