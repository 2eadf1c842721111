"""Faults of a charge that pre-conditioning interrupts and resumes, or lets run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.slots import CHARGING, CHARGING_PAGES, CLIMATE
from simulators.bus.com import SignalValue
from simulators.ecus.charger.unit import Charging
from simulators.ecus.climate.conditioning import ClimateCalibration, PreConditioning
from simulators.offboard.phone.charging import ChargingPages
from simulators.offboard.service import Json

CHARGE = Theme("features/preconditioning/charge.feature")
INTERRUPTED = "charging is off in reaction to the start of pre-conditioning"
ORDERED_END = "the driver orders the end of pre-conditioning from the app"
RESUMED = "charging is running in reaction to the end of pre-conditioning and stays so for 6 min"
GOES_ON = "charging goes on for 10 min after the start of pre-conditioning"
OFF_AFTERWARDS = "charging stays off for 15 min after the end of pre-conditioning"
SHOWN_OFF = "the app goes on showing that the vehicle is not charging for 15 min after the end of pre-conditioning"
AT_THE_START = "At 20 °C pre-conditioning interrupts a regular charge of a hybrid from start to end"
BY_THE_DRIVER = f"The regular charge of a hybrid is resumed after pre-conditioning by an order once {ORDERED_END}"
FORBIDDEN = (
    "No charge resumes after pre-conditioning by an order when the station no longer allows it and " + ORDERED_END
)
INTERRUPTS_ALL = CLIMATE.instead(PreConditioning.interrupts_charge, PreConditioning.charging)
INTERRUPTS_NONE = CLIMATE.returns(PreConditioning.interrupts_charge, False)


class FastColdClimate(PreConditioning):
    """A climate control that lets the temperature decide over a fast charge too."""

    def interrupts_charge(self) -> bool:
        calibration = self.calibration
        mild = calibration.charge_along_min_c <= self.outside_c() <= calibration.charge_along_max_c
        return self.charging() and not mild


class ForgetfulClimate(PreConditioning):
    """A climate control that does not give the charge back."""

    def stop(self, reason: str) -> None:
        super().stop(reason)
        if self._com.get("precond.charge_request") == "resume":
            self._com.set("precond.charge_request", "interrupt")


class RestlessCharger(Charging):
    """A charge control that goes on with a charge half a minute after it was interrupted."""

    def charge_requested(self, request: SignalValue) -> None:
        super().charge_requested(request)
        if request == "interrupt":
            self._kernel.call_in(seconds(30), self._go_on)

    def _go_on(self) -> None:
        self._held = False
        self._apply()


class TiringCharger(Charging):
    """A charge control that interrupts a charge after two minutes by itself."""

    def plug_changed(self, plugged: bool) -> None:
        super().plug_changed(plugged)
        self._kernel.call_in(seconds(120), self._tire)

    def _tire(self) -> None:
        self._held = True
        self._apply()


class PatientCharger(Charging):
    """A charge control that lets every charge wait that would begin during pre-conditioning."""

    def plug_changed(self, plugged: bool) -> None:
        super().plug_changed(plugged)
        self._waits_for_end = plugged and self._com.get("body_precond.state") == "running"
        self._apply()


class StubbornCharger(Charging):
    """A charge control that charges though the station forbids it, once pre-conditioning has ended."""

    def state(self) -> str:
        state = super().state()
        forbidden = state == "interrupted" and not self._enabled.value and not self._held
        return "charging" if forbidden and self._com.get("body_precond.state") == "off" else state


class StalePages(ChargingPages):
    """A charging page that shows no charge after it has shown an interruption."""

    _interrupted = False

    def take(self, status: Mapping[str, Json]) -> None:
        self._interrupted = self._interrupted or status.get("relay.charge.state") == "interrupted"
        super().take({**status, "relay.charge.state": "interrupted"} if self._interrupted else status)


def _boasted(status: Mapping[str, Json]) -> Mapping[str, Json]:
    ended = status.get("precond.state") == "off" and status.get("relay.charge.state") == "interrupted"
    return {**status, "relay.charge.state": "charging"} if ended else status


def bounds(min_c: float, max_c: float) -> Deviation:
    """Let a regular charge run at other temperatures, inclusive."""
    return CLIMATE.calibrated(ClimateCalibration(charge_along_min_c=min_c, charge_along_max_c=max_c))


def _slow(
    name: str, requirement: str, title: str, request: str, then: str, after_s: float, *, good: bool = False
) -> Fault:
    act = {"interrupt": "interrupted", "resume": "resumed"}[request]
    moment = {"interrupt": "start", "resume": "end"}[request]
    return CHARGE.fault(
        f"{name}-after-{after_s:g}s",
        requirement,
        title,
        f"A charge is {act} {after_s:g} s after the {moment} of pre-conditioning.",
        CHARGING.late_by(Charging.charge_requested, after_s, request=request),
        then,
        good=good,
    )


_just_slow = partial(sides, _slow, right=9.5, wrong=101.0)


def _fast(outside: str) -> str:
    return f"At {outside} °C outside a fast charge goes on beside pre-conditioning by an order"


def _regular(outside: str) -> str:
    return f"At {outside} °C outside a regular charge goes on beside pre-conditioning by an order"


def _interrupted(outside: str) -> str:
    return f"At {outside} °C an order of pre-conditioning interrupts a regular charge until {ORDERED_END}"


class ProgrammeAlongClimate(PreConditioning):
    """A climate control that interrupts no charge for a programme."""

    _by_programme = False

    def start_programme(self, duration_s: float) -> None:
        self._by_programme = True
        super().start_programme(duration_s)
        self._by_programme = False

    def interrupts_charge(self) -> bool:
        return not self._by_programme and super().interrupts_charge()


class GreedyProgrammeClimate(PreConditioning):
    """A climate control that interrupts every charge for a programme."""

    _by_programme = False

    def start_programme(self, duration_s: float) -> None:
        self._by_programme = True
        super().start_programme(duration_s)
        self._by_programme = False

    def interrupts_charge(self) -> bool:
        return self.charging() if self._by_programme else super().interrupts_charge()


class OnceInterruptingClimate(PreConditioning):
    """A climate control that interrupts a charge once."""

    _interrupted = False

    def interrupts_charge(self) -> bool:
        interrupts = super().interrupts_charge() and not self._interrupted
        self._interrupted = self._interrupted or interrupts
        return interrupts


FAULTS = (
    CHARGE.fault(
        "hybrid-charges-on",
        "PRECOND-19",
        AT_THE_START,
        "The charge of a hybrid goes on during pre-conditioning.",
        INTERRUPTS_NONE,
        INTERRUPTED,
    ),
    CHARGE.fault(
        "hybrid-resumes-too-soon",
        "PRECOND-19",
        AT_THE_START,
        "An interrupted charge goes on after half a minute.",
        CHARGING.replaced(RestlessCharger),
        "charging stays off for 10 min after the end of the charge",
    ),
    CHARGE.fault(
        "charge-interrupts-itself",
        "PRECOND-19",
        "Without pre-conditioning the charge of a hybrid goes on",
        "A charge interrupts itself after two minutes.",
        CHARGING.replaced(TiringCharger),
        "charging goes on for 15 min after the start of the wait",
    ),
    CHARGE.fault(
        "hybrid-never-resumes",
        "PRECOND-20",
        BY_THE_DRIVER,
        "The charge stays interrupted after pre-conditioning.",
        CLIMATE.replaced(ForgetfulClimate),
        RESUMED,
    ),
    CHARGE.fault(
        "hybrid-never-resumes-after-a-programme",
        "PRECOND-20",
        "The charge is resumed at the end of the programme",
        "The charge stays interrupted after a programme.",
        CLIMATE.replaced(ForgetfulClimate),
        RESUMED,
    ),
    CHARGE.fault(
        "resumed-charge-is-not-shown",
        "PRECOND-20",
        BY_THE_DRIVER,
        "The app does not show that the charge goes on.",
        CHARGING_PAGES.replaced(StalePages),
        "the app shows that the vehicle is charging in reaction to the end of pre-conditioning"
        " and stays so for 60 s",
    ),
    CHARGE.fault(
        "charge-against-the-station",
        "PRECOND-21",
        FORBIDDEN,
        "The charge goes on though the station forbids it.",
        CHARGING.replaced(StubbornCharger),
        OFF_AFTERWARDS,
    ),
    CHARGE.fault(
        "forbidden-charge-is-shown",
        "PRECOND-21",
        FORBIDDEN,
        "The app shows a charge that the station forbids.",
        CHARGING_PAGES.given(ChargingPages.take, status=_boasted),
        SHOWN_OFF,
    ),
    CHARGE.fault(
        "fast-charge-interrupted-in-the-cold",
        "PRECOND-23",
        _fast("4.5"),
        "A fast charge is interrupted in the cold.",
        CLIMATE.replaced(FastColdClimate),
        GOES_ON,
    ),
    CHARGE.fault(
        "fast-charge-interrupted-in-the-heat",
        "PRECOND-23",
        _fast("35.5"),
        "A fast charge is interrupted in the heat.",
        CLIMATE.replaced(FastColdClimate),
        GOES_ON,
    ),
    CHARGE.fault(
        "fast-charge-interrupted",
        "PRECOND-23",
        _fast("20"),
        "Every charge is interrupted.",
        INTERRUPTS_ALL,
        GOES_ON,
    ),
    CHARGE.fault(
        "regular-charge-interrupted",
        "PRECOND-24",
        _regular("20"),
        "A regular charge is interrupted at any temperature.",
        INTERRUPTS_ALL,
        GOES_ON,
    ),
    CHARGE.fault(
        "regular-charge-interrupted-at-5c",
        "PRECOND-25",
        _regular("5"),
        "A regular charge is interrupted at 5 °C.",
        bounds(5.5, 35.0),
        GOES_ON,
    ),
    CHARGE.fault(
        "regular-charge-interrupted-at-35c",
        "PRECOND-25",
        _regular("35"),
        "A regular charge is interrupted at 35 °C.",
        bounds(5.0, 34.5),
        GOES_ON,
    ),
    CHARGE.fault(
        "regular-charge-along-at-4.5c",
        "PRECOND-26",
        _interrupted("4.5"),
        "A regular charge goes on at 4.5 °C.",
        bounds(4.5, 35.0),
        INTERRUPTED,
    ),
    CHARGE.fault(
        "regular-charge-along-at-35.5c",
        "PRECOND-26",
        _interrupted("35.5"),
        "A regular charge goes on at 35.5 °C.",
        bounds(5.0, 35.5),
        INTERRUPTED,
    ),
    CHARGE.fault(
        "regular-charge-along-at-any-temperature",
        "PRECOND-24",
        _interrupted("35.5"),
        "A regular charge goes on at any temperature.",
        INTERRUPTS_NONE,
        INTERRUPTED,
    ),
    CHARGE.fault(
        "electric-resumes-too-soon",
        "PRECOND-26",
        _interrupted("4.5"),
        "An interrupted charge goes on after half a minute.",
        CHARGING.replaced(RestlessCharger),
        "charging stays off for 5 min after the end of the charge",
    ),
    CHARGE.fault(
        "electric-never-resumes",
        "PRECOND-27",
        _interrupted("4.5"),
        "The charge stays interrupted after pre-conditioning.",
        CLIMATE.replaced(ForgetfulClimate),
        RESUMED,
    ),
    *_just_slow("hybrid-interrupts", "PRECOND-19", AT_THE_START, "interrupt", INTERRUPTED),
    *_just_slow("electric-interrupts", "PRECOND-26", _interrupted("35.5"), "interrupt", INTERRUPTED),
    *_just_slow("hybrid-resumes", "PRECOND-20", BY_THE_DRIVER, "resume", RESUMED),
    *_just_slow("electric-resumes", "PRECOND-27", _interrupted("35.5"), "resume", RESUMED),
    CHARGE.fault(
        "programme-charges-on-in-the-cold",
        "PRECOND-26",
        "At -20 °C a programme interrupts a regular charge until it is 9 min after the target time",
        "A regular charge goes on during a programme, at any temperature.",
        CLIMATE.replaced(ProgrammeAlongClimate),
        INTERRUPTED,
    ),
    CHARGE.fault(
        "programme-charges-on-in-the-heat",
        "PRECOND-26",
        f"At 35.5 °C a programme interrupts a regular charge until {ORDERED_END}",
        "A regular charge goes on during a programme, at any temperature.",
        CLIMATE.replaced(ProgrammeAlongClimate),
        INTERRUPTED,
    ),
    CHARGE.fault(
        "programme-interrupts-at-20c",
        "PRECOND-25",
        "At 20 °C outside a regular charge goes on beside pre-conditioning by a programme",
        "A programme interrupts every charge.",
        CLIMATE.replaced(GreedyProgrammeClimate),
        GOES_ON,
    ),
    CHARGE.fault(
        "programme-interrupts-a-fast-charge",
        "PRECOND-23",
        "At -20 °C a fast charge goes on beside a programme of pre-conditioning",
        "A programme interrupts every charge.",
        CLIMATE.replaced(GreedyProgrammeClimate),
        GOES_ON,
    ),
    CHARGE.fault(
        "cold-without-its-sign",
        "PRECOND-26",
        _interrupted("-20"),
        "Twenty degrees below zero count as twenty above.",
        CLIMATE.alters(PreConditioning.outside_c, abs),
        INTERRUPTED,
    ),
    CHARGE.fault(
        "charge-interrupted-once",
        "PRECOND-20",
        "The charge is interrupted and resumed at a second pre-conditioning like at the first",
        "Only the first pre-conditioning interrupts the charge.",
        CLIMATE.replaced(OnceInterruptingClimate),
        INTERRUPTED,
    ),
    CHARGE.fault(
        "hybrid-charges-as-soon-as-the-station-allows-it",
        "PRECOND-19",
        "A station that allows the charge during pre-conditioning of a hybrid begins it at the end",
        "A charge that the station allows during pre-conditioning begins at once.",
        INTERRUPTS_ALL,
        "charging stays off for 60 s after the start of the wait",
    ),
    CHARGE.fault(
        "fast-charge-waits-for-the-end",
        "PRECOND-23",
        "At -30 °C a fast charge that begins with the plug during pre-conditioning runs beside it",
        "A vehicle that is plugged in during pre-conditioning charges after its end.",
        CHARGING.replaced(PatientCharger),
        "charging is running in reaction to the plugging in and stays so for 6 min",
    ),
)
