"""Trips and vehicle information in the app, as they come over Bluetooth, and the mileage (lines 314 to 363)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clock.kernel import Kernel, S
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.phone.bluetooth import PhoneBluetooth
from simulators.offboard.service import Json, Service, ServiceChange, ServiceError
from simulators.plant.bluetooth import Message
from simulators.plant.wiring import Wiring


@dataclass(frozen=True)
class TripCalibration:
    """Limits of what the app shows: from `shown_m` on a trip (line 346), beyond `consumption_m` its average
    consumption (line 347); trips of a vehicle whose clock is off by more than `clock_s` are not taken (line 361,
    AMB-17)."""

    shown_m: float = 300.0
    consumption_m: float = 2000.0
    clock_s: float = 60.0


class PhoneClock:
    """The phone's clock: that of the simulated sky, plus what it is set off by.

    Verb of the phone: `clock_offset` (seconds that it is ahead).
    """

    def __init__(self, kernel: Kernel, phone: Service, wiring: Wiring) -> None:
        self._kernel = kernel
        self._phone = phone
        self._offset_s = 0.0
        self._set_utc_s, self._set_ns = wiring.number("gnss.utc_s").value, kernel.now_ns
        wiring.number("gnss.utc_s").watch(self._on_sky)
        phone.offer("clock_offset", self._on_offset)

    def utc_s(self) -> float:
        """Return the seconds since 1970 that it shows."""
        return self._set_utc_s + (self._kernel.now_ns - self._set_ns) / S + self._offset_s

    def _on_sky(self, utc_s: float) -> None:
        self._set_utc_s, self._set_ns = utc_s, self._kernel.now_ns

    def _on_offset(self, argument: Json) -> Json:
        try:
            self._offset_s = float(str(argument))
        except ValueError:
            raise ServiceError(self._phone.name, "clock_offset", argument, "a number of seconds") from None
        return None


class TripPages:
    """The pages of driving data.

    Items of the phone: `trip` (null, or the last trip that is shown: `number`, `distance_m`, `duration_s`,
    `average_consumption`, null where it is not shown), `trip_information` (null, or what came with the last
    trip: `number`, `odometer_km`, `soc_percent`), `mileage` (km, null before any was told).

    Args:
        phone: The service that the items belong to.
        bluetooth: Where trips and information come from.
        backoffice: Knows the contract, with which the mileage follows the vehicle's status too (line 314).
        clock: The phone's clock.
        calibration: Its numbers.
    """

    def __init__(
        self,
        phone: Service,
        bluetooth: PhoneBluetooth,
        backoffice: BackOffice,
        clock: PhoneClock,
        calibration: TripCalibration = TripCalibration(),
    ) -> None:
        self.calibration = calibration
        self._phone = phone
        self._backoffice = backoffice
        self._clock = clock
        bluetooth.listeners["trip"] = self._on_trip
        bluetooth.listeners["information"] = self.take_information
        bluetooth.forgotten.append(self.clear_trip)
        phone.watch(self._on_change)
        self.clear()

    def clocks_agree(self, vehicle_utc_s: float) -> bool:
        """Tell whether date and time of vehicle and phone correspond; both are compared in whole seconds, and the
        message may have been under way while a second ended."""
        return abs(int(self._clock.utc_s()) - vehicle_utc_s) <= self.calibration.clock_s + 1

    def is_shown(self, distance_m: float) -> bool:
        """Tell whether a trip is displayed."""
        return distance_m >= self.calibration.shown_m

    def shows_consumption(self, distance_m: float) -> bool:
        """Tell whether the average consumption of a trip is displayed."""
        return distance_m > self.calibration.consumption_m

    def follows_status(self) -> bool:
        """Tell whether the mileage follows what the vehicle tells the back office."""
        return self._backoffice.contract == "active"

    def clear(self) -> None:
        """Show nothing, as an app that has just been installed."""
        self.clear_trip()
        self._phone.publish("mileage", None)

    def clear_trip(self) -> None:
        """Show neither trip nor information."""
        self._phone.publish("trip", None)
        self._phone.publish("trip_information", None)

    def _on_trip(self, message: Message) -> None:
        distance_m = message["distance_m"]
        if self.clocks_agree(message["clock_utc_s"]) and self.is_shown(distance_m):
            average = message["average_consumption"] if self.shows_consumption(distance_m) else None
            self._phone.publish(
                "trip",
                {
                    "number": message["number"],
                    "distance_m": distance_m,
                    "duration_s": message["duration_s"],
                    "average_consumption": average,
                },
            )

    def take_information(self, message: Message) -> None:
        """Show the information that came over the link, and its mileage."""
        self._phone.publish("trip_information", dict(message))
        self._phone.publish("mileage", message["odometer_km"])

    def _on_change(self, change: ServiceChange) -> None:
        if change.item == "vehicle_information" and isinstance(change.value, Mapping) and self.follows_status():
            status = change.value["status"]
            if isinstance(status, Mapping):
                self._phone.publish("mileage", status["odometer_km"])
