"""Faults of the notification of the full charge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.preconditioning.charge_along import pages
from proof.variant import variant
from simulators.offboard.phone.charging import FULL, ChargingPages
from simulators.offboard.service import Json

NOTIFICATION = Theme("features/charging/notification.feature")
NOTIFIED = "The driver is notified once of a full battery"


class EarlyFullPages(ChargingPages):
    """A charging page that calls a battery full at `FULL_PERCENT`."""

    FULL_PERCENT: ClassVar[float] = 100.0

    def is_full(self, status: Mapping[str, Json]) -> bool:
        soc_percent = status.get("soc_percent")
        return isinstance(soc_percent, (int, float)) and soc_percent >= self.FULL_PERCENT and self._plugged(status)


class NeverFullPages(ChargingPages):
    """A charging page that tells of no full charge."""

    def is_full(self, status: Mapping[str, Json]) -> bool:
        return False


class InsistentPages(ChargingPages):
    """A charging page that tells of a full charge twice."""

    def take(self, status: Mapping[str, Json]) -> None:
        first = self.is_full(status) and not self._notified_full
        super().take(status)
        if first:
            self._kernel.call_in(seconds(5), lambda: self._messenger.notify(FULL))


def _notified(name: str, description: str, kind: type[ChargingPages], then: str) -> Fault:
    return NOTIFICATION.fault(name, "CHARGE-05", NOTIFIED, description, then=then, offboard=pages(kind))


def _early(percent: float) -> Fault:
    return NOTIFICATION.fault(
        f"full-charge-told-at-{percent:g}-percent",
        "CHARGE-05",
        f"A charge that ends at {percent:g} % is not notified",
        f"A full charge is told at {percent:g} %.",
        then="no notification tells of a full charge for 5 min after the order",
        offboard=pages(variant(EarlyFullPages, FULL_PERCENT=percent)),
    )


FAULTS = (
    _notified(
        "full-charge-never-told",
        "Nothing tells of the full charge.",
        NeverFullPages,
        "a notification tells of the full charge in reaction to the full charge",
    ),
    _notified(
        "full-charge-told-twice",
        "The full charge is told twice.",
        InsistentPages,
        "the driver gets one notification of the full charge",
    ),
    _early(99.0),
    _early(99.5),
)
