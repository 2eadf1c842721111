"""Faults of trips, vehicle information and mileage in the app."""

from __future__ import annotations

from clock.kernel import seconds
from proof.fault import Fault, Theme
from proof.faults.telematics_box.telematics_box import FREE_OF_CHARGE
from proof.slots import BLUETOOTH, TRIP_PAGES, TRIP_RECORDER
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.bluetooth import Bluetooth
from simulators.ecus.screen.trips import TripRecorder
from simulators.offboard.phone.trips import TripCalibration, TripPages
from simulators.plant.bluetooth import Message

CONDITIONS = Theme("features/bluetooth_trips/conditions.feature")
TRIPS = Theme("features/bluetooth_trips/trips.feature")
MILEAGE = Theme("features/maintenance/mileage.feature")
IN_APP = "the trip is in the app in reaction to the end of the trip and stays so for 60 s"
BROUGHT = "The contact off brings a trip of 500 m to the app"
INFORMED = "The contact off brings the information to the app"
FOLLOWS = (
    "the mileage in the app is that of the odometer in reaction to the end of the trip and stays so for 5 min"
)
SECOND_TRIP = "A second trip of the connected phone is in the app without pairing again"
INFORMED_AGAIN = "The contact off brings new information to the app after each trip"


class SilentInformation(TripRecorder):
    """A trip recorder that reports trips, and no information."""

    def _tell(self) -> None:
        self._trips += 1
        if self.reports_trips():
            self._bluetooth.send("trip", self.trip())


class SwitchedRecorder(TripRecorder):
    """A trip recorder that reports no trip once private mode was on."""

    _was_private = False

    def reports_trips(self) -> bool:
        return super().reports_trips() and not self._was_private

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._com.on("privacy.mode", self._on_mode)

    def _on_mode(self, mode: SignalValue) -> None:
        self._was_private = self._was_private or mode == "private"


class EarlyRecorder(TripRecorder):
    """A trip recorder that reports while the trip goes on."""

    def _on_distance(self, counter_m: SignalValue) -> None:
        super()._on_distance(counter_m)
        if self._under_way and self._distance_m >= 400 and not self._trips:
            self._end_ns = self._kernel.now_ns
            self._tell()


class OpenPages(TripPages):
    """A trip page that shows trips of the vehicle without a link."""

    def _on_change(self, change: object) -> None:
        super()._on_change(change)  # type: ignore[arg-type]  # passed on as given
        if getattr(change, "item", None) == "vehicle_information":
            trip = {"number": 1, "distance_m": 500.0, "duration_s": 60, "average_consumption": None}
            self._phone.publish("trip", trip)


def _pages(
    theme: Theme, name: str, requirement: str, title: str, description: str, then: str | None, **numbers: float
) -> Fault:
    pages = TRIP_PAGES.calibrated(TripCalibration(**numbers))
    return theme.fault(name, requirement, title, description, pages, then)


def _clock(clock_s: float, title: str) -> Fault:
    text = f"Clocks may differ by {clock_s:g} s."
    return _pages(CONDITIONS, f"clocks-within-{clock_s:g}s", "BTTRIP-17", title, text, None, clock_s=clock_s)


class AddingRecorder(TripRecorder):
    """A trip recorder that goes on counting where the trip before ended."""

    _before_m = 0.0

    def trip(self) -> dict[str, float]:
        self._before_m += round(self._distance_m, 1)
        return {**super().trip(), "distance_m": round(self._before_m, 1)}


class OnceRecorder(TripRecorder):
    """A trip recorder that reports the first trip, and no other."""

    def reports_trips(self) -> bool:
        return super().reports_trips() and self._trips <= 1


class WrappingRecorder(TripRecorder):
    """A trip recorder whose distance begins anew at the end of the counter."""

    def trip(self) -> dict[str, float]:
        trip = super().trip()
        return {**trip, "distance_m": round(trip["distance_m"] % 6553.6, 1)}


class KeepingRecorder(TripRecorder):
    """A trip recorder that keeps a trip in private mode, and reports it when that ends."""

    _kept = False

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._com.on("ignition.state", self._hand_over)

    def _tell(self) -> None:
        self._kept = self._kept or not self.reports_information()
        super()._tell()

    def _hand_over(self, state: SignalValue) -> None:
        if self._kept and state == "running":
            self._kernel.call_in(seconds(20), self._send_kept)

    def _send_kept(self) -> None:
        if self.reports_trips():
            self._kept = False
            self._bluetooth.send("trip", {**self.trip(), "distance_m": 500.0})


