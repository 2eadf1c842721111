"""Faults of trips on which the privacy mode changes under way."""

from __future__ import annotations

from proof.fault import Theme
from proof.slots import TRIP_RECORDER
from simulators.ecus.screen.trips import TripRecorder

UNDER_WAY = Theme("features/bluetooth_trips/under_way.feature")
TITLE = "Trips on which private mode is chosen under way stay out of the app, those after its end arrive"


class ModeOfTheBeginning(TripRecorder):
    """A recorder that reports what began without private mode."""

    _shared = False

    def begin(self) -> None:
        self._shared = self._com.get("privacy.mode") != "private"
        super().begin()

    def reports_information(self) -> bool:
        return self._shared


class SuspiciousRecorder(TripRecorder):
    """A recorder that reports nothing of the trip on which private mode ends."""

    _private = False

    def begin(self) -> None:
        self._private = self._com.get("privacy.mode") == "private"
        super().begin()

    def reports_trips(self) -> bool:
        return super().reports_trips() and not self._private


FAULTS = (
    UNDER_WAY.fault(
        "trip-reported-by-the-mode-of-its-beginning",
        "BTTRIP-19",
        TITLE,
        "A trip on which private mode is chosen under way is reported.",
        TRIP_RECORDER.replaced(ModeOfTheBeginning),
        "no trip is in the app for 5 min after the end of the trip",
    ),
    UNDER_WAY.fault(
        "no-trip-on-which-private-mode-ends",
        "BTTRIP-18",
        TITLE,
        "The trip on which private mode ends is not reported.",
        TRIP_RECORDER.replaced(SuspiciousRecorder),
        "the app shows a trip of 700 m in reaction to the end of the trip",
    ),
)
