"""Faults of the notification of the full charge."""

from __future__ import annotations

from collections.abc import Mapping

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.slots import CHARGING_PAGES, PHONE
from simulators.offboard.phone.charging import FULL, ChargingPages
from simulators.offboard.phone.phone import Phone
from simulators.offboard.service import Json

NOTIFICATION = Theme("features/charging/notification.feature")
NOTIFIED = "The driver is notified once of a full battery at a fast station with the app in the background"


class InsistentPages(ChargingPages):
    """A charging page that tells of a full charge twice."""

    def take(self, status: Mapping[str, Json]) -> None:
        first = self.is_full(status) and not self._notified_full
        super().take(status)
        if first:
            self._kernel.call_in(seconds(5), lambda: self._messenger.notify(FULL))


def _early(percent: float, kind: str) -> Fault:
    def is_full(pages: ChargingPages, status: Mapping[str, Json]) -> bool:
        soc_percent = status.get("soc_percent")
        return isinstance(soc_percent, (int, float)) and soc_percent >= percent and pages._plugged(status)

    return NOTIFICATION.fault(
        f"full-charge-told-at-{percent:g}-percent",
        "CHARGE-05",
        f"A {kind} charge that ends at {percent:g} % is not notified",
        f"A full charge is told at {percent:g} %.",
        CHARGING_PAGES.instead(ChargingPages.is_full, is_full),
        "no notification tells of a full charge for 15 min after the order",
    )


class OncePages(ChargingPages):
    """A charging page that tells of the first full charge, and of no other."""

    _told_once = False

    def take(self, status: Mapping[str, Json]) -> None:
        self._notified_full = self._notified_full or self._told_once
        super().take(status)
        self._told_once = self._told_once or self._notified_full


class ForgetfulPages(ChargingPages):
    """A charging page that takes each plug in a full vehicle for a full charge."""

    def take(self, status: Mapping[str, Json]) -> None:
        super().take(status)
        self._notified_full = self.is_full(status)


class ImmediatePages(ChargingPages):
    """A charging page that tells of no full charge in deferred mode."""

    def is_full(self, status: Mapping[str, Json]) -> bool:
        return super().is_full(status) and status.get("relay.charge.mode") == "immediate"


class QuietPages(ChargingPages):
    """A charging page to which a full charge while pre-conditioning runs counts as told."""

    def take(self, status: Mapping[str, Json]) -> None:
        self._notified_full |= self.is_full(status) and status.get("precond.state") == "running"
        super().take(status)


class PatientPages(ChargingPages):
    """A charging page that tells of no full charge once one was interrupted."""

    _interrupted = False

    def take(self, status: Mapping[str, Json]) -> None:
        self._interrupted |= status.get("relay.charge.state") == "interrupted"
        super().take(status)

    def is_full(self, status: Mapping[str, Json]) -> bool:
        return super().is_full(status) and not self._interrupted


class UnbrokenPages(ChargingPages):
    """A charging page that tells of no full charge once the driver has ended one while plugged in."""

    _ended = False

    def take(self, status: Mapping[str, Json]) -> None:
        self._ended |= self._plugged(status) and status.get("relay.charge.state") == "idle"
        super().take(status)

    def is_full(self, status: Mapping[str, Json]) -> bool:
        return super().is_full(status) and not self._ended


TOLD = "a notification tells of the full charge in reaction to the full charge"

FAULTS = (
    NOTIFICATION.fault(
        "full-charge-during-preconditioning-not-told",
        "CHARGE-05",
        "The driver is notified of a battery that is full while pre-conditioning runs and a second time once it"
        " was stopped",
        "A full charge while pre-conditioning runs is not told.",
        CHARGING_PAGES.replaced(QuietPages),
        TOLD,
    ),
    NOTIFICATION.fault(
        "full-charge-not-told-once-interrupted",
        "CHARGE-05",
        "The driver of a hybrid is notified of a charge that is full after pre-conditioning interrupted it",
        "The full charge is not told once pre-conditioning has interrupted the charge.",
        CHARGING_PAGES.replaced(PatientPages),
        TOLD,
    ),
    NOTIFICATION.fault(
        "full-charge-not-told-once-ended",
        "CHARGE-05",
        "The driver is notified of a full battery after plug, hatch button and orders have cut the charge short",
        "The full charge is not told once the charge was ended and begun again.",
        CHARGING_PAGES.replaced(UnbrokenPages),
        TOLD,
    ),
    NOTIFICATION.fault(
        "full-charge-never-told",
        "CHARGE-05",
        NOTIFIED,
        "Nothing tells of the full charge.",
        CHARGING_PAGES.returns(ChargingPages.is_full, False),
        TOLD,
    ),
    NOTIFICATION.fault(
        "full-charge-told-twice",
        "CHARGE-05",
        NOTIFIED,
        "The full charge is told twice.",
        CHARGING_PAGES.replaced(InsistentPages),
        "the driver gets one notification of the full charge",
    ),
    _early(50.0, "fast"),
    _early(80.0, "regular"),
    _early(90.0, "fast"),
    _early(99.0, "fast"),
    _early(99.5, "regular"),
    NOTIFICATION.fault(
        "full-charge-told-in-the-background-alone",
        "CHARGE-05",
        "The driver is notified once of a full battery at a regular station with the app on its home page",
        "With the app open nothing tells of the full charge.",
        PHONE.ignores(Phone.notify, when=lambda phone, _message: phone.page not in ("background", "locked")),
        TOLD,
    ),
    NOTIFICATION.fault(
        "full-charge-told-once",
        "CHARGE-05",
        "The driver is notified of each full charge",
        "Only the first full charge is told.",
        CHARGING_PAGES.replaced(OncePages),
        "the driver gets 2 notifications of the full charge",
    ),
    NOTIFICATION.fault(
        "full-charge-told-at-each-plug",
        "CHARGE-05",
        "The driver is not notified anew when a full vehicle is plugged in again",
        "A full charge is told again when a full vehicle is plugged in.",
        CHARGING_PAGES.replaced(ForgetfulPages),
        "the driver gets one notification of the full charge",
    ),
    NOTIFICATION.fault(
        "full-charge-not-told-in-deferred-mode",
        "CHARGE-05",
        "The driver is notified of a charge from the app that is full after hours",
        "A full charge in deferred mode is not told.",
        CHARGING_PAGES.replaced(ImmediatePages),
        TOLD,
    ),
)
