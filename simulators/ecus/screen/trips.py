"""The trip recorder of the touch screen ECU: what the phone is told at the contact off (lines 342 to 363)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clock.kernel import S, seconds
from simulators.bus.com import SignalValue
from simulators.ecus.ecu import Ecu, Part
from simulators.ecus.screen.bluetooth import Bluetooth

_DISTANCE_WRAP_M = 6553.6
_CONSUMPTION_WRAP = 65536
_CLOCK = tuple(f"clock.{part}" for part in ("year", "month", "day", "hour", "minute", "second"))


@dataclass(frozen=True)
class TripCalibration:
    """`report_s`: from the contact off to the report, in seconds; the last distance has come by then."""

    report_s: float = 0.8


class TripRecorder(Part):
    """The recorder of trips: adds up a trip from contact on to contact off and reports it."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        self.calibration = ecu.take_calibration(TripCalibration)
        self._bluetooth = ecu.part(Bluetooth)
        self._trips = 0
        self._under_way = False
        self._begin_ns = self._end_ns = 0
        self._distance_m = self._last_m = 0.0
        self._consumed = self._last_consumed = 0
        self._report = self._kernel.timer(self._tell)
        self._com.listen("vehicle.odometer_km", "relay.battery.soc_percent", "privacy.mode", *_CLOCK)
        self._com.on("ignition.state", self._on_ignition)
        self._com.on("vehicle.distance_m", self._on_distance)
        self._com.on("vehicle.consumption", self._on_consumption)

    def reports_trips(self) -> bool:
        """Tell whether trips go to the phone: not in private mode (line 362) or with connection sharing (363)."""
        return self.reports_information() and "connection_sharing" not in self._bluetooth.uses

    def reports_information(self) -> bool:
        """Tell whether information on the vehicle goes to the phone: not in private mode."""
        return self._com.get("privacy.mode") != "private"

    def power_off(self) -> None:
        """Lose the supply, and the trip with it."""
        self._under_way = False
        self._report.cancel()

    def _on_distance(self, counter_m: SignalValue) -> None:
        self._distance_m += (float(counter_m) - self._last_m) % _DISTANCE_WRAP_M
        self._last_m = float(counter_m)

    def _on_consumption(self, counter: SignalValue) -> None:
        self._consumed += (int(counter) - self._last_consumed) % _CONSUMPTION_WRAP
        self._last_consumed = int(counter)

    def _on_ignition(self, state: SignalValue) -> None:
        if state == "off":
            if self._under_way:
                self._under_way = False
                self._end_ns = self._kernel.now_ns
                self._report.arm_in(seconds(self.calibration.report_s))
        elif not self._under_way:
            if self._report.armed:
                self._report.cancel()
                self._tell()
            self._under_way = True
            self.begin()

    def begin(self) -> None:
        """Begin to record a trip."""
        self._begin_ns = self._kernel.now_ns
        self._distance_m, self._consumed = 0.0, 0

    def _tell(self) -> None:
        self._trips += 1
        if self.reports_trips():
            self._bluetooth.send("trip", self.trip())
        if self.reports_information():
            self._bluetooth.send(
                "information",
                {
                    "number": self._trips,
                    "odometer_km": self.odometer_km(),
                    "soc_percent": self._com.get("relay.battery.soc_percent"),
                },
            )

    def odometer_km(self) -> SignalValue:
        """Give the mileage that the phone is told, in km."""
        return self._com.get("vehicle.odometer_km")

    def trip(self) -> dict[str, float]:
        """Give the trip that has ended; consumption in litres or kWh for 100 km, clock in seconds since 1970."""
        distance_m = round(self._distance_m, 1)
        average = 100 * self._consumed / distance_m if distance_m else 0.0
        return {
            "number": self._trips,
            "distance_m": distance_m,
            "duration_s": round((self._end_ns - self._begin_ns) / S),
            "average_consumption": round(average, 1),
            "clock_utc_s": self.clock_utc_s(),
        }

    def clock_utc_s(self) -> int:
        """Give what the clock of the vehicle shows: whole seconds."""
        year, month, day, hour, minute, second = (int(self._com.get(name)) for name in _CLOCK)
        return round(dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC).timestamp())
