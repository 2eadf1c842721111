"""Faults of the telematics box: its term, its light, its messages."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from proof.fault import Fault, Theme, sides
from proof.faults.shared import when_started
from proof.slots import BREAKDOWN_CALL, BUS_ACCESS, LED, SERVICE_TERM
from proof.variant import variant
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.led import Led
from simulators.ecus.telematics.privacy import PrivacyService
from simulators.ecus.telematics.service import CONNECTED, ServiceCalibration, ServiceTerm

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


FREE_OF_CHARGE = SERVICE_TERM.instead(
    ServiceTerm.allows, lambda term, _service: term.active, when=lambda _term, service: service in CONNECTED
)
SENDS_NOTHING = SERVICE_TERM.returns(ServiceTerm.allows, False, when=lambda _term, service: service in CONNECTED)


def _flashes(flash_s: float, *, good: bool = False) -> Fault:
    text = f"The SOS LED flashes for {flash_s:g} s."
    term = SERVICE_TERM.calibrated(ServiceCalibration(flash_s=flash_s))
    return TERM.fault(f"led-flashes-{flash_s:g}s", "TBOX-06", FLASHES, text, term, good=good)


def _ends_early(name: str, days: int, age: str, what: str) -> Fault:
    titles = {
        "state": f"The service is there when the first registration is {age} ago",
        "sos": f"The PSAP is called when the first registration is {age} ago",
        "assistance": f"The assistance centre is called when the first registration is {age} ago",
    }
    term = SERVICE_TERM.replaced(variant(EarlyTerm, EARLY_DAYS=days))
    text = f"The service ends {days} days before its last day is over."
    return TERM.fault(f"term-{name}", "TBOX-04", titles[what], text, term)


FAULTS = (
    _ends_early("without-its-last-day", 1, "10 years", "state"),
    _ends_early("without-its-last-day-for-assistance", 1, "10 years", "assistance"),
    _ends_early("without-its-last-two-days", 2, "10 years less a day", "state"),
    TERM.fault(
        "term-of-9-years",
        "TBOX-04",
        "The service is there when the first registration is 10 years less a day ago",
        "The service lasts 9 years.",
        SERVICE_TERM.calibrated(ServiceCalibration(years=9)),
    ),
    TERM.fault(
        "term-with-a-day-more",
        "TBOX-05",
        BEYOND,
        "The service ends a day late.",
        SERVICE_TERM.replaced(variant(EarlyTerm, EARLY_DAYS=-1)),
    ),
    TERM.fault(
        "assistance-beyond-the-term",
        "TBOX-05",
        "Beyond ten years the ASSISTANCE button calls nobody",
        "The ASSISTANCE button calls beyond the term.",
        SERVICE_TERM.replaced(variant(LastingTerm, LASTING=frozenset({"breakdown_call"}))),
    ),
    TERM.fault(
        "sos-beyond-the-term",
        "TBOX-05",
        "Beyond ten years the SOS button calls nobody",
        "The SOS button calls beyond the term.",
        SERVICE_TERM.replaced(variant(LastingTerm, LASTING=frozenset({"emergency_call"}))),
    ),
    TERM.fault(
        "crash-beyond-the-term",
        "TBOX-05",
        "Beyond ten years a crash calls nobody",
        "A crash calls beyond the term.",
        SERVICE_TERM.replaced(variant(LastingTerm, LASTING=frozenset({"emergency_call"}))),
    ),
    TERM.fault(
        "data-beyond-the-term",
        "TBOX-05",
        "Beyond ten years no vehicle data reach the back office",
        "Vehicle data are sent beyond the term.",
        SERVICE_TERM.replaced(variant(LastingTerm, LASTING=frozenset({"vehicle_data"}))),
    ),
    *sides(_flashes, wrong=172.0, right=177.0),
    *sides(_flashes, right=183.0, wrong=188.0),
    TERM.fault(
        "led-flashes-red",
        "TBOX-06",
        FLASHES,
        "The SOS LED flashes red.",
        LED.alters(Led.wanted, lambda light: (light[0], "red") if light[1] == "orange" else light),
    ),
    TERM.fault(
        "led-counts-from-the-first-start",
        "TBOX-06",
        "The SOS LED flashes after a second start as after the first",
        "The three minutes are counted from the first start.",
        SERVICE_TERM.ignores(ServiceTerm.stopped)
        | SERVICE_TERM.ignores(ServiceTerm.started, when=lambda term: term._flash.armed),
    ),
    TERM.fault(
        "led-flashes-within-the-term",
        "TBOX-06",
        "The SOS LED does not flash when the first registration is 10 years ago",
        "The SOS LED flashes within the term.",
        LED.alters(Led.wanted, lambda light: ("blinking", "orange") if light == ("steady", "green") else light),
    ),
    TRAFFIC.fault(
        "telematics-absent",
        "TBOX-01",
        "The telematics box takes part in the traffic of a vehicle that is woken",
        "The telematics box takes no part in the traffic.",
        BUS_ACCESS.given(BusAccess.vote, vote=lambda _vote: "ready_to_sleep"),
    ),
    TRAFFIC.fault(
        "assistance-not-told",
        "TBOX-02",
        "The manufacturer has word of a call for assistance",
        "The manufacturer has no word of a call for assistance.",
        BREAKDOWN_CALL.ignores(BreakdownCall.tell_manufacturer),
    ),
    TRAFFIC.fault(
        "assistance-told-with-a-subscription-alone",
        "TBOX-02",
        "The manufacturer has word of it without a subscription to connected services",
        "The manufacturer has word of a call for assistance with a subscription alone.",
        BREAKDOWN_CALL.ignores(
            BreakdownCall.tell_manufacturer, when=lambda call, _data: call._memory.get("contract") == "ended"
        ),
    ),
    TRAFFIC.fault(
        "assistance-told-by-itself",
        "TBOX-02",
        "Without a call for assistance the manufacturer has no word of one",
        "The manufacturer has word of a call for assistance that nobody has placed.",
        when_started(lambda triggers: triggers.breakdown_call.tell_manufacturer({"vin": triggers.profile.vin})),
    ),
    TRAFFIC.fault(
        "data-with-a-subscription-never",
        "TBOX-03",
        "With the subscription vehicle data reach the back office",
        "No vehicle data are sent.",
        SENDS_NOTHING,
    ),
    TRAFFIC.fault(
        "data-without-a-subscription",
        "TBOX-03",
        "Without the subscription no vehicle data reach the back office",
        "Vehicle data are sent without a subscription.",
        FREE_OF_CHARGE,
    ),
)
