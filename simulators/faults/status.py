"""Faults of the status on the app's home page."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from simulators.ecus.telematics import Telematics
from simulators.ecus.telematics_status import StatusAnswers
from simulators.faults.apps import DeafPhone
from simulators.faults.fault import Fault, Theme
from simulators.faults.lock_status import LatePage, NumbPage, RestlessPage, StaleAnswers
from simulators.faults.variant import unit, variant
from simulators.offboard.network import Payload
from simulators.offboard.phone import Phone
from simulators.offboard.phone_status import StatusPage
from simulators.offboard.service import Json
from simulators.world import Offboard

HOME = Theme("features/status/home_page.feature")
CONNECTION = Theme("features/status/connection.feature")
LEVEL = "the home page shows the charge level of the vehicle within 60 s of the refresh"
LOADING = "the home page is loading in reaction to the refresh"
BROKEN_OFF = "the loading of the home page is broken off in reaction to the switch of the connection"
KEEPS = "the home page keeps the old charge level for 2 min after the switch of the connection"


class SkewedAnswers(StatusAnswers):
    """Tells another value of one item."""

    ITEM: ClassVar[str] = ""
    VALUE: ClassVar[Json] = None
    ADD: ClassVar[float | None] = None

    def status(self) -> dict[str, Json]:
        told = super().status()
        if self.ADD is not None:
            return {**told, self.ITEM: float(str(told[self.ITEM])) + self.ADD}
        return {**told, self.ITEM: self.VALUE}


class EmptyPage(StatusPage):
    """Loads nothing."""

    def _ask(self, load: int) -> None:
        """Do not ask."""


class HomelyPage(StatusPage):
    """Loads over mobile data only once."""

    def _ask(self, load: int) -> None:
        if load == 1 or self._connection != "mobile":
            super()._ask(load)


class CarelessPage(StatusPage):
    """Goes on loading over another connection."""

    def switched(self) -> None:
        """Mind nothing."""


class LeakyPage(StatusPage):
    """Breaks off, and shows the values all the same when they come."""

    def _ask(self, load: int) -> None:
        self._backoffice.request_status(partial(self._answered, load), sender=self._sender())

    def _arrived(self, load: int, status: Payload) -> None:
        if self._waits_for(load):
            super()._arrived(load, status)
        else:
            self.show(status)


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
    return HOME.fault(name, requirement, title, description, ecus=unit(Telematics, STATUS=answers))


def _late(item: str, requirement: str, title: str, shown_s: float, *, good: bool = False) -> Fault:
    text = f"The home page shows the vehicle {shown_s:g} s after the refresh."
    page = variant(LatePage, SHOWN_S=shown_s)
    return _page(HOME, f"{item}-at-{shown_s:g}s", requirement, title, text, page, good=good)


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
    _late("charge-level", "STATUS-07", "The charge level of 100 % of a vehicle that is asleep", 60.2),
    _late("charge-level", "STATUS-07", "The charge level of 100 % of a vehicle that is asleep", 59.8, good=True),
    _late("range", "STATUS-07", "The range of a vehicle that is awake", 60.2),
    _late("range", "STATUS-07", "The range of a vehicle that is awake", 59.8, good=True),
    _answers(
        "charge-level-off-by-one",
        "STATUS-12",
        "The charge level of 7 % of a vehicle that is awake",
        "The charge level is told 1 % too high.",
        variant(SkewedAnswers, ITEM="charge_level", ADD=1.0),
    ),
    _answers(
        "charge-level-stale",
        "STATUS-12",
        "The charge level of 43 % of a vehicle that is asleep",
        "The vehicle answers every refresh as the first.",
        StaleAnswers,
    ),
    _answers(
        "range-off-by-one",
        "STATUS-13",
        "The range of a vehicle that is awake",
        "The range is told 1 km too high.",
        variant(SkewedAnswers, ITEM="range_km", ADD=1.0),
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
        "The status of a sleeping vehicle whose charge the station has interrupted",
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
        "charge-status-refreshes-itself",
        "STATUS-04",
        "The begin of a charge is not shown",
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
        HomelyPage,
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
)
