"""Faults of the temperature that pre-conditioning brings, and of its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from proof.fault import Fault, Theme, sides
from proof.faults.preconditioning.programme import programmed
from proof.slots import BACKOFFICE, CLIMATE
from proof.variant import variant
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.service import Json

TEMPERATURE = Theme("features/preconditioning/temperature.feature")
COLD = "A cabin at -5 °C with -5 °C outside is comfortable at the target time"
HOT = "A cabin at 60 °C with 45 °C outside is comfortable at the target time"
AT_TARGET = "the cabin is at 21 °C at the target time"
SET_POINT = "the set point of the cabin is 21 °C"
OFF = "pre-conditioning is off 10 min after the target time and stays so for 15 min"


class SkewedClimate(PreConditioning):
    """A climate control whose sensor is off by `SKEW_C`, so that it brings the cabin to another temperature than
    it says.
    """

    SKEW_C: ClassVar[float] = 0.0

    def wanted_heat_w(self) -> float:
        shifted = replace(self.calibration, set_point_c=self.calibration.set_point_c + self.SKEW_C)
        true, self.calibration = self.calibration, shifted
        heat_w = super().wanted_heat_w()
        self.calibration = true
        return heat_w


class HeaterAlone(PreConditioning):
    """A climate control that cools for a programme alone."""

    _programmed = False

    def start_programme(self, duration_s: float) -> None:
        self._programmed = True
        super().start_programme(duration_s)

    def wanted_heat_w(self) -> float:
        return super().wanted_heat_w() if self._programmed else max(0.0, super().wanted_heat_w())


class WarmBackOffice(BackOffice):
    """A back office that adds a temperature to whatever the driver gives."""

    KEY: ClassVar[str] = "temperature_c"

    def publish(self, item: str, value: Json) -> None:
        if item in ("order", "programme") and isinstance(value, Mapping):
            value = {**value, self.KEY: 21}
        super().publish(item, value)


def _skewed(by_c: float, *, good: bool = False) -> Fault:
    return TEMPERATURE.fault(
        f"cabin-{'colder' if by_c < 0 else 'warmer'}-by-{abs(by_c):g}c",
        "PRECOND-06",
        COLD,
        f"The cabin is brought to {21 + by_c:g} °C.",
        CLIMATE.replaced(variant(SkewedClimate, SKEW_C=by_c)),
        AT_TARGET,
        good=good,
    )


def _set_point(set_point_c: float) -> Fault:
    return TEMPERATURE.fault(
        f"set-point-{set_point_c:g}c",
        "PRECOND-03",
        COLD,
        f"The set point is {set_point_c:g} °C.",
        CLIMATE.calibrated(ClimateCalibration(set_point_c=set_point_c)),
        SET_POINT,
    )


def _ends(after_s: float, *, good: bool = False) -> Fault:
    minutes, left_s = divmod(round(after_s), 60)
    return TEMPERATURE.fault(
        f"precond-ends-{minutes}min{left_s:02}s-after-the-target",
        "PRECOND-07",
        COLD,
        f"Pre-conditioning ends {minutes}:{left_s:02} min after the target time.",
        programmed(after_s=after_s),
        OFF,
        good=good,
    )


class ShownClimate(PreConditioning):
    """A climate control that heats too little, and shows its set point."""

    def wanted_heat_w(self) -> float:
        return super().wanted_heat_w() / 20

    def _show_cabin(self) -> None:
        super()._show_cabin()
        if self.running():
            self._com.set("cabin.temp_c", self.calibration.set_point_c)


FAULTS = (
    *sides(_skewed, wrong=-1.5, right=-1.0),
    *sides(_skewed, right=1.0, wrong=1.5),
    _set_point(20.5),
    _set_point(21.5),
    TEMPERATURE.fault(
        "precond-never-cools",
        "PRECOND-01",
        HOT,
        "A hot cabin is not cooled.",
        CLIMATE.alters(PreConditioning.wanted_heat_w, lambda heat_w: max(0.0, heat_w)),
        AT_TARGET,
    ),
    TEMPERATURE.fault(
        "precond-never-heats",
        "PRECOND-01",
        COLD,
        "A cold cabin is not heated.",
        CLIMATE.alters(PreConditioning.wanted_heat_w, lambda heat_w: min(0.0, heat_w)),
        AT_TARGET,
    ),
    TEMPERATURE.fault(
        "heats-without-preconditioning",
        "PRECOND-01",
        "Without pre-conditioning the cabin stays cold",
        "The cabin is heated whenever the vehicle is awake.",
        CLIMATE.also(PreConditioning.tick, PreConditioning.control),
    ),
    *sides(_ends, wrong=594, right=597),
    *sides(_ends, right=603, wrong=606),
    TEMPERATURE.fault(
        "precond-ends-at-the-target",
        "PRECOND-07",
        HOT,
        "Pre-conditioning ends at the target time.",
        programmed(after_s=0.0),
        OFF,
    ),
    TEMPERATURE.fault(
        "precond-goes-on-after-the-target",
        "PRECOND-07",
        HOT,
        "Pre-conditioning goes on for an hour after the target time.",
        programmed(after_s=3600.0),
        OFF,
    ),
    TEMPERATURE.fault(
        "order-names-a-temperature",
        "PRECOND-02",
        "A pre-conditioning order names no temperature",
        "An order bears a temperature.",
        BACKOFFICE.replaced(WarmBackOffice),
        "the order names no temperature",
    ),
    TEMPERATURE.fault(
        "programme-names-a-temperature",
        "PRECOND-02",
        "A programme names no temperature",
        "A programme bears a temperature.",
        BACKOFFICE.replaced(WarmBackOffice),
        "the programme names no temperature",
    ),
    TEMPERATURE.fault(
        "cabin-shown-and-not-heated",
        "PRECOND-06",
        COLD,
        "The vehicle shows 21 °C in a cabin that it hardly heats.",
        CLIMATE.replaced(ShownClimate),
        AT_TARGET,
    ),
    TEMPERATURE.fault(
        "precond-weak-in-great-cold",
        "PRECOND-06",
        "A cabin at -20 °C with -20 °C outside is comfortable at the target time",
        "The heater has 2 kW.",
        CLIMATE.calibrated(ClimateCalibration(max_heat_w=2000.0)),
        AT_TARGET,
    ),
    TEMPERATURE.fault(
        "order-cools-nothing",
        "PRECOND-01",
        "An order brings a cabin at 45 °C with 35 °C outside to 21 °C",
        "Without a programme the cabin is heated, and never cooled.",
        CLIMATE.replaced(HeaterAlone),
        "the cabin is comfortable within 45 min of the order",
    ),
    TEMPERATURE.fault(
        "precond-starts-again-after-the-target",
        "PRECOND-07",
        COLD,
        "Pre-conditioning starts again 5 min after its end.",
        CLIMATE.also(PreConditioning.stop, lambda climate: climate.start(600.0), after_s=300),
        OFF,
    ),
    TEMPERATURE.fault(
        "programme-names-a-set-point",
        "PRECOND-02",
        "A programme names no temperature",
        "A programme bears a set point.",
        BACKOFFICE.replaced(variant(WarmBackOffice, KEY="set_point_c")),
        "the programme names no temperature",
    ),
)
