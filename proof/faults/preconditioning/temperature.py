"""Faults of the temperature that pre-conditioning brings, and of its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from proof.fault import Fault, Theme
from proof.faults.preconditioning.programme import programmed
from proof.variant import ecu, variant
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning
from simulators.ecus.climate.unit import Climate
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.service import Json
from simulators.world import Offboard

TEMPERATURE = Theme("features/preconditioning/temperature.feature")
COLD = "A cabin at -5 °C with -5 °C outside is comfortable at the target time"
HOT = "A cabin at 45 °C with 35 °C outside is comfortable at the target time"
AT_TARGET = "the cabin is at 21 °C at the target time"
SET_POINT = "the set point of the cabin is 21 °C"
OFF = "pre-conditioning is off 10 min after the target time"


class SkewedClimate(PreConditioning):
    """A climate control whose sensor is off by `SKEW_C`, so that the cabin is not as warm as it says."""

    SKEW_C: ClassVar[float] = 0.0

    def wanted_heat_w(self) -> float:
        shifted = replace(self.calibration, set_point_c=self.calibration.set_point_c + self.SKEW_C)
        true, self.calibration = self.calibration, shifted
        heat_w = super().wanted_heat_w()
        self.calibration = true
        return heat_w


class HeatingClimate(PreConditioning):
    """A climate control that heats and never cools."""

    def wanted_heat_w(self) -> float:
        return max(0.0, super().wanted_heat_w())


class CoolingClimate(PreConditioning):
    """A climate control that cools and never heats."""

    def wanted_heat_w(self) -> float:
        return min(0.0, super().wanted_heat_w())


class BusyClimate(PreConditioning):
    """A climate control that heats whenever its bus is awake."""

    def _on_tick(self) -> None:
        super()._on_tick()
        self._control()


class WarmBackOffice(BackOffice):
    """A back office that adds a temperature to whatever the driver gives."""

    def publish(self, item: str, value: Json) -> None:
        if item in ("order", "programme") and isinstance(value, Mapping):
            value = {**value, "temperature_c": 21}
        super().publish(item, value)


def _skewed(by_c: float, *, good: bool = False) -> Fault:
    return TEMPERATURE.fault(
        f"cabin-{'colder' if by_c < 0 else 'warmer'}-by-{abs(by_c):g}c",
        "PRECOND-06",
        COLD,
        f"The cabin is brought to {21 + by_c:g} °C.",
        then=AT_TARGET,
        good=good,
        ecus=ecu(Climate, variant(SkewedClimate, SKEW_C=by_c)),
    )


def _set_point(set_point_c: float) -> Fault:
    return TEMPERATURE.fault(
        f"set-point-{set_point_c:g}c",
        "PRECOND-03",
        COLD,
        f"The set point is {set_point_c:g} °C.",
        then=SET_POINT,
        ecus=ecu(Climate, ClimateCalibration(set_point_c=set_point_c)),
    )


def _ends(after_s: float, *, good: bool = False) -> Fault:
    minutes, left_s = divmod(round(after_s), 60)
    return TEMPERATURE.fault(
        f"precond-ends-{minutes}min{left_s:02}s-after-the-target",
        "PRECOND-07",
        COLD,
        f"Pre-conditioning ends {minutes}:{left_s:02} min after the target time.",
        then=OFF,
        good=good,
        ecus=programmed(after_s=after_s),
    )


FAULTS = (
    _skewed(-1.5),
    _skewed(-1.0, good=True),
    _skewed(1.0, good=True),
    _skewed(1.5),
    _set_point(20.5),
    _set_point(21.5),
    TEMPERATURE.fault(
        "precond-never-cools",
        "PRECOND-01",
        HOT,
        "A hot cabin is not cooled.",
        then=AT_TARGET,
        ecus=ecu(Climate, HeatingClimate),
    ),
    TEMPERATURE.fault(
        "precond-never-heats",
        "PRECOND-01",
        COLD,
        "A cold cabin is not heated.",
        then=AT_TARGET,
        ecus=ecu(Climate, CoolingClimate),
    ),
    TEMPERATURE.fault(
        "heats-without-preconditioning",
        "PRECOND-01",
        "Without pre-conditioning the cabin stays cold",
        "The cabin is heated whenever the vehicle is awake.",
        ecus=ecu(Climate, BusyClimate),
    ),
    _ends(594),
    _ends(597, good=True),
    _ends(603, good=True),
    _ends(606),
    TEMPERATURE.fault(
        "precond-ends-at-the-target",
        "PRECOND-07",
        HOT,
        "Pre-conditioning ends at the target time.",
        then=OFF,
        ecus=programmed(after_s=0.0),
    ),
    TEMPERATURE.fault(
        "precond-goes-on-after-the-target",
        "PRECOND-07",
        HOT,
        "Pre-conditioning goes on for an hour after the target time.",
        then=OFF,
        ecus=programmed(after_s=3600.0),
    ),
    TEMPERATURE.fault(
        "order-names-a-temperature",
        "PRECOND-02",
        "An order names no temperature",
        "An order bears a temperature.",
        then="the order names no temperature",
        offboard=Offboard(backoffice=WarmBackOffice),
    ),
    TEMPERATURE.fault(
        "programme-names-a-temperature",
        "PRECOND-02",
        "A programme names no temperature",
        "A programme bears a temperature.",
        then="the programme names no temperature",
        offboard=Offboard(backoffice=WarmBackOffice),
    ),
)
