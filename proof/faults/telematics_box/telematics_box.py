"""Faults of the telematics box: its term, its light, its messages."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from proof.fault import Fault, Theme
from proof.faults.emergency_call.calls import StartedTriggers
from proof.variant import ecu, variant
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.led import Colour, Led, LedState
from simulators.ecus.telematics.privacy import PrivacyService
from simulators.ecus.telematics.service import CONNECTED, ServiceCalibration, ServiceTerm
from simulators.ecus.telematics.unit import Telematics
from simulators.offboard.network import Payload
from simulators.world import EcuFactory

TERM = Theme("features/telematics_box/term.feature")
TRAFFIC = Theme("features/telematics_box/traffic.feature")
FLASHES = "The SOS LED flashes after a start"
BEYOND = "The service has ended when the first registration is 10 years and a day ago"


class EarlyTerm(ServiceTerm):
    """A service term that ends `EARLY_DAYS` before its last day, or after it when that is negative."""

    EARLY_DAYS: ClassVar[int] = 0

    @property
    def active(self) -> bool:
        today = dt.datetime.fromtimestamp(self._utc_s(), dt.UTC).date() + dt.timedelta(days=self.EARLY_DAYS)
        first = self._profile.registered
        return (today.year - self.calibration.years, today.month, today.day) <= (
            first.year,
            first.month,
            first.day,
        )


class LastingTerm(ServiceTerm):
    """A service term that goes on with some services beyond the term."""

    LASTING: ClassVar[frozenset[PrivacyService]] = frozenset()

    def allows(self, service: PrivacyService) -> bool:
        subscribed = self._memory.get("contract") != "ended"
        return super().allows(service) or (service in self.LASTING and subscribed)


class FreeTerm(ServiceTerm):
    """A service term that asks for no subscription."""

    def allows(self, service: PrivacyService) -> bool:
        return self.active if service in CONNECTED else super().allows(service)


class ClosedTerm(ServiceTerm):
    """A service term that sends nothing, subscribed or not."""

    def allows(self, service: PrivacyService) -> bool:
        return service not in CONNECTED and super().allows(service)


class RunOnTerm(ServiceTerm):
    """A service term that lets the light go on to flash while the vehicle is off, and ends where it began."""

    def stopped(self) -> None:
        """Go on."""

    def started(self) -> None:
        if not self._flash.armed:
            super().started()


class RedLed(Led):
    """An SOS LED that flashes red beyond the term."""

    def wanted(self) -> tuple[LedState, Colour]:
        state, colour = super().wanted()
        return state, "red" if colour == "orange" else colour


class BlinkingLed(Led):
    """An SOS LED that flashes within the term."""

    def wanted(self) -> tuple[LedState, Colour]:
        state, colour = super().wanted()
        return ("blinking", "orange") if (state, colour) == ("steady", "green") else (state, colour)


class AbsentBus(BusAccess):
    """A bus access that takes no part in the traffic."""

    def vote(self, vote: str) -> None:
        super().vote("ready_to_sleep")


class SilentCall(BreakdownCall):
    """A breakdown call that tells the manufacturer of no call for assistance."""

    SUBSCRIBED_ALONE: ClassVar[bool] = False

    def tell_manufacturer(self, data: Payload) -> None:
        if self.SUBSCRIBED_ALONE and self._memory.get("contract") != "ended":
            super().tell_manufacturer(data)


class TalkativeTriggers(StartedTriggers):
    """A call trigger that tells the manufacturer of a call for assistance when the vehicle is started."""

    def started(self) -> None:
        self.breakdown_call.tell_manufacturer({"vin": self.profile.vin})


def _term(
    name: str, requirement: str, title: str, description: str, term: type[ServiceTerm], theme: Theme = TERM
) -> Fault:
    return theme.fault(name, requirement, title, description, ecus=ecu(Telematics, term))


def _flashing(flash_s: float) -> dict[str, EcuFactory]:
    return ecu(Telematics, ServiceCalibration(flash_s=flash_s))


def _flashes(flash_s: float, *, good: bool = False) -> Fault:
    text = f"The SOS LED flashes for {flash_s:g} s."
    return TERM.fault(f"led-flashes-{flash_s:g}s", "TBOX-06", FLASHES, text, good=good, ecus=_flashing(flash_s))


def _ends_early(name: str, days: int, age: str, what: str) -> Fault:
    titles = {
        "state": f"The service is there when the first registration is {age} ago",
        "sos": f"The PSAP is called when the first registration is {age} ago",
        "assistance": f"The assistance centre is called when the first registration is {age} ago",
    }
    term = variant(EarlyTerm, EARLY_DAYS=days)
    text = f"The service ends {days} days before its last day is over."
    return _term(f"term-{name}", "TBOX-04", titles[what], text, term)


FAULTS = (
    _ends_early("without-its-last-day", 1, "10 years", "state"),
    _ends_early("without-its-last-day-for-assistance", 1, "10 years", "assistance"),
    _ends_early("without-its-last-two-days", 2, "10 years less a day", "state"),
    TERM.fault(
        "term-of-9-years",
        "TBOX-04",
        "The service is there when the first registration is 10 years less a day ago",
        "The service lasts 9 years.",
        ecus=ecu(Telematics, ServiceCalibration(years=9)),
    ),
    _term(
        "term-with-a-day-more",
        "TBOX-05",
        BEYOND,
        "The service ends a day late.",
        variant(EarlyTerm, EARLY_DAYS=-1),
    ),
    _term(
        "assistance-beyond-the-term",
        "TBOX-05",
        "Beyond ten years the ASSISTANCE button calls nobody",
        "The ASSISTANCE button calls beyond the term.",
        variant(LastingTerm, LASTING=frozenset({"breakdown_call"})),
    ),
    _term(
        "sos-beyond-the-term",
        "TBOX-05",
        "Beyond ten years the SOS button calls nobody",
        "The SOS button calls beyond the term.",
        variant(LastingTerm, LASTING=frozenset({"emergency_call"})),
    ),
    _term(
        "crash-beyond-the-term",
        "TBOX-05",
        "Beyond ten years a crash calls nobody",
        "A crash calls beyond the term.",
        variant(LastingTerm, LASTING=frozenset({"emergency_call"})),
    ),
    _term(
        "data-beyond-the-term",
        "TBOX-05",
        "Beyond ten years no vehicle data reach the back office",
        "Vehicle data are sent beyond the term.",
        variant(LastingTerm, LASTING=frozenset({"vehicle_data"})),
    ),
    _flashes(172.0),
    _flashes(177.0, good=True),
    _flashes(183.0, good=True),
    _flashes(188.0),
    TERM.fault(
        "led-flashes-red",
        "TBOX-06",
        FLASHES,
        "The SOS LED flashes red.",
        ecus=ecu(Telematics, RedLed),
    ),
    _term(
        "led-counts-from-the-first-start",
        "TBOX-06",
        "The SOS LED flashes after a second start as after the first",
        "The three minutes are counted from the first start.",
        RunOnTerm,
    ),
    TERM.fault(
        "led-flashes-within-the-term",
        "TBOX-06",
        "The SOS LED does not flash when the first registration is 10 years ago",
        "The SOS LED flashes within the term.",
        ecus=ecu(Telematics, BlinkingLed),
    ),
    TRAFFIC.fault(
        "telematics-absent",
        "TBOX-01",
        "The telematics box takes part in the traffic of a vehicle that is woken",
        "The telematics box takes no part in the traffic.",
        ecus=ecu(Telematics, AbsentBus),
    ),
    TRAFFIC.fault(
        "assistance-not-told",
        "TBOX-02",
        "The manufacturer has word of a call for assistance",
        "The manufacturer has no word of a call for assistance.",
        ecus=ecu(Telematics, SilentCall),
    ),
    TRAFFIC.fault(
        "assistance-told-with-a-subscription-alone",
        "TBOX-02",
        "The manufacturer has word of it without a subscription to connected services",
        "The manufacturer has word of a call for assistance with a subscription alone.",
        ecus=ecu(Telematics, variant(SilentCall, SUBSCRIBED_ALONE=True)),
    ),
    TRAFFIC.fault(
        "assistance-told-by-itself",
        "TBOX-02",
        "Without a call for assistance the manufacturer has no word of one",
        "The manufacturer has word of a call for assistance that nobody has placed.",
        ecus=ecu(Telematics, TalkativeTriggers),
    ),
    _term(
        "data-with-a-subscription-never",
        "TBOX-03",
        "With the subscription vehicle data reach the back office",
        "No vehicle data are sent.",
        ClosedTerm,
        TRAFFIC,
    ),
    _term(
        "data-without-a-subscription",
        "TBOX-03",
        "Without the subscription no vehicle data reach the back office",
        "Vehicle data are sent without a subscription.",
        FreeTerm,
        TRAFFIC,
    ),
)
