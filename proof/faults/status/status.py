"""Faults of the status on the app's home page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from clock.kernel import seconds
from proof.deviation import Deviation
from proof.fault import Fault, Theme, sides
from proof.faults.remote_control.apps import DEAF_APP
from proof.faults.remote_control.lock_status import (
    NUMB_TO_SLIDES,
    SLEEPY_ANSWERS,
    RestlessPage,
    StaleAnswers,
    shown_at,
)
from proof.faults.shared import shows
from proof.slots import ANSWERS, BATTERY, STATUS_PAGE
from proof.variant import variant
from simulators.ecus.battery import Battery, BatteryCalibration
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.vehicle import FittedVehicle
from simulators.offboard.network import Payload
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage
from simulators.offboard.service import Json

HOME = Theme("features/status/home_page.feature")
CONNECTION = Theme("features/status/connection.feature")
LEVEL = "The home page shows the charge level of {} % of a vehicle that is {}"
FELL_ASLEEP = "The home page shows the charge level that fell while the vehicle slept for 1 s"
INTERRUPTED_ASLEEP = "The home page shows a charge that the station has interrupted in the sleep of the vehicle"
LOADING = "the home page is loading in reaction to the refresh"
BROKEN_OFF = "the loading of the home page is broken off in reaction to the switch of the connection"
KEEPS = "the home page keeps showing a charge level of 80 % for 5 min after the switch of the connection"


class FrozenAnswers(StatusAnswers):
    """A status answer that tells, while the battery charges, one value of before."""

    FROZEN: ClassVar[str] = "charge_level"
    _before: Json = None

    def status(self) -> dict[str, Json]:
        status = super().status()
        if status["charge_state"] != "charging":
            self._before = status[self.FROZEN]
        return {**status, self.FROZEN: self._before}


class SulkingPage(StatusPage):
    """A home page that loads nothing more once a loading was broken off."""

    _broken_off = False

    def end(self, result: str) -> None:
        self._broken_off = self._broken_off or result == "interrupted"
        super().end(result)

    def ask(self, load: int) -> None:
        if not self._broken_off:
            super().ask(load)


class OldAnswers(StatusAnswers):
    """A status answer that answers a request that woke the vehicle as the one before."""

    _woken = False
    _told: dict[str, Json] | None = None

    def network_awake(self) -> None:
        self._woken = bool(self._requests)
        super().network_awake()

    def status(self) -> dict[str, Json]:
        old, self._woken = self._woken, False
        if not old or self._told is None:
            self._told = super().status()
        return self._told


class WearyAnswers(StatusAnswers):
    """A status answer that does not come once the vehicle has slept for 20 min."""

    _awake_ns = 0

    def receive(self, payload: Payload) -> None:
        if self._kernel.now_ns - self._awake_ns < seconds(20 * 60):
            super().receive(payload)

    def network_awake(self) -> None:
        super().network_awake()
        self._awake_ns = self._kernel.now_ns


class FallingRange(StatusAnswers):
    """A status answer whose range never rises."""

    _least_km = 1e9

    def status(self) -> dict[str, Json]:
        told = super().status()
        self._least_km = min(self._least_km, float(str(told["range_km"])))
        return {**told, "range_km": self._least_km}


class StickyCharge(StatusAnswers):
    """A status answer that goes on telling of a charge that it has told of."""

    _charging = False

    def status(self) -> dict[str, Json]:
        told = super().status()
        self._charging = self._charging or told["charge_state"] == "charging"
        return {**told, "charge_state": "charging"} if self._charging else told


class OnceCareful(StatusPage):
    """A status page that is broken off by the first switch of the connection alone."""

    _switched = False

    def switched(self) -> None:
        if not self._switched:
            self._switched = True
            super().switched()


class CreepingPage(RestlessPage):
    """A status page that refreshes its range by itself, and nothing else."""

    def show(self, status: Payload) -> None:
        if self._load == 1:
            super().show(status)
        else:
            self._phone.publish("status.range_km", status["range_km"])


class KeyedBattery(Battery):
    """A battery ECU that measures with the ignition on alone, and else tells what it measured last."""

    _held: float | None = None

    def __init__(self, vehicle: FittedVehicle, calibrations: Sequence[object] = ()) -> None:
        self._kl15 = vehicle.wiring.flag("ignition.kl15")
        super().__init__(vehicle, calibrations)

    def shown_soc_percent(self) -> float:
        if self._held is None or self._kl15.value:
            self._held = super().shown_soc_percent()
        return self._held


class OncePage(StatusPage):
    """A status page that loads `MOST` times."""

    MOST: ClassVar[int] = 2

    def ask(self, load: int) -> None:
        if load <= self.MOST:
            super().ask(load)


CARELESS = STATUS_PAGE.ignores(StatusPage.switched)


class SpentPage(StatusPage):
    """A status page that loads nothing more once the connection has been switched."""

    _switched = False

    def switched(self) -> None:
        super().switched()
        self._switched = True

    def ask(self, load: int) -> None:
        if not self._switched:
            super().ask(load)


class LateLeakyPage(StatusPage):
    """A status page that breaks off, and shows the values all the same when the vehicle has been asked before."""

    def _arrived(self, load: int, status: Payload) -> None:
        if self._waits_for(load):
            super()._arrived(load, status)
        else:
            self.show(status)


class LeakyPage(LateLeakyPage):
    """A status page that breaks off, and shows the values all the same when they come."""

    def ask(self, load: int) -> None:
        self._backoffice.request_status(partial(self._answered, load), sender=self._sender())


def _late(theme: Theme, item: str, requirement: str, title: str, shown_s: float, *, good: bool = False) -> Fault:
    text = f"The home page shows the vehicle {shown_s:g} s after the refresh."
    return theme.fault(f"{item}-at-{shown_s:g}s", requirement, title, text, shown_at(shown_s), good=good)


_just_late = partial(sides, _late, wrong=60.2, right=59.8)


def _off(item: str, by: float, requirement: str, title: str) -> Fault:
    told = {"charge_level": f"{abs(by):g} %", "range_km": f"{abs(by):g} km"}[item]
    return HOME.fault(
        f"{item.removesuffix('_km').replace('_', '-')}-off-by-{'minus-' if by < 0 else ''}one",
        requirement,
        title,
        f"The {item.removesuffix('_km').replace('_', ' ')} is told {told} too {'low' if by < 0 else 'high'}.",
        ANSWERS.alters(StatusAnswers.status, lambda told: {**told, item: float(str(told[item])) + by}),
    )


def _first_alone(connection: str) -> Deviation:
    return STATUS_PAGE.ignores(StatusPage.ask, when=lambda page, load: load > 1 and page._connection == connection)


def _has_ordered(page: StatusPage, _load: int) -> bool:
    app = page._phone
    return isinstance(app, Phone) and app._taps.total() > 0


FAULTS = (
    *(
        HOME.fault(
            f"{value.replace('_', '-')}-frozen-while-charging",
            requirement,
            "The home page shows charge level, range and charge before a charge, in it and after it",
            "While the battery charges the home page shows a value of before.",
            ANSWERS.replaced(variant(FrozenAnswers, FROZEN=value)),
            then,
        )
        for value, requirement, then in (
            ("charge_level", "STATUS-12", "the home page shows a charge level of 43 % within 60 s of the refresh"),
            ("range_km", "STATUS-13", "the home page shows the range of the vehicle"),
        )
    ),
    CONNECTION.fault(
        "no-loading-after-one-broken-off",
        "STATUS-08",
        "A second switch of the connection breaks off the next loading too",
        "Once a loading was broken off no refresh loads anything.",
        STATUS_PAGE.replaced(SulkingPage),
        "the home page shows a charge level of 43 % within 60 s of the refresh and stays so for 5 min",
    ),
    HOME.fault(
        "battery-measured-with-the-ignition-alone",
        "STATUS-12",
        FELL_ASLEEP,
        "The vehicle tells the charge level of before its sleep, on its bus and in the app.",
        BATTERY.replaced(KeyedBattery),
    ),
    HOME.fault(
        "status-loads-twice",
        "STATUS-12",
        "The home page shows each of several charge levels after a refresh",
        "The home page loads twice, and never again.",
        STATUS_PAGE.replaced(OncePage),
        "the home page shows a charge level of 25 % within 60 s of the refresh and stays so for 5 min",
    ),
    HOME.fault(
        "status-not-during-the-horn",
        "STATUS-12",
        "The home page shows the charge level while the vehicle carries out the horn order",
        "While an order is under way no status is answered.",
        STATUS_PAGE.ignores(StatusPage.ask, when=_has_ordered),
    ),
    HOME.fault(
        "status-not-after-30-min",
        "STATUS-07",
        "The home page shows the charge level that fell while the vehicle slept for 30 min",
        "A vehicle that has slept for 20 min does not answer.",
        ANSWERS.replaced(WearyAnswers),
    ),
    HOME.fault(
        "status-not-while-started",
        "STATUS-12",
        "The home page shows the charge level of 60 % of a vehicle that is started",
        "A vehicle that is started does not answer.",
        ANSWERS.ignores(StatusAnswers.receive, when=shows("ignition.state", "running")),
    ),
    HOME.fault(
        "range-constant",
        "STATUS-13",
        "The home page shows a range that follows the battery down and up",
        "The range is that of a full battery, on the bus and in the app.",
        BATTERY.calibrated(BatteryCalibration(range_km_per_percent=0.0)),
        "the range on the home page is shorter than before the refresh",
    ),
    HOME.fault(
        "range-only-falls",
        "STATUS-13",
        "The home page shows a range that follows the battery down and up",
        "The range that is told never rises again.",
        ANSWERS.replaced(FallingRange),
        "the home page shows the range of the vehicle within 60 s of the refresh and stays so for 5 min",
    ),
    HOME.fault(
        "charge-status-sticks-at-charging",
        "STATUS-03",
        "The home page shows a charge, and its end",
        "A charge that has ended is told as a charge.",
        ANSWERS.replaced(StickyCharge),
        "the home page shows the charge as idle within 60 s of the refresh and stays so for 5 min",
    ),
    HOME.fault(
        "charge-status-finished-as-idle",
        "STATUS-03",
        "The home page shows that a charge has finished",
        "A finished charge is told as none.",
        ANSWERS.alters(
            StatusAnswers.status,
            lambda told: {**told, "charge_state": str(told["charge_state"]).replace("finished", "idle")},
        ),
    ),
    CONNECTION.fault(
        "status-goes-on-without-internet",
        "STATUS-08",
        "The loading of a vehicle that is awake ends when the phone loses WIFI",
        "Values are shown that came after the phone had lost the internet.",
        STATUS_PAGE.replaced(LeakyPage),
    ),
    CONNECTION.fault(
        "status-without-internet",
        "STATUS-08",
        "A refresh of a phone without internet shows nothing new, and one with internet again does",
        "A phone without internet is shown new values.",
        STATUS_PAGE.replaced(variant(StatusPage, online=True)),
        "the home page keeps showing a charge level of 80 % for 3 min after the start of the wait",
    ),
    CONNECTION.fault(
        "switch-breaks-off-once",
        "STATUS-10",
        "A second switch of the connection breaks off the next loading too",
        "Only the first switch breaks a loading off.",
        STATUS_PAGE.replaced(OnceCareful),
        BROKEN_OFF,
    ),
    HOME.fault(
        "status-never-loads",
        "STATUS-02",
        "The app loads charge level, range and charge of the vehicle",
        "The home page never loads.",
        STATUS_PAGE.ignores(StatusPage.ask),
        "the home page is loaded in reaction to the refresh",
    ),
    HOME.fault(
        "charge-not-in-the-app",
        "STATUS-02",
        "The app starts a charge",
        "The app takes no order.",
        DEAF_APP,
    ),
    *_just_late(
        HOME,
        "charge-level",
        "STATUS-07",
        LEVEL.format(100, "asleep"),
    ),
    *_just_late(HOME, "range", "STATUS-07", "The home page shows the range of a vehicle that is awake"),
    *_just_late(HOME, "charge-status", "STATUS-07", INTERRUPTED_ASLEEP),
    HOME.fault(
        "status-not-asleep",
        "STATUS-07",
        FELL_ASLEEP,
        "A sleeping vehicle does not answer.",
        SLEEPY_ANSWERS,
    ),
    _off("charge_level", 1.0, "STATUS-12", LEVEL.format(7, "awake")),
    _off("charge_level", -1.0, "STATUS-12", LEVEL.format(7, "awake")),
    HOME.fault(
        "charge-level-stale",
        "STATUS-12",
        "The home page shows the charge level of 43 % of a vehicle that is asleep",
        "The vehicle answers every refresh as the first.",
        ANSWERS.replaced(StaleAnswers),
    ),
    HOME.fault(
        "charge-level-from-before-the-sleep",
        "STATUS-12",
        FELL_ASLEEP,
        "A vehicle that has just woken up answers what it knew before it slept.",
        ANSWERS.replaced(OldAnswers),
    ),
    _off("range_km", 1.0, "STATUS-13", "The home page shows the range of a vehicle that is awake"),
    _off("range_km", -1.0, "STATUS-13", "The home page shows the range of a vehicle that is awake"),
    HOME.fault(
        "range-in-miles",
        "STATUS-13",
        "The home page shows the range of a vehicle that is awake",
        "The range is told in miles.",
        ANSWERS.alters(
            StatusAnswers.status, lambda told: {**told, "range_km": round(float(str(told["range_km"])) / 1.609)}
        ),
    ),
    HOME.fault(
        "range-stale",
        "STATUS-13",
        "The home page shows the range of a vehicle that is asleep",
        "The vehicle answers every refresh as the first.",
        ANSWERS.replaced(StaleAnswers),
    ),
    HOME.fault(
        "charge-status-always-idle",
        "STATUS-03",
        "The home page shows a charge, and its end",
        "The charge status is told as idle.",
        ANSWERS.alters(StatusAnswers.status, lambda told: {**told, "charge_state": "idle"}),
        "the home page shows the charge as charging within 60 s of the refresh",
    ),
    HOME.fault(
        "charge-status-always-charging",
        "STATUS-03",
        INTERRUPTED_ASLEEP,
        "An interrupted charge is told as a charge.",
        ANSWERS.alters(StatusAnswers.status, lambda told: {**told, "charge_state": "charging"}),
    ),
    HOME.fault(
        "charge-level-refreshes-itself",
        "STATUS-04",
        "A new charge level and range are not shown until the home page is refreshed",
        "The home page refreshes itself.",
        STATUS_PAGE.replaced(RestlessPage),
        "the home page keeps showing a charge level of 80 % for 10 min after the start of the wait",
    ),
    HOME.fault(
        "range-refreshes-itself",
        "STATUS-04",
        "A new charge level and range are not shown until the home page is refreshed",
        "The home page refreshes its range.",
        STATUS_PAGE.replaced(CreepingPage),
        "the home page keeps the old range for 10 min after the start of the wait",
    ),
    HOME.fault(
        "charge-status-refreshes-itself",
        "STATUS-04",
        "The start of a charge is not shown until the home page is refreshed",
        "The home page refreshes itself.",
        STATUS_PAGE.replaced(RestlessPage),
    ),
    HOME.fault(
        "status-slide-dead",
        "STATUS-05",
        "The new charge level appears when the home page is slid down",
        "Sliding the page down does nothing.",
        NUMB_TO_SLIDES,
        LOADING,
    ),
    HOME.fault(
        "status-arrow-dead",
        "STATUS-06",
        "The new charge level appears when the round arrow of the home page is tapped",
        "The round arrow does nothing.",
        STATUS_PAGE.returns(StatusPage.refresh, None, argument="round_arrow"),
        LOADING,
    ),
    CONNECTION.fault(
        "no-status-over-mobile-data",
        "STATUS-08",
        "The charge level loads over mobile data",
        "Over mobile data only the first refresh loads.",
        _first_alone("mobile"),
    ),
    CONNECTION.fault(
        "no-status-over-wifi",
        "STATUS-08",
        "The charge level loads over WIFI",
        "Over WIFI only the first refresh loads.",
        _first_alone("wifi"),
    ),
    *_just_late(CONNECTION, "status-over-mobile-data", "STATUS-08", "The charge level loads over mobile data"),
    CONNECTION.fault(
        "status-waits-for-ever",
        "STATUS-08",
        "A refresh works after one that found the vehicle without network",
        "A refresh that is not answered never ends.",
        STATUS_PAGE.also(StatusPage.refresh, lambda page: page._limit.cancel()),
    ),
    CONNECTION.fault(
        "status-goes-on-over-mobile-data",
        "STATUS-10",
        "The loading of a vehicle that is awake ends when the phone leaves WIFI for mobile data",
        "A switch of the connection does not break the loading off.",
        CARELESS,
        BROKEN_OFF,
    ),
    CONNECTION.fault(
        "status-goes-on-over-wifi",
        "STATUS-10",
        "The loading of a vehicle that is awake ends when the phone leaves mobile data for WIFI",
        "A switch of the connection does not break the loading off.",
        CARELESS,
        BROKEN_OFF,
    ),
    CONNECTION.fault(
        "status-shown-after-the-switch",
        "STATUS-09",
        "The loading of a vehicle that is asleep ends when the phone leaves WIFI for mobile data",
        "Values that come after a switch are shown all the same.",
        STATUS_PAGE.replaced(LeakyPage),
        KEEPS,
    ),
    CONNECTION.fault(
        "status-shown-after-the-question",
        "STATUS-09",
        "The loading ends when the phone leaves WIFI for mobile data while a sleeping vehicle is asked",
        "What a vehicle answers that was asked before a switch is shown all the same.",
        STATUS_PAGE.replaced(LateLeakyPage),
        KEEPS,
    ),
    CONNECTION.fault(
        "status-goes-on-while-the-vehicle-is-asked",
        "STATUS-10",
        "The loading ends when the phone leaves WIFI for mobile data while a sleeping vehicle is asked",
        "A switch of the connection does not break the loading off.",
        CARELESS,
        BROKEN_OFF,
    ),
    CONNECTION.fault(
        "status-dead-after-a-switch",
        "STATUS-09",
        "A refresh after a switch of the connection loads the values",
        "Once the connection has been switched nothing loads any more.",
        STATUS_PAGE.replaced(SpentPage),
    ),
)
