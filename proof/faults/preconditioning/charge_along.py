"""Faults of a charge that pre-conditioning interrupts and resumes, or lets run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.variant import ecu, variant
from simulators.bus.com import SignalValue
from simulators.ecus.charger.unit import Charger, Charging
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning
from simulators.ecus.climate.unit import Climate
from simulators.offboard.phone.charging import ChargingPages
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Json
from simulators.world import EcuFactory, Offboard

CHARGE = Theme("features/preconditioning/charge.feature")
INTERRUPTED = "charging is off in reaction to the start of pre-conditioning"
RESUMED = "charging is running in reaction to the end of pre-conditioning"
GOES_ON = "charging goes on for 60 s after the start of pre-conditioning"
OFF_AFTERWARDS = "charging stays off for 5 min after the end of pre-conditioning"
SHOWN_OFF = "the app goes on showing that the vehicle is not charging for 5 min after the end of pre-conditioning"
AT_THE_START = "The charge is interrupted at the start"
BY_THE_DRIVER = "The charge is resumed when the driver ends it"
FORBIDDEN = "No charge resumes after pre-conditioning when the station no longer allows it"


class SelfishClimate(PreConditioning):
    """A climate control that interrupts every charge."""

    def interrupts_charge(self) -> bool:
        return self.charging()


class GenerousClimate(PreConditioning):
    """A climate control that interrupts no charge."""

    def interrupts_charge(self) -> bool:
        return False


class FastColdClimate(PreConditioning):
    """A climate control that lets the temperature decide over a fast charge too."""

    def interrupts_charge(self) -> bool:
        outside_c = float(self._com.get("vehicle.outside_temp_c"))
        calibration = self.calibration
        mild = calibration.charge_along_min_c <= outside_c <= calibration.charge_along_max_c
        return self.charging() and not mild


class ForgetfulClimate(PreConditioning):
    """A climate control that does not give the charge back."""

    def stop(self, reason: str) -> None:
        super().stop(reason)
        if self._com.get("precond.charge_request") == "resume":
            self._com.set("precond.charge_request", "interrupt")


class RestlessCharger(Charging):
    """A charge control that goes on with a charge half a minute after it was interrupted."""

    def _on_charge_request(self, request: SignalValue) -> None:
        super()._on_charge_request(request)
        if request == "interrupt":
            self._kernel.call_in(seconds(30), self._go_on)

    def _go_on(self) -> None:
        self._held = False
        self._apply()


class SlowCharger(Charging):
    """A charge control that obeys a request of the climate ECU `AFTER_S` after it was made."""

    REQUEST: ClassVar[str] = ""
    AFTER_S: ClassVar[float] = 0.0

    def _on_charge_request(self, request: SignalValue) -> None:
        if request == self.REQUEST:
            self._kernel.call_in(seconds(self.AFTER_S), partial(super()._on_charge_request, request))
        else:
            super()._on_charge_request(request)


class TiringCharger(Charging):
    """A charge control that interrupts a charge after two minutes by itself."""

    def _begin_later(self) -> None:
        super()._begin_later()
        self._kernel.call_in(seconds(120), self._tire)

    def _tire(self) -> None:
        self._held = True
        self._apply()


class StubbornCharger(Charging):
    """A charge control that charges though the station forbids it, once pre-conditioning has ended."""

    def state(self) -> str:
        state = super().state()
        forbidden = state == "interrupted" and not self._enabled.value and not self._held
        return "charging" if forbidden and self._com.get("body_precond.state") == "off" else state


class BoastingPages(ChargingPages):
    """A charging page that shows a charge when pre-conditioning ends."""

    def take(self, status: Mapping[str, Json]) -> None:
        ended = status.get("precond.state") == "off" and status.get("relay.charge.state") == "interrupted"
        super().take({**status, "relay.charge.state": "charging"} if ended else status)


class StalePages(ChargingPages):
    """A charging page that shows no charge after it has shown an interruption."""

    _interrupted = False

    def take(self, status: Mapping[str, Json]) -> None:
        self._interrupted = self._interrupted or status.get("relay.charge.state") == "interrupted"
        super().take({**status, "relay.charge.state": "interrupted"} if self._interrupted else status)


def pages(kind: type[ChargingPages]) -> Offboard:
    """Build a phone with such pages."""
    return Offboard(phone=variant(Phone, CHARGING=kind))


def bounds(min_c: float, max_c: float) -> dict[str, EcuFactory]:
    """Build a climate ECU that lets a regular charge run at other temperatures, inclusive."""
    return ecu(Climate, ClimateCalibration(charge_along_min_c=min_c, charge_along_max_c=max_c))


def _along(
    name: str, requirement: str, title: str, description: str, ecus: Mapping[str, EcuFactory], then: str
) -> Fault:
    return CHARGE.fault(name, requirement, title, description, then=then, ecus=ecus)


def _slow(
    name: str, requirement: str, title: str, request: str, after_s: float, then: str, *, good: bool = False
) -> Fault:
    act = {"interrupt": "interrupted", "resume": "resumed"}[request]
    moment = {"interrupt": "start", "resume": "end"}[request]
    return CHARGE.fault(
        f"{name}-after-{after_s:g}s",
        requirement,
        title,
        f"A charge is {act} {after_s:g} s after the {moment} of pre-conditioning.",
        then=then,
        good=good,
        ecus=ecu(Charger, variant(SlowCharger, REQUEST=request, AFTER_S=after_s)),
    )


def _interrupts(after_s: float, *, good: bool = False) -> Iterator[Fault]:
    """Make the faults of the charge of either kind of vehicle."""
    yield _slow("hybrid-interrupts", "PRECOND-19", AT_THE_START, "interrupt", after_s, INTERRUPTED, good=good)
    title = _interrupted("35.5")
    yield _slow("electric-interrupts", "PRECOND-26", title, "interrupt", after_s, INTERRUPTED, good=good)


def _resumes(after_s: float, *, good: bool = False) -> Iterator[Fault]:
    """Make the faults of the charge of either kind of vehicle."""
    yield _slow("hybrid-resumes", "PRECOND-20", BY_THE_DRIVER, "resume", after_s, RESUMED, good=good)
    yield _slow("electric-resumes", "PRECOND-27", _interrupted("35.5"), "resume", after_s, RESUMED, good=good)


def _fast(outside: str) -> str:
    return f"At {outside} °C outside a fast charge goes on"


def _regular(outside: str) -> str:
    return f"At {outside} °C outside a regular charge goes on"


def _interrupted(outside: str) -> str:
    return f"At {outside} °C outside a regular charge is interrupted and resumed"


FAULTS = (
    _along(
        "hybrid-charges-on",
        "PRECOND-19",
        AT_THE_START,
        "The charge of a hybrid goes on during pre-conditioning.",
        ecu(Climate, GenerousClimate),
        INTERRUPTED,
    ),
    _along(
        "hybrid-resumes-too-soon",
        "PRECOND-19",
        AT_THE_START,
        "An interrupted charge goes on after half a minute.",
        ecu(Charger, RestlessCharger),
        "charging stays off for 60 s after the end of the charge",
    ),
    _along(
        "charge-interrupts-itself",
        "PRECOND-19",
        "Without pre-conditioning the charge goes on",
        "A charge interrupts itself after two minutes.",
        ecu(Charger, TiringCharger),
        "charging goes on for 5 min after the start of the wait",
    ),
    _along(
        "hybrid-never-resumes",
        "PRECOND-20",
        BY_THE_DRIVER,
        "The charge stays interrupted after pre-conditioning.",
        ecu(Climate, ForgetfulClimate),
        RESUMED,
    ),
    _along(
        "hybrid-never-resumes-after-a-programme",
        "PRECOND-20",
        "The charge is resumed at the end of the programme",
        "The charge stays interrupted after a programme.",
        ecu(Climate, ForgetfulClimate),
        RESUMED,
    ),
    CHARGE.fault(
        "resumed-charge-is-not-shown",
        "PRECOND-20",
        BY_THE_DRIVER,
        "The app does not show that the charge goes on.",
        then="the app shows that the vehicle is charging in reaction to the end of pre-conditioning",
        offboard=pages(StalePages),
    ),
    _along(
        "charge-against-the-station",
        "PRECOND-21",
        FORBIDDEN,
        "The charge goes on though the station forbids it.",
        ecu(Charger, StubbornCharger),
        OFF_AFTERWARDS,
    ),
    CHARGE.fault(
        "forbidden-charge-is-shown",
        "PRECOND-21",
        FORBIDDEN,
        "The app shows a charge that the station forbids.",
        then=SHOWN_OFF,
        offboard=pages(BoastingPages),
    ),
    _along(
        "fast-charge-interrupted-in-the-cold",
        "PRECOND-23",
        _fast("4.5"),
        "A fast charge is interrupted in the cold.",
        ecu(Climate, FastColdClimate),
        GOES_ON,
    ),
    _along(
        "fast-charge-interrupted-in-the-heat",
        "PRECOND-23",
        _fast("35.5"),
        "A fast charge is interrupted in the heat.",
        ecu(Climate, FastColdClimate),
        GOES_ON,
    ),
    _along(
        "fast-charge-interrupted",
        "PRECOND-23",
        _fast("20"),
        "Every charge is interrupted.",
        ecu(Climate, SelfishClimate),
        GOES_ON,
    ),
    _along(
        "regular-charge-interrupted",
        "PRECOND-24",
        _regular("20"),
        "A regular charge is interrupted at any temperature.",
        ecu(Climate, SelfishClimate),
        GOES_ON,
    ),
    _along(
        "regular-charge-interrupted-at-5c",
        "PRECOND-25",
        _regular("5"),
        "A regular charge is interrupted at 5 °C.",
        bounds(5.5, 35.0),
        GOES_ON,
    ),
    _along(
        "regular-charge-interrupted-at-35c",
        "PRECOND-25",
        _regular("35"),
        "A regular charge is interrupted at 35 °C.",
        bounds(5.0, 34.5),
        GOES_ON,
    ),
    _along(
        "regular-charge-along-at-4.5c",
        "PRECOND-26",
        _interrupted("4.5"),
        "A regular charge goes on at 4.5 °C.",
        bounds(4.5, 35.0),
        INTERRUPTED,
    ),
    _along(
        "regular-charge-along-at-35.5c",
        "PRECOND-26",
        _interrupted("35.5"),
        "A regular charge goes on at 35.5 °C.",
        bounds(5.0, 35.5),
        INTERRUPTED,
    ),
    _along(
        "regular-charge-along-at-any-temperature",
        "PRECOND-24",
        _interrupted("35.5"),
        "A regular charge goes on at any temperature.",
        ecu(Climate, GenerousClimate),
        INTERRUPTED,
    ),
    _along(
        "electric-resumes-too-soon",
        "PRECOND-26",
        _interrupted("4.5"),
        "An interrupted charge goes on after half a minute.",
        ecu(Charger, RestlessCharger),
        "charging stays off for 60 s after the end of the charge",
    ),
    _along(
        "electric-never-resumes",
        "PRECOND-27",
        _interrupted("4.5"),
        "The charge stays interrupted after pre-conditioning.",
        ecu(Climate, ForgetfulClimate),
        RESUMED,
    ),
    *_interrupts(9.5, good=True),
    *_interrupts(101.0),
    *_resumes(9.5, good=True),
    *_resumes(101.0),
)
