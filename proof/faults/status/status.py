"""Faults of the status on the app's home page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from proof.fault import Fault, Theme
from proof.faults.remote_control.apps import DeafPhone
from proof.faults.remote_control.lock_status import LatePage, NumbPage, RestlessPage, SleepyAnswers, StaleAnswers
from proof.variant import ecu, variant
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.unit import Telematics
from simulators.offboard.network import Payload
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage
from simulators.offboard.service import Json
from simulators.world import Offboard

HOME = Theme("features/status/home_page.feature")
CONNECTION = Theme("features/status/connection.feature")
FELL_ASLEEP = "The charge level that fell in the sleep of the vehicle"
INTERRUPTED_ASLEEP = "The status of a sleeping vehicle whose charge the station has interrupted"
LOADING = "the home page is loading in reaction to the refresh"
BROKEN_OFF = "the loading of the home page is broken off in reaction to the switch of the connection"
KEEPS = "the home page keeps the old charge level for 2 min after the switch of the connection"


class SkewedAnswers(StatusAnswers):
    """A status answer that tells another value of one item."""

    ITEM: ClassVar[str] = ""
    VALUE: ClassVar[Json] = None
    ADD: ClassVar[float | None] = None

    def status(self) -> dict[str, Json]:
        told = super().status()
        if self.ADD is not None:
            return {**told, self.ITEM: float(str(told[self.ITEM])) + self.ADD}
        return {**told, self.ITEM: self.VALUE}


class MilesAnswers(StatusAnswers):
    """A status answer that tells the range in miles."""

    def status(self) -> dict[str, Json]:
        told = super().status()
        return {**told, "range_km": round(float(str(told["range_km"])) / 1.609)}


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


class EmptyPage(StatusPage):
    """A status page that loads nothing."""

    def _ask(self, load: int) -> None:
        """Do not ask."""


class FastidiousPage(StatusPage):
    """A status page that loads over one kind of connection only once."""

    DISLIKED: ClassVar[str] = "mobile"

    def _ask(self, load: int) -> None:
        if load == 1 or self._connection != self.DISLIKED:
            super()._ask(load)


class CreepingPage(RestlessPage):
    """A status page that refreshes its range by itself, and nothing else."""

    def show(self, status: Payload) -> None:
        if self._load == 1:
            super().show(status)
        else:
            self._phone.publish("status.range_km", status["range_km"])


class CarelessPage(StatusPage):
    """A status page that goes on loading over another connection."""

    def switched(self) -> None:
        """Mind nothing."""


class EndlessPage(StatusPage):
    """A status page that waits for ever for what the vehicle does not answer."""

    def _on_refresh(self, argument: Json) -> Json:
        super()._on_refresh(argument)
        self._limit.cancel()
        return None


class SpentPage(StatusPage):
    """A status page that loads nothing more once the connection has been switched."""

    _switched = False

    def switched(self) -> None:
        super().switched()
        self._switched = True

    def _ask(self, load: int) -> None:
        if not self._switched:
            super()._ask(load)


class LateLeakyPage(StatusPage):
    """A status page that breaks off, and shows the values all the same when the vehicle has been asked before."""

    def _arrived(self, load: int, status: Payload) -> None:
        if self._waits_for(load):
            super()._arrived(load, status)
        else:
            self.show(status)


class LeakyPage(LateLeakyPage):
    """A status page that breaks off, and shows the values all the same when they come."""

    def _ask(self, load: int) -> None:
        self._backoffice.request_status(partial(self._answered, load), sender=self._sender())


def _page(
    theme: Theme,
    name: str,
    requirement: str,
    title: str,
    description: str,
    page: type[StatusPage],
    *,
    then: str | None = None,
    good: bool = False,
) -> Fault:
    offboard = Offboard(phone=variant(Phone, STATUS=page))
    return theme.fault(name, requirement, title, description, then=then, good=good, offboard=offboard)


def _answers(name: str, requirement: str, title: str, description: str, answers: type[StatusAnswers]) -> Fault:
    return HOME.fault(name, requirement, title, description, ecus=ecu(Telematics, answers))


def _late(theme: Theme, item: str, requirement: str, title: str) -> Iterator[Fault]:
    """Make the faults of what is shown just too late, and just in time."""
    for shown_s, good in ((60.2, False), (59.8, True)):
        text = f"The home page shows the vehicle {shown_s:g} s after the refresh."
        page = variant(LatePage, SHOWN_S=shown_s)
        yield _page(theme, f"{item}-at-{shown_s:g}s", requirement, title, text, page, good=good)


def _off(item: str, by: float, requirement: str, title: str) -> Fault:
    told = {"charge_level": f"{abs(by):g} %", "range_km": f"{abs(by):g} km"}[item]
    return _answers(
        f"{item.removesuffix('_km').replace('_', '-')}-off-by-{'minus-' if by < 0 else ''}one",
        requirement,
        title,
        f"The {item.removesuffix('_km').replace('_', ' ')} is told {told} too {'low' if by < 0 else 'high'}.",
        variant(SkewedAnswers, ITEM=item, ADD=by),
    )


FAULTS = (
    _page(
        HOME,
        "status-never-loads",
        "STATUS-02",
        "The status can be loaded in the app",
        "The home page never loads.",
        EmptyPage,
        then="the home page is loaded in reaction to the refresh",
    ),
    HOME.fault(
        "charge-not-in-the-app",
        "STATUS-02",
        "A charge can be started in the app",
        "The app takes no order.",
        offboard=Offboard(phone=DeafPhone),
    ),
    *_late(HOME, "charge-level", "STATUS-07", "The charge level of 100 % of a vehicle that is asleep"),
    *_late(HOME, "range", "STATUS-07", "The range of a vehicle that is awake"),
    *_late(HOME, "charge-status", "STATUS-07", INTERRUPTED_ASLEEP),
    HOME.fault(
        "status-not-asleep",
        "STATUS-07",
        FELL_ASLEEP,
        "A sleeping vehicle does not answer.",
        then="the home page is loaded in reaction to the refresh",
        ecus=ecu(Telematics, SleepyAnswers),
    ),
    _off("charge_level", 1.0, "STATUS-12", "The charge level of 7 % of a vehicle that is awake"),
    _off("charge_level", -1.0, "STATUS-12", "The charge level of 7 % of a vehicle that is awake"),
    _answers(
        "charge-level-stale",
        "STATUS-12",
        "The charge level of 43 % of a vehicle that is asleep",
        "The vehicle answers every refresh as the first.",
        StaleAnswers,
    ),
    HOME.fault(
        "charge-level-from-before-the-sleep",
        "STATUS-12",
        FELL_ASLEEP,
        "A vehicle that has just woken up answers what it knew before it slept.",
        then="the home page shows the charge level of the vehicle",
        ecus=ecu(Telematics, OldAnswers),
    ),
    _off("range_km", 1.0, "STATUS-13", "The range of a vehicle that is awake"),
    _off("range_km", -1.0, "STATUS-13", "The range of a vehicle that is awake"),
    _answers(
        "range-in-miles",
        "STATUS-13",
        "The range of a vehicle that is asleep",
        "The range is told in miles.",
        MilesAnswers,
    ),
    _answers(
        "range-stale",
        "STATUS-13",
        "The range of a vehicle that is asleep",
        "The vehicle answers every refresh as the first.",
        StaleAnswers,
    ),
    _answers(
        "charge-status-always-idle",
        "STATUS-03",
        "The status of a vehicle that charges",
        "The charge status is told as idle.",
        variant(SkewedAnswers, ITEM="charge_state", VALUE="idle"),
    ),
    _answers(
        "charge-status-always-charging",
        "STATUS-03",
        INTERRUPTED_ASLEEP,
        "An interrupted charge is told as a charge.",
        variant(SkewedAnswers, ITEM="charge_state", VALUE="charging"),
    ),
    _page(
        HOME,
        "charge-level-refreshes-itself",
        "STATUS-04",
        "A new charge level and range are not shown",
        "The home page refreshes itself.",
        RestlessPage,
        then="the home page keeps the old charge level for 2 min after the change of the charge level",
    ),
    _page(
        HOME,
        "range-refreshes-itself",
        "STATUS-04",
        "A new charge level and range are not shown",
        "The home page refreshes its range.",
        CreepingPage,
        then="the home page keeps the old range for 2 min after the change of the charge level",
    ),
    _page(
        HOME,
        "charge-status-refreshes-itself",
        "STATUS-04",
        "The start of a charge is not shown",
        "The home page refreshes itself.",
        RestlessPage,
    ),
    _page(
        HOME,
        "status-slide-dead",
        "STATUS-05",
        "The new charge level appears when the page is slid down",
        "Sliding the page down does nothing.",
        NumbPage,
        then=LOADING,
    ),
    _page(
        HOME,
        "status-arrow-dead",
        "STATUS-06",
        "The new charge level appears when the round arrow is tapped",
        "The round arrow does nothing.",
        variant(NumbPage, NUMB="round_arrow"),
        then=LOADING,
    ),
    _page(
        CONNECTION,
        "no-status-over-mobile-data",
        "STATUS-08",
        "The charge level loads over mobile data",
        "Over mobile data only the first refresh loads.",
        FastidiousPage,
    ),
    _page(
        CONNECTION,
        "no-status-over-wifi",
        "STATUS-08",
        "The charge level loads over WIFI",
        "Over WIFI only the first refresh loads.",
        variant(FastidiousPage, DISLIKED="wifi"),
    ),
    *_late(CONNECTION, "status-over-mobile-data", "STATUS-08", "The charge level loads over mobile data"),
    _page(
        CONNECTION,
        "status-waits-for-ever",
        "STATUS-08",
        "A refresh loads the values after one that the vehicle could not answer",
        "A refresh that is not answered never ends.",
        EndlessPage,
    ),
    _page(
        CONNECTION,
        "status-goes-on-over-mobile-data",
        "STATUS-10",
        "The loading of a vehicle that is awake ends when the phone leaves WIFI for mobile data",
        "A switch of the connection does not break the loading off.",
        CarelessPage,
        then=BROKEN_OFF,
    ),
    _page(
        CONNECTION,
        "status-goes-on-over-wifi",
        "STATUS-10",
        "The loading of a vehicle that is awake ends when the phone leaves mobile data for WIFI",
        "A switch of the connection does not break the loading off.",
        CarelessPage,
        then=BROKEN_OFF,
    ),
    _page(
        CONNECTION,
        "status-shown-after-the-switch",
        "STATUS-09",
        "The loading of a vehicle that is asleep ends when the phone leaves WIFI for mobile data",
        "Values that come after a switch are shown all the same.",
        LeakyPage,
        then=KEEPS,
    ),
    _page(
        CONNECTION,
        "status-shown-after-the-question",
        "STATUS-09",
        "The loading ends when the phone leaves WIFI for mobile data while a sleeping vehicle is asked",
        "What a vehicle answers that was asked before a switch is shown all the same.",
        LateLeakyPage,
        then=KEEPS,
    ),
    _page(
        CONNECTION,
        "status-goes-on-while-the-vehicle-is-asked",
        "STATUS-10",
        "The loading ends when the phone leaves WIFI for mobile data while a sleeping vehicle is asked",
        "A switch of the connection does not break the loading off.",
        CarelessPage,
        then=BROKEN_OFF,
    ),
    _page(
        CONNECTION,
        "status-dead-after-a-switch",
        "STATUS-09",
        "A refresh after the switch loads the values",
        "Once the connection has been switched nothing loads any more.",
        SpentPage,
    ),
)
