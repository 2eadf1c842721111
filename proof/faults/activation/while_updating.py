"""Faults that show while an update of the vehicle is installed, and after it."""

from __future__ import annotations

from clock.kernel import seconds
from proof.fault import Theme
from proof.slots import SOFTWARE_UPDATES, TRIGGERS, TRIP_RECORDER
from simulators.bus.com import SignalValue, Values
from simulators.ecus.screen.trips import TripRecorder
from simulators.ecus.telematics.ecu import TelematicsEcu
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.updates import Updates

UPDATING = Theme("features/activation/while_updating.feature")
TRIPS = Theme("features/bluetooth_trips/while_updating.feature")
STORED = Theme("features/preconditioning/while_updating.feature")
CALLS = Theme("features/emergency_call/while_updating.feature")
UP_TO_DATE = "the vehicle is up to date"


class ByTheHour(Updates):
    """Updates that begin anew when the vehicle has been started for an hour."""

    def __init__(self, ecu: TelematicsEcu) -> None:
        super().__init__(ecu)
        self._anew = self._kernel.timer(self._begin_anew)

    def _on_ignition(self, state: SignalValue) -> None:
        super()._on_ignition(state)
        self._anew.cancel()
        if state == "running" and self.parts_left:
            self._anew.arm_in(seconds(3600))

    def _begin_anew(self) -> None:
        self._memory["update.parts"] = self.calibration.parts


class DiscreetUpdates(Updates):
    """Updates whose end in private mode is forgotten."""

    def tell(self) -> None:
        super().tell()
        if not self._privacy.allows("vehicle_data"):
            self._memory["update.installed"] = False


class GeolocatedUpdates(Updates):
    """Updates that count trips in geolocated mode alone."""

    def install_part(self) -> None:
        if self._privacy.mode == "geolocated":
            super().install_part()


class ClearingUpdates(Updates):
    """Updates that clear the programme of pre-conditioning with their end."""

    def install_part(self) -> None:
        super().install_part()
        if not self.parts_left:
            none: Values = {"number": 1, "active": "off", "hour": 0, "minute": 0, "days": 0}
            self._com.send({f"precond_programme.{name}": value for name, value in none.items()})


class ShortTrips(TripRecorder):
    """A recorder that gives up a trip after a quarter of an hour."""

    def reports_trips(self) -> bool:
        return super().reports_trips() and self._kernel.now_ns - self._begin_ns < seconds(15 * 60)


class NewTriggers(Triggers):
    """Triggers of calls that know no ASSISTANCE button any more once an update is installed."""

    def breakdown_allowed(self) -> bool:
        return super().breakdown_allowed() and not self._memory.get("update.installed")


FAULTS = (
    UPDATING.fault(
        "update-begun-anew-after-an-hour",
        "ACTIV-20",
        "Trips of 63 min install an update, and orders are accepted after it",
        "What was installed on a trip is lost when it lasts an hour.",
        SOFTWARE_UPDATES.replaced(ByTheHour),
        UP_TO_DATE,
    ),
    UPDATING.fault(
        "update-of-private-mode-untold",
        "ACTIV-21",
        "An update that is installed in private mode is told after it, and orders are accepted from then on",
        "Nobody hears of an update that was installed in private mode, and orders stay refused.",
        SOFTWARE_UPDATES.replaced(DiscreetUpdates),
        UP_TO_DATE,
    ),
    UPDATING.fault(
        "update-on-geolocated-trips-alone",
        "ACTIV-20",
        "An update is installed though each trip is made in another mode, and orders are accepted after it",
        "Trips in another mode than the geolocated one install nothing.",
        SOFTWARE_UPDATES.replaced(GeolocatedUpdates),
        UP_TO_DATE,
    ),
    STORED.fault(
        "update-clears-the-programme",
        "PRECOND-12",
        "Programme, charge time and mode of the charge that were set before an update count after it",
        "The programme of pre-conditioning is gone after an update.",
        SOFTWARE_UPDATES.replaced(ClearingUpdates),
        "pre-conditioning starts between 30 min and 45 min before the target time",
    ),
    TRIPS.fault(
        "trip-of-16-min-unreported",
        "BTTRIP-07",
        "Trips on which an update is installed, and the one after, are in the app",
        "A trip of a quarter of an hour or more is not reported to the phone.",
        TRIP_RECORDER.replaced(ShortTrips),
        "the app shows a trip of 1000 m in reaction to the end of the trip",
    ),
    CALLS.fault(
        "no-assistance-after-an-update",
        "BCALL-02",
        "ASSISTANCE, SOS and a crash call on the trips of an update and after it",
        "Once an update is installed the ASSISTANCE button calls nobody.",
        TRIGGERS.replaced(NewTriggers),
        "the assistance centre is called in reaction to the ASSISTANCE press",
    ),
)
