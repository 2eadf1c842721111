"""Faults of the status on the app's home page."""

from __future__ import annotations

from functools import partial

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
from proof.slots import ANSWERS, STATUS_PAGE
from simulators.ecus.telematics.status import StatusAnswers
from simulators.offboard.network import Payload
from simulators.offboard.phone.status import StatusPage
from simulators.offboard.service import Json

HOME = Theme("features/status/home_page.feature")
CONNECTION = Theme("features/status/connection.feature")
FELL_ASLEEP = "The charge level that fell in the sleep of the vehicle"
INTERRUPTED_ASLEEP = "The status of a sleeping vehicle whose charge the station has interrupted"
LOADING = "the home page is loading in reaction to the refresh"
BROKEN_OFF = "the loading of the home page is broken off in reaction to the switch of the connection"
KEEPS = "the home page keeps the old charge level for 2 min after the switch of the connection"


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


class CreepingPage(RestlessPage):
    """A status page that refreshes its range by itself, and nothing else."""

    def show(self, status: Payload) -> None:
        if self._load == 1:
            super().show(status)
        else:
            self._phone.publish("status.range_km", status["range_km"])


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


FAULTS = (
    HOME.fault(
        "status-never-loads",
        "STATUS-02",
        "The status can be loaded in the app",
        "The home page never loads.",
        STATUS_PAGE.ignores(StatusPage.ask),
        "the home page is loaded in reaction to the refresh",
    ),
    HOME.fault(
        "charge-not-in-the-app",
        "STATUS-02",
        "A charge can be started in the app",
        "The app takes no order.",
        DEAF_APP,
    ),
    *_just_late(HOME, "charge-level", "STATUS-07", "The charge level of 100 % of a vehicle that is asleep"),
    *_just_late(HOME, "range", "STATUS-07", "The range of a vehicle that is awake"),
    *_just_late(HOME, "charge-status", "STATUS-07", INTERRUPTED_ASLEEP),
    HOME.fault(
        "status-not-asleep",
        "STATUS-07",
        FELL_ASLEEP,
        "A sleeping vehicle does not answer.",
        SLEEPY_ANSWERS,
        "the home page is loaded in reaction to the refresh",
    ),
    _off("charge_level", 1.0, "STATUS-12", "The charge level of 7 % of a vehicle that is awake"),
    _off("charge_level", -1.0, "STATUS-12", "The charge level of 7 % of a vehicle that is awake"),
    HOME.fault(
        "charge-level-stale",
        "STATUS-12",
        "The charge level of 43 % of a vehicle that is asleep",
        "The vehicle answers every refresh as the first.",
        ANSWERS.replaced(StaleAnswers),
    ),
    HOME.fault(
        "charge-level-from-before-the-sleep",
        "STATUS-12",
        FELL_ASLEEP,
        "A vehicle that has just woken up answers what it knew before it slept.",
        ANSWERS.replaced(OldAnswers),
        "the home page shows the charge level of the vehicle",
    ),
    _off("range_km", 1.0, "STATUS-13", "The range of a vehicle that is awake"),
    _off("range_km", -1.0, "STATUS-13", "The range of a vehicle that is awake"),
    HOME.fault(
        "range-in-miles",
        "STATUS-13",
        "The range of a vehicle that is asleep",
        "The range is told in miles.",
        ANSWERS.alters(
            StatusAnswers.status, lambda told: {**told, "range_km": round(float(str(told["range_km"])) / 1.609)}
        ),
    ),
    HOME.fault(
        "range-stale",
        "STATUS-13",
        "The range of a vehicle that is asleep",
        "The vehicle answers every refresh as the first.",
        ANSWERS.replaced(StaleAnswers),
    ),
    HOME.fault(
        "charge-status-always-idle",
        "STATUS-03",
        "The status of a vehicle that charges",
        "The charge status is told as idle.",
        ANSWERS.alters(StatusAnswers.status, lambda told: {**told, "charge_state": "idle"}),
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
        "A new charge level and range are not shown",
        "The home page refreshes itself.",
        STATUS_PAGE.replaced(RestlessPage),
        "the home page keeps the old charge level for 2 min after the change of the charge level",
    ),
    HOME.fault(
        "range-refreshes-itself",
        "STATUS-04",
        "A new charge level and range are not shown",
        "The home page refreshes its range.",
        STATUS_PAGE.replaced(CreepingPage),
        "the home page keeps the old range for 2 min after the change of the charge level",
    ),
    HOME.fault(
        "charge-status-refreshes-itself",
        "STATUS-04",
        "The start of a charge is not shown",
        "The home page refreshes itself.",
        STATUS_PAGE.replaced(RestlessPage),
    ),
    HOME.fault(
        "status-slide-dead",
        "STATUS-05",
        "The new charge level appears when the page is slid down",
        "Sliding the page down does nothing.",
        NUMB_TO_SLIDES,
        LOADING,
    ),
    HOME.fault(
        "status-arrow-dead",
        "STATUS-06",
        "The new charge level appears when the round arrow is tapped",
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
        "A refresh loads the values after one that the vehicle could not answer",
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
        "A refresh after the switch loads the values",
        "Once the connection has been switched nothing loads any more.",
        STATUS_PAGE.replaced(SpentPage),
    ),
)
