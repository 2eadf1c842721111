"""Faults of trips and mileage that show only with a call on the way, far away, far on or late in a year."""

from __future__ import annotations

from collections.abc import Callable

from proof.deviation import Deviation
from proof.fault import Theme
from proof.memory import Memory
from proof.slots import BREAKDOWN_CALL, INFORMATION, TRIP_PAGES, TRIP_RECORDER, UPLINK
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.trips import TripRecorder
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.uplink import Uplink
from simulators.offboard.phone.trips import TripPages
from simulators.offboard.vehicle_information import VehicleInformation

CONDITIONS = Theme("features/bluetooth_trips/conditions.feature")
TRIPS = Theme("features/bluetooth_trips/trips.feature")
MILEAGE = Theme("features/maintenance/mileage.feature")

WITH_A_CALL = (
    "A trip with a breakdown call and a lights order on the way is in the app with all that belongs to it"
)
FAR = "A trip of 67000 m with a stop on the way is in the app with all that belongs to it"
MONTH_S = 30 * 86_400
FAR_KM = 12350.0
CALLED = Memory()


def _told(change: Callable[[float], float]) -> Deviation:
    """Make a deviation of the mileage that the vehicle tells the back office."""
    return INFORMATION.given(
        VehicleInformation.show,
        shown=lambda shown: {
            **shown,
            "status": {**shown["status"], "odometer_km": change(shown["status"]["odometer_km"])},
        },
    )


class AddingRecorder(TripRecorder):
    """A trip recorder that goes on adding up from a trip that it was not to tell of."""

    _kept_m = 0.0

    def begin(self) -> None:
        super().begin()
        self._distance_m = self._kept_m
        self._kept_m = 0.0

    def reports_trips(self) -> bool:
        reports = super().reports_trips()
        self._kept_m = 0.0 if reports else self._distance_m
        return reports


class CallRecorder(TripRecorder):
    """A trip recorder that reports no trip in which a breakdown call was placed."""

    _called = False

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._com.on("bcall.state", self._on_call)

    def reports_trips(self) -> bool:
        return super().reports_trips() and not self._called

    def _on_call(self, state: SignalValue) -> None:
        self._called = self._called or state == "dialling"


def _without_streaming(recorder: TripRecorder) -> bool:
    return bool(recorder._bluetooth.uses) and "streaming" not in recorder._bluetooth.uses


FAULTS = (
    TRIPS.fault(
        "trip-with-a-call-lost",
        "BTTRIP-07",
        WITH_A_CALL,
        "A trip in which a breakdown call was placed does not come to the app.",
        TRIP_RECORDER.replaced(CallRecorder),
        "the trip is in the app in reaction to the end of the trip and stays so for 60 s",
    ),
    TRIPS.fault(
        "no-consumption-beyond-10-km",
        "BTTRIP-09",
        FAR,
        "A trip of more than 10 km comes without the average consumption.",
        TRIP_RECORDER.alters(
            TripRecorder.trip,
            lambda trip: {**trip, "average_consumption": None} if trip["distance_m"] > 10_000 else trip,
        ),
        "the app shows the average consumption of the trip",
    ),
    TRIPS.fault(
        "mileage-stops-at-12350-km",
        "MAINT-09",
        FAR,
        "Beyond 12350 km the mileage that comes over Bluetooth no longer grows.",
        TRIP_PAGES.given(
            TripPages.take_information,
            message=lambda message: {**message, "odometer_km": min(FAR_KM, message["odometer_km"])},
        ),
        "the information in the app has the mileage of the odometer",
    ),
    CONDITIONS.fault(
        "trip-of-a-month-before",
        "BTTRIP-17",
        "Trips on New Year's Eve and over midnight are in the app",
        "On the last day of a month a trip bears a date of the month before.",
        TRIP_RECORDER.instead(
            TripRecorder.clock_utc_s,
            lambda recorder: TripRecorder.clock_utc_s(recorder) - MONTH_S,
            when=lambda recorder: recorder._com.get("clock.day") == 31,
        ),
        "the app shows a trip of 500 m in reaction to the end of the trip",
    ),
    CONDITIONS.fault(
        "private-trip-told-without-streaming",
        "BTTRIP-19",
        "A trip in private mode does not arrive when private mode is deactivated later",
        "In private mode trips come to a phone that is not ticked for streaming.",
        TRIP_RECORDER.returns(TripRecorder.reports_trips, True, when=_without_streaming),
    ),
    MILEAGE.fault(
        "mileage-frozen-after-a-call",
        "MAINT-20",
        "A trip with a breakdown call on the way brings the mileage up to date without a phone",
        "Once a breakdown call was placed no status is sent.",
        BREAKDOWN_CALL.also(BreakdownCall.start, CALLED.note) | UPLINK.ignores(Uplink.tell, when=CALLED.happened),
    ),
    MILEAGE.fault(
        "mileage-not-from-a-new-vehicle",
        "MAINT-09",
        "From 0 km on a trip with a connected phone brings the mileage up to date",
        "A mileage below 1 km counts as none.",
        TRIP_PAGES.ignores(TripPages.take_information, when=lambda _pages, message: message["odometer_km"] < 1),
    ),
    MILEAGE.fault(
        "mileage-of-five-digits-over-the-link",
        "MAINT-09",
        "From 99999.8 km on a trip with a connected phone brings the mileage up to date",
        "The app has five digits for the mileage that comes over Bluetooth.",
        TRIP_PAGES.given(
            TripPages.take_information,
            message=lambda message: {**message, "odometer_km": message["odometer_km"] % 100_000},
        ),
    ),
    MILEAGE.fault(
        "mileage-by-contract-not-from-a-new-vehicle",
        "MAINT-20",
        "From 0 km on a trip with a contract brings the mileage up to date",
        "A mileage below 1 km is told as 0 km.",
        _told(lambda km: 0.0 if km < 1 else km),
    ),
    MILEAGE.fault(
        "mileage-by-contract-in-16-bits",
        "MAINT-20",
        "From 65535 km on a trip with a contract brings the mileage up to date",
        "A mileage is told up to 65535 km.",
        _told(lambda km: min(65_535.0, km)),
    ),
    MILEAGE.fault(
        "mileage-by-contract-of-six-digits",
        "MAINT-20",
        "From 999999.8 km on a trip with a contract brings the mileage up to date",
        "The mileage that is told begins anew at a million.",
        _told(lambda km: km % 1_000_000),
    ),
    CONDITIONS.fault(
        "private-trip-added-to-the-next",
        "BTTRIP-19",
        "A trip in private mode does not arrive when private mode is deactivated later",
        "The length of a trip in private mode is told with the next trip.",
        TRIP_RECORDER.replaced(AddingRecorder),
    ),
)
