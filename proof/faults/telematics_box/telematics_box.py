"""Faults of the telematics box: its term, its light, its messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.shared import when_started
from proof.slots import BREAKDOWN_CALL, BUS_ACCESS, LED, NAVIGATION, SERVICE_TERM
from proof.variant import variant
from simulators.ecus.ecu import Ecu
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.led import Led
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.privacy import PrivacyService
from simulators.ecus.telematics.report import PeriodicReport
from simulators.ecus.telematics.service import CONNECTED, ServiceCalibration, ServiceTerm
from simulators.offboard.network import Payload
from simulators.offboard.service import Json

TERM = Theme("features/telematics_box/term.feature")
TRAFFIC = Theme("features/telematics_box/traffic.feature")
FLASHES = "The SOS LED flashes after a start"
NOBODY = "Beyond ten years the ASSISTANCE button calls nobody when the first registration is"
NOTHING_BEYOND = "Beyond ten years nothing of the vehicle reaches the back office when"
UNSUBSCRIBED = "Without the subscription nothing of the vehicle reaches the back office when"
SUBSCRIPTION_ENDS = "A subscription that ends on the way ends what the vehicle sends and is sent"
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


class MonthOff(ServiceTerm):
    """A service term that ends for a month."""

    @property
    def active(self) -> bool:
        today = dt.datetime.fromtimestamp(self._utc_s(), dt.UTC).date()
        return super().active or today > self._profile.registered + dt.timedelta(days=3653 + 31)


class FirstDate(ServiceTerm):
    """A service term that goes by the date of the first look at it since a date was set."""

    _seen: bool | None = None

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        ecu.wiring.number("gnss.utc_s").watch(lambda _utc_s: self._forget())

    @property
    def active(self) -> bool:
        if self._seen is None:
            self._seen = super().active
        return self._seen

    def _forget(self) -> None:
        self._seen = None


class RevivedTerm(ServiceTerm):
    """A service term that begins anew with a new contract."""

    @property
    def active(self) -> bool:
        return super().active or self._memory.get("contract") == "active"


class BoundTerm(ServiceTerm):
    """A service term that ends for good with a contract."""

    def subscribe(self, contract: Mapping[str, Json]) -> None:
        super().subscribe(contract)
        self._memory["over"] = str(contract["state"] == "ended" or self._memory.get("over") == "True")

    @property
    def active(self) -> bool:
        return super().active and self._memory.get("over") != "True"


def _asks(navigation: Navigation) -> bool:
    return navigation._next.armed


def _ask_on(navigation: Navigation) -> None:
    navigation._next.arm_in(seconds(navigation.calibration.period_s))
    navigation.tell()


class OnceTold(BreakdownCall):
    """A breakdown call of which the manufacturer is told once."""

    _told = False

    def tell_manufacturer(self, data: Payload) -> None:
        if not self._told:
            self._told = True
            super().tell_manufacturer(data)


FREE_OF_CHARGE = SERVICE_TERM.instead(
    ServiceTerm.allows, lambda term, _service: term.active, when=lambda _term, service: service in CONNECTED
)


def _free_of_charge(service: str) -> Deviation:
    return SERVICE_TERM.instead(ServiceTerm.allows, lambda term, _service: term.active, service=service)


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
        "term-ends-for-a-month",
        "TBOX-05",
        "The service has ended when the first registration is 10 years and 40 days ago",
        "The service comes back a month after its end.",
        SERVICE_TERM.replaced(MonthOff),
    ),
    TERM.fault(
        "term-read-once",
        "TBOX-05",
        "The service ends in the night after its last day",
        "The vehicle looks at the date once.",
        SERVICE_TERM.replaced(FirstDate),
        "no breakdown call is placed for 2 min after the ASSISTANCE press",
    ),
    TERM.fault(
        "service-ends-with-the-contract",
        "TBOX-07",
        "A new contract lets the service go on within ten years",
        "The end of a contract ends the service for good.",
        SERVICE_TERM.replaced(BoundTerm),
        "the SOS and assistance service stays active for 60 s after the start",
    ),
    TERM.fault(
        "new-contract-revives",
        "TBOX-07",
        "A new contract does not bring the service back beyond ten years",
        "A new contract brings the service back.",
        SERVICE_TERM.replaced(RevivedTerm),
        "the SOS and assistance service stays ended for 60 s after the start",
    ),
    *(
        TERM.fault(
            f"{name}-beyond-the-term",
            "TBOX-05",
            title,
            text,
            SERVICE_TERM.replaced(variant(LastingTerm, LASTING=frozenset({service}))),
        )
        for name, service, title, text in (
            ("position", "position", f"{NOTHING_BEYOND} 10 min pass", "The position is sent beyond the term."),
            (
                "maintenance",
                "maintenance",
                f"{NOTHING_BEYOND} 10 min pass",
                "Maintenance data are sent beyond the term.",
            ),
            (
                "answers",
                "vehicle_data",
                f"{NOTHING_BEYOND} the driver refreshes the home page by sliding it down",
                "A refresh is answered beyond the term.",
            ),
            (
                "traffic-data",
                "navigation",
                "Beyond ten years the connected navigation has no traffic data",
                "The navigation gets traffic data beyond the term.",
            ),
            (
                "orders",
                "remote_orders",
                "Beyond ten years the vehicle itself does not carry out a lock order",
                "The vehicle obeys beyond the term when it is asked.",
            ),
        )
    ),
    TERM.fault(
        "assistance-beyond-the-term",
        "TBOX-05",
        f"{NOBODY} 10 years and a day ago",
        "The ASSISTANCE button calls beyond the term.",
        SERVICE_TERM.replaced(variant(LastingTerm, LASTING=frozenset({"breakdown_call"}))),
        "no breakdown call is placed for 2 min after the ASSISTANCE press",
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
        f"{NOTHING_BEYOND} 10 min pass",
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
        "The SOS LED flashes after a second and a third start as after the first",
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
        "The manufacturer has word of a call for assistance without a subscription to connected services",
        "The manufacturer has word of a call for assistance with a subscription alone.",
        BREAKDOWN_CALL.ignores(
            BreakdownCall.tell_manufacturer, when=lambda call, _data: call._memory.get("contract") == "ended"
        ),
    ),
    TRAFFIC.fault(
        "assistance-told-by-itself",
        "TBOX-02",
        "Without a call for assistance the manufacturer has no word of any",
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
        f"{UNSUBSCRIBED} 10 min pass",
        "Vehicle data are sent without a subscription.",
        FREE_OF_CHARGE,
    ),
    *(
        TRAFFIC.fault(f"{name}-without-a-subscription", "TBOX-03", title, text, _free_of_charge(service))
        for name, service, title, text in (
            (
                "position",
                "position",
                f"{UNSUBSCRIBED} 10 min pass",
                "The position is sent unsubscribed.",
            ),
            (
                "maintenance",
                "maintenance",
                f"{UNSUBSCRIBED} 10 min pass",
                "Maintenance data are sent without a subscription.",
            ),
            (
                "answers",
                "vehicle_data",
                f"{UNSUBSCRIBED} the driver refreshes the home page by sliding it down",
                "A refresh is answered without a subscription.",
            ),
            (
                "traffic-data",
                "navigation",
                "Without the subscription the connected navigation has no traffic data",
                "The navigation gets traffic data without a subscription.",
            ),
            (
                "orders",
                "remote_orders",
                "Without the subscription the vehicle itself does not carry out a lock order",
                "The vehicle obeys without a subscription when it is asked.",
            ),
        )
    ),
    TRAFFIC.fault(
        "subscription-once-ended",
        "TBOX-03",
        "With a new subscription data and position are sent again",
        "A new subscription is not taken.",
        SERVICE_TERM.ignores(ServiceTerm.subscribe, when=lambda term, _contract: "contract" in term._memory),
        "vehicle data reach the back office in reaction to the start",
    ),
    TRAFFIC.fault(
        "assistance-told-once",
        "TBOX-02",
        "The manufacturer has word of a second call for assistance",
        "The manufacturer has word of the first call alone.",
        BREAKDOWN_CALL.replaced(OnceTold),
        "the manufacturer has word of the assistance in reaction to the ASSISTANCE press",
    ),
    TRAFFIC.fault(
        "navigation-asks-on-after-the-subscription",
        "TBOX-03",
        SUBSCRIPTION_ENDS,
        "The navigation goes on asking when the subscription ends on the way.",
        NAVIGATION.ignores(Navigation.consider, when=_asks) | NAVIGATION.instead(Navigation._on_time, _ask_on),
        "nothing of the vehicle reaches the back office for 15 min after the start of the wait",
    ),
    TRAFFIC.fault(
        "traffic-data-outlive-the-subscription",
        "TBOX-03",
        SUBSCRIPTION_ENDS,
        "The navigation keeps its traffic data when the subscription ends on the way.",
        NAVIGATION.instead(Navigation.consider, PeriodicReport.consider),
        "the connected navigation has no traffic data",
    ),
)
