"""Moments that a faulty ECU counts from, so that it is late by a definite time whatever the seed draws."""

from __future__ import annotations

from clock.kernel import S, seconds
from simulators.offboard.service import ServiceChange
from simulators.world import World


class TapClock:
    """A clock that tells when the driver last tapped an order in the app.

    Args:
        world: Whose phone is watched.
        kind: A kind of order whose button is animated: lock, unlock, lights or horn.
    """

    def __init__(self, world: World, kind: str) -> None:
        self._kernel = world.services["phone"].kernel
        self._kind = kind
        self._item = f"progress.{kind}"
        self._tapped_ns = 0
        world.services["phone"].watch(self._on_change)

    def since_s(self) -> float:
        """Give the seconds since the tap."""
        return (self._kernel.now_ns - self._tapped_ns) / S

    def left_ns(self, until_s: float) -> int:
        """Give the nanoseconds from now until so many seconds after the tap; 0 when that has passed."""
        return max(0, self._tapped_ns + seconds(until_s) - self._kernel.now_ns)

    def taps(self, change: ServiceChange) -> bool:
        """Tell whether a change of the phone is the tap."""
        return change.item == self._item and change.value == "in_progress"

    def _on_change(self, change: ServiceChange) -> None:
        if self.taps(change):
            self._tapped_ns = change.at_ns


class ChargeTapClock(TapClock):
    """The same of an order such as charge_start, which has no button that is animated."""

    def taps(self, change: ServiceChange) -> bool:
        """See `TapClock.taps`."""
        return change.item == "charge.order" and change.value == {"kind": self._kind, "state": "sending"}