class MidnightRecorder(TripRecorder):
    """A trip recorder that loses a trip when the day changes."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self._com.on("clock.day", self._on_day)

    def _on_day(self, _day: SignalValue) -> None:
        self._under_way = False


class StalePages(TripPages):
    """A trip page that takes the information of the first trip, and no other."""

    _taken = False

    def take_information(self, message: Message) -> None:
        if not self._taken:
            super().take_information(message)
        self._taken = True


class EmptyingPages(TripPages):
    """A trip page that clears the trip before when one comes that is too short."""

    def is_shown(self, distance_m: float) -> bool:
        if not super().is_shown(distance_m):
            self._phone.publish("trip", None)
        return super().is_shown(distance_m)


class OnceFollowingPages(TripPages):
    """A trip page whose mileage follows the first status, and no other."""

    _followed = 0

    def follows_status(self) -> bool:
        self._followed += 1
        return super().follows_status() and self._followed <= 3


FAULTS = (
    _clock(50.0, "A trip arrives on a phone whose clock is 60 s ahead of that of the vehicle"),
    _pages(
        CONDITIONS,
        "clocks-must-be-alike",
        "BTTRIP-17",
        "A trip arrives on a phone whose clock is 60 s behind that of the vehicle",
        "Clocks must not differ at all.",
        None,
        clock_s=0.0,
    ),
    CONDITIONS.fault(
        "clock-in-another-time-zone",
        "BTTRIP-17",
        "A trip arrives on a phone whose clock is 0 s ahead of that of the vehicle",
        "The vehicle tells the time of another zone.",
        TRIP_RECORDER.alters(TripRecorder.clock_utc_s, lambda utc_s: utc_s + 3600),
    ),
    CONDITIONS.fault(
        "trips-never-after-private-mode",
        "BTTRIP-18",
        "A trip after private mode was deactivated arrives",
        "No trip arrives once private mode was on.",
        TRIP_RECORDER.replaced(SwitchedRecorder),
    ),
    CONDITIONS.fault(
        "trips-in-private-mode",
        "BTTRIP-19",
        "A trip in private mode does not arrive",
        "Trips arrive in private mode.",
        TRIP_RECORDER.returns(TripRecorder.reports_information, True),
    ),
    CONDITIONS.fault(
        "trips-with-connection-sharing",
        "BTTRIP-21",
        "A trip with connection sharing does not arrive",
        "Trips arrive with connection sharing.",
        TRIP_RECORDER.instead(TripRecorder.reports_trips, TripRecorder.reports_information),
    ),
    CONDITIONS.fault(
        "pairing-never",
        "BTTRIP-24",
        "A pairing that the touch screen accepts first connects the phone",
        "A phone that was accepted is not paired.",
        BLUETOOTH.returns(Bluetooth.pairs, False),
    ),
    TRIPS.fault(
        "trip-never-told",
        "BTTRIP-07",
        BROUGHT,
        "No trip is told.",
        TRIP_RECORDER.returns(TripRecorder.reports_trips, False),
        IN_APP,
    ),
    TRIPS.fault(
        "trip-a-tenth-too-long",
        "BTTRIP-07",
        BROUGHT,
        "Trips are told a tenth too long.",
        TRIP_RECORDER.alters(
            TripRecorder.trip, lambda trip: {**trip, "distance_m": round(trip["distance_m"] * 1.1, 1)}
        ),
        "the trip in the app is 500 m long",
    ),
    TRIPS.fault(
        "trip-told-under-way",
        "BTTRIP-07",
        "No trip is in the app before the contact is turned off",
        "A trip is told while it goes on.",
        TRIP_RECORDER.replaced(EarlyRecorder),
    ),
    TRIPS.fault(
        "trip-without-a-link",
        "BTTRIP-07",
        "A phone that is not connected gets no trip",
        "A phone that is not connected gets trips.",
        TRIP_PAGES.replaced(OpenPages),
    ),
    TRIPS.fault(
        "information-never-told",
        "BTTRIP-26",
        INFORMED,
        "No information on the vehicle is told.",
        TRIP_RECORDER.replaced(SilentInformation),
        "the information on the vehicle is in the app over Bluetooth in reaction to the end of the trip"
        " and stays so for 60 s",
    ),
    TRIPS.fault(
        "information-told-under-way",
        "BTTRIP-26",
        "No information is in the app before the contact is turned off",
        "Information is told while the trip goes on.",
        TRIP_RECORDER.replaced(EarlyRecorder),
    ),
    TRIPS.fault(
        "trips-beyond-300m",
        "BTTRIP-08",
        "A trip of 300 m is displayed",
        "A trip must be longer than 300 m.",
        TRIP_PAGES.instead(TripPages.is_shown, lambda pages, distance_m: distance_m > pages.calibration.shown_m),
        IN_APP,
    ),
    _pages(
        TRIPS,
        "trips-from-300.1m",
        "BTTRIP-08",
        "A trip of 300 m is displayed",
        "Trips are displayed from 300.1 m on.",
        IN_APP,
        shown_m=300.1,
    ),
    _pages(
        TRIPS,
        "trips-from-299.9m",
        "BTTRIP-08",
        "A trip of 299.9 m is not displayed",
        "Trips are displayed from 299.9 m on.",
        "no trip is in the app for 5 min after the end of the trip",
        shown_m=299.9,
    ),
    TRIPS.fault(
        "consumption-from-2000m",
        "BTTRIP-09",
        "The average consumption of a trip of 2000 m is not displayed",
        "The consumption is displayed of trips of 2000 m.",
        TRIP_PAGES.instead(
            TripPages.shows_consumption, lambda pages, distance_m: distance_m >= pages.calibration.consumption_m
        ),
        "the app shows no average consumption for 5 min after the end of the trip",
    ),
    _pages(
        TRIPS,
        "consumption-beyond-2000.1m",
        "BTTRIP-09",
        "The average consumption of a trip of 2000.1 m is displayed",
        "The consumption is displayed beyond 2000.1 m.",
        None,
        consumption_m=2000.1,
    ),
    MILEAGE.fault(
        "mileage-not-over-the-link",
        "MAINT-09",
        "Each trip with a connected phone brings the mileage up to date where 20 s pass and the contract is ended",
        "No mileage is taken over the link.",
        TRIP_PAGES.instead(
            TripPages.take_information,
            lambda pages, message: pages._phone.publish("trip_information", dict(message)),
        ),
        FOLLOWS,
    ),
    MILEAGE.fault(
        "mileage-without-link-and-contract",
        "MAINT-09",
        "A trip without phone and contract leaves the mileage as it was",
        "The mileage follows without link and contract.",
        FREE_OF_CHARGE | TRIP_PAGES.returns(TripPages.follows_status, True),
    ),
    MILEAGE.fault(
        "mileage-not-by-contract",
        "MAINT-20",
        "Each trip with a contract brings the mileage up to date without a phone where 20 s pass",
        "No mileage is taken by contract.",
        TRIP_PAGES.returns(TripPages.follows_status, False),
        FOLLOWS,
    ),
    TRIPS.fault(
        "second-trip-with-the-first",
        "BTTRIP-07",
        SECOND_TRIP,
        "A second trip is told with the length of both.",
        TRIP_RECORDER.replaced(AddingRecorder),
        "the app shows a trip of 700 m in reaction to the end of the trip",
    ),
    TRIPS.fault(
        "second-trip-never-told",
        "BTTRIP-07",
        SECOND_TRIP,
        "Only the first trip is told.",
        TRIP_RECORDER.replaced(OnceRecorder),
        "the app shows a trip of 700 m in reaction to the end of the trip",
    ),
    TRIPS.fault(
        "second-trip-never-told-after-one-without-a-phone",
        "BTTRIP-07",
        "A second trip has its own length, the phone first not connected to the vehicle,"
        " where 8 h pass by the calendar",
        "Only the first trip is told.",
        TRIP_RECORDER.replaced(OnceRecorder),
    ),
    TRIPS.fault(
        "long-trip-wraps",
        "BTTRIP-07",
        "A trip of 67000 m with a stop on the way is in the app with all that belongs to it",
        "The distance of a trip begins anew with the counter.",
        TRIP_RECORDER.replaced(WrappingRecorder),
        "the trip in the app is 67000 m long",
    ),
    CONDITIONS.fault(
        "trip-lost-at-midnight",
        "BTTRIP-07",
        "Trips on New Year's Eve and over midnight are in the app",
        "A trip is lost when the day changes.",
        TRIP_RECORDER.replaced(MidnightRecorder),
        "the app shows a trip of 4000 m in reaction to the end of the trip",
    ),
    TRIPS.fault(
        "information-of-the-first-trip",
        "BTTRIP-26",
        INFORMED_AGAIN,
        "The information of the first trip stays for ever.",
        TRIP_PAGES.replaced(StalePages),
        "the information in the app has the mileage of the odometer in reaction to the end of the trip"
        " and stays so for 60 s",
    ),
    TRIPS.fault(
        "short-trip-clears-the-one-before",
        "BTTRIP-08",
        "A trip of 200 m does not take the place of the trip before",
        "A trip that is too short clears the one before.",
        TRIP_PAGES.replaced(EmptyingPages),
        "the app goes on showing a trip of 500 m for 5 min after the end of the trip",
    ),
    TRIPS.fault(
        "short-trips-are-added",
        "BTTRIP-08",
        "Two trips of 200 m are not displayed as a longer one",
        "A second trip is told with the length of both.",
        TRIP_RECORDER.replaced(AddingRecorder),
    ),
    CONDITIONS.fault(
        "private-trip-handed-over-later",
        "BTTRIP-19",
        "A trip in private mode does not arrive when private mode is deactivated later",
        "A trip in private mode is told when private mode has ended.",
        TRIP_RECORDER.replaced(KeepingRecorder),
    ),
    MILEAGE.fault(
        "mileage-of-the-first-trip",
        "MAINT-09",
        "Each trip with a connected phone brings the mileage up to date"
        " where 8 h pass by the calendar and the contract is ended",
        "The mileage follows the first trip, and no other.",
        TRIP_PAGES.replaced(StalePages),
        FOLLOWS,
    ),
    MILEAGE.fault(
        "mileage-by-contract-of-the-first-trip",
        "MAINT-20",
        "Each trip with a contract brings the mileage up to date without a phone where 8 h pass by the calendar",
        "The mileage follows the first news from the vehicle, and no other.",
        TRIP_PAGES.replaced(OnceFollowingPages),
        FOLLOWS,
    ),
)
